"""Which part of a picture a misconception is about."""

from __future__ import annotations

from questions.misconceptions import components as about
from questions.picture.scene import Part, Scene

_PARTS = {
    about.INPUT_DEPTH: (Part.CHANNELS, Part.DEPTH),
    about.KERNEL_EXTENT: (Part.KERNEL,),
    about.FILTERS: (Part.FILTERS, Part.DEPTH),
    about.BIAS: (Part.BIAS,),
    about.GROUPS: (Part.GROUP, Part.CHANNELS, Part.DEPTH),
    about.RANK: (Part.KERNEL,),
    about.WEIGHT_SHARING: (Part.OUTPUT,),
    about.STRIDE: (Part.STRIDE,),
    about.PADDING: (Part.PADDING,),
    about.DILATION: (Part.TAP, Part.KERNEL),
    about.OUTPUT_SIZE: (Part.CELL, Part.OUTPUT),
    about.DEPTHWISE: (Part.GROUP, Part.CHANNELS, Part.DEPTH),
    about.POINTWISE: (Part.CHANNELS, Part.DEPTH),
    about.MULTIPLIER: (Part.FILTERS,),
    about.TRANSPOSED: (Part.KERNEL,),
    about.BATCH_NORM: (Part.WEIGHTS,),
    about.POOLING: (),
    about.FLATTEN: (Part.INPUT,),
    about.RECEPTIVE_FIELD: (Part.KERNEL,),
    about.MULTIPLY_ADDS: (Part.CELL,),
    about.UNITS: (),
    about.AXIS_ORDER: (),
    about.SCALING: (),
    about.COMPOSITION: (),
}
"""For each component the parts that show it, the best first."""


def part_of(component: str, scene: Scene) -> Part | None:
    """The part to highlight after a mistake about a component, or None if the scene has nothing of it to say."""
    told = {entry.part for entry in scene.forgotten}
    return next((part for part in _PARTS.get(component, ()) if part in scene.parts and part in told), None)
