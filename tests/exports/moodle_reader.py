"""Moodle's side of a file of Moodle XML, written from what Moodle does and not from what we write.

It reads the file as the importer does, and gives an answer its mark and its feedback as a quiz does: numbers as floats
within Moodle's tolerance, the first answer that fits, formulas with each row of the data set.
"""

from __future__ import annotations

import ast
import base64
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from operator import add, mul, sub
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

FRACTIONS = [Fraction(1, 1), Fraction(0), *(Fraction(n, d) for d in (2, 3, 4, 5, 6, 10) for n in range(1, d))]
FRACTIONS += [Fraction(1, 7), Fraction(1, 8), Fraction(1, 9), Fraction(1, 20)]
DIGITS = 1e-14
"""PHP's `precision` is 14, and Moodle widens every tolerance by it."""
VOID = {"img", "br"}
KINDS = {"numerical", "multichoice", "truefalse", "calculatedsimple"}
_PLAIN: dict[type[ast.operator], Callable[[Any, Any], int | float]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul}
_CODE = re.compile(r"\{=([^{}]*(?:\{[A-Za-z][A-Za-z0-9_\- ]*\}[^{}]*)*)\}")
_NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_\- ]*)\}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")


class Words(HTMLParser):
    """The text of HTML with a line per block; whether its tags are closed in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "li" and "ul" in self._open:
            self.text += "• "

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag in ("p", "li"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def lines(self) -> list[str]:
        """Paragraphs and list items."""
        return [line for line in self.text.split("\n") if line.strip()]


@dataclass(frozen=True)
class Answer:
    """One of a question's answers: what fits it, its part of the mark, its feedback as HTML."""

    text: str
    fraction: Fraction
    feedback: str


@dataclass(frozen=True)
class Asked:
    """A question as Moodle has it after the import. `rows` are those of the data set; one empty one without it."""

    kind: str
    name: str
    text: str
    solution: str
    idnumber: str
    answers: tuple[Answer, ...]
    hints: tuple[str, ...]
    tags: tuple[str, ...]
    files: dict[str, bytes]
    shuffled: bool
    rows: tuple[dict[str, str], ...] = ({},)

    def graded(self, typed: str, row: int = 0) -> Answer | None:
        """What Moodle makes of it: the first answer that fits."""
        if self.kind not in ("numerical", "calculatedsimple"):
            return next((answer for answer in self.answers if Words(answer.text).text == typed), None)
        number = as_number(typed)
        if number is None:
            return None
        values = self.rows[row]
        for answer in self.answers:
            if answer.text == "*" or fits(number, evaluated(answer.text, values)):
                return Answer(answer.text, answer.fraction, shown(answer.feedback, values, whole=True))
        return None

    def shown_text(self, row: int = 0) -> str:
        """The prompt with the row's numbers."""
        return shown(self.text, self.rows[row])

    def shown_solution(self, row: int = 0) -> str:
        """The general feedback with the row's numbers."""
        return shown(self.solution, self.rows[row])


@dataclass(frozen=True)
class Read:
    """The category that the file opens, what is said about it, and the questions."""

    category: tuple[str, ...]
    info: str
    questions: tuple[Asked, ...]


def read_moodle(data: bytes) -> Read:
    """The file as Moodle imports it; asserts whatever the importer insists on."""
    root = ElementTree.fromstring(data)  # noqa: S314 - written by us
    assert root.tag == "quiz"
    first, *rest = root
    assert first.attrib == {"type": "category"}
    path = first.findtext("category/text") or ""
    parts = [part.replace("//", "/").strip() for part in re.split("(?<!/)/(?!/)", path)]
    assert parts[:2] == ["$course$", "top"]
    return Read(tuple(parts[2:]), first.findtext("info/text") or "", tuple(_question(each) for each in rest))


def _question(element: Element) -> Asked:
    kind = element.attrib["type"]
    assert element.tag == "question" and kind in KINDS
    name = _one(element, "name/text")
    assert 0 < len(name) <= 255
    assert Fraction(_one(element, "defaultgrade")) == 1
    assert 0 <= Fraction(_one(element, "penalty")) <= 1
    asked = Asked(
        kind,
        name,
        _one(element, "questiontext/text"),
        _one(element, "generalfeedback/text"),
        _one(element, "idnumber"),
        tuple(_answer(each, kind) for each in element.findall("answer")),
        tuple(_one(each, "text") for each in element.findall("hint")),
        tuple(_one(each, "text") for each in element.findall("tags/tag")),
        _files(element),
        element.findtext("shuffleanswers") == "true",
        _rows(element) if kind == "calculatedsimple" else ({},),
    )
    assert len(element.findall("idnumber")) == 1 and len(asked.idnumber) <= 100
    assert any(answer.fraction == 1 for answer in asked.answers)
    if kind == "truefalse":
        assert sorted(answer.text for answer in asked.answers) == ["false", "true"]
    if kind == "multichoice":
        assert element.findtext("single") == "true" and len(asked.answers) > 1
    if kind in ("numerical", "calculatedsimple"):
        assert all(answer.text != "*" for answer in asked.answers[:-1])
        assert element.findtext("showunits") == "3"
    return asked


def _one(element: Element, path: str) -> str:
    found = element.findall(path)
    assert len(found) == 1, path
    return found[0].text or ""


def _answer(element: Element, kind: str) -> Answer:
    fraction = Fraction(element.attrib["fraction"]) / 100
    assert min(abs(fraction - known) for known in FRACTIONS) < Fraction(1, 100_000), fraction
    text = _one(element, "text")
    if kind in ("numerical", "calculatedsimple"):
        assert Fraction(_one(element, "tolerance")) == 0
    if kind == "numerical":
        assert text == "*" or as_number(text) is not None
    if kind == "calculatedsimple":
        assert text == "*" or not errors(text), text
        assert (_one(element, "tolerancetype"), _one(element, "correctanswerformat")) == ("2", "1")
        assert _one(element, "correctanswerlength") == "0"
    return Answer(text, min(FRACTIONS, key=lambda known: abs(known - fraction)), _one(element, "feedback/text"))


def _files(element: Element) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in ("questiontext", "generalfeedback"):
        part = element.find(name)
        assert part is not None
        linked = re.findall(r"@@PLUGINFILE@@/([^\"]+)", part.findtext("text") or "")
        files = {each.attrib["name"]: base64.b64decode(each.text or "", validate=True) for each in part.findall("file")}
        assert sorted(linked) == sorted(files)
        assert all(each.attrib["encoding"] == "base64" for each in part.findall("file"))
        found |= files
    return found


def _rows(element: Element) -> tuple[dict[str, str], ...]:
    columns: dict[str, list[str]] = {}
    for definition in element.findall("dataset_definitions/dataset_definition"):
        assert _one(definition, "status/text") == "private" and _one(definition, "type") == "calculatedsimple"
        assert _one(definition, "distribution/text") == "uniform" and _one(definition, "decimals/text") == "0"
        items = definition.findall("dataset_items/dataset_item")
        assert [_one(item, "number") for item in items] == [str(number) for number in range(1, len(items) + 1)]
        assert int(_one(definition, "itemcount")) == int(_one(definition, "number_of_items")) == len(items) <= 100
        values = [_one(item, "value") for item in items]
        assert int(_one(definition, "minimum/text")) == min(map(int, values))
        assert int(_one(definition, "maximum/text")) == max(map(int, values))
        columns[_one(definition, "name/text")] = values
    assert columns and len({len(values) for values in columns.values()}) == 1
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def as_number(typed: str) -> float | None:
    """What a numerical question takes for a number where English is spoken: blanks may part it, commas may not."""
    plain = typed.replace(" ", "").replace("\u00a0", "")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def fits(number: float, answer: float) -> bool:
    """Whether it is within a nominal tolerance of 0."""
    width = DIGITS * max(1, abs(answer))
    return answer - width <= number <= answer + width


def errors(formula: str) -> str:
    """Why Moodle refuses a formula, by the rules of qtype_calculated_find_formula_errors; empty if it takes it."""
    for bad in ("//", "/*", "#", "<?", "?>"):
        if bad in formula:
            return bad
    plain = _NAME.sub("1.0", formula).replace(" ", "").lower()
    operators = r"\-+/*%>:~<?=!"
    piece = f"[{operators}.0-9e]+"
    call = re.compile(rf"(^|[{operators},(])([a-z0-9_]*)\(({piece}(?:,{piece})*)?\)")
    while found := call.search(plain):
        arguments = (found[3] or "").split(",") if found[3] else []
        wanted = {"": 1, "floor": 1, "ceil": 1, "pow": 2}.get(found[2])
        if wanted != len(arguments):
            return found[0]
        plain = f"{plain[: found.start()]}{found[1]}1.0{plain[found.end() :]}"
    rest = re.search(rf"[^{operators}.0-9e]", plain)
    return rest[0] if rest else ""


def shown(html: str, values: Mapping[str, str], *, whole: bool = False) -> str:
    """A text with the row's numbers in it. In the feedback of an answer formulas are rounded to its decimals."""
    if not values:
        return html

    def counted(found: re.Match[str]) -> str:
        assert not errors(found[1]), found[1]
        number = evaluated(found[1], values)
        return f"{number:.0f}" if whole else str(int(number) if number == int(number) < 1e14 else number)

    text = _CODE.sub(counted, html)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    assert "{" not in text, text
    return text


def evaluated(formula: str, values: Mapping[str, str]) -> float:
    """The formula as PHP counts it: whole numbers as long as a division leaves nothing over, floats else."""
    text = formula
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", f"({value})")
    assert "{" not in text, text
    return _php(ast.parse(text.strip(), mode="eval").body)


def _php(node: ast.expr) -> int | float:
    if isinstance(node, ast.Constant):
        assert type(node.value) in (int, float)
        return node.value  # type: ignore[return-value]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_php(node.operand)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return _called(node.func.id, [_php(each) for each in node.args])
    assert isinstance(node, ast.BinOp), ast.dump(node)
    left, right = _php(node.left), _php(node.right)
    if isinstance(node.op, ast.Div):
        exact = isinstance(left, int) and isinstance(right, int) and left % right == 0
        return left // right if exact else left / right
    done = _PLAIN[type(node.op)](left, right)
    return done if isinstance(done, float) or abs(done) < 2**63 else float(done)


def _called(name: str, arguments: Sequence[int | float]) -> float:
    if name == "pow":
        return float(arguments[0]) ** arguments[1]
    return float({"floor": math.floor, "ceil": math.ceil}[name](arguments[0]))
