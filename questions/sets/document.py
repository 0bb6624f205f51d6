"""A set as one JSON document: what `write_set` gives, `read_set` takes again from whoever made the file.

The questions are drawn again from their references, so nothing that a file says about them is believed. See
data/schemas/set.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from questions.generator import UnknownQuestion, generate
from questions.question import BadReference, Question, Reference, shown_value
from questions.sets.code import BadCode, read_code, set_code
from questions.sets.document_fields import EXAM, KIND, MOST_BYTES, SCHEMA_VERSION, SetHead, read_head
from questions.sets.drawing import draw_set
from questions.sets.question_set import BadSet, QuestionSet, content_id
from questions.sets.recipe import BadRecipe, Recipe
from questions.sets.titles import clean_title
from questions.submission import AnswerKind, Value
from questions.wording import several

__all__ = [
    "MOST_BYTES",
    "ReadSet",
    "answer_text",
    "document_bytes",
    "read_head",
    "read_set",
    "read_undrawn",
    "set_document",
    "write_set",
]


def answer_text(kind: AnswerKind, value: Value) -> str:
    """Plain digits for a number, `(10, 3, 3, 3)` for a shape, `true`, a letter, a formula."""
    return str(value) if kind is AnswerKind.INTEGER else shown_value(value)


def set_document(
    title: str,
    recipe: Recipe | None,
    questions: Iterable[Question],
    exam: bool = False,
    *,
    marks: Sequence[str] = (),
    form: str = "",
) -> dict[str, Any]:
    """The document of a set. `recipe` must draw exactly these questions; None where they come from elsewhere.

    With `exam` nothing is in it that leads to an answer, `marks` stand in place of the question ids, and it cannot be
    read as a set again.
    """
    listed: list[dict[str, Any]] = []
    references: list[Reference] = []
    for number, question in enumerate(questions, 1):
        content = question.content
        references.append(question.reference)
        document: dict[str, Any] = {
            "number": number,
            "id": marks[number - 1] if marks else question.id,
            "prompt": content.prompt,
            "answer_kind": content.kind.value,
            "choices": list(content.choices),
            "symbols": list(content.symbols),
        }
        if not exam:
            document |= {
                "reference": str(question.reference),
                "answer": answer_text(content.kind, content.answer),
            }
        listed.append(document)
    head = {"schema_version": SCHEMA_VERSION, "kind": EXAM if exam else KIND, "title": title}
    if exam:
        return head | {"form": form, "questions": listed}
    code = set_code(recipe) if recipe is not None else None
    return head | {"code": code, "id": content_id(references), "questions": listed}


def document_bytes(document: dict[str, Any]) -> bytes:
    """The document as a file: UTF-8, a field per line."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def write_set(made: QuestionSet) -> bytes:
    """The set as a file. Raises UnknownQuestion for a reference that this program cannot draw."""
    return document_bytes(set_document(made.title, made.recipe, made.questions()))


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What a file came to, and what of it was not as this program would have written it, a sentence each."""

    set: QuestionSet
    notes: tuple[str, ...] = ()


def read_set(data: bytes, title: str = "") -> ReadSet:
    """The set of a file, under another title if one is given. Raises BadSet, with what is wrong with it."""
    head = read_head(data)
    references = tuple(_reference(each, number) for number, each in enumerate(head.questions, 1))
    notes: list[str] = []
    recipe, altered = _drawn_again(head, references, notes)
    if recipe is None:
        altered = [
            number
            for number, (given, reference) in enumerate(zip(head.questions, references, strict=True), 1)
            if not _says_the_same(given, _generated(reference, number))
        ]
    if altered:
        notes.insert(0, _altered_words(altered))
    if head.id != content_id(references):
        notes.append("its questions are not the ones that its id was made of")
    made = QuestionSet(title or _title(head.title, notes), references, recipe)
    return ReadSet(made, tuple(notes))


def read_undrawn(data: bytes) -> QuestionSet:
    """The set as its file says: whether its questions exist, and whether its code draws them, is not looked at.

    Raises BadSet.
    """
    head = read_head(data)
    references = tuple(_reference(each, number) for number, each in enumerate(head.questions, 1))
    recipe = None
    if head.code is not None:
        with suppress(BadCode):
            recipe = read_code(head.code)
    matching = recipe if recipe is not None and recipe.count == len(references) else None
    return QuestionSet(_title(head.title, []), references, matching)


def _title(given: str, notes: list[str]) -> str:
    cleaned = clean_title(given)
    if not cleaned:
        raise BadSet("its title has nothing that can be read")
    if cleaned != given:
        notes.append("signs that cannot be shown were taken out of its title")
    return cleaned


def _reference(given: dict[str, Any], number: int) -> Reference:
    try:
        return Reference.parse(given["reference"])
    except BadReference as error:
        raise BadSet(f"question {number}: {error}") from error


def _generated(reference: Reference, number: int) -> Question:
    try:
        return generate(reference)
    except UnknownQuestion as error:
        raise BadSet(f"question {number}: {error}") from error


def _drawn_again(head: SetHead, references: tuple[Reference, ...], notes: list[str]) -> tuple[Recipe | None, list[int]]:
    """The recipe of the code, if it draws the references of the file, and which questions were altered there."""
    if head.code is None:
        return None, []
    try:
        recipe = read_code(head.code)
        if recipe.count == len(references):
            altered = []
            drawn = zip(head.questions, references, draw_set(recipe), strict=True)
            for number, (given, reference, question) in enumerate(drawn, 1):
                if question.reference != reference:
                    break
                if not _says_the_same(given, question):
                    altered.append(number)
            else:
                return recipe, altered
        notes.append("its code draws other questions and was left out")
    except (BadCode, BadRecipe) as error:
        notes.append(f"its code was left out: {error}")
    return None, []


def _says_the_same(given: dict[str, Any], question: Question) -> bool:
    content = question.content
    return (
        given["id"] == question.id
        and given["prompt"] == content.prompt
        and given["answer_kind"] == content.kind.value
        and tuple(given["choices"]) == content.choices
        and tuple(given["symbols"]) == content.symbols
        and given["answer"] == answer_text(content.kind, content.answer)
    )


def _altered_words(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    more = f" and {several(len(numbers) - 10, 'other')}" if len(numbers) > 10 else ""
    what = "question" if len(numbers) == 1 else "questions"
    return f"the text of {what} {shown}{more} was altered in the file; the program's own text is used"
