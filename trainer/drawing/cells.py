"""A scene as characters: as large as it fits, never wider or higher than asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from questions.picture.scene import Part, Scene
from trainer.drawing.terminal.canvas import Drawing, Span
from trainer.drawing.terminal.chain import CHAIN_SIGNS, draw_chain
from trainer.drawing.terminal.layout import Arranged, arranged, nothing_drawn, plan_for
from trainer.drawing.terminal.signs import Ink, Role, plain
from trainer.drawing.terminal.stack import STACK_SIGNS, draw_stack
from trainer.drawing.terminal.words import Words, said
from trainer.drawing.terminal.wrapping import clean, with_texts

__all__ = ["Drawing", "Ink", "Role", "Span", "draw_cells"]

_SHARE = {Words.ALL: 0.8, Words.CLOSE: 0.8, Words.NO_CAPTION: 0.4}
"""So many words are said only where the drawing keeps that share of the area that it had without any."""


def draw_cells(
    scene: Scene, width: int, height: int | None = None, *, highlight: Part | None = None, ascii_only: bool = False
) -> Drawing:
    """The scene within so many columns, and rows if a height is given.

    `highlight` is drawn in its own role with a sign beside it, and with the scene's sentence about it. With
    `ascii_only` every character is ASCII. What finds no room is left out: first the caption, then the legend and the
    title, then all volumes but the one with the kernel.
    """
    width = max(1, width)
    scene = with_texts(scene, lambda text: plain(clean(text)) if ascii_only else clean(text))
    drawing = _fitted(scene, width, height, highlight)
    return _in_ascii(drawing) if ascii_only else drawing


def _fitted(scene: Scene, width: int, height: int | None, highlight: Part | None) -> Drawing:
    small: Drawing | None = None
    for shown in _from_most(scene):
        for words in Words.from_most():
            around = 0 if height is None else said(shown, words, nothing_drawn(highlight), width, highlight).height
            # What has to be said of the drawing is known once it is drawn: one row is kept for it.
            room = None if height is None else height - around - 1
            drawn = _drawn(shown, width, room, highlight)
            if drawn is None:
                continue
            sheet = said(shown, words, drawn, width, highlight)
            if height is None:
                return sheet.drawing()
            if sheet.height > height:
                continue
            if words not in _SHARE or _area(drawn) >= _SHARE[words] * _area(_drawn(shown, width, height, highlight)):
                return sheet.drawing()
            small = small or sheet.drawing()
        if small is not None:
            return small
    words_alone = said(scene, Words.CLOSE, nothing_drawn(highlight), width, highlight).drawing()
    return Drawing(words_alone.rows[:height])


def _area(drawn: Arranged | None) -> int:
    return drawn.canvas.width * drawn.canvas.height if drawn else 0


def _from_most(scene: Scene) -> Iterator[Scene]:
    """The scene; then, where it has several volumes, the one with the kernel alone."""
    yield scene
    if len(scene.volumes) > 1:
        with_kernel = tuple([volume for volume in scene.volumes if volume.blocks_of(Part.KERNEL)])
        alone = replace(scene, volumes=(with_kernel or scene.volumes)[:1], stages=(), legend=())
        yield replace(alone, legend=tuple([entry for entry in scene.legend if entry.part in alone.parts]))


def _drawn(scene: Scene, width: int, height: int | None, highlight: Part | None) -> Arranged | None:
    if height is not None and height < 1:
        return None
    if scene.rows:
        stacked = any(row.size for row in scene.rows)
        sheet = (draw_stack if stacked else draw_chain)(scene.rows, width, height, highlight)
        fits = sheet.width - sheet.left <= width and (height is None or sheet.height <= height)
        return Arranged(sheet, (), (), STACK_SIGNS if stacked else CHAIN_SIGNS) if fits else None
    if not scene.volumes:
        return nothing_drawn(highlight)
    plan = plan_for(scene, width, height, highlight)
    return arranged(scene, plan, width, highlight) if plan else None


def _in_ascii(drawing: Drawing) -> Drawing:
    return Drawing(tuple(tuple(Span(plain(span.text), span.role, span.index) for span in row) for row in drawing.rows))
