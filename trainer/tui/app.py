"""The app: which screen is shown, and one gateway to the store for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import SystemCommand
from textual.filter import LineFilter
from textual.screen import Screen

from trainer.config import ConfigFile, session_length
from trainer.moments import DEFAULT_LEARNER, Moment
from trainer.session_state import QUESTIONS, Phase, SessionPlan
from trainer.store.errors import StoreError
from trainer.tui.activities import ACTIVITIES, MakeScreen, ScreenContext
from trainer.tui.controls import ControlsRemoved
from trainer.tui.gateway import Gateway
from trainer.tui.messages import (
    ActivityWanted,
    CheatSheetWanted,
    InterviewWanted,
    LabWanted,
    PracticeEnded,
    PracticeWanted,
    Practised,
    SummaryClosed,
)
from trainer.tui.recorder import Recorder
from trainer.tui.themed_app import ThemedApp

if TYPE_CHECKING:
    from trainer.journal import Journal
    from trainer.planfile import StartPlan
    from trainer.session import PracticeSession


class ConvdrillApp(ThemedApp):
    """Home, practice, summary. `start` lets the first question appear before the store is open.

    `opens` makes a screen that lies over the first one from the start; `rest` is called when nothing is to be done;
    `seconds` is a clock that only goes forward.
    """

    TITLE = "convdrill"

    def __init__(
        self,
        open_journal: Callable[[], Journal],
        start: StartPlan | None,
        plan: SessionPlan | None,
        clock: Callable[[], Moment],
        learner: str = DEFAULT_LEARNER,
        opens: MakeScreen | None = None,
        config: ConfigFile | None = None,
        rest: Callable[[], object] | None = None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        # The style sheet of a screen is loaded when it is pushed; the first screen never is.
        first = "home" if plan is None else "drill"
        super().__init__(config, ["app.tcss", f"screens/{first}.tcss"])
        self.gateway = Gateway(open_journal)
        self.recorder = Recorder(self.gateway, clock)
        self.recorder.warn = self.warn
        self.clock = clock
        self.failure = ""
        self._seconds = seconds
        self._controls = ControlsRemoved()
        self._start = start
        self._plan = plan
        self._learner = learner
        self._opens = opens
        self._rest = rest or (lambda: None)
        self._session: PracticeSession | None = None
        self._below: Screen[Any] | None = None
        """The screen that practice began from, if it is another one than home."""
        self._left: Moment | None = None
        """When the newest session ended or was left."""

    def get_default_screen(self) -> Screen[None]:
        """The first screen, in place of a blank one that would be laid out for nothing."""
        return self._home() if self._plan is None else self._drill(self._plan, start=self._start)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line before it is written."""
        return [*super().get_line_filters(), self._controls]

    def wider_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The activities, where they do not disturb an exercise."""
        from trainer.tui.commands import activity_commands

        return activity_commands(screen)

    def on_mount(self) -> None:
        """The store opens behind the first frame."""
        self.call_after_refresh(self._open_store)
        if self._opens is not None:
            self.push_screen(self._opens(self._lent))

    @work
    async def _open_store(self) -> None:
        try:
            await self.gateway.open()
        except StoreError as error:
            self.failure = str(error)
            self.exit(return_code=2)

    def on_practice_wanted(self, message: PracticeWanted) -> None:
        """Into a session, from home or from where a skill was chosen."""
        plan = SessionPlan(
            mode=message.mode,
            only=message.only,
            placement=message.placement,
            limit=QUESTIONS if message.placement else self.config.config.questions,
            minutes=None if message.placement or message.references else self.config.config.minutes or None,
            ask_setup=not message.placement,
            learner=self._learner,
            references=message.references,
        )
        if not message.from_screen:
            self._show(self._drill(plan))
        elif self._below not in self.screen_stack:  # else the key was pressed twice
            self._below = self.screen
            self.push_screen(self._drill(plan))

    def on_activity_wanted(self, message: ActivityWanted) -> None:
        """Over the present screen; it takes itself away."""
        activity = ACTIVITIES[message.name]
        if not activity.is_shown(self.screen):  # else the key was pressed twice
            self.push_screen(activity.make(self._lent))

    def on_interview_wanted(self, message: InterviewWanted) -> None:
        """Over the set that it is about."""
        from trainer.tui.screens.interview_setup import InterviewSetupScreen

        if not isinstance(self.screen, InterviewSetupScreen):  # else the key was pressed twice
            self.push_screen(InterviewSetupScreen(self._lent, message.plan, message.references))

    def on_practice_ended(self, message: PracticeEnded) -> None:
        """From the session to its summary, or back."""
        from trainer.tui.screens.drill import DrillScreen
        from trainer.tui.screens.summary import SummaryScreen

        if self._in_lab:
            self.pop_screen()  # it lies over the drill that ends here
        if isinstance(self.screen, DrillScreen):
            self._session = self.screen.session
        if self._session is not None and self._session.results:
            self._left = self.clock()
            self._show(SummaryScreen(self._session, self.clock, finished=message.finished))
        else:
            self._go_back()

    def on_summary_closed(self, message: SummaryClosed) -> None:
        """Back to where practice began, on with what was left, or another round with the weakest."""
        from trainer.tui.screens.summary import SummaryScreen

        session, now = self._session, self.clock()
        if not isinstance(self.screen, SummaryScreen):
            return  # the key was pressed twice
        if not message.go_on or session is None:
            self._go_back()
            return
        if session.phase in (Phase.ANSWERED, Phase.SETUP):
            session.advance(now)
        elif session.phase is not Phase.DONE and self._left is not None:
            session.looked_away(self._left, now)
        if session.phase is Phase.DONE:
            session.go_on(now)
        self._show(self._drill(session.plan, session=session))

    def on_cheat_sheet_wanted(self, _message: CheatSheetWanted) -> None:
        """The cheat sheet over whatever is shown; it takes itself away."""
        from trainer.tui.screens.cheatsheet import CheatSheetScreen

        if not isinstance(self.screen, CheatSheetScreen):  # else the key was pressed twice
            self.push_screen(CheatSheetScreen())

    def on_lab_wanted(self, message: LabWanted) -> None:
        """The lab over the present screen, which stays as it is below."""
        from questions.layers.terms import LayerError
        from trainer.lab.settings import LabSettings, settings_of
        from trainer.tui.screens.lab import LabScreen

        if self._in_lab:
            return  # the key was pressed twice
        settings, note = LabSettings(framework=message.framework), ""
        if message.layer is not None:
            try:
                settings = settings_of(message.layer, message.input_shape, message.framework)
            except LayerError as error:
                note = f"{error} So the lab opens on a layer of its own."
        self.push_screen(LabScreen(settings, note))

    @property
    def _in_lab(self) -> bool:
        return type(self.screen).__name__ == "LabScreen"  # without its import; kept here, it would never be forgotten

    @property
    def _lent(self) -> ScreenContext:
        return ScreenContext(self.gateway, self.recorder, self.clock, self._learner, self.config)

    async def on_unmount(self) -> None:
        """Whatever was answered is recorded before the program ends; if it cannot be, that is its last word."""
        try:
            await self.recorder.finish()
        except StoreError as error:
            self.failure = self.failure or f"The newest answer is not saved: {error}"
        self.gateway.close()

    def _home(self) -> Screen[None]:
        from trainer.tui.screens.home import HomeScreen

        figures = self._start.figures if self._start else None
        self._start = None  # from here on the store knows better
        return HomeScreen(
            self.gateway, self.clock, figures, self._learner, lambda: session_length(self.config.config), self._rest
        )

    def _drill(
        self, plan: SessionPlan, *, start: StartPlan | None = None, session: PracticeSession | None = None
    ) -> Screen[None]:
        from trainer.tui.screens.drill import DrillScreen

        self._start = None
        start = None if plan.only or plan.placement or plan.references else start
        return DrillScreen(
            self.gateway, self.recorder, self.clock, plan, start=start, session=session, seconds=self._seconds
        )

    def _go_back(self) -> None:
        """To the screen that practice began from: it lies below, or it is home."""
        below, self._below = self._below, None
        if below is not None and len(self.screen_stack) > 1 and self.screen_stack[-2] is below:
            self.pop_screen()
            below.post_message(Practised())
        else:
            self._go_home()

    def _go_home(self) -> None:
        """To the home that the app began with, which lies below; else to a new one."""
        if self._plan is not None:
            self._show(self._home())
        elif len(self.screen_stack) > 1:
            self.pop_screen()

    def _show(self, screen: Screen[None]) -> None:
        # The first screen stays below for good: Textual cannot replace the screen that an app began with.
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
