"""Wrong procedures for grouped convolutions, and for the two stages of a separable one in PyTorch."""

from __future__ import annotations

from questions.layers.specs import Conv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.components import BIAS, DEPTHWISE, GROUPS, KERNEL_EXTENT, POINTWISE
from questions.misconceptions.facts import Facts, Slips, counted
from questions.misconceptions.separable import stage_slips
from questions.question import Misconception
from questions.wording import bracketed, several


def grouped_slips(layer: Conv, input_shape: Shape | None) -> tuple[Misconception, ...]:
    """What is known of any convolution, and what only groups make possible."""
    return (*parameter_slips(layer, input_shape), *_groups_multiplied(layer))


def _groups_multiplied(layer: Conv) -> Slips:
    f = Facts(layer, None)
    groups = layer.groups
    if groups < layer.in_channels:
        yield counted(
            "groups_multiplied", GROUPS, f.cout * f.cin * groups * f.K, f.B,
            f"{groups}·{f.cout}·({f.k}·{f.cin}){f.plus_b}",
            "every group is counted as a whole convolution",
            f"The groups share the channels out: {f.depth} inputs and {f.cout // groups} filters belong to each.",
        )  # fmt: skip
    if f.B:
        yield counted(
            "bias_per_group", BIAS, f.W, groups, f"{f.w} + {groups}", "there is one bias per group",
            f"There is one bias per filter: {f.cout} here.",
        )  # fmt: skip


def two_stage_slips(depthwise: Conv, pointwise: Conv, input_shape: Shape) -> tuple[Misconception, ...]:
    """A depthwise convolution followed by a pointwise one, as PyTorch has to write it."""
    d, p = Facts(depthwise, None), Facts(pointwise, None)
    end = f" + {p.cout}·{p.cin}{_added(d.B, p.B)}"
    return (*_two_stages(d, p), *stage_slips(depthwise, input_shape, (p.W, d.B + p.B), end))


def _two_stages(d: Facts, p: Facts) -> Slips:
    weights, biases = d.W + p.W, d.B + p.B
    k = bracketed(d.layer.kernel_size)
    both = f"{d.cout}·{k} + {p.cout}·{p.cin}"
    plus = _added(d.B, p.B)
    yield from _stage_biases(d, p, weights, both)
    yield counted(
        "depthwise_as_standard", DEPTHWISE, p.cout * d.cin * d.K, p.B,
        f"{p.cout}·({d.k}·{d.cin}){_added(p.B)}", "the two layers are counted as one standard convolution",
        f"The first layer has groups={d.layer.groups}: it filters each channel on its own.",
    )  # fmt: skip
    yield counted(
        "forgot_groups", GROUPS, d.cout * d.cin * d.K + p.W, biases,
        f"{d.cout}·({d.k}·{d.cin}) + {p.cout}·{p.cin}{plus}",
        "every filter of the first layer sees all its input channels",
        f"With groups={d.layer.groups} a filter sees {d.cin}/{d.layer.groups} = 1 of the input channels.",
    )  # fmt: skip
    yield counted(
        "forgot_pointwise", POINTWISE, d.W, d.B, f"{d.cout}·{k}{_added(d.B)}", "only the first layer is counted",
        f"The pointwise layer that mixes the channels has {p.cout}·{p.cin} weights.",
    )  # fmt: skip
    yield counted(
        "forgot_depthwise", DEPTHWISE, p.W, p.B, f"{p.cout}·{p.cin}{_added(p.B)}",
        "only the pointwise layer is counted",
        f"The first layer has {d.cout} kernels of {d.k} weights.",
    )  # fmt: skip
    yield counted(
        "kernel_in_both_stages", KERNEL_EXTENT, d.W + p.W * d.K, biases,
        f"{d.cout}·{k} + {p.cout}·({d.k}·{p.cin}){plus}", "both layers are given the larger kernel",
        "The second layer's kernel has a single position.",
    )  # fmt: skip
    yield counted(
        "stages_multiplied", POINTWISE, d.W * p.cout, p.B, f"{d.cout}·{k}·{p.cout}{_added(p.B)}",
        "the two layers' numbers are multiplied", "The layers' parameters add up: one is applied after the other.",
    )  # fmt: skip


def _stage_biases(d: Facts, p: Facts, weights: int, both: str) -> Slips:
    if d.B and p.B:
        yield counted(
            "one_stage_bias", BIAS, weights, p.B, f"{both} + {p.B}", "only the last layer is given biases",
            f"These are two layers with a bias each: {d.B} + {p.B}.",
        )  # fmt: skip
        yield counted(
            "forgot_bias", BIAS, weights, 0, both, "the biases are left out",
            f"There is one bias per filter: {d.B} in the first layer and {p.B} in the second.",
        )  # fmt: skip
        yield counted(
            "one_bias_total", BIAS, weights, 2, f"{both} + 1 + 1", "each layer is given a single bias",
            f"There is one bias per filter: {d.B} and {p.B}.",
        )  # fmt: skip
    elif p.B:
        yield counted(
            "bias_in_both_stages", BIAS, weights, d.cout + p.B, f"{both} + {d.cout} + {p.B}",
            "both layers are given biases", "The first layer says bias=False.",
        )  # fmt: skip
        yield counted(
            "forgot_bias", BIAS, weights, 0, both, "the biases are left out",
            f"The second layer has {several(p.B, 'bias', 'biases')}, one per filter.",
        )  # fmt: skip
    else:
        yield counted(
            "added_bias_when_off", BIAS, weights, d.cout + p.cout, f"{both} + {d.cout} + {p.cout}",
            "a bias per filter is added although there is none", "Both layers say bias=False.",
        )  # fmt: skip
        yield counted(
            "added_bias_when_off", BIAS, weights, p.cout, f"{both} + {p.cout}",
            "the last layer is given biases although it has none", "Both layers say bias=False.",
        )  # fmt: skip


def _added(*biases: int) -> str:
    return "".join(f" + {count}" for count in biases if count)
