"""Makes the file that is kept of a released schema: `python -m tests.store.released.make tests/store/released/0001.db`.

Run it with the code of the release itself, before its schema changes. The file is then never made again.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.helpers.clock import Clock
from trainer.domain import Event, Mode, Moment, Rating, Reset, Suspension, Undo
from trainer.identifiers import IdMaker
from trainer.scheduling.cards import fold
from trainer.session import PracticeSession, SessionPlan
from trainer.session_state import Judged, Phase
from trainer.store.store import Store

START = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
LEARNERS = {"me": 13, "Zoë": 6}
"""Sessions each."""


def _answer(session: PracticeSession, dice: Random, now: Moment) -> Judged:
    if session.plan.mode is Mode.FLASHCARD:
        session.turn()
        return session.rate_self(dice.choice(list(Rating)), now)
    chance = dice.random()
    if chance < 0.1:
        return session.dont_know(now)
    slips = [slip for slip in session.question.content.misconceptions if isinstance(slip.value, int)]
    wrong = str(slips[0].value) if slips and chance < 0.3 else session.question.expected
    for typed in (wrong, session.question.expected):
        judged = session.answer(typed, now)
        if isinstance(judged, Judged):
            return judged
    raise AssertionError(session.question.expected)


def _session(store: Store, learner: str, clock: Clock, dice: Random, mode: Mode) -> list[Event]:
    plan = SessionPlan(limit=10, minutes=None, mode=mode, learner=learner)
    session = PracticeSession(store.cards(learner), plan, dice, clock())
    while session.phase is not Phase.DONE:
        clock.forward(seconds=dice.randint(5, 60))
        judged = _answer(session, dice, clock())
        session.acknowledge(store.record(judged.events, fold), judged.events)
        if session.phase is Phase.SETUP:
            session.skip_setup()
        if dice.random() < 0.1:
            override = session.override(dice.choice([Rating.HARD, Rating.EASY]), clock())
            session.acknowledge(store.record(override.events, fold), override.events)
        session.advance(clock())
    return list(store.active_events(learner))


def make(path: Path) -> None:
    """A small store with everything in it that a release could have written."""
    dice, new_id = Random(1), IdMaker()
    with Store.open(path) as store:
        for learner, sessions in LEARNERS.items():
            clock = Clock(START)
            for number in range(sessions):
                active = _session(store, learner, clock, dice, Mode.FLASHCARD if number % 6 == 5 else Mode.TYPED)
                clock.forward(seconds=30)
                at, skill = clock.at, active[-1].skill
                more: list[Event] = []
                if number % 4 == 1:
                    more.append(Undo(new_id(at), learner, at, 60, skill, active[-1].id))
                if number % 8 == 1:
                    more.append(Undo(new_id(at), learner, at, 60, skill, more[0].id))
                if number % 5 == 2:
                    more.append(Suspension(new_id(at), learner, at, 60, skill, suspended=number % 2 == 0))
                if number % 7 == 3:
                    more.append(Reset(new_id(at), learner, at, 60, skill))
                store.record(more, fold)
                clock.forward(days=dice.randint(1, 3))
            store.change_settings(learner, {"new_per_day": sessions, "desired_retention": 0.85})
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("VACUUM")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
