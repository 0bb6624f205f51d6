"""A card is the fold of its log: what was folded event by event, and went through the database, equals a rebuild."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import START, Clock, review
from trainer.domain import Event, Mode, Outcome, Rating, Reset, Review, Suspension, Undo
from trainer.journal import Journal
from trainer.scheduling.cards import fold
from trainer.store.store import Store

_WRONG: dict[str, Any] = {"outcome": Outcome.WRONG, "rating": Rating.AGAIN}
_ANSWERS: list[dict[str, Any]] = [
    {"submission": "280", "expected": "280"},
    {"submission": "10*27+10", "expected": "280"},
    {"hints": 2, "rating": Rating.HARD},
    {"hints": 3, "rating": Rating.AGAIN},
    _WRONG,
    _WRONG | {"misconceptions": ("forgot_bias",)},
    _WRONG | {"misconceptions": ("forgot_in_channels", "forgot_bias")},
    {"outcome": Outcome.WRONG, "rating": Rating.HARD, "setup": "10*27+10"},
    {"outcome": Outcome.DONT_KNOW, "rating": Rating.AGAIN},
    {"outcome": Outcome.SELF_RATED, "mode": Mode.FLASHCARD, "rating": Rating.EASY, "rated_by_learner": True},
    {"mode": Mode.INTERVIEW},
]
_SKILLS = ["conv2d.parameters", "bias.effect"]

Action = tuple[str, str, int, int, int]
actions: st.SearchStrategy[list[Action]] = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 5 + ["override", "undo", "redo", "suspend", "resume", "reset"]),
        st.sampled_from(_SKILLS),
        st.integers(0, 10**6),
        st.sampled_from([0, 1, 40, 700, 1440, 3000, 30000, -90, -2000]),  # minutes; the clock may be set back
        st.sampled_from([0, 60, -480, 720]),
    ),
    max_size=25,
)


def _events(action: Action, log: list[Event], clock: Clock, number: int) -> list[Event]:
    """What the action appends to the log; nothing where there is nothing to act on."""
    kind, skill, pick, _, offset = action
    common: dict[str, Any] = {"learner": "me", "at": clock.at, "utc_offset": offset, "skill": skill}
    id_ = f"e{number:06}"
    reviews = [event for event in log if isinstance(event, Review) and event.skill == skill]
    undos = [event for event in log if isinstance(event, Undo) and event.skill == skill]
    if kind == "answer":
        level, reference = 1 + pick % 3, f"{skill}/v1/1/{pick % 4}"
        return [review(**common, id=id_, level=level, reference=reference, **_ANSWERS[pick % len(_ANSWERS)])]
    if kind == "override" and reviews:
        old = reviews[-1]
        again = replace(old, id=f"{id_}b", rating=Rating(1 + pick % 4), rated_by_learner=True, replaces=old.id)
        return [Undo(id_, target=old.id, **common), again]
    if kind == "undo" and reviews:
        return [Undo(id_, target=reviews[pick % len(reviews)].id, **common)]
    if kind == "redo" and undos:
        return [Undo(id_, target=undos[pick % len(undos)].id, **common)]
    if kind in ("suspend", "resume"):
        return [Suspension(id_, suspended=kind == "suspend", **common)]
    return [Reset(id_, **common)] if kind == "reset" else []


@given(actions)
@settings(max_examples=60, deadline=None)
def test_a_card_equals_its_rebuild(tmp_path_factory: Any, done: list[Action]) -> None:
    """After any answers, overrides, undos and redos, suspensions and resets, also where the clock was set back."""
    path = Path(tmp_path_factory.mktemp("rebuild")) / "x.db"
    clock = Clock(START)
    journal = Journal(Store.open(path), "test", None, clock())
    log: list[Event] = []
    for number, action in enumerate(done):
        clock.at += timedelta(minutes=action[3])
        events = _events(action, log, clock, number)
        log += events
        journal.record(events, clock())
    with Store.open(path) as store:
        assert journal.cards == store.rebuild("me", fold) == store.cards("me")
    for card in journal.cards.values():
        if card.memory is not None:
            assert card.due is not None
            assert card.due > card.memory.last_day
            assert card.first_day is not None
            assert card.first_day <= card.memory.last_day
        assert len(card.recent) <= 3
        assert len(card.succeeded) <= 2
        assert sum(hit.times for hit in card.hits) <= 2 * card.chances
    journal.close()
