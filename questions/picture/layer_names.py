"""A layer in a few letters, for the rows of a network."""

from __future__ import annotations

from questions.layers.specs import (
    Activation,
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    Flatten,
    GlobalPool,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    Pad,
    Permute,
    PixelShuffle,
    Pool,
    PReLU,
    Reshape,
    SeparableConv,
    Upsample,
)
from questions.picture.numbers import apart, sides

_NAMES = {
    BatchNorm: "batch norm",
    Embedding: "embedding",
    Flatten: "flatten",
    GroupNorm: "group norm",
    InstanceNorm: "instance norm",
    LayerNorm: "layer norm",
    Pad: "padding",
    Permute: "permute",
    PixelShuffle: "pixel shuffle",
    PReLU: "PReLU",
    Reshape: "reshape",
    Upsample: "upsample",
}


def short_name(layer: Layer) -> str:
    """`conv 3×3, stride 2`, `max pool 2×2`, `dense`: the stride where it is not the default."""
    match layer:
        case Conv() if layer.groups == layer.in_channels > 1:
            return f"depthwise {sides(layer.kernel_size)}{_stride(layer.stride)}"
        case Conv():
            groups = f" in {layer.groups} groups" if layer.groups > 1 else ""
            return f"conv {sides(layer.kernel_size)}{_stride(layer.stride)}{groups}"
        case DepthwiseConv():
            return f"depthwise {sides(layer.kernel_size)}{_stride(layer.stride)}"
        case SeparableConv():
            return f"separable {sides(layer.kernel_size)}{_stride(layer.stride)}"
        case ConvTranspose():
            return f"transposed {sides(layer.kernel_size)}{_stride(layer.stride)}"
        case Pool():
            same = layer.stride == layer.kernel_size
            return f"{layer.kind} pool {sides(layer.kernel_size)}{'' if same else _stride(layer.stride, plain=False)}"
        case GlobalPool():
            return f"global {layer.kind} pool"
        case AdaptivePool():
            return f"adaptive {layer.kind} pool"
        case Dense():
            return "dense"
        case Activation():
            return layer.name
    return _NAMES[type(layer)]


def _stride(stride: tuple[int, ...], *, plain: bool = True) -> str:
    return "" if plain and set(stride) == {1} else f", stride {apart(stride)}"
