"""Locally connected layers: like convolutions, but nothing is shared over the positions."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Shape
from questions.layers.writing import write_call
from questions.misconceptions.facts import Facts
from questions.misconceptions.local import Biases, bias_count, local_slips, plus_biases
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several, times
from questions.worked.factors import Factors, biases_factor, factor, product_factors, slide_factors

_MOST_WEIGHTS = 20_000_000
_SAID: dict[Biases, str] = {
    "untied": "and a bias for each filter at each position",
    "tied": "while each filter has one bias that all positions share",
    "none": "and no biases",
}


def _draft(draw: Draw, level: int) -> Draft:
    kinds: tuple[Biases, ...] = ("untied", "untied", "none") if level < 3 else ("untied", "tied", "tied", "none")
    biases = draw.choice(kinds)
    while True:
        layer, shape = _small(draw) if level == 1 else _real(draw, level)
        positions = prod(output_shape(layer, shape)[1:])
        weights = positions * Facts(layer, None).W
        if weights <= _MOST_WEIGHTS:
            break
    batch = draw.choice((1, 4, 8, 16, 32)) if level == 3 else 1
    answer = weights + bias_count(layer, positions, biases)
    slips = tuple(local_slips(layer, shape, biases))
    return Draft(answer, slips, lambda: _write(layer, shape, biases, batch, answer, slips))


def _small(draw: Draw) -> tuple[Conv, Shape]:
    while True:
        kernel, channels, filters = draw.integer(2, 5), draw.integer(2, 8), draw.integer(2, 12)
        size = draw.integer(kernel + 3, 24)
        if len({kernel, channels, filters, size}) == 4:
            return Conv(channels, filters, (kernel, kernel), bias=False), (channels, size, size)


def _real(draw: Draw, level: int) -> tuple[Conv, Shape]:
    rank = draw.choice((1, 2, 2, 2))
    if rank == 1:
        kernel: Shape = (draw.choice((3, 5, 7, 9, 11, 15)),)
        spatial: Shape = (draw.choice((50, 64, 100, 128, 200, 256, 400)),)
    else:
        side = draw.choice((3, 3, 5, 7, 9))
        kernel = (side, side) if draw.chance(0.5) else draw.choice(((3, 5), (5, 3), (3, 7), (2, 4), (7, 5), (4, 3)))
        size = draw.choice((16, 21, 24, 25, 28, 32, 48, 56, 63, 64, 71))
        others = [other for other in (20, 24, 32, 40, 60) if size <= 2 * other <= 4 * size]
        spatial = (size, size) if draw.chance(0.6) else (size, draw.choice(others))
    stride: Shape = ()
    padding: Shape = ()
    if level == 3:
        stride = (draw.choice((1, 2, 2, 3)),) * rank
        padding = (draw.integer(0 if max(stride) > 1 else 1, max(1, min(2, (min(kernel) - 1) // 2))),) * rank
    channels, filters = draw.choice((1, 3, 8, 16, 24, 32, 48, 64)), draw.choice((4, 8, 10, 16, 16, 20, 24, 32, 64))
    return Conv(channels, filters, kernel, stride, padding, bias=False), (channels, *spatial)


def _write(
    layer: Conv, shape: Shape, biases: Biases, batch: int, answer: int, slips: tuple[Misconception, ...]
) -> Content:
    f = Facts(layer, shape)
    out = output_shape(layer, shape)[1:]
    setup = f"{times(out)}·{f.w}{plus_biases(layer, times(out), biases)}"
    adding = {
        "untied": "then add a bias for each filter at each position",
        "tied": "then add a bias for each filter",
        "none": "there are no biases to add",
    }[biases]
    return Content(
        prompt=_prompt(layer, shape, biases, batch),
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=None,
        input_shape=shape,
        misconceptions=slips,
        explanation=tuple(_steps(layer, shape, out, biases, answer)),
        prove=lambda: _prove(layer, shape, biases),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, out, biases),
        hints=with_setup(
            "How many output positions are there, and what does each of them own?",
            f"Count the output's positions; each has as many weights as a whole convolution; {adding}.",
            setup,
        ),
        setup=setup,
        needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, *shape[1:], "bias"),
    )


def _prompt(layer: Conv, shape: Shape, biases: Biases, batch: int) -> str:
    size = f"size {by(layer.kernel_size)}" if layer.rank > 1 else f"length {layer.kernel_size[0]}"
    padded = not isinstance(layer.padding, str) and any(layer.padding)
    sides = "on every side" if layer.rank > 1 else "at both ends"
    padding = f"padding {layer.padding[0]} {sides}" if padded else "no padding"
    axes = " × ".join((*AXES[layer.rank - 1], "channels"))
    gets = f"a batch of {batch} inputs, each" if batch > 1 else "an input of"
    return (
        f"A {layer.rank}-d locally connected layer has {several(layer.out_channels, 'filter')} of {size} at every "
        f"output position, each position with weights of its own, {_SAID[biases]}; "
        f"stride {layer.stride[0]}, {padding}. It gets {gets} "
        f"{by((*shape[1:], shape[0]))} ({axes}). How many learnable parameters does the layer have?"
    )


def _steps(layer: Conv, shape: Shape, out: Shape, biases: Biases, answer: int) -> list[Step]:
    f = Facts(layer, shape)
    positions = prod(out)
    steps = [*_position_steps(layer, shape, out)]
    if len(out) > 1:
        steps.append(Step("Output positions:", "", times(out), f"{positions:,}"))
    steps += [
        Step("Weights at each of them:", "C_out·kernel·C_in", f.w, f"{f.W:,}", product_factors(layer)),
        Step("Nothing is shared, so the weights are:", "", f"{positions}·{f.W}", f"{positions * f.W:,}"),
    ]  # fmt: skip
    count = bias_count(layer, positions, biases)
    if biases == "untied":
        steps.append(Step("Biases, one for each filter at each position:", "", f"{positions}·{f.cout}", f"{count:,}"))
    elif biases == "tied":
        steps.append(Step("Biases, one for each filter:", "", "", f"{count:,}", (biases_factor(count),)))
    else:
        steps.append(Step("There are no biases."))
    sums = f"{positions * f.W} + {count}" if count else ""
    steps.append(Step("Together:" if count else "So the weights are all there is:", "", sums, f"{answer:,}"))
    return steps


def _position_steps(layer: Conv, shape: Shape, out: Shape) -> list[Step]:
    """How many positions the filters have along each axis."""
    padding = layer.padding if not isinstance(layer.padding, str) else (0,) * layer.rank
    found: dict[tuple[str, str, int], list[str]] = {}
    factors: dict[str, Factors] = {}
    for place, name in enumerate(AXES[layer.rank - 1]):
        p, s, k = padding[place], layer.stride[place], layer.kernel_size[place]
        formula, room = (
            ("H + 2p - k", f"{shape[place + 1]} + 2·{p} - {k}") if p else ("H - k", f"{shape[place + 1]} - {k}")
        )
        if s == 1:
            said = (f"{formula} + 1", f"{room} + 1", out[place])
        else:
            said = (f"floor(({formula})/s) + 1", f"floor(({room})/{s}) + 1", out[place])
        found.setdefault(said, []).append(name)
        size = factor("H", shape[place + 1], "size of the input along it")
        factors[said[1]] = slide_factors(size, factor("k", k, "size of the kernel"), p, s, ("p", "s"))
    return [
        Step(
            f"Positions of the filters along the {' and the '.join(names)}:",
            formula,
            numbers,
            f"{count:,}",
            factors[numbers],
        )
        for (formula, numbers, count), names in found.items()
    ]


def _prove(layer: Conv, shape: Shape, biases: Biases) -> Proof:
    """No framework has the layer any more but Flax: a convolution tells the positions and the weights at each."""
    lines = (
        f"layer = {write_call(layer, 'pytorch')}",
        f"positions = layer(torch.empty{(1, *shape)}).shape[2:].numel()",
        "filters = layer.out_channels",
        f"positions * layer.weight.numel(){_PROVED[biases]}",
    )
    if any(layer.padding):
        return Proof("\n".join(lines))
    last = (1, *shape[1:], shape[0])
    *sides, _ = (f"shape[{place}]" for place in range(1, layer.rank + 2))
    return Proof(
        "\n".join(lines),
        f"layer = {write_call(layer, 'keras')}\nlayer.build({last})\nshape = layer.compute_output_shape({last})\n"
        f"positions = {' * '.join(sides)}\nfilters = layer.filters\npositions * layer.count_params(){_PROVED[biases]}",
    )


_PROVED: dict[Biases, str] = {"untied": " + positions * filters", "tied": " + filters", "none": ""}

LOCAL_PARAMETERS = Skill(
    "local.parameters",
    "Parameters of a locally connected layer",
    "locally connected",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("output.pytorch",),
    confusable=("conv2d.parameters", "dense.comparison"),
    biases=(),
)
