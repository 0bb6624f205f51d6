"""Volumes and the stages between them, from left to right, in as many lines as they need."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

from questions.picture.scene import Move, Part, Scene
from trainer.drawing.vector.blocks import Drawn
from trainer.drawing.vector.canvas import Canvas, Point
from trainer.drawing.vector.figure import Figure
from trainer.drawing.vector.legend import Samples
from trainer.drawing.vector.marks import Callout
from trainer.drawing.vector.passage import Passage, draw_link
from trainer.drawing.vector.scale import room_for, scales

_GAP = 14.0
_SMALLER = (1.0, 0.85, 0.7, 1.0)
_BETWEEN_LINES = 26.0

Item = Figure | Passage


@dataclass(slots=True)
class _Line:
    items: list[Item] = field(default_factory=list)
    width: float = 0

    @property
    def above(self) -> float:
        """From its middle to its top."""
        return max(_above(item) for item in self.items)

    @property
    def below(self) -> float:
        """From its middle to its bottom."""
        return max(_below(item) for item in self.items)

    def notes(self, part: Part) -> bool:
        """Whether the part is told of below an arrow, and is to be pointed at from below."""
        figures = (item for item in self.items if isinstance(item, Figure))
        noted = any(part in item.noted for item in self.items if isinstance(item, Passage))
        return noted and not any(part in figure.parts() for figure in figures)

    def has(self, part: Part) -> bool:
        """Whether the part is to be seen in it."""
        return any(part in (item.parts if isinstance(item, Passage) else item.parts()) for item in self.items)


class Flow:
    """The drawing of a scene's volumes. `callout` takes its room above the line that has what it points to."""

    def __init__(self, scene: Scene, limit: float, highlight: Part | None, callout: Callout | None) -> None:
        passages = [Passage(stage) for stage in scene.stages]
        for smaller in _SMALLER:  # in one line if that can be; else as large as at first
            lengths, self.notes = scales(scene, room_for(len(scene.volumes), limit, smaller))
            figures = [Figure(*each) for each in zip(scene.volumes, lengths, _moves(scene), strict=True)]
            self._lines = _broken(_mixed(figures, passages), limit)
            if len(self._lines) == 1:
                break
        self._highlight, self._callout = highlight, callout
        self._called = next((i for i, line in enumerate(self._lines) if highlight and line.has(highlight)), 0)
        self._upward = highlight is not None and self._lines[self._called].notes(highlight)
        self.width = max(line.width for line in self._lines)
        self.height = fsum(line.above + line.below for line in self._lines) + _BETWEEN_LINES * (len(self._lines) - 1)
        self.height += callout.room if callout else 0

    def draw(self, canvas: Canvas, left: float, top: float, right: float, drawn: Drawn) -> None:
        """Centred between left and right."""
        called = top
        for number, line in enumerate(self._lines):
            room = self._callout.room if self._callout and number == self._called else 0
            if room and not self._upward:
                called, top, room = top, top + room, 0
            x = left + (right - left - line.width) / 2
            self._draw_line(canvas.group("line"), line, (x, top + line.above), drawn)
            top += line.above + line.below
            if room:
                called, top = top + room - self._callout_height, top + room
            top += _BETWEEN_LINES
        if self._highlight:
            drawn.marks.emphasise(canvas.group("highlight"), self._highlight)
        if self._highlight and self._callout:
            targets = drawn.marks.of(self._highlight)
            self._callout.draw(canvas.group("callout"), left, called, right, targets, upward=self._upward)

    @property
    def _callout_height(self) -> float:
        return self._callout.height if self._callout else 0

    def _draw_line(self, canvas: Canvas, line: _Line, at: Point, drawn: Drawn) -> None:
        x, middle = at
        places: list[tuple[Item, Point]] = []
        for item in line.items:
            if isinstance(item, Passage):
                places.append((item, (x, middle)))
            else:
                places.append((item, (x - item.bounds[0], middle - item.middle)))
            x += _width(item) + _GAP
        figures = [(item, place) for item, place in places if isinstance(item, Figure)]
        for item, place in figures:
            item.draw(canvas, place, drawn)
        for (one, start), (other, end) in pairwise(figures):
            draw_link(canvas, one, start, other, end)
        for item, place in places:
            if isinstance(item, Passage):
                item.draw(canvas, place, Samples(drawn.hatchings), drawn.marks)
            else:
                item.draw_labels(canvas, place, drawn)


def _moves(scene: Scene) -> list[tuple[Move, ...]]:
    """Each volume's: a stage's way is in that of its two volumes which has the kernel."""
    made: list[tuple[Move, ...]] = [() for _ in scene.volumes]
    for place, stage in enumerate(scene.stages):
        sides = [i for i in (place, place + 1) if i < len(made) and scene.volumes[i].blocks_of(Part.KERNEL)]
        if sides and not made[sides[0]]:
            made[sides[0]] = stage.moves
    return made


def _mixed(figures: list[Figure], passages: list[Passage]) -> list[Item]:
    made: list[Item] = []
    for place, figure in enumerate(figures):
        made.append(figure)
        made += passages[place : place + 1]
    return made


def _broken(items: list[Item], limit: float) -> list[_Line]:
    """Lines within the limit; an arrow begins a line rather than ends it, as it belongs to what follows."""
    lines = [_Line()]
    for place, item in enumerate(items):
        ahead = items[place + 1 : place + 2] if isinstance(item, Passage) else []
        needed = fsum(_width(each) + _GAP for each in (item, *ahead)) - _GAP
        line = lines[-1]
        begun = any(isinstance(each, Figure) for each in line.items)
        if begun and line.width + _GAP + needed > limit:
            line = _Line()
            lines.append(line)
        line.width += _width(item) + (_GAP if line.items else 0)
        line.items.append(item)
    return lines


def _width(item: Item) -> float:
    return item.width if isinstance(item, Passage) else item.bounds[2] - item.bounds[0]


def _above(item: Item) -> float:
    return -item.top if isinstance(item, Passage) else item.middle - item.bounds[1]


def _below(item: Item) -> float:
    return item.bottom if isinstance(item, Passage) else item.bounds[3] - item.middle
