"""How many parameters a depthwise separable convolution has: one Keras layer, or two in PyTorch."""

from __future__ import annotations

from dataclasses import replace

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import parameters
from questions.layers.network import Network
from questions.layers.specs import Conv, SeparableConv, Shape
from questions.layers.writing import write_call
from questions.misconceptions import parameter_slips
from questions.misconceptions.grouped import two_stage_slips
from questions.question import Content, Misconception, Step
from questions.skills.grouped_layers import (
    MOST_CHANNELS,
    Style,
    draw_input,
    draw_kernel,
    draw_moves,
    small_input,
    tell,
)
from questions.skills.layer_calls import tell_call
from questions.skills.skill import Draft, Skill
from questions.skills.stage_proof import separable_proof, stages_proof
from questions.submission import AnswerKind
from questions.wording import bracketed, by
from questions.worked import explain_parameters, idle_steps
from questions.worked.factors import biases_factor, filters_factor, kernel_factor, things

_CHANNELS = (16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 256, 320)
_FILTERS = (24, 32, 48, 64, 64, 96, 100, 128, 128, 160, 192, 256, 320, 384, 512)
_LARGE = (384, 480, 512, 728, 768, 1024, 1280, 1536, 2048)
_WAY = (
    "Count both steps and add them: one flat kernel for each channel in between, then the weights that mix these "
    "channels at one position. See which of the steps has biases."
)


def _draft(draw: Draw, level: int) -> Draft:
    style: Style = draw.choice(("words", "pytorch", "keras", "keras") if level == 1 else ("pytorch", "keras", "keras"))
    if level == 1:
        layer, shape, batch = _small(draw)
    else:
        layer, shape, batch = _real(draw, style, level)
    if style == "pytorch":
        return _two_layers(draw, layer, shape, batch)
    answer = parameters(layer).total
    slips = parameter_slips(layer, shape)
    return Draft(answer, slips, lambda: _write_one(layer, shape, style, batch, answer, slips))


def _small(draw: Draw) -> tuple[SeparableConv, Shape, int]:
    while True:
        kernel, multiplier = draw.choice((2, 3, 4, 5, 6, 7)), draw.choice((1, 1, 2, 3))
        channels, filters = draw.integer(4, 16), draw.integer(5, 30)
        numbers = {kernel, channels, filters, multiplier, channels * multiplier}
        if len(numbers) == (5 if multiplier > 1 else 4):
            break
    layer = SeparableConv(channels, filters, (kernel, kernel), multiplier, bias=draw.chance(0.5))
    return layer, small_input(draw, kernel, channels, 2), 1


def _real(draw: Draw, style: Style, level: int) -> tuple[SeparableConv, Shape, int]:
    rank = draw.choice((2, 2, 1))
    kernel = draw_kernel(draw, rank)
    moves = draw_moves(draw, style, kernel, level)
    channels, filters = draw.choice(_CHANNELS), draw.choice(_FILTERS)
    if level == 3 and draw.chance(0.6):
        channels, filters = draw.choice((*_CHANNELS[8:], *_LARGE)), draw.choice(_LARGE)
    multiplier = draw.choice((1, 1, 2, 3, 4))
    multiplier = multiplier if channels * multiplier <= MOST_CHANNELS else 1
    layer = SeparableConv(
        channels, filters, kernel, multiplier, moves.stride, moves.padding, moves.dilation,
        bias=draw.chance(0.5),
    )  # fmt: skip
    return layer, draw_input(draw, layer), moves.batch


def _write_one(
    layer: SeparableConv, shape: Shape, style: Style, batch: int, answer: int, slips: tuple[Misconception, ...]
) -> Content:
    k, middle = bracketed(layer.kernel_size), f"{layer.in_channels}"
    if layer.depth_multiplier > 1:
        middle = f"{layer.in_channels}·{layer.depth_multiplier}"
    setup = f"{middle}·{k} + {middle}·{layer.out_channels}{f' + {layer.out_channels}' if layer.bias else ''}"
    bias = "whose only biases belong to its output channels" if layer.bias else "without any biases"
    words = (
        f"A depthwise separable convolution {bias} turns {layer.in_channels} channels into {layer.out_channels}, "
        f"with {by(layer.kernel_size)} kernels and a depth multiplier of {layer.depth_multiplier}."
    )
    needs: tuple[int | str, ...] = (layer.in_channels, layer.out_channels, *layer.kernel_size, "bias")
    if layer.depth_multiplier > 1:
        needs = (*needs, layer.depth_multiplier)
    return Content(
        prompt=f"{tell(layer, style, shape, batch, words)} How many learnable parameters does the layer have?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=shape,
        misconceptions=slips,
        explanation=explain_parameters(layer, "keras", shape, batch),
        prove=lambda: separable_proof(layer, shape),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.depth_multiplier, layer.bias),
        hints=with_setup("The layer works in two steps. What does each of them learn?", _WAY, setup),
        setup=setup,
        needs=needs,
    )


def _two_layers(draw: Draw, layer: SeparableConv, shape: Shape, batch: int) -> Draft:
    """PyTorch's way: a convolution with as many groups as channels, then a 1×1 convolution."""
    biases = draw.choice(((True, True), (True, True), (False, True), (False, False)))
    first = Conv(
        layer.in_channels, layer.middle_channels, layer.kernel_size, layer.stride, layer.padding, layer.dilation,
        groups=layer.in_channels, bias=biases[0],
    )  # fmt: skip
    second = Conv(layer.middle_channels, layer.out_channels, (1,) * layer.rank, bias=biases[1])
    answer = parameters(first).total + parameters(second).total
    slips = two_stage_slips(first, second, shape)
    return Draft(answer, slips, lambda: _write_two(first, second, shape, batch, answer, slips))


def _write_two(
    first: Conv, second: Conv, shape: Shape, batch: int, answer: int, slips: tuple[Misconception, ...]
) -> Content:
    call = f"nn.Sequential({write_call(first, 'pytorch')}, {write_call(second, 'pytorch')})"
    default = ""
    if first.bias or second.bias:
        which = "Both layers' biases are" if first.bias else "The second layer's bias is"
        default = f" {which} left at the default, on."
    middle, outputs, k = first.out_channels, second.out_channels, bracketed(first.kernel_size)
    setup = f"{middle}·{k}{_bias(first)} + {outputs}·{middle}{_bias(second)}"
    return Content(
        prompt=f"{tell_call(call, 'pytorch', shape, batch)}{default} How many learnable parameters are there in all?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=Network((first, second)),
        input_shape=shape,
        misconceptions=slips,
        explanation=_explain_two(first, second, shape, batch, answer),
        prove=lambda: stages_proof(replace(first, padding=()), second, shape),
        same_as=(first.in_channels, middle, outputs, first.kernel_size, first.bias, second.bias),
        hints=with_setup("Take one layer after the other. How many channels does a filter of each see?", _WAY, setup),
        setup=setup,
        needs=(first.in_channels, middle, outputs, *first.kernel_size, "bias"),
    )


def _explain_two(first: Conv, second: Conv, shape: Shape, batch: int, answer: int) -> tuple[Step, ...]:
    middle, outputs, k = first.out_channels, second.out_channels, bracketed(first.kernel_size)
    one, two = parameters(first), parameters(second)
    seen = f"{first.in_channels} groups for {first.in_channels} channels, so a filter sees one of them"
    idle = idle_steps(first, shape, batch)
    sums = []
    for name, count, bias in (("first", one, first.bias), ("second", two, second.bias)):
        if bias:
            sums.append(Step(f"The {name} layer has a bias per filter:", "", "", f"{count.biases:,}",
                             (biases_factor(count.biases),)))  # fmt: skip
        else:
            sums.append(Step(f"The {name} layer has no bias:", "", "", "0"))
    parts = [part for part in (one.weights, one.biases, two.weights, two.biases) if part]
    return (
        Step(
            f"First layer: {seen}; its weights:",
            "filters·kernel",
            f"{middle}·{k}",
            f"{one.weights:,}",
            (filters_factor(middle, "filters"), kernel_factor(first.kernel_size)),
        ),
        Step(
            f"Second layer: its {outputs} filters have one position and span all {middle} channels; its weights:",
            "C_out·C_in",
            f"{outputs}·{middle}",
            f"{two.weights:,}",
            (filters_factor(outputs), things("C_in", middle, "channel", " in between")),
        ),
        *sums,
        *idle,
        Step("All of it together:", "", " + ".join(map(str, parts)), f"{answer:,}"),
    )


def _bias(layer: Conv) -> str:
    return f" + {layer.out_channels}" if layer.bias else ""


SEPARABLE = Skill(
    "separable.parameters",
    "Parameters of a depthwise separable convolution",
    "groups",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("depthwise.parameters", "pointwise.parameters"),
    confusable=("depthwise.parameters", "groups.parameters", "conv2d.parameters"),
    hidden=("pointwise", "two stages", "two steps", "one channel"),
)
