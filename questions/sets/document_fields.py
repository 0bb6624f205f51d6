"""The fields of a set's file: that they are there, of their types, and no larger than they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from questions.sets.question_set import LONGEST, BadSet
from questions.sets.strict_json import BadJson, read_json

SCHEMA_VERSION = 1
KIND, EXAM = "convdrill-set", "convdrill-exam"
MOST_BYTES = 20_000_000
LONGEST_TEXT = 50_000
_MOST_CHOICES = 26
_FIELDS = ("schema_version", "kind", "title", "code", "id", "questions")
_QUESTION = ("number", "id", "reference", "prompt", "answer_kind", "choices", "symbols", "answer")


@dataclass(frozen=True, slots=True)
class SetHead:
    """What stands in a set's file, before its questions are drawn again."""

    title: str
    code: str | None
    id: str
    questions: Sequence[dict[str, Any]]


def read_head(data: bytes) -> SetHead:
    """The fields of a set's file, checked for their types and sizes. Raises BadSet."""
    if len(data) > MOST_BYTES:
        raise BadSet(f"it is larger than the {MOST_BYTES // 1_000_000} MB that a set can have")
    try:
        document = read_json(data)
    except BadJson as error:
        raise BadSet(str(error)) from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise BadSet(_other_kind(document))
    version = document.get("schema_version")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise BadSet("it is a set in a form that this version of convdrill does not know; a newer one may")
    _fields(document, _FIELDS, "the set")
    title, code, id_, questions = (document[name] for name in ("title", "code", "id", "questions"))
    _text(title, "the set's title")
    if code is not None:
        _text(code, "the set's code", 100)
    _text(id_, "the set's id", 100)
    if not isinstance(questions, list) or not 1 <= len(questions) <= LONGEST:
        raise BadSet(f"a set has a list of 1 to {LONGEST:,} questions")
    for number, each in enumerate(questions, 1):
        _check_question(each, number)
    return SetHead(title, code, id_, questions)


def _other_kind(document: object) -> str:
    kind = document.get("kind") if isinstance(document, dict) else None
    if kind == EXAM:
        return "it is an exam, whose file does not say which questions they are; ask for the set"
    if kind == "convdrill-results":
        return "these are somebody's results, not a set"
    return "it is no question set of convdrill"


def _check_question(given: object, number: int) -> None:
    where = f"question {number}"
    if not isinstance(given, dict):
        raise BadSet(f"{where} is no object with fields")
    _fields(given, _QUESTION, where)
    if isinstance(given["number"], bool) or given["number"] != number:
        raise BadSet(f"{where} does not have its number")
    for name in ("id", "reference", "prompt", "answer_kind", "answer"):
        _text(given[name], f"the {name.replace('_', ' ')} of {where}")
    for name in ("choices", "symbols"):
        texts = given[name]
        if not isinstance(texts, list) or len(texts) > _MOST_CHOICES:
            raise BadSet(f"the {name} of {where} are no short list")
        for text in texts:
            _text(text, f"one of the {name} of {where}")


def _fields(given: dict[str, Any], names: Sequence[str], what: str) -> None:
    for name in names:
        if name not in given:
            raise BadSet(f"{what} has no field {name!r}")
    for name in given:
        if name not in names:
            raise BadSet(f"{what} has a field {name[:40]!r}, which a set does not have")


def _text(value: object, what: str, most: int = LONGEST_TEXT) -> None:
    if not isinstance(value, str):
        raise BadSet(f"{what} is no text")
    if len(value) > most:
        raise BadSet(f"{what} is longer than {most:,} characters")
