"""How each part looks: in colours that colour-blind readers tell apart (Okabe and Ito), and other signs beside them.

A picture has a white sheet of its own behind it: translucent faces and hatchings keep their contrast on a dark page, in
an <img> (which knows nothing of the page's colours), and on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import SubElement

from questions.picture.scene import Part
from trainer.drawing.vector.canvas import Canvas, Pen, number

ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
GROUPS = (SKY, PURPLE, GREEN, YELLOW, BLUE, VERMILION)

_HATCHINGS = {
    "lines": ("M0 6L6 0", 6),
    "back": ("M0 0L6 6", 6),
    "level": ("M0 2.5L5 2.5", 5),
    "upright": ("M2.5 0L2.5 5", 5),
    "crossed": ("M0 0L6 6M0 6L6 0", 6),
    "dots": ("M2 2L3 2", 5),
}
GROUP_HATCHINGS = ("", "lines", "dots", "back", "level", "crossed")


@dataclass(frozen=True, slots=True)
class Look:
    """The colour of the three faces, their opacity, the edge, and the hatching over them."""

    front: str
    top: str
    side: str
    edge: str
    opacity: float = 1
    hatching: str = ""
    width: float = 1
    dashes: str = ""

    @property
    def faces(self) -> tuple[tuple[str, Pen], ...]:
        """The pen of each visible face."""
        pens = ((name, fill) for name, fill in (("side", self.side), ("top", self.top), ("front", self.front)))
        return tuple((name, Pen(fill, self.opacity, self.edge, self.width, self.dashes)) for name, fill in pens)


LOOKS = {
    Part.INPUT: Look(SKY, "#8ACBF0", "#2F8FC7", "#1C6A96", 0.22, "", 1.1),
    Part.OUTPUT: Look(GREEN, "#4DBB9D", "#00704F", "#00664A", 0.2, "", 1.1),
    Part.KERNEL: Look(ORANGE, "#F6C85F", "#B57A00", "#6B4700", 1, "", 1.3),
    Part.DEPTH: Look(ORANGE, "#F6C85F", "#B57A00", "#6B4700", 1, "lines", 1.3),
    Part.TAP: Look(ORANGE, "#F6C85F", "#B57A00", "#6B4700", 1, "", 1),
    Part.PADDING: Look("#F4F4F4", "#F4F4F4", "#F4F4F4", "#6F6F6F", 0.5, "dots", 1, "2 3"),
    Part.CELL: Look(VERMILION, "#EE8E4A", "#A04600", "#5C2800", 1, "", 1.3),
    Part.FILTERS: Look("#86D3BB", "#B5E4D6", "#3AA585", "#00664A", 1, "", 1.8),
    Part.BIAS: Look(PURPLE, "#E0AAC8", "#A3527F", "#6E2F53", 1, "dots", 1.2),
    Part.STRIDE: Look("none", "none", "none", "#6B4700", 1, "", 1.4, "4 2.5"),
    Part.WEIGHTS: Look(ORANGE, "#F6C85F", "#B57A00", "#6B4700", 0.55, "", 1.2),
    Part.GROUP: Look(SKY, SKY, SKY, "#333333", 0.6, "", 0.8),
}
"""One look for each part. Those of groups differ by index: see `group_look`."""


def group_look(index: int) -> Look:
    """The slice of channels with this index: colour and hatching come round after different numbers of slices."""
    colour = GROUPS[index % len(GROUPS)]
    hatching = GROUP_HATCHINGS[index % len(GROUP_HATCHINGS)]
    return Look(colour, colour, colour, "#333333", 0.6, hatching, 0.8)


class Hatchings:
    """The hatchings that a picture uses; each is defined in it once, when it is first asked for."""

    def __init__(self, definitions: Canvas) -> None:
        self._definitions = definitions
        self._made: set[str] = set()

    def pen(self, hatching: str, colour: str) -> Pen | None:
        """What to fill an area with once more, or None where nothing is hatched."""
        if not hatching:
            return None
        name = f"{self._definitions.prefix}-{hatching}-{colour.lstrip('#').lower()}"
        if name not in self._made:
            self._made.add(name)
            self._define(name, *_HATCHINGS[hatching], colour)
        return Pen(f"url(#{name})")

    def _define(self, name: str, data: str, size: float, colour: str) -> None:
        sides = {"width": number(size), "height": number(size), "patternUnits": "userSpaceOnUse"}
        made = SubElement(self._definitions.element, "pattern", {"id": name, **sides})
        line = {"stroke": colour, "stroke-width": "0.9", "stroke-opacity": "0.5", "fill": "none"}
        SubElement(made, "path", {"d": data, "stroke-linecap": "square", **line})
