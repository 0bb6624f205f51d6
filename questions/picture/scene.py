"""A picture as geometry: volumes of positions, blocks inside them, and what to say of them. No drawing.

Every length counts positions of the volume it is in, so that proportions are exact; a renderer chooses the scale and
says where it could not keep it. The axes of a volume are `across` (to the right), `down`, and `into` the page:
rank 1 is drawn as length × channels, rank 2 as width × height × channels, rank 3 as width × height × depth, with the
channels as `copies` of that volume.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Part(Enum):
    """What is drawn; a renderer has a colour and a sign for each, and can highlight one."""

    INPUT = "input"
    OUTPUT = "output"
    KERNEL = "kernel"
    """The extent of one kernel over the spatial axes."""
    DEPTH = "depth"
    """How far the kernel reaches into the page: over how many input channels; in rank 3 its own depth, along `D`.

    A block of this part covers the same place as the kernel.
    """
    CHANNELS = "channels"
    """The input channels that the kernels of a rank 3 layer span: an axis with this part, drawn as copies."""
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
    """One axis of a volume: its letter (`H`, `C_in`), its positions, and the text beside it (`24`, `?`, a letter).

    `part`: what is shown by the axis itself, so that its text (and, of copies, the pile) is highlighted with that part.
    `around` is the padding at both its ends: `2·1`, `2·P`, `1 + 2` where they differ, `1` where only one has any.
    """

    name: str
    size: int
    label: str
    part: Part | None = None
    around: str = ""

    @property
    def text(self) -> str:
        """`H = 24`; `H` alone where its label is nothing or the same; nothing for an axis that is not there."""
        return f"{self.name} = {self.label}" if self.name and self.label not in ("", self.name) else self.name

    @property
    def padding(self) -> str:
        """`+ 2·1`, to be added to the text where a box is drawn around the volume and its padding."""
        return f"+ {self.around}" if self.name and self.around else ""


NO_AXIS = Axis("", 1, "")


@dataclass(frozen=True, slots=True)
class Block:
    """A cuboid within a volume, from `start`, which is negative in the padding, over `size` positions.

    A block of padding is the outer box: the volume lies inside it. A second kernel (`index` 1) is its next place,
    drawn fainter than the first. `open`: how far it runs along the channels' axis (`into`; `down` where there is no
    `into`) is not told, so only its front is drawn, with the edges that run on broken off; its size there means
    nothing.
    """

    part: Part
    start: Triple
    size: Triple
    index: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    """An array of positions with blocks in it. `cells`: its positions are worth drawing one by one.

    `copies` are further axes of the same extent, drawn as a pile: the channels of a rank 3 layer. `open`: its sizes are
    not told; it is drawn as a plain box of any modest size, without cells, with the labels of its axes (`?`).
    """

    part: Part
    title: str
    across: Axis
    down: Axis
    into: Axis = NO_AXIS
    copies: Axis = NO_AXIS
    blocks: tuple[Block, ...] = ()
    cells: bool = False
    open: bool = False

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
class Entry:
    """A line of words about one part, with its sign: `the kernel: 3×3 over all 3 channels`."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What leads from one volume to the next: `text` on the arrow (`10 filters 3×3`), the kernel's way.

    `text` belongs to the part FILTERS, the moves to STRIDE. The moves are drawn in that of the two volumes which has
    the block of the kernel: a transposed convolution stamps it on its output. `notes` are further lines below the
    text, each with its part's sign: `+ 10 biases`.
    """

    text: str
    moves: tuple[Move, ...] = ()
    notes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A length to compare with the same part's lengths in the other rows: `size` of `most`, the longest of them."""

    part: Part
    size: int
    most: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a stack of layers. Rows are drawn from top to bottom in their order.

    In a receptive field a row is a line of `size` positions, of which `seen` (start, length) are marked; those between
    two seen stretches are skipped by a dilated kernel. Position i lies over the point `first / 2 + i · step` of the
    last row's positions (whose own i lies at i), so that every position stands above the middle of what it sees, and
    lines from the ends of one row's seen stretch to the ends of the next one's show the cone. `via` is the layer
    between the row above and this one; `text` stands at the row's end (`seen: 7 positions`).

    In a chain of layers `size` is 0: `title` is the layer, `text` the shape of its output, `bars` are drawn side by
    side or one below the other, each as long as its share of `most`.
    """

    title: str
    size: int
    seen: tuple[tuple[int, int], ...] = ()
    text: str = ""
    via: str = ""
    step: int = 1
    first: int = 0
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Volumes from left to right with the stages between them; or rows.

    There are as many stages as gaps between volumes. A single volume has none. `title` and `caption` say in words what
    is seen, `legend` what the signs mean. `forgotten` has one sentence for each part that can be highlighted, to be
    shown with the highlight: `the kernel reaches through all 3 input channels`.
    """

    title: str
    caption: str
    volumes: tuple[Volume, ...] = ()
    stages: tuple[Stage, ...] = ()
    rows: tuple[Row, ...] = ()
    legend: tuple[Entry, ...] = ()
    forgotten: tuple[Entry, ...] = ()

    @property
    def parts(self) -> frozenset[Part]:
        """What can be highlighted in it: what is drawn, and what it has a sentence about."""
        return self.drawn | {entry.part for entry in (*self.legend, *self.forgotten)}

    @property
    def drawn(self) -> frozenset[Part]:
        """What there is to see of its volumes, its stages and the bars of its rows; words do not count."""
        drawn = {block.part for volume in self.volumes for block in volume.blocks}
        axes = (axis for each in self.volumes for axis in (each.across, each.down, each.into, each.copies))
        drawn |= {axis.part for axis in axes if axis.part}
        drawn |= {bar.part for row in self.rows for bar in row.bars}
        drawn |= {note.part for stage in self.stages for note in stage.notes}
        drawn |= {Part.FILTERS for stage in self.stages if stage.text} | {Part.STRIDE for s in self.stages if s.moves}
        return frozenset(drawn | {volume.part for volume in self.volumes})

    def reminder(self, part: Part) -> str:
        """The sentence to show with the highlighted part; empty where there is none."""
        return next((entry.text for entry in self.forgotten if entry.part is part), "")

    def without_absent(self) -> Scene:
        """The scene with words about what is drawn only: no line for a sign, and no reminder of a part, not in it."""
        seen = self.drawn
        return replace(
            self,
            legend=tuple([entry for entry in self.legend if entry.part in seen]),
            forgotten=tuple([entry for entry in self.forgotten if entry.part in seen]),
        )
