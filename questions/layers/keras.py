"""Keras' layers (keras.layers 3.15): constructors as its documentation gives them, and how they build a layer."""

from questions.layers.inputs import input_channels, input_features, written
from questions.layers.literals import NotationError, Plain
from questions.layers.readers import (
    counts,
    flag,
    ignored,
    integers,
    maybe,
    only,
    open_shape,
    required,
    size,
    sizes,
    whole,
    word,
)
from questions.layers.signatures import REQUIRED, Argument, Axes, Built, Signature, UnfitError, Values
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Flatten,
    GlobalPool,
    GroupNorm,
    LayerNorm,
    Pool,
    PoolKind,
    SeparableConv,
)

INPUT_ARGUMENTS = ("input_shape", "batch_input_shape", "batch_shape", "input_dim")
"""Arguments of every layer that tell its input; Keras 2 had more of them than Keras 3."""

_BASE = (
    *ignored("name", "trainable", "dtype", "autocast", "batch_size", keyword_only=True),
    Argument("input_shape", maybe(open_shape), keyword_only=True),
    Argument("batch_input_shape", maybe(lambda value, _: _without_batch(value)), keyword_only=True),
    Argument("batch_shape", maybe(lambda value, _: _without_batch(value)), keyword_only=True),
    Argument("input_dim", maybe(size), keyword_only=True),
)
_POOL_BASE = (*ignored("name"), *_BASE[1:])
_LORA = only(None, "LoRA adds weights that are not counted")
_FORMAT = Argument("data_format", maybe(word("channels_last", "channels_first")))
_STRIDES = Argument("strides", sizes, 1)
_DILATION = Argument("dilation_rate", sizes, 1)
_USE_BIAS = Argument("use_bias", flag, True)
_VALID_OR_SAME = Argument("padding", word("valid", "same", any_case=True), "valid")


def _without_batch(value: Plain) -> Axes:
    if not isinstance(value, tuple) or len(value) < 2:
        raise UnfitError("a tuple with the batch axis first, such as (None, 24, 24, 3)")
    return open_shape(value[1:], 0)


def _roles(*roles: str) -> tuple[Argument, ...]:
    """Initializers, regularizers and constraints of a layer's tensors, in Keras' order."""
    return (
        *ignored(*(f"{role}_initializer" for role in roles)),
        *ignored(*(f"{role}_regularizer" for role in roles), "activity_regularizer"),
        *ignored(*(f"{role}_constraint" for role in roles)),
    )


def _conv(rank: int) -> tuple[Argument, ...]:
    paddings = ("valid", "same", "causal") if rank == 1 else ("valid", "same")
    return (
        required("filters", size),
        required("kernel_size", sizes),
        _STRIDES,
        Argument("padding", word(*paddings, any_case=True), "valid"),
        _FORMAT,
        _DILATION,
        Argument("groups", size, 1),
        *ignored("activation"),
        _USE_BIAS,
        *_roles("kernel", "bias"),
        Argument("lora_rank", _LORA, keyword_only=True),
        *ignored("lora_alpha", keyword_only=True),
        *_BASE,
    )


_CONV_TRANSPOSE = (
    required("filters", size),
    required("kernel_size", sizes),
    _STRIDES,
    _VALID_OR_SAME,
    Argument("output_padding", maybe(counts)),
    _FORMAT,
    _DILATION,
    *ignored("activation"),
    _USE_BIAS,
    *_roles("kernel", "bias"),
    *_BASE,
)
_DEPTHWISE = (
    required("kernel_size", sizes),
    _STRIDES,
    _VALID_OR_SAME,
    Argument("depth_multiplier", size, 1),
    _FORMAT,
    _DILATION,
    *ignored("activation"),
    _USE_BIAS,
    *_roles("depthwise", "bias"),
    *_BASE,
)
_SEPARABLE = (
    required("filters", size),
    required("kernel_size", sizes),
    _STRIDES,
    _VALID_OR_SAME,
    _FORMAT,
    _DILATION,
    Argument("depth_multiplier", size, 1),
    *ignored("activation"),
    _USE_BIAS,
    *_roles("depthwise", "pointwise", "bias"),
    *_BASE,
)
_DENSE = (
    required("units", size),
    *ignored("activation"),
    _USE_BIAS,
    *_roles("kernel", "bias"),
    Argument("lora_rank", _LORA),
    *ignored("lora_alpha"),
    Argument("quantization_config", only(None, "quantization adds tensors that are not counted")),
    *_BASE,
)
_GLOBAL_POOL = (_FORMAT, Argument("keepdims", flag, False), *_BASE)
_CENTER_AND_SCALE = (Argument("center", flag, True), Argument("scale", flag, True))
_BATCH_NORM = (
    Argument("axis", whole, -1),
    *ignored("momentum", "epsilon"),
    *_CENTER_AND_SCALE,
    *ignored("beta_initializer", "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer"),
    *ignored("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"),
    Argument("renorm", only(False, "renormalization adds statistics that are not counted"), False),
    *ignored("renorm_clipping", "renorm_momentum", "synchronized"),
    *_BASE,
)
_NORM_TENSORS = (
    *ignored("beta_initializer", "gamma_initializer", "beta_regularizer", "gamma_regularizer"),
    *ignored("beta_constraint", "gamma_constraint"),
)
_LAYER_NORM = (
    Argument("axis", integers, -1),
    *ignored("epsilon"),
    *_CENTER_AND_SCALE,
    *_NORM_TENSORS,
    Argument("rms_scaling", only(False, "RMS scaling is another layer"), False, keyword_only=True),
    *_BASE,
)
_GROUP_NORM = (
    Argument("groups", whole, 32),
    Argument("axis", whole, -1),
    *ignored("epsilon"),
    *_CENTER_AND_SCALE,
    *_NORM_TENSORS,
    *_BASE,
)


def _pool(*, sized: bool) -> tuple[Argument, ...]:
    return (
        Argument("pool_size", sizes, 2 if sized else REQUIRED),
        Argument("strides", maybe(sizes)),
        _VALID_OR_SAME,
        _FORMAT,
        *_POOL_BASE,
    )


def _last(values: Values) -> bool:
    return bool(values["data_format"] != "channels_first")


def _refuse_strided_dilation(name: str, values: Values) -> None:
    if max(values["strides"]) > 1 and max(values["dilation_rate"]) > 1:
        raise NotationError(f"{name} cannot have strides and dilation_rate both above 1 in Keras.")


def _build_conv(values: Values, rank: int, axes: Axes | None) -> Built:
    name = f"Conv{rank}D"
    _refuse_strided_dilation(name, values)
    channels = input_channels(name, rank, _last(values), axes)
    layer = Conv(
        channels,
        values["filters"],
        values["kernel_size"],
        values["strides"],
        values["padding"],
        values["dilation_rate"],
        values["groups"],
        values["use_bias"],
    )
    return Built(layer, _last(values))


def _build_conv_transpose(values: Values, rank: int, axes: Axes | None) -> Built:
    name = f"Conv{rank}DTranspose"
    _refuse_strided_dilation(name, values)
    layer = ConvTranspose(
        input_channels(name, rank, _last(values), axes),
        values["filters"],
        values["kernel_size"],
        values["strides"],
        values["padding"],
        values["output_padding"],
        values["dilation_rate"],
        bias=values["use_bias"],
    )
    return Built(layer, _last(values))


def _build_depthwise(values: Values, rank: int, axes: Axes | None) -> Built:
    layer = DepthwiseConv(
        input_channels(f"DepthwiseConv{rank}D", rank, _last(values), axes),
        values["kernel_size"],
        values["depth_multiplier"],
        values["strides"],
        values["padding"],
        values["dilation_rate"],
        values["use_bias"],
    )
    return Built(layer, _last(values))


def _build_separable(values: Values, rank: int, axes: Axes | None) -> Built:
    name = f"SeparableConv{rank}D"
    # The class does not refuse this, but its documentation rules it out and not every backend runs it.
    _refuse_strided_dilation(name, values)
    layer = SeparableConv(
        input_channels(name, rank, _last(values), axes),
        values["filters"],
        values["kernel_size"],
        values["depth_multiplier"],
        values["strides"],
        values["padding"],
        values["dilation_rate"],
        values["use_bias"],
    )
    return Built(layer, _last(values))


def _build_dense(values: Values, _rank: int, axes: Axes | None) -> Built:
    return Built(Dense(input_features("Dense", axes), values["units"], values["use_bias"]))


def _pool_built(kind: PoolKind, values: Values) -> Built:
    return Built(Pool(kind, values["pool_size"], values["strides"] or (), values["padding"]), _last(values))


def _build_max_pool(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return _pool_built("max", values)


def _build_avg_pool(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return _pool_built("avg", values)


def _build_global_max(values: Values, rank: int, _axes: Axes | None) -> Built:
    return Built(GlobalPool("max", rank, values["keepdims"]), _last(values))


def _build_global_avg(values: Values, rank: int, _axes: Axes | None) -> Built:
    return Built(GlobalPool("avg", rank, values["keepdims"]), _last(values))


def _channel_axis(name: str, axis: int, axes: Axes | None) -> tuple[int, bool]:
    """The channels, and whether they are the last axis, from ``axis`` counted with the batch axis as 0."""
    if axes is None:
        return input_channels(name, 0, axis != 1, axes), True
    resolved = axis if axis >= 0 else axis + len(axes) + 1
    if resolved == len(axes):
        return input_channels(name, 0, True, axes), len(axes) > 1
    if resolved == 1:
        return input_channels(name, 0, False, axes), False
    raise NotationError(
        f"axis of {name} must be -1 or 1, the last axis or the first after the batch, not {axis} for an input of "
        f"{written(axes)}."
    )


def _build_batch_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    channels, last = _channel_axis("BatchNormalization", values["axis"], axes)
    return Built(BatchNorm(channels, values["scale"], values["center"]), last)


def _build_group_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    channels, last = _channel_axis("GroupNormalization", values["axis"], axes)
    groups = channels if values["groups"] == -1 else values["groups"]
    return Built(GroupNorm(groups, channels, values["scale"], values["center"]), last)


def _build_layer_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    input_features("LayerNormalization", axes)
    given = axes or ()
    axis = values["axis"]
    chosen = sorted({n if n >= 0 else n + len(given) + 1 for n in (axis if isinstance(axis, tuple) else (axis,))})
    if chosen != list(range(len(given) + 1 - len(chosen), len(given) + 1)) or chosen[0] < 1:
        raise NotationError(f"axis of LayerNormalization must be the last axes of the input {written(given)}.")
    sizes_of = [given[n - 1] for n in chosen]
    shape = tuple([n for n in sizes_of if n is not None])
    if len(shape) != len(sizes_of):
        raise NotationError("The normalized axes of LayerNormalization must be numbers, not None.")
    return Built(LayerNorm(shape, values["scale"], values["center"]))


def _build_flatten(_values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Flatten())


_ALIASES = (
    ("MaxPooling", "MaxPool"),
    ("AveragePooling", "AvgPool"),
    ("GlobalMaxPooling", "GlobalMaxPool"),
    ("GlobalAveragePooling", "GlobalAvgPool"),
)


def _table() -> dict[str, Signature]:
    signatures = [
        Signature("Dense", 0, _DENSE, _build_dense),
        Signature("BatchNormalization", 0, _BATCH_NORM, _build_batch_norm),
        Signature("LayerNormalization", 0, _LAYER_NORM, _build_layer_norm),
        Signature("GroupNormalization", 0, _GROUP_NORM, _build_group_norm, shown=1),
        Signature("Flatten", 0, (_FORMAT, *_BASE), _build_flatten),
    ]
    for rank in (1, 2, 3):
        signatures += [
            Signature(f"Conv{rank}D", rank, _conv(rank), _build_conv),
            Signature(f"Conv{rank}DTranspose", rank, _CONV_TRANSPOSE, _build_conv_transpose),
            Signature(f"MaxPooling{rank}D", rank, _pool(sized=True), _build_max_pool, shown=1),
            Signature(f"AveragePooling{rank}D", rank, _pool(sized=False), _build_avg_pool),
            Signature(f"GlobalMaxPooling{rank}D", rank, _GLOBAL_POOL, _build_global_max),
            Signature(f"GlobalAveragePooling{rank}D", rank, _GLOBAL_POOL, _build_global_avg),
        ]
    for rank in (1, 2):
        signatures += [
            Signature(f"DepthwiseConv{rank}D", rank, _DEPTHWISE, _build_depthwise),
            Signature(f"SeparableConv{rank}D", rank, _SEPARABLE, _build_separable),
        ]
    table = {signature.name: signature for signature in signatures}
    for long, short in _ALIASES:
        table |= {f"{short}{rank}D": table[f"{long}{rank}D"] for rank in (1, 2, 3)}
    return table


SIGNATURES = _table()
