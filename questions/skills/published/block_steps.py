"""The count of a block, layer by layer."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, Flatten
from questions.question import Step
from questions.skills.published.changes import Placed
from questions.wording import times
from questions.worked.factors import Factors, factor, product_factors, things

if TYPE_CHECKING:
    from questions.skills.published.blocks import AskedBlock

_NUMBERS = ("", "one", "two", "three", "four", "five", "six")


def product(asked: AskedBlock, each: Placed) -> str:
    """The arithmetic of one layer, as a learner could type it."""
    layer = each.layer
    bias = 1 if getattr(layer, "bias", False) and asked.counting != "weights" else 0
    match layer:
        case Conv():
            volume = f"{times(layer.kernel_size)}·{layer.in_channels // layer.groups}"
            return f"{layer.out_channels}·({volume}{' + 1' if bias else ''})"
        case ConvTranspose():
            volume = f"{times(layer.kernel_size)}·{layer.in_channels}"
            return f"{layer.out_channels}·({volume}{' + 1' if bias else ''})"
        case Dense():
            return (
                f"{layer.out_features}·({layer.in_features}{' + 1' if bias else ''})"
                if bias
                else f"{layer.out_features}·{layer.in_features}"
            )
        case BatchNorm():
            return f"{4 if asked.counting == 'keras' else 2}·{layer.channels}"
    raise AssertionError(layer)


def _factors(asked: AskedBlock, layer: object) -> Factors:
    """Where a number is not in the prompt: the depth of a grouped convolution, the inputs of a dense layer."""
    bias = getattr(layer, "bias", False) and asked.counting != "weights"
    own = (factor("bias", 1, "of each filter" if isinstance(layer, Conv) else "of each unit"),) if bias else ()
    if isinstance(layer, Conv) and layer.groups > 1:
        return *product_factors(layer), *own
    if isinstance(layer, Dense):
        return (
            things("units", layer.out_features, "unit"),
            things("inputs", layer.in_features, "input", " of each"),
            *own,
        )
    return ()


def block_steps(asked: AskedBlock, answer: int) -> tuple[Step, ...]:
    """A step for each layer that counts, and their sum."""
    steps = []
    for each in asked.layers:
        if isinstance(each.layer, Flatten) and prod(each.input_shape[1:]) > 1:
            order = (*each.input_shape[1:], each.input_shape[0])
            steps.append(Step("Flattening keeps every number of the map:", "", times(order), f"{prod(order):,}"))
    if asked.skip:
        conv = next(each.layer for each in asked.layers if isinstance(each.layer, Conv))
        steps.append(
            Step(
                "After the concatenation there are",
                "",
                f"{conv.in_channels - asked.skip} + {asked.skip}",
                f"{conv.in_channels} channels",
            )
        )
    for each in asked.counts:
        if not isinstance(each.layer, BatchNorm):
            steps.append(
                Step(f"{each.name}:", "", product(asked, each), f"{asked.count(each):,}", _factors(asked, each.layer))
            )
    norms = [each for each in asked.counts if isinstance(each.layer, BatchNorm)]
    if norms:
        factor = 4 if asked.counting == "keras" else 2
        what = "scale, shift, moving mean and moving variance" if factor == 4 else "scale and shift"
        channels = [each.layer.channels for each in norms if isinstance(each.layer, BatchNorm)]
        inner = " + ".join(map(str, channels))
        shown = f"{factor}·({inner})" if len(channels) > 1 else f"{factor}·{inner}"
        steps.append(Step(f"The batch norms have {what} per channel:", "", shown, f"{factor * sum(channels):,}"))
    one = answer // asked.repeat
    parts = [asked.count(each) for each in asked.counts if not isinstance(each.layer, BatchNorm)]
    if norms:
        parts.append(sum(asked.count(each) for each in norms))
    last = "In all:" if asked.repeat == 1 else "One block:"
    steps.append(Step(last, "", " + ".join(map(str, parts)), f"{one:,}"))
    if asked.repeat > 1:
        every = "Both" if asked.repeat == 2 else f"All {_NUMBERS[asked.repeat]}"
        steps.append(Step(f"{every} blocks:", "", f"{asked.repeat}·{one}", f"{answer:,}"))
    return tuple(steps)
