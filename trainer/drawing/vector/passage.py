"""What leads from one volume to the next: an arrow with words, and thin lines from the kernel to the cell it makes."""

from __future__ import annotations

from math import fsum

from questions.picture.scene import Part, Stage
from trainer.drawing.vector.canvas import FAINT, PAPER, Canvas, Pen, Point
from trainer.drawing.vector.figure import Figure
from trainer.drawing.vector.labels import LABEL, Label, column, height
from trainer.drawing.vector.legend import Samples, Signed
from trainer.drawing.vector.marks import Marks
from trainer.drawing.vector.palette import LOOKS
from trainer.drawing.vector.text import balanced

_WIDEST = 150.0
_PAD = 10.0
_LEAST = 52.0
_LEAST_SIGN = 12.0
_SIGNS = ("+", "×")
_ARROW = Pen(line=FAINT, width=2)


class Passage:
    """A stage as it stands between two volumes; its own height 0 is that of the arrow."""

    def __init__(self, stage: Stage) -> None:
        lines = balanced(stage.text, LABEL, _WIDEST, lines=3)
        self._sign = stage.text if stage.text in _SIGNS else ""
        self._text = [] if self._sign else [Label((0, 0), line, LABEL, "middle") for line in lines]
        self._notes = [Signed(entry, _WIDEST + 40) for entry in stage.notes]
        self.moves = stage.moves
        widths = [line.width for line in self._text] + [note.width for note in self._notes]
        self.width = max([_LEAST_SIGN if self._sign else _LEAST, *widths]) + 2 * _PAD
        self.top = -(14 if self._sign else height(self._text) + 6)
        self.bottom = (14 if self._sign else 9) + fsum(note.height + 3 for note in self._notes)
        self.noted = frozenset(note.part for note in stage.notes)
        self.parts = self.noted | ({Part.FILTERS} if self._text else set())

    def draw(self, canvas: Canvas, at: Point, samples: Samples, marks: Marks) -> None:
        """With the left end of its room at this point, the arrow at this height."""
        group = canvas.group("stage")
        x, y = at
        group.area(_box(x + 2, y + self.top, x + self.width - 2, y + self.bottom), Pen(PAPER, 0.88))
        if self._sign:
            Label((x + self.width / 2, y + 7), self._sign, 20, "middle", bold=True).draw(group)
        else:
            group.arrow((x + _PAD / 2, y), (x + self.width - _PAD / 2, y), _ARROW, 10)
        for line in column(self._text, x + self.width / 2, y + self.top):
            line.draw(group)
        if self._text:
            marks.add(Part.FILTERS, _box(x + 4, y + self.top - 2, x + self.width - 4, y - 5))
        top = y + (14 if self._sign else 9)
        for note in self._notes:
            left = x + (self.width - note.width) / 2
            note.draw(group, (left, top), samples)
            marks.add(note.part, _box(left - 4, top - 2, left + note.width + 4, top + note.height + 1))
            top += note.height + 3


def draw_link(canvas: Canvas, left: Figure, at: Point, right: Figure, to: Point) -> None:
    """Lines from the kernel in one volume to its cell in the other, whichever of the two has which."""
    for first, second in ((Part.KERNEL, Part.CELL), (Part.CELL, Part.KERNEL)):
        start, end = left.solid_of(first), right.solid_of(second)
        if start is not None and end is not None:
            start, end = start.moved(*at), end.moved(*to)
            group = canvas.group("link")
            pen = Pen(line=LOOKS[Part.CELL].edge, width=0.9, dashes="6 2.5")
            group.line(start.front[1], end.front[0], pen)
            group.line(start.front[2], end.front[3], pen)
            return


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
