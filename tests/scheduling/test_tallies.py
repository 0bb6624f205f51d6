"""Misconceptions as hits over opportunities, per component."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from questions.discrimination import discrimination
from tests.making import review
from tests.scheduling.building import at
from trainer.domain import Card, Mode, Outcome, Rating, Review
from trainer.scheduling.cards import fold
from trainer.scheduling.tallies import needs, tallies

CONV = "conv2d.parameters"
DEPTH = "forgot_in_channels"
SLIP: dict[str, Any] = {"outcome": Outcome.WRONG, "rating": Rating.AGAIN, "misconceptions": (DEPTH,)}


def cards(*reviews: Review) -> dict[str, Card]:
    skills = {each.skill for each in reviews}
    return {skill: fold(None, [each for each in reviews if each.skill == skill]) for skill in skills}


def test_hits_over_opportunities() -> None:
    """One of four answers shows it; every answer at this skill is an opportunity."""
    assert discrimination(CONV).slips[DEPTH] == "input depth"
    found = tallies(cards(*(review(at(day), **(SLIP if day == 2 else {})) for day in range(4))))["input depth"]
    assert (found.hits, found.opportunities, found.slips) == (1, 4, ((DEPTH, 1),))
    assert found.strength > 0


def test_sums_over_skills() -> None:
    """Components are counted across skills, each by the share of its questions that discriminate them."""
    found = tallies(cards(review(at(0)), review(at(0), skill="output.pytorch"), review(at(0), skill="bias.effect")))
    assert found["input depth"].opportunities == 2
    assert found["bias"].opportunities == 1 + discrimination("bias.effect").shares["bias"]
    assert found["stride"].opportunities == sum(discrimination(s).shares["stride"] for s in (CONV, "output.pytorch"))


def test_every_hit_was_an_opportunity() -> None:
    """Where a component is rare in a skill's questions, its hits still never exceed the opportunities."""
    slip, component = next(
        (slip, component)
        for slip, component in discrimination("parameters.effect").slips.items()
        if discrimination("parameters.effect").shares[component] < 0.2
    )
    wrong = review(at(0), skill="parameters.effect", **(SLIP | {"misconceptions": (slip,)}))
    assert tallies(cards(wrong))[component].opportunities == 1


def test_what_is_no_opportunity() -> None:
    """Giving up names nothing, a flashcard is judged by nobody, an unknown skill is about nothing."""
    given_up = review(at(0), outcome=Outcome.DONT_KNOW, rating=Rating.AGAIN)
    turned = review(at(0), outcome=Outcome.SELF_RATED, mode=Mode.FLASHCARD)
    assert tallies(cards(given_up, turned, review(at(0), skill="no.such"))) == {}


def test_cleared_by_two_unaided_successes_on_two_days() -> None:
    """The day of the hit may be one of them; two on one day are not enough; a new hit undoes it."""
    hit = review(at(0, 9), **SLIP)
    same_day = [hit, review(at(0, 10)), review(at(0, 11))]
    assert not tallies(cards(*same_day))["input depth"].cleared
    two_days = [*same_day, review(at(1))]
    assert tallies(cards(*two_days))["input depth"].cleared
    assert tallies(cards(*two_days))["input depth"].strength == 0
    more = [*two_days, review(at(1, 13)), review(at(1, 14))]
    assert tallies(cards(*more))["input depth"].cleared
    again = [*two_days, review(at(2), **SLIP)]
    assert not tallies(cards(*again))["input depth"].cleared


def test_cleared_at_other_skills_that_discriminate_it() -> None:
    """Successes elsewhere count, if most questions there could have shown it; aided ones never do."""
    hit = review(at(0), **SLIP)
    elsewhere = [review(at(day), skill=skill) for day, skill in ((1, "output.pytorch"), (2, "groups.parameters"))]
    assert tallies(cards(hit, *elsewhere))["input depth"].cleared
    unrelated = [review(at(day), skill="bias.effect") for day in (1, 2)]
    assert not tallies(cards(hit, *unrelated))["input depth"].cleared
    aided = [review(at(day), hints=1, rating=Rating.HARD) for day in (1, 2)]
    assert not tallies(cards(hit, *aided))["input depth"].cleared


def test_a_success_before_the_hit_clears_nothing() -> None:
    """Only later ones do."""
    before = [review(at(day)) for day in (0, 1)]
    assert not tallies(cards(*before, review(at(2), **SLIP), review(at(3))))["input depth"].cleared


def test_of_many_named_only_the_likeliest_counts() -> None:
    """Half of all slips lead to the one wrong truth value: only the first is told and counted; of a pair both are."""
    several = review(at(0), **(SLIP | {"misconceptions": (DEPTH, "forgot_bias", "forgot_filters")}))
    assert [hit.misconception for hit in cards(several)[CONV].hits] == [DEPTH]
    pair = review(at(0), **(SLIP | {"misconceptions": (DEPTH, "forgot_bias")}))
    assert {hit.misconception for hit in cards(pair)[CONV].hits} == {DEPTH, "forgot_bias"}


def test_a_skill_needs_practice_for_what_it_discriminates() -> None:
    """The need is of what a skill's questions can show, and none where nothing went wrong."""
    found = tallies(cards(review(at(0), **SLIP)))
    assert needs("conv3d.parameters", found) > needs("bias.effect", found) == 0
    assert needs("conv3d.parameters", tallies(cards(review(at(0))))) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from([CONV, "output.pytorch", "bias.effect"]), st.integers(0, 30), st.integers(0, 3)),
        max_size=25,
    )
)
def test_cleared_as_the_whole_log_would_say(answers: list[tuple[str, int, int]]) -> None:
    """What each card keeps of its last two days of success is enough to know."""
    kinds = [{}, SLIP, {"hints": 1, "rating": Rating.HARD}, {}]
    reviews = [
        review(at(day), skill=skill, **({} if skill != CONV and kind == 1 else kinds[kind]))
        for skill, day, kind in sorted(answers, key=lambda answer: answer[1])
    ]
    hits = [each for each in reviews if each.misconceptions]
    found = tallies(cards(*reviews)).get("input depth")
    if not hits or found is None:
        assert found is None or found.cleared
        return
    last = max(each.at for each in hits)
    days = {
        each.at.date()
        for each in reviews
        if each.unaided_success and each.at > last and discrimination(each.skill).shares.get("input depth", 0) >= 0.5
    }
    assert found.cleared == (len(days) >= 2)
    assert found.hits == len(hits) <= found.opportunities
