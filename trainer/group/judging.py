"""Judges every answer again, from its text and its question alone; what a file says of it is only compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questions.checker import Verdict, check, read_answer
from questions.expressions.expression import Expression
from questions.question import Content, Misconception
from questions.sets.titles import clean_title
from questions.submission import Unreadable, Value
from questions.wording import several
from trainer.group.gathering import Student, Try
from trainer.telling import clipped, told


class Outcome(StrEnum):
    """What came of an answer. `BLANK` is "I don't know"; neither it nor what cannot be read is right."""

    RIGHT = "right"
    WRONG = "wrong"
    UNREADABLE = "not understood"
    BLANK = "no answer"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what `convdrill check` says of it. `value` is None for what cannot be read."""

    tried: Try
    outcome: Outcome
    value: Value | None = None
    verdict: Verdict | None = None

    @property
    def right(self) -> bool:
        """Whether it is right."""
        return self.outcome is Outcome.RIGHT

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """Those that lead to this answer."""
        return self.verdict.misconceptions if self.verdict else ()

    @property
    def shown(self) -> str:
        """The answer as a person reads it, on one line and without what steers a terminal."""
        if self.outcome is Outcome.BLANK:
            return "don't know"
        if self.value is None:
            return clipped(clean_title(self.tried.text))
        if self.tried.asked.question.content.choices:
            return clipped(self.tried.asked.question.content.shown(self.value))
        return told(clean_title(self.tried.text))


@dataclass(frozen=True, slots=True)
class Marked:
    """A student's tries per question: key is the question's place on the paper."""

    name: str
    tries: Mapping[int, tuple[Judged, ...]]


class Judge:
    """Remembers what it has judged: many students give the same answers."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Outcome, Value | None, Verdict | None]] = {}

    def judge(self, tried: Try) -> Judged:
        """The answer as `convdrill check` judges it."""
        question = tried.asked.question
        key = (str(question.reference), tried.text)
        if key not in self._known:
            self._known[key] = _judgement(question.content, tried.text)
        return Judged(tried, *self._known[key])


def _judgement(content: Content, text: str) -> tuple[Outcome, Value | None, Verdict | None]:
    submission = read_answer(content, text)
    if isinstance(submission, Unreadable):
        return (Outcome.UNREADABLE if text.strip() else Outcome.BLANK), None, None
    verdict = check(content, submission.value)
    return (Outcome.RIGHT if verdict.correct else Outcome.WRONG), submission.value, verdict


def same_answer(judged: Judged) -> tuple[object, ...]:
    """Equal for two answers to one question that are the same, however they are written.

    Formulas that the same misconceptions lead to are equal; of others that agree nobody knows without comparing each
    with each, so these are told apart by how they are written.
    """
    if judged.value is None:
        return (judged.outcome, judged.shown)
    if isinstance(judged.value, Expression):
        return (judged.outcome, tuple(slip.id for slip in judged.misconceptions) or judged.shown)
    return (judged.outcome, judged.value)


def marked(students: Sequence[Student], places: Mapping[tuple[str, int], int]) -> tuple[Marked, ...]:
    """Everybody's answers judged; `places` has the place on the paper of a form's question number."""
    judge = Judge()
    found = []
    for student in students:
        tries: dict[int, list[Judged]] = {}
        for tried in student.tries:
            tries.setdefault(places[tried.asked.form, tried.asked.number], []).append(judge.judge(tried))
        found.append(Marked(student.name, {place: tuple(made) for place, made in tries.items()}))
    return tuple(found)


def differences(students: Sequence[Marked]) -> Iterator[tuple[str, str]]:
    """Of whom the files say something else than was found here, and what: a sentence each."""
    for student in students:
        counted = Counter(what for made in student.tries.values() for what in _claims(made))
        parts = [f"{several(count, 'answer')} {what}" for what, count in sorted(counted.items())]
        if parts:
            yield student.name, "; ".join(parts)


def _claims(tries: Sequence[Judged]) -> Iterator[str]:
    for place, judged in enumerate(tries):
        given = judged.tried.given
        if given is None or given.reference is None:
            continue
        if given.correct is not judged.right:
            yield f"called {'right but judged wrong' if given.correct else 'wrong but judged right'}"
        elif {*given.misconceptions} != {slip.id for slip in judged.misconceptions}:
            set_up = "" if judged.misconceptions else " (perhaps by a set-up that was typed afterwards)"
            yield f"explained by other mistakes{set_up}"
        if given.mark != given.reference.question_id:
            yield "under the id of another question"
        if given.first is not (place == 0):
            yield "called a first try, but not the first" if given.first else "called a later try, but the first"
