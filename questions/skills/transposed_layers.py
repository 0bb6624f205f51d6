"""Drawing transposed convolutions, and saying them in words, in PyTorch or in Keras."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from questions.draw import Draw
from questions.layers.specs import ConvTranspose, Padding, Shape
from questions.layers.writing import write_call
from questions.skills.conv_layers import AXES, Style
from questions.wording import by, several

# Decoders of segmentation networks, generators, vocoders, voxel networks.
_CHANNELS = (16, 21, 32, 48, 64, 96, 100, 128, 128, 192, 256, 256, 320, 512, 512, 1024)
_FILTERS = (1, 3, 8, 16, 21, 32, 48, 64, 64, 96, 128, 160, 256, 256, 512)
_CHANNELS_3D = (16, 32, 48, 64, 96, 128, 192, 256, 320)
_GROUPED = (16, 24, 32, 48, 64, 96, 128, 256)
_MOST_WEIGHTS = 20_000_000
_KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((2,), (3,), (4,), (5,), (8,), (10,), (16,), (20,), (25,)),
    ((2, 2), (3, 3), (4, 4), (4, 4), (5, 5), (6, 6), (8, 8), (3, 5), (2, 4), (4, 2), (5, 3), (3, 4)),
    ((2, 2, 2), (3, 3, 3), (4, 4, 4), (1, 4, 4), (3, 4, 4), (2, 3, 3)),
)
_SIZES = ((40, 50, 64, 80, 100, 128, 200), (1, 4, 7, 8, 10, 12, 14, 16, 20, 28, 32, 56), (4, 6, 7, 8, 12, 14, 16))


@dataclass(frozen=True, slots=True)
class Stamping:
    """A drawn transposed convolution, its input (channels first, no batch axis) and how it is told."""

    layer: ConvTranspose
    input_shape: Shape
    style: Style
    batch: int = 1


def draw_transposed(draw: Draw, level: int, style: Style, *, bias: bool = True, grouped: bool = False) -> Stamping:
    """A transposed convolution that gives an output.

    Level 1 is small and square; 2 has real numbers, unequal sides and PyTorch's padding; 3 adds dilation, output
    padding, a batch, and groups where they are wanted. Keras takes padding in words and no stride with a dilation. No
    stride exceeds the kernel, except rarely in Keras, which treats such a layer in a way of its own.
    """
    if level == 1:
        return _small(draw, style, bias=bias)
    rank = draw.choice((1, 2, 2, 2, 3))
    kernel = draw.choice(_KERNELS[rank - 1])
    stride = _stride(draw, kernel, uneven=level == 3)
    if style == "keras" and min(kernel) == 2 and draw.chance(0.15):
        stride = (3,) * rank
    dilation: Shape = (1,) * rank
    if level == 3 and draw.chance(0.3):
        # Dilated layers do not upsample as well.
        dilation, stride = tuple(1 if k == 1 else 2 for k in kernel), (1,) * rank
    padding = _padding(draw, style, kernel, stride)
    extra: Shape | None = ()
    overlapping = all(k > s for k, s in zip(kernel, stride, strict=True))
    if (
        overlapping
        and max(dilation) == 1
        and draw.chance(0.5 if level == 3 else 0.25)
        and (level == 3 or style != "keras")
    ):
        least = min(stride)
        extra = (draw.integer(1, min(least, 3) - 1),) * rank if least > 1 else ()
    channels, filters, groups = _channels(draw, kernel, grouped=grouped)
    layer = ConvTranspose(channels, filters, kernel, stride, padding, extra, dilation, groups, bias)
    spatial = _spatial(draw, rank, unequal=draw.chance(0.4 if level == 2 else 0.6))
    spatial = tuple(max(3, extent) for extent in spatial) if any(layer.padding) else spatial
    batch = draw.choice((1, 4, 8, 16, 32)) if level == 3 else 1
    return Stamping(layer, (channels, *spatial), style, batch)


def describe(stamping: Stamping, *, bias: bool = True) -> str:
    """The layer and its input in a sentence or two; whether it has biases is said where it matters."""
    layer, shape = stamping.layer, stamping.input_shape
    axes = AXES[layer.rank - 1]
    batch = f"a batch of {stamping.batch} inputs, each" if stamping.batch > 1 else "an input"
    if stamping.style == "words":
        size = f"size {by(layer.kernel_size)}" if layer.rank > 1 else f"length {layer.kernel_size[0]}"
        biases = "with biases" if layer.bias else "without biases"
        return (
            f"A {layer.rank}-d transposed convolution {biases} makes {several(layer.out_channels, 'output channel')} "
            f"from an input of {by((*shape[1:], shape[0]))} ({' × '.join((*axes, 'channels'))}), with kernels of "
            f"{size} and stride {layer.stride[0]}."
        )
    default = " Its bias is left at the default, on." if layer.bias and bias else ""
    if stamping.style == "pytorch":
        return (
            f"PyTorch: {write_call(layer, 'pytorch')} gets {batch} of shape ({', '.join(map(str, shape))}) "
            f"({', '.join(('channels', *axes))}).{default}"
        )
    return (
        f"Keras, channels last: {write_call(layer, 'keras')} gets {batch} of shape "
        f"({', '.join(map(str, (*shape[1:], shape[0])))}) ({', '.join((*axes, 'channels'))}).{default}"
    )


def _small(draw: Draw, style: Style, *, bias: bool) -> Stamping:
    rank = 2 if draw.chance(0.7) else 1
    while True:
        kernel = draw.integer(3, 7)
        stride = draw.integer(2, min(4, kernel - 1))
        numbers = (kernel, stride, draw.integer(3, 16), draw.integer(2, 16), draw.integer(5, 16))
        if len(set(numbers)) == len(numbers):
            break
    *_, channels, filters, size = numbers
    padding: Padding = (0,) * rank
    if style == "pytorch":
        padding = (draw.integer(0, min(2, (kernel - 1) // 2)),) * rank
    elif style == "keras":
        padding = draw.choice(("valid", "valid", "same"))
    layer = ConvTranspose(channels, filters, (kernel,) * rank, (stride,) * rank, padding, bias=bias)
    return Stamping(layer, (channels, *(size,) * rank), style)


def _stride(draw: Draw, kernel: Shape, *, uneven: bool) -> Shape:
    """The same along all axes, or 1 along one of them; nowhere more than the kernel."""
    rank = len(kernel)
    least = min(extent for extent in kernel if extent > 1)
    strides = (2, 4, 5, 8, 10) if rank == 1 else (2, 2, 2, 3, 4)
    step = draw.choice([stride for stride in strides if stride <= least])
    plain = draw.integer(0, 1 if rank == 2 else 0) if uneven and rank > 1 and draw.chance(0.3) else -1
    step = 2 if plain >= 0 else step
    return tuple(1 if place == plain or extent == 1 else step for place, extent in enumerate(kernel))


def _channels(draw: Draw, kernel: Shape, *, grouped: bool) -> tuple[int, int, int]:
    """Input channels, output channels and groups; a decoder has fewer channels from layer to layer."""
    if grouped:
        channels = draw.choice((32, 48, 64, 96, 128, 256, 512))
        return channels, draw.choice([filters for filters in _GROUPED if filters <= channels]), draw.choice((2, 4, 8))
    flat = len(kernel) < len(_KERNELS)
    while True:
        channels = draw.choice(_CHANNELS if flat else _CHANNELS_3D)
        filters = draw.choice([filters for filters in _FILTERS if filters <= channels])
        if channels * filters * prod(kernel) <= _MOST_WEIGHTS:
            return channels, filters, 1


def _spatial(draw: Draw, rank: int, *, unequal: bool) -> Shape:
    """The input's size; its sides differ by a factor of two at most."""
    sizes = _SIZES[rank - 1]
    first = draw.choice(sizes)
    if not unequal:
        return (first,) * rank
    near = [size for size in sizes if first <= 2 * size <= 4 * first]
    return (first, *(draw.choice(near) for _ in range(1, rank)))


def _padding(draw: Draw, style: Style, kernel: Shape, stride: Shape) -> Padding:
    if style == "keras":
        return draw.choice(("valid", "same")) if max(stride) > 1 else "valid"
    if draw.chance(0.3):
        return (0,) * len(kernel)
    less = 1 if draw.chance(0.25) else 0
    return tuple(max(0, (k - 1) // 2 - less) for k in kernel)
