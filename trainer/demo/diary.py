"""When an invented learner practises: which days, what hours, how much. Faker draws the times and the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import ceil, exp
from random import Random
from typing import TYPE_CHECKING

from questions.draw import derived_seed
from trainer.domain import Moment
from trainer.scheduling.days import day_of, day_start

if TYPE_CHECKING:
    from faker import Faker

DAYS = 120
"""From the first day of practice to today, both counted."""
SITTING = 12
"""Answers of one sitting."""
SLOWEST = timedelta(minutes=4)
"""What one answer takes at most, with reading what came of it; where a day holds very many, less."""

_STREAK = 9
"""So many days up to today are all days of practice."""
_OFF = (0.12, 0.1, 0.1, 0.12, 0.18, 0.35, 0.4)
"""How likely a day is left out, from Monday to Sunday."""
_BUSY = 3
_TODAY = 5
"""Answers of today at most: something is left to do."""
_HOLIDAY = range(7, 11)
_HOURS = (
    (time(7, 10), time(8, 20)),
    (time(20), time(21, 45)),
    (time(12, 20), time(13, 10)),
    (time(17, 40), time(18, 50)),
)
"""Times at which a sitting begins, the likeliest first."""
_LIKELIHOODS = (5, 4, 2, 1)
_WAKING = (time(7), time(23))
_BREAK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time of practice: `start` in UTC, so many answers, and what each takes at `longest`, with reading."""

    start: datetime
    answers: int
    longest: timedelta = SLOWEST


@dataclass(frozen=True, slots=True)
class Diary:
    """Who practised, and when, in order."""

    name: str
    sittings: tuple[Sitting, ...]


def keep_diary(reviews: int, seed: int, now: Moment) -> Diary:
    """A diary with so many answers in all, the last of them today, before now. The same for one seed and moment."""
    fake, rng = _faker(seed), Random(derived_seed("diary", seed))
    name = fake.first_name()
    today = day_of(now)
    days = _days_of_practice(today, rng)
    last = _possible_today(now)
    counts = _shared_out(reviews, [_eagerness(day, today, rng) for day in days])
    if counts[-1] > last:
        counts[-2] += counts[-1] - last
        counts[-1] = last
    elif counts[-1] == 0 and last:
        giver = max(range(len(counts)), key=counts.__getitem__)
        counts[giver], counts[-1] = counts[giver] - 1, 1
    sittings: list[Sitting] = []
    for day, count in zip(days[:-1], counts[:-1], strict=True):
        sittings += _sittings(day, count, now.utc_offset, fake, rng)
    if counts[-1]:
        sittings.append(Sitting(now.at - _BREAK - SLOWEST * counts[-1], counts[-1]))
    return Diary(name, tuple(sittings))


def _faker(seed: int) -> Faker:
    from faker import Faker  # late: no other command needs it

    fake = Faker("en_US")
    fake.seed_instance(seed)
    return fake


def _days_of_practice(today: date, rng: Random) -> list[date]:
    """Oldest first: days off, a holiday, and no gap before today."""
    length = rng.choice(_HOLIDAY)
    away = rng.randrange(DAYS // 3, DAYS - _STREAK - 2 * length)
    found = []
    for number in range(DAYS):
        day = today - timedelta(days=DAYS - 1 - number)
        always = number == 0 or number >= DAYS - _STREAK
        off = rng.random() < _OFF[day.weekday()] or number in range(away, away + length)
        if always or not off:
            found.append(day)
    return found


def _eagerness(day: date, today: date, rng: Random) -> float:
    """How much is practised that day beside others: more at first, little in these last days, so that much is due."""
    left = (today - day).days
    return exp(rng.gauss(0, 0.5)) * (1 + exp((left - DAYS) / 12)) * (0.25 if left <= _BUSY else 1)


def _possible_today(now: Moment) -> int:
    """How many answers there was time for since the day began."""
    passed = now.at - day_start(now) - _BREAK
    return max(0, min(_TODAY, passed // SLOWEST))


def _shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights, that add up to the total."""
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    largest = sorted(range(len(exact)), key=lambda at: counts[at] - exact[at])
    for at in largest[: total - sum(counts)]:
        counts[at] += 1
    return counts


def _sittings(day: date, count: int, utc_offset: int, fake: Faker, rng: Random) -> list[Sitting]:
    """The sittings of a day: at usual hours, or spread over the day where they are more than one has hours for."""
    number, longest = ceil(count / SITTING), SLOWEST
    if number <= len(_HOURS):
        hours: set[int] = set()
        while len(hours) < number:
            hours |= {*rng.choices(range(len(_HOURS)), _LIKELIHOODS)}
        starts = sorted(
            fake.date_time_between_dates(_at(day, first, utc_offset), _at(day, last, utc_offset), tzinfo=UTC)
            for first, last in (_HOURS[hour] for hour in hours)
        )
    else:
        waking = [_at(day, hour, utc_offset) for hour in _WAKING]
        slot = (waking[1] - waking[0]) / number
        starts = [waking[0] + slot * (at + 0.4 * rng.random()) for at in range(number)]
        longest = min(longest, slot / SITTING)
    counts = _shared_out(count, [1.0] * number)
    return [Sitting(start, answers, longest) for start, answers in zip(starts, counts, strict=True)]


def _at(day: date, clock: time, utc_offset: int) -> datetime:
    """The instant of that local time."""
    return datetime.combine(day, clock, UTC) - timedelta(minutes=utc_offset)
