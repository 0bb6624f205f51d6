"""Statements over `events`, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    func,
    null,
    select,
    tuple_,
    union_all,
)

from trainer.domain import Event, Outcome, Review, Undo, order_key
from trainer.store.activity import Identity, undone
from trainer.store.errors import StoreConflict, StoreDamaged
from trainer.store.mapping import digest, event_from_row, to_microseconds
from trainer.store.port import Figures
from trainer.store.tables import events as table
from trainer.store.text import decoded, encoded

PAGE = 1000
_AT_ONCE = 500
"""Values in one IN (…): databases limit how many a statement may have."""

_BY_ORDER = (table.c.at, table.c.id)

# What every answer asks is built once: SQLAlchemy takes longer to build a statement than to run it.
_DIGESTS = select(table.c.id, table.c.digest).where(table.c.id.in_(bindparam("ids")))
_TARGETS = select(table.c.target, null()).where(
    table.c.learner == bindparam("learner"), table.c.target.in_(bindparam("ids"))
)
_DIGESTS_AND_TARGETS = union_all(_DIGESTS, _TARGETS)
_APPEND = table.insert()


def known(connection: Connection, learner: str, rows: Mapping[str, Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """Which of `rows`, by id, are in the log already, and which an event of the log targets.

    Raises StoreConflict if one is there with other content.
    """
    there, targeted = set(), set()
    for some in _chunks(list(rows)):
        chosen = {"learner": encoded(learner), "ids": some}
        for id_, stored in connection.execute(_DIGESTS_AND_TARGETS, chosen):
            if stored is None:  # every event has a digest, so this is what another one targets
                targeted.add(id_)
            elif stored == rows[id_]["digest"]:
                there.add(id_)
            else:
                raise StoreConflict(f"The log already holds another event under the id {id_}; nothing was recorded.")
    return there, targeted


def digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The digests of those of the events that are in the log, by id."""
    found: dict[str, str] = {}
    for some in _chunks(ids):
        found.update((row.id, row.digest) for row in connection.execute(_DIGESTS, {"ids": some}))
    return found


def append(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(_APPEND, rows)


def page(
    connection: Connection,
    learner: str,
    skill: str | None,
    after: tuple[datetime, str] | None,
    *,
    newest_first: bool = False,
) -> list[Event]:
    """The first `PAGE` events after the one with the order key `after`, or before it the other way round."""
    order = [column.desc() for column in _BY_ORDER] if newest_first else _BY_ORDER
    statement = select(table).where(table.c.learner == encoded(learner)).order_by(*order).limit(PAGE)
    if skill is not None:
        statement = statement.where(table.c.skill == encoded(skill))
    if after is not None:
        key, reached = tuple_(*_BY_ORDER), tuple_(to_microseconds(after[0]), after[1])
        statement = statement.where(key < reached if newest_first else key > reached)
    return [event_from_row(row) for row in connection.execute(statement)]


def of_skill(connection: Connection, learner: str, skill: str) -> Iterator[Event]:
    statement = select(table).where(table.c.learner == encoded(learner), table.c.skill == encoded(skill))
    return map(event_from_row, connection.execute(statement.order_by(*_BY_ORDER)))


def by_skill(connection: Connection, learner: str) -> Iterator[tuple[str, list[Event]]]:
    """Every skill with its events, one skill at a time in memory."""
    statement = select(table).where(table.c.learner == encoded(learner)).order_by(table.c.skill, *_BY_ORDER)
    rows = connection.execute(statement, execution_options={"yield_per": PAGE})
    for _, group in groupby(rows, key=lambda row: row.skill):
        events = [event_from_row(row) for row in group]
        yield events[0].skill, events


def undone_ids(connection: Connection, learner: str, skill: str | None = None) -> set[Identity]:
    """What is out, all Undos considered."""
    statement = select(table.c.id, table.c.skill, table.c.target).where(*_is_undo(table, learner))
    if skill is not None:
        statement = statement.where(table.c.skill == encoded(skill))
    try:
        undos = [(id_, decoded(its), decoded(target)) for id_, its, target in connection.execute(statement)]
    except ValueError as error:
        raise StoreDamaged("An Undo in the log is damaged; restore a backup (convdrill restore).") from error
    return undone(((its, id_), (its, target)) for id_, its, target in undos)


def reviews(connection: Connection, learner: str, ids: Sequence[str]) -> list[Review]:
    """Those of these reviews that count, in order."""
    out = undone_ids(connection, learner)
    mine = select(table).where(table.c.learner == encoded(learner), table.c.kind == "review")
    rows = [row for some in _chunks(ids) for row in connection.execute(mine.where(table.c.id.in_(some)))]
    found = [event for event in map(event_from_row, rows) if isinstance(event, Review)]
    return sorted((event for event in found if (event.skill, event.id) not in out), key=order_key)


def latest(connection: Connection, learner: str) -> list[Event]:
    """What can be undone and redone; see `EventStore.latest`."""
    out = undone_ids(connection, learner)
    mine = select(table).where(table.c.learner == encoded(learner))
    found: dict[str, Event] = {}
    newest_first = mine.where(table.c.outcome.is_not(None)).order_by(table.c.at.desc(), table.c.id.desc())
    counts, original = False, None
    with connection.execute(newest_first, execution_options={"yield_per": 100}) as rows:
        for event in map(event_from_row, rows):
            found[event.id] = event
            counts = counts or (event.skill, event.id) not in out
            if original is None and isinstance(event, Review) and event.replaces is None:
                original = event
            if counts and original is not None:
                break
    if original is not None:
        after = tuple_(*_BY_ORDER) > tuple_(to_microseconds(original.at), original.id)
        since = [*map(event_from_row, connection.execute(mine.where(*_is_undo(table, learner), after)))]
        found.update((event.id, event) for event in since)
        targets = [encoded(event.target) for event in since if isinstance(event, Undo)]
        _find(connection, mine, table.c.id, targets, found)
    # Whether any of them counts is decided by the Undos of it, the Undos of those, and so on.
    fresh = list(found)
    while fresh:
        fresh = _find(connection, mine, table.c.target, fresh, found)
    return list(found.values())


def _find(
    connection: Connection,
    mine: Select[tuple[Any, ...]],
    column: ColumnElement[Any],
    values: Sequence[str],
    found: dict[str, Event],
) -> list[str]:
    """Add the events that have one of the values there; the ids of those that are new."""
    before = set(found)
    for some in _chunks(values):
        rows = connection.execute(mine.where(column.in_(some)))
        found.update((event.id, event) for event in map(event_from_row, rows))
    return [id_ for id_ in found if id_ not in before]


def figures(connection: Connection, learner: str, since: int) -> Figures:
    """Counted over an index, then corrected by the few reviews that are undone."""
    is_recent = table.c.at >= since
    events, reviews, unmarked, correct = connection.execute(
        select(
            func.count(),
            func.count(table.c.outcome),
            func.count().filter(table.c.outcome == Outcome.SELF_RATED.value),
            func.count().filter(table.c.outcome == Outcome.CORRECT.value),
        ).where(table.c.learner == encoded(learner))
    ).one()
    recent = connection.execute(
        select(func.count(table.c.outcome)).where(table.c.learner == encoded(learner), is_recent)
    ).scalar_one()
    newest = (
        select(table.c.id).where(table.c.learner == encoded(learner)).order_by(table.c.at.desc(), table.c.id.desc())
    )
    last_id = connection.execute(newest.limit(1)).scalar_one_or_none()
    for _, outcome, at in undone_events(connection, learner):
        if outcome is None:
            continue
        if not isinstance(at, int):  # SQLite keeps what it is given
            raise StoreDamaged("The time of an answer in the log is damaged; restore a backup (convdrill restore).")
        reviews -= 1
        unmarked -= outcome == Outcome.SELF_RATED.value
        correct -= outcome == Outcome.CORRECT.value
        recent -= at >= since
    return Figures(events, reviews, reviews - unmarked, correct, recent, last_id)


def undone_events(connection: Connection, learner: str) -> Iterator[tuple[str, str | None, int]]:
    """Id, outcome and time of every event of the log that is out; the outcome is None where it is no review."""
    undo, target = table.alias("undo"), table.alias("target")
    same = (target.c.id == undo.c.target, target.c.learner == undo.c.learner, target.c.skill == undo.c.skill)
    rows = connection.execute(
        select(undo.c.skill, undo.c.id, undo.c.target, target.c.id, target.c.outcome, target.c.at)
        .select_from(undo.outerjoin(target, and_(*same)))
        .where(*_is_undo(undo, learner))
    ).all()
    out = undone(((skill, id_), (skill, target)) for skill, id_, target, *_ in rows)
    there = {
        (skill, target): (found, outcome, at) for skill, _, target, found, outcome, at in rows if found is not None
    }
    return (event for identity, event in there.items() if identity in out)


def count(connection: Connection) -> int:
    """All events of all learners."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def first_time(connection: Connection, learner: str) -> int:
    """The time of the learner's first event, in microseconds; 0 if there is none."""
    return connection.execute(select(func.min(table.c.at)).where(table.c.learner == encoded(learner))).scalar() or 0


def unsound(connection: Connection, learner: str | None = None, newest: int | None = None) -> list[str]:
    """The ids of rows that are no event, or not the one their digest was taken of.

    Of one learner or of all; of all rows, or those that were recorded last, as far as their times and ids tell.
    """
    statement = select(table)
    if learner is not None:
        statement = statement.where(table.c.learner == encoded(learner)).order_by(*_BY_ORDER)
    if newest is not None:
        statement = statement.order_by(None).order_by(table.c.id.desc()).limit(newest)
    rows = connection.execute(statement, execution_options={"yield_per": PAGE})
    return [str(row.id) for row in rows if not _is_sound(row)]


def is_of(event: Event, row: Row[Any]) -> bool:
    """Whether the row's digest was taken of this event."""
    return digest(event) == str(row.digest)


def _is_sound(row: Row[Any]) -> bool:
    try:
        return is_of(event_from_row(row), row)
    except StoreDamaged:
        return False


def _is_undo(events: FromClause, learner: str) -> tuple[ColumnElement[bool], ...]:
    """Undos of `learner`, in words that let a database use the index over targets."""
    return (events.c.learner == encoded(learner), events.c.target.is_not(None), events.c.kind == "undo")


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
