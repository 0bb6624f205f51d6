"""Convolutions: plain, transposed, depthwise and separable, over one to three spatial axes.

Every ``()`` means the framework's default on every axis and is replaced by the full tuple.
"""

from dataclasses import dataclass

from questions.layers.checks import (
    ONES,
    ZEROS,
    full_padding,
    kernel_rank,
    require_divisible,
    require_flag,
    require_positive,
    require_sizes,
)
from questions.layers.terms import LayerError, Padding, Shape

_set = object.__setattr__


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution: ``out_channels`` filters, each over ``in_channels / groups`` channels of the input.

    ``kernel_size``, ``stride`` and ``dilation`` have one entry per spatial axis. ``padding`` counts zeros per
    side; "valid" is stored as zeros, "same" gives ``ceil(H / stride)``, "causal" (rank 1) pads on the left only.
    Raises LayerError when a field is out of range or ``groups`` does not divide both channel counts.
    """

    in_channels: int
    out_channels: int
    kernel_size: Shape
    stride: Shape = ()
    padding: Padding = ()
    dilation: Shape = ()
    groups: int = 1
    bias: bool = True

    def __post_init__(self) -> None:
        rank = kernel_rank(self.kernel_size)
        require_positive("in_channels", self.in_channels)
        require_positive("out_channels", self.out_channels)
        if self.groups != 1 or self.groups is True:
            require_positive("groups", self.groups)
            require_divisible("in_channels", self.in_channels, self.groups)
            require_divisible("out_channels", self.out_channels, self.groups)
        require_flag("bias", self.bias)
        _fill_window(self, rank)

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)


@dataclass(frozen=True, slots=True)
class ConvTranspose:
    """A transposed convolution: every input position stamps the kernel onto the output, ``stride`` apart.

    Integer ``padding`` has PyTorch's meaning: output positions cut off per side. "valid" and "same" have Keras'
    and Flax's meaning. ``output_padding`` is added at the far end of each axis: ``()`` is the default, which is 0
    beside integers and None (derived from kernel and stride) beside "valid" and "same".
    Raises LayerError as Conv does, and where output_padding is not smaller than the stride (with integer
    padding: than the larger of stride and dilation).
    """

    in_channels: int
    out_channels: int
    kernel_size: Shape
    stride: Shape = ()
    padding: Padding = ()
    output_padding: Shape | None = ()
    dilation: Shape = ()
    groups: int = 1
    bias: bool = True

    def __post_init__(self) -> None:
        rank = kernel_rank(self.kernel_size)
        require_positive("in_channels", self.in_channels)
        require_positive("out_channels", self.out_channels)
        require_positive("groups", self.groups)
        require_divisible("in_channels", self.in_channels, self.groups)
        require_divisible("out_channels", self.out_channels, self.groups)
        require_flag("bias", self.bias)
        if self.padding == "causal":
            raise LayerError("padding of a transposed convolution must be integers, 'valid' or 'same', not 'causal'.")
        if self.padding == "valid":
            _fill_stride_and_dilation(self, rank)
        else:
            _fill_window(self, rank)
        self._fill_output_padding(rank)

    def _fill_output_padding(self, rank: int) -> None:
        by_rule = isinstance(self.padding, str)
        if self.output_padding == ():
            _set(self, "output_padding", None if by_rule else ZEROS[rank])
            return
        if self.output_padding is None:
            if by_rule:
                return
            raise LayerError("output_padding None goes with padding 'valid' or 'same'; beside integers write 0.")
        require_sizes("output_padding", self.output_padding, rank, least=0)
        for extra, stride, dilation in zip(self.output_padding, self.stride, self.dilation, strict=True):
            if by_rule and extra >= stride:
                raise LayerError(f"output_padding must be smaller than the stride {stride}, not {extra}.")
            if extra >= max(stride, dilation):
                raise LayerError(
                    f"output_padding must be smaller than the stride {stride} or the dilation {dilation}, not {extra}."
                )

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)


@dataclass(frozen=True, slots=True)
class DepthwiseConv:
    """A convolution that keeps channels apart: ``depth_multiplier`` filters for each channel of the input.

    Fields and errors as in Conv. A Conv with ``groups == in_channels`` counts the same.
    """

    in_channels: int
    kernel_size: Shape
    depth_multiplier: int = 1
    stride: Shape = ()
    padding: Padding = ()
    dilation: Shape = ()
    bias: bool = True

    def __post_init__(self) -> None:
        rank = kernel_rank(self.kernel_size)
        require_positive("in_channels", self.in_channels)
        require_positive("depth_multiplier", self.depth_multiplier)
        require_flag("bias", self.bias)
        _fill_window(self, rank)

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)

    @property
    def out_channels(self) -> int:
        """Channels of the output: in_channels · depth_multiplier."""
        return self.in_channels * self.depth_multiplier


@dataclass(frozen=True, slots=True)
class SeparableConv:
    """A depthwise convolution without bias, then a 1×1 convolution to ``out_channels`` that holds the only bias.

    This is Keras' SeparableConv. Stride, padding and dilation belong to the depthwise stage. Errors as in Conv.
    """

    in_channels: int
    out_channels: int
    kernel_size: Shape
    depth_multiplier: int = 1
    stride: Shape = ()
    padding: Padding = ()
    dilation: Shape = ()
    bias: bool = True

    def __post_init__(self) -> None:
        rank = kernel_rank(self.kernel_size)
        require_positive("in_channels", self.in_channels)
        require_positive("out_channels", self.out_channels)
        require_positive("depth_multiplier", self.depth_multiplier)
        require_flag("bias", self.bias)
        _fill_window(self, rank)

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)

    @property
    def middle_channels(self) -> int:
        """Channels between the two stages: in_channels · depth_multiplier."""
        return self.in_channels * self.depth_multiplier


def _fill_stride_and_dilation(layer: Conv | ConvTranspose | DepthwiseConv | SeparableConv, rank: int) -> None:
    if layer.stride == ():
        _set(layer, "stride", ONES[rank])
    else:
        require_sizes("stride", layer.stride, rank)
    if layer.dilation == ():
        _set(layer, "dilation", ONES[rank])
    else:
        require_sizes("dilation", layer.dilation, rank)


def _fill_window(layer: Conv | ConvTranspose | DepthwiseConv | SeparableConv, rank: int) -> None:
    _fill_stride_and_dilation(layer, rank)
    _set(layer, "padding", full_padding(layer.padding, rank))
