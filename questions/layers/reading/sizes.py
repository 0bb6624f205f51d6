"""Sizes of tensors while the forward pass is followed: `x.shape`, `x.size(3)`, `b, c, h, w = x.shape`."""

import ast
from dataclasses import dataclass, field
from typing import Any

from questions.layers.literals import NotationError
from questions.layers.reading.flow import Flow
from questions.layers.reading.graph import Graph
from questions.layers.reading.values import Batch, Opaque, Sizes, Tensor
from questions.layers.signatures import Axes
from questions.layers.terms import Framework


@dataclass(slots=True)
class Ahead:
    """Takes the steps of a graph as far as they go, to tell the shapes that the text itself asks for."""

    graph: Graph
    framework: Framework | None
    taken: int = 0
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        self.flow = Flow(self.graph.text, self.framework)

    def shape(self, tensor: Tensor) -> Axes | None:
        """The shape of a tensor, without the batch axis; None if nothing tells it."""
        shapes = self.flow.shapes
        for number in (self.graph.told.keys() | self.graph.given.keys()) - shapes.keys():
            shapes[number] = self.graph.given.get(number, self.graph.told.get(number))
        while self.taken < len(self.graph.steps):
            step = self.graph.steps[self.taken]
            self.taken += 1
            try:
                self.flow.take(step)
            except NotationError:
                shapes[step.output] = None  # it is told when the steps are taken in earnest
                self.flow.producers[step.output] = step.label
        return shapes.get(tensor.number)


def sizes(shape: Axes | None, node: ast.AST) -> Any:
    """What ``x.shape`` is: a tuple that begins with the batch, or something unknown."""
    if shape is None:
        return Sizes(node)
    return (Batch(node), *(Opaque(node) if n is None else n for n in shape))


def cut(parts: list[tuple[int | None, int | None]], shape: Axes) -> tuple[tuple[int, int], ...] | None:
    """What slices take away before and behind on each axis, as negative numbers; None where a size is missing."""
    sides = []
    for (lower, upper), size in zip(parts, shape, strict=True):
        before, behind = lower or 0, -upper if upper is not None and upper < 0 else 0
        if before < 0 or (upper is not None and upper >= 0):
            if size is None:
                return None
            before = max(size + before, 0) if before < 0 else before
            behind = max(size - upper, 0) if upper is not None and upper >= 0 else behind
        sides.append((-before, -behind))
    return tuple(sides)
