"""A practice session as a plain state machine: no screen, no SQL, no clock of its own.

The driver (terminal app, line mode, tests) shows `session.question`, passes on what the learner does together with
the moment, stores the events that come back, and hands the updated cards in with `acknowledge`. Only then does
`advance` give the next question, so that every answer is durable before another one is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from questions.question import Question, Reference
from trainer.answering import Answering
from trainer.asking import Asking, chooser_for
from trainer.domain import Card, Event, Mode, Moment
from trainer.identifiers import IdMaker
from trainer.reviewing import Reviewer
from trainer.scheduling.choosing import Chooser
from trainer.scheduling.policy import OURS, Policy
from trainer.scheduling.queue import Schedule
from trainer.session_state import MINUTES, QUESTIONS, Judged, OutOfTurn, Phase, Place, Result, SessionPlan
from trainer.settings import LearnerSettings

__all__ = ["MINUTES", "QUESTIONS", "Judged", "OutOfTurn", "Phase", "PracticeSession", "Result", "SessionPlan"]


class PracticeSession(Answering):
    """Asks one question at a time. All state that matters beyond the session is in the events it returns.

    `asking` knows why a question is asked, when its skill comes back, and what each rating would do about that.
    """

    def __init__(
        self,
        cards: Mapping[str, Card] | None,
        plan: SessionPlan,
        rng: Random,
        now: Moment,
        *,
        first: Reference | None = None,
        settings: LearnerSettings | None = None,
        policy: Policy = OURS,
        chooser: Chooser | None = None,
        new_id: IdMaker | None = None,
    ) -> None:
        """`cards` is None where the `first` question is asked before the store is open; `know` follows then.

        `chooser` finds the skills in place of the one that the plan calls for; `new_id` names the events.
        """
        asking = Asking(cards, settings or LearnerSettings(), chooser or chooser_for(plan, policy), policy, rng)
        question = asking.planned(first, now) if first else asking.next(now)
        if question is None:
            raise ValueError("there is nothing to ask")
        super().__init__(plan, asking, Reviewer(plan.learner, plan.mode, new_id or IdMaker()), question, now)
        self._policy = policy
        self._started = now.at
        self._limit, self._minutes = plan.limit, plan.minutes
        self._gone_on = False
        self._listed = bool(plan.references)

    # What the driver may want to show

    @property
    def listed(self) -> bool:
        """Whether the questions are those of a set, and what of it was failed."""
        return self._listed

    @property
    def place(self) -> Place:
        """The present question's number, counted from 1, and how many there are; in a set its number there."""
        if self._listed:
            return self.asking.place(self.plan.references)
        return Place(len(self.results) + (self.phase in (Phase.ASKING, Phase.TURNED)), self._limit)

    @property
    def number(self) -> int:
        """The present question's number."""
        return self.place.number

    @property
    def limit(self) -> int:
        """How many questions there are."""
        return self.place.limit

    def card(self, skill: str) -> Card | None:
        """The card of a skill as far as it is stored."""
        return self.asking.card(skill)

    # What the learner does

    def switch(self) -> None:
        """From typed answers to flashcards, or back: this question, and those that follow."""
        self._require(Phase.ASKING)
        if self._placing:
            raise OutOfTurn("a placement needs typed answers")
        mode = Mode.TYPED if self.plan.mode is Mode.FLASHCARD else Mode.FLASHCARD
        self.plan, self._reviewer = replace(self.plan, mode=mode), replace(self._reviewer, mode=mode)

    def skip(self, now: Moment) -> Question | None:
        """Another question in place of this one, which is as if it had not been asked; None if there is no other.

        In a set it comes once more, behind the others.
        """
        self._require(Phase.ASKING)
        if self._listed:
            question = self.asking.put_off(now)
        else:
            question = None if self._placing else self.asking.next(now, gone_on=self._gone_on)
        return None if question is None else self._shown(question, now)

    def take_back(self, now: Moment) -> Judged:
        """Undo the newest answer of this session. If its solution is still shown, its skill is asked again next."""
        if not self.results or self._placing or self.phase not in (Phase.ASKING, Phase.SETUP, Phase.ANSWERED):
            raise OutOfTurn("there is no answer of this session to take back")
        taken = self.results.pop().review
        self.asking.forget(taken, [result.review for result in self.results])
        if self.phase is not Phase.ASKING:
            self.phase, self._again = Phase.ANSWERED, taken.skill
        undo = self._reviewer.undone(taken, now)
        self._unstored.add(undo.id)
        return Judged((undo,))

    def looked_away(self, since: Moment, now: Moment) -> None:
        """The question could not be seen from then on until now: that time does not count as time it took."""
        self._shown_at += max(timedelta(0), now.at - max(since.at, self._shown_at))

    # What the driver does

    def acknowledge(self, cards: Mapping[str, Card], events: Sequence[Event]) -> None:
        """These events are durable, and these are all the learner's cards since."""
        self.asking.know(cards)
        self._unstored -= {event.id for event in events}

    def know(self, cards: Mapping[str, Card], settings: LearnerSettings, now: Moment) -> None:
        """The store is open: all the learner's cards, and what the learner set."""
        self.asking.settings = settings
        if not self.results:  # else the cards that came with the answer are newer
            self.asking.know(cards, now)

    def advance(self, now: Moment) -> Question | None:
        """The next question, or None when the session is over. Every answer must be durable by now."""
        if self.phase not in (Phase.ANSWERED, Phase.SETUP):
            raise OutOfTurn(f"the question is not answered yet: {self.phase.name}")
        if self._unstored:
            raise OutOfTurn("the newest answer is not stored yet")
        if self._again is not None:
            skill, self._again = self._again, None
            return self._shown(self.asking.again(skill), now)
        late = self._minutes is not None and now.at - self._started >= timedelta(minutes=self._minutes)
        over = late or (not self._listed and len(self.results) >= self._limit)
        question = None if over else self.asking.next(now, gone_on=self._gone_on)
        if question is None:
            self.phase = Phase.DONE
            return None
        return self._shown(question, now)

    def go_on(self, now: Moment) -> Question:
        """Another round after the end, weakest skills first; after a placement or a set, ordinary practice."""
        self._require(Phase.DONE)
        self._limit = len(self.results) + self.plan.limit
        self._minutes, self._started = self.plan.minutes, now.at
        self._gone_on = not self._placing
        if self._placing:
            self.asking.begin(Schedule(self._policy))
            self._placing = False
        if self._listed:
            self.asking.go_on()
            self._listed = False
        question = self.asking.next(now, gone_on=self._gone_on)
        if question is None:
            raise OutOfTurn("there is nothing more to ask")
        return self._shown(question, now)
