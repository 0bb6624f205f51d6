"""The marks are a set of numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questions.sets.marks import Marks

_MARKS = st.integers(1, 2**64 - 1) | st.integers(1, 40).map(lambda n: n << 32)  # those share their place


@given(st.lists(_MARKS, max_size=60))
def test_like_a_set(marks: list[int]) -> None:
    """Each is new once."""
    ours, known = Marks(), set[int]()
    for mark in marks:
        assert ours.add(mark) is (mark not in known)
        known.add(mark)
        assert len(ours) == len(known)


def test_many() -> None:
    """Also after the table grew again and again."""
    ours = Marks()
    many = [(number * 0x9E3779B97F4A7C15) % 2**64 for number in range(1, 20_001)]
    assert all(ours.add(mark) for mark in many)
    assert not any(ours.add(mark) for mark in many)
    assert len(ours) == 20_000
