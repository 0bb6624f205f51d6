"""A learner practises: so many minutes a day, at the program's own session, by typed text and a clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from questions.checker import Verdict
from questions.submission import Unreadable
from tests.simulation.policies import Contender
from tests.simulation.world import FIRST_DAY
from trainer.demo.learner import Attempt, Learner
from trainer.domain import Card, Event, Moment, Undo
from trainer.scheduling.cards import fold
from trainer.scheduling.choosing import Situation
from trainer.scheduling.days import day_of
from trainer.session import Judged, Phase, PracticeSession
from trainer.settings import LearnerSettings
from trainer.store.activity import active_events

_EVENING = 18


def moment(day: float) -> Moment:
    """So many days after the first evening."""
    return Moment(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, _EVENING, tzinfo=UTC) + timedelta(day), 0)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as the learner gave it and as it was judged; `before` is the card that the question was asked with."""

    skill: str
    day: date
    right: bool
    aided: bool
    attempt: Attempt
    told: tuple[str, ...]
    before: Card | None


class Log:
    """Events kept in memory, and the cards folded from them."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self._events: dict[str, list[Event]] = {}

    def record(self, events: Iterable[Event]) -> None:
        """Keep the events of one action, which concern one skill."""
        new = list(events)
        for event in new:
            self._events.setdefault(event.skill, []).append(event)
        skill = new[0].skill
        if any(isinstance(event, Undo) for event in new):
            self.cards[skill] = fold(None, active_events(self._events[skill]))
        else:
            self.cards[skill] = fold(self.cards.get(skill), new)


class Desk:
    """One learner under one policy. Nothing is known here of how the learner works or the session chooses."""

    def __init__(self, learner: Learner, contender: Contender, settings: LearnerSettings, seed: int) -> None:
        self.learner = learner
        self.log = Log()
        self.answered: list[Answered] = []
        self.seconds = 0.0
        self._contender = contender
        self._settings = settings
        self._rng = Random(seed)
        self._chooser = contender.chooser(Random(seed + 1), learner)
        self._now = moment(0)

    @property
    def asked(self) -> Counter[str]:
        """How often each skill was asked."""
        return Counter(answer.skill for answer in self.answered)

    def practise(self, day: int, minutes: float) -> None:
        """The practice of one day: sessions and further rounds until the minutes are over, or nothing is left to ask.

        The question in hand when they are over is still answered.
        """
        start = moment(day)
        self._now = start
        end = start.at + timedelta(minutes=minutes)
        session = self._session()
        while session is not None and self._now.at < end:
            if session.phase is Phase.DONE:
                if len(session.results) < session.limit and not self._contender.goes_on:
                    break
                session.go_on(self._now)
                continue
            self._answer(session)
            session.advance(self._now)
        self.seconds += (self._now.at - start.at).total_seconds()

    def _session(self) -> PracticeSession | None:
        situation = Situation(self.log.cards, day_of(self._now), self._settings)
        if self._chooser is not None and self._chooser.choose(situation) is None:
            return None
        return PracticeSession(
            self.log.cards,
            self._contender.plan,
            self._rng,
            self._now,
            settings=self._settings,
            policy=self._contender.policy,
            chooser=self._chooser,
        )

    def _answer(self, session: PracticeSession) -> None:
        question, given = session.question, session.given_steps > 0
        skill = question.reference.skill
        before = session.card(skill)
        attempt = self.learner.attempt(question, self._time, steps_given=given)
        self._pass(attempt.seconds)
        judged = session.dont_know(self._now) if attempt.text is None else session.answer(attempt.text, self._now)
        self._store(session, judged)
        verdict = session.results[-1].verdict
        if session.phase is Phase.SETUP:
            self._set_up(session, attempt)
        right = verdict is not None and verdict.correct
        told = _told(verdict)
        components = frozenset(slip.component for slip in question.content.misconceptions if slip.id in told)
        reading = self.learner.learn(question, attempt, self._time, right=right, named=components, given=given)
        self._pass(reading)
        self.answered.append(Answered(skill, day_of(self._now), right, given, attempt, told, before))
        if self._chooser is not None:
            self._contender.note(self._chooser, skill, right)

    def _set_up(self, session: PracticeSession, attempt: Attempt) -> None:
        """After an unexplained number: who knew the way and only slipped can type it."""
        setup = session.question.content.setup
        if not attempt.slip or attempt.failed or not setup:
            session.skip_setup()
            return
        self._pass(10)
        judged = session.setup(setup, self._now)
        if not isinstance(judged, Unreadable):
            self._store(session, judged)
        else:
            session.skip_setup()

    def _store(self, session: PracticeSession, judged: Judged | Unreadable) -> None:
        if isinstance(judged, Unreadable):
            raise AssertionError(f"{session.question.reference}: {judged.reason}")
        self.log.record(judged.events)
        session.acknowledge(self.log.cards, judged.events)

    @property
    def _time(self) -> float:
        """Days since the first evening."""
        return (self._now.at - moment(0).at) / timedelta(days=1)

    def _pass(self, seconds: float) -> None:
        self._now = Moment(self._now.at + timedelta(seconds=seconds), 0)


def _told(verdict: Verdict | None) -> tuple[str, ...]:
    """The misconceptions that the learner is told of, as the front ends do it: at a truth value the likeliest."""
    if verdict is None:
        return ()
    slips = verdict.misconceptions
    return tuple(slip.id for slip in (slips[:1] if slips and isinstance(slips[0].value, bool) else slips))
