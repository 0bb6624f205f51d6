"""Flax's layers: what each constructor builds. Inputs are channels last.

linen takes the channels from the input, nnx from its first argument.
"""

from questions.layers.flax_arguments import (
    BATCH_NORM,
    CONV,
    CONV_TRANSPOSE,
    DENSE,
    GROUP_NORM,
    LAYER_NORM,
    NNX_BATCH_NORM,
    NNX_CONV,
    NNX_CONV_TRANSPOSE,
    NNX_GROUP_NORM,
    NNX_LAYER_NORM,
    NNX_LINEAR,
)
from questions.layers.inputs import input_channels, input_features
from questions.layers.literals import NotationError
from questions.layers.output import window_length
from questions.layers.signatures import Axes, Built, Signature, Values
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, GroupNorm, LayerNorm, Padding, Shape


def _spread(name: str, value: int | Shape | None, rank: int, default: int = 1) -> Shape:
    if value is None:
        return (default,) * rank
    if isinstance(value, int):
        return (value,) * rank
    if len(value) != rank:
        raise NotationError(f"{name} must be one integer for each of the {rank} axes of kernel_size, not {value}.")
    return value


def _spread_padding(value: Padding | int, rank: int) -> Padding:
    return value if isinstance(value, str) else _spread("padding", value, rank)


def _channels(name: str, values: Values, key: str, rank: int, axes: Axes | None) -> int:
    """The input's channels: nnx' own argument, or the input's last axis."""
    own: int | None = values.get(key)
    return input_channels(name, rank, True, axes) if own is None else own


def _build_conv(values: Values, _rank: int, axes: Axes | None) -> Built:
    kernel = values["kernel_size"]
    rank = len(kernel)
    layer = Conv(
        _channels("Conv", values, "in_features", rank, axes),
        values["out_features"] if "out_features" in values else values["features"],
        kernel,
        _spread("strides", values["strides"], rank),
        _spread_padding(values["padding"], rank),
        _spread("kernel_dilation", values["kernel_dilation"], rank),
        values["feature_group_count"],
        values["use_bias"],
    )
    return Built(layer, channels_last=True)


def _build_conv_transpose(values: Values, _rank: int, axes: Axes | None) -> Built:
    kernel = values["kernel_size"]
    rank = len(kernel)
    dilation = _spread("kernel_dilation", values["kernel_dilation"], rank)
    padding = _spread_padding(values["padding"], rank)
    if not isinstance(padding, str):
        # Flax pads the stretched input, PyTorch cuts the full output: the two add up to window - 1.
        reach = [window_length(k, d) - 1 for k, d in zip(kernel, dilation, strict=True)]
        if any(pad > most for pad, most in zip(padding, reach, strict=True)):
            raise NotationError(f"padding of ConvTranspose is read here up to the window minus one, {tuple(reach)}.")
        padding = tuple([most - pad for pad, most in zip(padding, reach, strict=True)])
    layer = ConvTranspose(
        _channels("ConvTranspose", values, "in_features", rank, axes),
        values["out_features"] if "out_features" in values else values["features"],
        kernel,
        _spread("strides", values["strides"], rank),
        padding,
        dilation=dilation,
        bias=values["use_bias"],
    )
    return Built(layer, channels_last=True, transpose_kernel=values["transpose_kernel"])


def _build_dense(values: Values, _rank: int, axes: Axes | None) -> Built:
    if "in_features" in values:
        return Built(Dense(values["in_features"], values["out_features"], values["use_bias"]))
    return Built(Dense(input_features("Dense", axes), values["features"], values["use_bias"]))


def _build_batch_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    channels = _channels("BatchNorm", values, "num_features", 0, axes)
    return Built(BatchNorm(channels, values["use_scale"], values["use_bias"]), channels_last=True)


def _build_layer_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    own = values.get("num_features")
    features = input_features("LayerNorm", axes) if own is None else own
    return Built(LayerNorm((features,), values["use_scale"], values["use_bias"]))


def _build_group_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    channels = _channels("GroupNorm", values, "num_features", 0, axes)
    groups, group_size = values["num_groups"], values["group_size"]
    if (groups is None) == (group_size is None):
        raise NotationError("GroupNorm takes either num_groups or group_size; with group_size write num_groups=None.")
    if group_size is not None:
        if channels % group_size:
            raise NotationError(f"group_size {group_size} of GroupNorm does not divide the {channels} channels.")
        groups = channels // group_size
    return Built(GroupNorm(groups, channels, values["use_scale"], values["use_bias"]), channels_last=True)


LINEN: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature("Conv", 0, CONV, _build_conv),
        Signature("ConvTranspose", 0, CONV_TRANSPOSE, _build_conv_transpose),
        Signature("Dense", 0, DENSE, _build_dense),
        Signature("BatchNorm", 0, BATCH_NORM, _build_batch_norm),
        Signature("LayerNorm", 0, LAYER_NORM, _build_layer_norm),
        Signature("GroupNorm", 0, GROUP_NORM, _build_group_norm, shown=1),
    )
}
NNX: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature("Conv", 0, NNX_CONV, _build_conv),
        Signature("ConvTranspose", 0, NNX_CONV_TRANSPOSE, _build_conv_transpose),
        Signature("Linear", 0, NNX_LINEAR, _build_dense),
        Signature("BatchNorm", 0, NNX_BATCH_NORM, _build_batch_norm),
        Signature("LayerNorm", 0, NNX_LAYER_NORM, _build_layer_norm),
        Signature("GroupNorm", 0, NNX_GROUP_NORM, _build_group_norm),
    )
}
