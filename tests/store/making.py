"""Events to record, strategies that draw them, and a fold that notices any difference in what it was given."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from trainer.domain import (
    Card,
    DirectAnswer,
    Event,
    Hit,
    Memory,
    Mode,
    Outcome,
    Rating,
    Reset,
    Review,
    Success,
    Suspension,
    Undo,
)
from trainer.store.port import KeptInterview

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SKILL = "conv2d.parameters"


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def review(id_: str, minute: float = 0, **changes: Any) -> Review:
    """A right answer; `changes` replaces any field."""
    fields: dict[str, Any] = {
        "id": id_,
        "learner": "me",
        "at": at(minute),
        "utc_offset": 60,
        "skill": SKILL,
        "level": 2,
        "reference": "conv2d.parameters/v1/2/42",
        "prompt": "Conv2d([out_channels]=10, 3×3)",
        "expected": "280",
        "submission": "10*(3*3*3)+10",
        "outcome": Outcome.CORRECT,
        "misconceptions": (),
        "rating": Rating.GOOD,
        "rated_by_learner": False,
        "hints": 0,
        "setup": None,
        "taken_ms": 12_345,
        "mode": Mode.TYPED,
    }
    return Review(**(fields | changes))


def undo(id_: str, minute: float, target: str, skill: str = SKILL) -> Undo:
    return Undo(id_, "me", at(minute), 60, skill, target)


def kept(
    id_: str, minute: float = 0, *, learner: str = "me", ended: bool = False, body: str = '{"of": "an interview"}'
) -> KeptInterview:
    return KeptInterview(id_, learner, at(minute), ended, body)


def chain(card: Card | None, events: Sequence[Event]) -> Card:
    """A fold whose result depends on every event and on their order."""
    for event in events:
        before = card.memory.stability if card and card.memory else 1.0
        mark = zlib.crc32(repr((card.level if card else 0, event)).encode("utf-8", "backslashreplace"))
        card = Card(
            learner=event.learner,
            skill=event.skill,
            last_at=event.at,
            last_id=event.id,
            memory=Memory(before / 3 + mark, 1 / (mark + 1), date(2026, 3, 1), date.fromordinal(mark % 10**6 + 1)),
            level=1 + mark % 1000,
            answers=(card.answers if card else 0) + 1,
        )
    assert card is not None, "a fold is given at least one event"
    return card


# Hostile on purpose: NUL, the escape character and what looks like escapes, lone surrogates and pairs of them, quotes,
# markup, line ends, right-to-left marks.
texts = st.text(
    st.characters() | st.sampled_from("\x00\x100123d8\ud83d\ude00\udc80'\"[/]%\r\n\u202e😀"),
    max_size=12,
)
ids = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)
times = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(8999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
counts = st.integers(0, 2**31 - 1)

_common = {
    "id": ids,
    "learner": texts,
    "at": times,
    "utc_offset": st.integers(-1440, 1440),
    "skill": texts,
}
reviews = st.builds(
    Review,
    **_common,
    level=st.integers(1, 2**31 - 1),
    reference=texts,
    prompt=texts,
    expected=texts,
    submission=texts,
    outcome=st.sampled_from(Outcome),
    misconceptions=st.lists(texts, max_size=3).map(tuple),
    rating=st.sampled_from(Rating),
    rated_by_learner=st.booleans(),
    hints=counts,
    setup=st.none() | texts,
    taken_ms=st.integers(0, 2**63 - 1),
    mode=st.sampled_from(Mode),
    replaces=st.none() | texts,
)
undos = st.builds(Undo, **_common, target=texts)
suspensions = st.builds(Suspension, **_common, suspended=st.booleans())
resets = st.builds(Reset, **_common)
events: st.SearchStrategy[Event] = st.one_of(reviews, undos, suspensions, resets)

_days = st.dates()
_finite = st.floats(allow_nan=False, allow_infinity=False)
cards = st.builds(
    Card,
    learner=texts,
    skill=texts,
    last_at=times,
    last_id=ids,
    memory=st.none() | st.builds(Memory, _finite, _finite, _days, _days),
    relearn_due=st.none() | _days,
    level=st.integers(1, 3),
    level_day=st.none() | _days,
    answers=counts,
    unaided_successes=counts,
    recalls=counts,
    lapses=counts,
    suspended=st.booleans(),
    first_day=st.none() | _days,
    recent=st.lists(
        st.builds(DirectAnswer, texts, _days, st.integers(1, 3), st.booleans(), st.booleans()), max_size=3
    ).map(tuple),
    chances=counts,
    hits=st.lists(st.builds(Hit, texts, counts, times), max_size=3).map(tuple),
    succeeded=st.lists(st.builds(Success, _days, times), max_size=2).map(tuple),
)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Event]]:
    """Calls of `record`, each a few events of one learner and two skills.

    Clocks jump back, several events share a moment, Undos aim at anything there was, will be or never is, and at
    each other; calls are repeated.
    """
    size = draw(st.integers(1, 12))
    names = [f"{draw(st.integers(0, 99)):02d}-{number}" for number in range(size)]
    targets = st.sampled_from([*names, "nowhere"])
    skills = st.sampled_from(["a", "b"])
    made: list[Event] = []
    for name in names:
        skill, minute = draw(skills), draw(st.integers(0, 8))
        kind = draw(st.sampled_from(["review", "review", "replacing", "undo", "undo", "suspension", "reset"]))
        if kind == "undo":
            made.append(undo(name, minute, draw(targets), skill))
        elif kind == "suspension":
            made.append(Suspension(name, "me", at(minute), 0, skill, draw(st.booleans())))
        elif kind == "reset":
            made.append(Reset(name, "me", at(minute), 0, skill))
        else:
            replaces = draw(targets) if kind == "replacing" else None
            outcome = draw(st.sampled_from(Outcome))
            made.append(review(name, minute, skill=skill, replaces=replaces, outcome=outcome))
    calls = []
    while made:
        cut = draw(st.integers(1, 3))
        calls.append(made[:cut])
        made = made[cut:]
        if draw(st.booleans()):
            calls.append(draw(st.sampled_from(calls)))
    return calls
