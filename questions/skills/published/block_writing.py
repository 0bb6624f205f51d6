"""The words of a question about a block: a line per layer or path, and what counts."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from questions.hinting import with_setup
from questions.layers.network import Network
from questions.layers.specs import AdaptivePool, Conv, ConvTranspose, Dense, Flatten, Pool
from questions.question import Content, Misconception
from questions.skills.published.block_steps import block_steps, product
from questions.skills.published.changes import Placed
from questions.skills.published.layer_writing import titled
from questions.skills.published.proofs import block_proof, without_biases
from questions.submission import AnswerKind
from questions.wording import by, several

if TYPE_CHECKING:
    from questions.skills.published.blocks import AskedBlock

_MOST_LINES = 8
_NUMBERS = ("", "one", "two", "three", "four", "five", "six")


def write(asked: AskedBlock, answer: int, slips: tuple[Misconception, ...]) -> Content:
    """The whole question."""
    setup = _setup(asked)
    counted = [(each.layer, each.input_shape) for each in asked.counts]
    if asked.counting == "weights":
        proof = block_proof([(without_biases(layer), shape) for layer, shape in counted], asked.repeat, False)
    else:
        proof = block_proof(counted, asked.repeat, asked.counting == "keras")
    return Content(
        prompt=_prompt(asked),
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=Network(tuple(each.layer for each in asked.layers)),
        input_shape=asked.layers[0].input_shape
        if len(asked.stages) == len(asked.stages[0]) == 1 and not asked.skip
        else None,
        misconceptions=slips,
        explanation=block_steps(asked, answer),
        prove=proof,
        same_as=(asked.counting, asked.repeat, *(each.layer for each in asked.counts)),
        hints=with_setup(_nudge(asked), _way(asked), setup),
        setup=setup,
        needs=_needs(asked),
    )


def _prompt(asked: AskedBlock) -> str:
    return "\n".join((_opening(asked), *(f"  {line}" for line in _lines(asked)), _closing(asked)))


def _opening(asked: AskedBlock) -> str:
    network, block = asked.network, asked.block
    differs = f", but {asked.change}" if asked.change else ""
    title = f"{titled(network, [each.name for each in asked.layers])}{differs}"
    what = block.what if not block.name or block.what.startswith(("the ", "its ")) else f"{block.name}, {block.what}"
    if asked.repeat > 1:
        what = f"{_NUMBERS[asked.repeat]} equal blocks in a row, {block.name} (each {block.what})"
    elif block.repeat > 1:
        what = f"one of the {'' if 's ' in block.name else 'blocks '}{block.name}, {block.what}"
    channels = asked.layers[0].input_shape[0]
    given = "" if isinstance(asked.layers[0].layer, Flatten) else f" {several(channels, 'channel')} come in."
    given = given.replace("channel come", "channel comes")
    return f"{title}: {what}.{given}"


def _lines(asked: AskedBlock) -> list[str]:
    lines = []
    several_stages = len(asked.stages) > 1
    for stage in asked.stages:
        if len(stage) == 1:
            shown = [each for each in stage[0] if _told(each)]
            if len(shown) > _MOST_LINES:
                shown = [each for each in shown if not isinstance(each.layer, Pool)]
            for each in shown:
                lines.append(_line(each))
                if asked.skip and each is stage[0][0]:
                    lines.append(f"then {asked.skip} channels of the contracting path are concatenated")
        elif several_stages and all(len(branch) == 1 for branch in stage):
            lines.append("side by side: " + " | ".join(_told(branch[0]) for branch in stage))
        else:
            for number, branch in enumerate(stage, 1):
                lines.append(f"path {number}: " + "; ".join(text for each in branch if (text := _told(each))))
    return lines


def _line(each: Placed) -> str:
    text = _told(each)
    return text if isinstance(each.layer, Flatten) else f"{each.name.rpartition(', ')[2]}: {text}"


def _told(each: Placed) -> str:
    """One layer in a few words; nothing for what follows from the sentence below the list."""
    layer, shape = each.layer, each.input_shape
    match layer:
        case Conv():
            size = by(layer.kernel_size) if layer.rank > 1 else f"length {layer.kernel_size[0]}"
            if layer.groups == layer.in_channels > 1:
                return f"{size} depthwise, {layer.out_channels} filters"
            groups = f", groups={layer.groups}" if layer.groups > 1 else ""
            return f"{size}, {layer.out_channels} filters{groups}"
        case ConvTranspose():
            return f"transposed {by(layer.kernel_size)}, stride {layer.stride[0]}, to {layer.out_channels} channels"
        case Dense():
            return f"fully connected, {layer.out_features} units"
        case Pool():
            kind = "max" if layer.kind == "max" else "average"
            return f"{by(layer.kernel_size)} {kind} pooling"
        case AdaptivePool():
            return f"the {'maximum' if layer.kind == 'max' else 'average'} of each map"
        case Flatten():
            if prod(shape[1:]) == 1:
                return ""
            return f"the {by((*shape[1:], shape[0]))} map (channels last) is flattened"
        case _:
            return ""


def _closing(asked: AskedBlock) -> str:
    parts = []
    if any(len(branch) > 1 for stage in asked.stages if len(stage) > 1 for branch in stage):
        joined = f"; their results are {asked.block.join}" if asked.block.join else ""
        parts.append(f"All paths start from the same input{joined}.")
    elif asked.block.join == "multiplied":
        parts.append("The first pair of results is multiplied element by element; both of the second pair see that.")
    if asked.has_norms:
        parts.append("No convolution has a bias; a batch norm with scale and shift follows each.")
    elif asked.has_biases:
        parts.append("All layers with weights have biases.")
    one = "the block" if asked.block.name else "the network"
    if asked.repeat > 1:
        one = "both blocks together" if asked.repeat == 2 else f"all {_NUMBERS[asked.repeat]} blocks together"
    match asked.counting:
        case "keras":
            parts.append(f"How many parameters does Keras report for {one} (Total params)?")
        case "weights":
            parts.append(f"How many weights are there in {one}, biases not counted?")
        case "without norms":
            parts.append(f"How many weights do the convolutions of {one} have, batch norms not counted?")
        case _:
            with_norms = ", batch norms included" if asked.has_norms else ""
            verb = "do" if asked.repeat > 1 else "does"
            parts.append(f"How many learnable parameters {verb} {one} have{with_norms}?")
    return " ".join(parts)


def _needs(asked: AskedBlock) -> tuple[int | str, ...]:
    needs: list[int | str] = ["bias" if asked.has_biases or asked.has_norms else "weights"]
    for each in asked.layers:
        match each.layer:
            case Conv() | ConvTranspose():
                needs += [*each.layer.kernel_size, each.layer.out_channels]
            case Dense():
                needs.append(each.layer.out_features)
            case _:
                pass
    first = asked.layers[0]
    needs += list(first.input_shape) if isinstance(first.layer, Flatten) else [first.input_shape[0]]
    return (*dict.fromkeys(needs), *([asked.skip] if asked.skip else []))


def _nudge(asked: AskedBlock) -> str:
    if asked.skip:
        return "What comes into the convolution after the up-convolution? It has two sources."
    if any(len(stage) > 1 for stage in asked.stages):
        return "Which channels come into each layer? Layers side by side see the same input."
    return "Take one layer after the other: what comes out of one is what the next one sees."


def _way(asked: AskedBlock) -> str:
    norms = {
        "all": " A batch norm has a scale and a shift per channel.",
        "keras": " A batch norm has four numbers per channel in Keras.",
    }
    bias = " Add one bias per filter or unit." if asked.has_biases and asked.counting != "weights" else ""
    copies = " Multiply by the number of blocks." if asked.repeat > 1 else ""
    return (
        "For each layer multiply what one filter or unit spans by the number of filters or units; add the layers up."
        f"{bias}{norms.get(asked.counting, '') if asked.has_norms else ''}{copies}"
    )


def _setup(asked: AskedBlock) -> str:
    terms = " + ".join(product(asked, each) for each in asked.counts)
    return f"{asked.repeat}·({terms})" if asked.repeat > 1 else terms
