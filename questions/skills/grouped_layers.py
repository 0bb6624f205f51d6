"""Drawing grouped and depthwise convolutions, and telling them in words, in PyTorch or in Keras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from questions.draw import Draw
from questions.layers.counting import output_shape
from questions.layers.specs import Conv, DepthwiseConv, Padding, SeparableConv, Shape
from questions.layers.writing import write_call
from questions.skills.conv_layers import AXES
from questions.skills.layer_calls import channels_last, tell_call
from questions.wording import by, several

MOST_CHANNELS = 4096
"""A multiplier that leads to more is not drawn."""

Style = Literal["words", "pytorch", "keras"]

_UNEQUAL: tuple[tuple[Shape, ...], ...] = (
    ((2,), (4,), (7,), (15,), (31,)),
    ((3, 5), (5, 3), (1, 7), (7, 1), (3, 7), (2, 3), (5, 7), (1, 11), (11, 1)),
    ((3, 5, 5), (5, 3, 3), (1, 3, 3), (3, 1, 1), (1, 5, 5), (2, 3, 3)),
)
_SIDES = ((3, 5, 7, 9, 11, 15, 31), (3, 3, 5, 7, 9), (3, 3, 5))
_SIZES = ((128, 256, 500, 1000, 4000, 16000), (14, 28, 32, 56, 64, 112, 128, 150, 224), (14, 28, 32, 56, 112))
_FRAMES = (8, 10, 12, 16, 24, 32)
_LARGEST = (8_192_000, 65_536, 16_384)
"""Channels times size per axis, beyond which a map would be larger than in any network."""

# Channels and groups as published networks have them: AlexNet, ResNeXt, ShuffleNet, RegNet and others.
_GROUPED = (
    (2, (96, 256)), (2, (256, 384)), (2, (384, 384)), (2, (384, 256)), (32, (128, 128)), (32, (256, 256)),
    (32, (512, 512)), (32, (1024, 1024)), (32, (2048, 2048)), (64, (256, 256)), (64, (512, 512)), (3, (60, 60)),
    (3, (240, 480)), (3, (120, 240)), (4, (272, 544)), (4, (68, 68)), (8, (384, 768)), (8, (96, 96)),
    (2, (200, 400)), (2, (50, 100)), (4, (64, 128)), (4, (32, 64)), (8, (64, 128)), (8, (128, 256)),
    (16, (128, 128)), (16, (784, 784)), (2, (24, 48)), (6, (48, 96)), (6, (144, 144)), (5, (80, 160)),
    (12, (48, 48)), (14, (448, 448)), (10, (720, 1440)), (7, (336, 336)), (16, (896, 896)), (4, (48, 120)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moves:
    """What a drawn layer does besides: stride, padding, dilation and batch, which no count depends on."""

    stride: Shape
    padding: Padding
    dilation: Shape
    batch: int = 1


@dataclass(frozen=True, slots=True)
class Grouped:
    """A drawn grouped convolution with its input (channels first, no batch axis)."""

    layer: Conv
    input_shape: Shape
    style: Style
    batch: int = 1


def draw_grouped(draw: Draw, level: int) -> Grouped:
    """A convolution with fewer groups than channels."""
    bias = draw.chance(0.5)
    if level == 1:
        return _small(draw, bias=bias)
    rank = draw.choice((2, 2, 1)) if level == 2 else draw.choice((1, 2, 2, 3))
    style: Style = draw.choice(("words", "pytorch", "keras") if level == 2 else ("pytorch", "keras"))
    groups, (channels, filters) = draw.choice(_GROUPED)
    if level == 3 and draw.chance(0.5):
        channels, filters = channels * draw.choice((1, 2, 3)), filters * draw.choice((1, 2, 3))
    kernel = draw_kernel(draw, rank)
    moves = draw_moves(draw, style, kernel, level)
    layer = Conv(channels, filters, kernel, moves.stride, moves.padding, moves.dilation, groups, bias)
    shape = draw_input(draw, layer)
    return Grouped(layer, shape, style, moves.batch)


def draw_kernel(draw: Draw, rank: int) -> Shape:
    """A kernel as real networks have it, now and then with unequal sides."""
    if draw.chance(0.35):
        return draw.choice(_UNEQUAL[rank - 1])
    return (draw.choice(_SIDES[rank - 1]),) * rank


def draw_moves(draw: Draw, style: Style, kernel: Shape, level: int, *, dilated: bool = True) -> Moves:
    """At level 3 a stride, a padding or a dilation that is not the default; Keras refuses a stride with a dilation."""
    rank = len(kernel)
    if level < 3:
        return Moves((1,) * rank, (0,) * rank, (1,) * rank)
    step, holes = draw.choice(((2, 1), (2, 1), (1, 2), (3, 1), (1, 1))) if dilated else (draw.choice((1, 2, 3)), 1)
    padding: Padding = draw.choice(("same", "valid"))
    if style != "keras":
        padding = tuple(holes * (k // 2) for k in kernel)
    return Moves((step,) * rank, padding, (holes,) * rank, draw.choice((4, 8, 16, 32, 64)))


def draw_input(draw: Draw, layer: Conv | DepthwiseConv | SeparableConv) -> Shape:
    """An input that the layer fits into with room to slide."""
    rank = layer.rank
    widest = max(layer.in_channels, layer.out_channels)
    sizes = _SIZES[rank - 1]
    size = draw.choice([size for size in sizes if size * widest <= _LARGEST[rank - 1]] or sizes[:1])
    spatial = (draw.choice(_FRAMES), size, size) if rank == 3 else (size,) * rank
    reach = tuple(d * (k - 1) + 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
    spatial = tuple(max(extent, window + 1) for extent, window in zip(spatial, reach, strict=True))
    shape = (layer.in_channels, *spatial)
    output_shape(layer, shape)  # raises if the drawn layer could not run
    return shape


def tell(layer: Conv | DepthwiseConv | SeparableConv, style: Style, shape: Shape, batch: int, words: str) -> str:
    """The layer as a call with its input, or in the words given for it."""
    if style == "words":
        order = " × ".join((*AXES[layer.rank - 1], "channels"))
        return f"{words} Its input is {by(channels_last(shape))} ({order})."
    told = tell_call(write_call(layer, style), style, shape, batch)
    return f"{told} Its bias is left at the default, on." if layer.bias else told


def tell_grouped(drawn: Grouped) -> str:
    """A grouped convolution."""
    layer = drawn.layer
    bias = "each with a bias" if layer.bias else "without biases"
    words = (
        f"A {layer.rank}-d convolution with groups={layer.groups} has {several(layer.out_channels, 'filter')} of "
        f"size {size_of(layer.kernel_size)}, {bias}."
    )
    return tell(layer, drawn.style, drawn.input_shape, drawn.batch, words)


def size_of(kernel: Shape) -> str:
    """`3×5`, or `7` for a kernel of a single side."""
    return by(kernel)


def small_input(draw: Draw, kernel: int, channels: int, rank: int) -> Shape:
    """A small input whose size is no other number of the layer."""
    while True:
        size = draw.integer(kernel + 2, 40)
        if size not in (kernel, channels):
            return (channels, *(size,) * rank)


def _small(draw: Draw, *, bias: bool) -> Grouped:
    while True:
        groups, kernel = draw.choice((2, 3, 4, 5, 6)), draw.choice((2, 3, 4, 5, 6, 7))
        channels, filters = groups * draw.integer(2, 6), groups * draw.integer(1, 8)
        depth = channels // groups
        if len({groups, kernel, channels, filters, depth}) == 5:
            break
    layer = Conv(channels, filters, (kernel, kernel), groups=groups, bias=bias)
    style: Style = draw.choice(("words", "words", "pytorch"))
    return Grouped(layer, small_input(draw, kernel, channels, 2), style)
