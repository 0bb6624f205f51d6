"""The shape that comes out of a layer. Shapes are (channels, *spatial), without the batch axis."""

from math import prod

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
    Shape,
    Upsample,
)
from questions.layers.terms import LayerError


def output_shape(layer: Layer, input_shape: Shape) -> Shape:
    """The layer's output for one example, channels first.

    Formulas: Dumoulin & Visin, arXiv:1603.07285, and the documentation of torch.nn.Conv2d, ConvTranspose2d and
    MaxPool2d; "same" and Keras' transposed sizes as in keras.src.ops.operation_utils. Dense and LayerNorm act on
    the last axes of whatever shape they are given.
    Raises LayerError when the input does not fit the layer or nothing would come out.
    """
    _require_shape(input_shape)
    match layer:
        case Conv() | DepthwiseConv() | SeparableConv():
            return (layer.out_channels, *_slide(layer, _spatial(input_shape, layer.rank, layer.in_channels)))
        case ConvTranspose():
            return (layer.out_channels, *_stamp(layer, _spatial(input_shape, layer.rank, layer.in_channels)))
        case Pool():
            return (input_shape[0], *_slide(layer, _spatial(input_shape, layer.rank)))
        case Dense():
            if input_shape[-1] != layer.in_features:
                raise LayerError(
                    f"The last axis of the input must be the layer's {layer.in_features} features, "
                    f"but the input is {_written(input_shape)}."
                )
            return (*input_shape[:-1], layer.out_features)
        case GlobalPool():
            _spatial(input_shape, layer.rank)
            return (input_shape[0], *(1 for _ in range(layer.rank if layer.keepdims else 0)))
        case AdaptivePool():
            spatial = _spatial(input_shape, layer.rank)
            return (input_shape[0], *(size or n for size, n in zip(layer.output_size, spatial, strict=True)))
        case BatchNorm() | GroupNorm() | InstanceNorm():
            _spatial(input_shape, len(input_shape) - 1, layer.channels)
            return input_shape
        case LayerNorm():
            if input_shape[-len(layer.normalized_shape) :] != layer.normalized_shape:
                raise LayerError(
                    f"The input must end in the normalized shape {_written(layer.normalized_shape)}, "
                    f"but it is {_written(input_shape)}."
                )
            return input_shape
        case Activation():
            return input_shape
        case PReLU():
            return _sloped(layer, input_shape)
        case Flatten():
            return _flatten(layer, input_shape)
        case Embedding():
            return (*input_shape, layer.features)
        case Pad():
            return (input_shape[0], *layer.padded(_spatial(input_shape, layer.rank)))
        case Upsample():
            spatial = _spatial(input_shape, layer.rank or len(input_shape) - 1)
            return (input_shape[0], *layer.stretched(spatial))
        case Reshape():
            return layer.reshaped(input_shape)
        case Permute():
            return layer.permuted(input_shape)
        case PixelShuffle():
            return layer.shuffled(input_shape)


def _require_shape(input_shape: object) -> None:
    if type(input_shape) is tuple and input_shape:
        for n in input_shape:
            if type(n) is not int or n < 1:
                break
        else:
            return
    raise LayerError(f"The input shape must be a tuple of positive integers, not {input_shape!r}.")


def window_length(kernel: int, dilation: int) -> int:
    """Positions that a dilated kernel spans on one axis: dilation · (kernel - 1) + 1."""
    return dilation * (kernel - 1) + 1


def _written(shape: Shape) -> str:
    return "x".join(map(str, shape))


def _spatial(input_shape: Shape, rank: int, channels: int | None = None) -> Shape:
    """The spatial axes of an input that has the right number of axes and channels."""
    if len(input_shape) != rank + 1:
        axes = "axis" if rank == 1 else "axes"
        raise LayerError(
            f"The input must be its channels and {rank} spatial {axes}, but {_written(input_shape)} has "
            f"{len(input_shape)} in all."
        )
    if channels is not None and input_shape[0] != channels:
        raise LayerError(
            f"The layer takes {channels} channels, but the input {_written(input_shape)} (channels first) "
            f"has {input_shape[0]}."
        )
    return input_shape[1:]


def _slide(layer: Conv | DepthwiseConv | SeparableConv | Pool, spatial: Shape) -> Shape:
    """Window positions per axis: floor((H + 2P - window) / stride) + 1, or ceil(H / stride) for "same", "causal"."""
    padding = layer.padding
    if isinstance(padding, str):
        return tuple([-(-n // stride) for n, stride in zip(spatial, layer.stride, strict=True)])
    ceil_mode = isinstance(layer, Pool) and layer.ceil_mode
    sizes = []
    for n, kernel, stride, pad, dilation in zip(
        spatial, layer.kernel_size, layer.stride, padding, layer.dilation, strict=True
    ):
        window = window_length(kernel, dilation)
        room = n + 2 * pad - window
        if ceil_mode:
            size = -(-room // stride) + 1
            # PyTorch: the last window must start inside the input or its left padding.
            if (size - 1) * stride >= n + pad:
                size -= 1
        else:
            size = room // stride + 1
        if size < 1:
            raise LayerError(
                f"The window spans {window} positions, but the input with its padding has only {n + 2 * pad}."
            )
        sizes.append(size)
    return tuple(sizes)


def _stamp(layer: ConvTranspose, spatial: Shape) -> Shape:
    padding, output_padding = layer.padding, layer.output_padding
    sizes = []
    for axis, (n, kernel, stride, dilation) in enumerate(
        zip(spatial, layer.kernel_size, layer.stride, layer.dilation, strict=True)
    ):
        window = window_length(kernel, dilation)
        extra = output_padding[axis] if output_padding is not None else None
        if not isinstance(padding, str):
            size = (n - 1) * stride - 2 * padding[axis] + window + (extra or 0)
        elif padding == "valid":
            size = (n - 1) * stride + window + (max(stride - window, 0) if extra is None else extra)
        elif extra is None:
            size = n * stride
        else:
            # Keras cuts floor(window / 2) from both sides here, so an even window leaves one position less.
            size = (n - 1) * stride + window % 2 + extra
        if size < 1:
            cut = 2 * (window // 2 if isinstance(padding, str) else padding[axis])
            raise LayerError(f"The padding cuts {cut} positions off an output of {size + cut}: nothing would be left.")
        sizes.append(size)
    return tuple(sizes)


def _flatten(layer: Flatten, input_shape: Shape) -> Shape:
    axes = len(input_shape) + 1  # as the framework counts, with the batch axis
    start = layer.start_dim + axes if layer.start_dim < 0 else layer.start_dim
    end = layer.end_dim + axes if layer.end_dim < 0 else layer.end_dim
    if not 1 <= start <= end < axes:
        raise LayerError(
            f"Flatten needs start_dim and end_dim in order among the axes 1 to {axes - 1}, not {start} and {end}."
        )
    return (*input_shape[: start - 1], prod(input_shape[start - 1 : end]), *input_shape[end:])


def _sloped(layer: PReLU, input_shape: Shape) -> Shape:
    slopes = layer.slopes
    if len(slopes) == 1 and slopes[0] not in (1, input_shape[0]):
        raise LayerError(f"The layer has {slopes[0]} slopes, but the input has {input_shape[0]} channels.")
    if len(slopes) > 1 and (
        len(slopes) != len(input_shape) or any(m not in (1, n) for m, n in zip(slopes, input_shape, strict=True))
    ):
        raise LayerError(f"The slopes {_written(slopes)} do not fit the input {_written(input_shape)}.")
    return input_shape
