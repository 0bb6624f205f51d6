"""The lines above and below the page of the drill: where the session stands, and when the skill comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import work
from textual.content import Content

from trainer.domain import Mode, Moment
from trainer.session_state import Phase, Place, SessionPlan
from trainer.tui.feedback import rating_days, rating_keys, schedule_line
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
    """Which question of how many, its id, how long the session has been going on, and why this question comes.

    One line: what of the reason does not fit is in the tooltip.
    """

    def __init__(self, clock: Callable[[], Moment], plan: SessionPlan) -> None:
        super().__init__()
        self._clock = clock
        self._kind = _kind(plan)
        self._began = clock().at
        self._place = self._why = ""

    def on_mount(self) -> None:
        """The time goes on by itself."""
        self.set_interval(_TICK, self._show)

    def on_resize(self) -> None:
        """More of the reason, or less."""
        self._show()

    def follow(self, session: PracticeSession) -> None:
        """The place in the session, and why this question comes now; the skill is not named before the answer."""
        why, self._kind = session.asking.why, _kind(session.plan)
        self._why = "" if why is None else why.full if session.phase is Phase.ANSWERED else why.neutral
        self.tell(session.place, session.question.id)

    def tell(self, place: Place, question_id: str) -> None:
        """The place in a session that is not made yet."""
        self._place = f"{place.told(self._kind)} · {question_id}"
        why = f"Asked now: {self._why}.\n" if self._why else ""
        self.tooltip = Content(
            f"{why}{question_id} names these very numbers without naming the skill; after the answer the whole "
            "reference stands below.\nF1, or a click here: what this screen is for, and all of its keys"
        )
        self._show()

    def _show(self) -> None:
        if self._place:
            seconds = int((self._clock().at - self._began).total_seconds())
            line = " · ".join(filter(None, (self._place, f"{seconds // 60}:{seconds % 60:02}", self._why)))
            width = self.content_size.width
            self.update(Content(line).truncate(width, ellipsis=True) if width else Content(line))


def _kind(plan: SessionPlan) -> str:
    return "flashcard" if plan.mode is Mode.FLASHCARD else "question"


class MoreLine(ReadyLine):
    """What of the page lies above and below what is in sight, and the keys that scroll there; else an empty line.

    It is painted for where the page is at that moment. `follow` paints it anew if that is not so any more.
    """

    def __init__(self, page: QuestionPage) -> None:
        super().__init__(id="more")
        self._page = page
        self._painted: tuple[list[str], list[str]] = [], []

    def follow(self) -> None:
        """The page may have been scrolled, or show something else."""
        if self._painted != (self._page.above, self._page.below):
            self.refresh()

    def state(self) -> Hashable:
        """What lies above and below, by name."""
        self._painted = self._page.above, self._page.below
        return tuple(map(tuple, self._painted))

    def segments(self) -> list[Segment]:
        """In words."""
        above, below = self._painted
        up, down = f"▲ Above: {', '.join(above)}", f"▼ Below: {', '.join(below)}"
        if above and below:
            told = f"{up} · {down} (PgUp, PgDn)"
        else:
            told = f"{up} (↑ or PgUp)" if above else f"{down} (↓ or PgDn)" if below else ""
        return [Segment(" " * self.styles.padding.left + told, self.rich_style)]

    def on_click(self) -> None:
        """A page further down; where the end is in sight, a page up."""
        if self._page.below:
            self._page.scroll_page_down(animate=False)
        else:
            self._page.scroll_page_up(animate=False)


class ScheduleLine(SteadyText):
    """Rating and next date of the newest answer, or why it is not saved yet; nothing while there is nothing to say."""

    _model_there = False
    """Whether the memory model was asked before."""
    _place_kept = False
    _told = _said = Content("")

    def keep_place(self, kept: bool) -> None:
        """Whether it stays where it is with nothing to say: nothing else then moves when it comes and goes."""
        self._place_kept = kept
        self._show()

    def clear(self) -> None:
        """Nothing to say."""
        self._told = self._said = Content("")
        self._show()

    def say(self, text: str) -> None:
        """One more line until the next question or answer, in place of the one before; an empty text takes it away."""
        self._said = Content(text)
        self._show()

    def _tell(self, content: Content) -> None:
        self._told = content
        self._show()

    def _show(self) -> None:
        self.update(Content("\n").join(part for part in (self._told, self._said) if part))
        self.display = bool(self._told or self._said) or self._place_kept

    def tell(self, session: PracticeSession | None, storing: Storing, now: Moment) -> None:
        """What there is to say of the newest answer. While its set-up is asked for, only what stands in the way."""
        if session is None:
            return
        if session.taken_back or not session.results:
            self._tell(Content(storing.trouble))
            return
        if session.phase in (Phase.ASKING, Phase.SETUP) and not storing.trouble and not storing.awaited:
            self._tell(Content(""))
            return
        lines = [schedule_line(session, now, storing.trouble, stored=storing.done)]
        if self.app.size.height >= _ROOMY and not storing.trouble:
            # A blank line while the answer is being saved, so that nothing moves when it is.
            lines.append(rating_days(session, now) if storing.done else Content(" "))
        self._tell(Content("\n").join(lines))

    def tell_days(self, session: PracticeSession, now: Moment) -> None:
        """What each rating of a turned card would do."""
        if self._model_there:
            self._tell(rating_days(session, now))
        else:
            self._tell(rating_keys())
            self._tell_later(session, now)

    @work
    async def _tell_later(self, session: PracticeSession, now: Moment) -> None:
        """Not on this thread the first time: the memory model may have to be imported."""
        await asyncio.to_thread(session.asking.preview, now)
        self._model_there = True
        if session.phase is Phase.TURNED:
            self._tell(rating_days(session, now))
