"""Wrong procedures for 1×1 convolutions."""

from __future__ import annotations

from questions.layers.specs import Conv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.components import INPUT_DEPTH, KERNEL_EXTENT, POINTWISE
from questions.misconceptions.facts import Facts, Slips, counted
from questions.question import Misconception
from questions.wording import by, times


def pointwise_slips(layer: Conv, input_shape: Shape) -> tuple[Misconception, ...]:
    """What the wrong procedures give for a kernel of extent 1: those of any convolution, and its own."""
    return (*parameter_slips(layer, input_shape), *_own(Facts(layer, input_shape)))


def _own(f: Facts) -> Slips:
    size = by(f.layer.kernel_size) if f.rank > 1 else "1"
    lesson = (
        f"A kernel of size {size} still mixes channels: each of the {f.cout:,} filters has a weight per input channel."
    )
    yield counted(
        "pointwise_is_free", POINTWISE, 0, 0, "0", f"a kernel of size {size} is taken to have nothing to learn", lesson,
    )  # fmt: skip
    if f.B:
        yield counted(
            "pointwise_is_free", POINTWISE, 0, f.B, f"{f.B}", "only the biases are counted", lesson,
        )  # fmt: skip
    wide = (3,) * f.rank
    yield counted(
        "counts_as_3x3", KERNEL_EXTENT, f.W * 3**f.rank, f.B, f"{f.cout}·({times(wide)}·{f.depth}){f.plus_b}",
        f"the kernel is taken to be {by(wide) if f.rank > 1 else 'of size 3'}",
        f"The kernel has a single position, so a filter has one weight for each of the {f.depth} input channels.",
    )  # fmt: skip
    yield counted(
        "one_weight_per_channel", POINTWISE, f.cin, f.B, f"{f.cin}{f.plus_b}",
        "each input channel is scaled by one weight",
        f"Every one of the {f.cout:,} filters has its own weight for each of the {f.cin} channels.",
    )  # fmt: skip
    yield counted(
        "channels_summed", INPUT_DEPTH, f.cin + f.cout, f.B, f"{f.cin} + {f.cout}{f.plus_b}",
        "the channels of the input and the output are added",
        "Every output channel is connected to every input channel: multiply them.",
    )  # fmt: skip
