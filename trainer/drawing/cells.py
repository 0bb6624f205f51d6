"""A scene as characters: as large as it fits, never wider or higher than asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from questions.picture.scene import Part, Scene
from trainer.drawing.terminal.alone import with_kernel_alone
from trainer.drawing.terminal.canvas import Canvas, Drawing, Span
from trainer.drawing.terminal.chain import CHAIN_SIGNS, draw_chain
from trainer.drawing.terminal.layout import Arranged, arranged, nothing_drawn, plan_for
from trainer.drawing.terminal.signs import Ink, Role, plain
from trainer.drawing.terminal.stack import STACK_SIGNS, draw_stack
from trainer.drawing.terminal.words import Words, said
from trainer.drawing.terminal.wrapping import clean, with_texts

__all__ = ["Drawing", "Ink", "Role", "Span", "draw_cells"]

_SHARE = {Words.ALL: 0.8, Words.CLOSE: 0.8, Words.NO_CAPTION: 0.4}
"""So many words are said only where the drawing keeps that share of the area that it had without any."""
_LARGER = 1.3
"""Times as many columns make one volume worth more than all of them."""


def draw_cells(
    scene: Scene, width: int, height: int | None = None, *, highlight: Part | None = None, ascii_only: bool = False
) -> Drawing:
    """The scene within so many columns, and rows if a height is given.

    `highlight` is drawn in its own role with a sign beside it, and with the scene's sentence about it. With
    `ascii_only` every character is ASCII. What finds no room is left out: first the caption, then the legend and the
    title. Where the kernel could not be made out, its volume is drawn alone and the others are told in words.
    """
    width = max(1, width)
    scene = with_texts(scene, lambda text: plain(clean(text)) if ascii_only else clean(text))
    drawing = _fitted(scene, width, height, highlight)
    return _in_ascii(drawing) if ascii_only else drawing


def _fitted(scene: Scene, width: int, height: int | None, highlight: Part | None) -> Drawing:
    whole = _with_words(scene, width, height, highlight)
    alone = _alone(scene, width, height, highlight) if whole is None or not whole.drawn.legible else None
    # Where the kernel cannot be made out among all volumes, the one that it is in says more.
    best = whole
    if alone is not None and (whole is None or (height is not None and alone.columns >= _LARGER * whole.columns)):
        best = alone
    if best is not None:
        return best.sheet.drawing()
    words_alone = said(replace(scene, legend=()), Words.CLOSE, nothing_drawn(highlight), width, highlight).drawing()
    return Drawing(words_alone.rows[:height], words_alone=True)


@dataclass(frozen=True, slots=True)
class _Worded:
    """A drawing with the words around it."""

    sheet: Canvas
    drawn: Arranged

    @property
    def columns(self) -> int:
        """Those of the front face with the kernel."""
        return self.drawn.columns


def _alone(scene: Scene, width: int, height: int | None, highlight: Part | None) -> _Worded | None:
    """The volume with the kernel, unless it is the only one, or what is highlighted is in another one."""
    if len(scene.volumes) < 2:
        return None
    alone = with_kernel_alone(scene)
    if highlight is not None and highlight not in replace(alone, legend=(), forgotten=()).parts:
        return None
    return _with_words(alone, width, height, highlight)


def _with_words(scene: Scene, width: int, height: int | None, highlight: Part | None) -> _Worded | None:
    """The scene with as many words as leave the drawing large, or the first that fit at all."""
    small: _Worded | None = None
    largest = _drawn(scene, width, height, highlight)
    for words in Words.from_most() if largest else ():
        around = 0 if height is None else said(scene, words, nothing_drawn(highlight), width, highlight).height
        # What has to be said of the drawing is known once it is drawn: one row is kept for it, and more if need be.
        room = None if height is None else height - around - 1
        drawn = _drawn(scene, width, room, highlight)
        sheet = said(scene, words, drawn, width, highlight) if drawn else None
        if height is not None and room is not None and sheet and sheet.height > height:
            drawn = _drawn(scene, width, room - (sheet.height - height), highlight)
            sheet = said(scene, words, drawn, width, highlight) if drawn else None
        if drawn is None or sheet is None or (height is not None and sheet.height > height):
            continue
        worded = _Worded(sheet, drawn)
        if height is None or words not in _SHARE or (largest and _is_as_good(drawn, largest, _SHARE[words])):
            return worded
        small = small or worded
    return small


def _is_as_good(drawn: Arranged, largest: Arranged, share: float) -> bool:
    areas = [each.canvas.width * each.canvas.height for each in (drawn, largest)]
    return areas[0] >= share * areas[1] and drawn.legible >= largest.legible


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
    rows = tuple(tuple(Span(plain(span.text), span.role, span.index) for span in row) for row in drawing.rows)
    return replace(drawing, rows=rows)
