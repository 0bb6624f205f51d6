"""Which events count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import review, undo
from trainer.domain import Event
from trainer.store.activity import Identity, active_events, undone

_names = st.integers(0, 8).map(str)
_pairs = st.lists(st.tuples(_names, _names), unique_by=lambda pair: pair[0])


def _identified(pairs: list[tuple[str, str]]) -> list[tuple[Identity, Identity]]:
    return [(("skill", undo_), ("skill", target)) for undo_, target in pairs]


def _circling(targets: dict[str, str]) -> set[str]:
    circling = set[str]()
    for start, target in targets.items():
        name, seen = target, set[str]()
        while name in targets and name not in seen and name != start:
            seen.add(name)
            name = targets[name]
        if name == start:
            circling.add(start)
    return circling


@given(_pairs)
def test_rule(pairs: list[tuple[str, str]]) -> None:
    """Off circles, an event is out if and only if an Undo that is not out, nor in a circle, targets it."""
    circling = _circling(dict(pairs))
    out = {name for _, name in undone(_identified(pairs))}
    for name in {name for pair in pairs for name in pair} - circling:
        by = [undo_ for undo_, target in pairs if target == name and undo_ not in circling]
        assert (name in out) == any(undo_ not in out for undo_ in by)


@given(_pairs, st.randoms(use_true_random=False))
def test_order_plays_no_part(pairs: list[tuple[str, str]], random: object) -> None:
    """The same Undos in any order, or named twice, take out the same."""
    shuffled = pairs[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert undone(_identified(shuffled + pairs)) == undone(_identified(pairs))


@given(st.integers(0, 5000))
def test_long_chains(length: int) -> None:
    """An Undo of an Undo of … is settled whatever its length: the event is out after an odd number of them."""
    chain = [(str(number + 1), str(number)) for number in range(length)]
    assert (("skill", "0") in undone(_identified(chain))) == (length % 2 == 1)


def test_circles() -> None:
    """Undos of each other, or of themselves, change nothing, and what they seem to undo stays."""
    assert undone(_identified([("1", "2"), ("2", "1")])) == set()
    assert undone(_identified([("1", "1")])) == set()
    assert undone(_identified([("1", "2"), ("2", "1"), ("3", "2")])) == {("skill", "2")}


def test_two_undos_of_one() -> None:
    """Two Undos of one event: it is back only when both are undone."""
    log: list[Event] = [review("1", 1), undo("2", 2, "1"), undo("3", 3, "1"), undo("4", 4, "2")]
    assert active_events(log) == []
    assert active_events([*log, undo("5", 5, "3")]) == [review("1", 1)]


def test_sorted() -> None:
    """What counts comes in order, whatever the order it was given in."""
    assert active_events([review("2", 1), review("1", 1), review("3", 0)]) == [
        review("3", 0),
        review("1", 1),
        review("2", 1),
    ]
