"""Cuboids in oblique projection: the front face as it is, depth up and to the right."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Block, Part, Volume
from trainer.drawing.vector.canvas import Point
from trainer.drawing.vector.scale import Lengths

_RIGHT, _UP = 0.79, 0.61
_LEAST = 5.0
_LEAST_DEPTH = 4.0
_STUB = 16.0


@dataclass(frozen=True, slots=True)
class Solid:
    """A cuboid as it is drawn: its front face from (x, y), and its length along the slanted edge."""

    x: float
    y: float
    width: float
    height: float
    depth: float

    @property
    def slant(self) -> Point:
        """From the front to the back."""
        return (self.depth * _RIGHT, -self.depth * _UP)

    def moved(self, right: float, down: float) -> Solid:
        """The same elsewhere."""
        return Solid(self.x + right, self.y + down, self.width, self.height, self.depth)

    @property
    def front(self) -> list[Point]:
        """Clockwise from the upper left corner."""
        right, low = self.x + self.width, self.y + self.height
        return [(self.x, self.y), (right, self.y), (right, low), (self.x, low)]

    @property
    def back(self) -> list[Point]:
        """The same corners of the back."""
        right, down = self.slant
        return [(x + right, y + down) for x, y in self.front]

    @property
    def top(self) -> list[Point]:
        """From the front's upper edge to the back's."""
        front, back = self.front, self.back
        return [front[0], back[0], back[1], front[1]]

    @property
    def side(self) -> list[Point]:
        """The face to the right."""
        front, back = self.front, self.back
        return [front[1], back[1], back[2], front[2]]

    @property
    def silhouette(self) -> list[Point]:
        """The outline of all that is visible."""
        if not self.depth:
            return self.front
        front, back = self.front, self.back
        return [front[0], back[0], back[1], back[2], front[2], front[3]]

    def face(self, name: str) -> list[Point]:
        """`front`, `top` or `side`."""
        return {"front": self.front, "top": self.top, "side": self.side}[name]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        right, up = self.slant
        return (self.x, self.y + up, self.x + self.width + right, self.y + self.height)


def whole(volume: Volume, scale: Lengths) -> Solid:
    """The volume itself, its front's upper left corner at (0, 0)."""
    across, down, into = volume.size
    return Solid(0, 0, across * scale[0], down * scale[1], into * scale[2])


def placed(block: Block, scale: Lengths) -> tuple[Solid, bool]:
    """A block of the volume, and whether it had to be drawn larger than it is to be seen."""
    (start, size), flat = (block.start, block.size), not scale[2]
    into = 0 if block.open or flat else start[2] * scale[2]
    depth = 0.0 if block.open or flat else size[2] * scale[2]
    wide, high = size[0] * scale[0], size[1] * scale[1]
    seen = block.part in (Part.KERNEL, Part.DEPTH, Part.CELL)
    small = seen and (wide < _LEAST or high < _LEAST or 0 < depth < _LEAST_DEPTH)
    if small:
        wide, high = max(wide, _LEAST), max(high, _LEAST)
        depth = max(depth, _LEAST_DEPTH) if depth else 0.0
    x, y = start[0] * scale[0] + into * _RIGHT, start[1] * scale[1] - into * _UP
    return Solid(x, y, wide, high, depth), small


def stubs(solid: Solid, *, flat: bool) -> list[tuple[Point, Point]]:
    """Short edges over the channels where nobody says how far they go: into the page, in a flat volume down."""
    right, down = (0.0, _STUB) if flat else (_STUB * _RIGHT, -_STUB * _UP)
    corners = solid.front[2:] if flat else solid.front[:3]
    return [((x, y), (x + right, y + down)) for x, y in corners]
