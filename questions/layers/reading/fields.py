"""The receptive field along the way: each layer is added to a summary of everything before it."""

from dataclasses import dataclass

from questions.layers.call import Call
from questions.layers.receptive_field import receptive_field
from questions.layers.signatures import Axes
from questions.layers.specs import (
    AdaptivePool,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    Flatten,
    GlobalPool,
    Permute,
    PixelShuffle,
    Pool,
    Reshape,
    SeparableConv,
    Shape,
    Upsample,
)


@dataclass(frozen=True, slots=True)
class Field:
    """Positions of the input that one position sees, per axis, and how far neighbours lie apart in the input."""

    size: Shape
    jump: Shape


def seen_through(call: Call, axes: Axes | None, before: Field | None, *, fresh: bool) -> Field | None:
    """The field behind a layer; None where it is not known, not local, or has no axes.

    ``fresh`` tells that nothing came before: then every position sees itself.
    """
    layer = call.layer
    match layer:
        case Conv() | DepthwiseConv() | SeparableConv() | Pool():
            rank = layer.rank
            if before is None and not fresh:
                return None
            start = before or Field((1,) * rank, (1,) * rank)
            if len(start.size) != rank:
                return None
            summary = Pool("max", start.size, start.jump)
            jump = tuple([step * far for step, far in zip(layer.stride, start.jump, strict=True)])
            return Field(receptive_field((summary, layer), rank), jump)
        case (
            Dense()
            | Flatten()
            | GlobalPool()
            | AdaptivePool()
            | ConvTranspose()
            | Reshape()
            | Permute()
            | Embedding()
            | Upsample()
            | PixelShuffle()
        ):
            return None
    if fresh and axes is not None and 2 <= len(axes) <= 4:
        return Field((1,) * (len(axes) - 1), (1,) * (len(axes) - 1))
    return before
