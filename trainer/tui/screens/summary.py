"""The end of a session: what was right, what was not, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from questions.skills import SKILLS
from questions.wording import several
from trainer.domain import Moment, Outcome
from trainer.scheduling.days import day_of
from trainer.scheduling.placement import left_lines, placed_lines
from trainer.session import PracticeSession
from trainer.session_state import score_words
from trainer.telling import RATINGS, due_line
from trainer.tui.messages import SummaryClosed
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.row_list import RowList

_SIGNS = {
    Outcome.CORRECT: "✓ right  ",
    Outcome.WRONG: "✗ wrong  ",
    Outcome.DONT_KNOW: "? unknown",
    Outcome.SELF_RATED: "· rated  ",
}
_TITLE, _LEAST = 44, 12
"""The most columns of a title, and the fewest."""
_TAIL = 27
"""Columns behind the title: the time, the rating, the day."""


class SummaryScreen(Screen[None]):
    """Lists every question of the session, then offers to stop or to go on with the weakest."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", "Done for today", tooltip="Back where practice began; every answer is kept"),
        Binding("g", "go_on(True)", "Go on with the weakest", tooltip="Another round, with what went worst first"),
        Binding("g", "go_on(False)", "Go on", tooltip="Back to the question that you left"),
        Binding("space", "read", "Read", tooltip="The question again, with its diagnosis and worked steps"),
        Binding("q", "app.quit", "Quit", tooltip="End the program; every answer is kept"),
    ]

    def __init__(self, session: PracticeSession, clock: Callable[[], Moment], *, finished: bool) -> None:
        super().__init__()
        self._session = session
        self._clock = clock
        self._finished = finished

    def compose(self) -> ComposeResult:
        """Score, then a row per question, the keys."""
        yield Static(self._score(), id="score")
        yield RowList(self._row, id="rows")
        yield Footer()

    def on_mount(self) -> None:
        """The arrows choose a row."""
        rows = self.query_one(RowList)
        rows.fill(len(self._session.results))
        rows.focus()

    def on_row_list_opened(self, _message: RowList.Opened) -> None:
        """A double click reads."""
        self.action_read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A finished session goes on with the weakest, one that was left where it was."""
        return parameters == (self._finished,) if action == "go_on" else True

    def action_close(self) -> None:
        """Back to where practice began."""
        self.post_message(SummaryClosed(go_on=False))

    def action_go_on(self, finished: bool) -> None:
        """Another round, or on with this one."""
        del finished
        self.post_message(SummaryClosed(go_on=True))

    def action_read(self) -> None:
        """The answer that the cursor is on."""
        from trainer.tui.screens.answer import AnswerScreen

        cursor = self.query_one(RowList).cursor
        if cursor is not None and self.is_current:  # else the key was pressed twice
            total = len(self._session.results)
            self.app.push_screen(AnswerScreen(self._session.results[cursor].review, f"{cursor + 1} of {total}"))

    def _score(self) -> Content:
        judged = [result for result in self._session.results if result.review.outcome is not Outcome.SELF_RATED]
        head = "Done for today." if self._finished else "Left early; every answer is kept."
        plan, cards, asked = self._session.plan, self._session.asking.cards, len(self._session.results)
        if plan.placement and self._session.limit == plan.limit:  # else it went on since
            head = "\n".join(placed_lines(cards, asked, plan.limit) if self._finished else left_lines(cards))
        if not judged:
            return Content(f"{head}\n{several(len(self._session.results), 'card')} rated.")
        return Content(f"{head}\n{score_words(judged, plan.references)}")

    def _row(self, index: int, width: int) -> Content:
        """A line, its title cut to what the other columns leave."""
        review = self._session.results[index].review
        due = due_line(self._session.asking.due(review.skill, self._clock()), day_of(self._clock()))
        seconds = round(review.taken_ms / 1000)
        taken = f"{seconds // 60}:{seconds % 60:02}"
        title = SKILLS[review.skill].title
        head = f"{index + 1:>3}  {_SIGNS[review.outcome]}  "
        tail = f"{taken:>5}  {RATINGS[review.rating]:<5}  {due}"
        room = max(_LEAST, min(_TITLE, width - len(head) - _TAIL))
        return Content.assemble(head, Content(title).truncate(room, ellipsis=True, pad=True), " ", tail)
