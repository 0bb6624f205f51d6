"""What home tells of the learner: in lines that fit, whatever there is to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.misconceptions.components import COMPONENTS
from questions.skills import SKILLS
from trainer.domain import Card, DirectAnswer
from trainer.progress.forecast import DueDay
from trainer.progress.home import ROOM, HomeDetails, no_more_new_line, told_lines
from trainer.progress.standing import ReadinessCounts
from trainer.scheduling.readiness import readiness
from trainer.scheduling.tallies import Tally

TODAY = date(2026, 3, 2)
SOME, COUNTS = st.integers(0, len(SKILLS)), st.integers(0, 200_000)
ANSWERS = st.builds(
    DirectAnswer,
    st.just("conv2d.parameters/v1/1/1"),
    st.sampled_from([TODAY, TODAY - timedelta(days=1)]),
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
)
LACKING = st.lists(ANSWERS, max_size=3).map(
    lambda answers: readiness(Card("me", "bias.effect", None, "", recent=tuple(answers)), TODAY).lacking  # type: ignore[arg-type]
)
DETAILS = st.builds(
    HomeDetails,
    st.none() | st.integers(0, 400),
    st.builds(ReadinessCounts, SOME, SOME, SOME, SOME),
    st.tuples(st.sampled_from(sorted(SKILLS)), LACKING.filter(bool)),
    st.builds(Tally, st.sampled_from(sorted(COMPONENTS)), COUNTS, COUNTS, st.just(False), st.just(())),
    st.lists(SOME, min_size=7, max_size=7).map(
        lambda due: tuple(DueDay(TODAY + timedelta(days=number), each) for number, each in enumerate(due))
    ),
)


@given(DETAILS)
def test_every_line_fits(details: HomeDetails) -> None:
    """Into what 80 columns leave beside margins and names; each begins with what it is about."""
    lines = dict(told_lines(details))
    assert max(map(len, lines.values())) <= ROOM
    assert details.nearest is not None
    skill, lacking = details.nearest
    names = (skill, f"“{SKILLS[skill].title}”")
    assert lines["Nearest"].startswith(tuple(f"{name} lacks {lacking[0].partition(',')[0]}" for name in names))
    assert lines["Nearest"].endswith("…") or lines["Nearest"].count("; ") == len(lacking) - 1


@pytest.mark.parametrize(
    ("skill", "lacking", "told"),
    [
        ("bias.effect", ("one answer on another day",), "“What bias=False changes” lacks one answer on another day"),
        (
            "bias.effect",
            ("2 right answers more", "one answer at level 3"),
            "bias.effect lacks 2 right answers more; one answer at level 3",
        ),
        (
            "transposed.output_pytorch",
            ("2 right answers more", "one answer at level 3", "one answer on another day"),
            "transposed.output_pytorch lacks 2 right answers more; …",
        ),
        (
            "bias.effect",
            ("one answer at level 3, typed as its result, not as arithmetic",),
            "bias.effect lacks one answer at level 3",
        ),
    ],
)
def test_nearest(skill: str, lacking: tuple[str, ...], told: str) -> None:
    """All that it lacks, or as much of it as fits."""
    details = HomeDetails(None, ReadinessCounts(0, 0, 1, 0), (skill, lacking), None, ())
    assert dict(told_lines(details))["Nearest"] == told


def test_an_interview_left_open() -> None:
    """It is told with the key that takes it up again."""
    details = HomeDetails(None, ReadinessCounts(0, 0, 1, 0), None, None, ())
    assert "Mock" not in dict(told_lines(details))
    told = dict(told_lines(replace(details, left_open=True)))
    assert told["Mock"] == "an interview is not over; i takes it up again"


@pytest.mark.parametrize(
    ("known", "does"), [(8, "asks again what was new today"), (20, "practises the weakest ahead of time")]
)
def test_no_more_new_skills(known: int, does: str) -> None:
    """What Enter does then hangs on what else is known."""
    details = HomeDetails(None, ReadinessCounts(0, 0, 1, 0), None, None, (), opened=8, may_open=8, known=known)
    assert details.no_more_new
    assert no_more_new_line(details) == f"Today's new skills are done (8 of 8); Enter {does}; , changes the limit."
