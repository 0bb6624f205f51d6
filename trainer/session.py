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
from questions.question import Question, Reference
from questions.submission import Unreadable, read_submission
from trainer.aid import Aid, aid_of
from trainer.asking import Asking, chooser_for
from trainer.domain import Card, Event, Mode, Moment, Outcome, Rating, Review, Undo
from trainer.identifiers import IdMaker
from trainer.reviewing import Reviewer, wants_setup
from trainer.scheduling.choosing import Chooser
from trainer.scheduling.policy import OURS, Policy
from trainer.scheduling.queue import Schedule
from trainer.session_state import MINUTES, QUESTIONS, Judged, OutOfTurn, Phase, Result, SessionPlan
from trainer.settings import LearnerSettings

__all__ = ["MINUTES", "QUESTIONS", "Judged", "OutOfTurn", "Phase", "PracticeSession", "Result", "SessionPlan"]


class PracticeSession:
    """Asks one question at a time. All state that matters beyond the session is in the events it returns.

    `asking` knows why a question is asked, when its skill comes back, and what each rating would do about that.
    """

    def __init__(
        self,
        cards: Mapping[str, Card] | None,
        plan: SessionPlan,
        rng: Random,
        now: Moment,
        *,
        first: Reference | None = None,
        settings: LearnerSettings | None = None,
        policy: Policy = OURS,
        chooser: Chooser | None = None,
        new_id: IdMaker | None = None,
    ) -> None:
        """`cards` is None where the `first` question is asked before the store is open; `know` follows then.

        `chooser` finds the skills in place of the one that the plan calls for; `new_id` names the events.
        """
        self.plan = plan
        self.phase = Phase.ASKING
        self.results: list[Result] = []
        self._policy = policy
        chooser = chooser or chooser_for(plan, policy)
        self.asking = Asking(cards, settings or LearnerSettings(), chooser, policy, rng)
        self._reviewer = Reviewer(plan.learner, plan.mode, new_id or IdMaker())
        self._started = now.at
        self._unstored: set[str] = set()
        self._limit, self._minutes = plan.limit, plan.minutes
        self._gone_on = False
        self._placing = plan.placement
        self._again: str | None = None
        self._shown_at = now.at
        self._hints = 0
        question = self.asking.planned(first, now) if first else self.asking.next(now)
        if question is None:
            raise ValueError("there is nothing to ask")
        self.question = self._shown(question, now)

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
        if self.phase is Phase.ASKING and not self._placing and self.asking.is_faded(self.question.reference.skill):
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

    @property
    def taken_back(self) -> bool:
        """Whether the answer to this question was taken back; `advance` then asks its skill again."""
        return self._again is not None

    def card(self, skill: str) -> Card | None:
        """The card of a skill as far as it is stored."""
        return self.asking.card(skill)

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
            return Unreadable("Type the arithmetic rather than its result, such as 12*7+3.")
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
        if self.taken_back:
            raise OutOfTurn("this answer was taken back")
        result = self.results[-1]
        if rating is result.review.rating:
            return Judged(())
        events = self._reviewer.overridden(result.review, rating, now)
        self._replace(events, result.verdict)
        return Judged(events)

    def switch(self) -> None:
        """From typed answers to flashcards, or back: this question, and those that follow."""
        self._require(Phase.ASKING)
        if self._placing:
            raise OutOfTurn("a placement needs typed answers")
        mode = Mode.TYPED if self.plan.mode is Mode.FLASHCARD else Mode.FLASHCARD
        self.plan, self._reviewer = replace(self.plan, mode=mode), replace(self._reviewer, mode=mode)

    def skip(self, now: Moment) -> Question | None:
        """Another question in place of this one, which is as if it had not been asked; None if there is no other."""
        self._require(Phase.ASKING)
        question = None if self._placing else self.asking.next(now, gone_on=self._gone_on)
        return None if question is None else self._shown(question, now)

    def take_back(self, now: Moment) -> Judged:
        """Undo the newest answer of this session. If its solution is still shown, its skill is asked again next."""
        if not self.results or self._placing or self.phase not in (Phase.ASKING, Phase.SETUP, Phase.ANSWERED):
            raise OutOfTurn("there is no answer of this session to take back")
        taken = self.results.pop().review
        self.asking.forget(taken, [result.review for result in self.results])
        if self.phase is not Phase.ASKING:
            self.phase, self._again = Phase.ANSWERED, taken.skill
        undo = self._reviewer.undone(taken, now)
        self._unstored.add(undo.id)
        return Judged((undo,))

    def looked_away(self, since: Moment, now: Moment) -> None:
        """The question could not be seen from then on until now: that time does not count as time it took."""
        self._shown_at += max(timedelta(0), now.at - max(since.at, self._shown_at))

    # What the driver does

    def acknowledge(self, cards: Mapping[str, Card], events: Sequence[Event]) -> None:
        """These events are durable, and these are all the learner's cards since."""
        self.asking.know(cards)
        self._unstored -= {event.id for event in events}

    def know(self, cards: Mapping[str, Card], settings: LearnerSettings, now: Moment) -> None:
        """The store is open: all the learner's cards, and what the learner set."""
        self.asking.settings = settings
        if not self.results:  # else the cards that came with the answer are newer
            self.asking.know(cards, now)

    def advance(self, now: Moment) -> Question | None:
        """The next question, or None when the session is over. Every answer must be durable by now."""
        if self.phase not in (Phase.ANSWERED, Phase.SETUP):
            raise OutOfTurn(f"the question is not answered yet: {self.phase.name}")
        if self._unstored:
            raise OutOfTurn("the newest answer is not stored yet")
        if self._again is not None:
            skill, self._again = self._again, None
            return self._shown(self.asking.again(skill), now)
        late = self._minutes is not None and now.at - self._started >= timedelta(minutes=self._minutes)
        question = None if late or len(self.results) >= self._limit else self.asking.next(now, gone_on=self._gone_on)
        if question is None:
            self.phase = Phase.DONE
            return None
        return self._shown(question, now)

    def go_on(self, now: Moment) -> Question:
        """Another round after the end, weakest skills first; after a placement, ordinary practice."""
        self._require(Phase.DONE)
        self._limit = len(self.results) + self.plan.limit
        self._minutes, self._started = self.plan.minutes, now.at
        self._gone_on = not self._placing
        if self._placing:
            self.asking.begin(Schedule(self._policy))
            self._placing = False
        question = self.asking.next(now, gone_on=self._gone_on)
        if question is None:
            raise OutOfTurn("there is nothing more to ask")
        return self._shown(question, now)

    # Inside

    @property
    def _aid(self) -> Aid:
        return aid_of(self.question.content, self._hints, self.given_steps)

    def _require(self, phase: Phase) -> None:
        if self.phase is not phase:
            raise OutOfTurn(f"this needs the phase {phase.name}, the session is in {self.phase.name}")

    def _shown(self, question: Question, now: Moment) -> Question:
        self.phase = Phase.ASKING
        self.question = question
        self._shown_at = now.at
        self._hints = 0
        return question

    def _judge(
        self, text: str, outcome: Outcome, verdict: Verdict | None, now: Moment, rating: Rating | None = None
    ) -> Judged:
        question, aid = self.question, self._aid
        review = self._reviewer.review(
            question, text, outcome, verdict, aid, shown_at=self._shown_at, now=now, rating=rating
        )
        self.asking.note(review)
        self.results.append(Result(question, review, verdict, aid))
        self.phase = Phase.ANSWERED
        self._unstored.add(review.id)
        return Judged((review,), verdict)

    def _replace(self, events: tuple[Undo, Review], verdict: Verdict | None) -> None:
        """The newest result stands for another review now."""
        _, review = events
        self.asking.note(review)
        self.results[-1] = replace(self.results[-1], review=review, verdict=verdict)
        self._unstored |= {event.id for event in events}
