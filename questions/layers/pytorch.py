"""PyTorch's layers (torch.nn 2.13): constructors as its documentation gives them, read and written."""

from typing import Any

from questions.layers.literals import NotationError, Plain
from questions.layers.readers import counts, flag, ignored, maybe, required, shape, size, sizes, whole
from questions.layers.signatures import Argument, Axes, Built, Signature, UnfitError, Values
from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    Flatten,
    GroupNorm,
    Layer,
    LayerError,
    LayerNorm,
    Padding,
    Pool,
    PoolKind,
)

_DEVICE = ignored("device", "dtype")


def _padding(value: Plain, rank: int) -> Padding:
    if value in ("same", "valid"):
        return "same" if value == "same" else "valid"
    try:
        return counts(value, rank)
    except UnfitError as expected:
        raise UnfitError(f"{expected}, or 'same' or 'valid'") from None


def _truth(value: Plain, rank: int) -> bool:
    """True or False, or what PyTorch takes for one of them: None, 0 or 1."""
    return bool(value) if value is None or type(value) is int else flag(value, rank)


def _zeros(value: Plain, _rank: int) -> str:
    if value != "zeros":
        raise UnfitError("'zeros', the only padding of a transposed convolution")
    return "zeros"


def _output_size(value: Plain, rank: int) -> Axes:
    if rank == 1:
        return sizes(value, rank)  # only on several axes may None keep the input's size
    given = value if isinstance(value, tuple) else (value,) * rank
    axes = tuple([n if type(n) is int else None for n in given if n is None or (type(n) is int and n > 0)])
    if value is None or len(given) != rank or len(axes) != rank:
        raise UnfitError(f"a positive integer, or a tuple of {rank} positive integers or None")
    return axes


_CONV = (
    required("in_channels", size),
    required("out_channels", size),
    required("kernel_size", sizes),
    Argument("stride", sizes, 1),
    Argument("padding", _padding, 0),
    Argument("dilation", sizes, 1),
    Argument("groups", size, 1),
    Argument("bias", _truth, True),
    *ignored("padding_mode"),
    *_DEVICE,
)
_CONV_TRANSPOSE = (
    *_CONV[:4],
    Argument("padding", counts, 0),
    Argument("output_padding", counts, 0),
    Argument("groups", size, 1),
    Argument("bias", _truth, True),
    Argument("dilation", sizes, 1),
    Argument("padding_mode", _zeros, "zeros"),
    *_DEVICE,
)
_MAX_POOL = (
    required("kernel_size", sizes),
    Argument("stride", maybe(sizes)),
    Argument("padding", counts, 0),
    Argument("dilation", sizes, 1),
    *ignored("return_indices"),
    Argument("ceil_mode", flag, False),
)
_AVG_POOL = (*_MAX_POOL[:3], Argument("ceil_mode", flag, False), *ignored("count_include_pad"))
_BATCH_NORM = (
    required("num_features", size),
    *ignored("eps", "momentum"),
    Argument("affine", flag, True),
    Argument("track_running_stats", flag, True),
    *_DEVICE,
    Argument("bias", flag, True, keyword_only=True),
)
_LAYER_NORM = (
    required("normalized_shape", shape),
    *ignored("eps"),
    Argument("elementwise_affine", flag, True),
    Argument("bias", flag, True),
    *_DEVICE,
)
_GROUP_NORM = (
    required("num_groups", size),
    required("num_channels", size),
    *ignored("eps"),
    Argument("affine", flag, True),
    *_DEVICE,
    Argument("bias", flag, True, keyword_only=True),
)
_LINEAR = (required("in_features", size), required("out_features", size), Argument("bias", _truth, True), *_DEVICE)
_FLATTEN = (Argument("start_dim", whole, 1), Argument("end_dim", whole, -1))


def _build_conv(values: Values, _rank: int, _axes: Axes | None) -> Built:
    if values["padding"] == "same" and max(values["stride"]) > 1:
        raise NotationError("padding='same' needs stride 1 in PyTorch.")
    return Built(Conv(**values))


def _build_conv_transpose(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(ConvTranspose(**{name: value for name, value in values.items() if name != "padding_mode"}))


def _build_max_pool(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Pool("max", **{**values, "stride": values["stride"] or ()}))


def _build_avg_pool(values: Values, rank: int, axes: Axes | None) -> Built:
    kernel = values["kernel_size"]
    if rank == 3 and axes is not None and any(n is not None and n < k for n, k in zip(axes[1:], kernel, strict=False)):
        # PyTorch's only pooling that compares the kernel with the input before padding.
        raise NotationError(f"AvgPool3d takes no input smaller than its kernel {kernel}, padded or not.")
    return Built(Pool("avg", **{**values, "stride": values["stride"] or ()}))


def _build_adaptive_max(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(AdaptivePool("max", values["output_size"]))


def _build_adaptive_avg(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(AdaptivePool("avg", values["output_size"]))


def _build_batch_norm(values: Values, rank: int, axes: Axes | None) -> Built:
    allowed = (1, 2) if rank == 1 else (rank + 1,)
    if axes is not None and len(axes) not in allowed:
        raise NotationError(
            f"BatchNorm{rank}d takes an input of {' or '.join(map(str, allowed))} axes (channels first, without the "
            f"batch axis), not of {len(axes)}."
        )
    affine = values["affine"]
    return Built(BatchNorm(values["num_features"], affine, affine and values["bias"], values["track_running_stats"]))


def _build_layer_norm(values: Values, _rank: int, _axes: Axes | None) -> Built:
    affine = values["elementwise_affine"]
    return Built(LayerNorm(values["normalized_shape"], affine, affine and values["bias"]))


def _build_group_norm(values: Values, _rank: int, _axes: Axes | None) -> Built:
    affine = values["affine"]
    return Built(GroupNorm(values["num_groups"], values["num_channels"], affine, affine and values["bias"]))


def _build_linear(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Dense(**values))


def _build_flatten(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Flatten(**values))


def _table() -> dict[str, Signature]:
    signatures = [
        Signature("Linear", 0, _LINEAR, _build_linear),
        Signature("LayerNorm", 0, _LAYER_NORM, _build_layer_norm),
        Signature("GroupNorm", 0, _GROUP_NORM, _build_group_norm),
        Signature("Flatten", 0, _FLATTEN, _build_flatten),
    ]
    for rank in (1, 2, 3):
        avg_pool = _AVG_POOL if rank == 1 else (*_AVG_POOL, *ignored("divisor_override"))
        adaptive = (required("output_size", _output_size),)
        signatures += [
            Signature(f"Conv{rank}d", rank, _CONV, _build_conv),
            Signature(f"ConvTranspose{rank}d", rank, _CONV_TRANSPOSE, _build_conv_transpose),
            Signature(f"MaxPool{rank}d", rank, _MAX_POOL, _build_max_pool),
            Signature(f"AvgPool{rank}d", rank, avg_pool, _build_avg_pool),
            Signature(f"AdaptiveAvgPool{rank}d", rank, adaptive, _build_adaptive_avg),
            Signature(f"AdaptiveMaxPool{rank}d", rank, (*adaptive, *ignored("return_indices")), _build_adaptive_max),
            Signature(f"BatchNorm{rank}d", rank, _BATCH_NORM, _build_batch_norm),
        ]
    return {signature.name: signature for signature in signatures}


SIGNATURES = _table()

_POOL_NAMES: dict[PoolKind, str] = {"max": "Max", "avg": "Avg"}


def describe(layer: Layer) -> tuple[str, Values]:
    """The constructor and its arguments. Raises LayerError for a layer that PyTorch has no single class for."""
    match layer:
        case Conv():
            if layer.padding == "causal":
                raise LayerError("PyTorch has no causal padding: pad on the left first.")
            if layer.padding == "same" and max(layer.stride) > 1:
                raise LayerError("padding='same' needs stride 1 in PyTorch.")
            return f"Conv{layer.rank}d", _fields(layer)
        case ConvTranspose():
            if isinstance(layer.padding, str):
                raise LayerError(f"PyTorch's transposed convolutions take integer padding, not {layer.padding!r}.")
            return f"ConvTranspose{layer.rank}d", _fields(layer)
        case Dense():
            return "Linear", _fields(layer)
        case Pool():
            if isinstance(layer.padding, str):
                raise LayerError(f"PyTorch's pooling takes integer padding, not {layer.padding!r}.")
            values = _fields(layer)
            if layer.stride == layer.kernel_size:
                values["stride"] = None
            return f"{_POOL_NAMES[layer.kind]}Pool{layer.rank}d", values
        case AdaptivePool():
            if layer.output_size == (None,):
                raise LayerError("PyTorch's adaptive pooling over one axis takes an integer, not None.")
            return f"Adaptive{_POOL_NAMES[layer.kind]}Pool{layer.rank}d", {"output_size": layer.output_size}
        case BatchNorm():
            # The rank is not part of the layer; two spatial axes are the usual case.
            affine = _affine("affine", layer)
            return "BatchNorm2d", {
                "num_features": layer.channels,
                **affine,
                "track_running_stats": layer.moving_statistics,
            }
        case LayerNorm():
            return "LayerNorm", {"normalized_shape": layer.normalized_shape, **_affine("elementwise_affine", layer)}
        case GroupNorm():
            return "GroupNorm", {"num_groups": layer.groups, "num_channels": layer.channels, **_affine("affine", layer)}
        case Flatten():
            return "Flatten", _fields(layer)
        case _:
            from questions.layers import pytorch_more

            return pytorch_more.describe(layer)


def _fields(layer: Any) -> Values:
    return {name: getattr(layer, name) for name in layer.__slots__}


def _affine(name: str, layer: BatchNorm | LayerNorm | GroupNorm) -> Values:
    if layer.shift and not layer.scale:
        raise LayerError("PyTorch has no shift without a scale.")
    return {name: layer.scale, "bias": layer.shift or not layer.scale}
