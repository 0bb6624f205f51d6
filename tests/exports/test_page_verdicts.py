"""The page judges and explains as `convdrill check` does."""

from __future__ import annotations

from typing import Any

import pytest

from questions.submission import AnswerKind
from tests.exports.page_questions import answers_to, entry_of, many_questions, our_judgement
from tests.exports.page_reader import asked
from trainer.exports.html.data import points_for, solved_data

pytestmark = pytest.mark.clients


def test_every_misconception() -> None:
    """Right answers, every misconception's, two slips together, others: the same verdict, ids and lines."""
    ours: list[tuple[AnswerKind, Any]] = []
    requests: list[dict[str, Any]] = []
    for question in many_questions():
        content = question.content
        data = solved_data(entry_of(question), pictures=False)
        points = {str(len(content.symbols)): points_for(len(content.symbols))} if content.symbols else {}
        for text in answers_to(content):
            ours.append((content.kind, our_judgement(content, text)))
            requests.append({"do": "judge", "question": data, "text": text, "points": points})
    assert len(many_questions()) > 200
    for request, (_, judged), theirs in zip(requests, ours, asked(requests), strict=True):
        assert theirs == judged, (request["question"]["reference"], request["text"])
    judged_ones = [(kind, each) for kind, each in ours if isinstance(each, dict)]
    assert len(judged_ones) > 2000
    assert {kind for kind, each in judged_ones if each["correct"]} == set(AnswerKind)
    assert {kind for kind, each in judged_ones if each["ids"]} == set(AnswerKind)
    assert sum(each["combined"] for _, each in judged_ones) > 50
    assert any(len(each["ids"]) > 1 and not each["combined"] for _, each in judged_ones)
    assert any(not each["correct"] and not each["ids"] for _, each in judged_ones)
