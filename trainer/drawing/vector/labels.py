"""Lines of text with the place they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum

from trainer.drawing.vector.canvas import FAINT, INK, PAPER, Canvas, Pen, Point
from trainer.drawing.vector.text import width

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LABEL, SMALL = 13.0, 12.0
LEADING = 1.32
_ABOVE, _BELOW = 0.95, 0.27


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text, `at` on its base line."""

    at: Point
    text: str
    size: float = LABEL
    anchor: str = "start"
    bold: bool = False
    fill: str = INK
    slant: bool = False

    @property
    def width(self) -> float:
        """See `text.width`."""
        return width(self.text, self.size, bold=self.bold)

    @property
    def bounds(self) -> Bounds:
        """The box around it."""
        x, y = self.at
        left = x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        return (left, y - _ABOVE * self.size, left + self.width, y + _BELOW * self.size)

    def moved(self, right: float, down: float) -> Label:
        """The same elsewhere."""
        return replace(self, at=(self.at[0] + right, self.at[1] + down))

    def draw(self, canvas: Canvas, *, sheet: bool = False) -> None:
        """On the canvas; with a little of the paper behind, where lines may pass."""
        if sheet:
            left, top, right, bottom = self.bounds
            canvas.rectangle((left, top), (right - left, bottom - top), Pen(PAPER, 0.85), round_=2)
        canvas.text(self.at, self.text, self.size, **self._attributes)

    @property
    def _attributes(self) -> dict[str, str]:
        made = {"fill": self.fill}
        if self.anchor != "start":
            made["text-anchor"] = self.anchor
        if self.bold:
            made["font-weight"] = "bold"
        if self.slant:
            made["font-style"] = "italic"
        return made


def column(lines: Iterable[Label], x: float, top: float) -> list[Label]:
    """The lines one below the other, the first one's box beginning at `top`."""
    made = []
    for line in lines:
        made.append(replace(line, at=(x, top + _ABOVE * line.size)))
        top += LEADING * line.size
    return made


def height(lines: Iterable[Label]) -> float:
    """What `column` takes."""
    return fsum(LEADING * line.size for line in lines)


def around(boxes: Iterable[Bounds]) -> Bounds:
    """The box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def note(text: str) -> Label:
    """A remark, smaller and slanted."""
    return Label((0, 0), text, SMALL, fill=FAINT, slant=True)
