"""Makes the events of a session: the review of an answer, and what replaces it when its rating changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from questions.checker import Verdict
from questions.question import Content, Question
from questions.submission import AnswerKind, Submission
from trainer.aid import Aid
from trainer.domain import Mode, Moment, Outcome, Rating, Review, Undo
from trainer.identifiers import IdMaker
from trainer.scheduling.rating import rate


@dataclass(frozen=True, slots=True)
class Reviewer:
    """For one learner in one mode; every event has an id of its own, later than those before it."""

    learner: str
    mode: Mode
    new_id: IdMaker = field(default_factory=IdMaker)

    def review(
        self,
        question: Question,
        text: str,
        outcome: Outcome,
        verdict: Verdict | None,
        aid: Aid,
        *,
        shown_at: datetime,
        now: Moment,
        rating: Rating | None = None,
    ) -> Review:
        """The review of what was typed, rated by the rule unless the learner gives the rating."""
        return Review(
            id=self.new_id(now.at),
            learner=self.learner,
            at=now.at,
            utc_offset=now.utc_offset,
            skill=question.reference.skill,
            level=question.reference.level,
            reference=str(question.reference),
            prompt=question.content.asked,
            expected=question.expected,
            submission=text,
            outcome=outcome,
            misconceptions=tuple(slip.id for slip in verdict.misconceptions) if verdict else (),
            rating=rating or rate(outcome, nudges=aid.hints, setup_revealed=aid.setup_shown),
            rated_by_learner=rating is not None,
            hints=aid.count,
            setup=None,
            taken_ms=max(0, int((now.at - shown_at).total_seconds() * 1000)),
            mode=self.mode,
        )

    def with_setup(self, old: Review, text: str, verdict: Verdict, aid: Aid, now: Moment) -> tuple[Undo, Review]:
        """The same answer with the set-up that was typed after it: if that is right, only the arithmetic slipped."""
        rating = rate(
            Outcome.WRONG, nudges=aid.hints, setup_revealed=aid.setup_shown, setup_right=verdict.correct
        )  # fmt: skip
        slips = tuple(slip.id for slip in verdict.misconceptions)
        return self._in_place(replace(old, rating=rating, setup=text, misconceptions=slips), now)

    def overridden(self, old: Review, rating: Rating, now: Moment) -> tuple[Undo, Review]:
        """The same answer with the learner's own rating."""
        return self._in_place(replace(old, rating=rating, rated_by_learner=True), now)

    def undone(self, old: Review, now: Moment) -> Undo:
        """The answer counts no longer."""
        at = max(now.at, old.at)
        return Undo(self.new_id(at), old.learner, at, now.utc_offset, old.skill, old.id)

    def _in_place(self, changed: Review, now: Moment) -> tuple[Undo, Review]:
        old = changed.id
        undo = Undo(self.new_id(now.at), changed.learner, now.at, now.utc_offset, changed.skill, old)
        return undo, replace(changed, id=self.new_id(now.at), replaces=old)


def wants_setup(content: Content, submission: Submission, verdict: Verdict, aid: Aid) -> bool:
    """Whether to ask for the set-up: of a wrong number that nothing explains, if it was neither typed nor shown yet."""
    return (
        submission.kind is AnswerKind.INTEGER
        and content.has_setup
        and not verdict.correct
        and not verdict.misconceptions
        and not submission.is_expression
        and not aid.setup_shown
    )
