"""Hints: one at a time, counted with the answer, and never taken for knowing it unaided."""

from __future__ import annotations

import pytest

from questions.generator import generate
from questions.question import Reference
from questions.skills import SKILLS
from tests.making import right, unexplained, wrong
from tests.session.test_practice_session import SOURCE, Desk, only_review
from trainer.aid import UNAIDED, aid_of
from trainer.domain import Mode, Outcome, Rating, Review
from trainer.session import OutOfTurn, Phase, SessionPlan

SKILL = SOURCE.skill


def _hinted(count: int, first: Reference = SOURCE, plan: SessionPlan | None = None) -> Desk:
    desk = Desk(plan, first=first)
    for _ in range(count):
        desk.session.hint()
    return desk


def test_one_after_the_other_until_there_are_no_more() -> None:
    """In their order, kept for the question, gone with the next; asking for more than there are does nothing."""
    desk = Desk(first=SOURCE)
    hints = desk.question.content.hints
    for number, hint in enumerate(hints):
        assert desk.session.hints == hints[:number]
        assert desk.session.hints_left == len(hints) - number
        assert desk.session.hint() == hint
    assert desk.session.hint() is None
    assert desk.session.hints == hints
    made = only_review(desk.answer(right(desk.question)))
    assert made.hints == len(hints)
    desk.next()
    assert desk.session.hints == ()
    assert only_review(desk.answer(right(desk.question))).hints == 0


def test_a_hint_is_no_event_and_belongs_before_the_answer() -> None:
    """It changes nothing but the count; after the answer it is refused."""
    desk = _hinted(2)
    assert (desk.session.phase, desk.session.results, desk.log) == (Phase.ASKING, [], [])
    desk.answer(wrong(desk.question))
    for phase in (Phase.SETUP, Phase.ANSWERED):
        assert desk.session.phase is phase
        with pytest.raises(OutOfTurn):
            desk.session.hint()
        if phase is Phase.SETUP:
            desk.session.skip_setup()


@pytest.mark.parametrize(("hints", "rating"), [(0, Rating.GOOD), (1, Rating.HARD), (2, Rating.HARD), (3, Rating.AGAIN)])
def test_a_right_answer_after_hints(hints: int, rating: Rating) -> None:
    """Hard after a nudge, Again once the set-up stood there; only without a hint does it count as known."""
    desk = _hinted(hints)
    made = only_review(desk.answer(right(desk.question)))
    assert (made.outcome, made.hints, made.rating) == (Outcome.CORRECT, hints, rating)
    assert made.unaided_success is (hints == 0)
    assert desk.session.results[-1].aid == aid_of(desk.session.results[-1].question.content, hints, 0)
    card = desk.cards[SKILL]
    assert card.unaided_successes == (hints == 0)
    assert (card.level_day is None) is (hints > 0)


@pytest.mark.parametrize("hints", range(4))
def test_a_wrong_answer_is_again_whatever_was_shown(hints: int) -> None:
    """A misconception's number, and giving up."""
    for judge in ("answer", "dont_know"):
        desk = _hinted(hints)
        if judge == "answer":
            made = only_review(desk.answer(str(desk.question.content.misconceptions[0].value)))
        else:
            made = only_review(desk.keep(desk.session.dont_know(desk.clock())))
        assert (made.rating, made.hints) == (Rating.AGAIN, hints)


@pytest.mark.parametrize("hints", [0, 1, 2])
def test_a_slip_of_arithmetic_after_nudges(hints: int) -> None:
    """The right set-up makes it Hard, and the hints stay in the review."""
    desk = _hinted(hints)
    desk.answer(unexplained(desk.question))
    _, replacement = desk.keep(desk.session.setup(f"{right(desk.question)}*1", desk.clock())).events
    assert isinstance(replacement, Review)
    assert (replacement.rating, replacement.hints) == (Rating.HARD, hints)


def test_the_set_up_is_not_asked_for_once_it_was_shown() -> None:
    """There is nothing left to find out: Again, and the solution."""
    desk = _hinted(3)
    made = only_review(desk.answer(unexplained(desk.question)))
    assert (desk.session.phase, made.rating) == (Phase.ANSWERED, Rating.AGAIN)


def test_given_steps_show_the_set_up_too() -> None:
    """A completion of a worked example is Again, with or without hints; both count, and no set-up is asked for."""
    for hints, text in ((0, right), (1, right), (0, unexplained)):
        desk = Desk(SessionPlan(limit=40, minutes=None), first=SOURCE)
        desk.keep(desk.session.dont_know(desk.clock()))
        desk.next()
        while desk.question.reference.skill != SKILL:
            desk.run([True])
        given = desk.session.given_steps
        for _ in range(hints):
            desk.session.hint()
        made = only_review(desk.answer(text(desk.question)))
        assert (made.hints, made.rating, made.unaided_success) == (given + hints, Rating.AGAIN, False)
        assert desk.session.phase is Phase.ANSWERED


def test_a_failed_skill_stays_until_it_succeeds_without_a_hint() -> None:
    """Right after a nudge does not take it off the list; right without one does."""
    desk = Desk(SessionPlan(limit=60, minutes=None), first=SOURCE)
    desk.run([False])
    for _ in range(2):
        asked = _until(desk, SKILL)
        assert asked <= 4
        desk.session.hint()
        assert only_review(desk.answer(right(desk.question))).rating is Rating.HARD
        desk.next()
    assert _until(desk, SKILL) <= 4
    assert only_review(desk.answer(right(desk.question))).unaided_success
    desk.next()
    assert SKILL not in desk.run([True] * 5)


def test_a_hinted_success_opens_nothing() -> None:
    """Skills that need this one wait for an unaided success."""
    desk = _hinted(1, first=Reference(SKILL, SKILLS[SKILL].version, 1, 7))
    desk.answer(right(desk.question))
    desk.next()
    assert desk.cards[SKILL].answers == 1
    opened = _hinted(0)
    opened.answer(right(opened.question))
    opened.next()
    assert SKILL in SKILLS[opened.question.reference.skill].prerequisites
    from trainer.scheduling.queue import new_skills

    assert not [skill for skill in new_skills(desk.cards) if SKILL in SKILLS[skill].prerequisites]


def test_giving_up_after_a_hint_leads_to_the_worked_example() -> None:
    """The hints were not enough: the next question of the skill comes with the steps, the one after without."""
    desk = Desk(SessionPlan(limit=60, minutes=None), first=SOURCE)
    desk.session.hint()
    desk.keep(desk.session.dont_know(desk.clock()))
    desk.next()
    _until(desk, SKILL)
    assert desk.session.given_steps > 0
    desk.session.hint()
    desk.keep(desk.session.dont_know(desk.clock()))
    desk.next()
    _until(desk, SKILL)
    assert desk.session.given_steps == 0


def test_flashcards() -> None:
    """Hints before the turn are recorded; the rating is the learner's own; a failed card stays while it needs them."""
    desk = Desk(SessionPlan(limit=60, minutes=None, mode=Mode.FLASHCARD), first=SOURCE)
    _rate(desk, Rating.AGAIN)
    _until(desk, SKILL, cards=True)
    desk.session.hint()
    desk.session.turn()
    with pytest.raises(OutOfTurn):
        desk.session.hint()
    made = only_review(desk.keep(desk.session.rate_self(Rating.GOOD, desk.clock())))
    assert (made.hints, made.rating, made.rated_by_learner) == (1, Rating.GOOD, True)
    desk.next()
    assert _until(desk, SKILL, cards=True) <= 4
    _rate(desk, Rating.GOOD)
    for _ in range(5):
        assert desk.question.reference.skill != SKILL
        _rate(desk, Rating.GOOD)


@pytest.mark.parametrize("skill", SKILLS)
def test_only_a_hint_with_the_set_up_shows_it(skill: str) -> None:
    """Whatever the kind of question: no hint at all is unaided, and only the last hint may show the set-up."""
    for level in (1, 2, 3):
        content = generate(Reference(skill, SKILLS[skill].version, level, 11)).content
        aids = [aid_of(content, shown, 0) for shown in range(len(content.hints) + 1)]
        assert aids[0] == UNAIDED
        assert [aid.count for aid in aids] == list(range(len(aids)))
        assert not any(aid.setup_shown for aid in aids[:-1])
        has_one = content.has_setup and content.setup != "" and content.setup in content.hints[-1]
        assert aids[-1].setup_shown is has_one


def _until(desk: Desk, skill: str, *, cards: bool = False) -> int:
    """Go on, all known, until the skill is asked; how many others came before."""
    others = 0
    while desk.question.reference.skill != skill:
        if cards:
            _rate(desk, Rating.GOOD)
        else:
            desk.run([True])
        others += 1
        assert others < 30
    return others


def _rate(desk: Desk, rating: Rating) -> None:
    desk.session.turn()
    desk.keep(desk.session.rate_self(rating, desk.clock()))
    desk.next()
