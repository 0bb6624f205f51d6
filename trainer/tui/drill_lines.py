"""The lines above and below the page of the drill: where the session stands, and when the skill comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from trainer.domain import Mode, Moment
from trainer.scheduling.days import day_of
from trainer.session_state import Phase, SessionPlan
from trainer.tui.feedback import schedule_line
from trainer.tui.storing import Storing

if TYPE_CHECKING:
    from trainer.session import PracticeSession

_TICK = 1.0


class SessionBar(Static):
    """Which question of how many, its id, and how long the session has been going on."""

    def __init__(self, clock: Callable[[], Moment], plan: SessionPlan) -> None:
        super().__init__(id="bar")
        self._clock = clock
        self._kind = "flashcard" if plan.mode is Mode.FLASHCARD else "question"
        self._began = clock().at
        self._place = ""

    def on_mount(self) -> None:
        """The time goes on by itself."""
        self.set_interval(_TICK, self._show)

    def tell(self, number: int, limit: int, question_id: str) -> None:
        """The place in the session."""
        self._place = f"{self._kind} {number} of {limit} · {question_id}"
        self._show()

    def _show(self) -> None:
        if self._place:
            seconds = int((self._clock().at - self._began).total_seconds())
            self.update(Content(f"{self._place} · {seconds // 60}:{seconds % 60:02}"))


class ScheduleLine(Static):
    """Rating and next date of the newest answer, or why it is not saved yet; nothing while there is nothing to say."""

    def clear(self) -> None:
        """Nothing to say."""
        self._put(Content(""))

    def tell(self, session: PracticeSession | None, storing: Storing, now: Moment) -> None:
        """What there is to say of the newest answer. While its set-up is asked for, only what stands in the way."""
        if session is None or not session.results:
            return
        if session.phase is Phase.SETUP and not storing.trouble and not storing.awaited:
            self.clear()
            return
        card = session.card(session.results[-1].review.skill)
        self._put(schedule_line(session, card, day_of(now), storing.trouble, stored=storing.done))

    def _put(self, line: Content) -> None:
        self.update(line)
        self.display = bool(line)
