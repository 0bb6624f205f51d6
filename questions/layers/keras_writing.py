"""Which Keras constructor and arguments express a layer."""

from questions.layers.signatures import Values
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Flatten,
    GlobalPool,
    GroupNorm,
    Layer,
    LayerError,
    LayerNorm,
    Padding,
    Pool,
    PoolKind,
    SeparableConv,
)

_POOL_NAMES: dict[PoolKind, str] = {"max": "Max", "avg": "Average"}


def describe(layer: Layer) -> tuple[str, Values]:
    """The constructor and its arguments; channels come with the input. Raises LayerError where Keras has none."""
    match layer:
        case Conv():
            return f"Conv{layer.rank}D", {"filters": layer.out_channels, "groups": layer.groups, **_window(layer)}
        case ConvTranspose():
            return f"Conv{layer.rank}DTranspose", _transposed(layer)
        case DepthwiseConv() if layer.rank < 3:
            return f"DepthwiseConv{layer.rank}D", {"depth_multiplier": layer.depth_multiplier, **_window(layer)}
        case SeparableConv() if layer.rank < 3:
            return f"SeparableConv{layer.rank}D", {
                "filters": layer.out_channels,
                "depth_multiplier": layer.depth_multiplier,
                **_window(layer),
            }
        case Dense():
            return "Dense", {"units": layer.out_features, "use_bias": layer.bias}
        case Pool():
            return f"{_POOL_NAMES[layer.kind]}Pooling{layer.rank}D", _pool(layer)
        case GlobalPool():
            return f"Global{_POOL_NAMES[layer.kind]}Pooling{layer.rank}D", {"keepdims": layer.keepdims}
        case BatchNorm():
            if not layer.moving_statistics:
                raise LayerError("Keras' BatchNormalization always has moving statistics.")
            return "BatchNormalization", {"center": layer.shift, "scale": layer.scale}
        case LayerNorm():
            axes = len(layer.normalized_shape)
            axis = -1 if axes == 1 else tuple(range(-axes, 0))
            return "LayerNormalization", {"axis": axis, "center": layer.shift, "scale": layer.scale}
        case GroupNorm():
            return "GroupNormalization", {"groups": layer.groups, "center": layer.shift, "scale": layer.scale}
        case Flatten(start_dim=1, end_dim=-1):
            return "Flatten", {}
        case _:
            from questions.layers import keras_more

            return keras_more.describe(layer)


def _rule(padding: Padding) -> str:
    if isinstance(padding, str):
        return padding
    if any(padding):
        raise LayerError(f"Keras' layers take padding 'valid' or 'same', not {padding!r}: add a ZeroPadding layer.")
    return "valid"


def _window(layer: Conv | DepthwiseConv | SeparableConv) -> Values:
    padding = _rule(layer.padding)
    if padding == "causal" and not isinstance(layer, Conv):
        raise LayerError("Keras has causal padding in Conv1D only.")
    if not isinstance(layer, DepthwiseConv):
        _refuse_strided_dilation(layer)
    return {
        "kernel_size": layer.kernel_size,
        "strides": layer.stride,
        "padding": padding,
        "dilation_rate": layer.dilation,
        "use_bias": layer.bias,
    }


def _transposed(layer: ConvTranspose) -> Values:
    if not isinstance(layer.padding, str):
        raise LayerError("Keras' transposed convolutions take padding 'valid' or 'same', not integers.")
    if layer.groups != 1:
        raise LayerError("Keras' transposed convolutions have no groups.")
    _refuse_strided_dilation(layer)
    return {
        "filters": layer.out_channels,
        "kernel_size": layer.kernel_size,
        "strides": layer.stride,
        "padding": layer.padding,
        "output_padding": layer.output_padding,
        "dilation_rate": layer.dilation,
        "use_bias": layer.bias,
    }


def _pool(layer: Pool) -> Values:
    if layer.ceil_mode or max(layer.dilation) > 1:
        raise LayerError("Keras' pooling has neither ceil_mode nor dilation.")
    strides = None if layer.stride == layer.kernel_size else layer.stride
    return {"pool_size": layer.kernel_size, "strides": strides, "padding": _rule(layer.padding)}


def _refuse_strided_dilation(layer: Conv | ConvTranspose | SeparableConv) -> None:
    if max(layer.stride) > 1 and max(layer.dilation) > 1:
        raise LayerError("Keras' convolutions cannot have strides and dilation_rate both above 1.")
