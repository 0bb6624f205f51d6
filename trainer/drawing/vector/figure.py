"""One volume with its labels: where they go, how much room it takes, and how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

from questions.picture.scene import Axis, Move, Part, Volume
from trainer.drawing.vector.blocks import Drawn, draw_blocks, draw_box, draw_padding, draw_slices
from trainer.drawing.vector.canvas import Canvas, Pen, Point
from trainer.drawing.vector.labels import LABEL, SMALL, Label, around, column, height
from trainer.drawing.vector.palette import LOOKS
from trainer.drawing.vector.scale import Lengths
from trainer.drawing.vector.solid import Solid, placed, whole
from trainer.drawing.vector.text import clean, elided

_SIGNS = ("→", "↓", "↗")
_STRIDE = LOOKS[Part.STRIDE].edge
_PILE = 4
_PILE_STEP = 7.0
_LONGEST = 190.0
_LEAST_ARROW = 12.0


class Figure:
    """A volume at a scale; `moves` is the way of the kernel in it. Its own (0, 0) is the front's upper left corner."""

    def __init__(self, volume: Volume, scale: Lengths, moves: Sequence[Move]) -> None:
        self.volume = volume
        self.scale = scale
        self.moves = tuple(moves)
        self.box = whole(volume, scale)
        self._paddings = [placed(block, scale)[0] for block in volume.blocks_of(Part.PADDING)]
        blocks = [placed(block, scale)[0].bounds for block in volume.blocks if not block.open]
        self._pile = [_PILE_STEP * i for i in range(1, min(volume.copies.size, _PILE))]
        piled = [self.box.moved(step, step).bounds for step in self._pile]
        self._solids = around([self.box.bounds, *blocks, *piled])
        self._labels = self._placed_labels()
        self.bounds = around([self._solids, *(label.bounds for label in self._labels)])

    @property
    def middle(self) -> float:
        """The height at which it is lined up with others: the middle of its front."""
        return self.box.height / 2

    def solid_of(self, part: Part) -> Solid | None:
        """The first block of the part, the nearest to the reader."""
        blocks = self.volume.blocks_of(part)
        return placed(blocks[0], self.scale)[0] if blocks else None

    def parts(self) -> frozenset[Part]:
        """What can be seen in it."""
        drawn = {block.part for block in self.volume.blocks} | {self.volume.part}
        drawn |= {self.volume.copies.part} if self.volume.copies.part else set()
        return frozenset(drawn | ({Part.STRIDE} if self.moves else set()))

    def draw(self, canvas: Canvas, at: Point, drawn: Drawn) -> None:
        """All but the labels, with (0, 0) of the figure at this point."""
        group = canvas.group(f"volume {self.volume.part.value}")
        for step in reversed(self._pile):
            edge = LOOKS[self.volume.part].edge
            behind = self.box.moved(at[0] + step, at[1] + step)
            group.area(behind.silhouette, Pen("#F1F7FB", 0.9, edge, 0.8), "copy")
        box = self.box.moved(*at)
        if self.volume.copies.part:
            drawn.marks.add(self.volume.copies.part, self._around_pile(at))
        if self._pile:
            group.area(box.silhouette, Pen("#FFFFFF"))
        for padding in self._paddings:
            draw_padding(group.group("block padding"), box, padding.moved(*at), drawn)
        draw_box(group.group("box"), box, self.volume, drawn)
        draw_blocks(group, at, self.volume, self.scale, drawn)
        draw_slices(group, box, self.volume)
        self._draw_way(group, at, drawn)

    def _around_pile(self, at: Point) -> list[Point]:
        """Around the volume and its copies, from the upper edge of the back on."""
        step = max(self._pile, default=0)
        box, last = self.box.moved(*at), self.box.moved(at[0] + step, at[1] + step)
        return [box.back[0], box.back[1], last.back[1], last.back[2], last.front[2], last.front[3], box.front[3],
                box.front[0]]  # fmt: skip

    def draw_labels(self, canvas: Canvas, at: Point, drawn: Drawn) -> None:
        """The labels, drawn after the lines between the volumes."""
        for label in self._labels:
            moved = label.moved(*at)
            moved.draw(canvas, sheet=True)
            part = Part.STRIDE if label.fill == _STRIDE else self.volume.copies.part
            if part is Part.STRIDE or (part and label.text == _shown(self.volume.copies)):
                left, top, right, bottom = moved.bounds
                box = [(left - 2, top), (right + 2, top), (right + 2, bottom + 1), (left - 2, bottom + 1)]
                drawn.marks.add(part, box)

    def _draw_way(self, canvas: Canvas, at: Point, drawn: Drawn) -> None:
        kernels = self.volume.blocks_of(Part.KERNEL)
        if not kernels or not self.moves:
            return
        group = canvas.group("way")
        ends = self._ends(placed(kernels[0], self.scale)[0])
        for move in self.moves:
            (x, y), (u, v) = ends[move.axis]
            if hypot(u - x, v - y) >= _LEAST_ARROW:
                start, end = (x + at[0], y + at[1]), (u + at[0], v + at[1])
                group.arrow(start, end, Pen(line=_STRIDE, width=1.6), 7)
                drawn.marks.add(Part.STRIDE, [start, end])

    def _ends(self, kernel: Solid) -> tuple[tuple[Point, Point], ...]:
        """From the kernel to the far end of what it moves over: across, down, into the page."""
        reach = max([self.box, *self._paddings], key=lambda solid: solid.width + solid.height + solid.depth)
        right, low = reach.x + reach.width, reach.y + reach.height
        middle = (kernel.x + kernel.width / 2, kernel.y + kernel.height / 2)
        behind = (middle[0] + kernel.slant[0], kernel.y + kernel.slant[1])
        way = (reach.slant[0] - (kernel.x - reach.x) - kernel.slant[0], reach.slant[1] - kernel.slant[1])
        return (
            ((kernel.x + kernel.width + 2, middle[1]), (right - 2, middle[1])),
            ((middle[0], kernel.y + kernel.height + 2), (middle[0], low - 2)),
            (behind, (behind[0] + way[0], behind[1] + way[1])),
        )

    def _placed_labels(self) -> list[Label]:
        """Sizes beside their edges, the kernel's stride with each, and the title below all."""
        volume, box = self.volume, self.box
        left, _, right, low = self._solids
        beside = self._lines(volume.down, 1)
        x, y = left - 9, box.height / 2 - height(beside) / 2
        labels = column([replace(line, anchor="end") for line in beside], x, y)
        labels += self._into_labels(right)
        across = [replace(line, anchor="middle") for line in self._lines(volume.across, 0)]
        if volume.copies.text:
            across.append(Label((0, 0), _shown(volume.copies), LABEL, "middle"))
        middle, top = box.x + box.width / 2, low + 6
        widest = max((line.width for line in across), default=0.0)
        for label in labels:
            from_, _, to, bottom = label.bounds
            if from_ < middle + widest / 2 + 6 and to > middle - widest / 2 - 6:
                top = max(top, bottom + 3)
        labels += column(across, middle, top)
        below = max([low, *(label.bounds[3] for label in labels)]) + 5
        title = Label((0, 0), elided(clean(volume.title), LABEL, _LONGEST, bold=True), LABEL, "middle", bold=True)
        return labels + (column([title], middle, below) if title.text else [])

    def _into_labels(self, right: float) -> list[Label]:
        """To the right of the lower slanted edge; beside the back where it would come below the front."""
        lines = self._lines(self.volume.into, 2)
        if not lines:
            return []
        box, tall = self.box, height(lines)
        rise, run = -box.slant[1], box.slant[0]
        if rise / 2 >= tall and not self._pile and not self._paddings:
            return column(lines, box.x + box.width + run / 2 + 9, box.y + box.height - rise / 2 + 1)
        return column(lines, right + 8, box.y + box.height - tall)

    def _lines(self, named: Axis, axis: int) -> list[Label]:
        """The axis, and the kernel's step along it."""
        made = [Label((0, 0), _shown(named))] if named.text else []
        steps = [move.step for move in self.moves if move.axis == axis]
        return made + [Label((0, 0), f"{_SIGNS[axis]} stride {step}", SMALL, fill=_STRIDE) for step in steps]


def _shown(axis: Axis) -> str:
    """`H = 24`; where the size is not told, the name alone."""
    return elided(clean(axis.text if axis.label else axis.name), LABEL, _LONGEST)
