"""Answering the question that is asked: hints, judging what is typed, the set-up, cards, another rating.

What comes of it are the events to store, and the phase that the session is in then.
"""

from __future__ import annotations

from dataclasses import replace

from questions.checker import Verdict, check, read_answer
from questions.question import Question
from questions.submission import Unreadable, read_submission
from trainer.aid import Aid, aid_of
from trainer.asking import Asking
from trainer.domain import Moment, Outcome, Rating, Review, Undo
from trainer.reviewing import Reviewer, wants_setup
from trainer.session_state import Judged, OutOfTurn, Phase, Result, SessionPlan


class Answering:
    """One question with what was done about it so far, and the results of those before.

    `asking` knows why a question is asked, when its skill comes back, and what each rating would do about that.
    """

    def __init__(self, plan: SessionPlan, asking: Asking, reviewer: Reviewer, question: Question, now: Moment) -> None:
        self.plan = plan
        self.asking = asking
        self.results: list[Result] = []
        self._reviewer = reviewer
        self._unstored: set[str] = set()
        self._placing = plan.placement
        self._again: str | None = None
        self.question = self._shown(question, now)

    # What the driver may want to show

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
