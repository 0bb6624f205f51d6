"""How many cells each axis of a volume gets. A cell of a terminal is about twice as high as it is wide.

The spatial axes of a volume share one scale: `scale` columns, half as many rows, a quarter as many steps into the page
for each position. Channels have a scale of their own, and so has the second axis of what is drawn flat.
"""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Part, Volume

LARGEST_SCALE = 6.0
LARGEST_FLAT_SCALE = 4.0
_LEAST_DEPTH = 4
_MOST_SLICES = 8
_MOST_CHANNELS = 6
_ROUNDED = 0.51
_OPEN_CELLS = (8, 3, 1)


@dataclass(frozen=True, slots=True)
class Ruler:
    """One axis in cells: `cells` of them for `size` positions from `start` on."""

    start: int
    size: int
    cells: int

    @property
    def per_position(self) -> float:
        """Cells for one position."""
        return self.cells / self.size

    def stretch(self, start: int, size: int) -> tuple[int, int]:
        """The first cell of some positions and the one behind the last; at least one cell, all within the axis."""
        length = min(self.cells, max(1, round(size * self.per_position)))
        first = round((start - self.start) * self.per_position)
        first = max(0, min(first, self.cells - length))
        return first, first + length

    def enlarges(self, size: int) -> bool:
        """Whether some positions would be drawn longer than they are."""
        return size > 0 and size * self.per_position < 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """A volume with the cells of its axes; without depth it is drawn flat."""

    volume: Volume
    across: Ruler
    down: Ruler
    into: Ruler | None
    distorted: bool
    """Whether an axis of the front face had to be drawn longer than its share."""
    stretched: bool = False
    """Whether the same holds for a spatial axis into the page."""

    @property
    def squeezed(self) -> bool:
        """Whether the channels have another scale than the positions, by more than rounding."""
        if self.volume.copies.name or self.volume.open:
            return False
        axis, named = (self.down, self.volume.down) if self.into is None else (self.into, self.volume.into)
        true = axis.size * self.across.per_position / (2 if self.into is None else 4)
        return named.name[:1] == "C" and abs(axis.cells - true) > _ROUNDED

    @property
    def depth(self) -> int:
        """Rows between the front edge and the back edge of the top face, both left out; 0 if flat."""
        return self.into.cells if self.into else 0


def is_flat(volume: Volume) -> bool:
    """Whether it has no axis into the page."""
    return not volume.into.name and volume.into.size == 1


@dataclass(frozen=True, slots=True)
class Measured:
    """A volume with the start and the size of each axis, the padding around it included.

    `slices` are the equal slices into which its blocks cut the axis of its channels.
    """

    volume: Volume
    across: tuple[int, int]
    down: tuple[int, int]
    into: tuple[int, int]
    flat: bool
    slices: int


def measured(volume: Volume) -> Measured:
    """What has to be known of a volume to fit it at any scale."""
    ends = []
    padding = volume.blocks_of(Part.PADDING)
    for axis, size in enumerate(volume.size):
        low = min([0, *(block.start[axis] for block in padding)])
        high = max([max(size, 1), *(block.start[axis] + block.size[axis] for block in padding)])
        ends.append((low, high - low))
    flat = is_flat(volume)
    return Measured(volume, ends[0], ends[1], ends[2], flat, _slices(volume, 1 if flat else 2))


def fit_all(known: list[Measured], scales: list[float], most_lines: int) -> tuple[Fit, ...]:
    """The volumes, each at its scale; what is open is never larger than the smallest of the others."""
    told = [fit(each, scale, most_lines) for each, scale in zip(known, scales, strict=True) if not each.volume.open]
    largest = (
        min([_OPEN_CELLS[0], *(each.across.cells for each in told)]),
        min([_OPEN_CELLS[1], most_lines, *(each.down.cells for each in told)]),
    )
    others = iter(told)
    return tuple([_unknown(each, *largest) if each.volume.open else next(others) for each in known])


def _unknown(known: Measured, columns: int, lines: int) -> Fit:
    """A small box that says nothing of a size."""
    (x, wide), (y, high), (z, deep) = known.across, known.down, known.into
    into = None if known.flat else Ruler(z, deep, _OPEN_CELLS[2])
    return Fit(known.volume, Ruler(x, wide, columns), Ruler(y, high, lines), into, distorted=False)


def fit(known: Measured, scale: float, most_lines: int) -> Fit:
    """The volume at a scale; channels get what suits them, at most `most_lines` where they run down."""
    (x, wide), (y, high), (z, deep) = known.across, known.down, known.into
    volume = known.volume
    columns = max(2, round(wide * scale))
    if known.flat:
        lines = high if high <= most_lines else _suited(high, known.slices, min(_MOST_SLICES, most_lines))
        return Fit(volume, Ruler(x, wide, columns), Ruler(y, high, lines), None, columns > wide * scale + 0.5)
    lines = max(1, round(high * scale / 2))
    distorted = columns > wide * scale + 0.5 or lines > high * scale / 2 + 0.5
    stretched = False
    if volume.copies.name:
        # A kernel less deep than the volume is the point of three axes, so there are some steps to see it by.
        least = min(deep, _LEAST_DEPTH, max(1, most_lines // 2))
        depth = max(least, round(deep * scale / 4))
        stretched = depth > deep * scale / 4 + 0.5
    else:
        depth = _suited(deep, known.slices, max(2, min(_MOST_SLICES, most_lines // 2 + 2)))
    return Fit(volume, Ruler(x, wide, columns), Ruler(y, high, lines), Ruler(z, deep, depth), distorted, stretched)


def _slices(volume: Volume, axis: int) -> int:
    """Into how many equal slices the blocks cut an axis, so that each can get as many cells."""
    for block in volume.blocks:
        size = block.size[axis]
        if block.part in (Part.GROUP, Part.DEPTH) and not block.open and 0 < size < volume.size[axis]:
            return volume.size[axis] // size
    return 1


def _suited(channels: int, slices: int, most: int) -> int:
    """Cells for channels: all of a few, more for many, a multiple of the slices if that can be."""
    usual = channels if channels <= 3 else 4 if channels < 16 else 5 if channels < 64 else 6
    usual = max(1, min(usual, _MOST_CHANNELS, most - 2 if most > 3 else most))
    multiples = [cells for cells in range(slices, most + 1, slices) if cells <= channels]
    return min(multiples, key=lambda cells: (abs(cells - usual), cells)) if slices > 1 and multiples else usual
