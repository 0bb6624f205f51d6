"""The invented learner's mock interviews: which sittings begin with one, and how one goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from questions.question import Question
from trainer.demo.diary import Sitting
from trainer.demo.learner import Attempt, Learner
from trainer.domain import Card, Moment, Review
from trainer.identifiers import IdMaker
from trainer.interview.drawing import draw_interview
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import InterviewRecord
from trainer.interview.rubric import rubric_lines
from trainer.interview.session import InterviewSession
from trainer.scheduling.days import local_day

LEAST, USUAL = 6, 10
"""Questions of an interview: a sitting with fewer answers has none."""

_MOST = 6
_MINUTES = (20, 20, 15, 8)
"""The last of them is hardly enough."""
_SAYS = 0.7
"""How likely a line of the rubric is said aloud."""


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that is over, its answers, and what was done at each question that was seen."""

    record: InterviewRecord
    reviews: tuple[Review, ...]
    attempts: tuple[tuple[Question, Attempt, Review], ...]


def with_interview(sittings: tuple[Sitting, ...], utc_offset: int, since: date) -> frozenset[int]:
    """The places of the sittings that begin with an interview: a few, on different days, none before that day."""
    by_day: dict[date, int] = {}
    for place, sitting in enumerate(sittings):
        day = local_day(sitting.start, utc_offset)
        most = sittings[by_day[day]].answers if day in by_day else LEAST - 1
        if day >= since and sitting.answers > most:
            by_day[day] = place
    found, number = list(by_day.values()), min(_MOST, len(by_day))
    return frozenset(found[(each + 1) * len(found) // number - 1] for each in range(number))


def hold(
    person: Learner,
    cards: Mapping[str, Card],
    whose: str,
    answers: int,
    pass_time: Callable[[float], Moment],
    days: Callable[[], float],
    rng: Random,
    new_id: IdMaker,
) -> Held:
    """One interview of at most so many questions, gone through from the first on for as long as there is time.

    `pass_time` lets seconds pass and gives the moment; `days` is the learner's own time.
    """
    plan, now = InterviewPlan(min(USUAL, answers), rng.choice(_MINUTES)), pass_time(0)
    session = InterviewSession.begin(plan, draw_interview(plan, cards, rng), whose, now, new_id)
    done: list[tuple[Question, Attempt]] = []
    for number in range(1, plan.questions + 1):
        session.go_to(number, now)
        attempt = person.attempt(session.question, days())
        done.append((session.question, attempt))
        now = pass_time(min(attempt.seconds, session.left(now).total_seconds()))
        if attempt.text is not None:
            session.write(attempt.text, now)
        if session.is_over(now):
            break
    finished = session.finish(now)
    found = {review.reference: review for review in finished.reviews}
    attempts = tuple((question, attempt, found[str(question.reference)]) for question, attempt in done)
    return Held(_with_ticks(finished.record, session, rng), finished.reviews, attempts)


def _with_ticks(record: InterviewRecord, session: InterviewSession, rng: Random) -> InterviewRecord:
    """With what was said of the questions that were to be explained."""
    slots = []
    for slot, question in zip(record.slots, session.questions, strict=True):
        lines = rubric_lines(question.content) if slot.aloud and slot.seen else ()
        slots.append(replace(slot, ticks=tuple(line for line in range(len(lines)) if rng.random() < _SAYS)))
    return replace(record, slots=tuple(slots))
