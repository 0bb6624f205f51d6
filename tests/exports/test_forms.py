"""Forms of a set and exams: nothing comes twice, and what comes from the set itself is told."""

from __future__ import annotations

import pytest

from questions.generator import question_bias
from questions.question import Question
from questions.sets.recipe import Recipe, chosen_skills
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import BadExport, Sheet
from trainer.exports.sheets import Source, form_sheets

FEW = "conv3d.formula"
"""A skill that has the fewest questions at level 1, all of them within reach."""


def _source(count: int, *levels: int, bias: bool | None = None) -> Source:
    return recipe_source(Recipe((FEW,), levels, count, 5, bias))


def _questions(*sheets: Sheet) -> list[Question]:
    return [entry.question for sheet in sheets for entry in sheet.entries()]


def _different(*sheets: Sheet) -> int:
    return len({question.identity for question in _questions(*sheets)})


@pytest.mark.parametrize("exam", [False, True])
def test_nothing_comes_twice(*, exam: bool) -> None:
    """As many forms as there can be have every question once; one more is refused, with how many there can be."""
    source = _source(10, 1)
    sheets = form_sheets(source, 4, "seed", exam=exam)
    assert _different(*sheets) == 40
    with pytest.raises(
        BadExport, match=r"conv3d.formula has only \d+ different questions at level 1, and 6 forms"
    ) as no:
        form_sheets(source, 6, "seed", exam=exam)
    assert str(no.value).endswith("need 60; there can be at most 4 forms")


def test_the_sets_own_come_last() -> None:
    """None of them as long as there are others; then as few as must be, counted, and in other words."""
    practised = {question.identity for question in _source(30, 1).questions()}
    (plenty,) = form_sheets(_source(10, 1), 1, "seed", exam=True)
    own = {question.identity for question in _source(10, 1).questions()}
    assert plenty.own == 0 and not own & {question.identity for question in _questions(plenty)}
    (sheet,) = form_sheets(_source(30, 1), 1, "seed", exam=True)
    assert _different(sheet) == 30
    again = [question for question in _questions(sheet) if question.identity in practised]
    assert 0 < sheet.own == len(again) < 30
    references = {question.reference for question in _source(30, 1).questions()}
    assert not references & {question.reference for question in _questions(sheet)}


def test_all_skills_are_fresh() -> None:
    """Of every skill and level a form has a question that the set has not."""
    source = recipe_source(Recipe(chosen_skills(), (1, 2, 3), 423, 3))
    sheets = form_sheets(source, 2, "seed", exam=True)
    practised = {question.identity for question in source.questions()}
    found = _questions(*sheets)
    assert len({question.identity for question in found} | practised) == 3 * 423
    assert [sheet.own for sheet in sheets] == [0, 0]


def test_a_bias_is_kept() -> None:
    """Of a set about layers with bias no form has one without; there are the fewer of them."""
    source = _source(10, 1, bias=True)
    assert {question_bias(question) for question in _questions(*form_sheets(source, 2, "seed", exam=False))} == {True}
    with pytest.raises(BadExport, match="at level 1 with bias on, and 4 forms need 40; there can be at most 2 forms"):
        form_sheets(source, 4, "seed", exam=False)


def test_a_form_more_changes_none() -> None:
    """A report that draws fewer forms finds the same ones."""
    source = _source(12, 1, 2)
    for less, more in zip(
        form_sheets(source, 2, "s", exam=False), form_sheets(source, 4, "s", exam=False), strict=False
    ):
        assert [question.reference for question in _questions(less)] == [
            question.reference for question in _questions(more)
        ]
