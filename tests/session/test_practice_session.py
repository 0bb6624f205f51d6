"""The practice session, driven as any of its drivers would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from questions.question import Question, Reference
from questions.skills import SKILLS
from questions.submission import Unreadable
from tests.making import START, Clock, review, right, unexplained, wrong
from trainer.domain import Card, Event, Mode, Outcome, Rating, Review, Undo
from trainer.scheduling.cards import fold
from trainer.session import Judged, OutOfTurn, Phase, PracticeSession, SessionPlan

SOURCE = Reference("conv2d.parameters", 1, 1, 7)


class Desk:
    """A session with a clock and the cards that its events fold to."""

    def __init__(
        self,
        plan: SessionPlan | None = None,
        cards: dict[str, Card] | None = None,
        seed: int = 1,
        first: Reference | None = None,
    ) -> None:
        self.clock = Clock()
        self.cards = dict(cards or {})
        self.log: list[Event] = []
        self.session = PracticeSession(self.cards, plan or SessionPlan(), Random(seed), self.clock(), first=first)

    @property
    def question(self) -> Question:
        return self.session.question

    def keep(self, judged: Judged | Unreadable) -> Judged:
        assert isinstance(judged, Judged), judged
        self.log += judged.events
        undone = {event.target for event in self.log if isinstance(event, Undo)}
        for skill in {event.skill for event in judged.events}:
            events = [e for e in self.log if e.skill == skill and not isinstance(e, Undo) and e.id not in undone]
            self.cards[skill] = fold(None, events)
        self.session.acknowledge(self.cards, judged.events)
        return judged

    def answer(self, text: str, seconds: float = 20) -> Judged:
        self.clock.pass_(seconds=seconds)
        return self.keep(self.session.answer(text, self.clock()))

    def next(self) -> Question | None:
        return self.session.advance(self.clock())

    def run(self, answers: Sequence[bool]) -> list[str]:
        """Answer right or wrong in turn; the skills asked."""
        asked = []
        for is_right in answers:
            asked.append(self.question.reference.skill)
            self.answer(right(self.question) if is_right else wrong(self.question))
            if self.session.phase is Phase.SETUP:
                self.session.skip_setup()
            self.next()
        return asked


def only_review(judged: Judged) -> Review:
    (event,) = judged.events
    assert isinstance(event, Review)
    return event


def test_a_right_answer_is_recorded_with_all_that_history_needs() -> None:
    """Reference, prompt, expected answer, raw submission, verdict, rating, time taken, mode."""
    desk = Desk(first=SOURCE)
    question = desk.question
    typed = f" {question.expected} "
    made = only_review(desk.answer(typed, seconds=31))
    assert made.reference == str(SOURCE)
    assert made.prompt == question.content.prompt
    assert (made.expected, made.submission) == (question.expected, typed)
    assert (made.outcome, made.rating, made.misconceptions) == (Outcome.CORRECT, Rating.GOOD, ())
    assert (made.taken_ms, made.mode, made.level, made.hints) == (31_000, Mode.TYPED, 1, 0)
    assert desk.session.phase is Phase.ANSWERED


def test_unreadable_input_costs_nothing() -> None:
    """No event, no verdict; the same question stands, and its clock runs on."""
    desk = Desk()
    question = desk.question
    for typed in ("", "2 80", "__import__('os')", "9**9**9**9", "ten"):
        assert isinstance(desk.session.answer(typed, desk.clock()), Unreadable)
    assert desk.session.phase is Phase.ASKING
    assert desk.question is question
    assert desk.session.results == []


def test_every_misconception_is_named_in_the_review() -> None:
    """A wrong number with a known reason is recorded with the reason's id, as Again, and asks for no set-up."""
    for slip in Desk(first=SOURCE).question.content.misconceptions:
        desk = Desk(first=SOURCE)
        made = only_review(desk.answer(str(slip.value)))
        assert slip.id in made.misconceptions
        assert (made.outcome, made.rating) == (Outcome.WRONG, Rating.AGAIN)
        assert desk.session.phase is Phase.ANSWERED


def test_a_wrong_number_with_a_right_set_up_is_a_slip() -> None:
    """It is recorded as Again at once; the right set-up then replaces that by Hard: an undo and a new review."""
    desk = Desk(first=SOURCE)
    first = only_review(desk.answer(unexplained(desk.question)))
    assert first.rating is Rating.AGAIN
    assert desk.session.phase is Phase.SETUP
    undo, replacement = desk.keep(desk.session.setup(f"{right(desk.question)}*1", desk.clock())).events
    assert isinstance(undo, Undo)
    assert isinstance(replacement, Review)
    assert (undo.target, replacement.replaces) == (first.id, first.id)
    assert (replacement.rating, replacement.outcome, replacement.at) == (Rating.HARD, Outcome.WRONG, first.at)
    assert replacement.setup == f"{right(desk.question)}*1"
    assert not replacement.rated_by_learner
    assert desk.cards["conv2d.parameters"] == fold(None, [replacement])
    assert desk.next() is not None


def test_a_wrong_set_up_stays_again_and_may_show_the_reason() -> None:
    """The set-up's own value is diagnosed: it may show what the number alone did not."""
    desk = Desk(first=SOURCE)
    desk.answer(unexplained(desk.question))
    slip = desk.question.content.misconceptions[0]
    judged = desk.keep(desk.session.setup(f"{slip.value}*1", desk.clock()))
    replacement = judged.events[1]
    assert isinstance(replacement, Review)
    assert (replacement.rating, slip.id in replacement.misconceptions) == (Rating.AGAIN, True)


def test_a_set_up_needs_factors() -> None:
    """The bare right number is no set-up: the question stands, and nothing is recorded."""
    desk = Desk(first=SOURCE)
    desk.answer(unexplained(desk.question))
    assert isinstance(desk.session.setup(right(desk.question), desk.clock()), Unreadable)
    assert desk.session.phase is Phase.SETUP
    desk.session.skip_setup()
    assert desk.session.results[-1].review.rating is Rating.AGAIN


def test_a_wrong_expression_is_its_own_set_up() -> None:
    """Whoever typed the factors has shown the set-up already."""
    desk = Desk(first=SOURCE)
    desk.answer(f"{unexplained(desk.question)}*1")
    assert desk.session.phase is Phase.ANSWERED


def test_an_override_is_an_undo_and_a_new_review() -> None:
    """The learner's rating replaces the rule's; the card follows; the same rating changes nothing."""
    desk = Desk(first=SOURCE)
    first = only_review(desk.answer(right(desk.question)))
    assert desk.session.override(Rating.GOOD, desk.clock()).events == ()
    undo, replacement = desk.keep(desk.session.override(Rating.EASY, desk.clock())).events
    assert isinstance(undo, Undo)
    assert isinstance(replacement, Review)
    assert undo.target == first.id
    assert (replacement.rating, replacement.rated_by_learner, replacement.at) == (Rating.EASY, True, first.at)
    assert desk.cards["conv2d.parameters"] == fold(None, [replacement])
    assert desk.session.results[-1].review == replacement


def test_nothing_is_asked_before_the_answer_is_durable() -> None:
    """Advancing with an answer that is not acknowledged is refused."""
    desk = Desk()
    judged = desk.session.answer(right(desk.question), desk.clock())
    with pytest.raises(OutOfTurn):
        desk.session.advance(desk.clock())
    desk.keep(judged)
    assert desk.next() is not None


def test_actions_out_of_turn_are_refused() -> None:
    """Each phase allows its own actions only."""
    desk = Desk()
    for act in (
        lambda: desk.session.setup("1*1", desk.clock()),
        lambda: desk.session.rate_self(Rating.GOOD, desk.clock()),
        lambda: desk.session.override(Rating.GOOD, desk.clock()),
        lambda: desk.session.advance(desk.clock()),
        lambda: desk.session.go_on(desk.clock()),
    ):
        with pytest.raises(OutOfTurn):
            act()


def test_twelve_questions_then_done_and_on_with_the_weakest() -> None:
    """A session has twelve questions; going on gives another twelve."""
    desk = Desk()
    desk.run([True] * 12)
    assert desk.session.phase is Phase.DONE
    assert len(desk.session.results) == 12
    desk.session.go_on(desk.clock())
    desk.run([True] * 12)
    assert desk.session.phase is Phase.DONE
    assert len(desk.session.results) == 24


def test_ten_minutes_end_a_session_but_never_a_limited_one() -> None:
    """Time is looked at between questions; `--limit N` asks N, however long it takes."""
    desk = Desk()
    desk.answer(right(desk.question), seconds=601)
    assert desk.next() is None
    slow = Desk(SessionPlan(limit=3, minutes=None))
    for _ in range(3):
        slow.answer(right(slow.question), seconds=3600)
        slow.next()
    assert len(slow.session.results) == 3


@pytest.mark.parametrize("seed", range(8))
def test_never_the_same_skill_twice_in_a_row_and_no_question_twice(seed: int) -> None:
    """Whatever is right or wrong, neighbours differ in skill, and all questions in their numbers."""
    rng = Random(seed)
    desk = Desk(SessionPlan(limit=60, minutes=None), seed=seed)
    asked, seen = [], set()
    for _ in range(60):
        asked.append(desk.question.reference.skill)
        assert desk.question.identity not in seen
        seen.add(desk.question.identity)
        desk.answer(right(desk.question) if rng.random() < 0.6 else wrong(desk.question))
        if desk.session.phase is Phase.SETUP:
            desk.session.skip_setup()
        desk.next()
    assert all(a != b for a, b in pairwise(asked))


def test_a_failed_skill_returns_after_two_to_four_others_until_it_succeeds() -> None:
    """Successive relearning: a fresh question after others; an unaided success ends it."""
    desk = Desk(SessionPlan(limit=40, minutes=None), first=SOURCE)
    desk.run([False])
    others = 0
    while desk.question.reference.skill != "conv2d.parameters":
        desk.run([True])
        others += 1
    assert 2 <= others <= 4
    assert desk.question.reference != SOURCE
    desk.run([False])
    asked = desk.run([True] * 4)
    assert "conv2d.parameters" in asked[2:]


def test_after_dont_know_the_next_one_has_the_steps_before_the_answer() -> None:
    """A worked example, then one with the last step left; right with the steps shown is aided, so Again."""
    desk = Desk(SessionPlan(limit=40, minutes=None), first=SOURCE)
    given_up = only_review(desk.keep(desk.session.dont_know(desk.clock())))
    assert (given_up.outcome, given_up.rating, given_up.submission) == (Outcome.DONT_KNOW, Rating.AGAIN, "")
    desk.next()
    while desk.question.reference.skill != "conv2d.parameters":
        assert desk.session.given_steps == 0
        desk.run([True])
    content = desk.question.content
    steps = desk.session.given_steps
    assert 0 < steps < len(content.explanation)
    assert all(step.result != f"{content.answer:,}" for step in content.explanation[:steps])
    aided = only_review(desk.answer(right(desk.question)))
    assert (aided.outcome, aided.hints, aided.rating) == (Outcome.CORRECT, steps, Rating.AGAIN)
    desk.next()
    while desk.question.reference.skill != "conv2d.parameters":
        desk.run([True])
    assert desk.session.given_steps == 0


def test_new_skills_follow_their_prerequisites() -> None:
    """One unaided success opens the next; until then only the first skill is open."""
    desk = Desk()
    assert desk.question.reference.skill == "conv2d.parameters"
    desk.run([True])
    assert "conv2d.parameters" in SKILLS[desk.question.reference.skill].prerequisites


def test_a_session_is_never_empty() -> None:
    """With everything failed there is still another skill to ask in between."""
    desk = Desk()
    asked = desk.run([False] * 12)
    assert len(asked) == 12
    assert len(set(asked)) > 1


def test_due_comes_before_new_and_new_before_ahead_of_time() -> None:
    """The order of a session."""
    new = {"conv1d.parameters", "conv3d.parameters"}
    yesterday = START - timedelta(days=1)
    cards = {skill: fold(None, [review(yesterday, skill=skill, rating=Rating.EASY)]) for skill in SKILLS}
    cards["conv2d.parameters"] = fold(None, [review(START - timedelta(days=30))])
    desk = Desk(cards={skill: card for skill, card in cards.items() if skill not in new})
    asked = desk.run([True] * 4)
    assert asked[0] == "conv2d.parameters"
    assert set(asked[1:3]) == new
    assert asked[3] not in {"conv1d.parameters", "conv3d.parameters", "conv2d.parameters"}


def test_only_the_named_skills_are_asked() -> None:
    """`--skill` asks that skill whatever the schedule says; two of them take turns."""
    one = Desk(SessionPlan(only=("conv3d.parameters",)))
    assert set(one.run([True, False, True])) == {"conv3d.parameters"}
    two = Desk(SessionPlan(only=("conv3d.parameters", "bias.effect")))
    assert two.run([True, False] * 3) == ["conv3d.parameters", "bias.effect"] * 3


def test_a_named_skill_that_failed_waits_for_two_others() -> None:
    """Where more than two are named, whichever of them failed; with two it returns after the other."""
    names = ("conv3d.parameters", "bias.effect", "conv1d.parameters", "output.keras")
    for seed in range(20):
        dice = Random(seed)
        outcomes = [dice.random() < 0.6 for _ in range(20)]
        asked = Desk(SessionPlan(limit=20, minutes=None, only=names, ask_setup=False)).run(outcomes)
        for place, (skill, right_) in enumerate(zip(asked, outcomes, strict=True)):
            later = asked[place + 1 :]
            if not right_ and skill in later:
                assert 2 <= later.index(skill) <= 4


def test_suspended_skills_are_left_out() -> None:
    """A suspended skill is neither due nor new nor practised ahead of time."""
    from dataclasses import replace

    cards = {"conv2d.parameters": replace(fold(None, [review(START - timedelta(days=30))]), suspended=True)}
    desk = Desk(cards=cards)
    assert "conv2d.parameters" not in desk.run([True] * 12)


def test_questions_come_at_the_cards_level_or_one_above() -> None:
    """The level of the card, as often as not one more."""
    card = fold(None, [review(START - timedelta(days=n)) for n in (3, 2)])
    assert card.level == 2
    levels = [
        Desk(SessionPlan(only=("conv2d.parameters",)), {"conv2d.parameters": card}, seed=seed).question.reference.level
        for seed in range(200)
    ]
    assert set(levels) == {2, 3}
    assert 70 <= levels.count(3) <= 130


def test_flashcards_are_self_rated() -> None:
    """Turn, rate oneself: recorded without a verdict, with the learner's own rating."""
    desk = Desk(SessionPlan(mode=Mode.FLASHCARD), first=SOURCE)
    with pytest.raises(OutOfTurn):
        desk.session.rate_self(Rating.GOOD, desk.clock())
    desk.session.turn()
    made = only_review(desk.keep(desk.session.rate_self(Rating.HARD, desk.clock())))
    assert (made.outcome, made.mode, made.rating, made.rated_by_learner) == (
        Outcome.SELF_RATED,
        Mode.FLASHCARD,
        Rating.HARD,
        True,
    )
    assert desk.next() is not None


def test_formulas_are_answered_as_formulas() -> None:
    """Another way to write it is right; a known wrong formula is named."""
    desk = Desk(SessionPlan(only=("parameters.formula",)))
    content = desk.question.content
    assert only_review(desk.answer(str(content.answer).replace(" ", ""))).outcome is Outcome.CORRECT
    desk.next()
    slip = desk.question.content.misconceptions[0]
    made = only_review(desk.answer(str(slip.value)))
    assert slip.id in made.misconceptions
    assert desk.session.phase is Phase.ANSWERED
