"""Blocks of layers with a normalization, and for each bias whether the block can do without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.draw import Draw
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    Flatten,
    GroupNorm,
    Layer,
    LayerNorm,
    Pool,
    Shape,
)
from questions.layers.writing import write_call

NONLINEAR = ("ReLU", "LeakyReLU", "GELU", "Sigmoid", "Tanh", "SiLU")

_CHANNELS = (8, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128)
_SIZES = (8, 10, 12, 14, 16, 18, 20, 24)


@dataclass(frozen=True, slots=True)
class Biased:
    """A layer with a bias in a block: where it stands, what it is called, whether its bias changes nothing, and why.

    `belief` is the id of the misconception behind the opposite, `cause` completes "if …".
    """

    index: int
    name: str
    idle: bool
    why: str
    belief: str
    cause: str


@dataclass(frozen=True, slots=True)
class Block:
    """Layers one after the other, the layers with a bias among them, and the input (channels first)."""

    layers: tuple[Layer, ...]
    biased: tuple[Biased, ...]
    input_shape: Shape
    instance_norm: bool = False

    def calls(self) -> tuple[str, ...]:
        """The layers as PyTorch calls. A group per channel is an instance norm; after dense layers norms are 1-d."""
        flat = False
        written = []
        for layer in self.layers:
            flat = flat or isinstance(layer, Dense | Flatten)
            call = write_call(layer, "pytorch")
            if isinstance(layer, GroupNorm) and self.instance_norm:
                call = f"nn.InstanceNorm2d({layer.channels}{', affine=True' if layer.scale else ''})"
            written.append(call.replace("BatchNorm2d", "BatchNorm1d") if flat else call)
        return tuple(written)

    def outputs(self, index: int) -> int:
        """How many biases the layer at that place has."""
        layer = self.layers[index]
        if isinstance(layer, Dense):
            return layer.out_features
        assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - only these have a bias here
        return layer.out_channels


_REMOVED = (
    "The batch norm subtracts each channel's mean over the batch, and with it any number that was added to the whole "
    "channel; what it learns as shift comes afterwards."
)
_FEATURE_REMOVED = (
    "The batch norm subtracts each feature's mean over the batch, and with it any number that was added to the feature "
    "in every example; what it learns as shift comes afterwards."
)
_SHOULD_STAY = "every output is taken to need a bias of its own"
LINEAR = "linear layer"


def idle(index: int, name: str, why: str = "", belief: str = "bias_always_needed", cause: str = _SHOULD_STAY) -> Biased:
    """A bias that changes nothing."""
    return Biased(index, name, True, why or _REMOVED, belief, cause)


def _bent(index: int, name: str, function: str) -> Biased:
    return Biased(
        index, name, False,
        f"{function} stands between and is not linear: the batch norm does not get the same values plus a constant.",
        "norm_after_activation", f"the batch norm is taken to undo a bias through {function} as well",
    )  # fmt: skip


def _afterwards(index: int, name: str) -> Biased:
    return Biased(
        index, name, False, "The batch norm comes before it, so nothing after it takes the bias away.",
        "bias_after_bn", "the order is overlooked: the batch norm stands before the layer",
    )  # fmt: skip


def simple_block(draw: Draw, redundant: bool) -> Block:
    """A convolution, a batch norm and perhaps a ReLU."""
    conv = _conv(draw)
    size = draw.choice(_SIZES)
    shape, c, name = (conv.in_channels, size, size), conv.out_channels, "convolution"
    relu = Activation("ReLU")
    if redundant:
        after: tuple[Layer, ...] = draw.choice(((), (relu,), (relu, Pool("max", (2, 2)))))
        return Block((conv, BatchNorm(c), *after), (idle(0, name),), shape)
    if draw.chance(0.5):
        return Block((conv, relu, BatchNorm(c)), (_bent(0, name, "ReLU"),), shape)
    # Directly after a batch norm, without the ReLU, its learned shift could nearly stand in for the bias.
    return Block((BatchNorm(conv.in_channels), relu, conv), (_afterwards(2, name),), shape)


def varied_block(draw: Draw, redundant: bool) -> Block:
    """One layer with a bias, other normalizations, pooling, other activations."""
    conv = _conv(draw)
    size = draw.choice(_SIZES)
    shape, c, name = (conv.in_channels, size, size), conv.out_channels, "convolution"
    return _idle_block(draw, conv, shape, c, name) if redundant else _needed_block(draw, conv, shape, c, name)


def _idle_block(draw: Draw, conv: Conv, shape: Shape, c: int, name: str) -> Block:
    kind = draw.integer(1, 6)
    if kind <= 2:
        pool = Pool("max" if kind == 1 else "avg", (2, 2))
        word = "maximum" if kind == 1 else "average"
        why = f"Adding a number to a whole channel adds it to every {word} of the channel too. {_REMOVED}"
        belief = idle(0, name, why, "pooling_blocks_shift", "pooling is taken to mix the bias in, so that it stays")
        return Block((conv, pool, BatchNorm(c)), (belief,), shape)
    if kind == 3:
        why = (
            "The batch norm subtracts each channel's mean over the batch, and with it the bias. That it learns no "
            "shift of its own (affine=False) changes nothing about that."
        )
        cause = "the batch norm's own shift is taken to be what replaces the bias"
        belief = idle(0, name, why, "shift_must_replace_bias", cause)
        return Block((conv, BatchNorm(c, scale=False, shift=False), Activation("ReLU")), (belief,), shape)
    if kind == 4:
        affine = draw.chance(0.5)
        why = "An instance norm subtracts the mean of each channel of each example, and with it the bias."
        belief = idle(0, name, why, "only_batch_norm_centres", "only a batch norm is taken to remove a bias")
        norm = GroupNorm(c, c, scale=affine, shift=affine)
        return Block((conv, norm, Activation("ReLU")), (belief,), shape, instance_norm=True)
    if kind == 5:
        up = ConvTranspose(conv.in_channels, c, (2, 2), (2, 2))
        return Block((up, BatchNorm(c), Activation("ReLU")), (idle(0, "transposed convolution"),), shape)
    features = draw.choice((64, 84, 100, 120, 128, 256))
    dense = Dense(features, c)
    return Block((dense, BatchNorm(c), Activation("ReLU")), (idle(0, LINEAR, _FEATURE_REMOVED),), (features,))


def _needed_block(draw: Draw, conv: Conv, shape: Shape, c: int, name: str) -> Block:
    kind = draw.integer(1, 6)
    function = draw.choice(NONLINEAR)
    if kind <= 2:
        pool: tuple[Layer, ...] = (Pool("max", (2, 2)),) if kind == 1 else ()
        return Block((conv, Activation(function), *pool, BatchNorm(c)), (_bent(0, name, function),), shape)
    if kind == 3:
        side = shape[1] - conv.kernel_size[0] + 1 + 2 * _padding(conv)
        why = (
            f"A layer norm subtracts one mean over all {c} channels of an example together, so channels that are "
            "shifted by different numbers stay shifted against each other."
        )
        cause = "a layer norm is taken to centre each channel on its own"
        belief = Biased(0, name, False, why, "layer_norm_per_channel", cause)
        return Block((conv, LayerNorm((c, side, side)), Activation("ReLU")), (belief,), shape)
    if kind == 4:
        groups = draw.choice((2, 4))
        why = (
            f"A group norm subtracts one mean over the {c // groups} channels of a group together, so channels that "
            "are shifted by different numbers stay shifted against each other."
        )
        cause = "a group norm is taken to centre each channel on its own"
        belief = Biased(0, name, False, why, "group_norm_per_channel", cause)
        return Block((conv, GroupNorm(groups, c), Activation("ReLU")), (belief,), shape)
    if kind == 5:
        return Block((BatchNorm(conv.in_channels), Activation(function), conv), (_afterwards(2, name),), shape)
    features = draw.choice((64, 84, 100, 120, 128, 256))
    dense = Dense(features, c)
    return Block((dense, Activation(function), BatchNorm(c)), (_bent(0, LINEAR, function),), (features,))


def double_block(draw: Draw) -> Block:
    """Two convolutions of different widths, of whose biases one, both or none can go."""
    first = _conv(draw)
    wide = draw.choice([c for c in _CHANNELS if c not in (first.out_channels, first.in_channels)])
    second = Conv(first.out_channels, wide, (3, 3), padding=(1, 1))
    size = draw.choice(_SIZES)
    shape, c, one, two = (first.in_channels, size, size), first.out_channels, "first convolution", "second convolution"
    act = Activation(draw.choice(("ReLU", "ReLU", "GELU", "SiLU")))
    norm_c, norm_w = BatchNorm(c), BatchNorm(wide)
    kind = draw.integer(1, 7)
    if kind == 1:
        layers: Sequence[Layer] = (first, norm_c, act, second, act, norm_w)
        biased = (idle(0, one), _bent(3, two, act.name))
    elif kind == 2:
        layers = (first, act, norm_c, second, norm_w, act)
        biased = (_bent(0, one, act.name), idle(3, two))
    elif kind == 3:
        layers = (first, act, second, norm_w, act)
        biased = (_bent(0, one, act.name), idle(2, two))
    elif kind == 4:
        layers = (first, norm_c, act, second)
        biased = (idle(0, one), _afterwards(3, two))
    elif kind == 5:
        layers = (first, norm_c, act, second, norm_w)
        biased = (idle(0, one), idle(3, two))
    elif kind == 6:
        layers = (first, act, norm_c, second, Pool("max", (2, 2)), norm_w)
        biased = (_bent(0, one, act.name), idle(3, two))
    else:
        second = Conv(c, wide, (1, 1))
        layers = (first, second, norm_w, act)
        why = (
            "The second convolution has no padding, and nothing nonlinear stands before it: a number added to a whole "
            f"channel reaches its outputs as a number added to whole channels. {_REMOVED}"
        )
        cause = "the convolution in between is taken to keep the batch norm from removing it"
        biased = (idle(0, one, why, "convolution_blocks_shift", cause), idle(1, two))
    return Block(tuple(layers), biased, shape)


def _conv(draw: Draw) -> Conv:
    inputs = draw.choice((3, *_CHANNELS))
    outputs = draw.choice([c for c in _CHANNELS if c != inputs])
    side = draw.choice((1, 3, 3, 5))
    return Conv(inputs, outputs, (side, side), padding=(side // 2 if draw.chance(0.5) else 0,) * 2)


def _padding(conv: Conv) -> int:
    return 0 if isinstance(conv.padding, str) else conv.padding[0]
