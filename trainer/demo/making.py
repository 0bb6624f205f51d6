"""Makes the store of a demo: a diary is kept, its practice carried out, and all of it written in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trainer.demo.diary import Diary, keep_diary
from trainer.demo.practice import Practice
from trainer.domain import Card, Event, Moment, Review, Undo
from trainer.interview.record import to_kept
from trainer.scheduling.days import local_day
from trainer.store.port import EventStore

_COUNTS = {Review: 1, Undo: -1}


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the invented learner's first name, how many answers that count, days of them, mock interviews."""

    name: str
    reviews: int
    days: int
    interviews: int


def make_demo(
    store: EventStore,
    learner: str,
    reviews: int,
    seed: int,
    now: Moment,
    progress: Callable[[int, int], None],
) -> Demo:
    """Fill an empty store with so many answers of `learner`, the last of them today; the same for one seed and now.

    Faster than `EventStore.record`, as all answers are one transaction, and the cards are those of the practice.
    """
    diary = keep_diary(reviews, seed, now)
    practice = Practice(diary, learner, seed, now)
    store.merge(_counted(practice, reviews, progress), _known(practice))
    for record in practice.interviews:
        store.keep_interview(to_kept(record), (), _known(practice))
    store.change_settings(learner, {"interview_date": practice.interview_date})
    return Demo(diary.name, reviews, _days(diary, now), len(practice.interviews))


def _counted(practice: Practice, reviews: int, progress: Callable[[int, int], None]) -> Iterator[Event]:
    done = 0
    for events in practice.events():
        yield from events
        done += sum(_COUNTS.get(type(event), 0) for event in events)
        progress(done, reviews)


def _known(practice: Practice) -> Callable[[Card | None, Sequence[Event]], Card]:
    """The fold, spared: practice has folded the same events already, one after the other."""

    def fold(card: Card | None, events: Sequence[Event]) -> Card:
        del card
        return practice.cards[events[-1].skill]

    return fold


def _days(diary: Diary, now: Moment) -> int:
    return len({local_day(sitting.start, now.utc_offset) for sitting in diary.sittings})
