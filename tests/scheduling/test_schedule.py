"""Which skill comes next: the order of a session, interleaving, and what the policy's switches do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.making import review
from tests.scheduling.building import TODAY, WRONG, all_known, at, known
from trainer.domain import Card, Hit, Mode, Outcome, Rating
from trainer.scheduling.cards import fold
from trainer.scheduling.choosing import Situation
from trainer.scheduling.memory import retrievability
from trainer.scheduling.opening import closed_skills, implied, new_skills
from trainer.scheduling.policy import OURS, Policy
from trainer.scheduling.queue import Schedule, due_skills, question_level, weakest
from trainer.settings import LearnerSettings

SOON = LearnerSettings(interview_date=TODAY + timedelta(days=3))


def chosen(situation: Situation, policy: Policy = OURS) -> str:
    choice = Schedule(policy).choose(situation)
    assert choice is not None
    return choice.skill


def session(
    cards: dict[str, Card],
    *,
    settings: LearnerSettings | None = None,
    policy: Policy = OURS,
    questions: int = 12,
    gone_on: bool = False,
) -> list[str]:
    """The skills of a session in which every answer is right."""
    cards = dict(cards)
    asked: list[str] = []
    opened: set[str] = set()
    for _ in range(questions):
        situation = Situation(
            cards, TODAY, settings or LearnerSettings(), tuple(asked), opened=frozenset(opened), gone_on=gone_on
        )
        skill = chosen(situation, policy)
        if skill not in cards:
            opened.add(skill)
        cards[skill] = fold(cards.get(skill), [review(at(0), skill=skill)])
        asked.append(skill)
    return asked


def test_due_then_new_then_ahead() -> None:
    """The order of a session, the longest overdue first."""
    cards = all_known(-1, rating=Rating.EASY)
    del cards["conv1d.parameters"]
    cards["bias.effect"] = known("bias.effect", -30)
    cards["groups.parameters"] = known("groups.parameters", -40)
    asked = session(cards)
    assert asked[:3] == ["groups.parameters", "bias.effect", "conv1d.parameters"]
    assert set(asked[3:]).isdisjoint(asked[:3])


def test_ahead_of_time_the_weakest_first() -> None:
    """What is likeliest forgotten by now."""
    cards = all_known(-1, rating=Rating.EASY)
    cards["macs.conv"] = known("macs.conv", -60, -50, -4, rating=Rating.HARD)
    cards["output.keras"] = known("output.keras", -2, rating=Rating.EASY)
    order = weakest(Situation(cards, TODAY))
    recalled = [retrievability(memory, TODAY) for skill in order if (memory := cards[skill].memory)]
    assert recalled == sorted(recalled)
    assert set(order[:2]) == {"macs.conv", "output.keras"}


def test_reviews_have_a_daily_limit_and_practice_goes_on() -> None:
    """Beyond the limit nothing comes as due any more; the session is as long as ever."""
    cards = {skill: known(skill, -30) for skill in list(SKILLS)[:20]}
    asked = session(cards, settings=LearnerSettings(reviews_per_day=3, new_per_day=2))
    assert len(asked) == 12
    fresh = [skill for skill in asked if skill not in cards]
    assert len(fresh) == 2
    assert asked.index(fresh[0]) == 3


def test_with_no_new_skills_allowed_the_known_ones_are_practised() -> None:
    """A limit of zero, and a limit used up earlier in the day."""
    few = {skill: known(skill, -1) for skill in ("conv2d.parameters", "bias.effect", "output.pytorch")}
    assert set(session(few, settings=LearnerSettings(new_per_day=0))) == set(few)
    used = {skill: known(skill, 0) for skill in list(SKILLS)[:8]}
    assert set(session(used)) == set(used)


@pytest.mark.parametrize("days", [0, 1, 3, 10])
def test_the_learners_limits_hold_before_an_interview(days: int) -> None:
    """None new where none are wanted, and tier A comes back as due in the last days only as often as it may."""
    day = TODAY + timedelta(days=days)
    few = {skill: known(skill, -1) for skill in ("conv2d.parameters", "bias.effect", "output.pytorch")}
    assert set(session(few, settings=LearnerSettings(day, new_per_day=0))) == set(few)
    assert set(session(few, settings=LearnerSettings(day))) > set(few)
    cards = {skill: known(skill, -3) for skill in list(SKILLS)[:12]}
    asked = session(cards, settings=LearnerSettings(day, new_per_day=5, reviews_per_day=0))
    assert len([skill for skill in asked if skill not in cards]) == 5
    assert len(asked) == 12


def test_a_session_is_never_empty() -> None:
    """Not for a newcomer who allows no new skills, and not with all but one skill suspended."""
    assert len(set(session({}, settings=LearnerSettings(new_per_day=0)))) > 1
    cards = {skill: replace(card, suspended=True) for skill, card in all_known(-1).items()}
    cards["macs.conv"] = known("macs.conv", -1)
    assert session(cards) == ["macs.conv"] * 12


def test_with_all_skills_suspended() -> None:
    """They are asked in turn, first those that are known, and the line says so."""
    cards = {skill: replace(card, suspended=True) for skill, card in all_known(-1).items()}
    cards["conv2d.parameters"] = replace(cards["conv2d.parameters"], answers=0, memory=None)
    asked = session(cards, questions=20)
    assert len(set(asked)) == 20
    assert "conv2d.parameters" not in asked
    choice = Schedule().choose(Situation(cards, TODAY))
    assert choice is not None
    assert choice.why.full == "asked though suspended, as all skills are"


def test_a_newcomer_meets_few_skills_with_returns_in_between() -> None:
    """Of twelve questions four to six are new, and every one of those returns but perhaps the last."""
    asked = session({})
    assert 4 <= len(set(asked)) <= 6
    assert all(asked.count(skill) > 1 for skill in asked[:9])


@pytest.mark.parametrize("settings", [LearnerSettings(), SOON, LearnerSettings(new_per_day=0)])
@pytest.mark.parametrize("gone_on", [False, True])
def test_never_the_same_skill_twice_in_a_row(settings: LearnerSettings, gone_on: bool) -> None:
    """Whatever is known, due or new."""
    for cards in ({}, all_known(-1), all_known(-40), {"conv2d.parameters": known("conv2d.parameters", -9)}):
        asked = session(cards, settings=settings, questions=60, gone_on=gone_on)
        assert all(one != other for one, other in pairwise(asked))


def test_confusable_skills_stand_side_by_side() -> None:
    """After a skill, one that is easily confused with it, if it is in the same group; without interleaving, not."""
    cards = {skill: known(skill, -40 + number) for number, skill in enumerate(SKILLS)}
    due = due_skills(cards, TODAY)
    first = "output.pytorch"
    assert due.index("output.keras") < len(due) - 1
    after = Situation(cards, TODAY, asked=("bias.effect", first))
    assert chosen(after) == "output.keras"
    plain = chosen(after, replace(OURS, interleaving=False))
    assert plain == next(skill for skill in due if skill not in after.asked)


def test_a_new_tier_waits_for_the_one_before() -> None:
    """A confusable skill of tier B does not jump ahead of what is left of tier A."""
    cards = {skill: known(skill, 0) for skill in ("conv2d.parameters", "output.pytorch")}
    situation = Situation(cards, TODAY, asked=("output.pytorch", "conv2d.parameters"))
    assert SKILLS[chosen(situation)].tier == "A"


def test_one_unaided_success_opens_the_next() -> None:
    """A failure opens nothing; a success what builds on it."""
    failed = {"conv2d.parameters": fold(None, [review(at(0), **WRONG)])}
    assert "bias.effect" not in new_skills(failed)
    assert "bias.effect" in closed_skills(failed)
    assert "bias.effect" in new_skills({"conv2d.parameters": known("conv2d.parameters", 0)})


def test_a_flashcard_that_was_known_opens_the_next() -> None:
    """Nobody else judges a card: rated Good or Easy without a hint it opens what builds on it, and implies nothing."""
    card: dict[str, Any] = {"outcome": Outcome.SELF_RATED, "mode": Mode.FLASHCARD, "rated_by_learner": True}
    rated = {rating: {"conv2d.parameters": known("conv2d.parameters", 0, rating=rating, **card)} for rating in Rating}
    opened = {rating for rating, cards in rated.items() if "bias.effect" in new_skills(cards)}
    assert opened == {Rating.GOOD, Rating.EASY}
    assert "bias.effect" not in new_skills({"conv2d.parameters": known("conv2d.parameters", 0, hints=1, **card)})
    why = Schedule().why("bias.effect", Situation(rated[Rating.GOOD], TODAY))
    assert why.full == "new: you know conv2d.parameters, which it builds on"
    assert not implied({"separable.parameters": known("separable.parameters", 0, **card)})


def test_a_success_implies_its_foundations() -> None:
    """Who can do the harder one knows them, though never asked: what builds on them is open, they come last."""
    cards = {"separable.parameters": known("separable.parameters", 0)}
    expected = {"conv2d.parameters", "groups.parameters", "depthwise.parameters", "pointwise.parameters"}
    assert implied(cards) == expected
    new = new_skills(cards)
    assert {"bias.effect", "conv1d.parameters"} <= set(new)
    assert set(new[-4:]) == expected


def test_a_suspended_prerequisite_closes_nothing() -> None:
    """What the learner took out of the schedule is not waited for."""
    cards = {"conv2d.parameters": replace(known("conv2d.parameters", 0), unaided_successes=0, suspended=True)}
    assert "bias.effect" in new_skills(cards)


def test_no_gate_with_five_days_or_fewer() -> None:
    """With an interview near, new skills wait for nothing; with six days to go they do."""
    failed = {"conv2d.parameters": fold(None, [review(at(0), **WRONG)])}
    near, far = (LearnerSettings(interview_date=TODAY + timedelta(days=days)) for days in (5, 6))
    situation = Situation(failed, TODAY, near, asked=("conv2d.parameters",))
    assert chosen(situation) == "bias.effect"
    assert chosen(replace(situation, settings=far)) == "output.pytorch"
    assert chosen(replace(situation, settings=far), replace(OURS, gate=False)) == "bias.effect"


def test_with_an_interview_near_new_skills_come_between_due_ones() -> None:
    """Half of the questions open something, so that all of tier A and B are seen in time."""
    cards = {skill: known(skill, -1) for skill in list(SKILLS)[:10]}
    asked = session(cards, settings=SOON)
    assert sum(skill not in cards for skill in asked) == 6
    without = session({skill: known(skill, -30) for skill in list(SKILLS)[:13]})
    assert set(without) <= set(list(SKILLS)[:13])


def test_tier_a_first_in_the_last_two_days() -> None:
    """Before skills that are longer overdue."""
    cards = {skill: known(skill, -40) for skill in ("groups.parameters", "macs.conv")}
    cards["conv3d.parameters"] = known("conv3d.parameters", -5)
    tomorrow = LearnerSettings(interview_date=TODAY + timedelta(days=1))
    assert due_skills(cards, TODAY, tomorrow)[0] == "conv3d.parameters"
    assert due_skills(cards, TODAY)[-1] != due_skills(cards, TODAY, tomorrow)[-1]


def test_misconceptions_decide_among_equals() -> None:
    """Of skills due on one day, first the one whose questions work on what is not cleared; not without steering."""
    skills = ("macs.conv", "batch_norm.parameters", "output.keras")
    cards = {skill: known(skill, -40) for skill in skills}
    assert due_skills(cards, TODAY)[0] == "output.keras"
    tallied = _with_hits(cards, "batch_norm.parameters", "batch norm")
    assert due_skills(tallied, TODAY)[0] == "batch_norm.parameters"
    assert due_skills(tallied, TODAY, policy=replace(OURS, steering=False))[0] == "output.keras"


def test_misconceptions_are_part_of_what_is_weak() -> None:
    """Ahead of time a skill with an uncleared misconception comes before one that is a little more forgotten."""
    cards = {skill: known(skill, -2, rating=Rating.EASY) for skill in ("output.keras", "batch_norm.parameters")}
    cards["output.keras"] = known("output.keras", -3, rating=Rating.EASY)
    assert weakest(Situation(cards, TODAY))[0] == "output.keras"
    tallied = _with_hits(cards, "batch_norm.parameters", "batch norm")
    assert weakest(Situation(tallied, TODAY))[0] == "batch_norm.parameters"
    assert weakest(Situation(tallied, TODAY), replace(OURS, steering=False))[0] == "output.keras"


def _with_hits(cards: dict[str, Card], skill: str, component: str) -> dict[str, Card]:
    """The same cards, but that the skill's answers showed a misconception about the component."""
    slip = next(slip for slip, about in discrimination(skill).slips.items() if about == component)
    return cards | {skill: replace(cards[skill], hits=(Hit(slip, 1, at(-1)),))}


def test_a_skill_that_there_is_no_more() -> None:
    """A card of another version's skill is neither asked nor in the way."""
    cards = {"no.such": known("no.such", -30), "conv2d.parameters": known("conv2d.parameters", -30)}
    for settings in (LearnerSettings(), SOON):
        assert "no.such" not in session(cards, settings=settings, questions=30)
        assert "no.such" not in due_skills(cards, TODAY, settings)


def test_the_level_is_the_cards_or_one_above() -> None:
    """One above as often as the policy says, half of the time; never for what is new or at the top."""
    card = known("conv2d.parameters", -3, -2)
    assert card.level == 2
    levels = [question_level(card, Random(seed)) for seed in range(300)]
    assert set(levels) == {2, 3}
    assert 0.4 < levels.count(3) / 300 < 0.6
    assert {question_level(card, Random(seed), replace(OURS, one_above=0)) for seed in range(50)} == {2}
    assert {question_level(None, Random(seed)) for seed in range(50)} == {1}
    assert {question_level(replace(card, level=3), Random(seed)) for seed in range(50)} == {3}
