"""Drawing a convolution whose output shape is asked for, and saying it in words or as a call."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.layers.counting import Framework
from questions.layers.specs import Conv, Padding, Shape
from questions.layers.writing import write_call
from questions.skills.conv_layers import AXES
from questions.wording import by, several

_CHANNELS = (1, 3, 3, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)
_FILTERS = (6, 16, 20, 32, 40, 64, 80, 96, 112, 128, 160, 256, 384, 512, 1024)
_KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((2,), (3,), (4,), (5,), (7,), (8,), (9,), (10,), (15,), (25,)),
    ((3, 3), (4, 4), (5, 5), (7, 7), (11, 11), (2, 2), (3, 5), (5, 3), (3, 7), (1, 7), (7, 1), (5, 11), (4, 6)),
    ((3, 3, 3), (5, 5, 5), (7, 7, 7), (3, 5, 5), (5, 3, 3), (3, 7, 7), (1, 3, 3), (2, 3, 3), (3, 3, 5)),
)
_SIZES = (
    (80, 100, 128, 200, 250, 256, 400, 512, 1000, 1024, 4000, 16000),
    (25, 27, 28, 32, 48, 55, 56, 64, 75, 96, 112, 128, 150, 224, 227, 256, 299),
    (28, 32, 40, 56, 64, 75, 112, 128),
)
_FRAMES = (10, 12, 15, 16, 24, 32, 64)
_STRIDES: tuple[tuple[Shape, ...], ...] = (
    ((1,), (2,), (2,), (3,), (4,), (5,)),
    ((1, 1), (2, 2), (2, 2), (3, 3), (4, 4), (2, 1), (1, 2)),
    ((1, 1, 1), (2, 2, 2), (1, 2, 2), (3, 3, 3), (2, 1, 1)),
)


@dataclass(frozen=True, slots=True)
class Sliding:
    """A drawn layer with its input, channels first; `batch` is 0 where none is told."""

    layer: Conv
    input_shape: Shape
    framework: Framework
    batch: int
    in_words: bool


def draw_pytorch(draw: Draw, level: int) -> Sliding:
    """With padding in numbers."""
    if level == 1:
        n, k, channels, filters = _small(draw)
        step, pad = min(k, draw.choice((1, 2, 2, 3))), draw.integer(0, k // 2)
        layer = Conv(channels, filters, (k, k), (step, step), (pad, pad))
        return Sliding(layer, (channels, n, n), "pytorch", 0, draw.chance(0.5))
    rank, channels, filters, kernel, spatial = _real(draw, level)
    stride = _stride(draw, kernel)
    dilation: Shape = (1,) * rank
    if level == 3:
        holes = draw.choice((1, 2, 2, 3, 4))
        dilation = (holes,) * rank
    half = tuple([d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True)])
    padding: Shape = draw.choice(((0,) * rank, half, half, (draw.integer(1, max(1, min(half))),) * rank))
    spatial = _large_enough(spatial, kernel, dilation)
    layer = Conv(channels, filters, kernel, stride, padding, dilation)
    batch = draw.choice((8, 16, 32, 64, 128)) if level == 3 else 0
    return Sliding(layer, (channels, *spatial), "pytorch", batch, draw.chance(0.3))


def draw_keras(draw: Draw, level: int) -> Sliding:
    """With padding as a rule. Keras refuses a stride with a dilation."""
    if level == 1:
        n, k, channels, filters = _small(draw)
        step = min(k, draw.choice((1, 2, 2, 3, 4)))
        rule: Padding = draw.choice(("valid", "same"))
        layer = Conv(channels, filters, (k, k), (step, step), rule)
        return Sliding(layer, (channels, n, n), "keras", 0, draw.chance(0.5))
    rank, channels, filters, kernel, spatial = _real(draw, level)
    rules: tuple[Padding, ...] = ("valid", "same", "same", "causal") if rank == 1 else ("valid", "same")
    rule = draw.choice(rules)
    stride, dilation = _stride(draw, kernel), (1,) * rank
    if level == 3 and draw.chance(0.4):
        stride, dilation = dilation, (draw.choice((2, 3, 4)),) * rank
    spatial = _large_enough(spatial, kernel, dilation)
    layer = Conv(channels, filters, kernel, stride, rule, dilation)
    batch = draw.choice((8, 16, 32, 64, 128)) if level == 3 else 0
    return Sliding(layer, (channels, *spatial), "keras", batch, draw.chance(0.3))


def _small(draw: Draw) -> tuple[int, int, int, int]:
    while True:
        numbers = (draw.integer(9, 40), draw.integer(2, 7), draw.integer(2, 12), draw.integer(3, 24))
        if len(set(numbers)) == len(numbers):
            return numbers


def _real(draw: Draw, level: int) -> tuple[int, int, int, Shape, Shape]:
    rank = draw.choice((1, 2, 2, 3))
    size = draw.choice(_SIZES[rank - 1])
    spatial: Shape = (draw.choice(_FRAMES), size, size) if rank == 3 else (size,) * rank
    if rank == 2 and draw.chance(0.3 if level == 2 else 0.6):
        spatial = (size, draw.choice(_SIZES[1]))
    return rank, draw.choice(_CHANNELS), draw.choice(_FILTERS), draw.choice(_KERNELS[rank - 1]), spatial


def _stride(draw: Draw, kernel: Shape) -> Shape:
    """Steps that leave no position out."""
    stride: Shape = draw.choice(_STRIDES[len(kernel) - 1])
    return stride if max(stride) <= max(kernel) else (2,) * len(kernel)


def _large_enough(spatial: Shape, kernel: Shape, dilation: Shape) -> Shape:
    windows = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
    return tuple([max(n, window + 4) for n, window in zip(spatial, windows, strict=True)])


def tell(x: Sliding) -> str:
    """The layer, its input with the order of its axes, and the order in which the output is wanted."""
    rank = x.layer.rank
    names = AXES[rank - 1]
    last = x.framework == "keras"
    axes = ", ".join((*names, "channels") if last else ("channels", *names))
    shape = (*x.input_shape[1:], x.input_shape[0]) if last else x.input_shape
    what = "a tensor" if x.batch else "an input"
    batched = (x.batch, *shape) if x.batch else shape
    called = f"batch, {axes}" if x.batch else axes
    given = f"{what} of shape ({', '.join(map(str, batched))}) ({called})"
    wanted = "Leave the batch axis out and answer" if x.batch else "Answer"
    name = "Keras, channels last" if last else "PyTorch"
    if x.in_words:
        told = f"{name}: a {rank}-d convolutional layer has {_words(x)}. It gets {given}."
    else:
        default = " Its padding is left at the default, 'valid'." if last and x.layer.padding == (0,) * rank else ""
        told = f"{name}: {write_call(x.layer, x.framework)} gets {given}.{default}"
    return f"{told} What is the shape of its output? {wanted} as ({axes})."


def _words(x: Sliding) -> str:
    layer = x.layer
    size = by(layer.kernel_size) if layer.rank > 1 else str(layer.kernel_size[0])
    parts = [_each("stride", layer.stride)]
    if isinstance(layer.padding, str):
        parts.append(f"padding '{layer.padding}'")
    elif any(layer.padding):
        uneven = len(set(layer.padding)) > 1
        around = " on every side" if layer.rank > 1 else " on both sides"
        parts.append(f"{_each('padding', layer.padding)}{' (on each side)' if uneven else around}")
    else:
        parts.append("padding 'valid'" if x.framework == "keras" else "no padding")
    if any(step > 1 for step in layer.dilation):
        parts.append(_each("dilation", layer.dilation))
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{several(layer.out_channels, 'filter')} of size {size}, with {listed}"


def _each(name: str, values: Shape) -> str:
    if len(set(values)) == 1:
        return f"{name} {values[0]}"
    axes = AXES[len(values) - 1]
    each = [f"{value} along the {axis}" for value, axis in zip(values, axes, strict=True)]
    return f"{name} {', '.join(each[:-1])} and {each[-1]}"
