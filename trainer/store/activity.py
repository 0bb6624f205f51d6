"""Which events count, given that an Undo takes one out and an Undo of that Undo puts it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from trainer.domain import Event, Review, Undo, order_key

Identity = tuple[str, str]
"""An event's skill and id. With the skill in it, an Undo reaches its own skill only, whose card it can change."""


def undone(tombstones: Iterable[tuple[Identity, Identity]]) -> set[Identity]:
    """What is taken out by `tombstones`, each an Undo and its target; among them Undos that are themselves undone.

    Something is out if, and only if, some Undo that is not out targets it. Times and order play no part: a clock that
    was set back, or logs merged later, change nothing. Undos that chase each other in a circle, which no honest log
    holds, have no effect at all.
    """
    targets: dict[Identity, Identity] = {}
    undoers: defaultdict[Identity, set[Identity]] = defaultdict(set)
    for undo, target in tombstones:
        targets[undo] = target
        undoers[target].add(undo)
    undecided = {target: len(by) for target, by in undoers.items()}
    out: set[Identity] = set()
    # Start from the Undos nobody undoes, and settle each target once one Undo is known to hold, or all to be out.
    settled = [(undo, True) for undo in targets if undo not in undecided]
    while settled:
        undo, holds = settled.pop()
        target = targets[undo]
        if target not in undecided:
            continue
        undecided[target] -= 1
        if holds:
            out.add(target)
        if holds or not undecided[target]:
            del undecided[target]
            if target in targets:
                settled.append((target, not holds))
    return out


def active_events(events: Iterable[Event]) -> list[Event]:
    """Those of one learner's `events` that count, by `order_key`; the Undos themselves are left out."""
    everything = list(events)
    out = undone(
        ((event.skill, event.id), (event.skill, event.target)) for event in everything if isinstance(event, Undo)
    )
    kept = (event for event in everything if not isinstance(event, Undo) and (event.skill, event.id) not in out)
    return sorted(kept, key=order_key)


def to_undo(events: Iterable[Event]) -> Review | None:
    """The newest answer of one learner's `events` that counts: what an undo takes out. None if there is none."""
    return max((event for event in active_events(events) if isinstance(event, Review)), key=order_key, default=None)


def to_redo(events: Iterable[Event]) -> tuple[list[Undo], Review] | None:
    """The answer that was taken out last, and the Undos that hold it out, by `order_key`; None where an answer was
    given since, or none is out.

    There are several where it was taken out by two programs at once. The Undo that belongs to an override is none: the
    answer is still there, with another rating.
    """
    everything = list(events)
    reviews = {(event.skill, event.id): event for event in everything if isinstance(event, Review)}
    undos = [event for event in everything if isinstance(event, Undo)]
    out = undone(((undo.skill, undo.id), (undo.skill, undo.target)) for undo in undos)
    overridden = {(review.skill, review.replaces) for review in reviews.values()}
    newest_answer = max((order_key(review) for review in reviews.values() if review.replaces is None), default=None)
    holding = [
        undo
        for undo in undos
        if (undo.skill, undo.id) not in out
        and (undo.skill, undo.target) in reviews
        and (undo.skill, undo.target) not in overridden
        and newest_answer is not None
        and order_key(undo) > newest_answer
    ]
    if not holding:
        return None
    holding.sort(key=order_key)
    newest = holding[-1]
    of_it = [undo for undo in holding if (undo.skill, undo.target) == (newest.skill, newest.target)]
    return of_it, reviews[newest.skill, newest.target]
