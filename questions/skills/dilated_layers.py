"""Drawing dilated convolutions."""

from __future__ import annotations

from math import prod

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
_REACHES = (257, 49, 17)
"""No dilated kernel spans more than this: large kernels have small dilations."""
_CHANNELS_3D, _FILTERS_3D = _CHANNELS[:11], _FILTERS[:9]
_MOST_WEIGHTS = 20_000_000
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
    channels, filters = _channels(draw, kernel)
    stride: Shape = (1,) * rank
    padding: Padding = (0,) * rank
    batch = 1
    if level == 3:
        batch = draw.choice((1, 2, 4, 8, 16))
        if style == "pytorch":
            stride = (draw.choice((1, 1, 2, 2)),) * rank
            padding = _padding(draw, kernel, dilation)
        elif draw.chance(0.5):
            padding = "same"
    layer = Conv(channels, filters, kernel, stride, padding, dilation, bias=bias)
    return Setting(layer, (channels, *_spatial(draw, kernel, dilation)), style, batch)


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
    """One rate for all axes, or no dilation along one of them; none where the kernel has one tap."""
    rank = len(kernel)
    most = (_REACHES[rank - 1] - 1) // (max(kernel) - 1)
    rate = draw.choice([rate for rate in _RATES[rank - 1] if rate <= most])
    wide = [place for place, extent in enumerate(kernel) if extent > 1]
    plain = draw.choice(wide) if len(wide) > 1 and draw.chance(0.35) else -1
    return tuple(1 if place == plain or extent == 1 else rate for place, extent in enumerate(kernel))


def _channels(draw: Draw, kernel: Shape) -> tuple[int, int]:
    """Input channels and filters; not more weights than a layer of a real network has."""
    flat = len(kernel) < len(_KERNELS)
    while True:
        channels = draw.choice(_CHANNELS if flat else _CHANNELS_3D)
        filters = draw.choice(_FILTERS if flat else _FILTERS_3D)
        if channels * filters * prod(kernel) <= _MOST_WEIGHTS:
            return channels, filters


def _spatial(draw: Draw, kernel: Shape, dilation: Shape) -> Shape:
    """An input in which the kernel can move; its sides differ by a factor of two at most."""
    reach = max(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    sizes = [size for size in _SIZES[len(kernel) - 1] if size >= reach + 3]
    first = draw.choice(sizes)
    if draw.chance(0.5):
        return (first,) * len(kernel)
    near = [size for size in sizes if first <= 2 * size <= 4 * first]
    return (first, *(draw.choice(near) for _ in kernel[1:]))


def _padding(draw: Draw, kernel: Shape, dilation: Shape) -> Shape:
    """What keeps the size of an odd kernel, or as much as the dilation, or one."""
    how = draw.choice(("keeping", "keeping", "keeping", "dilation", "one"))
    if how == "keeping":
        return tuple(d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True))
    return tuple(0 if k == 1 else d if how == "dilation" else 1 for k, d in zip(kernel, dilation, strict=True))
