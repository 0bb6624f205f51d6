"""One layer of a published network, as published or changed a little: its parameters, its work, its output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from questions.architectures import Architecture, PublishedLayer, architecture
from questions.draw import Draw
from questions.layers.counting import macs, output_shape, parameters
from questions.layers.specs import Conv, ConvTranspose, Dense
from questions.misconceptions import parameter_slips
from questions.misconceptions.published import height_slips, ignored_the_change, mac_slips
from questions.question import Misconception
from questions.skills.published.changes import (
    WIDTHS,
    Placed,
    placed,
    widened,
    with_input_channels,
    with_kernel,
    with_outputs,
)
from questions.skills.published.heads import Head, head_of, head_slips
from questions.skills.published.layer_writing import write
from questions.skills.skill import Draft

Quantity = Literal["parameters", "macs", "height"]

# The small layers of level 1: most are the first of their network.
_SMALL = (
    ("lenet5", "C1"), ("lenet5", "C3"), ("lenet5", "C5"), ("lenet5", "F6"), ("lenet5", "output"),
    ("alexnet", "conv1"), ("alexnet_one_tower", "conv1"), ("vgg16", "conv1_1"), ("vgg16", "conv1_2"),
    ("resnet50", "conv1"), ("googlenet", "conv1"), ("squeezenet", "conv1"), ("squeezenet", "fire2 squeeze"),
    ("squeezenet", "fire2 expand 3×3"), ("mobilenet_v1", "conv1"), ("unet", "down1.1"), ("unet", "output"),
    ("textcnn", "window 3"), ("textcnn", "fc"), ("wavenet", "filter 1"), ("wavenet", "skip 1"),
)  # fmt: skip
_PLAIN = (
    "alexnet_one_tower", "googlenet", "googlenet", "mobilenet_v2", "resnet34", "resnet50", "squeezenet", "unet",
    "vgg16",
)  # fmt: skip
_LARGE = (
    "alexnet", "alexnet", "c3d", "c3d", "mobilenet_v1", "mobilenet_v1", "mobilenet_v2", "unet", "vgg16", "wavenet",
    "resnet50", "googlenet", "alexnet_one_tower",
)  # fmt: skip
_IMAGES = (1, 2, 3, 4, 6)
_VECTORS = (25, 50, 64, 100, 128, 200, 256, 512)
_FILTERS = (4, 5, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 72, 80, 96, 100, 112, 120, 128, 144, 160, 192, 256)
_CLASSES = (2, 5, 20, 21, 26, 37, 43, 50, 62, 80, 100, 101, 102, 120, 196, 200, 257, 365, 397, 400, 600)
_KERNELS = (3, 5, 7, 9, 11)


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawn layer: the network it stands in, what differs from the paper (nothing: ""), and what is asked."""

    network: Architecture
    each: Placed
    change: str
    head: Head | None
    quantity: Quantity
    level: int
    style: Literal["words", "pytorch"]
    note: str = ""


def draft_layer(draw: Draw, level: int) -> Draft:
    """A question about one layer."""
    network, published = _pick(draw, level)
    each, change = _changed(draw, level, network, published)
    each = _shown(each, level)
    layer = each.layer
    assert isinstance(layer, Conv | ConvTranspose | Dense)  # noqa: S101 - no other is picked
    quantity: Quantity = "parameters"
    if level > 1 and not isinstance(layer, Dense):
        quantity = draw.choice(("parameters", "parameters", "parameters", "parameters", "macs", "height"))
    if quantity == "height" and not _moves(layer):
        quantity = "parameters"
    style: Literal["words", "pytorch"] = "pytorch" if level == 3 and draw.chance(0.6) else "words"
    asked = Asked(
        network,
        each,
        change,
        head_of(network, published, each),
        quantity,
        level,
        style,
        "" if change else published.note,
    )
    answer, slips = _counted(asked)
    if change:
        slips += tuple(_ignored(asked, published, answer))
    return Draft(answer, slips, lambda: write(asked, answer, slips))


def _number(asked: Asked) -> int:
    layer, shape = asked.each.layer, asked.each.input_shape
    if asked.quantity == "macs":
        return macs(layer, shape)
    if asked.quantity == "height":
        return output_shape(layer, shape)[max(len(shape) - 3, 0) + 1]
    return parameters(layer).total


def _counted(asked: Asked) -> tuple[int, tuple[Misconception, ...]]:
    layer, shape = asked.each.layer, asked.each.input_shape
    if asked.quantity == "macs":
        assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - asked of no other
        return _number(asked), tuple(mac_slips(layer, shape))
    if asked.quantity == "height":
        assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - asked of no other
        return _number(asked), tuple(height_slips(layer, shape, max(layer.rank - 2, 0)))
    slips = parameter_slips(layer, shape)
    if isinstance(layer, Dense):
        slips += tuple(head_slips(layer, asked.head))
    return _number(asked), slips


def _ignored(asked: Asked, published: PublishedLayer, answer: int) -> Iterator[Misconception]:
    """The number of the layer as published, where that is another one."""
    original = replace(asked, each=_shown(placed(published), asked.level))
    value = _number(original)
    if value != answer:
        yield ignored_the_change(
            f"layer {published.name}", asked.network.title, asked.change, value,
            parameters(original.each.layer) if asked.quantity == "parameters" else None,
        )  # fmt: skip


def _shown(each: Placed, level: int) -> Placed:
    """Level 1 tells nothing of how the filters move."""
    if level > 1 or not isinstance(each.layer, Conv):
        return each
    return replace(each, layer=replace(each.layer, stride=(), padding=(), dilation=()))


def _pick(draw: Draw, level: int) -> tuple[Architecture, PublishedLayer]:
    if level == 1:
        name, layer = draw.choice(_SMALL)
        return architecture(name), _named(name, layer)
    name = draw.choice(_PLAIN if level == 2 else _LARGE)
    return architecture(name), draw.choice(_of_level(name, level))


@cache
def _named(network: str, layer: str) -> PublishedLayer:
    return next(each for each in architecture(network).layers if each.name == layer)


@cache
def _of_level(network: str, level: int) -> tuple[PublishedLayer, ...]:
    """Level 2: plain 2-d convolutions after the first. Level 3: everything else that has weights, and wide layers."""
    chosen = []
    for each in architecture(network).layers[1:]:
        layer = each.layer
        if isinstance(layer, Conv):
            plain = layer.rank == 2 and layer.groups == 1
            if plain if level == 2 else (not plain or layer.in_channels * layer.out_channels >= 512 * 512):
                chosen.append(each)
        elif isinstance(layer, ConvTranspose | Dense) and level == 3:
            chosen.append(each)
    return tuple(chosen)


def _changed(draw: Draw, level: int, network: Architecture, published: PublishedLayer) -> tuple[Placed, str]:
    """The layer as published, or changed in one respect with the words for it."""
    each = placed(published)
    layer = each.layer
    if draw.chance(0.2):
        return each, ""
    way = draw.choice(("width", "kernel", "outputs", "inputs"))
    first = published is network.layers[0]
    if isinstance(layer, Dense) and published is network.layers[-1] and way != "width":
        classes = draw.choice(_CLASSES)
        if classes == layer.out_features:
            return each, ""
        return with_outputs(each, classes), f"with {classes} classes"
    if level == 1 and first and network.name != "wavenet" and way == "inputs":
        words = network.name == "textcnn"
        channels = draw.choice(_VECTORS if words else _IMAGES)
        if channels != network.input_shape[0]:
            if words:
                return with_input_channels(each, channels), f"with word vectors of {channels} numbers"
            return with_input_channels(each, channels), f"for images of {_channels(channels)}"
    if level == 1 and isinstance(layer, Conv) and way == "outputs":
        filters = draw.choice(_thinkable(layer.out_channels))
        if filters != layer.out_channels:
            return with_outputs(each, filters), f"with {filters} filters in {each.name}"
    if level < 3 and isinstance(layer, Conv) and way == "kernel" and "×" not in each.name and layer.rank == 2:
        side = draw.choice(_KERNELS)
        if (
            1 < layer.kernel_size[0] != side
            and abs(side - layer.kernel_size[0]) <= 4
            and side % 2 == layer.kernel_size[0] % 2
        ):
            size = f"{side}×{side}"
            return with_kernel(each, side), f"with kernels of {size} in {each.name}"
    if way == "inputs" and isinstance(layer, Conv | ConvTranspose | Dense) and draw.chance(0.5):
        return replace(each, layer=replace(layer, bias=not layer.bias)), _bias_change(layer.bias)
    factor = draw.choice(WIDTHS)
    wide = widened(network, published, factor)
    return (each, "") if wide is None or wide == each else (wide, f"with {factor[2]} in every layer")


@cache
def _thinkable(filters: int) -> tuple[int, ...]:
    """Numbers of filters that somebody might try instead."""
    return tuple(count for count in _FILTERS if filters <= 2 * count and count <= 3 * filters)


def _moves(layer: Conv | ConvTranspose | Dense) -> bool:
    """Whether the output's extents differ from the input's, so that there is something to ask."""
    if isinstance(layer, Conv):
        same = tuple(d * (k - 1) // 2 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
        return max(layer.stride) > 1 or layer.padding != same
    return isinstance(layer, ConvTranspose)


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"


def _bias_change(had: bool) -> str:
    return "without biases" if had else "with a bias in every layer"
