"""The weight tensors of a layer: names and axis order as each framework has them."""

from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    PReLU,
    SeparableConv,
    Shape,
)
from questions.layers.terms import FRAMEWORK_TITLES, FRAMEWORKS, Framework, LayerError

_SCALE: dict[Framework, str] = {"pytorch": "weight", "keras": "gamma", "flax": "scale"}
_SHIFT: dict[Framework, str] = {"pytorch": "bias", "keras": "beta", "flax": "bias"}

_TABLE: dict[Framework, str] = {"pytorch": "weight", "keras": "embeddings", "flax": "embedding"}
_SLOPES: dict[Framework, str] = {"pytorch": "weight", "keras": "alpha", "flax": "negative_slope"}


def weight_shapes(layer: Layer, framework: Framework) -> dict[str, Shape]:
    """Shape of every parameter under the framework's own name, in the framework's order; {} without parameters.

    PyTorch's buffers and Flax's batch_stats are not parameters; Keras' moving statistics are. A depthwise
    convolution is a grouped one in PyTorch and Flax. Flax' ConvTranspose is meant without ``transpose_kernel``.
    Raises LayerError for a separable convolution outside Keras: there it is two layers.
    """
    if framework not in FRAMEWORKS:
        raise LayerError(f"framework must be one of {', '.join(FRAMEWORKS)}, not {framework!r}.")
    match layer:
        case Conv() | ConvTranspose() | DepthwiseConv():
            return _with_bias(_kernel(layer, framework), layer.out_channels, layer.bias)
        case SeparableConv():
            return _separable(layer, framework)
        case Dense():
            kernel: dict[str, Shape] = (
                {"weight": (layer.out_features, layer.in_features)}
                if framework == "pytorch"
                else {"kernel": (layer.in_features, layer.out_features)}
            )
            return _with_bias(kernel, layer.out_features, layer.bias)
        case BatchNorm():
            shapes = _norm((layer.channels,), layer, framework)
            if framework == "keras" and layer.moving_statistics:
                shapes["moving_mean"] = shapes["moving_variance"] = (layer.channels,)
            return shapes
        case LayerNorm():
            return _norm(layer.normalized_shape, layer, framework)
        case GroupNorm() | InstanceNorm():
            return _norm((layer.channels,), layer, framework)
        case Embedding():
            return {_TABLE[framework]: (layer.entries, layer.features)}
        case PReLU():
            return {_SLOPES[framework]: layer.slopes}
        case _:
            return {}


def _with_bias(shapes: dict[str, Shape], channels: int, bias: bool) -> dict[str, Shape]:
    if bias:
        shapes["bias"] = (channels,)
    return shapes


def _kernel(layer: Conv | ConvTranspose | DepthwiseConv, framework: Framework) -> dict[str, Shape]:
    kernel, inputs, outputs = layer.kernel_size, layer.in_channels, layer.out_channels
    if isinstance(layer, DepthwiseConv):
        if framework == "keras":
            return {"kernel": (*kernel, inputs, layer.depth_multiplier)}
        groups = inputs
    else:
        groups = layer.groups
    transposed = isinstance(layer, ConvTranspose)
    if framework == "pytorch":
        return {"weight": (inputs, outputs // groups, *kernel) if transposed else (outputs, inputs // groups, *kernel)}
    if transposed and framework == "keras":
        return {"kernel": (*kernel, outputs // groups, inputs)}
    return {"kernel": (*kernel, inputs // groups, outputs)}


def _separable(layer: SeparableConv, framework: Framework) -> dict[str, Shape]:
    if framework != "keras":
        raise LayerError(
            f"{FRAMEWORK_TITLES[framework]} has no separable convolution: it is a depthwise layer and a 1x1 layer."
        )
    shapes: dict[str, Shape] = {
        "depthwise_kernel": (*layer.kernel_size, layer.in_channels, layer.depth_multiplier),
        "pointwise_kernel": (*(1 for _ in layer.kernel_size), layer.middle_channels, layer.out_channels),
    }
    return _with_bias(shapes, layer.out_channels, layer.bias)


def _norm(
    shape: Shape, layer: BatchNorm | LayerNorm | GroupNorm | InstanceNorm, framework: Framework
) -> dict[str, Shape]:
    shapes = {}
    if layer.scale:
        shapes[_SCALE[framework]] = shape
    if layer.shift:
        shapes[_SHIFT[framework]] = shape
    return shapes
