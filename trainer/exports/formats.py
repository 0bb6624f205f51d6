"""The registry of export formats. Explicit: a format exists because it is listed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from questions.sets.question_set import LONGEST
from trainer.exports.contract import Writer
from trainer.exports.filled import filled


@dataclass(frozen=True, slots=True)
class Format:
    """`module` has a function `write` (see contract.Writer). `options` are those of the command that it understands.

    `streams` says that 100,000 questions need no more memory than 1,000; the others take at most `most` questions.
    `module` may have a second function `write_key` for an exam's answer key in the format itself, named `key_suffix`.
    `note` is a sentence, without its full stop, that whoever has made such a file should know.
    """

    name: str
    suffix: str
    title: str
    module: str
    options: tuple[str, ...] = ()
    streams: bool = False
    most: int = 10_000
    key_suffix: str = ""
    note: str = ""
    mark: str = ""

    @property
    def ending(self) -> str:
        """What a file has behind the set's name: no two formats have the same, so none takes another's place."""
        return f"{self.mark}{self.suffix}"

    @property
    def write(self) -> Writer:
        """The function that writes the file. It raises BadExport, too, where every question would be left out."""
        return filled(cast(Writer, import_module(self.module).write))

    @property
    def write_key(self) -> Writer:
        """The function that writes an exam's key, where `key_suffix` is not empty."""
        return cast(Writer, import_module(self.module).write_key)


_ALL = (
    Format("anki", ".apkg", "a deck for Anki with pictures", "trainer.exports.anki", ("variants",)),
    Format("anki-text", ".txt", "text that Anki imports", "trainer.exports.anki_text", streams=True),
    Format(
        "html",
        ".html",
        "a page that asks and explains offline, to print too; its source has the answers",
        "trainer.exports.html.page",
        options=("pictures",),
        most=2_000,
    ),
    Format(
        "moodle",
        ".xml",
        "Moodle XML, every usual wrong answer diagnosed",
        "trainer.exports.moodle",
        ("pictures", "partial"),
        streams=True,
    ),
    Format("pdf", ".pdf", "a sheet with a key to print", "trainer.exports.pdf.page", most=2_000, key_suffix=".pdf"),
    Format(
        "moodle-calculated",
        ".xml",
        "Moodle XML, one question with formulas per skill and level, in many variants",
        "trainer.exports.moodle_calculated",
        ("variants", "partial"),
        most=2_000,
        mark="-calculated",
        note="Moodle gives each student other numbers, so convdrill group report cannot count this quiz",
    ),
    Format("gift", ".gift", "GIFT text for Moodle and others, diagnosed", "trainer.exports.gift", streams=True),
    Format(
        "canvas",
        ".zip",
        "a quiz that Canvas imports (QTI 1.2); chosen answers are diagnosed",
        "trainer.exports.canvas.package",
        options=("choices", "pictures"),
        most=2_000,
        mark="-canvas",
    ),
    Format(
        "qti",
        ".zip",
        "a package of QTI 2.1, wrong answers diagnosed, for TAO and other players",
        "trainer.exports.qti.package",
        options=("pictures",),
        mark="-qti",
    ),
    Format(
        "markdown",
        ".md",
        "a sheet with the answers behind it",
        "trainer.exports.sheet_text",
        streams=True,
        key_suffix=".md",
    ),
    Format("csv", ".csv", "a table for a spreadsheet, safe to open", "trainer.exports.table", streams=True),
    Format("json", ".json", "a set that convdrill set import reads again", "trainer.exports.set_file", most=LONGEST),
    Format("jsonl", ".jsonl", "one JSON document per line and question", "trainer.exports.jsonl", streams=True),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
