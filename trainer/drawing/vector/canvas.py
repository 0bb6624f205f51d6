"""A place to draw on: SVG elements with rounded numbers, escaped by the library that writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

Point = tuple[float, float]

INK = "#222222"
FAINT = "#5A5A5A"
PAPER = "#FFFFFF"


def number(value: float) -> str:
    """At most two decimals, and no -0: `12`, `3.5`."""
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told


def outline(points: Iterable[Point], *, closed: bool = True) -> str:
    """Path data through the points."""
    told = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{told}Z" if closed else f"M{told}"


@dataclass(frozen=True, slots=True)
class Pen:
    """How something looks: fill, its opacity, line colour, line width, dashes."""

    fill: str = "none"
    opacity: float = 1
    line: str = "none"
    width: float = 1
    dashes: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """As SVG has them; what is the default is left out."""
        made = {"fill": self.fill}
        if self.opacity != 1:
            made["fill-opacity"] = number(self.opacity)
        if self.line != "none":
            made |= {"stroke": self.line, "stroke-width": number(self.width), "stroke-linejoin": "round"}
            if self.dashes:
                made["stroke-dasharray"] = self.dashes
        return made


class Canvas:
    """A group of the picture. `prefix` begins all identifiers, so that pictures in one page do not clash."""

    def __init__(self, element: Element, prefix: str) -> None:
        self.element = element
        self.prefix = prefix

    def group(self, name: str) -> Canvas:
        """A group in this one, drawn over what is there; `name` becomes its class."""
        return Canvas(SubElement(self.element, "g", {"class": name}), self.prefix)

    def area(self, points: Iterable[Point], pen: Pen, name: str = "") -> None:
        """A polygon."""
        told = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polygon", {"points": told}, pen, name)

    def path(self, data: str, pen: Pen, name: str = "", **more: str) -> None:
        """A path from data as `outline` makes them; nothing where there are none."""
        if data:
            self._add("path", {"d": data, **more}, pen, name)

    def line(self, start: Point, end: Point, pen: Pen, name: str = "") -> None:
        """A straight line."""
        ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._add("line", {key: number(value) for key, value in ends.items()}, pen, name)

    def rectangle(self, at: Point, size: Point, pen: Pen, *, round_: float = 0, name: str = "") -> None:
        """A rectangle, its corners rounded by so much."""
        made = {"x": at[0], "y": at[1], "width": size[0], "height": size[1]}
        attributes = {key: number(value) for key, value in made.items()}
        if round_:
            attributes["rx"] = number(round_)
        self._add("rect", attributes, pen, name)

    def arrow(self, start: Point, end: Point, pen: Pen, head: float, name: str = "") -> None:
        """A line with a filled head at its end."""
        length = max(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5, 0.01)
        ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        back = (end[0] - ux * head, end[1] - uy * head)
        side = head * 0.45
        tip = [end, (back[0] - uy * side, back[1] + ux * side), (back[0] + uy * side, back[1] - ux * side)]
        self.line(start, back, pen, name)
        self.area(tip, Pen(pen.line), name)

    def text(self, at: Point, text: str, size: float, **attributes: str) -> None:
        """One line of text; `at` is on its base line."""
        placed = {"x": number(at[0]), "y": number(at[1]), "font-size": number(size)}
        SubElement(self.element, "text", {**placed, **attributes}).text = text

    def _add(self, tag: str, attributes: dict[str, str], pen: Pen, name: str) -> None:
        named = {"class": name} if name else {}
        SubElement(self.element, tag, {**named, **attributes, **pen.attributes})
