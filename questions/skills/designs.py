"""Writing a question about layers in a row, alone or against another design: steps, set-up, hints, proof."""

from __future__ import annotations

from dataclasses import replace

from questions.hinting import with_setup
from questions.layers.network import Network
from questions.layers.specs import Conv
from questions.layers.writing import write_call
from questions.misconceptions.designs import Design, Designs, less, total, true_terms
from questions.misconceptions.stacks import stack_slips
from questions.question import Content, Proof, Step
from questions.skills.skill import Draft
from questions.submission import AnswerKind
from questions.wording import by, several
from questions.worked.factors import filters_factor, kernel_factor, seen_factor
from questions.worked.idle import idle_given

COUNTS = ("none", "one", "two", "three", "four", "five", "six")
KERAS_MOST = 50_000_000
"""Keras builds its weights; beyond this many that takes too long."""


def draft_designs(designs: Designs, prompt: str, needs: tuple[int | str, ...], nudge: str) -> Draft:
    """The draft of a question whose prompt names the designs. `nudge` is the first hint."""
    answer = designs.answer
    slips = stack_slips(designs)

    def write() -> Content:
        setup = _setup(designs)
        return Content(
            prompt=prompt,
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=Network(designs.first),
            input_shape=designs.input_shape,
            misconceptions=slips,
            explanation=_steps(designs),
            prove=lambda: _proof(designs),
            same_as=(designs.difference, *map(_numbers, designs.first), *(map(_numbers, designs.second))),
            hints=with_setup(nudge, _way(designs), setup),
            setup=setup,
            needs=needs,
        )

    return Draft(answer, slips, write)


def bias_clause(bias: bool) -> str:
    """`All layers have biases.`"""
    return "All layers have biases." if bias else "No layer has biases."


def _numbers(layer: Conv) -> tuple[object, ...]:
    return layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias


def _way(designs: Designs) -> str:
    biases = " plus one bias per filter" if designs.first[0].bias else ""
    then = "then take the smaller count from the larger" if designs.difference else "then add the layers up"
    return (
        f"Each layer has filters · kernel positions · the channels that a filter sees{biases}; a layer gets as many "
        f"channels as the layer before it has filters; {then}."
    )


def _setup(designs: Designs) -> str:
    first = true_terms(designs.first)
    if not designs.difference:
        return first[2]
    second = true_terms(designs.second)
    larger, smaller = (first, second) if sum(first[:2]) > sum(second[:2]) else (second, first)
    return less(larger[2], smaller[2])


def _steps(designs: Designs) -> tuple[Step, ...]:
    steps = _design_steps(designs.first, designs.name)
    if designs.input_shape:
        size = by(designs.input_shape[1:])
        moves = any(step > 1 for layer in designs.first for step in layer.stride)
        idle = f"The stride and the input's size of {size} play" if moves else f"The input's size of {size} plays"
        stride = max((layer.stride for layer in designs.first), key=max)
        given = idle_given(stride, (), (), 1, designs.input_shape[1:])
        steps.insert(0, Step(f"{idle} no part: every position shares the filters.", idle=given))
    if designs.difference:
        steps += _design_steps(designs.second, designs.other)
        counts = [sum(map(total, design)) for design in (designs.first, designs.second)]
        more = designs.name if counts[0] > counts[1] else designs.other
        steps.append(
            Step(
                f"The larger count is that of {more}; the difference:",
                "",
                f"{max(counts)} - {min(counts)}",
                f"{designs.answer:,}",
            )
        )
    return tuple(steps)


def _design_steps(design: Design, name: str) -> list[Step]:
    biases = " + filters" if design[0].bias else ""
    steps: list[Step] = []
    counts: list[str] = []
    place = 0
    while place < len(design):
        layer = design[place]
        often = 1
        while place + often < len(design) and design[place + often] == layer:
            often += 1
        count = total(layer)
        groups = f" in {layer.groups} groups" if layer.groups > 1 else ""
        which = f"{COUNTS[often]} times".replace("two times", "twice") if often > 1 else ""
        steps.append(
            Step(
                f"{_kernel(layer)} from {layer.in_channels} to {several(layer.out_channels, 'channel')}{groups}"
                f"{f', {which}; each' if which else ''}:",
                "" if steps else f"filters·(kernel·channels seen){biases}",
                true_terms((layer,))[2],
                f"{count:,}",
                ()
                if steps and layer.groups == 1
                else (
                    filters_factor(layer.out_channels, "filters"),
                    kernel_factor(layer.kernel_size),
                    seen_factor(layer),
                ),
            )
        )
        counts.append(f"{often}·{count}" if often > 1 else str(count))
        place += often
    if len(counts) > 1 or "·" in counts[0]:
        steps.append(Step(f"Together, {name}:", "", " + ".join(counts), f"{sum(map(total, design)):,}"))
    return steps


def _kernel(layer: Conv) -> str:
    return by(layer.kernel_size) if layer.rank > 1 else f"Kernel {layer.kernel_size[0]}"


def _proof(designs: Designs) -> Proof:
    names = ["first", "second"] if designs.difference else ["first"]
    torch = "".join(
        f"{name} = nn.Sequential({', '.join(write_call(layer, 'pytorch') for layer in design)})\n"
        for name, design in zip(names, (designs.first, designs.second), strict=False)
    )
    counted = [f"sum(p.numel() for p in {name}.parameters())" for name in names]
    keras = ""
    if sum(map(total, (*designs.first, *designs.second))) < KERAS_MOST:
        keras = "".join(
            f"{name} = keras.Sequential([keras.Input({(*(None,) * design[0].rank, design[0].in_channels)}), "
            f"{', '.join(write_call(_plain(layer), 'keras') for layer in design)}])\n"
            for name, design in zip(names, (designs.first, designs.second), strict=False)
        )
        keras += _difference([f"{name}.count_params()" for name in names])
    return Proof(pytorch=torch + _difference(counted), keras=keras)


def _difference(counted: list[str]) -> str:
    return f"abs({counted[0]} - {counted[1]})" if len(counted) > 1 else counted[0]


def _plain(layer: Conv) -> Conv:
    return replace(layer, padding="valid", stride=(1,) * layer.rank)
