"""The layers that are asked back for: drawing them, and telling what is known of them."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.specs import Conv
from questions.question import Step
from questions.skills.conv_layers import draw_setting
from questions.wording import by, several
from questions.worked.idle import idle_given

KERAS_MOST = 20_000_000
"""Keras builds its weights; beyond this many that takes too long."""


def draw_layer(draw: Draw, level: int, *, square: bool, biased: float = 0.6) -> tuple[Conv, int]:
    """A layer and its batch; level 3 has groups now and then. `square` asks for equal kernel sides above 1.

    `biased` is how likely the layer has biases.
    """
    while True:
        rank = 2 if level == 1 else draw.choice((1, 2, 2, 3))
        setting = draw_setting(draw, rank, level, bias=draw.chance(biased))
        layer = setting.layer
        if level == 3:
            groups = draw.choice((1, 1, 2, 4, 8, 16))
            if groups > 1 and layer.in_channels % groups == 0 and layer.out_channels % groups == 0:
                layer = Conv(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding,
                             layer.dilation, groups, layer.bias)  # fmt: skip
        if not square or (len(set(layer.kernel_size)) == 1 and layer.kernel_size[0] > 1):
            return layer, setting.batch


def told(layer: Conv, unknown: str = "") -> str:
    """`64 filters, kernel 3×3, 32 input channels, stride 2`, without what is unknown."""
    parts = []
    if unknown != "filters":
        parts.append(several(layer.out_channels, "filter"))
    if unknown != "side":
        parts.append(f"kernel {by(layer.kernel_size)}" if layer.rank > 1 else f"kernel length {layer.kernel_size[0]}")
    if unknown != "channels":
        parts.append(several(layer.in_channels, "input channel"))
    parts += [f"{layer.groups} groups"] if layer.groups > 1 else []
    parts += [f"stride {layer.stride[0]}"] if max(layer.stride) > 1 else []
    parts += [f"padding {layer.padding[0]}"] if not isinstance(layer.padding, str) and any(layer.padding) else []
    parts += [f"dilation {layer.dilation[0]}"] if max(layer.dilation) > 1 else []
    return ", ".join(parts)


def idle(layer: Conv, batch: int = 1) -> str:
    """`The stride and the dilation play no part in the count.`, or nothing."""
    words = [word for word, given in (("stride", layer.stride), ("dilation", layer.dilation)) if max(given) > 1]
    if not isinstance(layer.padding, str) and any(layer.padding):
        words.insert(0, "padding")
    words += ["batch"] if batch > 1 else []
    listed = " and the ".join([", the ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return f"The {listed} {'play' if len(words) > 1 else 'plays'} no part in the count." if words else ""


def idle_steps(layer: Conv, batch: int = 1) -> tuple[Step, ...]:
    """The same as a step, with the reason for each, if there is anything."""
    sentence = idle(layer, batch)
    padding = () if isinstance(layer.padding, str) else layer.padding  # only numbers are told
    return (Step(sentence, idle=idle_given(layer.stride, padding, layer.dilation, batch)),) if sentence else ()
