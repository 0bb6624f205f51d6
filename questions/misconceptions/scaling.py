"""Wrong procedures for how weights, multiply-adds and outputs grow with a layer's sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.misconceptions.components import (
    BIAS,
    DEPTHWISE,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    OUTPUT_SIZE,
    RANK,
    SCALING,
    STRIDE,
    WEIGHT_SHARING,
)
from questions.misconceptions.factors import Factors, rule_of, without
from questions.misconceptions.facts import Slips, counted
from questions.question import Misconception


@dataclass(frozen=True, slots=True)
class WrongFactor:
    """A wrong factor and the rule behind it."""

    id: str
    component: str
    factor: int
    working: str
    cause: str
    lesson: str


def factor_slips(true: Factors) -> Slips:
    """Wrong answers to how many times as many there are."""
    for wrong in wrong_factors(true):
        yield Misconception(wrong.id, wrong.component, wrong.factor, wrong.working, wrong.cause, wrong.lesson)


def total_slips(true: Factors, weights: int, filters: int) -> Slips:
    """Wrong answers to how many parameters there are then, biases among them."""
    biases = filters * true.filters
    for wrong in wrong_factors(true):
        factor = f"{wrong.working}·" if wrong.factor > 1 else ""
        yield counted(
            wrong.id, wrong.component, weights * wrong.factor, biases, f"{factor}{weights} + {biases}",
            wrong.cause, wrong.lesson,
        )  # fmt: skip
    grown = weights * true.total
    if true.total != true.filters:
        yield counted(
            "scaled_biases_too", BIAS, grown, filters * true.total, f"{true.shown}·{weights + filters}",
            "the biases are multiplied like the weights",
            "There is one bias per filter: they follow the number of filters alone.",
        )  # fmt: skip
    if true.filters > 1:
        yield counted(
            "kept_biases", BIAS, grown, filters, f"{true.shown}·{weights} + {filters}", "the biases stay as they were",
            f"There is one bias per filter, so there are {true.filters} times as many.",
        )  # fmt: skip
    yield counted(
        "forgot_bias", BIAS, grown, 0, f"{true.shown}·{weights}", "the biases are left out",
        f"Each of the {biases} filters has a bias.",
    )  # fmt: skip
    yield Misconception(
        "gave_factor_instead", SCALING, true.total, true.shown, "the factor of the weights is given",
        "The question asks how many parameters there are now.",
    )  # fmt: skip


def wrong_factors(true: Factors) -> Iterator[WrongFactor]:
    """What the wrong rules give."""
    yield from _channels(true)
    yield from _powers(true)
    yield from _ignored(true)
    yield from _irrelevant(true)


def _channels(true: Factors) -> Iterator[WrongFactor]:
    a, b, total = true.channels, true.filters, true.total
    if true.depthwise:
        if a > 1:
            yield WrongFactor(
                "depthwise_squared", DEPTHWISE, total * a, f"{true.shown}·{a}",
                "the channels are counted as inputs and as outputs",
                "A depthwise layer has one kernel per channel, so its channels count once.",
            )  # fmt: skip
        return
    if true.quantity == "values":
        return
    if a > 1 and b > 1:
        lesson = "Weights are filters times channels per filter: both factors are multiplied."
        for left, right in dict.fromkeys(((a, b), (b, a))):
            yield WrongFactor(
                "scaled_linearly", SCALING, total // right, f"{true.shown}/{right}",
                f"only the factor {left} of one channel count is used", lesson,
            )  # fmt: skip
    elif a > 1 or b > 1:
        factor, which = (a, "the input channels") if a > 1 else (b, "the filters")
        yield WrongFactor(
            "squared_one_channel_count", SCALING, total * factor, f"{true.shown}·{factor}",
            "both channel counts are taken to change", f"Only {which} change, so their factor counts once.",
        )  # fmt: skip


def _powers(true: Factors) -> Iterator[WrongFactor]:
    """An extent that is counted once instead of along every axis, or squared in a layer of another rank."""
    for name, factor, component in (
        ("kernel", true.kernel, KERNEL_EXTENT), ("side", true.side, OUTPUT_SIZE), ("stride", true.stride, STRIDE),
    ):  # fmt: skip
        if factor == 1 or not _counts(true, name):
            continue
        times = ("once", "along both axes", "along all three axes")[true.rank - 1]
        said = _NAMES[name] if true.rank > 1 else _NAMES_1D[name]
        lesson = f"The factor {factor} of the {said} counts {times}."
        rest = true.total // factor**true.rank
        if true.rank > 1:
            yield WrongFactor(
                "scaled_linearly", component, rest * factor, f"{rest}·{factor}" if rest > 1 else f"{factor}",
                f"the factor of the {said} is used for one axis only", lesson,
            )  # fmt: skip
        if true.rank != 2:
            yield WrongFactor(
                "squared_in_other_rank", RANK, rest * factor**2, f"{rest}·{factor}·{factor}" if rest > 1 else
                f"{factor}·{factor}", f"the factor of the {said} is squared as in 2-d", lesson,
            )  # fmt: skip


_NAMES = {"kernel": "kernel's side", "side": "input's side", "stride": "stride"}
_NAMES_1D = {"kernel": "kernel's length", "side": "input's length", "stride": "stride"}


def _counts(true: Factors, name: str) -> bool:
    if name == "kernel":
        return true.quantity != "values"
    return true.quantity != "weights"


def _ignored(true: Factors) -> Iterator[WrongFactor]:
    """A change that counts but is left out."""
    lesson = f"{rule_of(true)}."
    for name, component in (
        ("channels", INPUT_DEPTH), ("filters", SCALING), ("kernel", KERNEL_EXTENT), ("side", OUTPUT_SIZE),
        ("stride", STRIDE),
    ):  # fmt: skip
        if getattr(true, name) == 1:
            continue
        left = without(true, name)
        if left.total != true.total:
            yield WrongFactor(
                f"ignored_{name}_change", component, left.total, left.shown,
                f"the change {_changed(true, name)} is left out", lesson,
            )  # fmt: skip


def _changed(true: Factors, name: str) -> str:
    if name == "channels":
        return "in the number of channels" if true.depthwise else "in the number of input channels"
    if name == "side":
        return "in the input's length" if true.rank == 1 else "in the input's size"
    return {"filters": "in the number of filters", "kernel": "of the kernel", "stride": "of the stride"}[name]


def _irrelevant(true: Factors) -> Iterator[WrongFactor]:
    """A change that does not count but is counted."""
    total = true.total
    if true.quantity == "weights":
        lesson = "The same filters are used at every position, so size and stride do not enter the weights."
        for id_, factor, component, name in (
            ("times_input_area", true.side, WEIGHT_SHARING, "input's size"),
            ("stride_changes_weights", true.stride, STRIDE, "stride"),
        ):
            if factor > 1:
                power = factor**true.rank
                yield WrongFactor(
                    id_, component, total * power, f"{true.shown}·{power}", f"the {name} is counted as well", lesson
                )
    if true.quantity == "values":
        source = "channel" if true.depthwise else "filter"
        lesson = f"The output has one value per {source} and position; how each is computed does not matter."
        if true.channels > 1 and not true.depthwise:
            yield WrongFactor(
                "input_depth_in_outputs", INPUT_DEPTH, total * true.channels, f"{true.shown}·{true.channels}",
                "the input channels are counted as well", lesson,
            )  # fmt: skip
        if true.kernel > 1:
            power = true.kernel**true.rank
            yield WrongFactor(
                "kernel_in_outputs", KERNEL_EXTENT, total * power, f"{true.shown}·{power}",
                "the kernel is counted as well", lesson,
            )  # fmt: skip
