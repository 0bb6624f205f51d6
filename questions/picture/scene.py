"""A picture as geometry: volumes of positions, blocks inside them, and what to say of them. No drawing.

Every length counts positions of the volume it is in, so that proportions are exact; a renderer chooses the scale and
says where it could not keep it. The axes of a volume are `across` (to the right), `down`, and `into` the page:
rank 1 is drawn as length × channels, rank 2 as width × height × channels, rank 3 as width × height × depth, with the
channels as `copies` of that volume.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """What is drawn; a renderer has a colour and a sign for each, and can highlight one."""

    INPUT = "input"
    OUTPUT = "output"
    KERNEL = "kernel"
    """The extent of one kernel over the spatial axes."""
    DEPTH = "depth"
    """How many input channels the kernel spans. A block of this part covers the same place as the kernel."""
    TAP = "tap"
    """One position of a dilated kernel that has a weight."""
    GROUP = "group"
    """A slice of channels that belong together; `index` tells the slices apart."""
    PADDING = "padding"
    """What is added around the input."""
    CELL = "cell"
    """The one output position (or, transposed, input position) that the drawn kernel belongs to."""
    FILTERS = "filters"
    """How many kernels there are: the output's channels, of which one slice is one filter's."""
    BIAS = "bias"
    STRIDE = "stride"
    WEIGHTS = "weights"
    """A matrix of weights: rows × columns."""


Triple = tuple[int, int, int]
"""Across, down, into."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a volume: its letter (`H`, `C_in`), its positions, and the text beside it (`24`, `?`, a letter)."""

    name: str
    size: int
    label: str

    @property
    def text(self) -> str:
        """`H = 24`; nothing for an axis that is not there."""
        return f"{self.name} = {self.label}" if self.name else ""


NO_AXIS = Axis("", 1, "")


@dataclass(frozen=True, slots=True)
class Block:
    """A cuboid within a volume, from `start`, which is negative in the padding, over `size` positions."""

    part: Part
    start: Triple
    size: Triple
    index: int = 0


@dataclass(frozen=True, slots=True)
class Volume:
    """An array of positions with blocks in it. `cells`: its positions are worth drawing one by one.

    `copies` are further axes of the same extent, drawn as a pile: the channels of a rank 3 layer.
    """

    part: Part
    title: str
    across: Axis
    down: Axis
    into: Axis = NO_AXIS
    copies: Axis = NO_AXIS
    blocks: tuple[Block, ...] = ()
    cells: bool = False

    @property
    def size(self) -> Triple:
        """Positions across, down and into the page."""
        return (self.across.size, self.down.size, self.into.size)

    def blocks_of(self, part: Part) -> tuple[Block, ...]:
        """Its blocks of one part."""
        return tuple(block for block in self.blocks if block.part is part)


@dataclass(frozen=True, slots=True)
class Move:
    """How the kernel goes on along one axis (0 across, 1 down, 2 into): by `step` positions, `times` in all."""

    axis: int
    step: int
    times: int


@dataclass(frozen=True, slots=True)
class Stage:
    """What leads from one volume to the next: `text` on the arrow (`10 filters 3×3`), the kernel's way."""

    text: str
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of positions in a stack of layers: `size` positions, of which `seen` (start, length) are marked."""

    title: str
    size: int
    seen: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what a sign means here, `the kernel: 3×3 over all 3 channels`."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Volumes from left to right with the stages between them; or rows, the output's above the input's.

    `title` and `caption` say in words what is seen, `legend` what the signs mean.
    """

    title: str
    caption: str
    volumes: tuple[Volume, ...] = ()
    stages: tuple[Stage, ...] = ()
    rows: tuple[Row, ...] = ()
    legend: tuple[Entry, ...] = ()

    @property
    def parts(self) -> frozenset[Part]:
        """What can be highlighted in it."""
        drawn = {block.part for volume in self.volumes for block in volume.blocks}
        return frozenset(drawn | {volume.part for volume in self.volumes} | {entry.part for entry in self.legend})
