"""Pieces of a file of Moodle XML, as Moodle's own exporter writes them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from trainer.exports.contract import Sheet
from trainer.exports.html_text import clean

START = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
END = "</quiz>\n"
EXACT = 10**14
"""Moodle keeps answers with PHP's 14 digits, and adds 10⁻¹⁴ of the answer to every tolerance, even to one of 0."""
CATCH_ALL = ("Not right. Compare what you did with the steps.",)
"""For whatever is no usual mistake: true also of two mistakes at once, and of one that could not be carried over."""
_LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class File:
    """A picture that a text shows as `@@PLUGINFILE@@/name`."""

    name: str
    data: bytes


def category(sheet: Sheet, told: str) -> str:
    """The dummy question that makes Moodle put what follows into a category of its own."""
    title = " ".join(clean(sheet.heading).split()) or "Questions"
    version = f" ({sheet.version})" if sheet.version and sheet.version not in title else ""
    # Two slashes are one that parts no categories; a blank keeps the first from meeting the path's.
    path = f"$course$/top/{' ' if title.startswith('/') else ''}{f'{title}{version}'.replace('/', '//')}"
    return (
        f'  <question type="category">\n    <category>{plain(path)}</category>\n'
        f'    <info format="html">{html(told)}</info>\n    <idnumber></idnumber>\n  </question>\n'
    )


def question(kind: str, head: str, body: str) -> str:
    """A question; `head` is what every kind has, `body` what only this one has."""
    return f'  <question type="{kind}">\n{head}{body}  </question>\n'


def head(name: str, text: str, solution: str, idnumber: str) -> str:
    """Name, prompt, general feedback and the settings that all kinds share; `text` and `solution` are `formatted`."""
    return (
        f"    <name>{plain(name[:_LONGEST_NAME])}</name>\n"
        f"    <questiontext {text}</questiontext>\n"
        f"    <generalfeedback {solution}</generalfeedback>\n"
        "    <defaultgrade>1</defaultgrade>\n    <penalty>0.3333333</penalty>\n    <hidden>0</hidden>\n"
        f"    <idnumber>{escape(idnumber)}</idnumber>\n"
    )


def formatted(text: str, files: Sequence[File] = ()) -> str:
    """HTML with its files, as the rest of an element that has been opened without its `>`."""
    encoded = "".join(
        f'<file name="{escape(file.name)}" path="/" encoding="base64">{base64.b64encode(file.data).decode()}</file>'
        for file in files
    )
    return f'format="html">{html(text)}{encoded}'


def answer(fraction: str, value: str, feedback: str, more: str = "") -> str:
    """An answer; `value` is a `<text>`, `more` what stands behind it."""
    return (
        f'    <answer fraction="{fraction}" format="moodle_auto_format">{value}'
        f'<feedback format="html">{html(feedback)}</feedback>{more}</answer>\n'
    )


def hints(texts: Sequence[str]) -> str:
    """What Moodle shows after one wrong try after the other; `texts` are HTML."""
    return "".join(f'    <hint format="html">{html(text)}</hint>\n' for text in texts)


def tags(names: Sequence[str]) -> str:
    """Tags, if there are any."""
    inside = "".join(f"<tag>{plain(name)}</tag>" for name in names)
    return f"    <tags>{inside}</tags>\n" if inside else ""


def plain(text: str) -> str:
    """A `<text>` that is no HTML."""
    return f"<text>{escape(clean(text), quote=False)}</text>"


def html(text: str) -> str:
    """A `<text>` of HTML in a CDATA section; a `]]>` in it is parted between two."""
    return f"<text><![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]></text>" if text else "<text></text>"
