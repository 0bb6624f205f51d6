"""What the events of a skill add up to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.making import START, review
from trainer.domain import Mode, Outcome, Rating, Reset, Suspension, Undo
from trainer.scheduling.cards import fold

DAY = timedelta(days=1)
AGAIN: dict[str, Any] = {"rating": Rating.AGAIN, "outcome": Outcome.WRONG}


def test_ten_right_answers_in_ten_minutes_move_memory_once() -> None:
    """Only the first answer of a local day counts for memory; all ten are recorded."""
    once = fold(None, [review(START)])
    often = fold(None, [review(START + timedelta(minutes=n)) for n in range(10)])
    assert often.memory == once.memory
    assert often.answers == 10


def test_ten_easy_in_ten_minutes_do_not_make_half_a_year() -> None:
    """The learner's own Easy counts once a day, too."""
    card = fold(None, [review(START + timedelta(minutes=n), rating=Rating.EASY) for n in range(10)])
    assert card.memory == fold(None, [review(START, rating=Rating.EASY)]).memory
    assert card.due is not None
    assert card.due - START.date() < timedelta(days=15)


def test_three_days_move_memory_three_times() -> None:
    """The same skill on three days: each first answer moves memory, and the gaps grow."""
    cards = [fold(None, [review(START + n * DAY) for n in range(days)]) for days in (1, 2, 3)]
    stabilities = [card.memory.stability for card in cards if card.memory]
    assert stabilities == sorted(set(stabilities))
    gaps = [card.due - card.memory.last_day for card in cards if card.due and card.memory]
    assert gaps[-1] > gaps[0]


def test_an_early_morning_answer_belongs_to_the_evening_before() -> None:
    """23:00 and 3:59 are one day, so memory moves once; 4:01 is the next day."""
    evening = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    night, morning = datetime(2026, 3, 3, 3, 59, tzinfo=UTC), datetime(2026, 3, 3, 4, 1, tzinfo=UTC)
    assert fold(None, [review(evening), review(night)]).memory == fold(None, [review(evening)]).memory
    moved = fold(None, [review(evening), review(morning)]).memory
    assert moved is not None
    assert moved.last_day == date(2026, 3, 3)
    assert moved != fold(None, [review(evening)]).memory


def test_less_than_24_hours_can_be_two_days() -> None:
    """20:00 and 8:00 the next morning are two days for the learner, though 12 hours apart."""
    evening = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    card = fold(None, [review(evening), review(evening + timedelta(hours=12))])
    full = fold(None, [review(evening), review(evening + DAY)])
    assert card.memory is not None
    assert full.memory is not None
    assert card.memory.stability == full.memory.stability


def test_the_day_is_reckoned_with_the_offset_of_the_time() -> None:
    """5:00 UTC is still the day before for somebody five hours to the west."""
    at = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
    card = fold(None, [review(at, utc_offset=-300)])
    assert card.memory is not None
    assert card.memory.last_day == date(2026, 3, 2)


def test_a_failure_is_due_tomorrow_whatever_memory_says() -> None:
    """A skill known for months and failed once comes back the next day; also if it was right earlier that day."""
    history = [review(START + n * 20 * DAY) for n in range(6)]
    last = history[-1].at
    known = fold(None, history)
    assert known.due is not None
    assert known.due - last.date() > timedelta(days=20)
    failed = fold(known, [review(last + timedelta(minutes=5), **AGAIN)])
    assert failed.due == last.date() + DAY
    assert failed.memory == known.memory
    assert fold(failed, [review(last + DAY)]).relearn_due is None


def test_a_lapse_is_a_first_answer_of_the_day_that_fails() -> None:
    """A first encounter is no lapse, and neither is a second answer on one day."""
    card = fold(None, [review(START, **AGAIN), review(START + timedelta(hours=1), **AGAIN)])
    assert card.lapses == 0
    assert fold(card, [review(START + DAY, **AGAIN)]).lapses == 1


def test_levels_rise_with_two_successes_on_different_days() -> None:
    """Two on one day are not enough; a third on another day is."""
    card = fold(None, [review(START), review(START + timedelta(hours=1))])
    assert card.level == 1
    card = fold(card, [review(START + DAY)])
    assert card.level == 2
    card = fold(card, [review(START + DAY + timedelta(hours=1), level=2), review(START + 2 * DAY, level=2)])
    assert card.level == 3
    card = fold(card, [review(START + n * DAY, level=3) for n in (3, 4, 5)])
    assert card.level == 3


def test_levels_fall_with_a_failure() -> None:
    """One failure takes a level down and forgets the day of the first success, but never below 1."""
    card = fold(None, [review(START), review(START + DAY), review(START + 2 * DAY, level=2)])
    assert (card.level, card.level_day) == (2, (START + 2 * DAY).date())
    card = fold(card, [review(START + 3 * DAY, level=2, **AGAIN)])
    assert (card.level, card.level_day) == (1, None)
    assert fold(card, [review(START + 4 * DAY, **AGAIN)]).level == 1


def test_a_failure_one_level_above_does_not_count_against_the_level() -> None:
    """A question that was harder than asked for cannot take away what is held."""
    card = fold(None, [review(START), review(START + DAY), review(START + 2 * DAY, level=3, **AGAIN)])
    assert card.level == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"hints": 1, "rating": Rating.HARD},
        {"outcome": Outcome.WRONG, "rating": Rating.HARD, "setup": "1*1"},
        {"outcome": Outcome.SELF_RATED, "mode": Mode.FLASHCARD, "rating": Rating.GOOD},
    ],
    ids=["hint", "slip", "flashcard"],
)
def test_aided_answers_and_flashcards_do_not_raise_a_level(changed: dict[str, Any]) -> None:
    """Only an unaided success by verdict does."""
    card = fold(None, [review(START + n * DAY, **changed) for n in range(4)])
    assert card.level == 1
    assert card.unaided_successes == 0


def test_a_flashcard_moves_memory_like_any_first_answer() -> None:
    """Self-rated Good moves memory as Good does, and Again brings the skill back tomorrow."""
    flashcard: dict[str, Any] = {"mode": Mode.FLASHCARD, "outcome": Outcome.SELF_RATED}
    assert fold(None, [review(START, **flashcard)]).memory == fold(None, [review(START)]).memory
    again = fold(None, [review(START, rating=Rating.AGAIN, **flashcard)])
    assert again.due == START.date() + DAY


def test_a_reset_forgets_and_a_suspension_is_kept() -> None:
    """After a reset the skill is as never seen; whether it is suspended is another matter."""
    common: dict[str, Any] = {"learner": "me", "utc_offset": 0, "skill": "conv2d.parameters"}
    card = fold(None, [review(START), Suspension("b1", at=START + DAY, suspended=True, **common)])
    assert card.suspended
    card = fold(card, [Reset("b2", at=START + 2 * DAY, **common)])
    assert (card.memory, card.answers, card.level, card.suspended) == (None, 0, 1, True)


def test_the_fold_continues_where_it_stopped() -> None:
    """Folding in two parts equals folding at once, wherever the cut is."""
    ratings = [Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY, Rating.GOOD]
    events = [
        review(
            START + n * timedelta(hours=17), rating=r, outcome=Outcome.WRONG if r is Rating.AGAIN else Outcome.CORRECT
        )
        for n, r in enumerate(ratings * 3)
    ]
    whole = fold(None, events)
    for cut in range(1, len(events)):
        assert fold(fold(None, events[:cut]), events[cut:]) == whole


def test_the_fold_refuses_undos_and_nothing() -> None:
    """Undos are resolved before; a card without events does not exist."""
    with pytest.raises(ValueError, match="undo"):
        fold(None, [Undo("x", "me", START, 0, "conv2d.parameters", "y")])
    with pytest.raises(ValueError, match="at least one"):
        fold(None, [])
