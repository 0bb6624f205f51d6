"""A convolution at work on an input, and wrong counts of its multiply-adds."""

from __future__ import annotations

from math import prod

from questions.layers.macs import macs
from questions.layers.output import output_shape
from questions.layers.specs import Conv, Shape
from questions.misconceptions.facts import Facts
from questions.question import Misconception
from questions.wording import times


class Work:
    """A convolution at work on one input: `out` is its output per axis, `per` 2 where FLOPs are asked for, else 1."""

    __slots__ = ("answer", "batch", "f", "layer", "out", "per", "positions", "prefix", "shape")

    def __init__(self, layer: Conv, shape: Shape, *, batch: int = 1, flops: bool = False) -> None:
        self.layer = layer
        self.shape = shape
        self.batch = batch
        self.out = output_shape(layer, shape)[1:]
        self.positions = prod(self.out)
        self.per = 2 if flops else 1
        self.prefix = "2·" if flops else ""
        self.f = Facts(layer, None)
        self.answer = self.per * macs(layer, shape)

    @property
    def padding(self) -> Shape | None:
        """Zeros per side and axis, or None where they follow from 'same'."""
        return None if isinstance(self.layer.padding, str) else self.layer.padding


def at_positions(
    w: Work, id_: str, component: str, weights: int, written: str, out: Shape, cause: str, lesson: str
) -> Misconception:
    """Wrong weights, or a wrong number of positions, in an otherwise right count."""
    return Misconception(
        id_, component, w.per * weights * prod(out), f"{w.prefix}{times(out)}·{written}", cause, lesson
    )
