"""One learner's answers to a set's questions, as a document for whoever looks at the answers of a group."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from questions.question import Reference
from questions.sets.question_set import QuestionSet
from questions.sets.titles import clean_title
from trainer.domain import Event, Outcome, Review

SCHEMA_VERSION = 1
KIND = "convdrill-results"


def results_document(made: QuestionSet, events: Iterable[Event], student: str) -> dict[str, Any]:
    """The document of data/schemas/results.schema.json, in the order in which was answered.

    `events` are those that count. A flashcard has no answer that could be judged, so it is not among them; `first` is
    True where the question was not answered before.
    """
    wanted = {str(reference) for reference in made.references}
    reviews = [
        event
        for event in events
        if isinstance(event, Review) and event.reference in wanted and event.outcome is not Outcome.SELF_RATED
    ]
    seen: set[str] = set()
    answers = []
    for review in sorted(reviews, key=lambda each: (each.at, each.id)):
        answers.append(_answer(review, first=review.reference not in seen))
        seen.add(review.reference)
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "set": {"title": made.title, "version": made.code or made.id, "form": ""},
        "student": clean_title(student),
        "answers": answers,
    }


def results_bytes(document: dict[str, Any]) -> bytes:
    """The document as a file."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _answer(review: Review, *, first: bool) -> dict[str, Any]:
    return {
        "id": Reference.parse(review.reference).question_id,
        "reference": review.reference,
        # Half a character pair, which undecodable input leaves, has no place in UTF-8.
        "answer": review.submission.encode("utf-8", "replace").decode(),
        "correct": review.outcome is Outcome.CORRECT,
        "misconceptions": list(review.misconceptions),
        "hints": review.hints,
        "taken_ms": review.taken_ms,
        "at": review.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "first": first,
    }
