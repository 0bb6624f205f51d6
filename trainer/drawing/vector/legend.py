"""What the signs mean: a sample of each part and the words beside it, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questions.picture.scene import Entry, Part
from trainer.drawing.vector.canvas import INK, PAPER, Canvas, Pen, Point
from trainer.drawing.vector.labels import LEADING, SMALL, Label, column
from trainer.drawing.vector.palette import LOOKS, Hatchings, Look, group_look
from trainer.drawing.vector.text import wrapped

SAMPLE = (22.0, 13.0)
_BESIDE = SAMPLE[0] + 7
_BETWEEN = 26.0
_ROW_GAP = 5.0


@dataclass(frozen=True, slots=True)
class Samples:
    """What the signs look like in one picture: `own` has the parts that look otherwise than usual."""

    hatchings: Hatchings
    own: Mapping[Part, Look] = field(default_factory=dict)
    groups: int = 3

    def draw(self, canvas: Canvas, at: Point, part: Part) -> None:
        """The sign of a part, as large as SAMPLE."""
        (x, y), (wide, high) = at, SAMPLE
        if part is Part.STRIDE:
            canvas.arrow((x, y + high / 2), (x + wide, y + high / 2), Pen(line=LOOKS[part].edge, width=1.6), 7)
            return
        slices = [group_look(index) for index in range(min(3, self.groups))]
        looks = slices if part is Part.GROUP else [self.own.get(part, LOOKS[part])]
        each = wide / len(looks)
        for place, look in enumerate(looks):
            corner = (x + place * each, y)
            canvas.rectangle(corner, (each, high), Pen(look.front, look.opacity, look.edge, look.width, look.dashes))
            hatching = self.hatchings.pen(look.hatching, look.edge)
            if hatching:
                canvas.rectangle(corner, (each, high), hatching)


class Signed:
    """One line of words with its sign, wrapped where it is long. What says that there is none has no sign."""

    def __init__(self, entry: Entry, limit: float, *, bold: bool = False) -> None:
        self.part = entry.part
        self._signed = not entry.text.startswith("no ")
        self._before = _BESIDE if self._signed else 0.0
        self._lines = [
            Label((0, 0), line, SMALL, bold=bold)
            for line in wrapped(entry.text, SMALL, limit - self._before, lines=3, bold=bold) or [" "]
        ]
        self.width = self._before + max(line.width for line in self._lines)
        self.height = max(SAMPLE[1] + 2, LEADING * SMALL * len(self._lines))

    def draw(self, canvas: Canvas, at: Point, samples: Samples, *, framed: bool = False) -> None:
        """With its upper left corner at this point."""
        if framed:
            corner, size = (at[0] - 5, at[1] - 3), (self.width + 10, self.height + 5)
            canvas.rectangle(corner, size, Pen(PAPER, line=INK, width=2.2), round_=4)
        if self._signed:
            samples.draw(canvas, (at[0], at[1] + 1.5), self.part)
        for line in column(self._lines, at[0] + self._before, at[1]):
            line.draw(canvas)


class Legend:
    """All entries; the emphasised part's in a frame and in bold."""

    def __init__(self, entries: Sequence[Entry], limit: float, highlight: Part | None) -> None:
        self._highlight = highlight
        made = [Signed(entry, limit, bold=entry.part is highlight) for entry in entries]
        self._places: list[tuple[Signed, Point]] = []
        x = y = tallest = 0.0
        for entry in made:
            if x and x + entry.width > limit:
                x, y, tallest = 0.0, y + tallest + _ROW_GAP, 0.0
            self._places.append((entry, (x, y)))
            x, tallest = x + entry.width + _BETWEEN, max(tallest, entry.height)
        self.height = y + tallest

    def draw(self, canvas: Canvas, at: Point, samples: Samples) -> None:
        """With its upper left corner at this point."""
        group = canvas.group("legend")
        for entry, (x, y) in self._places:
            entry.draw(group, (at[0] + x, at[1] + y), samples, framed=entry.part is self._highlight)
