"""How many parameters a depthwise convolution has, as PyTorch and as Keras write it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, DepthwiseConv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.grouped import grouped_slips
from questions.question import Content, Misconception
from questions.skills.grouped_layers import (
    MOST_CHANNELS,
    Style,
    draw_input,
    draw_kernel,
    draw_moves,
    small_input,
    tell,
)
from questions.skills.skill import Draft, Skill
from questions.skills.stage_proof import as_grouped, depthwise_proof
from questions.submission import AnswerKind
from questions.wording import bracketed, by
from questions.worked import explain_parameters

_CHANNELS = (16, 24, 32, 40, 48, 64, 72, 80, 96, 112, 120, 128, 144, 160, 192, 240, 256, 320, 384, 480, 512, 576, 672)
_LARGE = (728, 768, 816, 960, 1024, 1152, 1280, 1392, 1536, 1920, 2048, 2304)


@dataclass(frozen=True, slots=True)
class _Drawn:
    layer: DepthwiseConv | Conv
    input_shape: Shape
    style: Style
    multiplier: int
    batch: int = 1


def _draft(draw: Draw, level: int) -> Draft:
    drawn = _small(draw) if level == 1 else _real(draw, level)
    layer, shape = drawn.layer, drawn.input_shape
    answer = parameters(layer).total
    slips = grouped_slips(layer, shape) if isinstance(layer, Conv) else parameter_slips(layer, shape)
    return Draft(answer, slips, lambda: _write(drawn, answer, slips))


def _small(draw: Draw) -> _Drawn:
    style: Style = draw.choice(("words", "pytorch", "keras"))
    while True:
        kernel, channels, multiplier = draw.choice((2, 3, 4, 5, 6, 7)), draw.integer(4, 24), draw.choice((1, 1, 2, 3))
        if len({kernel, channels, multiplier, channels * multiplier}) >= (4 if multiplier > 1 else 3):
            break
    layer = DepthwiseConv(channels, (kernel, kernel), multiplier, bias=draw.chance(0.5))
    return _in_style(layer, style, small_input(draw, kernel, channels, 2))


def _real(draw: Draw, level: int) -> _Drawn:
    style: Style = draw.choice(("words", "pytorch", "keras")) if level == 2 else draw.choice(("pytorch", "keras"))
    rank = draw.choice((2, 2, 2, 1)) if level == 2 else draw.choice((2, 2, 1, 3 if style == "pytorch" else 1))
    kernel = draw_kernel(draw, rank)
    moves = draw_moves(draw, style, kernel, level)
    channels = draw.choice(_CHANNELS if level == 2 or rank == 3 else (*_CHANNELS[10:], *_LARGE))
    multiplier = draw.choice((1, 1, 1, 2, 2, 3, 4, 8))
    multiplier = multiplier if channels * multiplier <= MOST_CHANNELS else 1
    layer = DepthwiseConv(
        channels, kernel, multiplier, moves.stride, moves.padding, moves.dilation, bias=draw.chance(0.5)
    )  # fmt: skip
    return _in_style(layer, style, draw_input(draw, layer), moves.batch)


def _in_style(layer: DepthwiseConv, style: Style, shape: Shape, batch: int = 1) -> _Drawn:
    written = as_grouped(layer) if style == "pytorch" else layer
    return _Drawn(written, shape, style, layer.depth_multiplier, batch)


def _write(drawn: _Drawn, answer: int, slips: tuple[Misconception, ...]) -> Content:
    layer = drawn.layer
    rank = layer.rank
    bias = "with a bias for each of its output channels" if layer.bias else "without biases"
    kernels = f"{by(layer.kernel_size)} kernels" if rank > 1 else f"kernels of length {layer.kernel_size[0]}"
    words = (
        f"A {rank}-d depthwise convolution has {kernels} and a depth multiplier of {drawn.multiplier}, {bias}."
    )  # fmt: skip
    told = tell(layer, drawn.style, drawn.input_shape, drawn.batch, words)
    setup = _setup(layer)
    needs: tuple[int | str, ...] = (layer.in_channels, *layer.kernel_size, "bias")
    if isinstance(layer, Conv):
        needs = (*needs, layer.out_channels)
    elif drawn.multiplier > 1:
        needs = (*needs, drawn.multiplier)
    return Content(
        prompt=f"{told} How many learnable parameters does the layer have?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=drawn.input_shape,
        misconceptions=slips,
        explanation=explain_parameters(
            layer, "keras" if drawn.style == "keras" else "pytorch", drawn.input_shape, drawn.batch
        ),
        prove=lambda: depthwise_proof(layer, drawn.input_shape),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.bias),
        hints=with_setup(
            "What does one kernel take in, and how many kernels are there? Nothing is summed over channels here.",
            "Count the kernels, which is the number of output channels, times the weights of a flat kernel; "
            "then see whether there are biases to add.",
            setup,
        ),
        setup=setup,
        needs=needs,
    )


def _setup(layer: DepthwiseConv | Conv) -> str:
    """`64·(3·3) + 64`; with a multiplier `32·2·(3·3) + 32·2`."""
    multiplier = layer.out_channels // layer.in_channels
    kernels = f"{layer.in_channels}·{multiplier}" if multiplier > 1 else f"{layer.in_channels}"
    return f"{kernels}·{bracketed(layer.kernel_size)}{f' + {kernels}' if layer.bias else ''}"


DEPTHWISE = Skill(
    "depthwise.parameters",
    "Parameters of a depthwise convolution",
    "groups",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("groups.parameters",),
    confusable=("groups.parameters", "separable.parameters", "conv2d.parameters"),
    hidden=("single channel", "one channel", "each channel", "flat"),
)
