"""Laws of the worked steps, over the whole registry: every symbol and every number is accounted for."""

from __future__ import annotations

import re

import pytest

from questions.generator import draw_questions
from questions.question import LEVELS, Factor, Question, Step
from questions.skills import SKILLS
from questions.submission import AnswerKind

EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]
FEW = 40
_NUMBER = re.compile(r"(?<![A-Za-z_0-9,])[0-9][0-9,]*")
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z_]*")
_WORDS = {"floor", "ceil"}
_WORDED = {"three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_CONSTANTS = {1, 2, 4}
"""The bias of one filter, the statistics of one channel, the numbers of a batch norm or the bytes of a float: words."""


def _drawn(skill: str, level: int) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 29, FEW))


def _numbers(text: str) -> set[int]:
    return {int(found.replace(",", "")) for found in _NUMBER.findall(text) if found.replace(",", "")}


def _symbols(text: str) -> set[str]:
    return set(_SYMBOL.findall(text)) - _WORDS


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_every_symbol_of_a_formula_has_a_factor(skill: str, level: int) -> None:
    """In a step's formula there is no symbol that neither this step nor an earlier one has told."""
    for question in _drawn(skill, level):
        known: set[str] = set()
        for step in question.content.explanation:
            known |= {part for factor in step.factors for part in _symbols(factor.symbol)}
            if step.formula.startswith("(") and "," in step.formula:
                continue  # the names of a shape's axes, no formula
            assert _symbols(step.formula) <= known, (str(question.reference), str(step))


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_every_number_is_accounted_for(skill: str, level: int) -> None:
    """What is counted with is a factor, an earlier result, or a number of the formula itself.

    Where a step has no factors, as they would only repeat its sentence or a table, the number stands in words or in the
    prompt; or it is one of _CONSTANTS.
    """
    for question in _drawn(skill, level):
        known: set[int] = set()
        words = _numbers(question.content.asked) | _CONSTANTS
        for step in question.content.explanation:
            known |= {number for factor in step.factors for number in _numbers(factor.number)}
            known |= _numbers(step.formula)
            words |= _numbers(step.sentence) | {_WORDED[word] for word in _WORDED if word in step.sentence.split()}
            told = known | (set() if step.factors else words)
            assert _numbers(step.substitution) <= told, (str(question.reference), str(step), told)
            known |= _numbers(step.result)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_every_factor_is_used(skill: str, level: int) -> None:
    """A factor's symbol stands in the formula or its number in what is counted; no factor is told twice in a step."""
    for question in _drawn(skill, level):
        for step in question.content.explanation:
            for factor in step.factors:
                assert _is_used(factor, step, str(question.content.answer)), (
                    str(question.reference),
                    str(step),
                    factor,
                )
                assert factor.meaning
            assert len(set(step.factors)) == len(step.factors), (str(question.reference), step)


def _is_used(factor: Factor, step: Step, answer: str) -> bool:
    if step.formula:
        return _symbols(factor.symbol) <= _symbols(step.formula)
    counted = f"{step.substitution} {step.result}".strip() or answer
    return _numbers(factor.number) <= _numbers(counted) and _symbols(factor.number) <= _symbols(counted)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_what_plays_no_part_is_given(skill: str, level: int) -> None:
    """Each idle number and letter stands in the prompt, once, with a reason."""
    for question in _drawn(skill, level):
        asked = question.content.asked
        idle = [factor for step in question.content.explanation for factor in step.idle]
        assert len({factor.symbol for factor in idle}) == len(idle), (str(question.reference), idle)
        for factor in idle:
            assert factor.meaning
            assert _numbers(factor.number) <= _numbers(asked), (str(question.reference), factor)
            assert all(re.search(rf"\b{part}\b", asked) for part in re.findall(r"[A-Z]\b|[a-z]+", factor.number)), (
                str(question.reference), factor,
            )  # fmt: skip


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_numbers_of_factors_look_like_all_others(skill: str, level: int) -> None:
    """A single number has its thousands parted, as a result has."""
    for question in _drawn(skill, level):
        for step in question.content.explanation:
            for factor in (*step.factors, *step.idle):
                if factor.number.replace(",", "").isdigit():
                    assert factor.number == f"{int(factor.number.replace(',', '')):,}", factor
                assert factor.symbol == factor.symbol.strip()
                assert not factor.meaning.endswith("."), factor


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if SKILLS[skill].kind is AnswerKind.FORMULA])
def test_every_letter_of_a_formula_is_told(skill: str) -> None:
    """Each letter of the answer stands for something by name, and every other letter of the prompt plays no part."""
    for level in LEVELS:
        for question in _drawn(skill, level):
            content = question.content
            told = {part for step in content.explanation for f in step.factors for part in _symbols(f.number)}
            idle = {part for step in content.explanation for f in step.idle for part in _symbols(f.number)}
            used = _symbols(str(content.answer))
            assert used <= told, (str(question.reference), used, told)
            assert not used & idle, (str(question.reference), used, idle)
            assert set(content.symbols) <= told | idle, (str(question.reference), content.symbols, told, idle)
