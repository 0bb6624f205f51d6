"""The whole sheet: title, caption, the drawing, the legend, and what is not to scale."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from questions.picture.scene import Part, Scene
from trainer.drawing.vector.blocks import Drawn
from trainer.drawing.vector.canvas import PAPER, Canvas, Pen, number
from trainer.drawing.vector.flow import Flow
from trainer.drawing.vector.labels import LABEL, SMALL, Label, column, height, note
from trainer.drawing.vector.legend import Legend, Samples
from trainer.drawing.vector.marks import Callout, Marks
from trainer.drawing.vector.palette import LOOKS, Hatchings, Look
from trainer.drawing.vector.rows import Stack, own_looks
from trainer.drawing.vector.text import clean, wrapped

_MARGIN = 22.0
_LEAST = 420.0
_TITLE = 17.0
_DESCRIBED = 2000
_CARD = Pen(PAPER, line="#C9C9C9", width=1)


def page(scene: Scene, highlight: Part | None, width: float) -> str:
    """The document. Its width is what the picture needs, from 420 to `width` units and its margins."""
    limit = max(_LEAST, width - 2 * _MARGIN)
    callout = Callout(_reminder(scene, highlight), min(limit, 520)) if highlight else None
    body = Stack(scene, limit, highlight, callout) if scene.rows else Flow(scene, limit, highlight, callout)
    inner = max(_LEAST, body.width, callout.width if callout else 0)
    head = _lines(scene.title, _TITLE, inner, 2, bold=True) + _lines(scene.caption, LABEL, inner, 8)

    prefix = f"c{sha256(f'{scene!r}{highlight}{width}'.encode('utf-8', 'backslashreplace')).hexdigest()[:10]}"
    root = _root(prefix, scene)
    hatchings = Hatchings(Canvas(SubElement(root, "defs"), prefix))
    card = SubElement(root, "rect")
    sheet = Canvas(SubElement(root, "g", {"font-family": "system-ui, sans-serif"}), prefix)
    top = _MARGIN
    for line in column(head, _MARGIN, top):
        line.draw(sheet)
    top += height(head) + 14
    drawn = Drawn(hatchings, Marks(), scene.legend)
    body.draw(sheet, _MARGIN, top, _MARGIN + inner, drawn)
    top += body.height + 16
    entries = [entry for entry in scene.legend if drawn.marks.of(entry.part)]
    legend = Legend(entries, inner, highlight)
    legend.draw(sheet, (_MARGIN, top), Samples(hatchings, _own_looks(scene), _groups(scene)))
    top += legend.height + (10 if entries else 0)
    said = dict.fromkeys([*body.notes, *drawn.said])
    notes = [note(line.text) for text in said for line in _lines(text, SMALL, inner, 3)]
    for line in column(notes, _MARGIN, top):
        line.draw(sheet)
    top += height(notes)
    _sized(root, card, inner + 2 * _MARGIN, top + _MARGIN - 8)
    indent(root, "")
    document: bytes = tostring(root, encoding="us-ascii", xml_declaration=False)
    return document.decode("ascii") + "\n"


def _root(prefix: str, scene: Scene) -> Element:
    named = {"role": "img", "aria-labelledby": f"{prefix}-title {prefix}-desc"}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "version": "1.1", **named})
    SubElement(root, "title", {"id": f"{prefix}-title"}).text = clean(scene.title)[:_DESCRIBED]
    SubElement(root, "desc", {"id": f"{prefix}-desc"}).text = clean(scene.caption)[:_DESCRIBED]
    return root


def _sized(root: Element, card: Element, width: float, height_: float) -> None:
    root.set("viewBox", f"0 0 {number(width)} {number(height_)}")
    root.set("width", number(width))
    root.set("height", number(height_))
    place = {"x": 0.5, "y": 0.5, "width": width - 1, "height": height_ - 1, "rx": 10}
    for name, value in place.items():
        card.set(name, number(value))
    card.set("class", "sheet")
    for name, told in _CARD.attributes.items():
        card.set(name, told)


def _lines(text: str, size: float, limit: float, most: int, *, bold: bool = False) -> list[Label]:
    return [Label((0, 0), line, size, bold=bold) for line in wrapped(text, size, limit, lines=most, bold=bold)]


def _own_looks(scene: Scene) -> dict[Part, Look]:
    """The parts that look otherwise here; without a kernel, depth is that of the one position."""
    deep = [volume for volume in scene.volumes if volume.blocks_of(Part.DEPTH)]
    if deep and not any(volume.blocks_of(Part.KERNEL) for volume in deep):
        return {Part.DEPTH: replace(LOOKS[Part.CELL], hatching=LOOKS[Part.DEPTH].hatching)}
    return own_looks(scene)


def _groups(scene: Scene) -> int:
    """How many slices there are to tell apart."""
    blocks = (block for volume in scene.volumes for block in volume.blocks_of(Part.GROUP))
    return max((block.index + 1 for block in blocks), default=1)


def _reminder(scene: Scene, part: Part | None) -> str:
    """The scene's sentence about the part; else its line in the legend; else its name."""
    if part is None:
        return ""
    told = next((entry.text for entry in scene.legend if entry.part is part), f"Look at this: {part.value}")
    return scene.reminder(part) or told
