"""Reading an SVG document back: its elements with the boxes they take, its text, its solids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

NAMESPACE = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "path", "polygon", "text"}

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SLIM = frozenset(" .,:;|/·'ijlIJftr-()[]!")


@dataclass(frozen=True)
class Picture:
    """A parsed document."""

    root: Element

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the view box, which begins at 0, 0."""
        x, y, width, height = (float(part) for part in self.root.attrib["viewBox"].split())
        assert (x, y) == (0, 0)
        return width, height

    @property
    def texts(self) -> list[tuple[str, Box]]:
        """Every line of text that is drawn."""
        return [(element.text or "", text_box(element)) for element in self.root.iter(f"{NAMESPACE}text")]

    @property
    def words(self) -> str:
        """All of the text that is drawn."""
        return "\n".join(text for text, _ in self.texts)

    def drawn(self) -> Iterator[tuple[Element, Box]]:
        """Every shape and text, but not what only defines a hatching."""
        hidden = {id(element) for defs in self.root.iter(f"{NAMESPACE}defs") for element in defs.iter()}
        for element in self.root.iter():
            if id(element) not in hidden and tag(element) in TAGS - {"svg", "title", "desc", "defs", "pattern", "g"}:
                yield element, box_of(element)

    def faces(self, *classes: str) -> dict[str, list[tuple[float, float]]]:
        """The polygons of the first group reached by these classes, one inside the other, by their own class."""
        element: Element | None = self.root
        for name in classes:
            assert element is not None
            element = next((each for each in element.iter(f"{NAMESPACE}g") if each.get("class") == name), None)
            if element is None:
                return {}
        assert element is not None
        faces: dict[str, list[tuple[float, float]]] = {}
        for each in element.iter(f"{NAMESPACE}polygon"):
            numbers = [float(part) for part in _NUMBER.findall(each.attrib["points"])]
            faces.setdefault(each.get("class", ""), list(zip(numbers[::2], numbers[1::2], strict=True)))
        return faces


def read(document: str) -> Picture:
    """Parse a document, or fail."""
    return Picture(fromstring(document))  # noqa: S314 - it is our own


def tag(element: Element) -> str:
    """The element's name without its name space."""
    return element.tag.removeprefix(NAMESPACE)


def box_of(element: Element) -> Box:
    """What the element takes, without the width of its line."""
    get = element.attrib
    match tag(element):
        case "text":
            return text_box(element)
        case "rect":
            x, y = float(get["x"]), float(get["y"])
            return (x, y, x + float(get["width"]), y + float(get["height"]))
        case "line":
            xs, ys = [float(get["x1"]), float(get["x2"])], [float(get["y1"]), float(get["y2"])]
        case "path":
            assert set(re.findall("[A-Za-z]", get["d"])) <= set("MLZ")
            xs, ys = _pairs(get["d"])
        case _:
            xs, ys = _pairs(get["points"])
    return (min(xs), min(ys), max(xs), max(ys))


def text_box(element: Element) -> Box:
    """An estimate on the large side: 0.64 em for most characters, more for capitals, signs and foreign ones."""
    size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
    wide = sum(map(_ems, element.text or "")) * size * (1.1 if element.get("font-weight") == "bold" else 1)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    return (left, y - 0.76 * size, left + wide, y + 0.24 * size)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ems(character: str) -> float:
    if character in _SLIM:
        return 0.41
    if not character.isascii() or character in "mwMW@%":
        return 0.84 if character in "×→↓↗·γβμσ²" else 1.0
    return 0.76 if character.isupper() or character in "=+<>~#" else 0.64


def _pairs(text: str) -> tuple[list[float], list[float]]:
    numbers = [float(part) for part in _NUMBER.findall(text)]
    return numbers[::2], numbers[1::2]
