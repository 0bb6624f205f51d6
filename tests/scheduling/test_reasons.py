"""Why this question, why now: in words that do not give the skill away before the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from textwrap import wrap

import pytest

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.making import review
from tests.scheduling.building import TODAY, WRONG, all_known, at, known
from trainer.domain import Hit, Rating
from trainer.scheduling.cards import fold
from trainer.scheduling.choosing import Named, Situation, Why
from trainer.scheduling.memory import retrievability
from trainer.scheduling.policy import OURS
from trainer.scheduling.queue import Schedule
from trainer.settings import LearnerSettings

CONV = "conv2d.parameters"


def why(skill: str, situation: Situation) -> Why:
    return Schedule().why(skill, situation)


def soon(days: int) -> LearnerSettings:
    return LearnerSettings(interview_date=TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("overdue", "words"),
    [
        (0, "due today"),
        (1, "due since yesterday"),
        (3, "due since Friday"),
        (6, "due since Tuesday"),
        (7, "due for 7 days"),
    ],
)
def test_due(overdue: int, words: str) -> None:
    """Since which day; TODAY is a Monday."""
    card = known(CONV, -30, -20)
    assert card.memory is not None
    due = replace(card, memory=replace(card.memory, due=TODAY - timedelta(days=overdue)))
    assert why(CONV, Situation({CONV: due}, TODAY)) == Why(words, words)


def test_new() -> None:
    """What is known that it builds on; before the answer only that it is new."""
    cards = {CONV: known(CONV, -1), "output.pytorch": known("output.pytorch", -1)}
    assert why("bias.effect", Situation(cards, TODAY)) == Why("new", f"new: you know {CONV}, which it builds on")
    both = "new: you know conv2d.parameters and output.pytorch, which it builds on"
    assert why("dense.comparison", Situation(cards, TODAY)) == Why("new", both)
    assert why("output.keras", Situation({}, TODAY)) == Why("new", "new")


def test_new_though_something_waits() -> None:
    """Opened early, opened by an interview, opened by a suspension, implied by something harder."""
    failed = {CONV: fold(None, [review(at(0), **WRONG)])}
    early = "new, early: all else was just asked"
    assert why("bias.effect", Situation(failed, TODAY)).full == early
    hurried = "new: your interview is in 3 days, so nothing waits"
    assert why("bias.effect", Situation(failed, TODAY, soon(3))).full == hurried
    suspended = {CONV: replace(failed[CONV], suspended=True)}
    assert why("bias.effect", Situation(suspended, TODAY)).full == "new: you suspended what it builds on"
    harder = {"separable.parameters": known("separable.parameters", 0)}
    implied = "new, but separable.parameters, which builds on it, went right"
    assert why(CONV, Situation(harder, TODAY)) == Why("new", implied)


def test_failed_a_while_ago() -> None:
    """A relearning question counts the questions back to its last one."""
    asked = (CONV, "output.pytorch", "output.keras")
    situation = Situation({}, TODAY, asked=asked, waiting=frozenset({CONV}), ripe=CONV)
    assert why(CONV, situation) == Why("failed three questions ago", "failed three questions ago")
    assert Named((CONV,)).why(CONV, situation).full == "failed three questions ago"


def test_what_came_of_it_since() -> None:
    """Failed, and since then right with help only: that is what the line says, here and where skills are named."""
    asked = (CONV, "output.pytorch", "output.keras", CONV, "output.pytorch", "output.keras")
    situation = Situation({}, TODAY, asked=asked, waiting=frozenset({CONV}), ripe=CONV, helped=frozenset({CONV}))
    assert why(CONV, situation).full == Named((CONV,)).why(CONV, situation).full == "not yet right without help"


def test_a_failed_skill_that_cannot_wait() -> None:
    """Where too few other skills are left, it returns before it is ripe, for the same reason."""
    cards = {CONV: fold(None, [review(at(0), **WRONG)]), "output.pytorch": known("output.pytorch", 0)}
    situation = Situation(cards, TODAY, asked=(CONV, "output.pytorch"), waiting=frozenset({CONV}))
    assert why(CONV, situation).full == "failed two questions ago"


def test_ahead_of_time() -> None:
    """When it was last asked; or the component that went wrong, which is not named before the answer."""
    cards = {CONV: known(CONV, -30, -20, -3)}
    found = why(CONV, Situation(cards, TODAY))
    assert found.neutral == "ahead of time, last asked 3 days ago"
    assert found.full == "ahead of time: the weakest memory, last asked 3 days ago"
    slip = next(slip for slip, about in discrimination(CONV).slips.items() if about == "input depth")
    tallied = {CONV: replace(cards[CONV], hits=(Hit(slip, 2, at(-1)),))}
    found = why(CONV, Situation(tallied, TODAY))
    assert found == Why("ahead of time: a weak spot", "ahead of time: input depth went wrong in 2 of 3 answers")
    once = {CONV: replace(known(CONV, -1), hits=(Hit(slip, 1, at(-1)),))}
    assert why(CONV, Situation(once, TODAY)).full.endswith(": input depth went wrong in the one answer so far")

    effect = discrimination("parameters.effect")
    rare, component = next((slip, about) for slip, about in effect.slips.items() if effect.shares[about] < 0.2)
    seldom = replace(known("parameters.effect", -30, -20, -3), chances=1, hits=(Hit(rare, 1, at(-1)),))
    others = {"parameters.which": replace(known("parameters.which", -3), chances=24)}
    answers = 1 + 24 * discrimination("parameters.which").shares[component]
    told = why("parameters.effect", Situation({"parameters.effect": seldom} | others, TODAY)).full
    assert told.endswith(f": {component} went wrong in 1 of about {round(answers)} answers")


@pytest.mark.parametrize(
    ("today", "words"),
    [(-1, ", asked earlier today"), (0, ", last asked yesterday"), (8, ", last asked 9 days ago"), (-5, "")],
)
def test_when_it_was_last_asked(today: int, words: str) -> None:
    """In days; nothing of a day that is still to come because the clock was set back."""
    cards = {CONV: replace(known(CONV, -90, -60, -1), first_day=None)}
    assert why(CONV, Situation(cards, TODAY + timedelta(days=today))).neutral == f"ahead of time{words}"


def test_only_the_weakest_is_called_that() -> None:
    """Chosen before one that is more forgotten, it is for what went wrong; else only its day is told."""
    cards = {CONV: known(CONV, -1, rating=Rating.EASY), "macs.conv": known("macs.conv", -1)}
    assert "weakest" in why("macs.conv", Situation(cards, TODAY)).full
    assert why(CONV, Situation(cards, TODAY)).full == "ahead of time, last asked yesterday"
    slip = next(slip for slip, about in discrimination(CONV).slips.items() if about == "input depth")
    many = replace(cards[CONV], chances=60, hits=(Hit(slip, 1, at(-1)),))
    lost = 1 - retrievability(many.memory, TODAY)  # type: ignore[arg-type]
    assert OURS.steering_weight / 63 < lost
    told = why(CONV, Situation(cards | {CONV: many}, TODAY)).full
    assert told == "ahead of time: input depth went wrong in 1 of about 61 answers"


def test_an_interview() -> None:
    """Tier A in the last days; else the gap that is not exceeded; after the day, nothing of it."""
    cards = {CONV: known(CONV, -30, -20, -3), "macs.conv": known("macs.conv", -30, -20, -3)}
    assert why(CONV, Situation(cards, TODAY, soon(2))).full == "your interview is in 2 days: tier A comes back"
    assert why(CONV, Situation(cards, TODAY, soon(1))).full == "your interview is tomorrow: tier A comes back"
    assert why(CONV, Situation(cards, TODAY, soon(0))).full == "your interview is today: tier A comes back"
    assert why("macs.conv", Situation(cards, TODAY, soon(2))).full.endswith(": no gap should exceed 1 day")
    assert why("macs.conv", Situation(cards, TODAY, soon(12))).full.endswith(": no gap should exceed 3 days")
    assert why(CONV, Situation(cards, TODAY, soon(-1))).full.startswith("ahead of time")


def test_confusables_are_named_after_the_answer() -> None:
    """The one before it, which has been answered; not before this answer, and not without interleaving."""
    cards = all_known(-30)
    situation = Situation(cards, TODAY, asked=("groups.parameters",))
    found = why("depthwise.parameters", situation)
    assert found.full.endswith("; often confused with groups.parameters")
    assert "groups" not in found.neutral
    assert "confused" not in Schedule(replace(OURS, interleaving=False)).why("depthwise.parameters", situation).full


def test_once_more() -> None:
    """What was new today returns, since it was new."""
    assert why(CONV, Situation({CONV: known(CONV, 0)}, TODAY)).full == "once more, as it was new today"


def test_asked_for() -> None:
    """The learner named the skill."""
    assert Named((CONV,)).why(CONV, Situation({}, TODAY)) == Why("as you asked", f"you asked for {CONV}")


def test_every_line_fits_beside_the_place() -> None:
    """In 80 columns two lines hold the place in the session and the reason, the longest of those that are common."""
    slips = {
        skill: replace(known(skill, -40, -30, -2), hits=(Hit(next(iter(discrimination(skill).slips)), 12, at(-1)),))
        for skill in SKILLS
    }
    states = [(all_known(-40, -30, -2), soon(14)), (all_known(-40, -30, -2), None), (slips, None), ({}, soon(5))]
    for cards, settings in states:
        for skill, about in SKILLS.items():
            for last in about.confusable:
                found = why(skill, Situation(cards, TODAY, settings or LearnerSettings(), asked=(last,)))
                line = f"question 12 of 12 · 1a2b3c4d · 10:00 · {found.full}"
                assert len(wrap(line, 76, break_on_hyphens=False)) <= 2, line


@pytest.mark.parametrize("settings", [LearnerSettings(), soon(3), soon(20)])
def test_no_line_gives_the_skill_away(settings: LearnerSettings) -> None:
    """Before the answer neither a skill's id nor its title stands in the line, whatever the state of the cards."""
    states = [{}, all_known(-1), all_known(-30), all_known(0), all_known(-2, rating=Rating.AGAIN)]
    for cards in states:
        for skill in SKILLS:
            for last in ((), SKILLS[skill].confusable[:1]):
                found = why(skill, Situation(cards, TODAY, settings, asked=last))
                assert found.neutral
                assert found.full
                assert len(found.neutral) <= 60
                assert all(other not in found.neutral and SKILLS[other].title not in found.neutral for other in SKILLS)
