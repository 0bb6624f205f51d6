"""Drives a practice session without a screen: answers, stores, acknowledges, advances."""

from __future__ import annotations

from collections.abc import Callable

from questions.question import Question
from questions.submission import Unreadable
from tests.helpers.clock import Clock
from trainer.domain import Rating
from trainer.journal import Journal
from trainer.session import Judged, Phase, PracticeSession


class Driver:
    """A learner at a session; each answer takes `seconds` and is stored before the next question is asked."""

    def __init__(self, session: PracticeSession, journal: Journal, clock: Clock, seconds: float = 10) -> None:
        self.session = session
        self.journal = journal
        self.clock = clock
        self.seconds = seconds

    def answer(self, text: str) -> Judged:
        """Type an answer that can be read; a set-up that is asked for is left out."""
        self.clock.forward(seconds=self.seconds)
        judged = self.session.answer(text, self.clock())
        assert not isinstance(judged, Unreadable), judged.reason
        self.store(judged)
        return judged

    def dont_know(self) -> Judged:
        """Give up."""
        self.clock.forward(seconds=self.seconds)
        judged = self.session.dont_know(self.clock())
        self.store(judged)
        return judged

    def rate_card(self, rating: Rating) -> Judged:
        """Turn a flashcard and rate it."""
        self.clock.forward(seconds=self.seconds)
        self.session.turn()
        judged = self.session.rate_self(rating, self.clock())
        self.store(judged)
        return judged

    def store(self, judged: Judged) -> None:
        """Make what an action came to durable."""
        self.session.acknowledge(self.journal.record(judged.events, self.clock()), judged.events)

    def advance(self) -> Question | None:
        """The next question, or None at the end."""
        return self.session.advance(self.clock())

    def finish(self, choose: Callable[[Question], str]) -> None:
        """Answer what is left of the session with what `choose` says to each question."""
        while self.session.phase is not Phase.DONE:
            if self.session.phase is Phase.ASKING:
                self.answer(choose(self.session.question))
            self.advance()
