"""Where the parts of a picture are, and the emphasis of one: a thick double outline and a sentence with a pointer."""

from __future__ import annotations

from questions.picture.scene import Part
from trainer.drawing.vector.canvas import INK, PAPER, Canvas, Pen, Point, outline
from trainer.drawing.vector.labels import LABEL, LEADING, Label, column, height
from trainer.drawing.vector.text import balanced

Outlines = list[list[Point]]

_PAD = 8.0
_GAP = 14.0


class Marks:
    """The outlines of what was drawn, by part."""

    def __init__(self) -> None:
        self._outlines: dict[Part, list[list[Point]]] = {}

    def add(self, part: Part, points: list[Point]) -> None:
        """An outline of the part; two points are an arrow."""
        self._outlines.setdefault(part, []).append(points)

    def of(self, part: Part) -> Outlines:
        """All that was drawn of the part."""
        return self._outlines.get(part, [])

    def emphasise(self, canvas: Canvas, part: Part) -> None:
        """Outline the part: dark on white, so that it stands out from any face."""
        data = "".join(outline(points) for points in self.of(part) if len(points) > 2)
        canvas.path(data, Pen(line=PAPER, width=5.5))
        canvas.path(data, Pen(line=INK, width=2.6))
        for start, end in (points for points in self.of(part) if len(points) == 2):
            canvas.line(start, end, Pen(line=PAPER, width=6))
            canvas.arrow(start, end, Pen(line=INK, width=3), 11)


class Callout:
    """The sentence about the emphasised part, in a frame above what it points to."""

    def __init__(self, text: str, limit: float) -> None:
        self._lines = [Label((0, 0), line, LABEL, bold=True) for line in _lines(text, limit - 2 * _PAD)]
        self.width = max(line.width for line in self._lines) + 2 * _PAD
        self.height = height(self._lines) + 2 * _PAD - LABEL * (LEADING - 1.22)

    @property
    def room(self) -> float:
        """Its height with the gap below it."""
        return self.height + _GAP

    def draw(
        self, canvas: Canvas, left: float, top: float, right: float, targets: Outlines, *, upward: bool = False
    ) -> None:
        """Between `left` and `right` at `top`, as near to its target as fits; `upward` where the target is above it."""
        target = _target(targets, upward=upward)
        x = left if target is None else min(max(left, target[0] - 24), right - self.width)
        if target is not None:
            foot = (min(max(target[0], x + 10), x + self.width - 10), top if upward else top + self.height)
            canvas.line(foot, target, Pen(line=PAPER, width=4.5))
            canvas.arrow(foot, target, Pen(line=INK, width=1.8), 8, "pointer")
        canvas.rectangle((x, top), (self.width, self.height), Pen(PAPER, line=INK, width=2.2), round_=5)
        for line in column(self._lines, x + _PAD, top + _PAD):
            line.draw(canvas)


def _target(outlines: Outlines, *, upward: bool) -> Point | None:
    """The middle of the highest upper edge; or, from below, of the first one's lower edge."""
    if not outlines:
        return None
    if upward:
        return _middle(outlines[0][2], outlines[0][3])
    return min((_middle(points[0], points[1]) for points in outlines), key=lambda point: point[1])


def _middle(one: Point, other: Point) -> Point:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def _lines(text: str, limit: float) -> list[str]:
    return balanced(text, LABEL, limit, lines=4, bold=True) or [" "]
