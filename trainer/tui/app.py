"""The app: which screen is shown, and one gateway to the store for all of them."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.app import App
from textual.screen import Screen

from questions.question import Reference
from trainer.domain import Moment
from trainer.journal import Journal
from trainer.planfile import StartPlan
from trainer.session import Phase, PracticeSession, SessionPlan
from trainer.store.errors import StoreError
from trainer.tui.gateway import Gateway
from trainer.tui.messages import PracticeEnded, PracticeWanted, SummaryClosed
from trainer.tui.recorder import Recorder


class ConvdrillApp(App[int]):
    """Home, practice, summary. `start` lets the first question appear before the store is open."""

    TITLE = "convdrill"
    CSS_PATH = "app.tcss"

    def __init__(
        self,
        open_journal: Callable[[], Journal],
        start: StartPlan | None,
        plan: SessionPlan | None,
        clock: Callable[[], Moment],
    ) -> None:
        super().__init__()
        self.gateway = Gateway(open_journal)
        self.recorder = Recorder(self.gateway, clock)
        self.clock = clock
        self.failure = ""
        self._start = start
        self._plan = plan
        self._session: PracticeSession | None = None

    def on_mount(self) -> None:
        """Show the first screen; the store opens behind it."""
        if self._plan is None:
            self._go_home()
        else:
            self._practise(self._plan)
        self.call_after_refresh(self._open_store)

    @work
    async def _open_store(self) -> None:
        try:
            await self.gateway.open()
        except StoreError as error:
            self.failure = str(error)
            self.exit(return_code=2)

    def on_practice_wanted(self, message: PracticeWanted) -> None:
        """From home into a session."""
        self._practise(SessionPlan(mode=message.mode))

    def on_practice_ended(self, message: PracticeEnded) -> None:
        """From the session to its summary, or back."""
        from trainer.tui.screens.drill import DrillScreen
        from trainer.tui.screens.summary import SummaryScreen

        if isinstance(self.screen, DrillScreen):
            self._session = self.screen.session
        if self._session is not None and self._session.results:
            self.switch_screen(SummaryScreen(self._session, self.clock, finished=message.finished))
        else:
            self._go_home()

    def on_summary_closed(self, message: SummaryClosed) -> None:
        """Home, or another round with the weakest."""
        session = self._session
        if not message.go_on or session is None:
            self._go_home()
        elif session.phase is Phase.DONE:  # else the key was pressed twice, and the round has begun
            session.go_on(self.clock())
            self._drill(session.plan, session=session)

    async def on_unmount(self) -> None:
        """Whatever was answered is recorded before the program ends; if it cannot be, that is its last word."""
        try:
            await self.recorder.finish()
        except StoreError as error:
            self.failure = self.failure or f"The newest answer is not saved: {error}"
        self.gateway.close()

    def _go_home(self) -> None:
        from trainer.tui.screens.home import HomeScreen

        figures = self._start.figures if self._start else None
        self._start = None  # from here on the store knows better
        self._show(HomeScreen(self.gateway, self.clock, figures))

    def _practise(self, plan: SessionPlan) -> None:
        start = None if plan.only or self._start is None else Reference.parse(self._start.first)
        self._start = None
        self._drill(plan, first=start)

    def _drill(
        self, plan: SessionPlan, *, first: Reference | None = None, session: PracticeSession | None = None
    ) -> None:
        from trainer.tui.screens.drill import DrillScreen

        self._show(DrillScreen(self.gateway, self.recorder, self.clock, plan, first=first, session=session))

    def _show(self, screen: Screen[None]) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
