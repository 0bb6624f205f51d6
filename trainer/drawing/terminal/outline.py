"""The edges of a see-through box, of which the front, the top and the right face are seen.

The corner at the top left of the front face lies in column 0; its row is `Frame.front`. Within a face, columns and
lines count from 0; steps into the page count from 1, each one row up and one column to the right.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.drawing.terminal.canvas import Canvas
from trainer.drawing.terminal.fitting import Fit
from trainer.drawing.terminal.signs import Role

COPY_DOWN, COPY_RIGHT = 1, 2
"""How far the next copy of a pile stands behind the one before."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a box in cells, without its edges; `depth` 0 is a flat one."""

    columns: int
    lines: int
    depth: int
    copies: int

    @property
    def slant(self) -> int:
        """Rows from the front edge up to the back edge."""
        return self.depth + 1 if self.depth else 0

    @property
    def front(self) -> int:
        """The row of the upper edge of the front face."""
        return self.slant

    @property
    def bottom(self) -> int:
        """The row of the lower edge of the front face."""
        return self.front + self.lines + 1

    @property
    def right(self) -> int:
        """The column of the right edge of the front face."""
        return self.columns + 1

    @property
    def width(self) -> int:
        """All its columns, with the pile behind it."""
        return self.right + self.slant + 1 + COPY_RIGHT * self.copies

    @property
    def height(self) -> int:
        """All its rows, with the pile behind it."""
        return self.bottom + 1 + COPY_DOWN * self.copies


def frame_of(sized: Fit) -> Frame:
    """The box of a fitted volume. A pile is drawn as three at most."""
    copies = sized.volume.copies
    behind = 0 if not copies.name else 2 if sized.volume.open or copies.label == "?" else min(2, copies.size - 1)
    return Frame(sized.across.cells, sized.down.cells, sized.depth, behind)


def draw_outline(canvas: Canvas, frame: Frame, role: Role, *, dashed: bool = False) -> None:
    """The pile from the back to the front, each box hiding what is behind it."""
    for behind in range(frame.copies, -1, -1):
        _draw_box(canvas, frame, behind * COPY_DOWN, behind * COPY_RIGHT, role, *("╌┆" if dashed else "─│"))


def _draw_box(canvas: Canvas, frame: Frame, down: int, right: int, role: Role, level: str, upright: str) -> None:
    front, bottom, side, slant = down + frame.front, down + frame.bottom, right + frame.right, frame.slant
    for row in range(down, bottom + 1):
        start = right + max(0, front - row)
        canvas.clear(row, start, side + min(slant, bottom - row))
    edge = level * frame.columns
    canvas.put(front, right, f"┌{edge}┐", role)
    canvas.put(bottom, right, f"└{edge}┘", role)
    for row in range(front + 1, bottom):
        canvas.put(row, right, upright, role)
        canvas.put(row, side, upright, role)
    if not slant:
        return
    canvas.put(down, right + slant, f"┌{edge}┐", role)
    for step in range(1, slant):
        for row, column in ((front - step, right + step), (front - step, side + step), (bottom - step, side + step)):
            canvas.put(row, column, "╱", role)
    for row in range(down + 1, bottom - slant):
        canvas.put(row, side + slant, upright, role)
    canvas.put(bottom - slant, side + slant, "┘", role)
