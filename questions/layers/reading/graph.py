"""The steps of a forward pass, in order: which layer is applied to which tensor."""

import ast
from dataclasses import dataclass, field
from typing import Literal

from questions.layers.literals import NotationError, place
from questions.layers.reading.source import MAX_LAYERS
from questions.layers.reading.values import Made, Tensor
from questions.layers.signatures import Axes

Join = Literal["add", "concat"]


@dataclass(eq=False, slots=True)
class Step:
    """A layer applied to one tensor, or several tensors joined."""

    inputs: tuple[int, ...]
    output: int
    label: str
    node: ast.AST
    made: Made | None = None
    join: Join | None = None
    axis: int = -1


@dataclass(slots=True)
class Graph:
    """Steps in the order they are taken. Tensors are numbers; ``told`` holds the shapes that the text names."""

    text: str
    steps: list[Step] = field(default_factory=list)
    told: dict[int, Axes] = field(default_factory=dict)
    given: dict[int, Axes] = field(default_factory=dict)
    """Shapes that were given besides the text."""
    tensors: int = 0

    def tensor(self, told: Axes | None = None) -> Tensor:
        """A new tensor."""
        self.tensors += 1
        if told is not None:
            self.told[self.tensors] = told
        return Tensor(self.tensors, told)

    def apply(self, made: Made, given: Tensor, node: ast.expr) -> Tensor:
        """The output of a layer. Raises NotationError when there are too many."""
        made_of = self.tensor()
        self._take(Step((given.number,), made_of.number, made.label, node, made), node)
        return made_of

    def join(self, kind: Join, given: list[Tensor], label: str, node: ast.expr, axis: int = -1) -> Tensor:
        """Several tensors as one."""
        made_of = self.tensor()
        numbers = tuple([each.number for each in given])
        self._take(Step(numbers, made_of.number, label, node, join=kind, axis=axis), node)
        return made_of

    def _take(self, step: Step, node: ast.expr) -> None:
        if len(self.steps) >= MAX_LAYERS:
            raise NotationError(f"There are more than {MAX_LAYERS:,} layers at {place(node, self.text)}.")
        self.steps.append(step)

    def leading_to(self, outputs: list[Tensor], inputs: list[Tensor]) -> list[Step]:
        """The steps that the outputs depend on, from the inputs on."""
        wanted = {tensor.number for tensor in outputs}
        start = {tensor.number for tensor in inputs}
        taken = []
        for step in reversed(self.steps):
            if step.output in wanted and step.output not in start:
                taken.append(step)
                wanted.update(step.inputs)
        return taken[::-1]
