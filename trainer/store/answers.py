"""Statements over answers to be looked at again: pages of them, newest first, how many, and sums by skill."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
)

from trainer.answer_filter import AnswerFilter, Subject
from trainer.domain import DAY_BEGINS, Outcome, Reset, Review, Suspension
from trainer.store.activity import undone
from trainer.store.counts import QuestionCount
from trainer.store.errors import StoreDamaged
from trainer.store.mapping import event_from_row, to_microseconds
from trainer.store.port import SkillFigures
from trainer.store.tables import LOCAL_DAY
from trainer.store.tables import events as table
from trainer.store.text import decoded, encoded

_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60 * 10**6
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * _MINUTE
_MOST_VALUES = 10_000
"""In one statement; both databases take more, and each statement reads the whole log."""
_TWO_DAYS = 2 * _DAY
"""More than a learner's day can be away from the UTC day of the same date."""


def answers(connection: Connection, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
    """See `EventStore.answers`."""
    order = (table.c.at.desc(), table.c.id.desc())
    # What is passed over is found in an index where that is enough, and its rows are never read.
    chosen = (
        select(table.c.id).where(*_wanted(connection, learner, wanted)).order_by(*order).offset(offset).limit(limit)
    )
    rows = connection.execute(select(table).where(table.c.id.in_(chosen)).order_by(*order))
    return [event for event in map(event_from_row, rows) if isinstance(event, Review)]


def count(connection: Connection, learner: str, wanted: AnswerFilter) -> int:
    """See `EventStore.count_answers`."""
    conditions = [*_wanted(connection, learner, wanted)]
    if any(subject.misconceptions for subject in wanted.subjects):  # which no index knows
        conditions[0] = _read_in_a_row(connection, learner)
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def changes(connection: Connection, learner: str) -> list[Suspension | Reset]:
    """See `EventStore.changes`."""
    return _changes(connection, learner, _out(connection, learner))


def _changes(connection: Connection, learner: str, out: Select[tuple[str]]) -> list[Suspension | Reset]:
    neither = (table.c.outcome.is_(None), table.c.target.is_(None), table.c.id.not_in(out))
    rows = connection.execute(
        select(table).where(table.c.learner == encoded(learner), *neither).order_by(table.c.at, table.c.id)
    )
    return [event for event in map(event_from_row, rows) if isinstance(event, Suspension | Reset)]


def by_skill(connection: Connection, learner: str) -> dict[str, SkillFigures]:
    """See `EventStore.skill_figures`."""
    out = _out(connection, learner)
    resets = {event.skill: event for event in _changes(connection, learner, out) if isinstance(event, Reset)}
    since = [
        not_(
            and_(
                table.c.skill == encoded(skill),
                tuple_(table.c.at, table.c.id) <= tuple_(to_microseconds(reset.at), reset.id),
            )
        )
        for skill, reset in resets.items()
    ]
    marked = func.count().filter(table.c.outcome != Outcome.SELF_RATED.value)
    right = func.count().filter(table.c.outcome == Outcome.CORRECT.value)
    # By days first, as an index has them.
    day = literal_column(LOCAL_DAY, BigInteger).label("day")
    days = (
        select(day, table.c.skill, func.count().label("all"), marked.label("marked"), right.label("right"))
        .where(table.c.learner == encoded(learner), *_counting(out), *since)
        .group_by("day", "skill")
        .subquery()
    )
    sums = (cast(func.sum(days.c[name]), BigInteger) for name in ("all", "marked", "right"))
    rows = connection.execute(select(days.c.skill, *sums).group_by(days.c.skill))
    try:
        return {decoded(skill): SkillFigures(*counts) for skill, *counts in rows}
    except ValueError as error:
        raise StoreDamaged("The name of a skill in the log is damaged; restore a backup.") from error


def by_question(connection: Connection, learner: str, references: Collection[str]) -> list[QuestionCount]:
    """See `EventStore.question_counts`."""
    out = _out(connection, learner)
    marked = (*_counting(out), table.c.outcome != Outcome.SELF_RATED.value)
    # Times as even numbers, those of right answers as odd ones: the first and the last are found without sorting.
    mark = table.c.at * 2 + case((table.c.outcome == Outcome.CORRECT.value, 1), else_=0)
    wanted = [encoded(reference) for reference in dict.fromkeys(references)]
    found = []
    for start in range(0, len(wanted), _MOST_VALUES):
        chosen = table.c.reference.in_(wanted[start : start + _MOST_VALUES])
        rows = connection.execute(
            select(table.c.reference, func.count(), func.min(mark), func.max(mark))
            .where(_read_in_a_row(connection, learner), chosen, *marked)
            .group_by(table.c.reference)
        )
        found += [
            QuestionCount(decoded(name), count, first % 2 == 1, last % 2 == 1) for name, count, first, last in rows
        ]
    return sorted(found, key=lambda each: each.reference)


def _read_in_a_row(connection: Connection, learner: str) -> ColumnElement[bool]:
    """The learner's events, where most rows have to be looked at.

    To find each by an index takes SQLite three times as long as reading them in a row; the plus sign stops that.
    """
    in_a_row = connection.dialect.name == "sqlite"
    return (literal_column("+events.learner") if in_a_row else table.c.learner) == encoded(learner)


def _wanted(connection: Connection, learner: str, wanted: AnswerFilter) -> Iterator[ColumnElement[bool]]:
    """The learner's answers that count and pass the filter."""
    yield from _answers(connection, learner)
    if wanted.outcomes:
        yield table.c.outcome.in_([outcome.value for outcome in wanted.outcomes])
    yield from map(_about, wanted.subjects)
    local = table.c.at + cast(table.c.utc_offset, BigInteger) * _MINUTE - DAY_BEGINS // _MICROSECOND
    if wanted.since is not None:
        begins = _start(wanted.since)
        yield table.c.at >= begins - _TWO_DAYS  # which an index can find
        yield local >= begins
    if wanted.until is not None:
        ends = _start(wanted.until) + _DAY
        yield table.c.at < ends + _TWO_DAYS
        yield local < ends


def _about(subject: Subject) -> ColumnElement[bool]:
    # Not LIKE, which takes capitals for small letters in SQLite and not in PostgreSQL.
    named = [json.dumps(encoded(slip), ensure_ascii=False) for slip in subject.misconceptions]
    shown = [func.replace(table.c.misconceptions, slip, "") != table.c.misconceptions for slip in named]
    return or_(
        table.c.skill.in_(list(map(encoded, subject.skills))),
        and_(table.c.misconceptions != "[]", or_(false(), *shown)),  # most answers show none
    )


def _answers(connection: Connection, learner: str) -> tuple[ColumnElement[bool], ...]:
    """The learner's answers that count; the first condition says whose."""
    return (table.c.learner == encoded(learner), *_counting(_out(connection, learner)))


def _counting(out: Select[tuple[str]]) -> tuple[ColumnElement[bool], ...]:
    """Answers that are not out."""
    return (table.c.outcome.is_not(None), table.c.id.not_in(out))


def _out(connection: Connection, learner: str) -> Select[tuple[str]]:
    """The ids of the events that some Undo takes out, all Undos considered.

    An Undo without effect is itself undone, or one of those that chase each other: there are few of them.
    """
    undo, target = table.alias("undo"), table.alias("target")
    is_undo = (undo.c.learner == encoded(learner), undo.c.target.is_not(None), undo.c.kind == "undo")
    pairs = [
        ((skill, id_), (skill, target_))
        for skill, id_, target_ in connection.execute(select(undo.c.skill, undo.c.id, undo.c.target).where(*is_undo))
    ]
    out = undone(pairs)
    idle = [id_ for (_, id_), aimed_at in pairs if aimed_at not in out]
    same = (target.c.id == undo.c.target, target.c.learner == undo.c.learner, target.c.skill == undo.c.skill)
    return select(target.c.id).select_from(undo.join(target, and_(*same))).where(*is_undo, undo.c.id.not_in(idle))


def _start(day: date) -> int:
    """The microsecond, counted from 1970 in days of this length, at which the local day begins."""
    return (day.toordinal() - _EPOCH_DAY) * _DAY
