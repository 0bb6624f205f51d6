"""Drawing a convolution of a given rank and level, and saying it in words, in PyTorch or in Keras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from questions.draw import Draw
from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Padding, Shape
from questions.layers.terms import Framework
from questions.layers.writing import write_call
from questions.wording import by, several

Style = Literal["words", "pytorch", "keras"]

AXES = (("length",), ("height", "width"), ("depth", "height", "width"))

# The numbers of published networks: image and feature channels, filters, kernels, feature-map sizes.
_CHANNELS = (1, 3, 3, 16, 24, 32, 40, 48, 64, 64, 80, 96, 112, 128, 160, 192, 256, 320, 384, 512)
_FILTERS = (6, 8, 16, 24, 32, 40, 48, 64, 64, 96, 100, 112, 128, 160, 192, 256, 320, 384, 512)
_LARGE = (384, 480, 512, 640, 728, 768, 960, 1024, 1280, 1536, 2048)
_SIDES = ((3, 5, 7, 9, 11, 15, 31, 80), (3, 3, 5, 7, 11), (3, 3, 5, 7))
_UNEQUAL: tuple[tuple[Shape, ...], ...] = (
    ((2,), (4,), (8,), (10,), (25,)),
    ((3, 5), (5, 3), (3, 7), (7, 3), (5, 7), (2, 3), (4, 3), (3, 9), (5, 11), (4, 6)),
    ((3, 5, 5), (5, 3, 3), (3, 7, 7), (2, 3, 3), (1, 3, 3), (1, 7, 7), (3, 3, 5), (4, 3, 3)),
)
_SIZES = (
    (128, 200, 256, 400, 512, 1000, 1024, 4000, 8000, 16000),
    (28, 32, 56, 64, 96, 112, 128, 224, 227, 256),
    (28, 32, 56, 64, 112, 128),
)
_FRAMES = (8, 10, 12, 16, 24, 32, 64)


@dataclass(frozen=True, slots=True)
class Setting:
    """A drawn layer, its input (channels first, no batch axis) and how it is told."""

    layer: Conv
    input_shape: Shape
    style: Style
    batch: int

    @property
    def framework(self) -> Framework:
        """Whose tensors are shown: the one that it is told in; of words PyTorch's."""
        return "keras" if self.style == "keras" else "pytorch"


def draw_setting(draw: Draw, rank: int, level: int, *, bias: bool) -> Setting:
    """A layer whose input is large enough for it.

    Level 1 has small distinct numbers; 2 those of real networks, with unequal kernel sides; 3 adds facts that do not
    matter for the count (stride, padding, dilation, batch) and large numbers.
    """
    if level == 1:
        return _small(draw, rank, bias=bias)
    return _real(draw, rank, bias=bias, distracting=level == 3)


def describe(setting: Setting) -> str:
    """The layer and its input in one or two sentences, with every convention that a count may rest on."""
    layer, shape = setting.layer, setting.input_shape
    rank = layer.rank
    batch = f"a batch of {setting.batch} inputs, each" if setting.batch > 1 else "an input"
    if setting.style == "words":
        each = "one" if layer.out_channels == 1 else "each"
        bias = f"{each} with a bias" if layer.bias else "without biases"
        size = by(layer.kernel_size) if rank > 1 else f"{layer.kernel_size[0]}"
        given = by((*shape[1:], shape[0]))
        axes = " × ".join((*AXES[rank - 1], "channels"))
        return (
            f"A {rank}-d convolutional layer has {several(layer.out_channels, 'filter')} of size {size}, {bias}"
            f"{_motion(layer)}. {f'It gets {batch}' if setting.batch > 1 else 'Its input is'} {given} ({axes})."
        )
    default = "" if not layer.bias else " Its bias is left at the default, on."
    if setting.style == "pytorch":
        axes = ", ".join(("channels", *AXES[rank - 1]))
        return (
            f"PyTorch: {write_call(layer, 'pytorch')} gets {batch} of shape ({', '.join(map(str, shape))}) "
            f"({axes}).{default}"
        )
    axes = ", ".join((*AXES[rank - 1], "channels"))
    last = (*shape[1:], shape[0])
    return (
        f"Keras, channels last: {write_call(layer, 'keras')} gets {batch} of shape ({', '.join(map(str, last))}) "
        f"({axes}).{default}"
    )


def _small(draw: Draw, rank: int, *, bias: bool) -> Setting:
    while True:
        kernel = draw.integer(2 if rank == 1 else 3, (9, 7, 5)[rank - 1])
        channels = draw.integer(2, 12)
        filters = draw.integer(2, 24)
        size = draw.integer(kernel + 2, 40) if rank < 3 else draw.integer(kernel + 2, 24)
        frames = draw.integer(kernel + 1, 16)
        numbers = (kernel, channels, filters, size, frames) if rank == 3 else (kernel, channels, filters, size)
        if len(set(numbers)) == len(numbers):
            break
    spatial = (frames, size, size) if rank == 3 else (size,) * rank
    return Setting(Conv(channels, filters, (kernel,) * rank, bias=bias), (channels, *spatial), "words", 1)


def _real(draw: Draw, rank: int, *, bias: bool, distracting: bool) -> Setting:
    style: Style = draw.choice(("words", "pytorch", "keras"))
    channels = draw.choice(_CHANNELS)
    filters = draw.choice(_FILTERS)
    if distracting and draw.chance(0.5):
        filters = draw.choice(_LARGE)
        channels = draw.choice((*_CHANNELS[8:], *_LARGE))
    kernel = _kernel(draw, rank)
    size = draw.choice(_SIZES[rank - 1])
    spatial: Shape = (draw.choice(_FRAMES), size, size) if rank == 3 else (size,) * rank
    if rank == 2 and draw.chance(0.3):
        spatial = (size, draw.choice(_SIZES[1]))
    stride, padding, dilation, batch = (1,) * rank, _plain_padding(style, rank), (1,) * rank, 1
    if distracting:
        stride, padding, dilation = _moves(draw, style, rank, kernel)
        batch = draw.choice((1, 4, 8, 16, 32, 64))
    layer = Conv(channels, filters, kernel, stride, padding, dilation, bias=bias)
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    spatial = tuple(max(extent, window + 1) for extent, window in zip(spatial, reach, strict=True))
    output_shape(layer, (channels, *spatial))  # raises if the drawn layer could not run
    return Setting(layer, (channels, *spatial), style, batch)


def _kernel(draw: Draw, rank: int) -> Shape:
    if draw.chance(0.4):
        return draw.choice(_UNEQUAL[rank - 1])
    return (draw.choice(_SIDES[rank - 1]),) * rank


def _plain_padding(style: Style, rank: int) -> Padding:
    return "valid" if style == "keras" else (0,) * rank


def _moves(draw: Draw, style: Style, rank: int, kernel: Shape) -> tuple[Shape, Padding, Shape]:
    """Stride, padding and dilation, at least one of them not the default. Keras refuses a stride with a dilation."""
    step, holes = draw.choice(((2, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 1)))
    stride, dilation = (step,) * rank, (holes,) * rank
    if style == "keras":
        words: tuple[Padding, ...] = ("same", "causal") if rank == 1 else ("same",)
        return stride, draw.choice(words) if step == 1 or draw.chance(0.5) else "valid", dilation
    most = max(1, min(kernel) // 2)
    pad = draw.integer(1, most) if step == holes == 1 or draw.chance(0.7) else 0
    return stride, (pad,) * rank, dilation


def _motion(layer: Conv) -> str:
    """`; stride 2, padding 1 on every side, dilation 1`: said in words only where it is not the default."""
    parts = []
    if any(step != 1 for step in layer.stride):
        parts.append(f"stride {layer.stride[0]}")
    if not isinstance(layer.padding, str) and any(layer.padding):
        parts.append(f"padding {layer.padding[0]} on every side")
    if any(step != 1 for step in layer.dilation):
        parts.append(f"dilation {layer.dilation[0]}")
    return f"; {', '.join(parts)}" if parts else ""
