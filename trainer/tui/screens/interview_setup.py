"""Before an interview: how long, about what, at which level; or the one that is not over yet."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from questions.wording import several
from trainer.interview.plan import InterviewPlan, turned
from trainer.interview.record import InterviewRecord
from trainer.interview.report import Summary
from trainer.interview.words import summary_line, unfinished_line
from trainer.store.errors import StoreError
from trainer.tui.interview_flow import InterviewFlow
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.plan_row import PlanRow

if TYPE_CHECKING:
    from questions.question import Reference
    from trainer.domain import Card
    from trainer.interview.session import InterviewSession
    from trainer.journal import Journal
    from trainer.tui.activities import ScreenContext

_ROWS = {"questions": "Questions", "minutes": "Minutes", "tiers": "Tiers", "level": "Level"}
_LEVELS = {1: "small numbers", 2: "the numbers of real networks", 3: "large numbers and distracting facts"}
_TIERS = {"A": "almost certain", "B": "likely", "C": "advanced"}
_ROOMY = 64
_RULES = (
    "Plain numbers only, worked out in the head: no arithmetic, no hints.",
    "Nothing is judged before the end; until then you can go back and change every answer.",
    "One question in four is to be explained aloud. Answers count for your schedule like any.",
)


class InterviewSetupScreen(Screen[None]):
    """Enter begins with what is shown; where an interview is not over, Enter goes on with that."""

    CSS_PATH = "interview_setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", tooltip="The clock runs from the first question on"),
        Binding("enter", "go_on", "Go on", tooltip="With the interview that is not over, at the time it was left"),
        Binding("e", "end", "End it", tooltip="Judge what was answered, and forget it if nothing was"),
        Binding("up", "choose(-1)", "Up", tooltip="The choice above"),
        Binding("down", "choose(1)", "Down", tooltip="The choice below"),
        Binding("left", "turn(-1)", "Less", tooltip="The value before this one"),
        Binding("right", "turn(1)", "More", tooltip="The value after this one"),
        Binding("r", "reports", "Reports", tooltip="The interviews that are over, to be read again or exported"),
        Binding("escape", "dismiss", "Back", tooltip="Back to where you came from"),
    ]

    def __init__(
        self, context: ScreenContext, plan: InterviewPlan | None = None, references: tuple[Reference, ...] = ()
    ) -> None:
        """`plan` is offered at first; with the `references` of a set only its minutes can be changed."""
        super().__init__()
        self._references = references
        self._lent = context
        self._wanted = plan
        self._plan: InterviewPlan | None = None
        self._unfinished: InterviewRecord | None = None
        self._summaries: list[Summary] = []
        self._chosen = 0
        self._busy = False

    def compose(self) -> ComposeResult:
        """Rules, the choices, what there was before."""
        with VerticalScroll(id="setup", can_focus=False):
            yield Static("Interview", id="title")
            for what, name in _ROWS.items():
                yield PlanRow(what, name)
            yield Static("opening the store …", id="notice")
            yield Static(id="before")
            yield Static(Content("\n".join(_RULES)), id="rules")
        yield Footer()

    def on_mount(self) -> None:
        """What there is, behind the first frame."""
        self._show()
        self.call_after_refresh(self._load)

    def on_resize(self, event: Resize) -> None:
        """A narrow screen has no room for what a value means."""
        self.set_class(event.size.width < _ROOMY, "-narrow")

    def on_screen_resume(self) -> None:
        """Back from an interview or a report."""
        if self._plan is not None:
            self._busy = False
            self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        try:
            self._unfinished, self._summaries = await self._lent.gateway.ask(_state)
        except StoreError as error:
            self._tell(str(error))
            return
        self._plan = self._plan or self._wanted or InterviewPlan()
        self._tell("")
        self._show()

    def on_plan_row_turned(self, message: PlanRow.Turned) -> None:
        """A click on a row."""
        self._chosen = self._rows.index(message.what)
        self.action_turn(message.by)

    def action_choose(self, by: int) -> None:
        """Another row."""
        self._chosen = (self._chosen + by) % len(self._rows)
        self._show()

    def action_turn(self, by: int) -> None:
        """Another value in the chosen row."""
        if self._plan is not None and self._unfinished is None:
            self._plan = turned(self._plan, self._rows[self._chosen], by)
            self._show()

    @work
    async def action_begin(self) -> None:
        """Draw the questions, and ask the first."""
        plan = self._plan
        if plan is None or self._busy:
            return
        self._busy = True
        self._tell("drawing the questions …")
        cards = await self._lent.gateway.cards()
        session = await asyncio.to_thread(_begun, plan, cards, self._lent, self._references)
        self._tell("")
        InterviewFlow(self.app, self._lent).ask(session)

    @work
    async def action_go_on(self) -> None:
        """With the interview that is not over."""
        from trainer.interview.session import InterviewSession

        record = self._unfinished
        if record is None or self._busy:
            return
        self._busy = True
        session = await asyncio.to_thread(InterviewSession.resume, record, self._lent.clock())
        if session is None:
            self._busy = False
            self._tell("An older version drew its questions, so it can only be ended.")
        else:
            InterviewFlow(self.app, self._lent).ask(session)

    @work
    async def action_end(self) -> None:
        """Judge the interview that is not over as it is."""
        from trainer.interview.shelf import end

        record, clock = self._unfinished, self._lent.clock
        if record is None or self._busy:
            return
        self._busy = True
        try:
            ended = await self._lent.gateway.ask(lambda journal: end(journal, record, clock()))
        except StoreError as error:
            self._tell(str(error))
            self._busy = False
            return
        if ended is None:
            self._busy = False
            self._load()
        else:
            InterviewFlow(self.app, self._lent).report(ended.id)

    def action_reports(self) -> None:
        """The list of those that are over."""
        InterviewFlow(self.app, self._lent).reports()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """One that is not over comes before a new one."""
        ready = self._plan is not None
        if action in ("begin", "choose", "turn"):
            return ready and self._unfinished is None and (action != "choose" or len(self._rows) > 1)
        if action in ("go_on", "end"):
            return self._unfinished is not None
        if action == "reports":
            return bool(self._summaries)
        return True

    @property
    def _rows(self) -> list[str]:
        """What can be changed."""
        return ["minutes"] if self._references else list(_ROWS)

    def _tell(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(Content(text))
        notice.display = bool(text)

    def _show(self) -> None:
        plan = self._plan
        for row in self.query(PlanRow):
            row.display = plan is not None and self._unfinished is None and row.what in self._rows
            if plan is not None and row.what in self._rows:
                row.show(*_told(plan, row.what), chosen=row.what == self._rows[self._chosen])
        lines = [unfinished_line(self._unfinished)] if self._unfinished is not None else []
        if plan is not None and plan.set and (self._unfinished is None or self._unfinished.plan.set != plan.set):
            lines += [""] if lines else []
            size = several(plan.questions, "question")
            lines.append(f"{'Then' if self._unfinished else 'About'} the set “{plan.set}”: {size}, in its order.")
        if self._summaries:
            lines += ["", "Last time:"] if lines else ["Last time:"]
            lines.append(summary_line(self._summaries[0]))
        elif plan is not None and self._unfinished is None:
            lines.append("Your reports will be listed here. Enter begins the first interview.")
        self.query_one("#before", Static).update(Content("\n".join(lines)))
        self.refresh_bindings()


def _told(plan: InterviewPlan, what: str) -> tuple[str, str]:
    """A value and its meaning."""
    if what == "tiers":
        return "+".join(plan.tiers), ", ".join(_TIERS[tier] for tier in plan.tiers)
    if what == "level":
        return str(plan.level), _LEVELS[plan.level]
    if what == "minutes":
        seconds = plan.minutes * 60 // plan.questions
        return str(plan.minutes), f"{seconds // 60}:{seconds % 60:02} for a question"
    return str(plan.questions), "each about another skill"


def _state(journal: Journal) -> tuple[InterviewRecord | None, list[Summary]]:
    from trainer.interview.shelf import summaries, unfinished

    return unfinished(journal), summaries(journal)


def _begun(
    plan: InterviewPlan, cards: dict[str, Card], context: ScreenContext, references: tuple[Reference, ...]
) -> InterviewSession:
    from random import Random

    from questions.generator import generate
    from trainer.interview.drawing import as_interview, draw_interview
    from trainer.interview.session import InterviewSession

    if references:
        drawn = as_interview([generate(reference) for reference in references], cards, Random())
    else:
        drawn = draw_interview(plan, cards, Random())
    return InterviewSession.begin(plan, drawn, context.learner, context.clock())
