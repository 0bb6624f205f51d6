"""Questions that are made up for a test, or fixed by their references, in the order in which they are to be asked."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from questions.generator import generate
from questions.question import Question, Reference
from trainer.asking import Asking


def ask(monkeypatch: pytest.MonkeyPatch, questions: Iterable[Question | str]) -> None:
    """Every session that follows asks these, one after the other."""
    coming = iter([generate(Reference.parse(each)) if isinstance(each, str) else each for each in questions])

    def next_question(_self: Asking, _skill: str) -> Question:
        return next(coming)

    monkeypatch.setattr(Asking, "_drawn", next_question)
