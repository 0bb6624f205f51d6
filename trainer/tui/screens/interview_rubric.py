"""After the interview: what was said of the questions that were to be explained aloud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from trainer.interview.record import InterviewRecord
from trainer.interview.rubric import rubric_lines
from trainer.interview.session import question_of
from trainer.tui.controls import without_controls
from trainer.tui.interview_keeper import InterviewKeeper
from trainer.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from trainer.tui.interview_flow import InterviewFlow


class RubricLine(Horizontal):
    """One thing to have said, behind its box; a click ticks it."""

    @dataclass
    class Clicked(Message):
        """It was clicked."""

        line: RubricLine

    def __init__(self, place: int, number: int, text: str) -> None:
        super().__init__(classes="line")
        self.place, self.number = place, number
        self._said = text

    def compose(self) -> ComposeResult:
        """The box and the text, so that a long text goes on below itself."""
        yield Static(Content(""), classes="box")
        yield Static(rubric_content(self._said), classes="said")

    def show(self, *, ticked: bool, chosen: bool) -> None:
        """Its box, and whether Space ticks it."""
        box = f"{'›' if chosen else ' '} [{'x' if ticked else ' '}]"
        self.query_one(".box", Static).update(Content.styled(box, "bold"))
        self.set_class(chosen, "-chosen")

    def on_click(self, _event: Click) -> None:
        """Tick it."""
        self.post_message(self.Clicked(self))


def rubric_content(text: str) -> Content:
    """A line of the rubric, as it is."""
    return Content(without_controls(text))


class InterviewRubricScreen(Screen[None]):
    """The lines are made of the worked steps; what is ticked stands in the report."""

    CSS_PATH = "interview_rubric.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Up", tooltip="The line above"),
        Binding("down", "choose(1)", "Down", tooltip="The line below"),
        Binding("space", "tick", "Tick", tooltip="You said this, or you did not"),
        Binding("enter", "report", "Report", tooltip="To the report of the interview"),
        Binding("escape", "report", "Report", tooltip="To the report of the interview", show=False),
    ]

    def __init__(self, flow: InterviewFlow, record: InterviewRecord) -> None:
        super().__init__()
        self._flow = flow
        self._record = record
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """Each question with its lines."""
        over = "Time is up: what stood in the field counts as your answer.\n" if self._record.time_over else ""
        yield Static(Content(f"{over}Which of these did you say aloud? Space ticks a line."), id="head")
        with VerticalScroll(id="rubric", can_focus=False):
            for place, slot in enumerate(self._record.slots):
                question = question_of(slot) if slot.aloud and slot.seen else None
                if question is None:
                    continue
                yield Static(Content(f"Question {place + 1}"), classes="question")
                yield Static(Content(question.content.asked), classes="prompt")
                for number, text in enumerate(rubric_lines(question.content)):
                    yield RubricLine(place, number, text)
        yield Static(id="trouble")
        yield Footer()

    def on_mount(self) -> None:
        """The first line is chosen."""
        self._keeper = InterviewKeeper(self.app, self._flow.context, self._tell_trouble)
        self._tell_trouble("")
        self._show()

    def on_rubric_line_clicked(self, message: RubricLine.Clicked) -> None:
        """Choose and tick it."""
        self._chosen = self._lines.index(message.line)
        self.action_tick()

    def action_choose(self, by: int) -> None:
        """Another line; behind the last comes the first."""
        self._chosen = (self._chosen + by) % len(self._lines)
        self._show()
        if self._chosen == 0:
            self.query_one("#rubric").scroll_home(animate=False)  # with the question above it
        else:
            self._lines[self._chosen].scroll_visible(animate=False)

    def action_tick(self) -> None:
        """Said or not; kept at once."""
        line = self._lines[self._chosen]
        slots = list(self._record.slots)
        slot = slots[line.place]
        slots[line.place] = replace(slot, ticks=tuple(sorted({line.number} ^ set(slot.ticks))))
        self._record = replace(self._record, slots=tuple(slots))
        self._keeper.keep(self._record)
        self._show()

    def action_report(self) -> None:
        """On to the report."""
        self._flow.ticked(self._record)

    @property
    def _lines(self) -> list[RubricLine]:
        return list(self.query(RubricLine))

    def _show(self) -> None:
        for place, line in enumerate(self._lines):
            ticked = line.number in self._record.slots[line.place].ticks
            line.show(ticked=ticked, chosen=place == self._chosen)

    def _tell_trouble(self, text: str) -> None:
        for place in self.query("#trouble"):
            if isinstance(place, Static):
                place.update(Content(f"Not saved yet: {text}" if text else ""))
                place.display = bool(text)
