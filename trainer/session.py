"""A practice session as a plain state machine: no screen, no SQL, no clock of its own.

The driver (terminal app, line mode, tests) shows `session.question`, passes on what the learner does together with
the moment, stores the events that come back, and hands the updated cards in with `acknowledge`. Only then does
`advance` give the next question, so that every answer is durable before another one is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from questions.checker import Verdict, check, read_answer
from questions.generator import draw_reference, generate
from questions.question import Question, Reference
from questions.skills import SKILLS
from questions.submission import Unreadable, read_submission
from trainer.aid import Aid, aid_of
from trainer.domain import Card, Event, Moment, Outcome, Rating, Review, Undo
from trainer.reviewing import Reviewer, wants_setup
from trainer.scheduling.days import day_of
from trainer.scheduling.queue import next_of, next_skill, question_level
from trainer.scheduling.relearning import Relearning
from trainer.session_state import MINUTES, QUESTIONS, Judged, OutOfTurn, Phase, Result, SessionPlan

__all__ = ["MINUTES", "QUESTIONS", "Judged", "OutOfTurn", "Phase", "PracticeSession", "Result", "SessionPlan"]


class PracticeSession:
    """Asks one question at a time. All state that matters beyond the session is in the events it returns."""

    def __init__(
        self,
        cards: Mapping[str, Card],
        plan: SessionPlan,
        rng: Random,
        now: Moment,
        *,
        first: Reference | None = None,
    ) -> None:
        self.plan = plan
        self.phase = Phase.ASKING
        self.results: list[Result] = []
        self._cards = dict(cards)
        self._rng = rng
        self._reviewer = Reviewer(plan.learner, plan.mode)
        self._started = now.at
        self._asked: list[str] = []
        self._identities: set[tuple[object, ...]] = set()
        self._relearning = Relearning()
        self._unstored: set[str] = set()
        self._limit = plan.limit
        self._minutes = plan.minutes
        self._gone_on = False
        self._shown_at = now.at
        self._hints = 0
        self.question = self._ask(generate(first) if first else self._draw(now), now)

    # What the driver may want to show

    @property
    def number(self) -> int:
        """The present question's number, counted from 1."""
        return len(self.results) + (self.phase in (Phase.ASKING, Phase.TURNED))

    @property
    def limit(self) -> int:
        """How many questions the session has."""
        return self._limit

    @property
    def given_steps(self) -> int:
        """How many worked steps stand with the question: those before the answer after an "I don't know", else none."""
        if self.phase is Phase.ASKING and self._relearning.is_faded(self.question.reference.skill):
            return self.question.content.steps_before_answer
        return 0

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints shown so far, each further than the last."""
        return self.question.content.hints[: self._hints]

    @property
    def hints_left(self) -> int:
        """How many more hints the question has."""
        return len(self.question.content.hints) - self._hints

    def card(self, skill: str) -> Card | None:
        """The card of a skill as far as it is stored."""
        return self._cards.get(skill)

    # What the learner does

    def answer(self, text: str, now: Moment) -> Judged | Unreadable:
        """Judge what was typed. Unreadable input changes nothing: the question stands."""
        self._require(Phase.ASKING)
        content = self.question.content
        submission = read_answer(content, text)
        if isinstance(submission, Unreadable):
            return submission
        verdict = check(content, submission.value)
        outcome = Outcome.CORRECT if verdict.correct else Outcome.WRONG
        judged = self._judge(text, outcome, verdict, now)
        if self.plan.ask_setup and wants_setup(content, submission, verdict, self.results[-1].aid):
            self.phase = Phase.SETUP
        return judged

    def hint(self) -> str | None:
        """Show the next hint, or None if there are no more. It is no event: it counts with the answer."""
        self._require(Phase.ASKING)
        if not self.hints_left:
            return None
        self._hints += 1
        return self.hints[-1]

    def dont_know(self, now: Moment) -> Judged:
        """Give up on the question. The next one of this skill comes with the steps before the answer."""
        self._require(Phase.ASKING)
        return self._judge("", Outcome.DONT_KNOW, None, now)

    def setup(self, text: str, now: Moment) -> Judged | Unreadable:
        """Judge the set-up typed after an unexplained wrong number: if it is right, only the arithmetic slipped."""
        self._require(Phase.SETUP)
        content = self.question.content
        submission = read_submission(content.kind, text)
        if isinstance(submission, Unreadable):
            return submission
        if not submission.is_expression:
            return Unreadable("Type the factors rather than their product, for example 2*(4*4*5)+2.")
        verdict = check(content, submission.value)
        self.phase = Phase.ANSWERED
        result = self.results[-1]
        events = self._reviewer.with_setup(result.review, text, verdict, result.aid, now)
        self._replace(events, Verdict(correct=False, misconceptions=verdict.misconceptions))
        return Judged(events, verdict)

    def skip_setup(self) -> None:
        """Leave the set-up out; the answer stays as it was judged."""
        self._require(Phase.SETUP)
        self.phase = Phase.ANSWERED

    def turn(self) -> None:
        """Turn the flashcard."""
        self._require(Phase.ASKING)
        self.phase = Phase.TURNED

    def rate_self(self, rating: Rating, now: Moment) -> Judged:
        """The learner's own rating of a turned flashcard."""
        self._require(Phase.TURNED)
        return self._judge("", Outcome.SELF_RATED, None, now, rating=rating)

    def override(self, rating: Rating, now: Moment) -> Judged:
        """Replace the rating of the newest answer: an undo and a new review of the same answer."""
        self._require(Phase.ANSWERED)
        result = self.results[-1]
        if rating is result.review.rating:
            return Judged(())
        events = self._reviewer.overridden(result.review, rating, now)
        self._replace(events, result.verdict)
        return Judged(events)

    # What the driver does

    def acknowledge(self, cards: Mapping[str, Card], events: Sequence[Event]) -> None:
        """These events are durable, and these are all the learner's cards since."""
        self._cards = dict(cards)
        self._unstored -= {event.id for event in events}

    def advance(self, now: Moment) -> Question | None:
        """The next question, or None when the session is over. Every answer must be durable by now."""
        if self.phase not in (Phase.ANSWERED, Phase.SETUP):
            raise OutOfTurn(f"the question is not answered yet: {self.phase.name}")
        if self._unstored:
            raise OutOfTurn("the newest answer is not stored yet")
        over_time = self._minutes is not None and now.at - self._started >= timedelta(minutes=self._minutes)
        if len(self.results) >= self._limit or over_time:
            self.phase = Phase.DONE
            return None
        self.phase = Phase.ASKING
        self.question = self._ask(self._draw(now), now)
        return self.question

    def go_on(self, now: Moment) -> Question:
        """Another round after the end, weakest skills first."""
        self._require(Phase.DONE)
        self._limit = len(self.results) + self.plan.limit
        self._minutes, self._started = self.plan.minutes, now.at
        self._gone_on = True
        self.phase = Phase.ASKING
        self.question = self._ask(self._draw(now), now)
        return self.question

    # Inside

    @property
    def _aid(self) -> Aid:
        return aid_of(self.question.content, self._hints, self.given_steps)

    def _require(self, phase: Phase) -> None:
        if self.phase is not phase:
            raise OutOfTurn(f"this needs the phase {phase.name}, the session is in {self.phase.name}")

    def _ask(self, question: Question, now: Moment) -> Question:
        self._asked.append(question.reference.skill)
        self._identities.add(question.identity)
        self._shown_at = now.at
        self._hints = 0
        return question

    def _draw(self, now: Moment) -> Question:
        skill = self._relearning.ripe(self._asked)
        if skill is None and self.plan.only:
            skill = next_of(self.plan.only, self._asked)
        elif skill is None:
            skill = next_skill(
                self._cards, day_of(now), self._asked, avoid=self._relearning.waiting, weakest_first=self._gone_on
            )
        level = question_level(self._cards.get(skill), self._rng)
        for _ in range(100):
            question = generate(draw_reference(SKILLS[skill], level, self._rng.getrandbits(64)))
            if question.identity not in self._identities:
                break
        return question

    def _judge(
        self, text: str, outcome: Outcome, verdict: Verdict | None, now: Moment, rating: Rating | None = None
    ) -> Judged:
        question, aid = self.question, self._aid
        review = self._reviewer.review(
            question, text, outcome, verdict, aid, shown_at=self._shown_at, now=now, rating=rating
        )
        self._relearning.note(review)
        self.results.append(Result(question, review, verdict, aid))
        self.phase = Phase.ANSWERED
        self._unstored.add(review.id)
        return Judged((review,), verdict)

    def _replace(self, events: tuple[Undo, Review], verdict: Verdict | None) -> None:
        """The newest result stands for another review now."""
        _, review = events
        self._relearning.note(review)
        self.results[-1] = replace(self.results[-1], review=review, verdict=verdict)
        self._unstored |= {event.id for event in events}
