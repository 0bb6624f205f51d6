"""An invented learner practises as a diary says: at the program's own session, by typed text and a moving clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from questions.draw import derived_seed
from questions.question import Question
from questions.submission import Unreadable
from trainer.demo.diary import Diary, Sitting
from trainer.demo.learner import Attempt, Learner
from trainer.demo.mock_interviews import USUAL, hold, with_interview
from trainer.demo.rota import Rota
from trainer.demo.world import Forgetting, World
from trainer.domain import Card, Event, Mode, Moment, Outcome, Rating, Review, Suspension, Undo
from trainer.identifiers import IdMaker
from trainer.interview.record import InterviewRecord
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of
from trainer.session import Judged, Phase, PracticeSession, SessionPlan
from trainer.settings import LearnerSettings

WORLD = World(Forgetting.POWER, 0.0, 0.3)
"""How the learner of a demo forgets: of the worlds of the simulation a middling one."""
INTERVIEW = timedelta(days=16)
"""The interview is so long after today."""
MOCKS = timedelta(days=84)
"""The first mock interview is so long ago at the most."""
ANNOUNCED = timedelta(days=30)
"""The learner has known of it since so many days before."""

_TWICE_USUAL = timedelta(seconds=140)
"""A learner who has less than this for an answer hurries."""
_FLASHCARDS = 9
"""Every so many sittings are flashcards."""
_TAKES_HINT, _OVERRIDES, _TAKEN_BACK = 0.3, 0.15, 0.004
"""How likely a hint is taken where a rule is not recalled; a slip is rated higher; an answer is undone."""
_SUSPENDS_AT = 0.6
"""After this part of the sittings, the skill with most lapses of the rarest tier is suspended."""


class Practice:
    """All that the learner of the diary does.

    `cards` are folded from the events given so far; `interviews` are those that are over, their answers among them.
    """

    def __init__(self, diary: Diary, learner: str, seed: int, now: Moment) -> None:
        self.cards: dict[str, Card] = {}
        self._diary = diary
        self._name = learner
        self._offset = now.utc_offset
        self._interview = day_of(now) + INTERVIEW
        self._known_from = day_of(now) - ANNOUNCED
        self._person = Learner(WORLD, derived_seed("demo", seed))
        self._rng = Random(derived_seed("practice", seed))
        self._new_id = IdMaker(Random(derived_seed("ids", seed)).getrandbits)
        self._before: dict[str, Card | None] = {}
        self._now = now
        self._pace, self._latest = 1.0, now.at
        self._seed, self._first_mock = seed, day_of(now) - MOCKS
        self.interviews: list[InterviewRecord] = []

    @property
    def interview_date(self) -> date:
        """The day that the learner has set."""
        return self._interview

    def events(self) -> Iterator[tuple[Event, ...]]:
        """What is recorded, one action after the other, in the order of time."""
        sittings = self._diary.sittings
        mocks = with_interview(sittings, self._offset, self._first_mock)
        for number, sitting in enumerate(sittings):
            if number == int(len(sittings) * _SUSPENDS_AT):
                yield from self._suspend()
            start = sitting.start if number == 0 else max(sitting.start, self._now.at + timedelta(minutes=1))
            self._now = Moment(start, self._offset)
            left = sitting.answers
            if number in mocks:
                yield from self._be_interviewed(sitting)
                left -= sum(slot.seen for slot in self.interviews[-1].slots)
            if left:
                mode = Mode.FLASHCARD if number % _FLASHCARDS == _FLASHCARDS - 1 else Mode.TYPED
                yield from self._sit(replace(sitting, answers=left), mode)

    def _be_interviewed(self, sitting: Sitting) -> Iterator[tuple[Event, ...]]:
        """A mock interview, and a look at its report."""
        self._pace = min(1.0, sitting.longest / _TWICE_USUAL)
        self._latest = self._now.at + sitting.longest * min(USUAL, sitting.answers)
        held = hold(
            self._person,
            self.cards,
            self._name,
            sitting.answers,
            self._pass,
            lambda: self._days,
            Random(derived_seed("interviews", self._seed, len(self.interviews))),
            self._new_id,
        )
        self.interviews.append(held.record)
        for review in held.reviews:
            self._fold((review,))
            yield (review,)
        for question, attempt, review in held.attempts:
            right = review.outcome is Outcome.CORRECT
            named = _named(question, review)
            self._pass(self._person.learn(question, attempt, self._days, right=right, named=named, given=False))

    def _sit(self, sitting: Sitting, mode: Mode) -> Iterator[tuple[Event, ...]]:
        plan = SessionPlan(limit=2 * sitting.answers, minutes=None, mode=mode, learner=self._name)
        known = day_of(self._now) >= self._known_from
        session = PracticeSession(
            self.cards,
            plan,
            self._rng,
            self._now,
            settings=LearnerSettings(interview_date=self._interview if known else None, new_per_day=1),
            chooser=Rota(),
            new_id=self._new_id,
        )
        left = sitting.answers
        while left:
            self._pace, self._latest = min(1.0, sitting.longest / _TWICE_USUAL), self._now.at + sitting.longest
            for events in self._turned(session) if mode is Mode.FLASHCARD else self._typed(session):
                self._keep(session, events)
                yield events
            taken_back = left > 1 and self._rng.random() < _TAKEN_BACK
            if taken_back:
                events = self._undone(session.results[-1].review)
                self._keep(session, events)
                yield events
            left -= not taken_back
            if left:
                session.advance(self._now)

    def _typed(self, session: PracticeSession) -> Iterator[tuple[Event, ...]]:
        """One question answered, with what comes after it until the learner goes on."""
        question, given = session.question, session.given_steps > 0
        attempt = self._person.attempt(question, self._days, steps_given=given)
        if attempt.failed and session.hints_left and self._rng.random() < _TAKES_HINT:
            session.hint()
            again = self._person.attempt(question, self._days)
            attempt = replace(again, failed=again.failed & attempt.failed, seconds=attempt.seconds + again.seconds / 2)
        self._pass(attempt.seconds)
        judged = session.dont_know(self._now) if attempt.text is None else session.answer(attempt.text, self._now)
        yield _read(judged).events
        if session.phase is Phase.SETUP:
            setup = question.content.setup
            if attempt.slip and not attempt.failed and setup:
                self._pass(10)
                yield _read(session.setup(setup, self._now)).events
            else:
                session.skip_setup()
        result = session.results[-1]
        right = result.verdict is not None and result.verdict.correct
        if attempt.slip and result.review.rating is Rating.AGAIN and self._rng.random() < _OVERRIDES:
            self._pass(5)
            yield session.override(Rating.HARD, self._now).events
        named = _named(question, result.review)
        self._pass(self._person.learn(question, attempt, self._days, right=right, named=named, given=given))

    def _turned(self, session: PracticeSession) -> Iterator[tuple[Event, ...]]:
        """One flashcard: thought about, turned, rated by what came to mind."""
        question = session.question
        attempt = self._person.attempt(question, self._days)
        self._pass(attempt.seconds / 2)
        session.turn()
        rating = self._own_rating(attempt)
        yield session.rate_self(rating, self._now).events
        right = rating is not Rating.AGAIN
        reading = self._person.learn(question, attempt, self._days, right=right, named=frozenset(), given=False)
        self._pass(reading / 2)

    def _own_rating(self, attempt: Attempt) -> Rating:
        if attempt.failed:
            return Rating.AGAIN
        return Rating.HARD if attempt.slip else self._rng.choices((Rating.GOOD, Rating.EASY), (4, 1))[0]

    def _undone(self, review: Review) -> tuple[Event, ...]:
        at = self._now.at
        return (Undo(self._new_id(at), self._name, at, self._offset, review.skill, review.id),)

    def _suspend(self) -> Iterator[tuple[Event, ...]]:
        from questions.skills import SKILLS

        rare = [card for card in self.cards.values() if SKILLS[card.skill].tier == "C"]
        if rare:
            skill = max(rare, key=lambda card: (card.lapses, card.skill)).skill
            at = self._now.at
            events = (Suspension(self._new_id(at), self._name, at, self._offset, skill, suspended=True),)
            self._fold(events)
            yield events

    def _keep(self, session: PracticeSession, events: tuple[Event, ...]) -> None:
        if events:
            self._fold(events)
            session.acknowledge(self.cards, events)

    def _fold(self, events: tuple[Event, ...]) -> None:
        """Bring the card of their skill up to date. What is undone here is always the skill's newest answer."""
        skill = events[0].skill
        if any(isinstance(event, Undo) for event in events):
            before = self._before[skill]
            anew = [event for event in events if not isinstance(event, Undo)]
            card = fold(before, anew) if anew else before
        else:
            before = self._before[skill] = self.cards.get(skill)
            card = fold(before, events)
        if card is None:
            del self.cards[skill]
        else:
            self.cards[skill] = card

    @property
    def _days(self) -> float:
        """Since the first sitting."""
        return (self._now.at - self._diary.sittings[0].start) / timedelta(days=1)

    def _pass(self, seconds: float) -> Moment:
        at = min(self._now.at + timedelta(seconds=seconds * self._pace), self._latest)
        self._now = replace(self._now, at=at)
        return self._now


def _named(question: Question, review: Review) -> frozenset[str]:
    """The components that the diagnosis of the answer names."""
    told = review.misconceptions if review.outcome is Outcome.WRONG else ()
    return frozenset(slip.component for slip in question.content.misconceptions if slip.id in told)


def _read(judged: Judged | Unreadable) -> Judged:
    if isinstance(judged, Unreadable):
        raise AssertionError(f"an invented learner types what can be read: {judged.reason}")
    return judged
