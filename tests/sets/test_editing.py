"""Changing a set by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.generator import UnknownQuestion, generate, question_bias
from questions.question import Reference
from questions.sets.editing import Changes, another, edited
from questions.sets.question_set import BadSet, QuestionSet
from tests.sets.hostile import GOOD

A, B, C, D, E, F = GOOD.references
NEW = Reference("macs.conv", 1, 2, 5)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (Changes(drop=(2,)), (A, C, D, E, F)),
        (Changes(drop=(1, 6, 1)), (B, C, D, E)),
        (Changes(add=(NEW,)), (A, B, C, D, E, F, NEW)),
        (Changes(add=(NEW,), move=((7, 1),)), (NEW, A, B, C, D, E, F)),
        (Changes(move=((6, 1),)), (F, A, B, C, D, E)),
        (Changes(move=((1, 6), (2, 6))), (C, D, E, F, A, B)),
        (Changes(drop=(1,), move=((6, 1),)), (F, B, C, D, E)),
    ],
)
def test_changes(changes: Changes, expected: tuple[Reference, ...]) -> None:
    """All numbers are those from before; the code is gone."""
    after = edited(GOOD, changes)
    assert after == QuestionSet(GOOD.title, expected)
    assert after.code is None


@pytest.mark.parametrize("changes", [Changes(), Changes(move=((3, 3),)), Changes(move=((1, 6), (1, 1)))])
def test_what_changes_nothing_keeps_the_code(changes: Changes) -> None:
    """The same questions in the same order are what the code draws."""
    assert edited(GOOD, changes) == GOOD


def test_another_title_keeps_the_code() -> None:
    """The code says nothing of the title."""
    after = edited(GOOD, Changes(title="Week 4"))
    assert (after.title, after.references, after.code) == ("Week 4", GOOD.references, GOOD.code)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (Changes(drop=(7,)), "there is no question 7; the set has 6"),
        (Changes(replace=(0,)), "there is no question 0"),
        (Changes(move=((9, 1),)), "there is no question 9"),
        (Changes(move=((1, 7),)), "there is no place 7; the set has 6 questions then"),
        (Changes(drop=(1,), move=((2, 6),)), "there is no place 6; the set has 5"),
        (Changes(drop=(1,), replace=(1,)), "dropped and changed at once"),
        (Changes(drop=(3,), move=((3, 1),)), "question 3 cannot be dropped and changed"),
        (Changes(drop=(1, 2, 3, 4, 5, 6)), "no question would be left"),
        (Changes(add=(A,)), "already"),
        (Changes(add=(NEW, NEW)), "already"),
        (Changes(title="a\nb"), "a title is"),
    ],
)
def test_refused(changes: Changes, why: str) -> None:
    """A sentence, and nothing is done."""
    with pytest.raises(BadSet, match=why):
        edited(GOOD, changes)


def test_an_added_question_must_exist() -> None:
    """A reference that this program cannot draw is none of its questions."""
    with pytest.raises(UnknownQuestion, match="version 9"):
        edited(GOOD, Changes(add=(Reference("macs.conv", 9, 1, 1),)))


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(1, 6), min_size=1))
def test_replaced(numbers: set[int]) -> None:
    """Other arithmetic than anything in the set; skill, level and bias stay, and so do all the others."""
    after = edited(GOOD, Changes(replace=tuple(numbers)))
    identities = {question.identity for question in after.questions()}
    assert len(identities) == 6
    for number, (old, new) in enumerate(zip(GOOD.questions(), after.questions(), strict=True), 1):
        assert (new.reference.skill, new.reference.level) == (old.reference.skill, old.reference.level)
        assert question_bias(new) is question_bias(old)
        assert (new == old) is (number not in numbers)
        assert (new.identity == old.identity) is (number not in numbers)


def test_replacing_goes_on() -> None:
    """Again and again another one."""
    made, seen = GOOD, {generate(A).identity}
    for _ in range(5):
        made = edited(made, Changes(replace=(1,)))
        identity = generate(made.references[0]).identity
        assert identity not in seen
        seen.add(identity)


def test_where_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level that is used up says so."""

    def same(_: object) -> int:
        return 1

    monkeypatch.setattr("questions.sets.editing.fingerprint", same)
    with pytest.raises(BadSet, match=rf"no other question of {A.skill} at level {A.level} can be drawn for this set"):
        another(A, GOOD.references)


def test_a_question_of_an_older_version_can_be_replaced() -> None:
    """It cannot be drawn any more; the present version draws one of its level."""
    old = Reference("macs.conv", 77, 2, 5)
    after = edited(QuestionSet("Old", (A, old)), Changes(replace=(2,)))
    assert (after.references[1].skill, after.references[1].level) == ("macs.conv", 2)
    assert generate(after.references[1])
