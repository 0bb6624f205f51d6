"""Which flax.linen constructor and arguments express a layer."""

from questions.layers.output import window_length
from questions.layers.signatures import Values
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    Embedding,
    GroupNorm,
    Layer,
    LayerError,
    LayerNorm,
    Padding,
    PReLU,
)


def describe(layer: Layer) -> tuple[str, Values]:
    """The constructor and its arguments; channels come with the input. Raises LayerError where linen has none."""
    match layer:
        case Conv():
            return "Conv", {
                "features": layer.out_channels,
                "kernel_size": layer.kernel_size,
                "strides": layer.stride,
                "padding": _rule(layer.padding),
                "kernel_dilation": layer.dilation,
                "feature_group_count": layer.groups,
                "use_bias": layer.bias,
            }
        case ConvTranspose():
            return "ConvTranspose", _transposed(layer)
        case Dense():
            return "Dense", {"features": layer.out_features, "use_bias": layer.bias}
        case BatchNorm():
            if not layer.moving_statistics:
                raise LayerError("Flax's BatchNorm always has moving statistics.")
            return "BatchNorm", {"use_bias": layer.shift, "use_scale": layer.scale}
        case LayerNorm():
            if len(layer.normalized_shape) != 1:
                raise LayerError("Flax's LayerNorm is written here for the last axis only.")
            return "LayerNorm", {"use_bias": layer.shift, "use_scale": layer.scale}
        case GroupNorm():
            return "GroupNorm", {"num_groups": layer.groups, "use_bias": layer.shift, "use_scale": layer.scale}
        case Embedding():
            return "Embed", {"num_embeddings": layer.entries, "features": layer.features}
        case PReLU(slopes=()):
            return "PReLU", {}
        case _:
            raise LayerError(f"Flax has no layer for {type(layer).__name__}; it is a function or two layers there.")


def _rule(padding: Padding) -> Padding | str:
    if isinstance(padding, str):
        return padding.upper()
    return padding if any(padding) else "VALID"


def _transposed(layer: ConvTranspose) -> Values:
    if layer.groups != 1:
        raise LayerError("Flax's transposed convolutions have no groups.")
    if layer.output_padding is not None and (isinstance(layer.padding, str) or any(layer.output_padding)):
        raise LayerError("Flax's transposed convolutions have no output_padding.")
    padding: Padding | str = layer.padding
    if isinstance(padding, str):
        padding = padding.upper()
    else:
        reach = [window_length(k, d) - 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True)]
        padding = tuple([most - pad for pad, most in zip(padding, reach, strict=True)])
        if min(padding) < 0:
            raise LayerError("Flax's transposed convolutions cannot cut off more than the window minus one.")
    return {
        "features": layer.out_channels,
        "kernel_size": layer.kernel_size,
        # None is ConvTranspose's default for 1 on every axis.
        "strides": layer.stride if max(layer.stride) > 1 else None,
        "padding": padding,
        "kernel_dilation": layer.dilation if max(layer.dilation) > 1 else None,
        "use_bias": layer.bias,
    }
