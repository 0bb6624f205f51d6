"""What stands on and below the arrow from one volume to the next."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Entry, Part, Stage
from trainer.drawing.terminal.canvas import Canvas
from trainer.drawing.terminal.signs import MARK, SIGNS
from trainer.drawing.terminal.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class StageLine:
    """A line of a stage, the part that it is about, and whether it stands above the arrow."""

    text: str
    part: Part
    above: bool


def stage_lines(stage: Stage, width: int, highlight: Part | None) -> list[StageLine]:
    """Its text and its notes, wrapped; what is highlighted with its sign behind it."""
    told = [(stage.text, Part.FILTERS, True), *((_noted(note), note.part, False) for note in stage.notes)]
    return [
        StageLine(line, part, above)
        for text, part, above in told
        for line in wrapped(f"{text} {MARK}" if part is highlight and text else text, max(1, width))
    ]


def is_sign(lines: list[StageLine]) -> bool:
    """Whether a sign stands between two volumes (`+`), and no arrow."""
    return len(lines) == 1 and len(lines[0].text) == 1


def _noted(note: Entry) -> str:
    """Biases are added to what comes out."""
    counted = note.part is Part.BIAS and note.text[:1].isalnum() and not note.text.startswith("no ")
    return f"{SIGNS[Part.BIAS]} {note.text}" if counted else note.text


def put_lines(sheet: Canvas, row: int, column: int, lines: list[StageLine]) -> None:
    """One line below the other."""
    for number, line in enumerate(lines):
        sheet.put(row + number, column, line.text, line.part)
