"""A scene as characters: as large as it fits, never wider or higher than asked."""

from __future__ import annotations

from questions.picture.scene import Part, Scene
from trainer.drawing.terminal.canvas import Canvas, Drawing, Span
from trainer.drawing.terminal.chain import CHAIN_SIGNS, draw_chain
from trainer.drawing.terminal.layout import Arranged, arranged, plan_for
from trainer.drawing.terminal.signs import Ink, Role, plain
from trainer.drawing.terminal.stack import STACK_SIGNS, draw_stack
from trainer.drawing.terminal.words import Words, said
from trainer.drawing.terminal.wrapping import clean, with_texts

__all__ = ["Drawing", "Ink", "Role", "Span", "draw_cells"]


def draw_cells(
    scene: Scene, width: int, height: int | None = None, *, highlight: Part | None = None, ascii_only: bool = False
) -> Drawing:
    """The scene within so many columns, and rows if a height is given.

    `highlight` is drawn in its own role with a sign beside it, and with the scene's sentence about it. With
    `ascii_only` every character is ASCII. What finds no room is left out: first the caption, then the legend and the
    title, then the drawing.
    """
    width = max(1, width)
    scene = with_texts(scene, lambda text: plain(clean(text)) if ascii_only else clean(text))
    drawing = _fitted(scene, width, height, highlight)
    return _in_ascii(drawing) if ascii_only else drawing


def _fitted(scene: Scene, width: int, height: int | None, highlight: Part | None) -> Drawing:
    for words in Words.from_most():
        nothing = Arranged(Canvas(highlight), (), (), {})
        around = len(said(scene, words, nothing, width, highlight).rows)
        # What has to be said of the drawing is known once it is drawn: one row is kept for it.
        room = None if height is None else height - around - 1
        drawn = nothing if room is not None and room < 1 else _drawn(scene, width, room, highlight)
        if drawn is None or (drawn is nothing and words is not Words.ALONE):
            continue
        drawing = said(scene, words, drawn, width, highlight)
        if height is None or len(drawing.rows) <= height:
            return drawing
    rows = said(scene, Words.ALL, Arranged(Canvas(highlight), (), (), {}), width, highlight).rows
    return Drawing(rows[: max(0, height or 0)])


def _drawn(scene: Scene, width: int, height: int | None, highlight: Part | None) -> Arranged | None:
    if scene.rows:
        stacked = any(row.size for row in scene.rows)
        sheet = (draw_stack if stacked else draw_chain)(scene.rows, width, height, highlight)
        fits = sheet.width - sheet.left <= width and (height is None or sheet.height <= height)
        return Arranged(sheet, (), (), STACK_SIGNS if stacked else CHAIN_SIGNS) if fits else None
    if not scene.volumes:
        return Arranged(Canvas(highlight), (), (), {})
    plan = plan_for(scene, width, height)
    return arranged(scene, plan, width, highlight) if plan else None


def _in_ascii(drawing: Drawing) -> Drawing:
    return Drawing(tuple(tuple(Span(plain(span.text), span.role, span.index) for span in row) for row in drawing.rows))
