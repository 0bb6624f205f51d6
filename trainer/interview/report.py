"""What an interview came to, as data: rebuilt from what is kept of it and from its answers in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from questions.checker import check, read_answer
from questions.question import Question, Step
from questions.skills import SKILLS
from questions.submission import Unreadable
from trainer.domain import Outcome, Review
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import InterviewRecord, Slot
from trainer.interview.rubric import rubric_lines
from trainer.interview.session import question_of
from trainer.telling import diagnosis_lines, shown_answer

OLDER = "An older version of the program drew this question, so its steps cannot be shown."
TAKEN_BACK = "Its answer was taken back since."


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a rubric, and whether it was said aloud."""

    line: str
    said: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the report.

    `outcome` is None where there is no answer that counts: the question was never seen, or its answer was taken back.
    `diagnosis`, `steps` and `note` are there for what was not right; `rubric` for what was to be explained aloud.
    """

    number: int
    reference: str
    title: str
    family: str
    prompt: str
    expected: str
    submitted: str
    outcome: Outcome | None
    taken_ms: int
    known: bool
    rubric: tuple[Said, ...] = ()
    diagnosis: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    note: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.outcome is Outcome.CORRECT


@dataclass(frozen=True, slots=True)
class Score:
    """`right` of `asked`; `taken_ms` is the time they took together."""

    right: int
    asked: int
    taken_ms: int = 0

    @property
    def share(self) -> float:
        """The share of right answers; 0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """An interview in one line: when it was in the learner's time, what kind, its score and the time used."""

    id: str
    at: datetime
    plan: InterviewPlan
    score: Score


@dataclass(frozen=True, slots=True)
class InterviewReport:
    """All of one interview. `earlier` are those before it, the newest first."""

    summary: Summary
    rows: tuple[Row, ...]
    time_over: bool
    breaks: int
    earlier: tuple[Summary, ...] = ()

    @property
    def score(self) -> Score:
        """Right answers of all questions, those never seen included."""
        return self.summary.score

    @property
    def families(self) -> dict[str, Score]:
        """The score of each family, in the order of the questions."""
        return {
            family: _score(row for row in self.rows if row.family == family)
            for family in dict.fromkeys(row.family for row in self.rows)
        }

    @property
    def known(self) -> Score:
        """The score of what counted as known before, from placement and practice."""
        return _score(row for row in self.rows if row.known)

    @property
    def fresh(self) -> Score:
        """The score of what did not."""
        return _score(row for row in self.rows if not row.known)

    @property
    def mistakes(self) -> tuple[Row, ...]:
        """What was not right, but seen."""
        return tuple(row for row in self.rows if row.outcome in (Outcome.WRONG, Outcome.DONT_KNOW))

    @property
    def unseen(self) -> int:
        """How many questions have no answer that counts."""
        return sum(row.outcome is None for row in self.rows)


def local(at: datetime, utc_offset: int) -> datetime:
    """A UTC instant on the learner's clock then, without a zone."""
    return (at + timedelta(minutes=utc_offset)).replace(tzinfo=None)


def summary_of(record: InterviewRecord, reviews: Mapping[str, Review]) -> Summary:
    """One line about an interview whose answers are among the reviews."""
    found = (reviews[slot.review] for slot in record.slots if slot.review in reviews)
    right = sum(review.outcome is Outcome.CORRECT for review in found)
    at = local(record.started.at, record.started.utc_offset)
    return Summary(record.id, at, record.plan, Score(right, len(record.slots), record.spent_ms))


def report_of(
    record: InterviewRecord, reviews: Mapping[str, Review], earlier: Sequence[Summary] = ()
) -> InterviewReport:
    """The report of an interview that is over. `reviews` are the answers that count, by id."""
    rows = tuple(
        _row(number, slot, question_of(slot), reviews.get(slot.review)) for number, slot in enumerate(record.slots, 1)
    )
    return InterviewReport(summary_of(record, reviews), rows, record.time_over, record.breaks, tuple(earlier))


def _row(number: int, slot: Slot, question: Question | None, review: Review | None) -> Row:
    skill = SKILLS.get(slot.reference.partition("/")[0])
    content = question.content if question is not None else None
    expected = shown_answer(content) if content is not None else review.expected if review is not None else ""
    prompt = review.prompt if review is not None else content.asked if content is not None else ""
    lines = rubric_lines(content) if content is not None and slot.aloud and slot.seen else ()
    mistaken = review is not None and review.outcome is not Outcome.CORRECT
    return Row(
        number,
        slot.reference,
        skill.title if skill is not None else slot.reference.partition("/")[0],
        skill.family if skill is not None else "other",
        prompt,
        expected,
        review.submission if review is not None else "",
        review.outcome if review is not None else None,
        slot.spent_ms,
        slot.known,
        tuple(Said(line, place in slot.ticks) for place, line in enumerate(lines)),
        _diagnosis(question, review) if mistaken and review is not None else (),
        content.explanation if content is not None and mistaken else (),
        _note(slot, question, review),
    )


def _note(slot: Slot, question: Question | None, review: Review | None) -> str:
    if slot.review and review is None:
        return TAKEN_BACK
    return OLDER if question is None else ""


def _diagnosis(question: Question | None, review: Review) -> tuple[str, ...]:
    if review.outcome is not Outcome.WRONG:
        return ()
    if question is None:
        return review.misconceptions
    submission = read_answer(question.content, review.submission)
    if isinstance(submission, Unreadable):
        return ()
    return tuple(diagnosis_lines(check(question.content, submission.value)))


def _score(rows: Iterable[Row]) -> Score:
    found = list(rows)
    return Score(sum(row.right for row in found), len(found), sum(row.taken_ms for row in found))
