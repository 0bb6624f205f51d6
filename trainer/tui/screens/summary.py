"""The end of a session: what was right, what was not, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from questions.skills import SKILLS
from questions.wording import several
from trainer.domain import Moment, Outcome
from trainer.scheduling.days import day_of
from trainer.scheduling.placement import placed_line
from trainer.session import PracticeSession, Result
from trainer.telling import RATINGS, due_line
from trainer.tui.messages import SummaryClosed
from trainer.tui.widgets.footer import Footer

_SIGNS = {
    Outcome.CORRECT: "✓ right  ",
    Outcome.WRONG: "✗ wrong  ",
    Outcome.DONT_KNOW: "? unknown",
    Outcome.SELF_RATED: "· rated  ",
}


class SummaryScreen(Screen[None]):
    """Lists every question of the session, then offers to stop or to go on with the weakest."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", "Done for today", tooltip="Back home; every answer is kept"),
        Binding("g", "go_on", "Go on with the weakest", tooltip="Another round, with what went worst first"),
        Binding("q", "app.quit", "Quit", tooltip="End the program; every answer is kept"),
    ]

    def __init__(self, session: PracticeSession, clock: Callable[[], Moment], *, finished: bool) -> None:
        super().__init__()
        self._session = session
        self._clock = clock
        self._finished = finished

    def compose(self) -> ComposeResult:
        """Score, then a row per question."""
        with VerticalScroll(id="summary"):
            yield Static(self._score(), id="score")
            yield Static(Content("\n".join(self._rows())), id="rows")
        yield Footer()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Only a finished session can go on."""
        return self._finished if action == "go_on" else True

    def action_close(self) -> None:
        """Back home."""
        self.post_message(SummaryClosed(go_on=False))

    def action_go_on(self) -> None:
        """Another round."""
        self.post_message(SummaryClosed(go_on=True))

    def _score(self) -> Content:
        judged = [result for result in self._session.results if result.review.outcome is not Outcome.SELF_RATED]
        head = "Done for today." if self._finished else "Left early; every answer is kept."
        plan = self._session.plan
        if plan.placement and self._finished and len(self._session.results) <= plan.limit:  # else it went on since
            head = placed_line(self._session.asking.cards)
        if not judged:
            return Content(f"{head}\n{several(len(self._session.results), 'card')} rated.")
        right = sum(result.review.outcome is Outcome.CORRECT for result in judged)
        return Content(f"{head}\n{right} of {len(judged)} right.")

    def _rows(self) -> list[str]:
        return [self._row(number, result) for number, result in enumerate(self._session.results, 1)]

    def _row(self, number: int, result: Result) -> str:
        review = result.review
        due = due_line(self._session.asking.due(review.skill, self._clock()), day_of(self._clock()))
        seconds = round(review.taken_ms / 1000)
        taken = f"{seconds // 60}:{seconds % 60:02}"
        title = SKILLS[review.skill].title
        return f"{number:>3}  {_SIGNS[review.outcome]}  {title:<34} {taken:>5}  {RATINGS[review.rating]:<5}  {due}"
