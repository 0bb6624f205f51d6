"""The interview: one question at a time against the clock, every answer open to change until it is handed in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from trainer.interview.record import InterviewRecord
from trainer.interview.session import InterviewSession
from trainer.store.errors import StoreError
from trainer.tui.interview_desk import InterviewDesk, Stage
from trainer.tui.interview_field import InterviewField
from trainer.tui.interview_keeper import InterviewKeeper
from trainer.tui.widgets.interview_marks import InterviewMarks

if TYPE_CHECKING:
    from trainer.tui.interview_flow import InterviewFlow

TICK = 1.0
_KEEP_EVERY = 10


class InterviewScreen(InterviewDesk):
    """Drives an InterviewSession. Every change is kept; the app can be killed and the interview taken up again."""

    CSS_PATH = "interview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Hand in", tooltip="End the interview and have it judged"),
        Binding("ctrl+g", "go_to", "Go to", tooltip="To a question by its number"),
        Binding("ctrl+s", "hand_in", "Hand in", tooltip="End the interview; asks once more before it does"),
        Binding("escape", "back", "Back", tooltip="Back to the question"),
        Binding("escape", "leave", "Leave", tooltip="Answers are kept and the clock stops until you go on"),
    ]

    def __init__(self, flow: InterviewFlow, session: InterviewSession) -> None:
        super().__init__(session, flow.context.clock)
        self._flow = flow
        self._ticks = 0
        self._left = False
        self._over: InterviewRecord | None = None

    def on_mount(self) -> None:
        """The clock runs."""
        self._keeper = InterviewKeeper(self.app, self._flow.context, self._tell_trouble)
        self._tell_trouble("")
        self._keep()
        self._show_question()
        self.set_interval(TICK, self._tick)

    # What the learner does

    def _take(self) -> None:
        """Enter in the field: take what is typed, or say why it is no answer."""
        self._write()
        unreadable = self.session.unreadable
        if unreadable is not None:
            self._tell(f"Not taken, and nothing is lost: {unreadable.reason}")
            self.query_one(InterviewField).action_select_all()
            self._show_bar()
        elif self.session.number < len(self.session.questions):
            self.action_move(1)
        else:
            self.action_hand_in()

    def on_input_changed(self) -> None:
        """Every key is kept. The event may be older than the question: only what stands in the field counts."""
        if self._stage is Stage.ASKING and self._field.value != self.session.text:
            self._write()
            self._tell("")
            self._keep()
            self._show_bar()

    def action_move(self, by: int) -> None:
        """The question before or after."""
        self._visit(self.session.number + by)

    def action_go_to(self) -> None:
        """Ask for a number."""
        self._write()
        self._enter(Stage.GOING)

    def _go(self, text: str) -> None:
        number = int(text or 0)
        if 1 <= number <= len(self.session.questions):
            self._enter(Stage.ASKING)
            self._visit(number)
        else:
            self._tell(f"There are questions 1 to {len(self.session.questions)}.")

    def on_interview_marks_chosen(self, message: InterviewMarks.Chosen) -> None:
        """A click in the list."""
        if self._stage in (Stage.ASKING, Stage.GOING):
            self._enter(Stage.ASKING)
            self._visit(message.number)

    def action_hand_in(self) -> None:
        """Ask once more."""
        self._write()
        self._enter(Stage.CONFIRMING)

    def action_confirm(self) -> None:
        """End it."""
        self._finish()

    def action_back(self) -> None:
        """To the question."""
        self._enter(Stage.ASKING)

    def action_page(self, by: int) -> None:
        """Scroll a long question."""
        page = self.query_one("#page", VerticalScroll)
        (page.scroll_page_down if by > 0 else page.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        """Leave it as it is; it is offered again."""
        self._write()
        self.session.pass_time(self._clock())
        self._keep()
        self._left = True
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present stage allows; before the first question and behind the last there is none."""
        if action in ("move", "go_to", "hand_in"):
            return self._stage is Stage.ASKING and (action != "move" or self._leads_on(*parameters))
        if action == "confirm":
            return self._stage is Stage.CONFIRMING
        if action == "back":
            return self._stage in (Stage.GOING, Stage.CONFIRMING)
        if action == "leave":
            return self._stage in (Stage.ASKING, Stage.SAVING)
        return True

    # What follows

    def _leads_on(self, by: object) -> bool:
        return isinstance(by, int) and 1 <= self.session.number + by <= len(self.session.questions)

    def _write(self) -> None:
        if self._stage is Stage.ASKING:
            self.session.write(self._field.value, self._clock())

    def _visit(self, number: int) -> None:
        self._write()
        if self.session.go_to(number, self._clock()):
            self._keep()
            self._show_question()

    def _keep(self) -> None:
        if self._stage is not Stage.SAVING:
            self._keeper.keep(self.session.record)

    def _tick(self) -> None:
        if self._stage is Stage.SAVING or self._left:
            return
        if self.session.is_over(self._clock()):
            self._finish()
            return
        self._ticks += 1
        if self._ticks % _KEEP_EVERY == 0:
            self.session.pass_time(self._clock())
            self._keep()
        self._show_bar()

    def _finish(self) -> None:
        self._enter(Stage.SAVING)
        if self.session.is_blank:
            self._drop()
            return
        finished = self.session.finish(self._clock())
        self._keeper.keep(finished.record, finished.reviews, partial(self._saved, finished.record))

    def _saved(self, record: InterviewRecord) -> None:
        self._over = record
        self._move_on()

    def on_screen_resume(self) -> None:
        """The time may have run out while another screen lay over this one."""
        self._move_on()

    def _move_on(self) -> None:
        if self._over is not None and not self._left and self.app.screen is self:
            if self._over.time_over:
                self.notify("The time is over.", markup=False)
            self._left = True
            self._flow.over(self._over)

    @work
    async def _drop(self) -> None:
        id_ = self.session.record.id
        try:
            await self._flow.context.gateway.ask(lambda journal: journal.drop_interview(id_))
        except StoreError as error:
            self._tell_trouble(str(error))
            return
        self._left = True
        self.notify("Nothing was answered, so nothing is recorded.", markup=False)
        self.dismiss()
