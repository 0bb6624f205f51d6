"""Retention counts the first answers of a day to what was due, as the cards have it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.making import review
from tests.store.memory import MemoryStore
from trainer.domain import Card, Event, Outcome, Rating, Reset
from trainer.progress.retention import RetentionWeek, retention
from trainer.scheduling.cards import fold
from trainer.scheduling.days import local_day
from trainer.scheduling.horizon import plain_due
from trainer.settings import LearnerSettings

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
TODAY = date(2026, 1, 20)
ANSWERS = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 9, 30]), st.sampled_from(["good", "again", "reset"])), max_size=25
)


def _log(answers: list[tuple[int, str]]) -> list[Event]:
    at, log = START, list[Event]()
    for number, (days, kind) in enumerate(answers):
        at += timedelta(days=days, minutes=1)
        if kind == "reset":
            log.append(Reset(f"r{number}", "me", at, 0, "conv2d.parameters"))
        else:
            right = kind == "good"
            rating, outcome = (Rating.GOOD, Outcome.CORRECT) if right else (Rating.AGAIN, Outcome.WRONG)
            log.append(review(at, utc_offset=0, rating=rating, outcome=outcome))
    return log


def _by_cards(log: list[Event], settings: LearnerSettings) -> tuple[int, int]:
    """Recalled and asked, from the card as it was before each answer."""
    card: Card | None = None
    recalled = asked = 0
    for event in log:
        day = local_day(event.at, event.utc_offset)
        due = None if card is None else plain_due(card, settings)
        first = card is None or card.memory is None or day > card.memory.last_day
        if not isinstance(event, Reset) and due is not None and first and day >= due:
            asked += 1
            recalled += event.rating is not Rating.AGAIN  # type: ignore[union-attr]
        card = fold(card, [event])
    return recalled, asked


def _counted(log: list[Event], desired: float = 0.9, since: date | None = None) -> tuple[RetentionWeek, ...]:
    store = MemoryStore()
    if log:
        store.merge(log, fold)
    return retention(store.skill_days("me"), desired, since, TODAY)


@given(ANSWERS, st.sampled_from([0.7, 0.9, 0.95]))
def test_as_the_cards_have_it(answers: list[tuple[int, str]], desired: float) -> None:
    """Whatever the history: what was due is what the card before the answer said, at the retention wanted."""
    log = _log([(days, kind if _alone(answers, number) else "again") for number, (days, kind) in enumerate(answers)])
    weeks = _counted(log, desired)
    found = (sum(week.recalled for week in weeks), sum(week.asked for week in weeks))
    assert found == _by_cards(log, LearnerSettings(desired_retention=desired))


def _alone(answers: list[tuple[int, str]], number: int) -> bool:
    """Whether it is no reset, or one after all other events of its day: a day's sums cannot tell their order."""
    return answers[number][1] != "reset" or number + 1 == len(answers) or answers[number + 1][0] > 0


def test_nothing_due() -> None:
    """First answers, and what was practised again on the same day, or too early, count for nothing."""
    assert _counted([]) == ()
    assert _counted(_log([(0, "good"), (0, "again"), (0, "good")])) == ()
    assert _counted(_log([(0, "good"), (1, "good")])) == ()


def test_weeks() -> None:
    """From the first with such an answer to this one; those between have none."""
    weeks = _counted(_log([(0, "again"), (1, "again"), (1, "good"), (0, "again")]))
    assert weeks == (
        RetentionWeek(date(2026, 1, 5), 1, 2),
        RetentionWeek(date(2026, 1, 12), 0, 0),
        RetentionWeek(date(2026, 1, 19), 0, 0),
    )
    assert [week.part for week in weeks] == [0.5, None, None]
    assert _counted(_log([(0, "again"), (1, "again"), (1, "good")]), since=date(2026, 1, 7))[0].asked == 1
