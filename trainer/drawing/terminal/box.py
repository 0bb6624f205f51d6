"""A volume with its title, the labels of its axes, what is in it, and the way of the kernel."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Axis, Move, Part, Volume
from trainer.drawing.terminal.blocks import Blocks
from trainer.drawing.terminal.canvas import Canvas, text_width
from trainer.drawing.terminal.faces import Faces
from trainer.drawing.terminal.fitting import Fit
from trainer.drawing.terminal.outline import Frame, draw_outline, frame_of
from trainer.drawing.terminal.signs import ARROWS, SIGNS, UNKNOWN, Ink
from trainer.drawing.terminal.window import Window


@dataclass(frozen=True, slots=True)
class Piece:
    """A drawn volume, and what is to be said of how it is drawn."""

    canvas: Canvas
    remarks: tuple[str, ...]
    unshown: tuple[Move, ...]
    """Moves that found no room."""
    signs: dict[Part, str]
    """Signs that are others than usual in this drawing."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a volume takes with its labels: columns before the box, columns in all, rows in all.

    `middle` is the row in the middle of its front face.
    """

    left: int
    width: int
    height: int
    middle: int


def room_for(sized: Fit) -> Room:
    """How much it takes, without drawing it."""
    volume, frame = sized.volume, frame_of(sized)
    left = max([text_width(line) + 1 for line in _down_lines(volume, frame)], default=0)
    right = frame.width
    into, pile = _slanted_label(volume, frame), _pile_label(volume, frame)
    if into:
        left = max(left, -into[1])
    if pile:
        right = max(right, pile[1] + text_width(volume.copies.text))
    if volume.across.text:
        right = max(right, _below(volume, frame) + text_width(_whole(volume.across)))
    right = max(right, text_width(volume.title) + 2)
    height = frame.height + bool(volume.across.text) + bool(volume.title)
    return Room(left, left + right, height, bool(volume.title) + frame.front + (frame.lines + 1) // 2)


def draw_volume(sized: Fit, moves: tuple[Move, ...], highlight: Part | None) -> Piece:
    """The volume on a canvas of its own; the box begins at column 0, the labels of the left edge before it."""
    volume, frame = sized.volume, frame_of(sized)
    canvas = Canvas(highlight)
    draw_outline(canvas, frame, volume.part, dashed=volume.open)
    if volume.open:
        canvas.put(frame.front + (frame.lines + 1) // 2, (frame.columns + 1) // 2, UNKNOWN, Ink.LABEL)
    faces = Faces(canvas, frame)
    blocks = Blocks(sized, faces)
    blocks.draw()
    unshown = [move for move in moves if not _arrow(canvas, frame, blocks.window, move)]
    for part, row, column in blocks.anchors:
        canvas.mark(part, row, column)
    _labels(canvas, volume, frame)
    pile = _pile_label(volume, frame)
    if pile and volume.copies.part is highlight and highlight:
        canvas.put(*pile, volume.copies.text, highlight)
        canvas.mark(highlight, pile[0], pile[1] - 1)
    edge = {} if volume.blocks_of(volume.part) else {volume.part: SIGNS[Part.INPUT]}
    titled = Canvas(highlight)
    top = bool(volume.title)
    if volume.title:
        titled.put(0, 0, volume.title, volume.part)
        titled.mark(volume.part, 0, text_width(volume.title) + 1)
    titled.paste(canvas, top, 0)
    scales = {"sizes": sized.distorted, "stretched": sized.stretched, "channels": sized.squeezed}
    remarks = (*blocks.remarks, *(name for name, holds in scales.items() if holds))
    return Piece(titled, remarks, tuple(unshown), edge | blocks.signs)


def _labels(canvas: Canvas, volume: Volume, frame: Frame) -> None:
    for number, line in enumerate(_down_lines(volume, frame)):
        canvas.put(frame.front + (frame.lines + 1) // 2 + number, -1 - text_width(line), line, Ink.LABEL)
    if volume.across.text:
        canvas.put(frame.height, _below(volume, frame), _whole(volume.across), Ink.LABEL)
    for place, axis in ((_slanted_label(volume, frame), volume.into), (_pile_label(volume, frame), volume.copies)):
        if place:
            canvas.put(*place, _whole(axis), Ink.LABEL)


def _whole(axis: Axis) -> str:
    """`H = 24 + 2·1`: the box is drawn around the padding too."""
    return " ".join(filter(None, (axis.text, axis.padding)))


def _down_lines(volume: Volume, frame: Frame) -> list[str]:
    """The label before the front face, its padding below it where there is a line for that."""
    parts = [part for part in (volume.down.text, volume.down.padding) if part]
    return parts if frame.lines >= len(parts) else [" ".join(parts)]


def _below(volume: Volume, frame: Frame) -> int:
    return max(0, 1 + (frame.columns - text_width(_whole(volume.across))) // 2)


def _slanted_label(volume: Volume, frame: Frame) -> tuple[int, int] | None:
    """Row and column of the label before the upper slanted edge."""
    if not frame.depth or not volume.into.text:
        return None
    step = (frame.depth + 1) // 2
    return frame.front - step, step - 1 - text_width(_whole(volume.into))


def _pile_label(volume: Volume, frame: Frame) -> tuple[int, int] | None:
    if not volume.copies.text:
        return None
    return frame.height - 1, frame.right + 2 * frame.copies + 2


def _arrow(canvas: Canvas, frame: Frame, window: Window | None, move: Move) -> bool:
    """The way along one axis beside the kernel, with its step. Says whether there was room."""
    if window is None or not 0 <= move.axis < len(ARROWS):
        return window is None
    text = f"{ARROWS[move.axis]} {move.step}"
    columns, lines, steps = window.columns, window.lines, window.steps
    if move.axis == 0:
        row, column = frame.front + 1 + (lines[0] + lines[1] - 1) // 2, columns[1] + 2
        last = frame.columns
    elif move.axis == 1:
        row, column = frame.front + 1 + lines[1], columns[0] + 1
        last = frame.columns if lines[1] < frame.lines else -1
    else:
        step = steps[1] + 1
        row, column = frame.front - step, 1 + columns[0] + step
        last = frame.columns + step if step <= frame.depth else -1
    if column + len(text) - 1 > last:
        return False
    end = column + len(text) + 1
    canvas.clear(row, max(column - 1, 1 if move.axis < 2 else column), min(end - 1, last))
    canvas.put(row, column, text, Part.STRIDE)
    canvas.mark(Part.STRIDE, row, min(end, last + 1))
    return True
