"""Statements that count the log by local days and weeks; what is undone counts nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import literal as bound

from trainer.domain import Outcome, Rating
from trainer.store.counts import DayCount, SkillDay, SlipCount, WeekCount
from trainer.store.errors import StoreDamaged
from trainer.store.log import undone_events
from trainer.store.mapping import integer
from trainer.store.tables import LOCAL_DAY
from trainer.store.tables import events as table
from trainer.store.text import decoded, encoded

T = TypeVar("T")
Statement = Select[*tuple[Any, ...]]

_RATING = tuple(Rating)

_ORDINAL: ColumnElement[int] = literal_column(LOCAL_DAY, BigInteger)


def by_day(connection: Connection, learner: str, since: date | None, longest_ms: int) -> list[DayCount]:
    """Every day with an answer, oldest first; an answer counts at most `longest_ms`."""
    taken = cast(func.sum(case((table.c.taken_ms > longest_ms, longest_ms), else_=table.c.taken_ms)), BigInteger)
    day = _ORDINAL.label("day")
    statement = select(day, func.count(), _number(Outcome.SELF_RATED), _number(Outcome.CORRECT), taken)
    rows = connection.execute(_counted(connection, statement, learner, since).group_by("day").order_by("day"))
    return _read(
        rows.all(),
        lambda row: DayCount(_date(row[0]), integer(row[1]), integer(row[1]) - integer(row[2]), *map(integer, row[3:])),
    )


def by_week(connection: Connection, learner: str, since: date | None) -> list[WeekCount]:
    """Every week, skill and level with a verdict, in that order."""
    numbers = (func.count().label("n"), _number(Outcome.CORRECT).label("r"), _number(Outcome.WRONG).label("w"))
    statement = select(_ORDINAL.label("day"), table.c.skill, table.c.level, *numbers)
    statement = statement.where(table.c.outcome != Outcome.SELF_RATED.value).group_by("day", "skill", "level")
    days = _counted(connection, statement, learner, since).subquery()
    week, sums = _week(days.c.day).label("week"), (cast(func.sum(days.c[name]), BigInteger) for name in "nrw")
    rows = connection.execute(
        select(week, days.c.skill, days.c.level, *sums).group_by(week, days.c.skill, days.c.level)
    )
    monday, name = cache(_monday), cache(decoded)
    found = _read(rows.all(), lambda row: WeekCount(monday(row[0]), name(row[1]), *map(integer, row[2:])))
    return sorted(found, key=attrgetter("week", "skill", "level"))


def slips_by_week(connection: Connection, learner: str, since: date | None) -> list[SlipCount]:
    """Every week, skill and set of misconceptions, in that order."""
    week = _week(_ORDINAL).label("week")
    statement = select(week, table.c.skill, table.c.misconceptions, func.count()).where(
        table.c.outcome == Outcome.WRONG.value, table.c.misconceptions != "[]"
    )
    rows = connection.execute(
        _counted(connection, statement, learner, since).group_by("week", "skill", "misconceptions")
    )
    found = _read(
        rows.all(),
        lambda row: SlipCount(
            _monday(row[0]), decoded(row[1]), tuple(map(decoded, json.loads(row[2]))), integer(row[3])
        ),
    )
    return sorted(found, key=lambda count: (count.week, count.skill, count.misconceptions))


def skill_days(connection: Connection, learner: str) -> list[SkillDay]:
    """Every skill with its days, in that order."""
    day = _ORDINAL.label("day")
    # The first answer's rating comes along in the last digit of its time, as no two databases agree on another way.
    first = func.min(case((table.c.outcome.is_not(None), table.c.at * len(_RATING) + table.c.rating - 1)))
    failed = func.count().filter(table.c.rating == Rating.AGAIN.value)
    # All but answers, of which alone the index has everything.
    reset = func.count().filter(table.c.outcome.is_(None))
    statement = select(day, table.c.skill, first, failed, reset)
    statement = statement.where(or_(table.c.outcome.is_not(None), table.c.kind == "reset"))
    rows = connection.execute(_mine(connection, statement, learner).group_by("day", "skill"))
    date_of, name = cache(_date), cache(decoded)

    def read(row: Any) -> SkillDay:
        ordinal, skill, coded, failures, resets = row
        rating = None if coded is None else _RATING[integer(coded) % len(_RATING)]
        return SkillDay(name(skill), date_of(ordinal), rating, failures > 0, resets > 0)

    found = _read(rows.all(), read)
    return sorted(found, key=attrgetter("skill", "day"))


def _week(day: ColumnElement[int]) -> ColumnElement[int]:
    """The number of its week: the first day of all, 0001-01-01, was a Monday."""
    return (day - 1) // 7


def _number(outcome: Outcome) -> ColumnElement[int]:
    return func.count().filter(table.c.outcome == outcome.value)


def _counted(connection: Connection, statement: Statement, learner: str, since: date | None) -> Statement:
    """Of the learner's reviews that count, those since that day."""
    statement = _mine(connection, statement.where(table.c.outcome.is_not(None)), learner)
    return statement if since is None else statement.where(since.toordinal() <= _ORDINAL)


def _mine(connection: Connection, statement: Statement, learner: str) -> Statement:
    """Of the learner's events, those that are not undone."""
    statement = statement.where(table.c.learner == encoded(learner))
    if out := [id_ for id_, _, _ in undone_events(connection, learner)]:
        statement = statement.where(table.c.id.not_in(_listed(connection, out)))
    return statement


def _listed(connection: Connection, values: Sequence[str]) -> Select[tuple[str]]:
    """The values as rows, in one parameter: databases limit how many a statement may have."""
    if connection.dialect.name == "sqlite":
        items = func.json_each(json.dumps(values)).table_valued("value")
    else:
        items = func.json_array_elements_text(bound(values, JSON)).table_valued("value")
    return select(items.c.value)


def _date(ordinal: Any) -> date:
    return date.fromordinal(integer(ordinal))


def _monday(week: Any) -> date:
    return date.fromordinal(integer(week) * 7 + 1)


def _read(rows: Sequence[Any], read: Callable[[Any], T]) -> list[T]:
    try:
        return [read(row) for row in rows]
    except (ValueError, TypeError, OverflowError) as error:
        raise StoreDamaged("The log holds an answer that cannot be counted; convdrill doctor says more.") from error
