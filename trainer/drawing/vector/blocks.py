"""The solids of one volume: the volume itself, its padding, groups, filters, kernel, taps and the one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from questions.picture.scene import Block, Entry, Part, Volume
from trainer.drawing.vector.canvas import Canvas, Pen, Point, outline
from trainer.drawing.vector.labels import LABEL
from trainer.drawing.vector.marks import Marks
from trainer.drawing.vector.palette import LOOKS, Hatchings, Look, group_look
from trainer.drawing.vector.scale import Lengths
from trainer.drawing.vector.solid import Solid, placed, stubs, whole

GRID_LEFT_OUT = "There are too many positions to draw each one."
TAPS_LEFT_OUT = "The single weights of the kernel are too small to draw."

_NAMES = {Part.KERNEL: "the kernel", Part.DEPTH: "the kernel", Part.CELL: "the one position"}
_ORDER = (Part.GROUP, Part.FILTERS, Part.WEIGHTS, Part.BIAS, Part.KERNEL, Part.DEPTH, Part.TAP, Part.CELL)
_ORDER_OF_CELL = (*(part for part in _ORDER if part is not Part.DEPTH), Part.DEPTH)
_LEAST_CELL = 4.0
_LEAST_TAP = 2.5
_LEAST_HATCHED = 7.0
_LEAST_EDGED = 4.0
_MOST_LINES = 160
_MOST_TAPS = 400


class Drawn:
    """What drawing needs beside the volume: where to draw, how to hatch, where things are, what to say of it."""

    def __init__(self, hatchings: Hatchings, marks: Marks, legend: Sequence[Entry] = ()) -> None:
        self.hatchings = hatchings
        self.marks = marks
        self.notes: list[str] = []
        self._larger: list[str] = []
        self._names = _NAMES | {entry.part: entry.text.split(":")[0] for entry in legend if entry.part in _NAMES}
        self._names[Part.DEPTH] = self._names[Part.KERNEL]

    def enlarged(self, part: Part) -> None:
        """Say of the part, as the legend calls it, that it is not to scale."""
        self._larger.append(self._names.get(part, part.value))

    @property
    def said(self) -> list[str]:
        """Each remark once."""
        names = list(dict.fromkeys(self._larger))
        larger = [f"Too small to see, so drawn larger than it is: {name}." for name in names]
        if len(names) > 1:
            larger = [f"Too small to see, so drawn larger than they are: {', '.join(names[:-1])} and {names[-1]}."]
        return list(dict.fromkeys([*self.notes, *larger]))


def draw_solid(canvas: Canvas, solid: Solid, look: Look, hatchings: Hatchings) -> None:
    """The visible faces, hatched where the look is."""
    hatching = hatchings.pen(look.hatching, look.edge)
    for name, pen in look.faces:
        if name == "front" or solid.depth:
            canvas.area(solid.face(name), pen, name)
    if hatching:
        canvas.area(solid.silhouette, hatching)


def draw_box(canvas: Canvas, solid: Solid, volume: Volume, drawn: Drawn) -> None:
    """The volume as a see-through box, hidden edges dashed."""
    look = LOOKS[volume.part]
    if solid.depth:
        back, front = solid.back, solid.front
        hidden = outline([back[0], back[3], back[2]], closed=False) + outline([front[3], back[3]], closed=False)
        canvas.path(hidden, Pen(line=look.edge, width=0.8, dashes="3 3"), "hidden")
    draw_solid(canvas, solid, replace(look, dashes="5 4") if volume.open else look, drawn.hatchings)
    drawn.marks.add(volume.part, solid.silhouette)
    if volume.open:
        middle = (solid.x + solid.width / 2, solid.y + solid.height / 2 + 5)
        canvas.text(middle, "?", LABEL, **{"text-anchor": "middle"})


def draw_slices(canvas: Canvas, solid: Solid, volume: Volume) -> None:
    """The channels on the top and the side, where one can be told from the next."""
    channels = volume.size[2]
    if volume.open or not solid.depth or channels < 2 or solid.depth / channels < _LEAST_CELL:
        return
    data = ""
    for channel in range(1, channels):
        slice_ = Solid(solid.x, solid.y, solid.width, solid.height, solid.depth * channel / channels).back
        data += outline(slice_[:3], closed=False)
    canvas.path(data, Pen(line=LOOKS[volume.part].edge, width=0.6), "slices", **{"stroke-opacity": "0.5"})


def draw_padding(canvas: Canvas, box: Solid, outer: Solid, drawn: Drawn) -> None:
    """The ring around the front face, and the outline of the box with it."""
    look = LOOKS[Part.PADDING]
    canvas.area(outer.silhouette, Pen(line=look.edge, width=1, dashes=look.dashes), "outer")
    ring = outline(outer.front) + outline(box.front)
    canvas.path(ring, Pen(look.front, look.opacity, look.edge, 1, look.dashes), "front", **{"fill-rule": "evenodd"})
    hatching = drawn.hatchings.pen(look.hatching, look.edge)
    if hatching:
        canvas.path(ring, hatching, **{"fill-rule": "evenodd"})
    drawn.marks.add(Part.PADDING, outer.front)


def draw_blocks(canvas: Canvas, origin: Point, volume: Volume, scale: Lengths, drawn: Drawn) -> None:
    """All blocks but the padding, what is behind first."""
    order = _ORDER if volume.blocks_of(Part.KERNEL) else _ORDER_OF_CELL
    for part in order:
        if part is Part.KERNEL:
            _draw_cells(canvas, whole(volume, scale).moved(*origin), volume, drawn)
        blocks = volume.blocks_of(part)
        group = canvas.group(f"block {part.value.replace(' ', '-')}") if blocks else canvas
        if part is Part.TAP:
            _draw_taps(group, origin, volume, scale, drawn)
            continue
        for block in sorted(blocks, key=lambda block: (block.start[2], block.index), reverse=True):
            solid, larger = placed(block, scale)
            solid = solid.moved(*origin)
            if larger:
                drawn.enlarged(part)
            _draw_block(group, solid, block, volume, scale, drawn, larger=larger)
            if part in (Part.KERNEL, Part.DEPTH) and block.index:
                continue
            drawn.marks.add(part, _outline_of(part, solid, hidden=block.start[2] > 0))


def _draw_cells(canvas: Canvas, solid: Solid, volume: Volume, drawn: Drawn) -> None:
    """The positions of the front face, where they can be seen."""
    if not volume.cells or volume.open or volume.size[0] * volume.size[1] == 1:
        return
    grid = _grid(solid, volume.size[0], volume.size[1])
    canvas.path(grid, Pen(line=LOOKS[volume.part].edge, width=0.6), "grid", **{"stroke-opacity": "0.6"})
    if not grid:
        drawn.notes.append(GRID_LEFT_OUT)


def _outline_of(part: Part, solid: Solid, *, hidden: bool) -> list[Point]:
    """The kernel's extent is its front face; of a slice that lies behind others only the top and the side are seen."""
    if part is Part.GROUP and hidden and solid.depth:
        front, back = solid.front, solid.back
        return [back[0], back[1], back[2], front[2], front[1], front[0]]
    return solid.front if part is Part.KERNEL else solid.silhouette


def _draw_block(
    canvas: Canvas, solid: Solid, block: Block, volume: Volume, scale: Lengths, drawn: Drawn, *, larger: bool
) -> None:
    look = group_look(block.index) if block.part is Part.GROUP else LOOKS[block.part]
    if block.part is Part.KERNEL and block.index:
        canvas.area(solid.front, Pen(look.front, 0.14, look.edge, 1.1, "4 2.5"), "next")
        return
    for start, end in stubs(solid, flat=not volume.into.name) if block.open else ():
        canvas.line(start, end, Pen(line=look.edge, width=1.2, dashes="3 2.5"))
    if block.part is Part.KERNEL and _has_visible_taps(volume, scale):
        faint = Pen(look.front, 0.16, look.edge, 1.2, "5 3")
        for name in ("side", "top", "front") if solid.depth else ("front",):
            canvas.area(solid.face(name), faint, name)
        return
    if block.part is Part.DEPTH:
        _draw_depth(canvas, solid, look, drawn)
        return
    if block.part is Part.GROUP:
        _draw_group(canvas, solid, look, drawn, front=not solid.depth or block.start[2] <= 0)
        return
    draw_solid(canvas, solid, look, drawn.hatchings)
    if block.part in (Part.KERNEL, Part.WEIGHTS) and not larger and not volume.blocks_of(Part.TAP):
        grid = _grid(solid, block.size[0], block.size[1])
        canvas.path(grid, Pen(line=look.edge, width=0.7), "grid", **{"stroke-opacity": "0.7"})


def _draw_depth(canvas: Canvas, solid: Solid, look: Look, drawn: Drawn) -> None:
    """The faces that run over the channels, hatched: how deep the kernel is."""
    hatching = drawn.hatchings.pen(look.hatching, look.edge)
    for name in ("side", "top") if solid.depth else ("front",):
        if hatching:
            canvas.area(solid.face(name), hatching, name)


def _draw_group(canvas: Canvas, solid: Solid, look: Look, drawn: Drawn, *, front: bool) -> None:
    """The faces that no nearer slice hides; hatched where there is room for it."""
    hatching = drawn.hatchings.pen(look.hatching, look.edge)
    thickness = solid.depth or solid.height
    thin = thickness < _LEAST_HATCHED
    line = "none" if thickness < _LEAST_EDGED else look.edge
    for name, pen in look.faces:
        if front if name == "front" else solid.depth:
            canvas.area(solid.face(name), replace(pen, width=0.4, line=line) if thin else pen, name)
            if hatching and not thin:
                canvas.area(solid.face(name), hatching)


def _draw_taps(canvas: Canvas, origin: Point, volume: Volume, scale: Lengths, drawn: Drawn) -> None:
    blocks = volume.blocks_of(Part.TAP)
    if not blocks:
        return
    if not _has_visible_taps(volume, scale):
        drawn.notes.append(TAPS_LEFT_OUT)
        return
    behind_first = sorted(blocks, key=lambda block: (-block.start[2], -block.start[1], block.start[0]))
    for _, row in groupby(behind_first, key=lambda block: (block.start[2], block.start[1])):
        solids = [placed(block, scale)[0].moved(*origin) for block in row]
        for name, pen in LOOKS[Part.TAP].faces:
            if name == "front" or solids[0].depth:
                canvas.path("".join(outline(solid.face(name)) for solid in solids), pen, name)
        for solid in solids:
            drawn.marks.add(Part.TAP, solid.front)


def _has_visible_taps(volume: Volume, scale: Lengths) -> bool:
    taps = volume.blocks_of(Part.TAP)
    return 0 < len(taps) <= _MOST_TAPS and min(taps[0].size[i] * scale[i] for i in (0, 1)) >= _LEAST_TAP


def _grid(solid: Solid, across: int, down: int) -> str:
    """Lines between the positions of the front face; nothing where they would run into each other."""
    if across * down < 2 or across + down > _MOST_LINES:
        return ""
    wide, high = solid.width / across, solid.height / down
    if (across > 1 and wide < _LEAST_CELL) or (down > 1 and high < _LEAST_CELL):
        return ""
    right, low = solid.x + solid.width, solid.y + solid.height
    upright = ([(solid.x + i * wide, solid.y), (solid.x + i * wide, low)] for i in range(1, across))
    level = ([(solid.x, solid.y + i * high), (right, solid.y + i * high)] for i in range(1, down))
    return "".join(outline(ends, closed=False) for ends in (*upright, *level))
