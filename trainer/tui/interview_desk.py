"""What an interview shows: the time, the list of questions, the present one with its field, and what is said of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from enum import Enum, auto

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from questions.submission import AnswerKind
from questions.wording import several
from trainer.domain import Moment
from trainer.interview.session import Counted, InterviewSession
from trainer.interview.words import left_words
from trainer.tui.answer_input import HINTS
from trainer.tui.interview_field import InterviewField, NumberField
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.interview_marks import LEGEND, InterviewMarks

_ROOMY = 20
_SHORT = 60
"""Seconds: from here on the time left is told in warning."""
_ALOUD = "Explain aloud how you get there, then type the answer."
_PLAIN = HINTS | {AnswerKind.INTEGER: "a plain number"}


class Stage(Enum):
    """What the keys are for."""

    ASKING = auto()
    GOING = auto()
    CONFIRMING = auto()
    SAVING = auto()


class InterviewDesk(Screen[None]):
    """Shows an InterviewSession, in one stage or another."""

    def __init__(self, session: InterviewSession, clock: Callable[[], Moment]) -> None:
        super().__init__()
        self.session = session
        self._clock = clock
        self._stage = Stage.ASKING

    @abstractmethod
    def _take(self) -> None: ...

    @abstractmethod
    def _go(self, text: str) -> None: ...

    def compose(self) -> ComposeResult:
        """The time, the list, the question, the field, what is to be said of it."""
        yield Static(id="bar")
        yield InterviewMarks()
        yield Static(Content(LEGEND), id="legend")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="prompt")
            yield Static(Content(_ALOUD), id="aloud")
        yield InterviewField(self._take)
        yield NumberField(self._go)
        yield Static(id="notice")
        yield Static(id="trouble")
        yield Footer(show_command_palette=False)

    def on_resize(self, event: Resize) -> None:
        """A small screen has no line to spare for the legend."""
        self.query_one("#legend").display = event.size.height >= _ROOMY
        self.call_after_refresh(self._fit)

    @property
    def _field(self) -> InterviewField:
        return self.query_one(InterviewField)

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        field, number = self._field, self.query_one(NumberField)
        number.display = stage is Stage.GOING
        number.disabled = stage is not Stage.GOING
        field.display = stage in (Stage.ASKING, Stage.SAVING)
        field.disabled = stage is not Stage.ASKING
        self._tell("")
        if stage is Stage.ASKING:
            field.focus()
        elif stage is Stage.GOING:
            number.value = ""
            number.focus()
        else:
            self.set_focus(None)
            self._tell("saving …" if stage is Stage.SAVING else confirm_words(self.session.counted))
        self._show_bar()
        self.refresh_bindings()
        self.call_after_refresh(self._fit)

    def _show_question(self) -> None:
        session = self.session
        self.query_one("#prompt", Static).update(Content(session.question.content.asked))
        self.query_one("#aloud").display = session.aloud
        self.query_one("#page").scroll_home(animate=False)
        field = self._field
        field.placeholder = _PLAIN[session.question.content.kind]
        field.value = session.text
        field.cursor_position = len(session.text)
        self._enter(Stage.ASKING)

    def _fit(self) -> None:
        """The field stands right below the question, as long as that leaves it in sight."""
        others = [each for each in self.children if each.display and each.id != "page"]
        self.query_one("#page").styles.max_height = max(3, self.size.height - sum(e.outer_size.height for e in others))

    def _show_bar(self) -> None:
        session = self.session
        left = session.left(self._clock())
        short = left.total_seconds() <= _SHORT
        place = f"Question {session.number} of {len(session.questions)} · {session.question.id}"
        time = Content.styled(f"{'! ' if short else ''}{left_words(left)}", "bold $text-warning" if short else "bold")
        self.query_one("#bar", Static).update(Content.assemble(time, f" · {place}"))
        self.query_one(InterviewMarks).show(session.marks, session.number)

    def _tell(self, text: str) -> None:
        self.query_one("#notice", Static).update(Content(text))
        self.call_after_refresh(self._fit)

    def _tell_trouble(self, text: str) -> None:
        for place in self.query("#trouble"):
            if isinstance(place, Static):
                place.update(Content(f"Not saved yet: {text}" if text else ""))
                place.display = bool(text)


def confirm_words(counted: Counted) -> str:
    """What there is to be handed in, and what is not answered."""
    if not counted.answered and not counted.unreadable:
        return "Nothing is answered. Enter ends the interview and records nothing; Escape goes back."
    parts = [f"{several(counted.answered, 'answer')} to hand in"]
    if counted.unreadable:
        parts.append(f"{counted.unreadable} not plain (!), which will count as not known")
    if counted.open:
        parts.append(f"{counted.open} open (○), which will count as not known")
    if counted.unseen:
        parts.append(f"{counted.unseen} not seen (·), which will not be recorded")
    return f"{'; '.join(parts)}. Enter hands in, Escape goes back."
