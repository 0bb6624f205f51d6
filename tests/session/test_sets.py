"""A session about a set: exactly its questions in order, and in between what was failed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.question import Question, Reference
from questions.sets.drawing import draw_set
from questions.sets.recipe import Recipe, chosen_skills
from tests.helpers.driver import Driver
from tests.making import right, unexplained
from tests.session.test_asking import driver
from trainer.domain import Mode, Rating
from trainer.session import Phase, SessionPlan


def _references(count: int, seed: int = 5, skills: tuple[str, ...] = ()) -> tuple[Reference, ...]:
    recipe = Recipe(chosen_skills(skills), (1, 2, 3), count, seed)
    return tuple(question.reference for question in draw_set(recipe))


def _session(references: tuple[Reference, ...], mode: Mode = Mode.TYPED) -> Driver:
    return driver(SessionPlan(limit=4, minutes=None, ask_setup=False, mode=mode, references=references))


def _ended(desk: Driver, answers: list[bool]) -> list[Question]:
    """Answer right or wrong in turn to the end; the questions asked."""
    asked: list[Question] = []
    while desk.session.phase is not Phase.DONE:
        question = desk.session.question
        assert desk.session.number == len(asked) + 1 <= desk.session.limit
        is_right = answers[len(asked) % len(answers)]
        asked.append(question)
        if question.content.kind.value in ("truth", "choice", "formula", "shape") and not is_right:
            desk.dont_know()
        else:
            desk.answer(right(question) if is_right else unexplained(question))
        desk.advance()
        assert len(asked) <= 100
    return asked


def test_all_right_is_the_set_in_its_order() -> None:
    """Nothing but the set, and as many questions as were announced from the first on."""
    references = _references(12)
    desk = _session(references)
    assert desk.session.limit == 12
    assert [question.reference for question in _ended(desk, [True])] == [*references]
    assert [result.review.reference for result in desk.session.results] == [str(each) for each in references]


@settings(deadline=None, max_examples=15)
@given(
    st.integers(1, 20),
    st.integers(0, 9),
    st.lists(st.booleans(), min_size=1, max_size=7),
    st.sampled_from([(), ("conv2d.parameters",), ("macs.conv", "bias.effect")]),
)
def test_the_whole_set_comes(count: int, seed: int, answers: list[bool], skills: tuple[str, ...]) -> None:
    """Whatever is answered: every question of the set once and in order, never two others in a row."""
    references = _references(count, seed, skills)
    asked = [question.reference for question in _ended(_session(references), answers)]
    assert [each for each in asked if each in references] == [*references]
    assert len(set(asked)) == len(asked)
    assert all(one in references or other in references for one, other in pairwise(asked))
    failed = {reference.skill for reference in asked}
    assert all(each.skill in failed for each in asked if each not in references)


def test_a_failure_comes_back_with_fresh_numbers() -> None:
    """After some others; the session is longer by one, and says why."""
    counted = ("conv2d.parameters", "conv1d.parameters", "conv3d.parameters", "pointwise.parameters", "macs.conv")
    references = _references(10, skills=counted)
    desk = _session(references)
    first = desk.session.question
    desk.answer(unexplained(first))
    asked, whys, limits = [], [], []
    while desk.advance() is not None:
        asked.append(desk.session.question.reference)
        whys.append(desk.session.asking.why)
        limits.append(desk.session.limit)
        desk.answer(right(desk.session.question))
    (again,) = [place for place, each in enumerate(asked) if each not in references]
    assert asked[again].skill == first.reference.skill
    assert limits == [10] * again + [11] * (len(asked) - again)
    why, usual = whys[again], whys[0]
    assert why is not None and usual is not None
    assert why.full.startswith("failed ") and why.full.endswith(" questions ago")
    assert (usual.neutral, usual.full) == ("from the set", "question 2 of the set")


def test_skipping_passes_a_question() -> None:
    """It does not come back; the last one cannot be skipped."""
    references = _references(3)
    desk = _session(references)
    second = desk.session.skip(desk.clock())
    assert second is not None and second.reference == references[1]
    assert desk.session.limit == 2
    desk.answer(right(second))
    desk.advance()
    assert desk.session.question.reference == references[2]
    assert desk.session.skip(desk.clock()) is None
    assert desk.session.question.reference == references[2]


def test_taking_back_asks_that_skill_again_and_then_the_rest() -> None:
    """The solution was seen, so the numbers are fresh; the announced length stays true."""
    references = _references(3)
    desk = _session(references)
    desk.answer(right(desk.session.question))
    desk.store(desk.session.take_back(desk.clock()))
    assert (desk.session.number, desk.session.limit) == (0, 3)
    asked = []
    while desk.advance() is not None:
        asked.append(desk.session.question.reference)
        assert desk.session.limit == 3
        desk.answer(right(desk.session.question))
    assert asked[0].skill == references[0].skill and asked[0] != references[0]
    assert asked[1:] == [*references[1:]]


def test_flashcards() -> None:
    """The cards of the set, and what was rated Again once more."""
    references = _references(6)
    desk = _session(references, Mode.FLASHCARD)
    asked = []
    while desk.session.phase is not Phase.DONE:
        asked.append(desk.session.question.reference)
        desk.rate_card(Rating.AGAIN if len(asked) == 1 else Rating.GOOD)
        desk.advance()
    assert [each for each in asked if each in references] == [*references]
    assert len(asked) == 7


def test_going_on_is_ordinary_practice() -> None:
    """A round of the plan's length, of any skills."""
    references = _references(2, skills=("conv2d.parameters",))
    desk = _session(references)
    desk.finish(right)
    desk.session.go_on(desk.clock())
    assert desk.session.limit == 6
    asked = []
    while desk.session.phase is not Phase.DONE:
        asked.append(desk.session.question.reference)
        desk.answer(right(desk.session.question))
        desk.advance()
    assert len(asked) == 4
    assert {each.skill for each in asked} != {"conv2d.parameters"}


def test_an_undrawable_question_is_told() -> None:
    """A set of another version is refused when it is read; a session does not hide it either."""
    with pytest.raises(ValueError, match="version 77"):
        _session((Reference("conv2d.parameters", 77, 1, 1),))
