"""Wrong procedures for what a batch norm keeps: learned or not, per channel or not, counted or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from questions.layers.specs import BatchNorm, Conv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.components import BATCH_NORM, BIAS
from questions.misconceptions.facts import Facts, Slips
from questions.question import Misconception

Measure = Literal["trainable", "reported", "non_trainable", "buffers", "state"]
"""What is counted: what training changes, what Keras reports, or the numbers PyTorch keeps."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many numbers a batch norm keeps per channel, and how many once, as far as the measure counts them."""

    per_channel: int
    once: int

    def of(self, channels: int) -> int:
        """The count for so many channels."""
        return self.per_channel * channels + self.once

    def written(self, channels: int) -> str:
        """The same as arithmetic: `2·64 + 1`."""
        if not self.per_channel:
            return f"{self.once}"
        plus = f" + {self.once}" if self.once else ""
        return f"{self.per_channel}·{channels}{plus}" if self.per_channel != 1 else f"{channels}{plus}"


def kept(norm: BatchNorm, measure: Measure) -> Kept:
    """What the measure counts of this layer."""
    learned = norm.scale + norm.shift
    return {
        "trainable": Kept(learned, 0),
        "reported": Kept(learned + 2, 0),
        "non_trainable": Kept(2, 0),
        "buffers": Kept(2, 1),
        "state": Kept(learned + 2, 1),
    }[measure]


def norm_slips(norm: BatchNorm, measure: Measure, spatial: Shape) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for a batch norm on maps of that size; the likeliest first."""
    return (
        *_batches_tracked(norm, measure),
        *_which_are_counted(norm, measure),
        *_switches(norm, measure),
        *_per_what(norm, measure, spatial),
    )


def _slip(id_: str, numbers: Kept, channels: int, cause: str, lesson: str) -> Misconception:
    return Misconception(id_, BATCH_NORM, numbers.of(channels), numbers.written(channels), cause, lesson)


def _which_are_counted(norm: BatchNorm, measure: Measure) -> Slips:
    c, learned = norm.channels, norm.scale + norm.shift
    statistics = "The moving mean and variance are updated, not trained"
    if measure == "trainable":
        lesson = f"{statistics}: 2·{c} of these numbers are not trainable."
        yield _slip("bn_two_or_four", Kept(learned + 2, 0), c, "the moving statistics are counted as well", lesson)
    elif measure == "reported":
        lesson = f"{statistics}, and Keras counts them: 2·{c} more."
        yield _slip("bn_two_or_four", Kept(learned, 0), c, "only the trained parameters are counted", lesson)
    elif measure == "non_trainable":
        lesson = f"{statistics}; these 2·{c} numbers are what is asked for."
        yield _slip("bn_two_or_four", Kept(learned + 2, 0), c, "all of the layer's numbers are counted", lesson)
        if learned:
            yield _slip("learned_instead", Kept(learned, 0), c, "the trained parameters are given instead", lesson)
    elif measure == "buffers":
        lesson = "Buffers are what is kept but not trained: moving mean, moving variance and num_batches_tracked."
        if learned:
            yield _slip("learned_instead", Kept(learned, 0), c, "the trained parameters are given instead", lesson)
        yield _slip("bn_two_or_four", Kept(learned + 2, 0), c, "all numbers per channel are counted", lesson)
        yield _slip("state_instead", Kept(learned + 2, 1), c, "the whole state_dict is counted", lesson)
    else:
        lesson = "A state_dict holds the parameters and the buffers: what is needed to save and load the layer."
        yield _slip("bn_two_or_four", Kept(learned, 0), c, "only the trained parameters are counted", lesson)
        if learned:
            yield _slip("buffers_only", Kept(2, 1), c, "only the buffers are counted", lesson)


def _switches(norm: BatchNorm, measure: Measure) -> Slips:
    c, learned = norm.channels, norm.scale + norm.shift
    if learned == 2:
        return
    off = "scale and shift" if learned == 0 else "the shift" if norm.scale else "the scale"
    without = off.replace("the ", "a ")
    verb = "are" if learned == 0 else "is"
    if measure not in ("non_trainable", "buffers"):
        full = kept(BatchNorm(c), measure)
        yield _slip(
            "ignored_switch", full, c, f"{off} {verb} counted although switched off",
            f"This layer is built without {without}: {(2 - learned) * c} numbers fewer.",
        )  # fmt: skip
    if measure != "trainable":
        true = kept(norm, measure)
        less = Kept(true.per_channel - (2 - learned), true.once)
        yield _slip(
            "switch_drops_statistics", less, c,
            f"{'a moving statistic is' if learned else 'the moving statistics are'} dropped together with {off}",
            "The moving mean and variance serve to normalize; they are kept whatever is learned afterwards.",
        )  # fmt: skip


def _per_what(norm: BatchNorm, measure: Measure, spatial: Shape) -> Slips:
    c, true = norm.channels, kept(norm, measure)
    if true.per_channel > 1:
        yield _slip(
            "bn_one_per_channel", Kept(1, 0), c, "one number per channel is counted",
            f"{true.per_channel} numbers per channel are asked for, not one.",
        )  # fmt: skip
    if not true.per_channel:
        return
    yield Misconception(
        "bn_once_per_layer", BATCH_NORM, true.of(1), true.written(1), "the layer has one set of numbers in all",
        f"Every one of the {c} channels is normalized on its own and has its own set.",
    )  # fmt: skip
    positions = spatial[0] * spatial[1]
    once = f" + {true.once}" if true.once else ""
    yield Misconception(
        "bn_per_position", BATCH_NORM, true.per_channel * c * positions + true.once,
        f"{Kept(true.per_channel, 0).written(c)}·{spatial[0]}·{spatial[1]}{once}",
        "every position of the map has its own numbers",
        f"All {spatial[0]}×{spatial[1]} positions of a channel share one set.",
    )  # fmt: skip
    if measure == "trainable":
        yield Misconception(
            "bn_no_parameters", BATCH_NORM, 0, "0", "normalizing is taken to learn nothing",
            "After normalizing, the layer multiplies and adds numbers that it has learned.",
        )  # fmt: skip


def _batches_tracked(norm: BatchNorm, measure: Measure) -> Slips:
    c, true = norm.channels, kept(norm, measure)
    if true.once:
        lesson = "num_batches_tracked is a single number for the whole layer, kept as a buffer."
        yield _slip(
            "forgot_batches_tracked", Kept(true.per_channel, 0), c, "the counter of batches is left out", lesson
        )
        yield _slip(
            "batches_tracked_per_channel", Kept(true.per_channel + 1, 0), c,
            "the counter of batches is kept for every channel", lesson,
        )  # fmt: skip


def pair_slips(conv: Conv, norm: BatchNorm, measure: Measure, input_shape: Shape, spatial: Shape) -> Slips:
    """A convolution followed by a batch norm: a slip in one of them while the other is counted rightly."""
    f = Facts(conv, None)
    c, true = norm.channels, kept(norm, measure)
    rest = true.of(c)
    alone = f"{f.w}{f.plus_b}"
    tail = f" + {true.written(c)}" if rest else ""
    for slip in norm_slips(norm, measure, spatial):
        assert isinstance(slip.value, int)  # noqa: S101 - a number of parameters
        working = f"{alone} + {slip.working}" if slip.value else alone
        yield Misconception(slip.id, slip.component, f.total + slip.value, working, slip.cause, slip.lesson)
    for slip in parameter_slips(conv, input_shape):
        if slip.id in ("forgot_bias", "added_bias_when_off"):
            continue
        assert isinstance(slip.value, int)  # noqa: S101 - a number of parameters
        yield Misconception(slip.id, slip.component, slip.value + rest, slip.working + tail, slip.cause, slip.lesson)
    if f.B:
        lesson = f"Redundant or not, the convolution is built with its bias: {c} numbers that count."
        cause = "the convolution's biases are left out"
    else:
        lesson = "The convolution is built without a bias; only the batch norm shifts the channels."
        cause = "the convolution is given biases although they are switched off"
    biases = 0 if f.B else c
    yield Misconception(
        "bias_before_bn", BIAS, f.W + biases + rest, f"{f.w}{f' + {biases}' if biases else ''}{tail}", cause, lesson
    )
    if rest:
        yield Misconception(
            "forgot_bn", BATCH_NORM, f.total, alone, "only the convolution is counted",
            f"The batch norm adds {true.written(c)}.",
        )  # fmt: skip
        yield Misconception(
            "bn_of_input_channels", BATCH_NORM, f.total + true.of(f.cin), f"{alone} + {true.written(f.cin)}",
            "the batch norm is counted for the convolution's input channels",
            f"It comes after the convolution and normalizes {c} channels.",
        )  # fmt: skip
