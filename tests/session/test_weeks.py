"""The rules of the schedule, as laws on weeks of sessions of all kinds of learners."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from questions.skills import SKILLS
from tests.session.weeks import LEARNERS, Asked, asked_of, is_due, sessions, waiting
from trainer.domain import Mode, Outcome, Rating
from trainer.scheduling.days import day_of, local_day
from trainer.scheduling.horizon import days_left
from trainer.scheduling.opening import new_skills
from trainer.scheduling.policy import OURS
from trainer.scheduling.readiness import Ready, readiness

pytestmark = pytest.mark.xdist_group("weeks")
everybody = pytest.mark.parametrize("name", LEARNERS)
scheduled = pytest.mark.parametrize("name", [name for name in LEARNERS if name != "named"])


@everybody
def test_length(name: str) -> None:
    """As many questions as a round has, or less where its minutes are over."""
    plan = LEARNERS[name].plan
    for session in sessions(name):
        for _, found in groupby(session, key=lambda asked: asked.gone_on):
            part = list(found)
            assert len(part) <= plan.limit
            if len(part) < plan.limit:
                assert plan.minutes is not None
                assert part[-1].review.at - part[0].now.at >= timedelta(minutes=plan.minutes)


@everybody
def test_never_twice_in_a_row_and_never_the_same_numbers(name: str) -> None:
    """Neither a skill nor a question."""
    for session in sessions(name):
        assert all(one.skill != other.skill for one, other in pairwise(session))
        assert len({asked.question.identity for asked in session}) == len(session)


@everybody
def test_what_failed_returns(name: str) -> None:
    """After two to four others, if the session is that long, and again until it was right without help."""
    for session in sessions(name):
        for place, asked in enumerate(session):
            if asked.skill in waiting(session[: place + 1]) and len(session) > place + 5:
                later = [other.skill for other in session[place + 1 :]]
                assert 2 <= later.index(asked.skill) <= 4, asked


@everybody
def test_failed_is_due_tomorrow_and_memory_moves_once_a_day(name: str) -> None:
    """By the local day; on a second answer of the day only the relearning day changes."""
    for asked in asked_of(name):
        day, before = day_of(asked.now), asked.before
        if before is not None and before.memory is not None:
            day = max(day, before.memory.last_day)
        if day_of(asked.now) != day_of_review(asked):
            continue  # 4 a.m. came between question and answer
        if asked.review.rating is Rating.AGAIN:
            assert asked.due == day + timedelta(days=1)
        if before is not None and before.memory is not None and before.memory.last_day == day:
            assert asked.card.memory == before.memory
        else:
            assert asked.card.memory is not None
            assert asked.card.memory.last_day == day
        assert asked.due == asked.promised[asked.review.rating]


def day_of_review(asked: Asked) -> date:
    """The local day of the answer."""
    return local_day(asked.review.at, asked.review.utc_offset)


@everybody
def test_ratings(name: str) -> None:
    """By what was typed and what help there was; Easy by choice alone."""
    for asked in asked_of(name):
        review = asked.review
        if LEARNERS[name].plan.mode is Mode.FLASHCARD:
            assert review.outcome is Outcome.SELF_RATED
        elif not review.rated_by_learner:
            assert review.rating is not Rating.EASY
            if asked.given_steps or asked.did in ("wrong", "mistake", "dont_know"):
                assert review.rating is Rating.AGAIN
            elif asked.did == "right":
                assert review.rating is Rating.GOOD
            elif asked.did == "slip" and review.outcome is Outcome.WRONG and review.setup:
                assert review.rating is Rating.HARD


@scheduled
def test_order_and_limits(name: str) -> None:
    """Due before new before ahead of time; new ones behind the gate, in their share and within the day's limit."""
    settings = LEARNERS[name].settings
    for session in sessions(name):
        for place, asked in enumerate(session):
            earlier = session[:place]
            held = waiting(earlier) | {earlier[-1].skill if earlier else ""}
            left = days_left(settings, asked.today)
            done = [card for card in asked.cards.values() if card.memory and card.memory.last_day == asked.today]
            opened = sum(card.first_day == asked.today for card in done)
            known = {skill for skill, card in asked.cards.items() if card.answers} - held
            due = {skill for skill in known if is_due(asked, skill, name)} - {other.skill for other in earlier}
            free_new = set(new_skills(asked.cards, gate=left is None or left > OURS.open_days)) - held
            is_new = asked.before is None
            if asked.skill in waiting(earlier):
                continue
            reviews = OURS.reviews_per_day if settings.reviews_per_day is None else settings.reviews_per_day
            if left is None and due and len(done) - opened < reviews:
                assert asked.skill in due
            if is_new and asked.skill not in free_new:
                assert not known
                assert not free_new
            if is_new and left is None and known:
                most = OURS.new_per_day if settings.new_per_day is None else settings.new_per_day
                assert opened < most
                assert sum(other.before is None for other in earlier) < OURS.new_share * (place + 1)


@everybody
def test_levels(name: str) -> None:
    """Up one with a second unaided success on a later day, down one with a failure; asked at the level or one above."""
    for asked in asked_of(name):
        before = asked.before.level if asked.before else 1
        assert asked.question.reference.level in (before, before + 1)
        if asked.card.level > before:
            assert asked.card.level == before + 1
            assert asked.review.unaided_success
            assert asked.before is not None
            assert asked.before.level_day is not None
            assert asked.card.memory is not None
            assert asked.before.level_day < asked.card.memory.last_day
        assert (asked.card.level < before) == (
            asked.review.failure and asked.review.level <= before and before > 1 and asked.review.mode is Mode.TYPED
        )


@everybody
def test_ready_is_what_the_last_three_answers_say(name: str) -> None:
    """Right, unaided, over two days, one at level 3 that is not arithmetic; flashcards count for nothing."""
    skills = {asked.skill: asked.card for asked in asked_of(name)}
    for skill, card in skills.items():
        direct = [
            asked for asked in asked_of(name) if asked.skill == skill and asked.review.outcome != Outcome.SELF_RATED
        ]
        last = direct[-3:]
        ready = (
            len(last) == 3
            and all(asked.review.unaided_success for asked in last)
            and len({day_of_review(asked) for asked in last}) >= 2
            and any(asked.review.level == 3 for asked in last)
        )
        assert (readiness(card, asked_of(name)[-1].today).state is Ready.YES) == ready


@pytest.mark.parametrize("days", [3, 7, 14])
def test_before_the_interview(days: int) -> None:
    """All of tier A comes back in the last two days; tier A and B are opened, where a week or more is left."""
    name = f"interview in {days}"
    interview = LEARNERS[name].settings.interview_date
    assert interview is not None
    before = [asked for asked in asked_of(name) if asked.today < interview]
    last = {asked.skill for asked in before if asked.today >= interview - timedelta(days=OURS.last_days)}
    assert last >= {skill for skill in SKILLS if SKILLS[skill].tier == "A"}
    if days >= 7:
        assert {asked.skill for asked in before} >= {skill for skill in SKILLS if SKILLS[skill].tier in "AB"}


def test_flashcards_alone_open_all() -> None:
    """Who only turns cards goes on to new skills."""
    assert len({asked.skill for asked in asked_of("flashcards")}) > 20
