"""The rules of the schedule, as laws on weeks of sessions of all kinds of learners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.session.weeks import LEARNERS, Asked, asked_of
from trainer.domain import Mode, Outcome, Rating
from trainer.scheduling.days import day_of, local_day
from trainer.scheduling.horizon import days_left, due_day
from trainer.scheduling.memory import retrievability
from trainer.scheduling.opening import new_skills
from trainer.scheduling.policy import OURS
from trainer.scheduling.readiness import Ready, readiness

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
pytestmark = pytest.mark.xdist_group("weeks")
everybody = pytest.mark.parametrize("name", LEARNERS)
scheduled = pytest.mark.parametrize("name", [name for name in LEARNERS if name != "named"])


def sessions(name: str) -> Iterator[list[Asked]]:
    """The learner's sessions, each with all its rounds."""
    for _, found in groupby(asked_of(name), key=lambda asked: asked.session):
        yield list(found)


def waiting(session: list[Asked]) -> set[str]:
    """The skills that failed in this part of a session and were not known since, as the events tell it."""
    found: dict[str, bool] = {}
    for asked in session:
        review, again = asked.review, asked.skill in found
        if review.rating is Rating.AGAIN:
            found[asked.skill] = True
        elif review.unaided_success or (review.outcome is Outcome.SELF_RATED and not review.hints) or not again:
            found.pop(asked.skill, None)
    return set(found)


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
            due = {skill for skill in known if _is_due(asked, skill, name)} - {other.skill for other in earlier}
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


def _is_due(asked: Asked, skill: str, name: str) -> bool:
    day = due_day(asked.cards[skill], LEARNERS[name].settings, asked.today)
    return day is not None and day <= asked.today


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


@everybody
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
            assert not _is_due(asked, asked.skill, name)
            _check_ahead(line, asked, earlier, ago)
        else:
            assert _is_due(asked, asked.skill, name)
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
