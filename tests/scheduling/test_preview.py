"""What each rating would do, as the fold then does it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.making import review
from tests.scheduling.building import TODAY, WRONG, at, known
from trainer.domain import Rating
from trainer.scheduling.cards import fold
from trainer.scheduling.horizon import due_day
from trainer.scheduling.preview import preview
from trainer.settings import LearnerSettings

CONV = "conv2d.parameters"
SETTINGS = st.builds(
    LearnerSettings,
    interview_date=st.none() | st.integers(-3, 60).map(lambda days: TODAY + timedelta(days=days)),
    desired_retention=st.sampled_from([0.8, 0.9, 0.95]),
)


@given(
    days=st.lists(st.integers(-200, 0), unique=True, max_size=8).map(sorted),
    failed=st.booleans(),
    settings=SETTINGS,
    rating=st.sampled_from(Rating),
)
def test_a_preview_is_what_comes_true(days: list[int], failed: bool, settings: LearnerSettings, rating: Rating) -> None:
    """The due day by rating is that of the card which the fold makes of such an answer, also a second one today."""
    card = known(CONV, *days) if days else None
    if failed:
        card = fold(card, [review(at(0), **WRONG)])
    answered = fold(card, [review(at(0, 20), rating=rating)])
    assert preview(card, CONV, TODAY, settings)[rating] == due_day(answered, settings, TODAY)


def test_better_ratings_stay_away_longer() -> None:
    """Again is tomorrow, Easy the latest."""
    days = preview(known(CONV, -20, -10), CONV, TODAY, LearnerSettings())
    assert list(days) == list(Rating)
    assert list(days.values()) == sorted(days.values())
    assert days[Rating.AGAIN] == TODAY + timedelta(days=1)
    assert days[Rating.EASY] > days[Rating.HARD]


def test_after_the_first_answer_of_the_day_only_again_does_anything() -> None:
    """Memory moves once a day."""
    days = preview(known(CONV, -20, -10, 0), CONV, TODAY, LearnerSettings())
    assert days[Rating.HARD] == days[Rating.GOOD] == days[Rating.EASY] > days[Rating.AGAIN]
