"""Every skill can be practised: its kind of answer is read, judged, recorded and followed by another question."""

from __future__ import annotations

import pytest

from questions.skills import SKILLS
from questions.submission import Unreadable
from tests.making import right, wrong
from tests.session.test_practice_session import Desk
from trainer.domain import Outcome
from trainer.session import Phase, SessionPlan


@pytest.mark.parametrize("skill", SKILLS)
def test_right_and_wrong(skill: str) -> None:
    """Right, wrong, not known, not readable."""
    desk = Desk(SessionPlan(limit=3, only=(skill,), ask_setup=False))
    assert isinstance(desk.session.answer("2 80+", desk.clock()), Unreadable)
    judged = desk.answer(right(desk.question))
    assert judged.verdict is not None
    assert judged.verdict.correct
    desk.next()
    judged = desk.answer(wrong(desk.question))
    assert judged.verdict is not None
    assert not judged.verdict.correct
    desk.next()
    desk.keep(desk.session.dont_know(desk.clock()))
    assert desk.next() is None
    assert desk.session.phase is Phase.DONE
    outcomes = [result.review.outcome for result in desk.session.results]
    assert outcomes == [Outcome.CORRECT, Outcome.WRONG, Outcome.DONT_KNOW]
    for result in desk.session.results:
        assert result.review.prompt == result.question.content.asked
        assert all(choice in result.review.prompt for choice in result.question.content.choices)
