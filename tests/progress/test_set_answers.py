"""How far a learner is with the questions of a set."""

from __future__ import annotations

from questions.question import Reference
from trainer.progress.set_answers import SetAnswers, set_answers
from trainer.store.counts import QuestionCount

ASKED = [Reference("conv2d.parameters", 1, 1, seed) for seed in range(5)]


def test_sums() -> None:
    """Of this set's questions alone; what was right at first may be wrong by now, and the other way."""
    found = [
        QuestionCount(str(ASKED[0]), 3, first=False, last=True),
        QuestionCount(str(ASKED[2]), 1, first=True, last=True),
        QuestionCount(str(ASKED[3]), 2, first=True, last=False),
        QuestionCount("conv2d.parameters/v1/1/77", 1, first=True, last=True),
    ]
    answers = set_answers(ASKED, {each.reference: each for each in found})
    assert answers == SetAnswers(5, 3, 2, 2)
    assert answers.words == "3 of 5, 2 of them right at once"
    assert set_answers(ASKED[:1], {found[0].reference: found[0]}).words == "1 of 1, 0 of them right at once, 1 by now"


def test_nothing_answered() -> None:
    """It is said in words."""
    assert set_answers(ASKED, {}) == SetAnswers(5)
    assert set_answers(ASKED, {}).words == "none yet"
