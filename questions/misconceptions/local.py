"""Wrong procedures for a locally connected layer: filters of its own at every output position."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import Literal

from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import (
    BIAS,
    FILTERS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    OUTPUT_SIZE,
    PADDING,
    STRIDE,
    WEIGHT_SHARING,
)
from questions.misconceptions.facts import Facts, Slips, counted
from questions.question import Misconception
from questions.wording import bracketed, by, times

Biases = Literal["untied", "tied", "none"]
"""A bias for each filter at each position, one for each filter, or none."""


def bias_count(layer: Conv, positions: int, biases: Biases) -> int:
    """How many biases the layer has."""
    return {"untied": layer.out_channels * positions, "tied": layer.out_channels, "none": 0}[biases]


def plus_biases(layer: Conv, positions: str, biases: Biases) -> str:
    """How the biases are added: ` + 22·22·10`."""
    return {"untied": f" + {positions}·{layer.out_channels}", "tied": f" + {layer.out_channels}", "none": ""}[biases]


def local_slips(layer: Conv, shape: Shape, biases: Biases) -> Slips:
    """What the wrong procedures give; `layer` has the geometry and is the convolution that shares its filters."""
    f = Facts(layer, shape)
    out = output_shape(layer, shape)[1:]
    yield from _about_sharing(f, shape, out, biases)
    yield from _about_positions(layer, shape, out, biases, f.W)
    yield from _about_filters(f, out, biases)
    yield from _about_biases(f, out, biases)


def _about_sharing(f: Facts, shape: Shape, out: Shape, biases: Biases) -> Slips:
    positions = prod(out)
    lesson = f"Each of the {by(out)} output positions has filters of its own."
    for kept in dict.fromkeys((biases, "tied") if biases == "untied" else (biases,)):
        count = bias_count(f.layer, positions, kept)
        yield counted(
            "shared_weights", WEIGHT_SHARING, f.W, count, f"{f.w}{plus_biases(f.layer, times(out), kept)}",
            "all positions share the same filters, as in a convolution", lesson,
        )  # fmt: skip
    units = positions * f.cout
    weights = prod(shape) * units
    for added in dict.fromkeys((units if biases != "none" else 0, 0)):
        yield Misconception(
            "dense_instead_of_conv", WEIGHT_SHARING, weights + added,
            f"{times(shape)} · {times(out)}·{f.cout}{f' + {added}' if added else ''}",
            "the layer is counted as fully connected", "An output is connected to its own window only.",
        )  # fmt: skip


def _about_positions(layer: Conv, shape: Shape, out: Shape, biases: Biases, weights: int) -> Slips:
    lesson = f"The filters have {by(out)} positions: those of the output."
    side = "the output's length" if len(out) == 1 else "each side of the output"
    found: list[tuple[str, str, Shape, str, str]] = [
        ("times_input_area", WEIGHT_SHARING, shape[1:], "the positions of the input are used", lesson),
        ("out_forgot_plus_one", OUTPUT_SIZE, tuple(size - 1 for size in out),
         f"{side} is one too short", lesson),
    ]  # fmt: skip
    if len(out) > 1:
        found.append((
            "one_output_side", OUTPUT_SIZE, out[:1], "only one side of the output is used",
            f"Multiply both sides of the output: {times(out)}.",
        ))  # fmt: skip
    if max(layer.stride) > 1:
        still = output_shape(replace(layer, stride=()), shape)[1:]
        found.append(("out_ignores_stride", STRIDE, still, "the stride is left out", lesson))
    if not isinstance(layer.padding, str) and any(layer.padding):
        reach = zip(shape[1:], layer.kernel_size, layer.stride, strict=True)
        bare = tuple([(size - kernel) // step + 1 for size, kernel, step in reach])
        found.append(("out_ignores_padding", PADDING, bare, "the padding is left out", lesson))
    f = Facts(layer, None)
    for id_, component, places, cause, said in found:
        count = prod(places)
        if min(places) > 0:
            yield counted(
                id_, component, weights * count, bias_count(layer, count, biases),
                f"{times(places)}·{f.w}{plus_biases(layer, times(places), biases)}", cause, said,
            )  # fmt: skip


def _about_filters(f: Facts, out: Shape, biases: Biases) -> Slips:
    positions, at = prod(out), times(out)
    count, plus = bias_count(f.layer, positions, biases), plus_biases(f.layer, at, biases)
    if f.depth > 1:
        yield counted(
            "forgot_in_channels", INPUT_DEPTH, positions * f.cout * f.K, count,
            f"{at}·{f.cout}·{bracketed(f.layer.kernel_size)}{plus}",
            "the filters are taken as flat, without the input channels",
            f"A filter spans all {f.depth} input channels.",
        )  # fmt: skip
    if f.cout > 1:
        # Without the filters the biases are those of a single one.
        single = {"untied": positions, "tied": 1, "none": 0}[biases]
        added = {"untied": f" + {at}", "tied": " + 1", "none": ""}[biases]
        yield counted(
            "forgot_filters", FILTERS, positions * f.depth * f.K, single, f"{at}·({f.k}·{f.depth}){added}",
            "each position is given a single filter", f"Each position has {f.cout} filters.",
        )  # fmt: skip
    if f.K > 1:
        yield counted(
            "forgot_kernel", KERNEL_EXTENT, positions * f.cout * f.depth, count, f"{at}·{f.cout}·{f.depth}{plus}",
            "the size of the kernel is left out", f"A kernel has {f.k} positions in every channel.",
        )  # fmt: skip
    if f.rank > 1:
        for extent in dict.fromkeys(f.layer.kernel_size):
            if extent > 1:
                yield counted(
                    "one_kernel_dim", KERNEL_EXTENT, positions * f.cout * f.depth * extent, count,
                    f"{at}·{f.cout}·({extent}·{f.depth}){plus}", "only one side of the kernel is used",
                    f"Multiply all sides of the kernel: {f.k}.",
                )  # fmt: skip


def _about_biases(f: Facts, out: Shape, biases: Biases) -> Slips:
    weights, at = f.W * prod(out), times(out)
    everywhere = f.cout * prod(out)
    w = f"{at}·{f.w}"
    if biases == "none":
        for count, shown in ((everywhere, f"{at}·{f.cout}"), (f.cout, f"{f.cout}")):
            yield counted(
                "added_bias_when_off", BIAS, weights, count, f"{w} + {shown}",
                "biases are added although there are none", "This layer has no biases.",
            )  # fmt: skip
        return
    yield counted(
        "forgot_bias", BIAS, weights, 0, w, "the biases are left out",
        "The layer also has biases.",
    )  # fmt: skip
    yield counted(
        "one_bias_total", BIAS, weights, 1, f"{w} + 1", "the whole layer is given a single bias",
        f"Each of the {f.cout} filters has a bias{' at every position' if biases == 'untied' else ''}.",
    )  # fmt: skip
    if biases == "untied":
        yield counted(
            "bias_tied_over_positions", BIAS, weights, f.cout, f"{w} + {f.cout}",
            "a filter's bias is shared by all positions",
            f"Here each of the {by(out)} positions has biases of its own, as it has weights of its own.",
        )  # fmt: skip
    else:
        yield counted(
            "bias_per_output_position", BIAS, weights, everywhere, f"{w} + {at}·{f.cout}",
            "every output position is given biases of its own",
            f"In this layer only the weights differ by position; the {f.cout} biases are shared.",
        )  # fmt: skip
