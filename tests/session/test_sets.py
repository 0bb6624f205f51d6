"""A session about a set: exactly its questions in order, and then what was failed."""

from __future__ import annotations

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
from trainer.session_state import Place, score_words


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
        size, place = len(desk.session.plan.references), desk.session.place
        if len(asked) < size:
            assert place == Place(len(asked) + 1, size)
        else:
            assert place.again and place.number == len(asked) + 1 - size <= place.limit
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
    """Whatever is answered: every question of the set once and in order, then each skill that is failed, once."""
    references = _references(count, seed, skills)
    desk = _session(references)
    asked = [question.reference for question in _ended(desk, answers)]
    assert asked[:count] == [*references]
    assert len(set(asked)) == len(asked)
    known = {result.review.skill: result.review.unaided_success for result in desk.session.results[:count]}
    again = [each.skill for each in asked[count:]]
    assert sorted(again) == sorted(skill for skill, right_at_last in known.items() if not right_at_last)


def test_the_score_of_a_set() -> None:
    """What was asked again after it stands beside it, so that everybody's score is out of as many."""
    references = _references(4, skills=("conv2d.parameters", "macs.conv"))
    desk = _session(references)
    _ended(desk, [False])
    assert score_words(desk.session.results, references) == "0 of 4 right; after the set 0 of 2."
    assert score_words(desk.session.results[:4], references) == "0 of 4 right."
    assert score_words(desk.session.results) == "0 of 6 right."


def test_failures_come_back_with_fresh_numbers() -> None:
    """Behind the last question of the set, the one that waits longest first; it says why, and how many there are."""
    counted = ("conv2d.parameters", "conv1d.parameters", "conv3d.parameters", "pointwise.parameters", "macs.conv")
    references = _references(5, skills=counted)
    desk = _session(references)
    places, whys, asked = [], [], []
    while desk.session.phase is not Phase.DONE:
        question = desk.session.question
        places.append(desk.session.place.told("question"))
        whys.append(desk.session.asking.why)
        asked.append(question.reference)
        desk.answer((unexplained if len(asked) in (2, 4, 6) else right)(question))
        desk.advance()
    assert places == [*(f"question {number} of 5" for number in range(1, 6)), "again 1 of 2", "again 2 of 2"]
    assert tuple(asked[:5]) == references and not {*asked[5:]} & {*references}
    assert [each.skill for each in asked[5:]] == [references[1].skill, references[3].skill]
    told = [why.full for why in whys if why is not None]
    assert told[0] == "question 1 of the set" and told[4] == "question 5 of the set"
    assert told[5:] == ["failed four questions ago", "failed three questions ago"]


def test_skipping_puts_a_question_behind_the_others() -> None:
    """Its number and the total stay; the only one that is left cannot be skipped."""
    references = _references(4)
    desk = _session(references)
    seen = []

    def skip() -> bool:
        return desk.session.skip(desk.clock()) is not None

    assert skip() and skip()
    assert desk.session.question.reference == references[2]
    for number in range(4):
        if number == 2:
            assert skip() and desk.session.question.reference == references[1]
            assert skip() and desk.session.question.reference == references[0]
        seen.append(desk.session.place)
        question = desk.session.question
        assert references[seen[-1].number - 1] == question.reference
        if number == 3:
            assert not skip() and desk.session.question is question
        desk.answer(unexplained(question) if number == 0 else right(question))
        desk.advance()
    assert seen == [Place(number, 4) for number in (3, 4, 1, 2)]
    assert desk.session.place == Place(1, 1, again=True)
    assert not skip() and desk.session.place == Place(1, 1, again=True)


def test_skipping_what_comes_again() -> None:
    """Behind the others, too; what is asked there is not asked twice."""
    counted = ("conv2d.parameters", "conv1d.parameters", "macs.conv")
    references = _references(3, skills=counted)
    desk = _session(references)
    for reference in references:
        assert desk.session.question.reference == reference
        desk.answer(unexplained(desk.session.question))
        desk.advance()
    first = desk.session.question.reference.skill
    assert desk.session.skip(desk.clock()) is not None
    assert desk.session.place == Place(1, 3, again=True)
    skills = []
    while desk.session.phase is not Phase.DONE:
        skills.append(desk.session.question.reference.skill)
        desk.answer(unexplained(desk.session.question))
        desk.advance()
    assert skills == [references[1].skill, references[2].skill, first]


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(["right", "wrong", "skip", "undo", "undo before"]), max_size=30), st.integers(1, 6))
def test_whatever_is_done(actions: list[str], count: int) -> None:
    """The number of a question of the set is its own, and the total stays, to the end of the set."""
    references = _references(count)
    desk = _session(references)
    session = desk.session
    for action in [*actions, *["right"] * 40]:
        reference, place = session.question.reference, session.place
        assert 1 <= place.number <= place.limit
        assert place.again or place.limit == count
        assert reference not in references or references[place.number - 1] == reference
        if action == "skip":
            session.skip(desk.clock())
            continue
        if action == "undo before":
            if session.results:
                desk.store(session.take_back(desk.clock()))
            continue
        if action == "wrong":
            desk.dont_know()
        else:
            desk.answer(right(session.question))
        if action == "undo":
            desk.store(session.take_back(desk.clock()))
        desk.advance()
        if session.phase is Phase.DONE:
            break
    assert session.phase is Phase.DONE


def test_taking_back_asks_that_skill_again_and_then_the_rest() -> None:
    """The solution was seen, so the numbers are fresh; the announced length stays true."""
    references = _references(3)
    desk = _session(references)
    desk.answer(right(desk.session.question))
    desk.store(desk.session.take_back(desk.clock()))
    assert (desk.session.number, desk.session.limit) == (1, 3)
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
    assert asked[:6] == [*references]
    assert [each.skill for each in asked[6:]] == [references[0].skill]


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
