"""Wrong procedures where a dense layer is written as a convolution."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import FLATTEN, KERNEL_EXTENT, OUTPUT_SIZE, WEIGHT_SHARING
from questions.misconceptions.facts import Slips, counted
from questions.question import Misconception
from questions.wording import by, times


@dataclass(frozen=True, slots=True)
class Resized:
    """A network that shrinks images by `factor`, whose dense layer read a map of `kernel` squared; a new map."""

    factor: int
    kernel: int
    features: Shape

    @property
    def trained(self) -> int:
        """The side of the images that the network was made for."""
        return self.factor * self.kernel

    @property
    def image(self) -> Shape:
        """The new image."""
        return tuple(self.factor * side for side in self.features)


def more_parameter_slips(layer: Conv, before: Conv | None, features: Shape | None) -> Slips:
    """Beside the slips of every convolution: a kernel of another size, and weights for each place of a larger map."""
    biases = layer.out_channels if layer.bias else 0
    plus = f" + {layer.out_channels}" if biases else ""
    lesson = "A unit sees all that comes in, so its kernel is exactly as large as the map that the layer reads."
    wrong: list[tuple[str, Shape, str]] = []
    if layer.kernel_size != (3, 3):
        wrong.append(("assumed_three_by_three", (3, 3), "the usual 3×3 kernel is taken"))
    if before is not None:
        wrong.append(("kernel_of_first_layer", before.kernel_size, "the kernel is taken as large as the feature map"))
        lesson = "The first layer's outputs have no extent any more: they are a map of 1×1."
    if features is not None:
        wrong.append(("kernel_of_larger_map", features, "the kernel grows with the larger image"))
        lesson = f"The weights are those that were trained: the kernel stays {by(layer.kernel_size)}."
    for id_, sides, cause in wrong:
        yield counted(
            id_, KERNEL_EXTENT, layer.out_channels * layer.in_channels * prod(sides), biases,
            f"{layer.out_channels}·({times(sides)}·{layer.in_channels}){plus}", cause, lesson,
        )  # fmt: skip
    if features is not None:
        out = tuple(large - small + 1 for large, small in zip(features, layer.kernel_size, strict=True))
        weights = layer.out_channels * layer.in_channels * prod(layer.kernel_size)
        yield Misconception(
            "unshared_weights", WEIGHT_SHARING, (weights + biases) * prod(out),
            f"({layer.out_channels}·({times(layer.kernel_size)}·{layer.in_channels}){plus})·{times(out)}",
            "every place on the larger map has weights of its own", "A convolution uses the same weights everywhere.",
        )  # fmt: skip


def kernel_slips(factor: int, kernel: int) -> Slips:
    """Wrong answers to how large the kernel is."""
    lesson = "The kernel covers the whole map that is left of the image, and no more."
    yield Misconception("as_conv_pointwise", KERNEL_EXTENT, 1, "1", "the layer is taken for a 1×1 convolution", lesson)
    yield Misconception(
        "kernel_is_factor", KERNEL_EXTENT, factor, f"{factor}", "the factor is taken for the kernel", lesson
    )
    yield Misconception(
        "kernel_is_image", KERNEL_EXTENT, factor * kernel, f"{factor * kernel}",
        "the kernel is taken as large as the image", lesson,
    )  # fmt: skip
    yield Misconception(
        "kernel_area", KERNEL_EXTENT, kernel**2, f"{kernel}·{kernel}", "the positions of the kernel are given",
        "The question is about one side of it.",
    )  # fmt: skip
    yield Misconception("assumed_three_by_three", KERNEL_EXTENT, 3, "3", "the usual 3×3 kernel is taken", lesson)


def channel_slips(layer: Conv) -> Slips:
    """Wrong answers to how many input channels there are."""
    height, width = layer.kernel_size
    features = layer.in_channels * height * width
    lesson = "The flattened features are channels times height times width."
    yield Misconception(
        "features_as_channels", FLATTEN, features, f"{features:,}", "every feature is taken for a channel", lesson
    )
    for side in dict.fromkeys((height, width)):
        yield Misconception(
            "divided_by_one_side", FLATTEN, features // side, f"{features}/{side}",
            "only one side of the map is divided out", lesson,
        )  # fmt: skip
    if features % (height + width) == 0:
        yield Misconception(
            "divided_by_sides_summed", FLATTEN, features // (height + width), f"{features}/({height} + {width})",
            "the sides of the map are added", lesson,
        )  # fmt: skip
    yield Misconception(
        "output_channels_instead", FLATTEN, layer.out_channels, f"{layer.out_channels}",
        "the units are taken for the input channels", "The units become the output channels.",
    )  # fmt: skip
    yield Misconception(
        "positions_as_channels", FLATTEN, height * width, f"{height}·{width}",
        "the positions are taken for the channels", lesson,
    )  # fmt: skip


def map_slips(resized: Resized, place: int) -> Slips:
    """Wrong answers to how large the map of outputs is along one axis."""
    image, side, kernel = resized.image[place], resized.features[place], resized.kernel
    trained, factor = resized.trained, resized.factor
    slides = f"The {kernel}×{kernel} kernel slides over a map with {side} positions along this axis."
    yield Misconception(
        "out_forgot_plus_one", OUTPUT_SIZE, side - kernel, f"{side} - {kernel}",
        "the steps are counted instead of the positions", "The position before the first step counts as well.",
    )  # fmt: skip
    yield Misconception(
        "as_conv_pointwise", KERNEL_EXTENT, side, f"{image}/{factor}", "the layer is taken for a 1×1 convolution",
        f"Its kernel covers what the dense layer read: {trained}/{factor} positions along each axis.",
    )  # fmt: skip
    yield Misconception(
        "slides_over_image", OUTPUT_SIZE, image - trained + 1, f"{image} - {trained} + 1",
        "the network is moved over the image one pixel at a time",
        f"The map moves on by one position for every {factor} pixels.",
    )  # fmt: skip
    yield Misconception(
        "whole_windows_only", OUTPUT_SIZE, side // kernel, f"floor({side}/{kernel})",
        "only windows that do not overlap are counted", f"{slides} It moves one position at a time.",
    )  # fmt: skip
    yield Misconception(
        "map_stays_single", OUTPUT_SIZE, 1, "1", "a single output is taken for granted, whatever the image",
        slides,
    )  # fmt: skip
    other = resized.features[1 - place] - kernel + 1
    if other != side - kernel + 1:
        yield Misconception(
            "out_other_axis", OUTPUT_SIZE, other, f"{resized.features[1 - place]} - {kernel} + 1",
            "the other axis is followed", f"The axis asked about has {image} pixels.",
        )  # fmt: skip
