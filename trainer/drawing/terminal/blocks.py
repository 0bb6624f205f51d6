"""Draws the blocks of a volume into its box: padding, groups, one filter's slice, the kernel and its taps, one cell."""

from __future__ import annotations

from questions.picture.scene import Block, Part
from trainer.drawing.terminal.faces import Faces, Paint, Stretch
from trainer.drawing.terminal.fitting import Fit
from trainer.drawing.terminal.signs import EMPTY_CELL, HOLE, NEXT_KERNEL, SIGNS, UNKNOWN, Ink, group_sign
from trainer.drawing.terminal.window import Window, window

_OF_THE_KERNEL = frozenset((Part.KERNEL, Part.DEPTH, Part.TAP))
_THINNEST = 0.7
"""Rows of a slice of channels; of thinner ones, which would lie over one another, only the first is drawn."""


class Blocks:
    """The blocks of one fitted volume. What could not be drawn true to scale is kept in `remarks`."""

    def __init__(self, sized: Fit, faces: Faces) -> None:
        self.sized = sized
        self.faces = faces
        self.remarks: list[str] = []
        self.signs: dict[Part, str] = {}
        self.anchors: list[tuple[Part, int, int]] = []
        kernels = sized.volume.blocks_of(Part.KERNEL) or sized.volume.blocks_of(Part.DEPTH)
        self.kernel = next((block for block in kernels if not block.index), kernels[0] if kernels else None)
        self.window = window(sized, self.kernel) if self.kernel else None

    def draw(self) -> None:
        """All of them, the kernel over what lies below it."""
        volume = self.sized.volume
        for block in volume.blocks_of(Part.PADDING):
            self._padding(block)
        self._groups(volume.blocks_of(Part.GROUP))
        others = [
            block for block in volume.blocks if block.part not in _OF_THE_KERNEL | {Part.PADDING, Part.GROUP, Part.CELL}
        ]
        if volume.part is Part.WEIGHTS:
            self._weights()
        for block in others:
            if block.part is Part.FILTERS and self._grid(block):
                continue
            self._plain(block, Paint(SIGNS[block.part], block.part, block.index))
        if volume.cells and not any(block.part is Part.FILTERS for block in others):
            self._grid(None, SIGNS[Part.BIAS] if volume.part is Part.BIAS else EMPTY_CELL)
        for block in volume.blocks_of(Part.KERNEL):
            if block is not self.kernel:
                self._plain(block, Paint(NEXT_KERNEL, Part.KERNEL, block.index))
        if self.kernel and self.window:
            self._kernel(self.kernel, self.window)
        for block in volume.blocks_of(Part.CELL):
            self._cell(block)

    # What lies around and below the kernel

    def _padding(self, block: Block) -> None:
        across, down = self.sized.across, self.sized.down
        inner_columns = across.stretch(0, self.sized.volume.across.size)
        inner_lines = down.stretch(0, self.sized.volume.down.size)
        inner_columns = _inner(inner_columns, across.cells, block.start[0], across.size, self.sized.volume.across.size)
        inner_lines = _inner(inner_lines, down.cells, block.start[1], down.size, self.sized.volume.down.size)
        paint = Paint(SIGNS[Part.PADDING], Part.PADDING)
        whole = (0, across.cells)
        for lines in ((0, inner_lines[0]), (inner_lines[1], down.cells)):
            self.faces.front(whole, lines, paint)
        for columns in ((0, inner_columns[0]), (inner_columns[1], across.cells)):
            self.faces.front(columns, inner_lines, paint)
        if (
            max(
                inner_columns[0] + block.start[0] * across.per_position,
                inner_lines[0] + block.start[1] * down.per_position,
            )
            > 0.5
        ):
            self.remarks.append("padding")
        self.anchors.append((Part.PADDING, self.faces.frame.front + 1, across.cells))

    def _groups(self, blocks: tuple[Block, ...]) -> None:
        if not blocks:
            return
        along = self.sized.into or self.sized.down
        axis = 2 if self.sized.into else 1
        self.signs[Part.GROUP] = _numbers(blocks)
        if any(block.size[axis] * along.per_position < _THINNEST for block in blocks):
            self.remarks.append("groups")
            blocks = blocks[:1]
            self.signs[Part.GROUP] = f"{group_sign(0)}.."
        for block in blocks:
            stretch = along.stretch(block.start[axis], block.size[axis])
            paint = Paint(group_sign(block.index), Part.GROUP, block.index, gap=1)
            if axis == 1:
                self.faces.front((0, self.sized.across.cells), stretch, paint)
            else:
                self.faces.top((0, self.sized.across.cells), stretch, paint)
                self.faces.side((0, self.sized.down.cells), stretch, paint)
        first = along.stretch(blocks[0].start[axis], blocks[0].size[axis])[0]
        frame = self.faces.frame
        row, shift = (frame.front + 1 + first, 0) if axis == 1 else (frame.front - 1 - first, first + 1)
        self.anchors.append((Part.GROUP, row, self.sized.across.cells + shift))

    def _plain(self, block: Block, paint: Paint) -> None:
        """A block of any part on the faces that it touches."""
        columns, lines = self._face(block)
        ruler = self.sized.into
        if ruler is None or block.start[2] <= ruler.start:
            self.faces.front(columns, lines, paint)
        if ruler is not None and not block.open and block.size[2] * ruler.per_position >= 0.5:
            steps = ruler.stretch(block.start[2], block.size[2])
            if lines[0] == 0:
                self.faces.top(columns, steps, paint)
            if columns[1] == self.sized.across.cells:
                self.faces.side(lines, steps, paint)
        self.anchors.append(
            (block.part, self.faces.frame.front + 1 + lines[0], min(columns[1] + 1, self.sized.across.cells))
        )

    def _face(self, block: Block) -> tuple[Stretch, Stretch]:
        return (
            self.sized.across.stretch(block.start[0], max(1, block.size[0])),
            self.sized.down.stretch(block.start[1], max(1, block.size[1])),
        )

    # The output, and tables

    def _weights(self) -> None:
        """A table's numbers, one by one where there is room."""
        volume = self.sized.volume
        everything = Block(volume.part, (0, 0, 0), volume.size)
        if not self._grid(everything, SIGNS[volume.part]):
            self._plain(everything, Paint(SIGNS[volume.part], volume.part))
            self.signs[volume.part] = SIGNS[volume.part]

    def _grid(self, within: Block | None, sign: str = EMPTY_CELL) -> bool:
        """A sign for each position of the front face, if each has room for one. Says whether it was drawn."""
        sized = self.sized
        wide, high = int(sized.across.per_position), int(sized.down.per_position)
        exact = wide * sized.across.size == sized.across.cells and high * sized.down.size == sized.down.cells
        if not sized.volume.cells or not exact or wide < 1 or high < 1:
            return False
        start, size = (within.start, within.size) if within else ((0, 0, 0), sized.volume.size)
        role = within.part if within else sized.volume.part
        for y in range(start[1], start[1] + size[1]):
            for x in range(start[0], start[0] + size[0]):
                column, line = self._middle(x, y)
                self.faces.front((column, column + 1), (line, line + 1), Paint(sign, role))
        self.signs[role] = sign
        self.anchors.append((role, self.faces.frame.front + 1, sized.across.cells))
        return True

    def _middle(self, x: int, y: int) -> tuple[int, int]:
        """The cell in the middle of a position."""
        wide, high = self.sized.across.per_position, self.sized.down.per_position
        column = int((x - self.sized.across.start) * wide + max(0.0, (wide - 1) / 2))
        line = int((y - self.sized.down.start) * high + max(0.0, (high - 1) / 2))
        return min(column, self.sized.across.cells - 1), min(line, self.sized.down.cells - 1)

    def _cell(self, block: Block) -> None:
        column, line = self._middle(block.start[0], block.start[1])
        self.faces.front((column, column + 1), (line, line + 1), Paint(SIGNS[Part.CELL], Part.CELL))
        self.anchors.append((Part.CELL, self.faces.frame.front + 1 + line, min(column + 2, self.sized.across.cells)))

    # The kernel

    def _kernel(self, block: Block, place: Window) -> None:
        columns, lines, steps = place.columns, place.lines, place.steps
        frame = self.faces.frame
        deep = next(iter(self.sized.volume.blocks_of(Part.DEPTH)), None)
        at_front = not self.sized.into or block.start[2] <= self.sized.into.start
        at_top = block.start[1] <= self.sized.down.start
        if at_front:
            front = Paint(HOLE if place.has_holes else SIGNS[Part.KERNEL], Part.KERNEL)
            self.faces.front(columns, lines, front)
            if deep and not self.sized.into:
                behind = Paint(HOLE if place.has_holes else SIGNS[Part.DEPTH], Part.DEPTH)
                self.faces.front(columns, (lines[0] + 1, lines[1]), behind)
        if self.sized.into and not block.open:
            paint = Paint(HOLE if place.has_holes else SIGNS[Part.DEPTH], Part.DEPTH if deep else Part.KERNEL)
            if at_top:
                self.faces.edge(columns, Part.KERNEL)
                self.faces.top(columns, steps, paint)
            if columns[1] == self.sized.across.cells:
                self.faces.side(lines, steps, paint)
        elif self.sized.into and at_top:
            self.faces.edge(columns, Part.KERNEL)
            self._broken_off(columns)
        elif block.open and lines[1] < self.sized.down.cells:
            middle = 1 + (columns[0] + columns[1] - 1) // 2
            self.faces.canvas.put(frame.front + 1 + lines[1], middle, UNKNOWN, Ink.LABEL)
        if place.has_holes:
            self.signs[Part.KERNEL] = HOLE
            self._taps(block, place, deep)
        elif self.sized.volume.blocks_of(Part.TAP):
            self.remarks.append("taps")
        if place.enlarged:
            self.remarks.append("kernel")
        elif place.deepened:
            self.remarks.append("depth")
        beside = min(columns[1] + 1, self.sized.across.cells)
        self.anchors += [(part, frame.front + 1 + lines[0], beside) for part in (Part.KERNEL, Part.TAP)]
        self.anchors.append(self._depth_anchor(block, place))

    def _depth_anchor(self, block: Block, place: Window) -> tuple[Part, int, int]:
        frame = self.faces.frame
        if self.sized.into and not block.open:
            step = (place.steps[0] + place.steps[1]) // 2 + 1
            return Part.DEPTH, frame.front - step, min(place.columns[1] + 1, self.sized.across.cells) + step
        line = (place.lines[0] + place.lines[1]) // 2
        return Part.DEPTH, frame.front + 1 + line, min(place.columns[1] + 1, self.sized.across.cells)

    def _broken_off(self, columns: Stretch) -> None:
        """Edges into the page that end at once: nobody has said how far they run."""
        row, canvas = self.faces.frame.front - 1, self.faces.canvas
        first, last = columns[0] + 2, columns[1] + 2
        if last - first >= 2:
            if columns[0]:
                canvas.put(row, first, "╱", Part.KERNEL)
            canvas.put(row, last, "╱", Part.KERNEL)
        canvas.put(row, (first + last) // 2, UNKNOWN, Ink.LABEL)

    def _taps(self, kernel: Block, place: Window, deep: Block | None) -> None:
        ruler = self.sized.into
        for tap in self.sized.volume.blocks_of(Part.TAP):
            columns, lines, steps = place.tap(tap)
            if ruler is None or tap.start[2] <= kernel.start[2]:
                self.faces.front(columns, lines, Paint(SIGNS[Part.TAP], Part.TAP))
            if ruler is None and deep:
                self.faces.front(columns, (lines[0] + 1, lines[1]), Paint(SIGNS[Part.DEPTH], Part.DEPTH))
            if ruler is None or kernel.open:
                continue
            paint = Paint(SIGNS[Part.DEPTH], Part.DEPTH if deep else Part.TAP)
            if tap.start[1] <= self.sized.down.start:
                self.faces.top(columns, steps, paint)
            if columns[1] == self.sized.across.cells:
                self.faces.side(lines, steps, paint)


def _numbers(blocks: tuple[Block, ...]) -> str:
    """`1-4`: what the slices are filled with."""
    signs = [group_sign(block.index) for block in blocks]
    return signs[0] if len(signs) == 1 else f"{signs[0]}-{signs[-1]}"


def _inner(stretch: Stretch, cells: int, start: int, extent: int, size: int) -> Stretch:
    """Where the volume lies within its padding: at least one cell for each padded side."""
    first = max(stretch[0], 1) if start < 0 else 0
    last = min(stretch[1], cells - 1) if extent + start > size else cells
    return (first, max(last, first + 1) if first + 1 <= cells else cells)
