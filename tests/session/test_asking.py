"""A session with another policy or chooser, and what it says of its questions: why, due when, by which rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest

from questions.question import Reference
from tests.helpers.clock import Clock
from tests.helpers.driver import Driver
from tests.making import right, wrong
from tests.scheduling.building import all_known
from tests.store.memory import MemoryStore
from trainer.domain import Card, Mode, Rating
from trainer.journal import Journal
from trainer.scheduling.choosing import Choice, Chooser, Situation, Why
from trainer.scheduling.days import day_of
from trainer.scheduling.opening import implied
from trainer.scheduling.policy import OURS, Policy
from trainer.session import Phase, PracticeSession, SessionPlan
from trainer.settings import LearnerSettings

SOURCE = Reference("conv2d.parameters", 1, 1, 7)


def driver(
    plan: SessionPlan | None = None,
    *,
    cards: Mapping[str, Card] | None = None,
    first: Reference | None = None,
    settings: LearnerSettings | None = None,
    policy: Policy = OURS,
    chooser: Chooser | None = None,
    unopened: bool = False,
) -> Driver:
    """A session that records into a store in memory; `unopened`, as if that were still being opened."""
    clock = Clock()
    journal = Journal(MemoryStore(), "test", None, clock())
    session = PracticeSession(
        None if unopened else cards or {},
        plan or SessionPlan(minutes=None, ask_setup=False),
        Random(1),
        clock(),
        first=first,
        settings=settings,
        policy=policy,
        chooser=chooser,
    )
    return Driver(session, journal, clock)


@dataclass(frozen=True)
class RoundRobin:
    """Another policy: every skill in turn, then the end."""

    skills: tuple[str, ...]

    def choose(self, situation: Situation) -> Choice | None:
        number = len(situation.asked)
        return Choice(self.skills[number], Why("turn", "turn")) if number < len(self.skills) else None

    def why(self, skill: str, situation: Situation) -> Why:
        return Why("turn", f"turn of {skill} after {len(situation.asked)}")


def test_another_chooser_can_be_put_in() -> None:
    """It alone says which skills are asked, why, and when there is nothing more."""
    skills = ("macs.conv", "macs.conv", "bias.effect")
    desk = driver(chooser=RoundRobin(skills))
    asked = []
    while desk.session.phase is not Phase.DONE:
        asked.append(desk.session.question.reference.skill)
        assert desk.session.asking.why == Why("turn", "turn")
        desk.answer(wrong(desk.session.question))
        desk.advance()
    assert tuple(asked) == skills


def test_a_chooser_that_has_nothing_to_ask() -> None:
    """A session needs a first question."""
    with pytest.raises(ValueError, match="nothing to ask"):
        driver(chooser=RoundRobin(()))


def test_relearning_can_be_switched_off() -> None:
    """Then what was failed comes back as the schedule has it, not after two others; nor with its steps given."""
    for policy, returns in ((OURS, True), (replace(OURS, relearning=False), False)):
        desk = driver(first=SOURCE, policy=policy)
        desk.dont_know()
        desk.advance()
        asked, given = [], 0
        for _ in range(3):
            asked.append(desk.session.question.reference.skill)
            given += desk.session.given_steps
            desk.answer(right(desk.session.question))
            desk.advance()
        assert (asked[2] == SOURCE.skill and given > 0) is returns


def test_why_is_there_for_every_question() -> None:
    """Before and after each answer, and in another round."""
    desk = driver(SessionPlan(limit=20, minutes=None, ask_setup=False))
    number = 0
    while desk.session.phase is not Phase.DONE:
        why = desk.session.asking.why
        assert why is not None
        assert why.neutral
        assert why.full
        number += 1
        desk.answer((wrong if number % 3 == 0 else right)(desk.session.question))
        assert desk.session.asking.why == why
        desk.advance()
    desk.session.go_on(desk.clock())
    assert desk.session.asking.why is not None


def test_a_planned_question_is_explained_when_the_store_is_open() -> None:
    """Not before, as nothing is known of it; and what the learner set holds from then on."""
    desk = driver(first=SOURCE, unopened=True)
    assert desk.session.asking.why is None
    desk.session.know(all_known(-30), LearnerSettings(), desk.clock())
    why = desk.session.asking.why
    assert why is not None
    assert why.full.startswith("due for ")
    soon = LearnerSettings(interview_date=day_of(desk.clock()) + timedelta(days=8))
    desk.session.know(all_known(-30), soon, desk.clock())
    desk.answer(right(desk.session.question))
    due = desk.session.asking.due(SOURCE.skill, desk.clock())
    assert due is not None
    assert (due - day_of(desk.clock())).days <= 2


def test_an_answer_may_come_before_the_store_is_open() -> None:
    """Then there is nothing to say of what other ratings would do, and the session goes on as ever."""
    desk = driver(first=SOURCE, unopened=True)
    desk.answer(right(desk.session.question))
    assert desk.session.asking.preview(desk.clock()) == {}
    desk.session.know({}, LearnerSettings(new_per_day=3), desk.clock())
    assert desk.session.card(SOURCE.skill) is not None
    desk.finish(right)
    assert len({result.review.skill for result in desk.session.results}) == 3


@pytest.mark.parametrize("answered_early", [None, False, True])
def test_a_newcomers_first_session(answered_early: bool | None) -> None:
    """Five new skills of twelve questions, also where the first was asked or answered before the store was open."""
    desk = driver(first=SOURCE, unopened=answered_early is not None)
    if answered_early is False:
        desk.session.know({}, LearnerSettings(), desk.clock())
    desk.finish(right)
    assert len({result.review.skill for result in desk.session.results}) == 5


@pytest.mark.parametrize("rating", list(Rating))
def test_what_a_rating_would_do_is_what_it_does(rating: Rating) -> None:
    """For an answer that is rated otherwise, and for a card before it is rated."""
    desk = driver(first=SOURCE)
    desk.answer(right(desk.session.question))
    promised = desk.session.asking.preview(desk.clock())[rating]
    desk.store(desk.session.override(rating, desk.clock()))
    assert desk.session.asking.due(SOURCE.skill, desk.clock()) == promised
    assert desk.session.asking.preview(desk.clock())[rating] == promised
    turned = driver(SessionPlan(mode=Mode.FLASHCARD), first=SOURCE)
    turned.session.turn()
    promised = turned.session.asking.preview(turned.clock())[rating]
    turned.store(turned.session.rate_self(rating, turned.clock()))
    assert turned.session.asking.due(SOURCE.skill, turned.clock()) == promised


def test_limits_hold_over_the_sessions_of_a_day() -> None:
    """New skills are counted over the local day; the next day has its own."""
    settings = LearnerSettings(new_per_day=4)
    desk = driver(settings=settings)
    plan = SessionPlan(minutes=None, ask_setup=False)
    for day, most in ((0, 4), (1, 8)):
        desk.clock.forward(days=day)
        for _ in range(3):
            desk.session = PracticeSession(desk.journal.cards, plan, Random(day), desk.clock(), settings=settings)
            desk.finish(right)
            assert len(desk.session.results) == 12
        assert len(desk.journal.cards) == most


def test_placement() -> None:
    """At most twelve questions, ended early where all is settled; another round is ordinary practice."""
    desk = driver(SessionPlan(minutes=None, ask_setup=False, placement=True))
    desk.finish(wrong)
    assert len(desk.session.results) <= 6
    desk.session.go_on(desk.clock())
    assert desk.session.phase is Phase.ASKING
    expert = driver(SessionPlan(minutes=None, ask_setup=False, placement=True))
    expert.finish(right)
    skills = [result.review.skill for result in expert.session.results]
    assert len(skills) == len(set(skills)) == 12
    assert set(expert.journal.cards) == set(skills)
    expert.clock.forward(days=1)
    asked = _session_of(expert)
    assert set(asked) - set(skills)
    assert set(asked).isdisjoint(implied(expert.journal.cards) - set(skills))


def test_a_placement_gives_nothing_away() -> None:
    """Where a foundation is asked again after an "I don't know", no steps stand with it."""
    desk = driver(SessionPlan(minutes=None, ask_setup=False, placement=True))
    asked: list[str] = []
    while desk.session.phase is not Phase.DONE:
        assert desk.session.given_steps == 0
        skill = desk.session.question.reference.skill
        if skill in asked:
            desk.answer(right(desk.session.question))
            assert desk.session.results[-1].review.unaided_success
        else:
            desk.dont_know()
        asked.append(skill)
        desk.advance()
    assert len(set(asked)) < len(asked)


def test_practice_after_a_placement() -> None:
    """It begins as a session of its own: nothing is relearned that was only measured, new skills have their share."""
    desk = driver(SessionPlan(minutes=None, ask_setup=False, placement=True))
    desk.finish(wrong)
    placed = len(desk.session.results)
    desk.session.go_on(desk.clock())
    whys = []
    while desk.session.phase is not Phase.DONE:
        assert desk.session.asking.why is not None
        whys.append(desk.session.asking.why.full)
        desk.answer(right(desk.session.question))
        desk.advance()
    assert len(whys) == 12
    assert not any(line.startswith("failed") for line in whys)
    new = {result.review.skill for result in desk.session.results[placed:]} - {
        result.review.skill for result in desk.session.results[:placed]
    }
    assert new


def _session_of(desk: Driver) -> list[str]:
    """The skills of an ordinary session now, all answered right."""
    plan = SessionPlan(minutes=None, ask_setup=False)
    desk.session = PracticeSession(desk.journal.cards, plan, Random(1), desk.clock())
    desk.finish(right)
    return [result.review.skill for result in desk.session.results]
