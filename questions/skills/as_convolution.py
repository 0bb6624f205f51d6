"""A dense layer behind a feature map, written as a convolution, and what that makes of larger images."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.as_convolution import Resized, more_parameter_slips
from questions.proof import parameter_proof
from questions.question import Content, Step
from questions.skills.as_convolution_sizes import (
    CHANNELS,
    FACTORS,
    UNITS,
    input_channels,
    side_of_kernel,
    side_of_map,
)
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked import explain_parameters

_MOST_WEIGHTS = 20_000_000
_MAPS: tuple[Shape, ...] = ((4, 4), (5, 5), (6, 6), (7, 7), (7, 7), (8, 8), (4, 6), (5, 7), (3, 8), (6, 9), (8, 4))


def _draft(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.6)
    if level == 1:
        return _parameters(_small(draw, bias))
    if level == 2:
        form = draw.choice(("map", "map", "map", "vector", "kernel", "channels"))
        if form == "kernel":
            return side_of_kernel(draw, bias)
        layer = _counted(draw, draw.choice(_MAPS), bias)
        if form == "channels":
            return input_channels(layer)
        if form == "vector":
            first = layer
            layer = Conv(draw.choice((256, 512, 1000, 1024, 2048, 4096)), draw.choice(UNITS), (1, 1), bias=bias)
            return _parameters(layer, other=first)
        return _parameters(layer)
    resized = _resized(draw)
    layer = _counted(draw, (resized.kernel,) * 2, bias)
    if draw.chance(0.6):
        return side_of_map(draw, resized, layer)
    return _parameters(layer, resized=resized)


def _counted(draw: Draw, kernel: Shape, bias: bool) -> Conv:
    """A layer whose weights can still be counted by hand."""
    while True:
        layer = Conv(draw.choice(CHANNELS), draw.choice(UNITS), kernel, bias=bias)
        if layer.in_channels * layer.out_channels * prod(kernel) <= _MOST_WEIGHTS:
            return layer


def _small(draw: Draw, bias: bool) -> Conv:
    while True:
        height, width, channels, units = (
            draw.integer(2, 8), draw.integer(2, 8), draw.integer(2, 16), draw.integer(2, 24)
        )  # fmt: skip
        if len({height, channels, units}) == 3 and width not in (channels, units):
            return Conv(channels, units, (height, width), bias=bias)


def _resized(draw: Draw) -> Resized:
    factor = draw.choice(FACTORS)
    kernel = draw.choice((4, 5, 6, 7, 7, 8, 10, 12))
    height, width = kernel + draw.integer(1, 16), kernel + draw.integer(1, 16)
    return Resized(factor, kernel, (height, width))


def _parameters(layer: Conv, *, other: Conv | None = None, resized: Resized | None = None) -> Draft:
    """The number of parameters; `other` is the layer before, where that is dense too, `resized` a larger image."""
    answer = parameters(layer).total
    shape = (layer.in_channels, *layer.kernel_size)
    slips = (*parameter_slips(layer, None), *more_parameter_slips(layer, other, resized.features if resized else None))
    biases = "with biases" if layer.bias else "without biases"

    def write() -> Content:
        size = f"{by(layer.kernel_size)}×{layer.in_channels} (height × width × channels)"
        if resized is not None:
            given = (
                f"A network turns images of {resized.trained}×{resized.trained} into a feature map of {size}, which is "
                f"flattened for a dense layer with {layer.out_channels} units, {biases}. It is also to take images of "
                f"{by(resized.image)}, which give a map of {by(resized.features)}×{layer.in_channels}."
            )
        elif other is None:
            given = f"A dense layer with {layer.out_channels} units, {biases}, reads a flattened feature map of {size}."
        else:
            given = (
                f"A flattened feature map of {by(other.kernel_size)} positions goes into a dense layer with "
                f"{layer.in_channels} units, and their outputs go into a second one with {layer.out_channels} units, "
                f"{biases}."
            )
        which = "the second layer" if other is not None else "the dense layer" if resized is not None else "the layer"
        return Content(
            prompt=f"{given} Now {which} is written as a convolution without padding that computes the same outputs. "
            "How many learnable parameters does that convolution have?",
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=layer,
            input_shape=shape,
            misconceptions=slips,
            explanation=(
                Step(f"Each unit sees everything that comes in, so its kernel is as large as the map: {size}."
                     if other is None else "What comes out of the first layer is a map of 1×1, so the kernel is 1×1."),
                *explain_parameters(layer, "pytorch"),
            ),
            prove=lambda: parameter_proof(layer, shape),
            same_as=("parameters", layer.in_channels, layer.out_channels, layer.kernel_size, layer.bias),
            hints=with_setup(
                "Each unit becomes a filter: which part of its input does one unit look at?",
                "The kernel is as large as the map that the layer reads, and every unit is a filter over all channels.",
                parameter_setup(layer),
            ),
            setup=parameter_setup(layer),
            needs=(layer.in_channels, layer.out_channels, *(layer.kernel_size if other is None else ()), "bias"),
        )  # fmt: skip

    return Draft(answer, slips, write)


DENSE_AS_CONVOLUTION = Skill(
    "dense.as_convolution",
    "A dense layer as a convolution",
    "dense",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("dense.comparison",),
    confusable=("dense.comparison", "conv2d.parameters"),
    hidden=("same count", "same number"),
)
