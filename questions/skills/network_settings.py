"""Drawing a small network, and listing its layers in words, as PyTorch calls or as Keras calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from questions.draw import Draw
from questions.layers.network import Network
from questions.layers.specs import Activation, Conv, Dense, Flatten, Layer, Padding, Pool, Shape
from questions.layers.writing import write_call
from questions.misconceptions.chain import Chain
from questions.skills.conv_layers import Style

_PICTURES = ((28, 1), (28, 1), (32, 3), (32, 1), (48, 1), (64, 3), (64, 1), (96, 3))
_PHOTOS = ((96, 3), (112, 3), (128, 3), (128, 1), (150, 3), (160, 3), (200, 3), (224, 3), (227, 3))
_PAIRS = ((6, 16), (8, 16), (16, 32), (32, 64), (20, 50), (24, 48), (32, 32), (10, 20), (64, 128))
_TRIPLES = ((16, 32, 64), (32, 64, 64), (32, 64, 128), (64, 128, 256), (24, 48, 96), (48, 96, 128), (64, 64, 128))
_HIDDEN = (50, 64, 84, 100, 120, 128, 200, 256, 500, 512)
_CLASSES = (2, 3, 5, 10, 10, 12, 17, 20, 26, 43, 62, 100)
_RELU, _FLATTEN = Activation(), Flatten()


class Block(NamedTuple):
    """A convolution and the max pooling behind it."""

    filters: int
    kernel: Shape
    step: int
    same: bool
    bias: bool
    window: int
    pool_step: int


@dataclass(frozen=True, slots=True)
class Stack:
    """A drawn network and how it is told; `batch` is 0 where none is."""

    chain: Chain
    style: Style
    batch: int


def draw_stack(draw: Draw, level: int, *, unbiased: bool) -> Stack:
    """One convolution and one dense layer at level 1, two and two at level 2, three and two at level 3.

    Level 3 has strides, uneven kernels, overlapping pooling and a batch; with `unbiased` the convolutions may have no
    biases there.
    """
    while True:
        stack = _small(draw) if level == 1 else _real(draw, level, unbiased=unbiased)
        if stack is not None:
            return stack


def build(blocks: list[Block], units: tuple[int, ...], input_shape: Shape) -> Network | None:
    """The network of these blocks, flattened into dense layers; None if nothing would be left to flatten."""
    layers: list[Layer] = []
    channels, *sizes = input_shape
    for b in blocks:
        padding: Padding = "same" if b.same else (0, 0)
        layers += [
            Conv(channels, b.filters, b.kernel, (b.step, b.step), padding, bias=b.bias), _RELU,
            Pool("max", (b.window, b.window), (b.pool_step, b.pool_step)),
        ]  # fmt: skip
        sizes = [n if b.same else (n - k) // b.step + 1 for n, k in zip(sizes, b.kernel, strict=True)]
        sizes = [(n - b.window) // b.pool_step + 1 for n in sizes]
        if min(sizes) < 2:
            return None
        channels = b.filters
    layers.append(_FLATTEN)
    features = channels * sizes[0] * sizes[1]
    for count in units:
        layers += [Dense(features, count), _RELU]
        features = count
    return Network(tuple(layers[:-1]))


def _small(draw: Draw) -> Stack | None:
    size, kernel, channels = draw.integer(8, 24), draw.integer(3, 6), draw.integer(1, 5)
    filters, units = draw.integer(2, 16), draw.integer(2, 20)
    if len({size, kernel, channels, filters, units}) < 5:
        return None
    network = build([Block(filters, (kernel, kernel), 1, False, True, 2, 2)], (units,), (channels, size, size))
    return None if network is None else Stack(Chain(network, (channels, size, size)), "words", 0)


def _real(draw: Draw, level: int, *, unbiased: bool) -> Stack | None:
    style: Style = draw.choice(("words", "pytorch", "keras"))
    size, channels = draw.choice(_PICTURES if level == 2 else _PHOTOS)
    filters = draw.choice(_PAIRS if level == 2 else _TRIPLES)
    same = draw.chance(0.3)
    unbiased = unbiased and level == 3
    bias = not (unbiased and style == "words" and draw.chance(0.3))
    blocks = []
    for number, count in enumerate(filters):
        side = draw.choice((3, 5)) if level == 2 or number else draw.choice((5, 7, 9, 11))
        kernel, step, window, pool_step = (side, side), 1, 2, 2
        if level == 3:
            step = draw.choice((1, 2)) if not number and not same else 1
            window = draw.choice((2, 3))
            if style != "words" and number and draw.chance(0.3):
                kernel = draw.choice(((3, 5), (5, 3), (1, 5), (3, 7)))
        if unbiased and style != "words":
            bias = draw.chance(0.5)
        blocks.append(Block(count, kernel, step, same, bias, window, pool_step))
    network = build(blocks, (draw.choice(_HIDDEN), draw.choice(_CLASSES)), (channels, size, size))
    batch = draw.choice((16, 32, 64, 128)) if level == 3 else 0
    return None if network is None else Stack(Chain(network, (channels, size, size)), style, batch)


def listing(x: Stack, *, lazily: bool) -> str:
    """The network, layer by layer, with every convention that a count may rest on.

    `lazily` has PyTorch's first dense layer take its number of inputs from what it gets, since that number is part
    of the question.
    """
    channels, *sizes = x.chain.input_shape
    if x.style == "words":
        return _in_words(x.chain, f"{sizes[0]}×{sizes[1]}×{channels}")
    if x.style == "keras":
        head = f"Keras (keras.layers, channels last); the input is ({sizes[0]}, {sizes[1]}, {channels}):"
    else:
        lazy = "; LazyLinear takes as many inputs as it gets" if lazily else ""
        head = f"PyTorch; the input is ({channels}, {sizes[0]}, {sizes[1]}){lazy}:"
    lines = (_keras_lines if x.style == "keras" else _torch_lines)(x.chain, lazily=lazily)
    defaults = "Padding ('valid') and biases (on)" if x.style == "keras" else "Biases (on)"
    return "\n  ".join((head, *lines)) + f"\n{defaults} are left at the default where nothing else is said."


def _keras_lines(chain: Chain, *, lazily: bool) -> list[str]:  # noqa: ARG001 - Keras never says the inputs
    lines: list[str] = []
    for layer in chain.network.layers:
        if type(layer) is Activation:
            lines[-1] = f"{lines[-1][:-1]}, activation='relu')"
        else:
            lines.append(write_call(layer, "keras").removeprefix("keras.layers."))
    return lines


def _torch_lines(chain: Chain, *, lazily: bool) -> list[str]:
    lines: list[str] = []
    for layer in chain.network.layers:
        if type(layer) is Activation:
            lines[-1] += f", {write_call(layer, 'pytorch')}"
        elif layer is chain.dense[0] and lazily:
            lines.append(f"nn.LazyLinear({chain.dense[0].out_features})")
        else:
            lines.append(write_call(layer, "pytorch"))
    return lines


def _in_words(chain: Chain, given: str) -> str:
    names = []
    for layer in chain.network.layers:
        if type(layer) is Conv:
            stride = f" stride {layer.stride[0]}" if layer.stride[0] > 1 else ""
            names.append(f"CONV-{layer.kernel_size[0]}-{layer.out_channels}{stride}")
        elif type(layer) is Pool:
            names.append(f"POOL-{layer.kernel_size[0]}")
        elif type(layer) is Dense:
            names.append(f"FC-{layer.out_features}")
    same = isinstance(chain.convs[0].padding, str)
    overlap = any(window[0] != 2 for _, window in chain.pooled)
    pool = "max pooling k×k with stride 2" if overlap else "max pooling k×k with stride k"
    padding = "padded so that the size is kept" if same else "without padding"
    stride = "stride 1 unless given" if any(conv.stride[0] > 1 for conv in chain.convs) else "stride 1"
    bias = "CONV and FC layers have" if chain.convs[0].bias else "Only the FC layers have"
    return (
        f"A network for inputs of {given} (height × width × channels) has these layers:\n"
        f"  {', '.join(names)}\n"
        f"CONV-k-n has n filters k×k, {stride}, {padding}; POOL-k is {pool}, without padding; FC-n is dense with n "
        f"units and flattens its input. ReLU follows each CONV and FC but the last. {bias} biases."
    )
