"""An `EventStore` in memory: for tests of what uses a store, held to the same contract as the real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from trainer.domain import DEFAULT_LEARNER, Card, Event, Outcome, Review, order_key
from trainer.settings import LearnerSettings
from trainer.store.activity import active_events
from trainer.store.errors import StoreConflict, StoreError
from trainer.store.mapping import digest, event_row
from trainer.store.port import Figures, Fold, KeptInterview, Merged


class MemoryStore:
    """Refolds a skill from its whole log each time; nothing outlives the object.

    Put errors into `failures`, and each of the next calls of `record` raises one, with nothing recorded.
    """

    def __init__(self, failures: Sequence[StoreError] = ()) -> None:
        self.failures = list(failures)
        self._log: dict[str, Event] = {}
        self._cards: dict[str, dict[str, Card]] = {}
        self._settings: dict[str, LearnerSettings] = {}
        self._interviews: dict[str, KeptInterview] = {}

    def record(self, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        if not events:
            return {}
        learner = events[0].learner
        if any(event.learner != learner for event in events) or len({event.id for event in events}) < len(events):
            raise ValueError("the events of one call belong to one learner and have different ids")
        if self.failures:
            raise self.failures.pop(0)
        for event in events:
            event_row(event)
            there = self._log.get(event.id)
            if there is not None and digest(there) != digest(event):
                raise StoreConflict(f"The log already holds another event under the id {event.id}.")
        log = self._log | {event.id: event for event in events}
        cards = {
            skill: fold(None, active)
            for skill in dict.fromkeys(event.skill for event in events)
            if (active := active_events(_of(log, learner, skill)))
        }
        self._log = log
        kept = self._cards.setdefault(learner, {})
        for event in events:
            kept.pop(event.skill, None)
        kept.update(cards)
        return cards

    def cards(self, learner: str) -> dict[str, Card]:
        return dict(self._cards.get(learner, {}))

    def merge(self, events: Iterable[Event], fold: Fold) -> Merged:
        log, new, known, conflicts = dict(self._log), 0, 0, []
        touched = set()
        for event in events:
            event_row(event)
            there = log.setdefault(event.id, event)
            if event.id not in self._log and there is event:
                new += 1
                touched.add((event.learner, event.skill))
            elif digest(there) == digest(event):
                known += 1
            else:
                conflicts.append(event.id)
        folded = {
            (learner, skill): fold(None, active)
            for learner, skill in touched
            if (active := active_events(_of(log, learner, skill)))
        }
        self._log = log
        for learner, skill in touched:
            self._cards.setdefault(learner, {}).pop(skill, None)
            if (learner, skill) in folded:
                self._cards[learner][skill] = folded[learner, skill]
        return Merged(new, known, tuple(conflicts))

    def events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        return iter(_of(self._log, learner, skill)[:: -1 if newest_first else 1])

    def active_events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        return iter(active_events(_of(self._log, learner, skill))[:: -1 if newest_first else 1])

    def latest(self, learner: str) -> list[Event]:
        return _of(self._log, learner)

    def rebuild(self, learner: str, fold: Fold) -> dict[str, Card]:
        active = active_events(_of(self._log, learner))
        return {
            skill: fold(None, [event for event in active if event.skill == skill])
            for skill in {event.skill for event in active}
        }

    def write_cards(self, learner: str, fold: Fold) -> dict[str, Card]:
        self._cards[learner] = self.rebuild(learner, fold)
        return self.cards(learner)

    def figures(self, learner: str, since: datetime) -> Figures:
        log = _of(self._log, learner)
        reviews = [event for event in active_events(log) if isinstance(event, Review)]
        return Figures(
            events=len(log),
            reviews=len(reviews),
            verdicts=sum(review.outcome is not Outcome.SELF_RATED for review in reviews),
            correct=sum(review.outcome is Outcome.CORRECT for review in reviews),
            recent=sum(review.at >= since for review in reviews),
            last_id=log[-1].id if log else None,
        )

    def learners(self) -> list[str]:
        interviewed = (interview.learner for interview in self._interviews.values())
        recorded = (event.learner for event in self._log.values())
        return sorted({DEFAULT_LEARNER, *recorded, *interviewed, *self._settings})

    def settings(self, learner: str) -> LearnerSettings:
        return self._settings.get(learner, LearnerSettings())

    def change_settings(self, learner: str, changes: Mapping[str, object]) -> LearnerSettings:
        self._settings[learner] = self.settings(learner).changed(changes)
        return self._settings[learner]

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        if any(event.learner != interview.learner for event in events):
            raise ValueError("the answers of an interview belong to its learner")
        there = self._interviews.get(interview.id)
        again = all(event.id in self._log for event in events)
        if there is not None and there.ended and not (interview.ended and again):
            raise StoreConflict("This interview was ended elsewhere; nothing was changed.")
        cards = self.record(events, fold)
        self._interviews[interview.id] = interview
        return cards

    def interviews(self, learner: str) -> list[KeptInterview]:
        mine = [interview for interview in self._interviews.values() if interview.learner == learner]
        return sorted(mine, key=lambda interview: (interview.started, interview.id), reverse=True)

    def drop_interview(self, learner: str, id_: str) -> None:
        there = self._interviews.get(id_)
        if there is not None and there.learner == learner and not there.ended:
            del self._interviews[id_]

    def reviews(self, learner: str, ids: Sequence[str]) -> list[Review]:
        active = active_events(_of(self._log, learner))
        return [event for event in active if isinstance(event, Review) and event.id in ids]

    def verify(self, learner: str) -> list[str]:
        return []

    def close(self) -> None:
        pass


def _of(log: dict[str, Event], learner: str, skill: str | None = None) -> list[Event]:
    mine = (event for event in log.values() if event.learner == learner and skill in (None, event.skill))
    return sorted(mine, key=order_key)
