"""How a drill begins: the session is made, and the store opened, behind the first frame."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from trainer.session_state import SessionPlan
from trainer.store.errors import StoreError
from trainer.tui.drill_turns import DrillTurns
from trainer.tui.early_wishes import EarlyWishes
from trainer.tui.gateway import Gateway
from trainer.tui.making_session import new_session
from trainer.tui.question_page import QuestionPage

if TYPE_CHECKING:
    from trainer.planfile import StartPlan
    from trainer.session import PracticeSession


class DrillBeginning(DrillTurns):
    """A drill until it has its session. What is typed and asked for before is kept, and done then in its order."""

    session: PracticeSession | None
    _gateway: Gateway
    _plan: SessionPlan
    _start: StartPlan | None
    _page: QuestionPage
    _early: EarlyWishes

    @abstractmethod
    def _submit(self, text: str) -> None: ...

    @abstractmethod
    def action_leave(self) -> None: ...

    @property
    def _live(self) -> PracticeSession:
        if self.session is None:
            raise RuntimeError("the store is not open yet, so there is no session")
        return self.session

    @work
    async def _begin(self) -> None:
        """Make the session, from the start plan or else from the store's cards."""
        if self._start is not None:
            try:
                session = await asyncio.to_thread(new_session, None, self._plan, self._clock, self._start.first)
            except ValueError:  # the plan is of another version, whose question cannot be drawn
                self._page.show_opening()
                # They were meant for a question that is not asked; only who wanted to leave still does.
                if any(wish.action == "leave" for wish in self._early.taken()):
                    self.action_leave()
            else:
                self._take(session)
        try:
            cards, settings = await self._gateway.cards(), await self._gateway.settings()
        except StoreError:
            return  # the app's own opening fails in the same way, and tells it
        if self.session is None:
            self._take(await asyncio.to_thread(new_session, cards, self._plan, self._clock, None, settings))
        else:
            self.session.know(cards, settings, self._clock())
            self._enter_phase()

    def _take(self, session: PracticeSession) -> None:
        self.session = session
        typed = self._page.typed
        self._show_question()
        self._page.keep_typed(typed)
        for wish in self._early.taken():
            if wish.text is not None:
                self._submit(wish.text)
            elif self.check_action(wish.action, ()):
                getattr(self, f"action_{wish.action}")()

    def _too_early(self, action: str) -> bool:
        """Whether there is no session yet; the action is then kept for it."""
        if self.session is None:
            self._early.ask(action)
        return self.session is None
