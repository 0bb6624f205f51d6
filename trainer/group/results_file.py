"""One student's answers, as the file that `convdrill set results` or an exported page makes.

The file comes from whoever made it: its fields are checked, and nothing that it says of right and wrong is believed.
See data/schemas/results.schema.json.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from questions.question import Reference
from questions.sets.titles import LONGEST_TITLE, clean_title
from trainer.group import fields
from trainer.group.errors import BadFile
from trainer.set_results import KIND, SCHEMA_VERSION

MOST_BYTES = 20_000_000
MOST_ANSWERS = 20_000
MOST_TRIES = 500
"""Of one question."""
LONGEST_TEXT = 1_000
LONGEST_ANSWER = 2_000
_LONGEST_NAME = 100
_MOST_NAMES = 50
_MOST_HINTS = 1_000
_MOST_MS = 10**12
_DEEPEST = 8
"""Hardly half of it is needed; an exam's key, which is deeper, is told as what it is."""
_FIELDS = ("schema_version", "kind", "set", "student", "answers")
_SET = ("title", "version", "form")
_ANSWER = ("id", "answer", "correct", "misconceptions", "hints", "taken_ms", "at", "first")
_AT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as the file has it. In an exam `reference` and `correct` are None.

    `correct`, `misconceptions` and `first` are what the file claims.
    """

    mark: str
    reference: Reference | None
    text: str
    correct: bool | None
    misconceptions: tuple[str, ...]
    hints: int
    at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """A file that was read. `name` is what messages call it; title and student are on one line, without controls."""

    name: str
    title: str
    version: str
    form: str
    student: str
    answers: tuple[GivenAnswer, ...]

    @property
    def is_exam(self) -> bool:
        """Whether it has marks in place of references."""
        return any(answer.reference is None for answer in self.answers)


def read_results(data: bytes, name: str) -> ResultsFile:
    """The answers in a file. Raises BadFile."""
    document = fields.document_of(data, MOST_BYTES, _DEEPEST)
    if document.get("kind") != KIND:
        raise BadFile(_other_kind(document))
    version = document.get("schema_version")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise BadFile("it has results in a form that this version of convdrill does not know; a newer one may")
    fields.checked_fields(document, _FIELDS, "the file")
    about = fields.checked_fields(document["set"], _SET, "the set")
    answers = fields.listed(document["answers"], "its list of answers", MOST_ANSWERS)
    found = ResultsFile(
        name,
        _title(about["title"], "the set's title"),
        _title(about["version"], "the set's version"),
        fields.form_letter(about["form"]),
        _title(document["student"], "the student's name"),
        tuple(_answer(each, f"answer {number:,}") for number, each in enumerate(answers, 1)),
    )
    if len({answer.reference is None for answer in found.answers}) > 1:
        raise BadFile("some of its answers name their question and some do not")
    if max(Counter((answer.mark, answer.reference) for answer in found.answers).values(), default=0) > MOST_TRIES:
        raise BadFile(f"it answers one question more than {MOST_TRIES:,} times")
    return found


def _other_kind(document: dict[str, object]) -> str:
    if "forms" in document and "seed" in document:
        return "it is the key of an exam, not somebody's results; give it with --key"
    if str(document.get("kind")).startswith(("convdrill-set", "convdrill-exam")):
        return "it has questions, not somebody's results; name a set with --set"
    return "it has no results of convdrill"


def _title(value: object, what: str) -> str:
    return clean_title(fields.text(value, what, LONGEST_TEXT))[:LONGEST_TITLE].rstrip()


def _answer(given: object, where: str) -> GivenAnswer:
    answer = fields.checked_fields(given, _ANSWER, where, ("reference",))
    reference = fields.reference(answer["reference"], f"the reference of {where}") if "reference" in answer else None
    correct, first = answer["correct"], answer["first"]
    if correct is not None and not isinstance(correct, bool):
        raise BadFile(f"whether {where} is correct is neither true nor false")
    if (correct is None) is not (reference is None):
        raise BadFile(f"{where} is neither one of practice nor one of an exam")
    if not isinstance(first, bool):
        raise BadFile(f"whether {where} is a first try is neither true nor false")
    slips = fields.listed(answer["misconceptions"], f"the misconceptions of {where}", _MOST_NAMES)
    fields.whole(answer["taken_ms"], f"the time of {where}", _MOST_MS)
    return GivenAnswer(
        fields.mark(answer["id"], f"the id of {where}"),
        reference,
        fields.text(answer["answer"], f"the text of {where}", LONGEST_ANSWER),
        correct,
        tuple(fields.text(slip, f"a misconception of {where}", _LONGEST_NAME) for slip in slips),
        fields.whole(answer["hints"], f"the hints of {where}", _MOST_HINTS),
        _at(answer["at"], where),
        first,
    )


def _at(value: object, where: str) -> datetime:
    if not isinstance(value, str) or not _AT.fullmatch(value):
        raise BadFile(f"the time of {where} is not written as 2026-03-02T18:00:00Z")
    try:
        return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise BadFile(f"the time of {where} is no time") from error
