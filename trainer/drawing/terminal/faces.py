"""Fills parts of the three visible faces of a box."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.drawing.terminal.canvas import Canvas
from trainer.drawing.terminal.outline import Frame
from trainer.drawing.terminal.signs import Role

Stretch = tuple[int, int]
"""From the first cell to the one behind the last."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A sign with its role; `gap` blanks between two signs."""

    sign: str
    role: Role
    index: int = 0
    gap: int = 0


class Faces:
    """The faces of one box on a canvas."""

    def __init__(self, canvas: Canvas, frame: Frame) -> None:
        self.canvas = canvas
        self.frame = frame

    def front(self, columns: Stretch, lines: Stretch, paint: Paint) -> None:
        """A rectangle on the front face."""
        for line in range(*lines):
            self._row(self.frame.front + 1 + line, 1 + columns[0], columns[1] - columns[0], paint)

    def top(self, columns: Stretch, steps: Stretch, paint: Paint) -> None:
        """A parallelogram on the top face."""
        for step in range(steps[0] + 1, steps[1] + 1):
            self._row(self.frame.front - step, 1 + columns[0] + step, columns[1] - columns[0], paint)

    def side(self, lines: Stretch, steps: Stretch, paint: Paint) -> None:
        """A parallelogram on the right face."""
        for step in range(steps[0] + 1, steps[1] + 1):
            for line in range(lines[0], lines[1], 1 + bool(paint.gap)):
                row = self.frame.front + 1 + line - step
                self.canvas.put(row, self.frame.right + step, paint.sign, paint.role, paint.index)

    def edge(self, columns: Stretch, role: Role) -> None:
        """A part of the edge between the front face and the top face, in bold."""
        self.canvas.put(self.frame.front, 1 + columns[0], "━" * (columns[1] - columns[0]), role)

    def _row(self, row: int, column: int, length: int, paint: Paint) -> None:
        for at in range(0, length, 1 + paint.gap):
            self.canvas.put(row, column + at, paint.sign, paint.role, paint.index)
