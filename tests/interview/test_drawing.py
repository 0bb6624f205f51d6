"""What an interview asks: the plan's limits, the spread, numbers for the head, rubrics."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.generator import draw_reference, generate
from questions.question import Reference
from questions.skills import SKILLS
from questions.submission import Submission, Unreadable
from tests.helpers.clock import MONDAY
from trainer.domain import Card
from trainer.interview.answers import read_plain
from trainer.interview.drawing import TRIES, choose_skills, draw_interview, friendly
from trainer.interview.effort import DOABLE, effort
from trainer.interview.plan import BadPlan, InterviewPlan, most_questions, turned
from trainer.interview.rubric import LEAST, rubric_lines

TIERS = [("A",), ("A", "B"), ("A", "B", "C"), ("B",), ("B", "C"), ("C",), ("A", "C")]


@st.composite
def plans(draw: st.DrawFn) -> InterviewPlan:
    tiers = draw(st.sampled_from(TIERS))
    questions = draw(st.integers(1, min(12, most_questions(tiers))))
    return InterviewPlan(questions, draw(st.integers(1, 180)), tiers, draw(st.integers(1, 3)))


@given(plans(), st.integers(0, 99))
@settings(max_examples=25)
def test_drawn_as_planned(plan: InterviewPlan, seed: int) -> None:
    """So many questions of different skills, of the tiers and the level; one in four is to be explained."""
    drawn = draw_interview(plan, {}, Random(seed))
    references = [each.question.reference for each in drawn]
    assert len({reference.skill for reference in references}) == len(drawn) == plan.questions
    assert all(SKILLS[reference.skill].tier in plan.tiers for reference in references)
    assert {reference.level for reference in references} == {plan.level}
    aloud = [each for each in drawn if each.aloud]
    assert len(aloud) <= (plan.questions + 2) // 4
    assert all(len(rubric_lines(each.question.content)) >= LEAST for each in aloud)
    assert not any(each.known for each in drawn)


@pytest.mark.parametrize("seed", range(20))
def test_default_is_spread(seed: int) -> None:
    """Ten questions come from at least seven families, at most three from one; three are to be explained."""
    drawn = draw_interview(InterviewPlan(), {}, Random(seed))
    families = Counter(SKILLS[each.question.reference.skill].family for each in drawn)
    assert len(families) >= 7
    assert max(families.values()) <= 3
    assert sum(each.aloud for each in drawn) == 3


def test_every_skill_has_its_turn() -> None:
    """Over many interviews, all skills of the tiers come, those of tier A more often."""
    counted: Counter[str] = Counter()
    for seed in range(300):
        counted.update(choose_skills(InterviewPlan(), {}, Random(seed)))
    assert set(counted) == {skill.id for skill in SKILLS.values() if skill.tier in ("A", "B")}
    parameters = {skill.id: counted[skill.id] for skill in SKILLS.values() if skill.family == "parameters"}
    of_tier_a = [count for name, count in parameters.items() if SKILLS[name].tier == "A"]
    assert sum(of_tier_a) / len(of_tier_a) > parameters["conv3d.formula"]
    assert min(counted.values()) > 10


def test_all_there_are() -> None:
    """As many as there are skills, each once."""
    plan = InterviewPlan(most_questions(("A",)), tiers=("A",))
    assert sorted(choose_skills(plan, {}, Random(1))) == sorted(s.id for s in SKILLS.values() if s.tier == "A")


def _card(skill: str) -> Card:
    return Card("me", skill, MONDAY, "1", answers=1, unaided_successes=1)


def test_known_before() -> None:
    """A success makes its skill known, and what it builds on."""
    drawn = draw_interview(
        InterviewPlan(13, tiers=("A",)), {"conv3d.parameters": _card("conv3d.parameters")}, Random(1)
    )
    known = {each.question.reference.skill for each in drawn if each.known}
    assert known == {"conv3d.parameters", *SKILLS["conv3d.parameters"].prerequisites, "conv2d.parameters"}


def test_suspended_skills_come_last() -> None:
    """What the learner took out of the schedule is asked only where the others run out."""
    cards = {"conv2d.parameters": replace(_card("conv2d.parameters"), suspended=True)}
    assert "conv2d.parameters" not in choose_skills(InterviewPlan(12, tiers=("A",)), cards, Random(1))
    assert "conv2d.parameters" in choose_skills(InterviewPlan(13, tiers=("A",)), cards, Random(1))


@pytest.mark.parametrize("skill", ["conv2d.parameters", "macs.conv", "dense.comparison"])
def test_friendly(skill: str) -> None:
    """The numbers are doable in the head, or the easiest of many draws; far easier than what is drawn blindly."""
    blind = [effort(generate(draw_reference(SKILLS[skill], 3, seed)).content) for seed in range(TRIES)]
    chosen = [effort(friendly(SKILLS[skill], 3, Random(seed)).content) for seed in range(10)]
    assert max(chosen) < sum(blind) / len(blind)
    assert sorted(chosen)[3] <= DOABLE


@pytest.mark.parametrize(
    ("setup", "expected"),
    [("10*(3*3*3) + 10", 5), ("64*100", 2), ("7*1", 0), ("320*105", 6), ("2880/(96*10)", 8), ("12", 0), ("a*3", 0)],
)
def test_effort(setup: str, expected: int) -> None:
    """Pairs of digits that meet; zeros at the end and a factor of 1 are free."""
    content = generate(Reference.parse("conv2d.parameters/v1/1/1")).content
    assert effort(replace(content, setup=setup)) == expected


def test_no_effort_without_a_number() -> None:
    """A formula is not multiplied out."""
    assert effort(generate(Reference.parse("parameters.formula/v1/2/3")).content) == 0


@pytest.mark.parametrize(
    ("questions", "minutes", "tiers", "level", "complaint"),
    [
        (14, 20, ("A",), 2, "1 to 13 questions"),
        (0, 20, ("A",), 2, "1 to 13"),
        (41, 20, ("A", "B", "C"), 2, "1 to 40"),
        (10, 0, ("A",), 2, "minutes"),
        (10, 181, ("A",), 2, "minutes"),
        (10, 20, (), 2, "tiers"),
        (10, 20, ("A", "A"), 2, "tiers"),
        (10, 20, ("D",), 2, "tiers"),
        (10, 20, ("A",), 4, "levels"),
    ],
)
def test_bad_plans(questions: int, minutes: int, tiers: tuple[str, ...], level: int, complaint: str) -> None:
    """Each refused in a sentence."""
    with pytest.raises(BadPlan, match=complaint):
        InterviewPlan(questions, minutes, tiers, level)


@given(plans(), st.lists(st.tuples(st.sampled_from(["questions", "minutes", "tiers", "level"]), st.integers(-3, 3))))
def test_turned_stays_possible(plan: InterviewPlan, turns: list[tuple[str, int]]) -> None:
    """However the choices are turned, there is such an interview (a plan checks itself)."""
    for what, by in turns:
        plan = turned(plan, what, by)
    assert plan.words


def test_turned() -> None:
    """Minutes go in fives; fewer tiers mean fewer questions at most."""
    plan = turned(InterviewPlan(20, 12), "minutes", 1)
    assert plan.minutes == 15
    assert turned(plan, "minutes", -9).minutes == 5
    assert turned(plan, "tiers", -1) == InterviewPlan(13, 15, ("A",))
    assert InterviewPlan().words == "10 questions, 20 minutes, tiers A and B, level 2"
    assert InterviewPlan(1, 1, ("C",), 1).words == "1 question, 1 minute, tier C, level 1"


@pytest.mark.parametrize("skill", SKILLS)
def test_rubrics(skill: str) -> None:
    """Lines with words, none twice, those about idle numbers last; the last thing to say leads to the answer."""
    content = generate(draw_reference(SKILLS[skill], 2, 5)).content
    lines = rubric_lines(content)
    assert lines
    assert len(set(lines)) == len(lines) <= 16
    left_out = [line.startswith("Left out: ") for line in lines]
    assert left_out == sorted(left_out)
    numbers = [factor for step in content.explanation for factor in step.idle]
    assert sum(left_out) == len(set(numbers))


@pytest.mark.parametrize("skill", SKILLS)
def test_what_is_expected_is_plain(skill: str) -> None:
    """The right answer, typed as it is shown or kept, is never refused."""
    for level in (1, 2, 3):
        question = generate(draw_reference(SKILLS[skill], level, 7))
        for text in (question.expected, f" {question.expected} "):
            assert isinstance(read_plain(question, text), Submission)


@pytest.mark.parametrize("text", ["10*27+10", "280+0", "2 * 140", "(280)*1", "140·2", "2^3"])
def test_arithmetic_is_refused(text: str) -> None:
    """It is not judged at all, whether it is right or wrong."""
    question = generate(Reference.parse("conv2d.parameters/v1/1/1"))
    found = read_plain(question, text)
    assert isinstance(found, Unreadable)
    assert "Not a plain number" in found.reason
