"""Learners who practise for weeks through the session and the journal, and what was asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from random import Random

from questions.question import Question
from questions.submission import AnswerKind, Unreadable
from tests.helpers.answers import known_mistake
from tests.making import right, unexplained, wrong
from tests.store.memory import MemoryStore
from trainer.domain import Card, Mode, Moment, Outcome, Rating, Review
from trainer.journal import Journal
from trainer.scheduling.choosing import Why
from trainer.scheduling.days import day_of
from trainer.scheduling.horizon import due_day
from trainer.session import Judged, Phase, PracticeSession, SessionPlan
from trainer.settings import LearnerSettings

FIRST = datetime(2026, 3, 2, 18, tzinfo=UTC)
"""A Monday evening."""
RIGHT = ("right",)
MIXED = ("right",) * 9 + ("wrong", "mistake", "dont_know", "hint", "all_hints", "slip", "raised", "lowered", "easy")
POOR = ("wrong", "mistake", "dont_know")


@dataclass(frozen=True)
class Asked:
    """One question as it was asked, what was done, and what came of it; `cards` are those before, `card` is that after.

    `due` is when the skill came back then, `promised` what each rating would do, told before the answer.
    """

    session: int
    question: Question
    why: Why
    cards: Mapping[str, Card]
    now: Moment
    given_steps: int
    gone_on: bool
    did: str
    review: Review
    card: Card
    due: date
    promised: Mapping[Rating, date]

    @property
    def skill(self) -> str:
        """The skill asked."""
        return self.question.reference.skill

    @property
    def today(self) -> date:
        """The learner's day of the question."""
        return day_of(self.now)

    @property
    def before(self) -> Card | None:
        """The skill's card before it."""
        return self.cards.get(self.skill)


@dataclass(frozen=True)
class Learner:
    """Who does one of these things at each question, in so many sessions a day, at these UTC offsets in turn."""

    does: Sequence[str]
    settings: LearnerSettings = field(default_factory=LearnerSettings)
    days: int = 10
    sessions: int = 1
    rounds: int = 1
    plan: SessionPlan = field(default_factory=SessionPlan)
    offsets: Sequence[int] = (60,)
    hour: float = 18


LEARNERS = {
    "perfect": Learner(RIGHT, sessions=2),
    "hopeless": Learner(POOR, sessions=2, days=4),
    "gives up": Learner(("dont_know", "right"), days=6),
    "mixed": Learner(MIXED, sessions=2, rounds=2),
    "slips": Learner(("right", "slip", "hint"), days=8),
    "flashcards": Learner(("right", "wrong", "easy", "hint"), plan=SessionPlan(mode=Mode.FLASHCARD), days=8),
    "interview over": Learner(MIXED, LearnerSettings(FIRST.date() - timedelta(days=3)), days=6),
    **{
        f"interview in {days}": Learner(MIXED, LearnerSettings(FIRST.date() + timedelta(days=days)), days + 2, 2)
        for days in (1, 3, 7, 14)
    },
    "no limits left": Learner(MIXED, LearnerSettings(new_per_day=0, reviews_per_day=0), days=6),
    "few a day": Learner(MIXED, LearnerSettings(new_per_day=2, reviews_per_day=4), days=6),
    "named": Learner(
        MIXED,
        plan=SessionPlan(
            limit=20, minutes=None, only=("macs.conv", "bias.effect", "conv1d.parameters", "output.keras")
        ),
        days=5,
    ),
    "travelling": Learner(MIXED, LearnerSettings(date(2026, 3, 20)), offsets=(60, 120, -480, 540, 60, -600, 840, 0)),
    "at four in the morning": Learner(MIXED, offsets=(0,), hour=3.93, days=6),
}


@cache
def asked_of(name: str) -> tuple[Asked, ...]:
    """All that was asked of the learner, in order."""
    learner, rng = LEARNERS[name], Random(name)
    journal = Journal(MemoryStore(), "weeks", None, Moment(FIRST, 0))
    asked: list[Asked] = []
    for day in range(learner.days):
        offset = learner.offsets[day % len(learner.offsets)]
        midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        clock = _Clock(midnight + timedelta(days=day, hours=learner.hour), offset)
        for number in range(learner.sessions):
            _practise(learner, journal, clock, rng, asked, day * learner.sessions + number)
    return tuple(asked)


def sessions(name: str) -> Iterator[list[Asked]]:
    """The learner's sessions, each with all its rounds."""
    for _, found in groupby(asked_of(name), key=lambda asked: asked.session):
        yield list(found)


def waiting(session: list[Asked]) -> set[str]:
    """The skills that failed in this part of a session and were not known since, as the events tell it."""
    found: dict[str, bool] = {}
    for asked in session:
        review, again = asked.review, asked.skill in found
        if review.rating is Rating.AGAIN:
            found[asked.skill] = True
        elif review.unaided_success or (review.outcome is Outcome.SELF_RATED and not review.hints) or not again:
            found.pop(asked.skill, None)
    return set(found)


def is_due(asked: Asked, skill: str, name: str) -> bool:
    """Whether that skill was due for the learner when this question was asked."""
    day = due_day(asked.cards[skill], LEARNERS[name].settings, asked.today)
    return day is not None and day <= asked.today


@dataclass
class _Clock:
    at: datetime
    offset: int

    def __call__(self) -> Moment:
        return Moment(self.at, self.offset)


def _practise(learner: Learner, journal: Journal, clock: _Clock, rng: Random, asked: list[Asked], number: int) -> None:
    session = PracticeSession(journal.cards, learner.plan, rng, clock(), settings=learner.settings)
    for round_ in range(learner.rounds):
        if round_:
            session.go_on(clock())
        while session.phase is not Phase.DONE:
            asked.append(_answered(learner, session, journal, clock, rng, number, gone_on=round_ > 0))
            session.advance(clock())


def _answered(
    learner: Learner, session: PracticeSession, journal: Journal, clock: _Clock, rng: Random, number: int, gone_on: bool
) -> Asked:
    question, shown, why = session.question, clock(), session.asking.why
    given, cards = session.given_steps, dict(session.asking.cards)
    clock.at += timedelta(seconds=rng.choice([10, 20, 45]))
    now = clock()
    promised = session.asking.preview(now)
    did = rng.choice(learner.does)

    def store(judged: Judged | Unreadable) -> None:
        assert isinstance(judged, Judged), f"{question.reference}: {judged}"
        session.acknowledge(journal.record(judged.events, now), judged.events)

    if did in ("hint", "all_hints"):
        while session.hint() is not None and did == "all_hints":
            continue
    if learner.plan.mode is Mode.FLASHCARD:
        session.turn()
        rating = {"right": Rating.GOOD, "wrong": Rating.AGAIN, "easy": Rating.EASY}.get(did, Rating.HARD)
        store(session.rate_self(rating, now))
    elif did == "dont_know":
        store(session.dont_know(now))
    else:
        store(session.answer(_typed(question, did), now))
        if session.phase is Phase.SETUP and did == "slip" and question.content.setup:
            store(session.setup(question.content.setup, now))
        elif session.phase is Phase.SETUP:
            session.skip_setup()
        change = {"raised": Rating.GOOD, "lowered": Rating.AGAIN, "easy": Rating.EASY}.get(did)
        if change is not None:
            store(session.override(change, now))
    review, card = session.results[-1].review, session.card(question.reference.skill)
    due = session.asking.due(question.reference.skill, now)
    assert card is not None
    assert due is not None
    assert why is not None
    return Asked(number, question, why, cards, shown, given, gone_on, did, review, card, due, promised)


def _typed(question: Question, did: str) -> str:
    if did == "mistake":
        return known_mistake(question)[0] if question.content.misconceptions else wrong(question)
    if did == "slip" and question.content.kind is AnswerKind.INTEGER:
        return unexplained(question)
    return wrong(question) if did in ("wrong", "raised") else right(question)
