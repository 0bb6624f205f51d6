"""Published layers changed a little, so that a remembered number is not enough: other widths, channels, kernels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from questions.architectures import Architecture, Block, PublishedLayer
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, Layer, Shape

Factor = tuple[int, int, str]

WIDTHS: tuple[Factor, ...] = (
    (1, 4, "a quarter of the channels"),
    (1, 2, "half the channels"),
    (3, 4, "three quarters of the channels"),
    (5, 4, "a quarter more channels"),
    (3, 2, "one and a half times the channels"),
    (2, 1, "twice the channels"),
    (3, 1, "three times the channels"),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer, its input (channels first), and its name in the network."""

    name: str
    layer: Layer
    input_shape: Shape


def placed(each: PublishedLayer) -> Placed:
    """The layer as published."""
    return Placed(each.name, each.layer, each.input_shape)


def widened(network: Architecture, each: PublishedLayer, factor: Factor) -> Placed | None:
    """The layer in a network whose layers all have so many times the channels; None where that is no whole number.

    What goes into the network and what comes out of it keep their channels: an image has three, whatever the width.
    """
    layer, shape = each.layer, each.input_shape
    keep_in, keep_out = shape == network.input_shape, _is_last(network, each)
    numbers = [0 if keep_in else shape[0], *_channels(layer, keep_in, keep_out)]
    if any(number * factor[0] % factor[1] for number in numbers):
        return None

    def scaled(number: int, keep: bool = False) -> int:
        return number if keep else number * factor[0] // factor[1]

    match layer:
        case Conv() | ConvTranspose():
            groups = scaled(layer.groups) if layer.groups == layer.in_channels > 1 else layer.groups
            layer = replace(
                layer,
                in_channels=scaled(layer.in_channels, keep_in),
                out_channels=scaled(layer.out_channels, keep_out),
                groups=groups,
            )
        case Dense():
            layer = Dense(scaled(layer.in_features), scaled(layer.out_features, keep_out), layer.bias)
        case BatchNorm():
            layer = replace(layer, channels=scaled(layer.channels))
        case _:
            pass
    return Placed(each.name, layer, (scaled(shape[0], keep_in), *shape[1:]))


def with_kernel(each: Placed, side: int) -> Placed:
    """The convolution with another kernel of equal sides, and with a padding that keeps its output's size."""
    layer = each.layer
    if not isinstance(layer, Conv) or isinstance(layer.padding, str):
        return each
    padding = tuple(max(pad + (side - k) // 2, 0) for pad, k in zip(layer.padding, layer.kernel_size, strict=True))
    return replace(each, layer=replace(layer, kernel_size=(side,) * layer.rank, padding=padding))


def with_input_channels(each: Placed, channels: int) -> Placed:
    """The convolution over another number of channels."""
    if not isinstance(each.layer, Conv):
        return each
    layer = replace(each.layer, in_channels=channels)
    return Placed(each.name, layer, (channels, *each.input_shape[1:]))


def with_outputs(each: Placed, count: int) -> Placed:
    """The layer with another number of filters or units."""
    match each.layer:
        case Conv():
            return replace(each, layer=replace(each.layer, out_channels=count))
        case Dense():
            return replace(each, layer=replace(each.layer, out_features=count))
        case _:
            return each


def _channels(layer: Layer, keep_in: bool, keep_out: bool) -> list[int]:
    match layer:
        case Conv() | ConvTranspose():
            return [0 if keep_in else layer.in_channels, 0 if keep_out else layer.out_channels]
        case Dense():
            return [layer.in_features, 0 if keep_out else layer.out_features]
        case BatchNorm():
            return [layer.channels]
        case _:
            return []


def _is_last(network: Architecture, each: PublishedLayer) -> bool:
    """Whether nothing that counts parameters comes after it."""
    for layer in reversed(network.layers):
        if layer is each:
            return True
        if isinstance(layer.layer, Conv | ConvTranspose | Dense):
            return False
    return False


@lru_cache(maxsize=64)
def widened_block(
    network: Architecture, block: Block, factor: Factor
) -> tuple[tuple[tuple[Placed, ...], ...], ...] | None:
    """All stages of a block, widened; None where some layer cannot be."""
    stages = tuple(
        tuple(tuple(widened(network, each, factor) for each in branch) for branch in stage) for stage in block.stages
    )
    if (
        any(each is None for stage in stages for branch in stage for each in branch)
        or block.skip * factor[0] % factor[1]
    ):
        return None
    return stages  # type: ignore[return-value]  # none of them is None
