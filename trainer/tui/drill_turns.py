"""What turns a session another way: skipping, undoing, cards in place of typed answers, a question that is wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from trainer.domain import Mode, Moment
from trainer.session_state import Phase
from trainer.tui.messages import QuestionDoubted
from trainer.tui.storing import Storing

if TYPE_CHECKING:
    from trainer.session import PracticeSession


class DrillTurns(Screen[None]):
    """The actions of the drill that are needed now and then. Which of them can be done, `drill_keys.works` says."""

    _clock: Callable[[], Moment]
    _storing: Storing

    @property
    @abstractmethod
    def _live(self) -> PracticeSession: ...

    @abstractmethod
    def _show_question(self) -> None: ...

    @abstractmethod
    def _advance(self) -> None: ...

    @abstractmethod
    def _enter_phase(self) -> None: ...

    def action_skip(self) -> None:
        """Another question in place of this one."""
        if self._live.skip(self._clock()) is None:
            self.notify("There is nothing else to ask.", markup=False)
        else:
            self._show_question()

    def action_switch(self, to_cards: bool) -> None:
        """This question and those that follow as flashcards, or typed again."""
        if to_cards is (self._live.plan.mode is Mode.FLASHCARD):
            return
        self._live.switch()
        self._show_question()

    def action_take_back(self) -> None:
        """The newest answer of this session counts no longer; if it is still shown, its skill is asked again."""
        session = self._live
        shown = session.phase is not Phase.ASKING
        taken = session.results[-1].review
        self._storing.keep(session, session.take_back(self._clock()))
        if shown:
            self._storing.once_stored(self._advance)
        else:
            self._enter_phase()
            self.notify(f"Taken back: the answer to {taken.skill}.", markup=False)

    def action_doubt(self) -> None:
        """Keep the reference of a question that seems wrong."""
        session = self._live
        typed = session.results[-1].review.submission if session.phase is Phase.ANSWERED and session.results else ""
        self.post_message(QuestionDoubted(session.question, typed))
