"""Interviews for the tests: drawn with a seed, gone through with answers, over a journal in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from questions.generator import generate
from questions.question import Question, Reference
from tests.helpers.answers import known_mistake
from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from trainer.domain import DEFAULT_LEARNER
from trainer.interview.drawing import Drawn, draw_interview
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import InterviewRecord, to_kept
from trainer.interview.session import InterviewSession
from trainer.journal import Journal
from trainer.store.port import EventStore

FIXED = (
    "conv2d.parameters/v1/1/1",
    "parameters.formula/v1/2/3",
    "output.keras/v1/2/5",
    "conv1d.parameters/v1/2/5",
)
"""A number, a formula, a shape, a number."""
PLAN = InterviewPlan(len(FIXED), 20)

Answer = Callable[[Question], str]


def journal_of(clock: Clock, store: EventStore | None = None) -> Journal:
    """A journal over a store in memory."""
    return Journal(store if store is not None else MemoryStore(), "test", None, clock())


def fixed(references: Sequence[str] = FIXED, aloud: Sequence[int] = (0,), known: Sequence[int] = ()) -> list[Drawn]:
    """These questions; the places of those that are to be explained, and of those that counted as known."""
    questions = [generate(Reference.parse(reference)) for reference in references]
    return [Drawn(question, place in aloud, place in known) for place, question in enumerate(questions)]


def begun(clock: Clock, drawn: Sequence[Drawn] | None = None, plan: InterviewPlan = PLAN) -> InterviewSession:
    """An interview that has just begun, about the fixed questions unless others are given."""
    return InterviewSession.begin(plan, fixed() if drawn is None else drawn, DEFAULT_LEARNER, clock())


def drawn_with(seed: int, plan: InterviewPlan = PLAN) -> list[Drawn]:
    """Drawn questions for somebody who has not begun."""
    return draw_interview(plan, {}, Random(seed))


def right(question: Question) -> str:
    """What is right, as it is typed."""
    return question.expected


def wrong(question: Question) -> str:
    """A mistake that has a name."""
    return known_mistake(question)[0]


def nothing(question: Question) -> str:
    """No answer."""
    del question
    return ""


def go_through(session: InterviewSession, clock: Clock, answers: Sequence[Answer], seconds: float = 30) -> None:
    """Answer the first questions one after the other, each after so many seconds."""
    for number, answer in enumerate(answers, 1):
        session.go_to(number, clock())
        clock.forward(seconds=seconds)
        session.write(answer(session.question), clock())


def held(journal: Journal, clock: Clock, answers: Sequence[Answer], *, known: Sequence[int] = ()) -> InterviewRecord:
    """An interview that is over and kept, with its answers in the log."""
    session = begun(clock, fixed(known=known))
    go_through(session, clock, answers)
    finished = session.finish(clock())
    journal.keep_interview(to_kept(finished.record), finished.reviews, clock())
    return finished.record
