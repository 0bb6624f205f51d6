"""Grades QTI 1.2 as Canvas does: every condition that sets SCORE, whatever to, is one for a right answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from tests.exports.package_files import files_of, tree

_Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def quiz_of(package: bytes) -> list[Graded]:
    """The questions of the quiz that the manifest names."""
    files = files_of(package)
    manifest = tree(files["imsmanifest.xml"])
    (name,) = [
        file.attrib["href"]
        for resource in manifest.iter()
        if resource.attrib.get("type") == "imsqti_xmlv1p2"
        for file in resource
        if "href" in file.attrib
    ]
    return [Graded(item) for item in tree(files[name]).iter(f"{_Q}item")]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "pre"):
            self.lines.append("• " if tag == "li" else "")

    def handle_data(self, data: str) -> None:
        self.lines[-1:] = ["".join([*self.lines[-1:], data])]


def lines_of(html: str) -> list[str]:
    """The paragraphs of HTML, and the items of its lists with their bullets."""
    words = _Words()
    words.feed(html)
    return words.lines


@dataclass(frozen=True, slots=True)
class Graded:
    """An item as Canvas keeps it."""

    item: Element

    @property
    def kind(self) -> str:
        """Canvas's name for such questions."""
        return self.fields["question_type"]

    @property
    def fields(self) -> dict[str, str]:
        """The item's metadata."""
        return {
            field[0].text or "": field[1].text or "" for field in self.item.iter(f"{_Q}qtimetadatafield") if len(field)
        }

    @property
    def text(self) -> str:
        """The question, as HTML."""
        found = self.item.find(f"{_Q}presentation/{_Q}material/{_Q}mattext")
        assert found is not None and found.attrib["texttype"] == "text/html"
        return found.text or ""

    @property
    def choices(self) -> dict[str, str]:
        """What can be chosen, by its identifier."""
        return {
            label.attrib["ident"]: "".join(label.itertext()).strip()
            for label in self.item.iter(f"{_Q}response_label")
            if len(label)
        }

    @property
    def feedback(self) -> dict[str, str]:
        """The HTML of each feedback."""
        return {each.attrib["ident"]: "".join(each.itertext()).strip() for each in self.item.iter(f"{_Q}itemfeedback")}

    def is_right(self, answer: str) -> bool:
        """Whether a typed number, or the choice of that identifier, gets the points."""
        for condition in self.item.iter(f"{_Q}respcondition"):
            if condition.find(f"{_Q}setvar[@varname='SCORE']") is None:
                continue
            exact = [each.text or "" for each in condition.iter(f"{_Q}varequal")]
            if self.kind != "numerical_question":
                assert exact
                if answer in exact:
                    return True
                continue
            # Canvas keeps the number and how far the upper bound is from it; without a bound it keeps no margin.
            (upper,) = [each.text or "" for each in condition.iter(f"{_Q}varlte")]
            margin = float(upper) - float(exact[0])
            if abs(float(answer) - float(exact[0])) <= margin:
                return True
        return False

    def told(self, answer: str) -> tuple[str, ...]:
        """The identifiers of the feedback to a choice: that for everybody, and its own."""
        found = []
        for condition in self.item.iter(f"{_Q}respcondition"):
            shown = [each.attrib["linkrefid"] for each in condition.iter(f"{_Q}displayfeedback")]
            values = [each.text for each in condition.iter(f"{_Q}varequal")]
            if condition.find(f"{_Q}conditionvar/{_Q}other") is not None or answer in values:
                found += shown
        return tuple(found)


def has_asterisk_between(text: str) -> bool:
    """Whether some program could take asterisks of the text for emphasis."""
    return re.search(r"[\w)]\s*\*\s*[\w(]", text) is not None
