"""What each row of the cheat sheet has to come to, counted from the layers themselves and from no formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from questions.layers.macs import macs
from questions.layers.network import Network
from questions.layers.output import output_shape
from questions.layers.parameters import parameters
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Conv,
    Dense,
    DepthwiseConv,
    Flatten,
    Layer,
    Pool,
    SeparableConv,
    Shape,
)
from questions.layers.terms import Framework, Padding
from questions.layers.weights import weight_shapes

Values = Mapping[str, int]
Truth = Callable[[Values], int | Shape]

_LAST: tuple[Framework, ...] = ("keras", "flax")
"""The frameworks that have the channels last."""


def _agreed(layer: Layer, name: str, *frameworks: Framework) -> Shape:
    """The weight's shape, on which all these frameworks agree."""
    (shape,) = {weight_shapes(layer, framework)[name] for framework in frameworks}
    return shape


def _conv(v: Values, *, filters: int = 1, channels: int = 1, bias: bool = True, groups: int = 1) -> Conv:
    return Conv(v["C_in"] * channels, v["C_out"] * filters, (v["k_h"], v["k_w"]), groups=groups, bias=bias)


def _depthwise(v: Values, *, bias: bool = True) -> DepthwiseConv:
    return DepthwiseConv(v["C_in"], (v["k_h"], v["k_w"]), v["m"], bias=bias)


def _total(*layers: Layer) -> int:
    return Network(layers).parameters().total


def _bias_effect(v: Values) -> int:
    with_bias, without = (parameters(Conv(3, v["C_out"], (3, 5), bias=bias)).total for bias in (True, False))
    return with_bias - without


def _dense_instead(v: Values) -> int:
    return _total(Dense(v["H"] * v["W"] * v["C_in"], v["H_out"] * v["W_out"] * v["C_out"]))


def _filters(v: Values) -> int:
    def total(filters: int) -> int:
        return parameters(Conv(v["C_in"], filters, (v["k_h"], v["k_w"]))).total

    return next(filters for filters in range(1, 200) if total(filters) == v["total"])


def _biases_left(v: Values) -> int:
    counts = (parameters(_conv(v, bias=bias)) for bias in (True, False))
    return next(count.biases for count in counts if count.total == v["total"])


def _macs(v: Values, layer: Conv | DepthwiseConv) -> int:
    # Without padding a window k leaves H - k + 1 positions.
    return macs(layer, (layer.in_channels, v["H_out"] + v["k_h"] - 1, v["W_out"] + v["k_w"] - 1))


def _unmoved(_: Values) -> int:
    plain = Conv(3, 10, (3, 3))
    others = [
        Conv(3, 10, (3, 3), stride=(2, 2)),
        Conv(3, 10, (3, 3), padding=(1, 1)),
        Conv(3, 10, (3, 3), dilation=(2, 2)),
    ]
    (difference,) = {parameters(other).total - parameters(plain).total for other in others}
    return difference


def _size(layer: Conv | Pool, size: int) -> int:
    channels = layer.in_channels if isinstance(layer, Conv) else 1
    return output_shape(layer, (channels, size))[1]


def _keeping(v: Values) -> int:
    layer = Conv(1, 1, (v["k"],), dilation=(v["d"],))
    return next(zeros for zeros in range(400) if _size(layer, 50 + zeros) == 50) if v["k"] > 1 else 0


def _behind(v: Values) -> tuple[Conv, ...]:
    """A layer with this field whose outputs lie this far apart."""
    return (Conv(1, 1, (v.get("field", 1),), stride=(v["jump"],)),)


def _field(v: Values) -> int:
    return receptive_field((*_behind(v), Conv(1, 1, (v["k"],), dilation=(v["d"],))), 1)[0]


def _jump(v: Values) -> int:
    """One position more behind the layer sees the jump more."""
    layers = (*_behind(v), Conv(1, 1, (1,), stride=(v["S"],)))
    return receptive_field((*layers, Conv(1, 1, (2,))), 1)[0] - receptive_field(layers, 1)[0]


def _spare(v: Values) -> int:
    norm = BatchNorm(v["C_out"])
    with_bias, without = (_total(Conv(3, v["C_out"], (3, 3), bias=bias), norm) for bias in (True, False))
    return with_bias - without


def _bottleneck(v: Values) -> int:
    one = (1, 1)
    return _total(
        Conv(v["C"], v["C_mid"], one, bias=False),
        Conv(v["C_mid"], v["C_mid"], (v["k"], v["k"]), bias=False),
        Conv(v["C_mid"], v["C"], one, bias=False),
    )


def _factorised(v: Values) -> int:
    return _total(
        Conv(v["C_in"], v["C_mid"], (v["k"], 1), bias=False), Conv(v["C_mid"], v["C_out"], (1, v["k"]), bias=False)
    )


def _network(v: Values) -> Network:
    """Two convolutions, flattened; H×W is what is left of the input behind them."""
    k, channels = v.get("k", 3), v.get("C_in", 2)
    layers = (Conv(channels, v["C_1"], (k, k)), Conv(v["C_1"], v["C_2"], (k, k)), Flatten())
    height, width = v.get("H", 4) + 2 * (k - 1), v.get("W", 5) + 2 * (k - 1)
    (features,) = list(Network(layers).shapes((channels, height, width)))[-1]
    return Network((*layers, Dense(features, v["units"])))


def _output(v: Values, padding: Padding, dilation: int = 1) -> int:
    return _size(Conv(1, 1, (v.get("k", 3),), (v["S"],), padding, (dilation,)), v["H"])


TRUTHS: dict[str, Truth] = {
    "conv2d": lambda v: _total(_conv(v)),
    "conv1d": lambda v: _total(Conv(v["C_in"], v["C_out"], (v["k"],))),
    "conv3d": lambda v: _total(Conv(v["C_in"], v["C_out"], (v["k_d"], v["k_h"], v["k_w"]))),
    "pointwise": lambda v: _total(Conv(v["C_in"], v["C_out"], (1, 1))),
    "bias": _bias_effect,
    "groups": lambda v: _total(_conv(v, groups=v["groups"])),
    "depthwise": lambda v: _total(_depthwise(v)),
    "separable_keras": lambda v: _total(SeparableConv(v["C_in"], v["C_out"], (v["k_h"], v["k_w"]), v["m"])),
    "separable_layers": lambda v: _total(_depthwise(v), Conv(v["C_in"] * v["m"], v["C_out"], (1, 1))),
    "dense": lambda v: _total(Dense(v["inputs"], v["units"])),
    "dense_instead": _dense_instead,
    "filters": _filters,
    "biases_left": _biases_left,
    "macs": lambda v: _macs(v, _conv(v)),
    "macs_groups": lambda v: _macs(v, _conv(v, groups=v["groups"])),
    "macs_depthwise": lambda v: _macs(v, _depthwise(v)),
    "nothing": _unmoved,
    "twice_out": lambda v: _total(_conv(v, filters=2)),
    "twice_in": lambda v: _total(_conv(v, channels=2)),
    "twice_both": lambda v: _total(_conv(v, filters=2, channels=2)),
    "grouping": lambda v: _total(_conv(v, groups=v["groups"])),
    "channels_out": lambda v: output_shape(Conv(3, v["C_out"], (3, 3)), (3, 24, 24))[0],
    "reach": lambda v: receptive_field((Conv(1, 1, (v["k"],), dilation=(v["d"],)),), 1)[0],
    "output_pytorch": lambda v: _output(v, (v["P"],), v["d"]),
    "output_valid": lambda v: _output(v, "valid"),
    "output_same": lambda v: _output(v, "same"),
    "same_padding": _keeping,
    "pooling": lambda v: _size(Pool("max", (v["k"],)), v["H"]),
    "weight_pytorch": lambda v: weight_shapes(_conv(v, groups=v["groups"]), "pytorch")["weight"],
    "kernel_keras": lambda v: _agreed(_conv(v, groups=v["groups"]), "kernel", *_LAST),
    "depthwise_pytorch": lambda v: weight_shapes(_depthwise(v), "pytorch")["weight"],
    "depthwise_keras": lambda v: weight_shapes(_depthwise(v), "keras")["kernel"],
    "depthwise_flax": lambda v: weight_shapes(_depthwise(v), "flax")["kernel"],
    "bias_shape": lambda v: _agreed(Conv(3, v["C_out"], (3, 3)), "bias", "pytorch", *_LAST),
    "dense_pytorch": lambda v: weight_shapes(Dense(v["inputs"], v["units"]), "pytorch")["weight"],
    "dense_keras": lambda v: _agreed(Dense(v["inputs"], v["units"]), "kernel", *_LAST),
    "field": _field,
    "jump": _jump,
    "stacked": lambda v: receptive_field([Conv(1, 1, (v["k"],))] * v["n"], 1)[0],
    "norm_learnt": lambda v: parameters(BatchNorm(v["C"]), "keras").trainable,
    "norm_moving": lambda v: parameters(BatchNorm(v["C"]), "keras").non_trainable,
    "norm_keras": lambda v: parameters(BatchNorm(v["C"]), "keras").total,
    "norm_behind": lambda v: _total(_conv(v, bias=False), BatchNorm(v["C_out"])),
    "norm_spare": _spare,
    "stack": lambda v: _total(*[Conv(v["C"], v["C"], (v["k"], v["k"]), bias=False)] * v["n"]),
    "bottleneck": _bottleneck,
    "factorised": _factorised,
    "flattened": lambda v: output_shape(Flatten(), (v["C"], v["H"], v["W"]))[0],
    "pool_parameters": lambda _: _total(Pool("max", (2, 2)), Activation("ReLU"), Flatten()),
    "network_weights": lambda v: _network(v).parameters().weights,
    "network_biases": lambda v: _network(v).parameters().biases,
}
