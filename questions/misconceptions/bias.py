"""Wrong procedures about the bias: forgotten, invented, or counted at the wrong place."""

from __future__ import annotations

from questions.misconceptions.components import BIAS
from questions.misconceptions.facts import Facts, Slips, counted
from questions.question import Misconception
from questions.wording import bracketed, several, times


def forgot_bias(f: Facts) -> Slips:
    if f.B:
        yield counted(
            "forgot_bias", BIAS, f.W, 0, f.w, "the biases are left out",
            f"{several(f.cout, 'filter')} add {several(f.cout, 'bias', 'biases')}.",
        )  # fmt: skip


def added_bias_when_off(f: Facts) -> Slips:
    if not f.B:
        yield counted(
            "added_bias_when_off", BIAS, f.W, f.cout, f"{f.w} + {f.cout}",
            "a bias per filter is added although there is none",
            "bias=False (PyTorch) or use_bias=False (Keras) means that the layer has no bias vector.",
        )  # fmt: skip


def forgot_in_channels_and_bias(f: Facts) -> Slips:
    if f.B and f.depth > 1:
        yield Misconception(
            "forgot_in_channels_and_bias", BIAS, f.cout * f.K, f"{f.cout}·{bracketed(f.layer.kernel_size)}",
            "both the input channels and the biases are left out",
            f"Two slips: {f.each} spans {f.spanned}, and each filter has a bias.",
        )  # fmt: skip


def one_bias_total(f: Facts) -> Slips:
    if f.B and f.cout > 1:
        yield counted(
            "one_bias_total", BIAS, f.W, 1, f"{f.w} + 1",
            "the whole layer is given a single bias",
            f"There is one bias per filter, not one per layer: {f.cout} here.",
        )  # fmt: skip


def bias_per_channel_slice(f: Facts) -> Slips:
    if f.B and f.depth > 1:
        yield counted(
            "bias_per_channel_slice", BIAS, f.W, f.cout * f.depth, f"{f.cout}·{f.depth}·({f.k} + 1)",
            "every channel slice of a filter gets a bias of its own",
            f"The {f.depth} slices of a filter are summed first; one bias is added to the sum.",
        )  # fmt: skip


def bias_per_weight(f: Facts) -> Slips:
    if f.B:
        yield Misconception(
            "bias_per_weight", BIAS, 2 * f.W, f"2·{f.w}",
            "every weight gets a bias",
            "A bias is added once to a filter's weighted sum, not to every weight in it.",
        )  # fmt: skip


def bias_per_input_channel(f: Facts) -> Slips:
    if f.B and f.cin != f.cout:
        yield counted(
            "bias_per_input_channel", BIAS, f.W, f.cin, f"{f.w} + {f.cin}",
            "there is one bias per input channel",
            f"Biases belong to the output channels: {f.cout} of them, not {f.cin}.",
        )  # fmt: skip


def bias_per_output_position(f: Facts) -> Slips:
    if f.B and f.out_size and f.out_spatial:
        yield counted(
            "bias_per_output_position", BIAS, f.W, f.cout * f.out_size,
            f"{f.w} + {f.cout}·{times(f.out_spatial)}",
            "every output position gets a bias of its own",
            "That would be an untied bias; a filter adds the same one at every position.",
        )  # fmt: skip


def divided_bias_by_groups(f: Facts) -> Slips:
    groups = f.layer.groups
    if groups > 1 and f.B and f.cout % groups == 0:
        yield counted(
            "divided_bias_by_groups", BIAS, f.W, f.cout // groups, f"{f.w} + {f.cout}/{groups}",
            "the biases are divided by the groups as well",
            f"Grouping narrows what a filter sees; there is still one bias for each of the {f.cout} output channels.",
        )  # fmt: skip


RULES = (
    forgot_bias,
    added_bias_when_off,
    forgot_in_channels_and_bias,
    one_bias_total,
    bias_per_channel_slice,
    bias_per_weight,
    bias_per_input_channel,
    bias_per_output_position,
    divided_bias_by_groups,
)
