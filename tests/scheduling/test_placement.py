"""A placement: few questions, the one that settles most first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from questions.skills import SKILLS
from tests.making import review
from tests.scheduling.building import TODAY, WRONG, at, known
from trainer.domain import Card
from trainer.scheduling.cards import fold
from trainer.scheduling.choosing import Situation
from trainer.scheduling.opening import closed_skills, foundations, implied, new_skills
from trainer.scheduling.placement import Placement, left_lines, placed_line, placed_lines


def place(knows: Callable[[str], bool], most: int = 12) -> tuple[list[str], dict[str, Card]]:
    """The skills asked of somebody who knows these, and the cards that come of it."""
    asked: list[str] = []
    cards: dict[str, Card] = {}
    succeeded: set[str] = set()
    while len(asked) < most:
        choice = Placement().choose(Situation(cards, TODAY, asked=tuple(asked), succeeded=frozenset(succeeded)))
        if choice is None:
            break
        skill = choice.skill
        right = knows(skill)
        (succeeded.add if right else succeeded.discard)(skill)
        cards[skill] = fold(cards.get(skill), [review(at(0), skill=skill, **({} if right else WRONG))])
        asked.append(skill)
    return asked, cards


def test_a_newcomer_is_asked_little() -> None:
    """Who knows nothing is done soon, and begins at the beginning."""
    asked, cards = place(lambda _: False)
    assert len(asked) <= 6
    assert placed_line(cards) == "Placement done: we begin at the beginning."
    assert placed_lines(cards, len(asked), 12) == [
        "Placement done: we begin at the beginning.",
        f"It stopped after {len(asked)} of 12 questions: no other would have told more.",
    ]
    assert left_lines(cards) == ["Placement left early; every answer is kept."]


def test_an_expert_skips_most() -> None:
    """Twelve right answers make most of what is asked in interviews known, though few of it was asked."""
    asked, cards = place(lambda _: True)
    assert len(asked) == len(set(asked)) == 12
    assert len(set(asked) | implied(cards)) >= 22
    assert placed_line(cards).startswith(f"Placement done: {len(set(asked) | implied(cards))} skills count as known")
    known, never = len(set(asked) | implied(cards)), len(implied(cards) - set(asked))
    [_, told] = placed_lines(cards, len(asked), 12)
    assert told.startswith("Known now: Parameters of a 2-d convolution, ")
    assert told.endswith(f" and {known - 4} more. Those not asked yet ({never}) stay new, and come last.")
    assert left_lines(cards)[1] == told


def test_a_slip_at_the_foundation_is_forgiven() -> None:
    """What much builds on is asked again before it closes all of that."""
    tries = iter([False])
    asked, cards = place(lambda skill: next(tries, True) if skill == "conv2d.parameters" else True)
    assert asked.count("conv2d.parameters") <= 2
    assert len(implied(cards) | set(cards)) > 15


@given(st.integers(0, 2**32))
def test_what_is_found_is_what_is_known(seed: int) -> None:
    """Of somebody who knows a skill only with its foundations, nothing is taken for known that is not; 12 at most."""
    rng = Random(seed)
    tops = rng.sample(list(SKILLS), rng.randint(0, 12))
    known_ones = set(tops).union(*(foundations(skill) for skill in tops))
    asked, cards = place(lambda skill: skill in known_ones)
    assert len(asked) <= 12
    found = implied(cards) | {skill for skill, card in cards.items() if card.unaided_successes}
    assert found <= known_ones
    assert all(one != other for one, other in pairwise(asked))


def test_a_right_answer_opens_what_builds_on_its_foundations() -> None:
    """Derived from the cards alone: nothing is recorded for skills that were not asked."""
    cards = {"separable.parameters": known("separable.parameters", 0)}
    assert set(cards) == {"separable.parameters"}
    assert "separable.formula" in closed_skills(cards)
    assert {"groups.parameters", "conv3d.parameters", "inverse.parameters"} <= set(new_skills(cards))


def test_what_is_known_already_is_not_asked() -> None:
    """A second placement goes on where the first one ended."""
    cards = {skill: known(skill, -1) for skill in SKILLS if skill != "macs.formula"}
    assert Placement().choose(Situation(cards, TODAY)).skill == "macs.formula"  # type: ignore[union-attr]
    everything = {skill: known(skill, -1) for skill in SKILLS}
    assert Placement().choose(Situation(everything, TODAY, asked=("macs.formula",))) is None
    assert Placement().choose(Situation(everything, TODAY)) is not None
