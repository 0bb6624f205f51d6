"""Drawing layers to be changed, and counting them before and after: for the answer, in words and as proof."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from questions.draw import Draw
from questions.hinting import parameter_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, LayerError, Shape
from questions.proof import parameter_proof
from questions.question import Proof, Step
from questions.skills.conv_layers import Setting, draw_setting
from questions.skills.effect.changes import Change, Maker
from questions.worked.factors import biases_factor, product_factors

_SMALL = (15, 25, 27)
"""Positions of the kernels that are used in wide layers too, by the number of axes."""
_WIDE, _NARROW = 2048, 192
_MOST = 20_000_000
"""More weights than this are in hardly any layer, and take too long to build, only to count them."""

RULE = (
    "The number of parameters is filters · kernel · input channels of a group, plus one bias per filter. Nothing else "
    "is in it."
)


def draw_layer(draw: Draw, level: int) -> Setting:
    """A layer of that level; two spatial axes at level 1."""
    while True:
        rank = 2 if level == 1 else draw.choice((1, 2, 2, 2, 3))
        setting = draw_setting(draw, rank, level, bias=draw.chance(0.5))
        if _plausible(setting.layer):
            return setting


def _plausible(layer: Conv) -> bool:
    """Whether somebody would build it: wide layers have small kernels."""
    positions, wide = prod(layer.kernel_size), max(layer.in_channels, layer.out_channels)
    if layer.in_channels * layer.out_channels * positions > _MOST:
        return False
    return wide <= (_WIDE if positions <= _SMALL[layer.rank - 1] else _NARROW)


def draw_change(draw: Draw, x: Setting, makers: Sequence[Maker]) -> Change:
    """One of the changes that can be made to the layer."""
    while True:
        change = draw.choice(makers)(draw, x)
        if change is not None:
            return change


def count(layer: Conv) -> int:
    """Its number of parameters."""
    return parameters(layer).total


def counted_step(sentence: str, layer: Conv) -> Step:
    """`Before: 10·(3·3·3) + 10 = 280`."""
    biases = (biases_factor(layer.out_channels),) if layer.bias else ()
    return Step(sentence, "", parameter_setup(layer), f"{count(layer):,}", (*product_factors(layer), *biases))


def counting_lines(layer: Conv, input_shape: Shape, change: Change | None = None) -> Proof:
    """An expression per framework for the number of parameters; empty where there is none, or too many to build."""
    lines = _lines(layer if change is None else change.after, input_shape if change is None else change.input_shape)
    if change is None or not change.extra:
        return lines
    call = lines.pytorch.removeprefix("sum(p.numel() for p in ").removesuffix(".parameters())")
    return Proof(pytorch=f"sum(p.numel() for p in nn.Sequential({call}, {change.extra}).parameters())")


def _lines(layer: Conv, input_shape: Shape) -> Proof:
    try:
        lines = parameter_proof(layer, input_shape)
    except LayerError:  # Keras has no layer with a stride and a dilation
        from questions.layers.writing import write_call

        return Proof(pytorch=f"sum(p.numel() for p in {write_call(layer, 'pytorch')}.parameters())")
    return lines if count(layer) <= _MOST else Proof(pytorch=lines.pytorch)
