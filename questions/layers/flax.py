"""Flax's layers (flax.linen and flax.nnx 0.12): constructors as their sources give them, and how they build a layer.

Inputs are channels last. linen takes the channels from the input, nnx from its first argument. A kernel given as
one integer has one axis.
"""

from questions.layers.checks import MAX_RANK
from questions.layers.inputs import input_channels, input_features
from questions.layers.literals import NotationError, Plain
from questions.layers.output import window_length
from questions.layers.readers import flag, ignored, maybe, only, required, shape, size
from questions.layers.signatures import Argument, Axes, Built, Signature, UnfitError, Values
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, GroupNorm, LayerNorm, Padding, Shape

_PADDING_RULES: dict[str, Padding] = {
    "valid": "valid",
    "same": "same",
    "causal": "causal",
    # These put something else than zeros around the input, or the odd zero first; the sizes are those of "same".
    "same_lower": "same",
    "circular": "same",
    "reflect": "same",
}


def _kernel(value: Plain, _rank: int) -> Shape:
    kernel = shape(value, 0)
    if len(kernel) > MAX_RANK:
        raise UnfitError(f"a tuple of 1 to {MAX_RANK} positive integers, one for each spatial axis")
    return kernel


def _steps(value: Plain, _rank: int) -> int | Shape:
    return value if type(value) is int and value > 0 else shape(value, 0)


def _padding(value: Plain, _rank: int) -> Padding | int:
    if isinstance(value, str) and value.lower() in _PADDING_RULES:
        return _PADDING_RULES[value.lower()]
    if type(value) is int and value >= 0:
        return value
    if not isinstance(value, tuple) or not 1 <= len(value) <= MAX_RANK:
        raise UnfitError("'SAME', 'VALID', 'CAUSAL', an integer of at least 0, or one of those for each axis")
    return tuple([_both_sides(pad) for pad in value])


def _both_sides(pad: Plain) -> int:
    if isinstance(pad, tuple) and len(pad) == 2 and pad[0] == pad[1]:
        pad = pad[0]
    if type(pad) is not int or pad < 0:
        raise UnfitError("integers of at least 0, or pairs with the same number on both sides")
    return pad


_NO_MASK = Argument("mask", only(None, "masked weights are not counted"))
_NO_INPUT_DILATION = Argument(
    "input_dilation", maybe(only(1, "a dilated input is not counted; ConvTranspose does the same")), 1
)
_USE_BIAS = Argument("use_bias", flag, True)
_USE_SCALE = Argument("use_scale", flag, True)
_INITIALIZERS = ignored("kernel_init", "bias_init")
_TYPES = ignored("dtype", "param_dtype", "precision")
_MODULE = ignored("parent", "name", keyword_only=True)
_LAST_AXIS = "only the last axis is counted"

_CONV = (
    required("features", size),
    required("kernel_size", _kernel),
    Argument("strides", maybe(_steps), 1),
    Argument("padding", _padding, "SAME"),
    _NO_INPUT_DILATION,
    Argument("kernel_dilation", maybe(_steps), 1),
    Argument("feature_group_count", size, 1),
    _USE_BIAS,
    _NO_MASK,
    *_TYPES,
    *_INITIALIZERS,
    *ignored("promote_dtype", "conv_general_dilated", "conv_general_dilated_cls"),
    *_MODULE,
)
_CONV_TRANSPOSE = (
    *_CONV[:2],
    Argument("strides", maybe(_steps)),
    _CONV[3],
    Argument("kernel_dilation", maybe(_steps)),
    _USE_BIAS,
    _NO_MASK,
    *_TYPES,
    *_INITIALIZERS,
    Argument("transpose_kernel", flag, False),
    *ignored("promote_dtype", "preferred_element_type"),
    *_MODULE,
)
_DENSE = (
    required("features", size),
    _USE_BIAS,
    *_TYPES,
    *_INITIALIZERS,
    *ignored("promote_dtype", "dot_general", "dot_general_cls"),
    *_MODULE,
)
_NORM_TAIL = ignored("axis_name", "axis_index_groups", "use_fast_variance", "force_float32_reductions")
_NORM_BODY = (*ignored("dtype", "param_dtype"), _USE_BIAS, _USE_SCALE, *ignored("bias_init", "scale_init"))
_AXIS = Argument("axis", only(-1, _LAST_AXIS), -1)
_NORM_AXES = (
    Argument("reduction_axes", only(-1, _LAST_AXIS), -1),
    Argument("feature_axes", only(-1, _LAST_AXIS), -1),
)
_GROUPS = (Argument("num_groups", maybe(size), 32), Argument("group_size", maybe(size)))
_BATCH_NORM = (
    *ignored("use_running_average"),
    _AXIS,
    *ignored("momentum", "epsilon"),
    *_NORM_BODY,
    *_NORM_TAIL,
    *_MODULE,
)
_LAYER_NORM = (*ignored("epsilon"), *_NORM_BODY, *_NORM_AXES, *_NORM_TAIL, *_MODULE)
_GROUP_NORM = (
    *_GROUPS,
    *ignored("epsilon"),
    *_NORM_BODY,
    *ignored("reduction_axes"),
    *_NORM_TAIL,
    *_MODULE,
)


def _keywords(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    return tuple([Argument(a.name, a.read, a.default, keyword_only=True) for a in arguments])


_IN_FEATURES = required("in_features", size)
_OUT_FEATURES = required("out_features", size)
_NNX_TAIL = ignored("preferred_element_type", "rngs", "kernel_metadata", "bias_metadata", keyword_only=True)
_NNX_NORM_TAIL = ignored(
    "axis_name", "axis_index_groups", "use_fast_variance", "promote_dtype", "rngs", "bias_metadata", "scale_metadata",
    keyword_only=True,
)  # fmt: skip
_NNX_CONV = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *_CONV[1:3],
    *_keywords((*_CONV[3:9], *_TYPES, *_INITIALIZERS, *ignored("conv_general_dilated", "promote_dtype"))),
    *_NNX_TAIL,
)
_NNX_CONV_TRANSPOSE = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *_CONV_TRANSPOSE[1:3],
    *_keywords((*_CONV_TRANSPOSE[3:13], *ignored("promote_dtype"))),
    *_NNX_TAIL,
)
_NNX_LINEAR = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *_keywords((_USE_BIAS, *_TYPES, *_INITIALIZERS, *ignored("dot_general", "promote_dtype"))),
    *_NNX_TAIL,
)
_NUM_FEATURES = required("num_features", size)
_NNX_BATCH_NORM = (
    _NUM_FEATURES,
    *_keywords((*ignored("use_running_average"), _AXIS, *ignored("momentum", "epsilon"), *_NORM_BODY)),
    *_NNX_NORM_TAIL,
)
_NNX_LAYER_NORM = (
    _NUM_FEATURES,
    *_keywords((*ignored("epsilon"), *_NORM_BODY, *_NORM_AXES)),
    *_NNX_NORM_TAIL,
)
_NNX_GROUP_NORM = (
    _NUM_FEATURES,
    *_GROUPS,
    *_keywords((*ignored("epsilon"), *_NORM_BODY, *ignored("reduction_axes"))),
    *_NNX_NORM_TAIL,
)


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
        Signature("Conv", 0, _CONV, _build_conv),
        Signature("ConvTranspose", 0, _CONV_TRANSPOSE, _build_conv_transpose),
        Signature("Dense", 0, _DENSE, _build_dense),
        Signature("BatchNorm", 0, _BATCH_NORM, _build_batch_norm),
        Signature("LayerNorm", 0, _LAYER_NORM, _build_layer_norm),
        Signature("GroupNorm", 0, _GROUP_NORM, _build_group_norm, shown=1),
    )
}
NNX: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature("Conv", 0, _NNX_CONV, _build_conv),
        Signature("ConvTranspose", 0, _NNX_CONV_TRANSPOSE, _build_conv_transpose),
        Signature("Linear", 0, _NNX_LINEAR, _build_dense),
        Signature("BatchNorm", 0, _NNX_BATCH_NORM, _build_batch_norm),
        Signature("LayerNorm", 0, _NNX_LAYER_NORM, _build_layer_norm),
        Signature("GroupNorm", 0, _NNX_GROUP_NORM, _build_group_norm),
    )
}
