"""Drawing dilated convolutions."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.specs import Conv, Padding, Shape
from questions.skills.conv_layers import Setting, Style

# Atrous layers of segmentation networks, dilated stacks over audio and video.
_CHANNELS = (3, 16, 24, 32, 48, 64, 96, 128, 160, 256, 320, 512, 512, 728, 1024, 2048)
_FILTERS = (6, 10, 19, 21, 32, 48, 64, 100, 128, 150, 256, 256, 512, 1024)
_KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((2,), (3,), (5,), (7,), (9,), (15,)),
    ((3, 3), (3, 3), (5, 5), (7, 7), (3, 5), (5, 3), (1, 3), (3, 1), (3, 7), (2, 5), (7, 3)),
    ((3, 3, 3), (5, 5, 5), (3, 1, 1), (1, 3, 3), (3, 5, 5), (5, 3, 3)),
)
_RATES: tuple[Shape, ...] = ((2, 3, 4, 8, 16, 32, 64, 128), (2, 2, 3, 4, 6, 8, 12, 18, 24), (2, 2, 3, 4, 5))
_SIZES: tuple[Shape, ...] = (
    (400, 512, 1000, 1024, 4000, 8000, 16000),
    (28, 33, 41, 56, 60, 64, 65, 80, 97, 128, 129, 161),
    (16, 24, 28, 32, 48, 56, 64),
)


def draw_dilated(draw: Draw, level: int, *, bias: bool) -> Setting:
    """A convolution with dilation, and an input large enough for it.

    Level 1 is square, small and told in words; 2 has real numbers and unequal sides; 3 adds what else a layer may
    have: padding, a stride (in PyTorch, as Keras refuses both together), a batch.
    """
    if level == 1:
        return _small(draw, bias=bias)
    rank = draw.choice((1, 2, 2, 2, 3))
    style: Style = draw.choice(("pytorch", "keras"))
    kernel = draw.choice(_KERNELS[rank - 1])
    dilation = _dilation(draw, kernel)
    stride: Shape = (1,) * rank
    padding: Padding = (0,) * rank
    batch = 1
    if level == 3:
        batch = draw.choice((1, 2, 4, 8, 16))
        if style == "pytorch":
            stride = (draw.choice((1, 2, 2, 3)),) * rank
            padding = _padding(draw, kernel, dilation)
        elif draw.chance(0.5):
            padding = "same"
    layer = Conv(
        draw.choice(_CHANNELS), draw.choice(_FILTERS), kernel, stride, padding, dilation, bias=bias
    )  # fmt: skip
    size = draw.choice(_SIZES[rank - 1])
    sizes = (size,) * rank if draw.chance(0.5) else tuple(draw.choice(_SIZES[rank - 1]) for _ in range(rank))
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    spatial = tuple(max(extent, span + 3) for extent, span in zip(sizes, reach, strict=True))
    return Setting(layer, (layer.in_channels, *spatial), style, batch)


def _small(draw: Draw, *, bias: bool) -> Setting:
    rank = draw.choice((1, 2, 2))
    while True:
        kernel, rate = draw.integer(3, 7), draw.integer(2, 5)
        span = rate * (kernel - 1) + 1
        numbers = (kernel, rate, draw.integer(2, 12), draw.integer(2, 24), draw.integer(span + 2, span + 20))
        if len(set(numbers)) == len(numbers):
            break
    *_, channels, filters, size = numbers
    layer = Conv(channels, filters, (kernel,) * rank, dilation=(rate,) * rank, bias=bias)
    return Setting(layer, (channels, *(size,) * rank), "words", 1)


def _dilation(draw: Draw, kernel: Shape) -> Shape:
    rank = len(kernel)
    rate = draw.choice(_RATES[rank - 1])
    if rank > 1 and draw.chance(0.35):
        rates = tuple(draw.choice((1, *_RATES[rank - 1])) for _ in kernel)
        if any(d > 1 and k > 1 for d, k in zip(rates, kernel, strict=True)):
            return rates
    return (rate,) * rank


def _padding(draw: Draw, kernel: Shape, dilation: Shape) -> Shape:
    """What keeps the size of an odd kernel, or a drawn one."""
    if draw.chance(0.6):
        return tuple(d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True))
    return (draw.integer(1, 4),) * len(kernel)
