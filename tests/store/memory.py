"""An `EventStore` in memory: for tests of what uses a store, held to the same contract as the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from trainer.answer_filter import AnswerFilter
from trainer.domain import DEFAULT_LEARNER, Card, Event, Outcome, Rating, Reset, Review, Suspension, order_key
from trainer.scheduling.days import local_day
from trainer.settings import LearnerSettings
from trainer.store.activity import active_events
from trainer.store.counts import DayCount, QuestionCount, SkillDay, SlipCount, WeekCount
from trainer.store.errors import StoreConflict, StoreError
from trainer.store.mapping import digest, event_row
from trainer.store.port import Figures, Fold, KeptInterview, Merged, SkillFigures


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

    def answers_by_day(self, learner: str, since: date | None, longest_ms: int) -> list[DayCount]:
        days: dict[date, list[Review]] = {}
        for review in self._reviews(learner, since):
            days.setdefault(_day(review), []).append(review)
        return [
            DayCount(
                day,
                len(days[day]),
                sum(review.outcome is not Outcome.SELF_RATED for review in days[day]),
                sum(review.outcome is Outcome.CORRECT for review in days[day]),
                sum(min(review.taken_ms, longest_ms) for review in days[day]),
            )
            for day in sorted(days)
        ]

    def answers_by_week(self, learner: str, since: date | None) -> list[WeekCount]:
        counted: dict[tuple[date, str, int], Counter[Outcome]] = {}
        for review in self._reviews(learner, since):
            if review.outcome is not Outcome.SELF_RATED:
                group = (_monday(review), review.skill, review.level)
                counted.setdefault(group, Counter())[review.outcome] += 1
        return [
            WeekCount(*group, counted[group].total(), counted[group][Outcome.CORRECT], counted[group][Outcome.WRONG])
            for group in sorted(counted)
        ]

    def slips_by_week(self, learner: str, since: date | None) -> list[SlipCount]:
        counted = Counter(
            (_monday(review), review.skill, review.misconceptions)
            for review in self._reviews(learner, since)
            if review.outcome is Outcome.WRONG and review.misconceptions
        )
        return [SlipCount(*group, counted[group]) for group in sorted(counted)]

    def skill_days(self, learner: str) -> list[SkillDay]:
        days: dict[tuple[str, date], list[Event]] = {}
        for event in self.active_events(learner):
            if isinstance(event, Review | Reset):
                days.setdefault((event.skill, _day(event)), []).append(event)
        found = []
        for skill, day in sorted(days):
            reviews = [event for event in days[skill, day] if isinstance(event, Review)]
            first = min(reviews, key=lambda review: (review.at, review.rating)).rating if reviews else None
            failed = any(review.rating is Rating.AGAIN for review in reviews)
            found.append(SkillDay(skill, day, first, failed, len(reviews) < len(days[skill, day])))
        return found

    def _reviews(self, learner: str, since: date | None) -> list[Review]:
        return [
            event
            for event in self.active_events(learner)
            if isinstance(event, Review) and (since is None or _day(event) >= since)
        ]

    def answers(self, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
        return self._wanted(learner, wanted)[offset : offset + limit]

    def count_answers(self, learner: str, wanted: AnswerFilter) -> int:
        return len(self._wanted(learner, wanted))

    def changes(self, learner: str) -> list[Suspension | Reset]:
        return [event for event in active_events(_of(self._log, learner)) if isinstance(event, Suspension | Reset)]

    def skill_figures(self, learner: str) -> dict[str, SkillFigures]:
        found: dict[str, SkillFigures] = {}
        for event in active_events(_of(self._log, learner)):
            if isinstance(event, Reset):
                found.pop(event.skill, None)
            elif isinstance(event, Review):
                old = found.get(event.skill, SkillFigures())
                found[event.skill] = SkillFigures(
                    old.answers + 1,
                    old.verdicts + (event.outcome is not Outcome.SELF_RATED),
                    old.correct + (event.outcome is Outcome.CORRECT),
                )
        return found

    def question_counts(self, learner: str, references: Collection[str]) -> list[QuestionCount]:
        answers: dict[str, list[tuple[datetime, bool]]] = {}
        for review in self._reviews(learner, None):
            if review.reference in references and review.outcome is not Outcome.SELF_RATED:
                answers.setdefault(review.reference, []).append((review.at, review.outcome is Outcome.CORRECT))
        return [
            QuestionCount(each, len(found), min(found)[1], max(found)[1]) for each, found in sorted(answers.items())
        ]

    def _wanted(self, learner: str, wanted: AnswerFilter) -> list[Review]:
        reviews = (event for event in active_events(_of(self._log, learner)) if isinstance(event, Review))
        return [review for review in reviews if _passes(review, wanted)][::-1]

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


def _day(event: Event) -> date:
    return local_day(event.at, event.utc_offset)


def _monday(event: Event) -> date:
    return _day(event) - timedelta(days=_day(event).weekday())


def _passes(review: Review, wanted: AnswerFilter) -> bool:
    day = local_day(review.at, review.utc_offset)
    return (
        all(review.skill in s.skills or set(review.misconceptions) & set(s.misconceptions) for s in wanted.subjects)
        and (not wanted.outcomes or review.outcome in wanted.outcomes)
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )
