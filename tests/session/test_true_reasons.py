"""Why a question was asked: whether it is true of weeks of sessions of all kinds of learners."""

from __future__ import annotations

import re

import pytest

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.session.weeks import LEARNERS, Asked, is_due, sessions, waiting
from trainer.domain import Outcome, Rating
from trainer.scheduling.horizon import days_left
from trainer.scheduling.memory import retrievability
from trainer.scheduling.opening import new_skills

pytestmark = pytest.mark.xdist_group("weeks")

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@pytest.mark.parametrize("name", LEARNERS)
def test_every_reason_is_true(name: str) -> None:
    """Whatever stands there is so: by the cards before the question, and by what this session has asked."""
    for session in sessions(name):
        for place, asked in enumerate(session):
            _check_reason(asked, session[:place], name)


def _check_reason(asked: Asked, earlier: list[Asked], name: str) -> None:
    line, _, confused = asked.why.full.partition("; often confused with ")
    if confused:
        assert confused == earlier[-1].skill
        assert confused in SKILLS[asked.skill].confusable
    card = asked.before
    mine = [other for other in earlier if other.skill == asked.skill]
    if line.startswith("failed"):
        ago = NUMBERS.index(line.split()[1]) + 1
        assert earlier[-ago].skill == asked.skill
        assert earlier[-ago].review.rating is Rating.AGAIN
        assert earlier[-ago].review.outcome is not Outcome.CORRECT or earlier[-ago].review.rated_by_learner
    elif line == "not yet right without help":
        assert not mine[-1].review.unaided_success
        assert asked.skill in waiting(earlier)
    elif line.startswith("new"):
        assert card is None
        if "early" in line:
            assert asked.skill not in new_skills(asked.cards)
    elif line.startswith("you asked for"):
        assert line == f"you asked for {asked.skill}"
    elif line == "once more, as it was new today":
        assert card is not None
        assert card.first_day == asked.today
    else:
        assert card is not None
        assert card.memory is not None
        ago = (asked.today - card.memory.last_day).days
        if line.startswith("ahead of time"):
            assert not is_due(asked, asked.skill, name)
            _check_ahead(line, asked, earlier, ago)
        else:
            assert is_due(asked, asked.skill, name)
            if line.startswith("your interview"):
                assert days_left(LEARNERS[name].settings, asked.today) is not None


def _check_ahead(line: str, asked: Asked, earlier: list[Asked], ago: int) -> None:
    card = asked.before
    assert card is not None
    assert card.memory is not None
    if found := re.fullmatch(r"ahead of time: (.*) went wrong in (.*)", line):
        hits = sum(
            hit.times
            for skill, other in asked.cards.items()
            for hit in other.hits
            if discrimination(skill).slips.get(hit.misconception) == found[1]
        )
        assert found[2] == "the one answer so far" or int(found[2].split()[0]) == hits
        return
    words = {0: "asked earlier today", 1: "last asked yesterday"}.get(ago, f"last asked {ago} days ago")
    assert line.endswith(f", {words}") or ago < 0
    if "weakest" in line:
        held = waiting(earlier) | {earlier[-1].skill if earlier else ""}
        others = [other.memory for skill, other in asked.cards.items() if other.memory and skill not in held]
        recalled = retrievability(card.memory, asked.today)
        assert recalled <= min(retrievability(memory, asked.today) for memory in others)
