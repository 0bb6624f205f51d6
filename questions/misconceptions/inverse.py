"""Wrong procedures on the way back: from a parameter count to the number that was left out.

What a procedure gives is rounded, as a learner would who gets a fraction; where that hides the slip because the right
number comes out, the slip is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Literal

from questions.layers.parameters import parameters
from questions.layers.specs import Conv
from questions.misconceptions.components import BIAS, FILTERS, GROUPS, INPUT_DEPTH, KERNEL_EXTENT, RANK
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.wording import several, times

Unknown = Literal["filters", "channels", "side"]


@dataclass(frozen=True, slots=True)
class Riddle:
    """A layer of which all but `unknown` is told, with its parameter count."""

    layer: Conv
    unknown: Unknown

    @property
    def total(self) -> int:
        """What is told about the layer as a whole."""
        return parameters(self.layer).total

    @property
    def answer(self) -> int:
        """What is asked for."""
        layer = self.layer
        return {"filters": layer.out_channels, "channels": layer.in_channels, "side": layer.kernel_size[0]}[
            self.unknown
        ]


def inverse_slips(riddle: Riddle) -> tuple[Misconception, ...]:
    """What the known wrong procedures give; those that leave no sensible number are left out."""
    return tuple(_BY_UNKNOWN[riddle.unknown](riddle))


def _rounded(
    riddle: Riddle, id_: str, component: str, dividend: int, divisor: int, working: str, cause: str, lesson: str
) -> Slips:
    """The quotient, rounded; nothing where it is zero, or right by rounding alone."""
    rest = dividend % divisor
    value = (2 * dividend + divisor) // (2 * divisor)
    if value > 0 and not (rest and value == riddle.answer):
        yield Misconception(id_, component, value, f"{working}{', rounded' if rest else ''}", cause, lesson)


def _root(
    riddle: Riddle, id_: str, component: str, power: int, rank: int, working: str, cause: str, lesson: str
) -> Slips:
    """The root of a number of that rank, rounded to the nearest side."""
    value = round(power ** (1 / rank))
    exact = value**rank == power
    if value > 0 and (exact or value != riddle.answer):
        root = "√" if rank == 2 else "∛"
        yield Misconception(id_, component, value, f"{root}({working}){'' if exact else ', rounded'}", cause, lesson)


def _filters(r: Riddle) -> Slips:
    layer, total = r.layer, r.total
    depth = layer.in_channels // layer.groups
    k, volume = times(layer.kernel_size), prod(layer.kernel_size) * depth
    bias = 1 if layer.bias else 0
    plus = " + 1" if bias else ""
    each = volume + bias
    flat = f"({k}{plus})" if bias or layer.rank > 1 else k
    if bias:
        yield from _rounded(
            r, "forgot_bias", BIAS, total, volume, f"{total}/({k}·{depth})", "each filter is taken to have no bias",
            f"With its bias a filter has {each} parameters, not {volume}.",
        )  # fmt: skip
        yield from _rounded(
            r, "one_bias_total", BIAS, total - 1, volume, f"({total} - 1)/({k}·{depth})",
            "a single bias is taken off for the whole layer", "Every filter has a bias of its own.",
        )  # fmt: skip
    else:
        yield from _rounded(
            r, "added_bias_when_off", BIAS, total, volume + 1, f"{total}/({k}·{depth} + 1)",
            "each filter is given a bias", f"Without biases a filter has {volume} parameters.",
        )  # fmt: skip
    if depth > 1:
        yield from _rounded(
            r, "forgot_in_channels", INPUT_DEPTH, total, prod(layer.kernel_size) + bias, f"{total}/{flat}",
            "the filters are taken as flat, without the input channels",
            f"Each filter spans {several(depth, 'channel')}, so it has {k}·{depth} weights.",
        )  # fmt: skip
    if layer.groups > 1:
        yield from _rounded(
            r, "forgot_groups", GROUPS, total, prod(layer.kernel_size) * layer.in_channels + bias,
            f"{total}/({k}·{layer.in_channels}{plus})", "every filter is taken to see all input channels",
            f"With {layer.groups} groups a filter sees {layer.in_channels}/{layer.groups} = "
            f"{several(depth, 'channel')}.",
        )  # fmt: skip
    if prod(layer.kernel_size) > 1:
        yield from _rounded(
            r, "forgot_kernel", KERNEL_EXTENT, total, depth + bias,
            f"{total}/({depth} + 1)" if bias else f"{total}/{depth}", "the size of the kernel is left out",
            f"A filter has {k} weights for each channel that it sees.",
        )  # fmt: skip
    if layer.rank > 1:
        sides = "+".join(map(str, layer.kernel_size))
        yield from _rounded(
            r, "kernel_dims_summed", KERNEL_EXTENT, total, sum(layer.kernel_size) * depth + bias,
            f"{total}/(({sides})·{depth}{plus})", "the sides of the kernel are added",
            f"The sides of a kernel are multiplied: {k}, not {sides}.",
        )  # fmt: skip
        yield from _rounded(
            r, "one_kernel_dim", KERNEL_EXTENT, total, max(layer.kernel_size) * depth + bias,
            f"{total}/({max(layer.kernel_size)}·{depth}{plus})", "only one side of the kernel is used",
            f"Multiply all sides of the kernel: {k}.",
        )  # fmt: skip
    yield Misconception(
        "gave_one_filter", FILTERS, each, f"{k}·{depth}{plus}", "the parameters of one filter are given",
        f"The question is how many filters of {each} parameters each make {total}.",
    )  # fmt: skip


def _channels(r: Riddle) -> Slips:
    layer, total = r.layer, r.total
    cout = layer.out_channels
    k, kernel = times(layer.kernel_size), prod(layer.kernel_size)
    weights = total - (cout if layer.bias else 0)
    less = f"({total} - {cout})" if layer.bias else str(total)
    g = layer.groups
    of_group = f"{g}·" if g > 1 else ""
    if layer.bias:
        yield from _rounded(
            r, "forgot_bias", BIAS, total * g, cout * kernel, f"{of_group}{total}/({cout}·{k})",
            "the biases are not taken off first", f"Of the {total} parameters {several(cout, 'is', 'are')} biases.",
        )  # fmt: skip
        yield from _rounded(
            r, "one_bias_total", BIAS, (total - 1) * g, cout * kernel, f"{of_group}({total} - 1)/({cout}·{k})",
            "a single bias is taken off for the whole layer", "Every filter has a bias of its own.",
        )  # fmt: skip
    else:
        yield from _rounded(
            r, "added_bias_when_off", BIAS, (total - cout) * g, cout * kernel,
            f"{of_group}({total} - {cout})/({cout}·{k})", "biases are taken off although there are none",
            "Without biases the whole count is weights.",
        )  # fmt: skip
    yield from _rounded(
        r, "forgot_kernel", KERNEL_EXTENT, weights * g, cout, f"{of_group}{less}/{cout}",
        "the size of the kernel is left out", f"Each filter has {k} weights per channel.",
    )  # fmt: skip
    if layer.rank > 1:
        yield from _rounded(
            r, "one_kernel_dim", KERNEL_EXTENT, weights * g, cout * max(layer.kernel_size),
            f"{of_group}{less}/({cout}·{max(layer.kernel_size)})", "only one side of the kernel is used",
            f"Divide by all sides of the kernel: {k}.",
        )  # fmt: skip
        sides = "+".join(map(str, layer.kernel_size))
        yield from _rounded(
            r, "kernel_dims_summed", KERNEL_EXTENT, weights * g, cout * sum(layer.kernel_size),
            f"{of_group}{less}/({cout}·({sides}))", "the sides of the kernel are added",
            f"The sides of a kernel are multiplied: {k}, not {sides}.",
        )  # fmt: skip
    yield from _rounded(
        r, "forgot_filters", FILTERS, weights * g, kernel,
        f"{of_group}{less}/({k})" if layer.rank > 1 else f"{of_group}{less}/{k}", "the filters are left out",
        f"There are {several(cout, 'filter')}, so divide by {cout} as well.",
    )  # fmt: skip
    if g > 1:
        yield from _rounded(
            r, "gave_one_group", GROUPS, weights, cout * kernel, f"{less}/({cout}·{k})",
            "the channels of one group are given", f"A filter sees one of the {g} groups; the input has all of them.",
        )  # fmt: skip


def _side(r: Riddle) -> Slips:
    layer, total, rank = r.layer, r.total, r.layer.rank
    cout, depth, side = layer.out_channels, layer.in_channels // layer.groups, layer.kernel_size[0]
    weights = total - (cout if layer.bias else 0)
    less = f"({total} - {cout})" if layer.bias else str(total)
    area = f"{less}/({cout}·{depth})"
    all_sides = "square" if rank == 2 else "cube"
    if rank > 1:
        yield Misconception(
            "forgot_root", KERNEL_EXTENT, side**rank, area, "the kernel's positions are given instead of its side",
            f"That is the {all_sides} of the side: take the root.",
        )  # fmt: skip
        yield from _rounded(
            r, "halved_for_root", KERNEL_EXTENT, side**rank, rank, f"{less}/({cout}·{depth}·{rank})",
            f"the kernel's positions are divided by {rank}", f"Sides are multiplied, so take the root, not 1/{rank}.",
        )  # fmt: skip
    if rank == 3:
        yield from _root(
            r, "square_root_in_3d", RANK, side**3, 2, area, "the square root is taken",
            "A 3-d kernel has three sides: take the cube root.",
        )  # fmt: skip
    if rank == 1:
        yield from _root(
            r, "kernel_squared_in_1d", RANK, side, 2, area, "a root is taken although the kernel has a single side",
            "A 1-d kernel has one extent, so there is no root to take.",
        )  # fmt: skip
    wrong: list[tuple[str, str, int, int, str, str, str]] = [
        ("forgot_filters", FILTERS, weights, depth, f"{less}/{depth}", "the filters are left out",
         f"There are {several(cout, 'filter')}, so divide by {cout} as well."),
    ]  # fmt: skip
    if depth > 1:
        wrong.append((
            "forgot_in_channels", INPUT_DEPTH, weights, cout, f"{less}/{cout}", "the input channels are left out",
            f"Each filter spans {several(depth, 'channel')}, so divide by {depth} as well.",
        ))  # fmt: skip
    if layer.groups > 1:
        wrong.append((
            "forgot_groups", GROUPS, weights, cout * layer.in_channels, f"{less}/({cout}·{layer.in_channels})",
            "every filter is taken to see all input channels",
            f"With {layer.groups} groups a filter sees {several(depth, 'channel')}.",
        ))  # fmt: skip
    if layer.bias:
        wrong.append((
            "forgot_bias", BIAS, total, cout * depth, f"{total}/({cout}·{depth})",
            "the biases are not taken off first", f"Of the {total} parameters {several(cout, 'is', 'are')} biases.",
        ))  # fmt: skip
    for id_, component, dividend, divisor, working, cause, lesson in wrong:
        if rank == 1:
            yield from _rounded(r, id_, component, dividend, divisor, working, cause, lesson)
        else:
            nearest = (2 * dividend + divisor) // (2 * divisor)
            yield from _root(r, id_, component, nearest, rank, working, cause, lesson)


_BY_UNKNOWN: dict[Unknown, Callable[[Riddle], Slips]] = {"filters": _filters, "channels": _channels, "side": _side}
