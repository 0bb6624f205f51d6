"""An interview that goes on, as a plain state machine: no screen, no SQL, no clock of its own.

The driver shows `question`, writes down what is typed, moves about, and keeps `record` after each change. Nothing is
judged before `finish`, which gives the reviews that are to be stored together with the ended record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from questions.checker import check
from questions.generator import UnknownQuestion, generate
from questions.question import BadReference, Question, Reference
from questions.submission import Submission, Unreadable
from trainer.aid import UNAIDED
from trainer.domain import Mode, Moment, Outcome, Review
from trainer.identifiers import IdMaker
from trainer.interview.answers import read_plain
from trainer.interview.drawing import Drawn
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import InterviewRecord, Slot
from trainer.reviewing import Reviewer


class Mark(Enum):
    """How far a question is. Whether its answer is right is told at the end."""

    ANSWERED = "answered"
    UNREADABLE = "not a plain answer"
    OPEN = "open"
    UNSEEN = "not seen"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many questions are in which state."""

    answered: int
    unreadable: int
    open: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The record of an interview that is over, and the answers that go into the log with it."""

    record: InterviewRecord
    reviews: tuple[Review, ...]


class InterviewSession:
    """One question is shown at a time; the time that passes is that question's."""

    def __init__(
        self, record: InterviewRecord, questions: Sequence[Question], now: Moment, new_id: IdMaker | None = None
    ) -> None:
        if record.ended is not None or not record.slots or len(record.slots) != len(questions):
            raise ValueError("an interview that goes on has its questions")
        self._record = record
        self.questions = tuple(questions)
        self._new_id = new_id or IdMaker()
        self._since = now.at
        self._look(record.current, now)

    @classmethod
    def begin(
        cls,
        plan: InterviewPlan,
        drawn: Sequence[Drawn],
        learner: str,
        now: Moment,
        new_id: IdMaker | None = None,
    ) -> InterviewSession:
        """A new interview; the time begins to run. `new_id` names it and its answers."""
        new_id = new_id or IdMaker()
        slots = tuple(Slot(str(each.question.reference), each.aloud, each.known) for each in drawn)
        record = InterviewRecord(new_id(now.at), learner, now, plan, slots)
        return cls(record, [each.question for each in drawn], now, new_id)

    @classmethod
    def resume(cls, record: InterviewRecord, now: Moment) -> InterviewSession | None:
        """An interview that was left: the time since then does not count. None where none of its questions is left.

        A question that this version of the program cannot draw any more is taken out.
        """
        drawn = [(slot, question) for slot in record.slots if (question := question_of(slot)) is not None]
        if not drawn:
            return None
        slots = tuple(slot for slot, _ in drawn)
        current = min(record.current, len(slots) - 1)
        record = replace(record, slots=slots, current=current, breaks=record.breaks + 1)
        return cls(record, [question for _, question in drawn], now)

    # What is shown

    @property
    def record(self) -> InterviewRecord:
        """What has to be kept, as of the last change."""
        return self._record

    @property
    def number(self) -> int:
        """The number of the question that is shown, from 1."""
        return self._record.current + 1

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return self.questions[self._record.current]

    @property
    def text(self) -> str:
        """What was typed for it so far."""
        return self._slot.text

    @property
    def aloud(self) -> bool:
        """Whether it is to be explained aloud."""
        return self._slot.aloud

    @property
    def unreadable(self) -> Unreadable | None:
        """Why what was typed is no answer; None if it is one, or if nothing was typed."""
        found = self._read(self._record.current)
        return found if isinstance(found, Unreadable) else None

    @property
    def marks(self) -> list[Mark]:
        """How far each question is."""
        return [self._mark(place) for place in range(len(self.questions))]

    @property
    def counted(self) -> Counted:
        """How many questions are how far."""
        marks = self.marks
        return Counted(*(marks.count(mark) for mark in Mark))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered, not even unreadably: such an interview leaves no trace."""
        return not (self.counted.answered or self.counted.unreadable)

    def left(self, now: Moment) -> timedelta:
        """The time that is left."""
        return timedelta(milliseconds=max(0, self._record.left_ms - self._passed_ms(now)))

    def is_over(self, now: Moment) -> bool:
        """Whether the time is up."""
        return not self.left(now)

    # What the learner does

    def write(self, text: str, now: Moment) -> None:
        """What stands in the field of this question now; an empty text takes the answer back."""
        if text != self.text and not self.is_over(now):
            self._change(text=text, at=now)

    def go_to(self, number: int, now: Moment) -> bool:
        """To the question of that number, from 1; whether there is one."""
        if not 1 <= number <= len(self.questions):
            return False
        self.pass_time(now)
        self._look(number - 1, now)
        return True

    def pass_time(self, now: Moment) -> None:
        """Count the time up to now; a clock that was set back counts none."""
        passed = self._passed_ms(now)
        self._since = max(now.at, self._since) if passed or now.at > self._since else now.at
        self._change(spent_ms=self._slot.spent_ms + min(passed, self._record.left_ms))

    def finish(self, now: Moment) -> Finished:
        """Judge everything. What was seen and not answered was not known; what was never seen is not recorded."""
        time_over = self.is_over(now)
        self.pass_time(now)
        reviewer = Reviewer(self._record.learner, Mode.INTERVIEW, self._new_id)
        reviews: dict[int, Review] = {}
        seen = [(place, slot.at) for place, slot in enumerate(self._record.slots) if slot.at is not None]
        for place, at in sorted(seen, key=lambda each: (each[1].at, each[0])):
            reviews[place] = self._review(reviewer, place, at)
        slots = tuple(
            replace(slot, review=reviews[place].id if place in reviews else "")
            for place, slot in enumerate(self._record.slots)
        )
        record = replace(self._record, slots=slots, ended=now.at, time_over=time_over)
        return Finished(record, tuple(reviews.values()))

    # Inside

    @property
    def _slot(self) -> Slot:
        return self._record.slots[self._record.current]

    def _passed_ms(self, now: Moment) -> int:
        return max(0, int((now.at - self._since) / timedelta(milliseconds=1)))

    def _look(self, place: int, now: Moment) -> None:
        self._record = replace(self._record, current=place)
        if not self._slot.text:
            self._change(at=now)

    def _change(self, *, text: str | None = None, spent_ms: int | None = None, at: Moment | None = None) -> None:
        slots, slot = list(self._record.slots), self._slot
        slots[self._record.current] = replace(
            slot,
            text=slot.text if text is None else text,
            spent_ms=slot.spent_ms if spent_ms is None else spent_ms,
            at=at or slot.at,
        )
        self._record = replace(self._record, slots=tuple(slots))

    def _read(self, place: int) -> Submission | Unreadable | None:
        text = self._record.slots[place].text
        return read_plain(self.questions[place], text) if text.strip() else None

    def _mark(self, place: int) -> Mark:
        found = self._read(place)
        if found is None:
            return Mark.OPEN if self._record.slots[place].seen else Mark.UNSEEN
        return Mark.ANSWERED if isinstance(found, Submission) else Mark.UNREADABLE

    def _review(self, reviewer: Reviewer, place: int, at: Moment) -> Review:
        slot, question, found = self._record.slots[place], self.questions[place], self._read(place)
        verdict, outcome = None, Outcome.DONT_KNOW
        if isinstance(found, Submission):
            verdict = check(question.content, found.value)
            outcome = Outcome.CORRECT if verdict.correct else Outcome.WRONG
        shown_at = _before(at.at, slot.spent_ms)
        return reviewer.review(question, slot.text, outcome, verdict, UNAIDED, shown_at=shown_at, now=at)


def question_of(slot: Slot) -> Question | None:
    """The slot's question; None if this version of the program does not draw it any more."""
    try:
        return generate(Reference.parse(slot.reference))
    except (BadReference, UnknownQuestion):
        return None


def _before(at: datetime, milliseconds: int) -> datetime:
    return at - timedelta(milliseconds=milliseconds)
