"""The lines above and below the page of the drill: where the session stands, and when the skill comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import work
from textual.content import Content

from trainer.domain import Mode, Moment
from trainer.session_state import Phase, SessionPlan
from trainer.tui.feedback import rating_days, schedule_line
from trainer.tui.storing import Storing
from trainer.tui.widgets.ready_line import ReadyLine
from trainer.tui.widgets.steady import SteadyText
from trainer.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from trainer.session import PracticeSession
    from trainer.tui.question_page import QuestionPage

_TICK = 1.0
_ROOMY = 30
"""A screen of so many lines has one to spare for what each rating would do; on a smaller one the steps need it."""


class SessionBar(TopBar):
    """Which question of how many, its id, how long the session has been going on, and why this question comes."""

    def __init__(self, clock: Callable[[], Moment], plan: SessionPlan) -> None:
        super().__init__()
        self._clock = clock
        self._kind = _kind(plan)
        self._began = clock().at
        self._place = self._why = ""

    def on_mount(self) -> None:
        """The time goes on by itself."""
        self.set_interval(_TICK, self._show)

    def follow(self, session: PracticeSession) -> None:
        """The place in the session, and why this question comes now; the skill is not named before the answer."""
        why, self._kind = session.asking.why, _kind(session.plan)
        self._why = "" if why is None else why.full if session.phase is Phase.ANSWERED else why.neutral
        self.tell(session.number, session.limit, session.question.id)

    def tell(self, number: int, limit: int, question_id: str) -> None:
        """The place in a session that is not made yet."""
        self._place = f"{self._kind} {number} of {limit} · {question_id}"
        self._show()

    def _show(self) -> None:
        if self._place:
            seconds = int((self._clock().at - self._began).total_seconds())
            self.update(
                Content(" · ".join(filter(None, (self._place, f"{seconds // 60}:{seconds % 60:02}", self._why))))
            )


def _kind(plan: SessionPlan) -> str:
    return "flashcard" if plan.mode is Mode.FLASHCARD else "question"


class MoreLine(ReadyLine):
    """What of the page lies below its last line in sight, and the keys that scroll there; else an empty line.

    It is painted for where the page is at that moment. `follow` paints it anew if that is not so any more.
    """

    def __init__(self, page: QuestionPage) -> None:
        super().__init__(id="more")
        self._page = page
        self._painted: list[str] = []

    def follow(self) -> None:
        """The page may have been scrolled, or show something else."""
        if self._painted != self._page.below:
            self.refresh()

    def state(self) -> Hashable:
        """What lies below, by name."""
        self._painted = self._page.below
        return tuple(self._painted)

    def segments(self) -> list[Segment]:
        """In words."""
        told = f"▼ Below: {', '.join(self._painted)} (↓ or PgDn)" if self._painted else ""
        return [Segment(" " * self.styles.padding.left + told, self.rich_style)]

    def on_click(self) -> None:
        """A page further down."""
        self._page.scroll_page_down(animate=False)


class ScheduleLine(SteadyText):
    """Rating and next date of the newest answer, or why it is not saved yet; empty while there is nothing to say."""

    _model_there = False
    """Whether the memory model was asked before."""

    def clear(self) -> None:
        """Nothing to say."""
        self.update(Content(""))

    def tell(self, session: PracticeSession | None, storing: Storing, now: Moment) -> None:
        """What there is to say of the newest answer. While its set-up is asked for, only what stands in the way."""
        if session is None:
            return
        if session.taken_back:
            self.update(Content(storing.trouble))
            return
        if not session.results:
            return
        if session.phase is Phase.SETUP and not storing.trouble and not storing.awaited:
            self.clear()
            return
        lines = [schedule_line(session, now, storing.trouble, stored=storing.done)]
        if self.app.size.height >= _ROOMY and not storing.trouble:
            # A blank line while the answer is being saved, so that nothing moves when it is.
            lines.append(rating_days(session, now) if storing.done else Content(" "))
        self.update(Content("\n").join(lines))

    def tell_days(self, session: PracticeSession, now: Moment) -> None:
        """What each rating of a turned card would do."""
        if self._model_there:
            self.update(rating_days(session, now))
        else:
            self._tell_later(session, now)

    @work
    async def _tell_later(self, session: PracticeSession, now: Moment) -> None:
        """Not on this thread the first time: the memory model may have to be imported."""
        await asyncio.to_thread(session.asking.preview, now)
        self._model_there = True
        if session.phase is Phase.TURNED:
            self.update(rating_days(session, now))
