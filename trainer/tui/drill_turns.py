"""What turns a session another way: skipping, undoing, cards in place of typed answers, a question that is wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from trainer.domain import Mode, Moment
from trainer.session_state import Phase
from trainer.tui.drill_lines import ScheduleLine
from trainer.tui.storing import Storing

if TYPE_CHECKING:
    from trainer.session import PracticeSession
    from trainer.tui.question_page import QuestionPage


class DrillTurns(Screen[None]):
    """The actions of the drill that are needed now and then. Which of them can be done, `drill_keys.works` says."""

    session: PracticeSession | None
    _clock: Callable[[], Moment]
    _page: QuestionPage
    _covered: Moment | None = None
    """Since when a screen lies over this one."""
    _doubted = False
    """Whether this question was noted as wrong."""
    _typing = False
    """Whether something stands in the field, as far as the keys have been told."""
    _storing: Storing

    @property
    def help_name(self) -> str:
        """What its help is found by: a set is asked in another way."""
        return "DrillScreen of a set" if self.session is not None and self.session.listed else "DrillScreen"

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
        again = self._live.place.again
        if self._live.skip(self._clock()) is None:
            self._say("There is no other question left.")
        else:
            self._show_question()
            if self._live.listed:
                self._say(f"Skipped: it comes after the others{' that come again' if again else ' of the set'}.")

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
            self._say(f"Taken back: the answer to {taken.skill}.")

    def action_clear(self) -> None:
        """Empty the field."""
        self._page.clear_field()

    @work(exclusive=True, group="doubt")
    async def action_doubt(self) -> None:
        """Keep the reference of a question that seems wrong; the second time, forget it again."""
        from trainer.tui.doubting import change_doubt

        session = self._live
        question, doubted = session.question, not self._doubted
        typed = session.results[-1].review.submission if session.phase is Phase.ANSWERED and session.results else ""
        done, told = await change_doubt(question, typed, self._clock(), doubted=doubted)
        if self._live.question is question:
            self._doubted = doubted if done else self._doubted
            self._say(told)

    # A screen over this one

    def on_screen_suspend(self) -> None:
        """The question cannot be seen: its time stands still."""
        self._covered = self._clock()

    def on_screen_resume(self) -> None:
        """It can be seen again."""
        if self._covered is not None and self.session is not None:
            self.session.looked_away(self._covered, self._clock())
        self._covered = None

    def _say(self, text: str) -> None:
        self.query_one(ScheduleLine).say(text)
