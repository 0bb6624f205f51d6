"""Rows from top to bottom: the lines of positions of a receptive field with their cone, or layers with bars."""

from __future__ import annotations

from dataclasses import replace
from math import fsum

from questions.picture.scene import Bar, Part, Row, Scene
from trainer.drawing.vector.blocks import GRID_LEFT_OUT, Drawn
from trainer.drawing.vector.canvas import FAINT, Canvas, Pen, Point, outline
from trainer.drawing.vector.labels import LABEL, SMALL, Label, column, height
from trainer.drawing.vector.marks import Callout
from trainer.drawing.vector.palette import LOOKS, Look
from trainer.drawing.vector.text import clean, elided, width, wrapped

Stretch = tuple[int, int]
"""The first position and how many."""

SHORTER = "A bar that would be too short to see is drawn longer than it is."

_SIDE = 170.0
_GAP = 14.0
_LARGEST, _SMALLEST = 24.0, 3.5
_BETWEEN = 40.0
_BAR, _ROW = 13.0, 25.0
_LEAST_BAR = 2.0
_BESIDE_BAR = 6.0
_LABEL_SHARE = 0.6
_LEAST_SEEN = 3.0


_GAPS = replace(LOOKS[Part.PADDING], dashes="")
_BARS = {
    Part.INPUT: replace(LOOKS[Part.INPUT], opacity=0.55),
    Part.OUTPUT: replace(LOOKS[Part.OUTPUT], opacity=0.55),
    Part.FILTERS: replace(LOOKS[Part.FILTERS], hatching="upright", width=1),
}


def own_looks(scene: Scene) -> dict[Part, Look]:
    """The parts that look otherwise in rows: the gaps between the taps of dilated kernels, and bars."""
    if any(row.bars for row in scene.rows):
        return _BARS
    return {Part.TAP: _GAPS} if scene.rows else {}


class Stack:
    """The drawing of a scene's rows, each with its title to the left and its text to the right."""

    def __init__(self, scene: Scene, limit: float, highlight: Part | None, callout: Callout | None) -> None:
        self._rows = scene.rows
        self._highlight, self._callout = highlight, callout
        self.notes: list[str] = []
        self._columns = _columns(scene.rows)
        self._left = max(_widest(row.title) for row in scene.rows)
        self._left = max([self._left, *(_widest(row.via, SMALL) for row in scene.rows)]) + _GAP
        self._right = max(_widest(row.text) for row in scene.rows) + _GAP
        self._cone = any(row.size for row in scene.rows)
        middle = limit - self._left - self._right
        low, high = _span(scene.rows)
        self._unit = min(_LARGEST, middle / (high - low))
        self._low = low
        self._middle = self._unit * (high - low) if self._cone else middle
        self.width = self._left + self._middle + self._right
        heights = [self._height(row) for row in scene.rows]
        self._tops = [fsum(heights[:place]) for place in range(len(heights))]
        self.height = fsum(heights) + (callout.room if callout else 0)

    def draw(self, canvas: Canvas, left: float, top: float, right: float, drawn: Drawn) -> None:
        """Centred between left and right."""
        start = top
        top += self._callout.room if self._callout else 0
        x = left + (right - left - self.width) / 2
        group = canvas.group("rows")
        if self._cone:
            self._draw_cone(group, x + self._left, top)
        for row, below in zip(self._rows, self._tops, strict=True):
            y = top + below + (self._height(row) - self._thick)
            self._draw_words(group, row, x, y)
            if row.size:
                self._draw_positions(group, row, (x + self._left, y), drawn)
            self._draw_bars(group, row, (x + self._left, y), drawn)
        if self._highlight:
            drawn.marks.emphasise(canvas.group("highlight"), self._highlight)
        if self._highlight and self._callout:
            self._callout.draw(canvas.group("callout"), left, start, right, drawn.marks.of(self._highlight))

    @property
    def _thick(self) -> float:
        return max(10.0, min(self._unit, _LARGEST)) if self._cone else _BAR

    def _height(self, row: Row) -> float:
        if not self._cone:
            return max(_ROW, height(_title(row)) + 4)
        return self._thick + (_BETWEEN if row is not self._rows[0] else 6)

    def _draw_words(self, canvas: Canvas, row: Row, x: float, y: float) -> None:
        middle = y + self._thick / 2
        title = _title(row)
        for line in column(title, x, middle - height(title) / 2):
            line.draw(canvas)
        end = Label((x + self._left + self._middle + _GAP, middle + 4.5), _shown(row.text, LABEL))
        if end.text:
            end.draw(canvas)
        if row.via:
            via = Label((x + 6, y - _BETWEEN / 2 + 4), _shown(f"↓ {row.via}", SMALL), SMALL, fill=FAINT, slant=True)
            via.draw(canvas)

    def _draw_cone(self, canvas: Canvas, x: float, top: float) -> None:
        """From the ends of what one row sees to the ends of what the next one does."""
        previous: tuple[float, float, float] | None = None
        pen = Pen(LOOKS[Part.KERNEL].front, 0.16, LOOKS[Part.KERNEL].edge, 0.9, "6 2.5")
        for row, below in zip(self._rows, self._tops, strict=True):
            if not row.seen:
                previous = None
                continue
            y = top + below + (self._height(row) - self._thick)
            start = x + self._at(row, row.seen[0][0])
            end = x + self._at(row, row.seen[-1][0] + row.seen[-1][1] - 1) + self._unit
            if previous is not None:
                left, right, low = previous
                canvas.area([(left, low), (right, low), (end, y), (start, y)], pen, "cone")
            previous = (start, end, y + self._thick)

    def _at(self, row: Row, place: float) -> float:
        """The left edge of a position, as long as one of the last row."""
        return (row.first / 2 + place * row.step - self._low - 0.5) * self._unit

    def _draw_positions(self, canvas: Canvas, row: Row, at: Point, drawn: Drawn) -> None:
        first = row is self._rows[0]
        plain = LOOKS[Part.OUTPUT] if first else _GAPS
        seen, part = (LOOKS[Part.CELL], Part.CELL) if first else (LOOKS[Part.KERNEL], Part.KERNEL)
        others, marked = self._stretches(row)
        if self._unit < _SMALLEST:
            drawn.notes.append(GRID_LEFT_OUT)
        canvas.path("".join(self._stretch(row, at, *stretch) for stretch in others), _pen(plain), "positions")
        canvas.path("".join(self._stretch(row, at, *stretch) for stretch in marked), _pen(seen), "seen")
        y, low = at[1], at[1] + self._thick
        for start, length in row.seen:
            left, right = at[0] + self._at(row, start), at[0] + self._at(row, start + length - 1) + self._unit
            drawn.marks.add(part, [(left, y), (right, y), (right, low), (left, low)])
        drawn.marks.add(Part.OUTPUT if first else Part.INPUT, _around(at, self._middle, self._thick))

    def _stretches(self, row: Row) -> tuple[list[Stretch], list[Stretch]]:
        """What is not seen and what is: position by position, or as a whole where there are too many to draw."""
        if self._unit < _SMALLEST:
            return [(0, row.size)], list(row.seen)
        marked = {place for start, length in row.seen for place in range(start, start + length)}
        others = [(place, 1) for place in range(row.size) if place not in marked]
        return others, [(place, 1) for place in sorted(marked)]

    def _stretch(self, row: Row, at: Point, start: int, length: int) -> str:
        left, right = at[0] + self._at(row, start), at[0] + self._at(row, start + length - 1) + self._unit
        thin = max(0.0, _LEAST_SEEN - (right - left)) / 2
        left, right = left - thin, right + thin
        return outline([(left, at[1]), (right, at[1]), (right, at[1] + self._thick), (left, at[1] + self._thick)])

    def _draw_bars(self, canvas: Canvas, row: Row, at: Point, drawn: Drawn) -> None:
        """Each part has a column of its own, so that its lengths stand one below the other."""
        share = self._middle / max(1, len(self._columns))
        for bar in row.bars:
            place = list(self._columns).index(bar.part)
            label = elided(clean(bar.label), SMALL, share * _LABEL_SHARE)
            longest = share - min(self._columns[bar.part], share * _LABEL_SHARE) - _BESIDE_BAR - _GAP
            length = longest * bar.size / max(1, bar.most)
            if 0 < length < _LEAST_BAR:
                length = _LEAST_BAR
                drawn.notes.append(SHORTER)
            x = at[0] + place * share
            self._draw_bar(canvas, bar, (x, at[1]), length, drawn)
            if label:
                Label((x + length + _BESIDE_BAR, at[1] + _BAR - 2.5), label, SMALL).draw(canvas)

    def _draw_bar(self, canvas: Canvas, bar: Bar, at: Point, length: float, drawn: Drawn) -> None:
        if not length:
            return
        look = _BARS.get(bar.part, LOOKS[bar.part])
        canvas.rectangle(at, (length, _BAR), Pen(look.front, look.opacity, look.edge), name="bar")
        hatching = drawn.hatchings.pen(look.hatching, look.edge)
        if hatching:
            canvas.rectangle(at, (length, _BAR), hatching)
        drawn.marks.add(bar.part, _around(at, length, _BAR))


def _columns(rows: tuple[Row, ...]) -> dict[Part, float]:
    """The parts that have bars, and the width of each one's longest label."""
    made: dict[Part, float] = {}
    for bar in (bar for row in rows for bar in row.bars):
        made[bar.part] = max(made.get(bar.part, 0.0), width(clean(bar.label), SMALL))
    return made


def _span(rows: tuple[Row, ...]) -> tuple[float, float]:
    """The leftmost and the rightmost place, in positions of the last row."""
    sized = [row for row in rows if row.size]
    low = min((row.first / 2 for row in sized), default=0.0)
    high = max((row.first / 2 + (row.size - 1) * row.step for row in sized), default=0.0)
    return low - 0.5, high + 0.5


def _title(row: Row) -> list[Label]:
    return [Label((0, 0), line, LABEL) for line in wrapped(row.title, LABEL, _SIDE, lines=2)]


def _widest(text: str, size: float = LABEL) -> float:
    return min(_SIDE, width(clean(text), size)) + (20 if size == SMALL and text else 0)


def _shown(text: str, size: float) -> str:
    return elided(clean(text), size, _SIDE)


def _pen(look: Look) -> Pen:
    return Pen(look.front, look.opacity, look.edge, 0.8)


def _around(at: Point, wide: float, high: float) -> list[Point]:
    (x, y) = at
    return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
