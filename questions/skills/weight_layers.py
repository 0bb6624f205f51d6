"""Drawing a layer for the shape of its weights: sizes differ, so that every order of the axes is another shape."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from questions.draw import Draw
from questions.layers.specs import Conv, Dense, DepthwiseConv, Padding, Shape
from questions.layers.terms import Framework
from questions.layers.writing import write_call
from questions.skills.conv_layers import AXES
from questions.skills.layer_calls import channels_last, tell_call, told
from questions.wording import by

Weighted = Conv | DepthwiseConv | Dense

_CHANNELS = (16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 256, 320, 384, 512)
_LARGE = (480, 640, 728, 768, 960, 1024, 1280, 1536, 2048)
_KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((3,), (5,), (7,), (9,), (11,), (15,), (25,), (31,)),
    ((3, 5), (5, 3), (3, 7), (7, 3), (5, 7), (2, 5), (4, 3), (3, 9), (9, 5), (7, 11)),
    ((2, 3, 5), (3, 5, 7), (5, 7, 3), (3, 4, 5), (2, 5, 7), (3, 7, 5), (5, 3, 2)),
)
_SIZES = ((400, 500, 1000, 4000, 8000, 16000), (28, 56, 60, 100, 200, 224, 227), (18, 22, 26, 30))
_FRAMES = (10, 11, 13, 20)
_UNITS = (10, 20, 50, 100, 128, 200, 256, 500, 512, 1000, 1024, 4096)
_FEATURES = (84, 120, 300, 400, 576, 768, 784, 1280, 1600, 2048, 3136, 9216)
_LENGTHS = (30, 49, 60, 77, 150, 196, 197)
_LARGEST = 60_000
"""More channels times rows than maps have."""
_MOST = 20_000_000
"""More weights than a single layer of a network has."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A layer, its input (channels first; of a dense layer as it is) and the sentence that tells both."""

    layer: Weighted
    input_shape: Shape
    sentence: str
    batch: int = 1


def draw_weighted(draw: Draw, framework: Framework, level: int) -> Drawn:
    """Level 1 is small and cubic; 2 has unequal sides and groups; 3 strides, batches, depthwise and dense layers."""
    if level == 1:
        return _small(draw, framework)
    if level == 2:
        return _convolution(draw, framework, distracting=False)
    kind = draw.integer(1, 10)
    if kind <= 5:
        return _convolution(draw, framework, distracting=True)
    return _depthwise(draw, framework) if kind <= 8 else _dense(draw, framework)


def _small(draw: Draw, framework: Framework) -> Drawn:
    rank = draw.choice((1, 2, 2, 3))
    while True:
        kernel, channels, filters = draw.integer(2, (9, 7, 5)[rank - 1]), draw.integer(2, 12), draw.integer(2, 24)
        size = draw.integer(kernel + 2, 40)
        if len({kernel, channels, filters, size}) == 4:
            break
    padding: Padding = "same" if framework == "flax" else (0,) * rank
    layer = Conv(channels, filters, (kernel,) * rank, padding=padding, bias=draw.chance(0.5))
    shape = (channels, *(size,) * rank)
    return Drawn(layer, shape, _sentence(draw, layer, framework, shape, 1))


def _convolution(draw: Draw, framework: Framework, *, distracting: bool) -> Drawn:
    rank = draw.choice((1, 2, 2, 3))
    kernel = draw.choice(_KERNELS[rank - 1])
    groups = draw.choice((1, 1, 2, 4, 8)) if distracting else draw.choice((1, 2, 4))
    spatial = _spatial(draw, rank)
    pool: Shape = (1, 3, 6, 12, *_CHANNELS)
    if distracting:
        pool = (*_CHANNELS, *_LARGE) if rank < 3 else _CHANNELS
    while True:
        channels, filters = draw.choice(pool), draw.choice(pool[2:])
        split = groups if channels % groups == filters % groups == 0 else 1
        if channels * filters * prod(kernel) > _MOST * split or (rank == 2 and channels * spatial[0] > _LARGEST):
            continue
        if _differ(kernel, spatial, channels, filters, channels // split, filters // split):
            break
    stride, padding, dilation = (1,) * rank, _plain(framework, rank), (1,) * rank
    batch = 1
    if distracting:
        stride, padding, dilation = _moves(draw, framework, kernel)
        batch = draw.choice((4, 8, 12, 64))
    layer = Conv(channels, filters, kernel, stride, padding, dilation, split, bias=draw.chance(0.5))
    shape = (channels, *spatial)
    return Drawn(layer, shape, _sentence(draw, layer, framework, shape, batch), batch)


def _depthwise(draw: Draw, framework: Framework) -> Drawn:
    rank = draw.choice((1, 2, 2))
    kernel = draw.choice(_KERNELS[rank - 1])
    spatial = _spatial(draw, rank)
    while True:
        channels, multiplier = draw.choice((*_CHANNELS, *_LARGE)), draw.choice((1, 2, 3, 4, 6))
        if channels * multiplier > _LARGE[-1] or (rank == 2 and channels * spatial[0] > _LARGEST):
            continue
        if _differ(kernel, spatial, channels, channels * multiplier, multiplier) or multiplier == 1:
            break
    stride, padding = draw.choice((1, 2)), _plain(framework, rank)
    if framework != "pytorch":
        padding = draw.choice(("same", "valid"))
    bias, batch, shape = draw.chance(0.5), draw.choice((1, 8, 32)), (channels, *spatial)
    layer: Weighted = DepthwiseConv(channels, kernel, multiplier, (stride,) * rank, padding, bias=bias)
    if framework != "keras":
        layer = Conv(
            channels, channels * multiplier, kernel, (stride,) * rank, padding, groups=channels, bias=bias
        )  # fmt: skip
    return Drawn(layer, shape, tell_call(write_call(layer, framework), framework, shape, batch), batch)


def _dense(draw: Draw, framework: Framework) -> Drawn:
    while True:
        features, units, length, batch = (
            draw.choice(_FEATURES), draw.choice(_UNITS), draw.choice(_LENGTHS), draw.choice((4, 8, 16, 64)),
        )  # fmt: skip
        if len({features, units, length, batch}) == 4 and features * units <= _MOST:
            break
    layer = Dense(features, units, bias=draw.chance(0.5))
    shape = (length, features) if draw.chance(0.5) else (features,)
    axes = ("length", "features")[-len(shape) :]
    call = write_call(layer, framework)
    sentence = told(call, framework, shape, axes, batch).replace(", channels last", "")
    return Drawn(layer, shape, sentence, batch)


def _spatial(draw: Draw, rank: int) -> Shape:
    size = draw.choice(_SIZES[rank - 1])
    return (draw.choice(_FRAMES), size, size) if rank == 3 else (size,) * rank


def _differ(kernel: Shape, spatial: Shape, *channels: int) -> bool:
    """Whether the channels differ from the kernel's and the input's sides, and the two of a weight from each other."""
    if channels[0] == channels[1] or (len(channels) > 3 and channels[2] == channels[1]):
        return False
    return not set(channels) & {*kernel, *spatial}


def _plain(framework: Framework, rank: int) -> Padding:
    return "same" if framework == "flax" else (0,) * rank


def _moves(draw: Draw, framework: Framework, kernel: Shape) -> tuple[Shape, Padding, Shape]:
    """Stride, padding and dilation that change no weight. Keras refuses a stride with a dilation."""
    rank = len(kernel)
    step, holes = draw.choice(((2, 1), (4, 1), (1, 2), (1, 1)))
    padding: Padding = draw.choice(("same", "valid"))
    if framework == "pytorch":
        padding = tuple(k // 2 for k in kernel)
    return (step,) * rank, padding, (holes,) * rank


def _sentence(draw: Draw, layer: Conv, framework: Framework, shape: Shape, batch: int) -> str:
    """The call, or without moves and groups now and then words."""
    plain = layer.groups == 1 and batch == 1
    if not plain or draw.chance(0.5):
        return tell_call(write_call(layer, framework), framework, shape, batch)
    kernel = f"{by(layer.kernel_size)} kernels" if layer.rank > 1 else f"kernels of length {layer.kernel_size[0]}"
    bias = "with biases" if layer.bias else "without biases"
    order = "×".join((*AXES[layer.rank - 1], "channels"))
    return (
        f"A {layer.rank}-d convolution {bias} has {kernel} and turns {_channels(layer.in_channels)} into "
        f"{layer.out_channels}; its input is {by(channels_last(shape))} ({order})."
    )


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"
