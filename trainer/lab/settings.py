"""What the lab is set to: a convolution of one of four kinds, its input, and how many of it follow one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from questions.layers.network import Network
from questions.layers.output import window_length
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, Layer, LayerError, Padding, SeparableConv, Shape
from questions.layers.terms import Framework

LabLayer = Conv | ConvTranspose | DepthwiseConv | SeparableConv
"""The layers that the lab can express."""


class Kind(StrEnum):
    """The kinds of convolution."""

    CONVOLUTION = "convolution"
    TRANSPOSED = "transposed"
    DEPTHWISE = "depthwise"
    SEPARABLE = "separable"


@dataclass(frozen=True, slots=True)
class LabSettings:
    """Everything the controls say. A setting that the present kind lacks is kept for the kinds that have it.

    Sizes have one entry per spatial axis. ``padding`` is as in the layers; ``output_padding`` None is the rule of
    Keras and Flax, which goes with the paddings that are words.
    """

    kind: Kind = Kind.CONVOLUTION
    in_channels: int = 3
    out_channels: int = 10
    kernel_size: Shape = (3, 3)
    bias: bool = True
    groups: int = 1
    stride: Shape = (1, 1)
    padding: Padding = (0, 0)
    dilation: Shape = (1, 1)
    depth_multiplier: int = 1
    output_padding: Shape | None = (0, 0)
    input_size: Shape = (24, 24)
    batch: int = 1
    layers: int = 1
    framework: Framework = "pytorch"

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)

    @property
    def input_shape(self) -> Shape:
        """Channels first, without the batch axis."""
        return (self.in_channels, *self.input_size)


def make(settings: LabSettings) -> Layer | Network:
    """The layer, or the network of several. Raises LayerError for a layer that cannot be."""
    layers = layers_of(settings)
    return layers[0] if len(layers) == 1 else Network(layers)


@lru_cache(maxsize=256)
def layers_of(settings: LabSettings) -> tuple[LabLayer, ...]:
    """The layers one after the other: from the second on each takes the channels that the one before gives.

    A depthwise layer behind another has one filter per channel, so that the channels stay as they are.
    Raises LayerError for a layer that cannot be.
    """
    first = _layer(settings, settings.in_channels, settings.depth_multiplier)
    if settings.layers == 1:
        return (first,)
    multiplier = 1 if settings.kind is Kind.DEPTHWISE else settings.depth_multiplier
    return (first, *[_layer(settings, first.out_channels, multiplier)] * (settings.layers - 1))


def _layer(settings: LabSettings, in_channels: int, depth_multiplier: int) -> LabLayer:
    s = settings
    window: dict[str, Any] = {"stride": s.stride, "padding": s.padding, "dilation": s.dilation, "bias": s.bias}
    match s.kind:
        case Kind.CONVOLUTION:
            return Conv(in_channels, s.out_channels, s.kernel_size, groups=s.groups, **window)
        case Kind.TRANSPOSED:
            return ConvTranspose(
                in_channels, s.out_channels, s.kernel_size,
                groups=s.groups, output_padding=s.output_padding, **window,
            )  # fmt: skip
        case Kind.DEPTHWISE:
            return DepthwiseConv(in_channels, s.kernel_size, depth_multiplier, **window)
        case Kind.SEPARABLE:
            return SeparableConv(in_channels, s.out_channels, s.kernel_size, depth_multiplier, **window)


@lru_cache(maxsize=256)
def shapes_of(settings: LabSettings) -> tuple[Shape, ...]:
    """The input and then each layer's output, channels first. Raises LayerError where something does not fit."""
    return (settings.input_shape, *Network(layers_of(settings)).shapes(settings.input_shape))


def trouble(settings: LabSettings) -> str:
    """Why these settings cannot be, in one sentence; nothing if they can."""
    try:
        shapes_of(settings)
    except LayerError as error:
        return str(error)
    return ""


def opens(layer: Layer) -> bool:
    """Whether the lab can show this layer: convolutions of all kinds, and nothing else."""
    return isinstance(layer, LabLayer)


_SIZES: dict[int, Shape] = {1: (50,), 2: (24, 24), 3: (16, 24, 24)}


def settings_of(layer: Layer, input_shape: Shape | None = None, framework: Framework = "pytorch") -> LabSettings:
    """The lab set to this layer. Without an input it gets one that its window fits into.

    ``input_shape`` is channels first, without the batch axis. Raises LayerError for another kind of layer, and
    for an input that does not fit.
    """
    if not isinstance(layer, LabLayer):
        raise LayerError(f"The lab has convolutions: plain, transposed, depthwise and separable, not {_name(layer)}.")
    windows = [window_length(k, d) for k, d in zip(layer.kernel_size, layer.dilation, strict=True)]
    sizes = tuple([max(usual, window) for usual, window in zip(_SIZES[layer.rank], windows, strict=True)])
    if input_shape is None and isinstance(layer, ConvTranspose):
        # Its padding cuts the output: an input that is large enough leaves something.
        cut = (0,) * layer.rank if isinstance(layer.padding, str) else layer.padding
        sizes = tuple([max(size, 2 * pad + 1) for size, pad in zip(sizes, cut, strict=True)])
    settings = LabSettings(
        kind=_KINDS[type(layer)],
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        kernel_size=layer.kernel_size,
        bias=layer.bias,
        groups=layer.groups if isinstance(layer, Conv | ConvTranspose) else 1,
        stride=layer.stride,
        padding=layer.padding,
        dilation=layer.dilation,
        depth_multiplier=layer.depth_multiplier if isinstance(layer, DepthwiseConv | SeparableConv) else 1,
        output_padding=layer.output_padding if isinstance(layer, ConvTranspose) else (0,) * layer.rank,
        input_size=sizes if input_shape is None else input_shape[1:],
        framework=framework,
    )
    if input_shape is not None and input_shape[0] != layer.in_channels:
        raise LayerError(f"The layer takes {layer.in_channels} channels, but the input has {input_shape[0]}.")
    shapes_of(settings)
    return settings


_KINDS: dict[type, Kind] = {
    Conv: Kind.CONVOLUTION,
    ConvTranspose: Kind.TRANSPOSED,
    DepthwiseConv: Kind.DEPTHWISE,
    SeparableConv: Kind.SEPARABLE,
}


def _name(layer: Layer) -> str:
    return type(layer).__name__


def with_kind(settings: LabSettings, kind: Kind) -> LabSettings:
    """The same settings for another kind, with what that kind cannot have put right."""
    changed = replace(settings, kind=kind)
    if kind is Kind.TRANSPOSED:
        if changed.padding == "causal":
            changed = replace(changed, padding=(0,) * changed.rank)
        by_rule = isinstance(changed.padding, str)
        if by_rule or changed.output_padding is None:
            changed = replace(changed, output_padding=None if by_rule else (0,) * changed.rank)
    elif changed.padding == "valid":
        changed = replace(changed, padding=(0,) * changed.rank)
    if trouble(changed):
        changed = replace(changed, groups=1)
    if trouble(changed) and kind is Kind.TRANSPOSED:
        by_rule = isinstance(changed.padding, str)
        changed = replace(changed, output_padding=None if by_rule else (0,) * changed.rank)
    return changed


def with_rank(settings: LabSettings, rank: int) -> LabSettings:
    """The same settings over another number of spatial axes: the first axes stay, new ones repeat the last."""

    def fitted(sizes: Shape) -> Shape:
        return (*sizes[:rank], *sizes[-1:] * (rank - len(sizes)))

    padding: Padding = settings.padding if isinstance(settings.padding, str) else fitted(settings.padding)
    if padding == "causal" and rank != 1:
        padding = (0,) * rank
    return replace(
        settings,
        kernel_size=fitted(settings.kernel_size),
        stride=fitted(settings.stride),
        padding=padding,
        dilation=fitted(settings.dilation),
        output_padding=None if settings.output_padding is None else fitted(settings.output_padding),
        input_size=fitted(settings.input_size),
    )
