"""Keras' layers: what each constructor builds for an input. The channels come with the input."""

from questions.layers.inputs import input_channels, input_features, written
from questions.layers.keras_arguments import (
    BASE,
    BATCH_NORM,
    DENSE,
    DEPTHWISE,
    FORMAT,
    GLOBAL_POOL,
    GROUP_NORM,
    LAYER_NORM,
    SEPARABLE,
    conv_arguments,
    conv_transpose_arguments,
    pool_arguments,
)
from questions.layers.literals import NotationError
from questions.layers.signatures import Axes, Built, Signature, Values
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
        Signature("Dense", 0, DENSE, _build_dense),
        Signature("BatchNormalization", 0, BATCH_NORM, _build_batch_norm),
        Signature("LayerNormalization", 0, LAYER_NORM, _build_layer_norm),
        Signature("GroupNormalization", 0, GROUP_NORM, _build_group_norm, shown=1),
        Signature("Flatten", 0, (FORMAT, *BASE), _build_flatten),
    ]
    for rank in (1, 2, 3):
        signatures += [
            Signature(f"Conv{rank}D", rank, conv_arguments(rank), _build_conv),
            Signature(f"Conv{rank}DTranspose", rank, conv_transpose_arguments(rank), _build_conv_transpose),
            Signature(f"MaxPooling{rank}D", rank, pool_arguments(sized=True), _build_max_pool, shown=1),
            Signature(f"AveragePooling{rank}D", rank, pool_arguments(sized=False), _build_avg_pool),
            Signature(f"GlobalMaxPooling{rank}D", rank, GLOBAL_POOL, _build_global_max),
            Signature(f"GlobalAveragePooling{rank}D", rank, GLOBAL_POOL, _build_global_avg),
        ]
    for rank in (1, 2):
        signatures += [
            Signature(f"DepthwiseConv{rank}D", rank, DEPTHWISE, _build_depthwise),
            Signature(f"SeparableConv{rank}D", rank, SEPARABLE, _build_separable),
        ]
    table = {signature.name: signature for signature in signatures}
    for long, short in _ALIASES:
        table |= {f"{short}{rank}D": table[f"{long}{rank}D"] for rank in (1, 2, 3)}
    table |= {
        name.replace("Conv", "Convolution"): signature
        for name, signature in table.items()
        if name.startswith(("Conv", "SeparableConv"))
    }
    return table


SIGNATURES = _table()
