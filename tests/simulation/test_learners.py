"""The invented learners are what they are said to be: they forget, they fall into what they lean to, and they slip."""

from __future__ import annotations

from random import Random

import pytest

from questions.checker import check, read_answer
from questions.generator import draw_reference, generate
from questions.question import Question
from questions.skills import SKILLS
from questions.submission import Submission
from tests.simulation.bootstrap import estimate
from tests.simulation.world import WORLDS
from trainer.demo.answers import slipped
from trainer.demo.learner import Attempt, Learner, units_of
from trainer.demo.memory import memory_of
from trainer.demo.world import Forgetting, World

WORLD = WORLDS[0]
UNIT = ("bias", "conv2d.parameters")


def questions(count: int) -> list[Question]:
    """Questions of all skills in turn, at all levels."""
    skills = list(SKILLS.values())
    return [generate(draw_reference(skills[i % len(skills)], 1 + i % 3, "learners", i)) for i in range(count)]


def judged(question: Question, attempt: Attempt) -> tuple[bool, set[str]]:
    """Whether what was typed is right, and the misconceptions that the verdict names."""
    if attempt.text is None:
        return False, set()
    submission = read_answer(question.content, attempt.text)
    assert isinstance(submission, Submission), (question.reference, attempt.text, submission)
    verdict = check(question.content, submission.value)
    return verdict.correct, {slip.id for slip in verdict.misconceptions}


def test_the_chance_is_what_happens() -> None:
    """The score of a probe is the share of answers of a copy of the learner, typed and judged, that are right."""
    learner = Learner(WORLD, 3)
    copy, asked = learner.copy(), questions(3000)
    expected = sum(learner.chance(question, 0.0) for question in asked)
    right = sum(judged(question, copy.attempt(question, 0.0))[0] for question in asked)
    spread = sum((chance := learner.chance(question, 0.0)) * (1 - chance) for question in asked) ** 0.5
    assert abs(right - expected) < 3 * spread


def test_a_copy_leaves_the_learner_alone() -> None:
    """What is asked of a copy, and what the copy learns, changes nothing for the learner."""
    learner, question = Learner(WORLD, 3), questions(1)[0]
    before = learner.chance(question, 0.0)
    copy = learner.copy()
    for _ in range(5):
        attempt = copy.attempt(question, 0.0)
        copy.learn(question, attempt, 0.0, right=True, named=frozenset(), given=False)
    assert copy.chance(question, 0.0) > before
    assert learner.chance(question, 0.0) == before
    assert learner.attempt(question, 0.0) == Learner(WORLD, 3).attempt(question, 0.0)


def test_a_wrong_rule_is_recognised() -> None:
    """An answer that comes of misconceptions, with no slip on the way, is wrong and nearly always has them named."""
    learner = Learner(WORLD, 5)
    found = []
    for question in questions(600):
        attempt = learner.attempt(question, 0.0)
        if attempt.causes and not attempt.slip:
            right, named = judged(question, attempt)
            found.append(not right and bool(named & set(attempt.causes)))
    assert len(found) > 200
    assert sum(found) / len(found) > 0.95


def test_slips_grow_with_the_products() -> None:
    """Who knows everything is still wrong now and then, more often the more there is to work out."""
    simple, long = (generate(draw_reference(SKILLS[skill], 2, 1)) for skill in ("bias.effect", "network.weights"))

    def slips(question: Question) -> int:
        learner = Learner(WORLD, 1)
        attempts = [learner.attempt(question, 0.0, steps_given=True) for _ in range(2000)]
        assert all(judged(question, attempt)[0] is not attempt.slip for attempt in attempts)
        return sum(attempt.slip for attempt in attempts)

    assert 0 < slips(simple) < slips(long)


@pytest.mark.parametrize("value", [7, 10, 280, 4_640, (10, 3, 3, 3)])
def test_a_slip_changes_the_number(value: int | tuple[int, ...]) -> None:
    """A slip gives another answer of the same kind, and never a number that nobody would type."""
    for seed in range(200):
        changed = slipped(value, Random(seed))
        assert changed != value
        assert type(changed) is type(value)
        assert all(size > 0 for size in (changed if isinstance(changed, tuple) else (changed,)))


@pytest.mark.parametrize("kind", Forgetting)
def test_memory_is_strengthened_and_fades(kind: Forgetting) -> None:
    """An exposure helps at once, less after a day, still less after a month; and less in other skills than its own."""
    memory = memory_of(World(kind, 0.0, 0.5))
    assert memory.strength(UNIT, 0.0) == 0
    assert memory.is_fresh(UNIT)
    memory.expose(UNIT, 0.0, 1.0, 0.5)
    assert not memory.is_fresh(UNIT)
    assert memory.strength(UNIT, 0.01) > memory.strength(UNIT, 1.0) > memory.strength(UNIT, 40.0) > 0
    assert 0 < memory.strength(("bias", "conv1d.parameters"), 0.01) < memory.strength(UNIT, 0.01)
    assert memory.strength(("stride", "conv2d.parameters"), 0.01) == 0


def test_spacing_pays_under_the_power_law() -> None:
    """The same exposures last longer when each comes after some forgetting, as recall is harder then."""
    massed, spaced = (memory_of(World(Forgetting.POWER, 0.0, 0.0)) for _ in range(2))
    for number in range(4):
        massed.expose(UNIT, 0.01 * number, 1.0, 0.9)
        spaced.expose(UNIT, 2.0 * number, 1.0, 0.5)
    assert spaced.strength(UNIT, 6.0 + 28) > massed.strength(UNIT, 28)


def test_a_diagnosis_is_worth_what_the_world_says() -> None:
    """Naming the misconception helps, hurts or does nothing, by the world."""
    question = next(question for question in questions(200) if len(units_of(question)) > 2)
    component, _ = units_of(question)[0]

    def after(diagnosis: float, named: frozenset[str]) -> float:
        learner = Learner(World(Forgetting.POWER, diagnosis, 0.3), 4)
        attempt = Attempt("0", frozenset({component}), (), False, 30.0)
        learner.learn(question, attempt, 0.0, right=False, named=named, given=False)
        return learner.chance(question, 1.0)

    told, untold = frozenset({component}), frozenset[str]()
    assert after(-0.5, told) < after(-0.5, untold)
    assert after(0.0, told) == after(0.0, untold)
    assert after(1.0, told) > after(1.0, untold)


def test_prospects_are_what_comes() -> None:
    """What the oracle is told of one more exposure is close to what an exposure does."""
    for world in (WORLDS[0], WORLDS[2]):
        learner = Learner(world, 4)
        question = next(question for question in questions(200) if len(units_of(question)) > 2)
        unit = units_of(question)[0]
        as_is, elsewhere, here = learner.prospects(unit, 0.0, 3.0)
        assert as_is == pytest.approx(learner.recall(unit, 3.0))
        assert as_is < elsewhere < here
        attempt = learner.attempt(question, 0.0, steps_given=True)
        learner.learn(question, attempt, 0.0, right=True, named=frozenset(), given=False)
        assert learner.recall(unit, 3.0) == pytest.approx(here, abs=0.1)


def test_an_interval_holds_its_mean() -> None:
    """The bootstrap is fixed by its seed, and narrower with more learners."""
    draws = [Random(n).gauss(5, 2) for n in range(400)]
    few, many = estimate(draws[:25], 1), estimate(draws, 1)
    assert few == estimate(draws[:25], 1)
    assert few.low < few.mean < few.high
    assert many.low < 5 < many.high
    assert many.high - many.low < few.high - few.low
