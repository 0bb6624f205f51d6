"""The picture of the drill: beside the page where the screen is wide, below it where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from trainer.domain import Outcome
from trainer.session_state import Phase
from trainer.tui.question_page import QuestionPage
from trainer.tui.widgets.laid_out_once import LaidOutOnce
from trainer.tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from questions.picture import Part, Scene
    from trainer.session import PracticeSession

WIDE = 100
"""Columns from which on the picture stands beside the page."""
_LEAST_LINES = 12
_LEAST_BELOW = 10
"""Below the field the picture gets at least so many lines, even if the prompt then scrolls away."""


class Desk(Horizontal, LaidOutOnce):
    """The page with room at its side."""


class Aside(VerticalScroll, can_focus=False):
    """The place for the picture beside the page."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picture = PictureView(id="beside")

    def compose(self) -> ComposeResult:
        """The picture alone."""
        yield self.picture


class DrillPicture:
    """Shows the picture of a session's question: of what the prompt states, and after the answer the whole.

    Where it stands beside the page it is there unless sent away; below the page it comes when asked for. A wrong
    answer always brings it, with the part highlighted that the diagnosis is about.
    """

    def __init__(self, page: QuestionPage, aside: Aside) -> None:
        self._page = page
        self._page.resized = self.fit
        self._aside = aside
        self._scene: Scene | None = None
        self._part: Part | None = None
        self._wide = False
        self._here: bool | None = None
        """What was asked for at this question; None where nothing was."""
        self._sent_away = False
        """Whether it does not stand beside the questions that follow."""
        self._after_mistake = False
        self._asking = False
        self._placed_in: tuple[int, ...] = ()

    @property
    def there(self) -> bool:
        """Whether the question has a picture in its present phase."""
        return self._scene is not None

    @property
    def shown(self) -> bool:
        """Whether it is to be seen."""
        if self._scene is None:
            return False
        if self._here is not None:
            return self._here
        return self._after_mistake or (self._wide and not self._sent_away)

    def present(self, session: PracticeSession) -> None:
        """The picture for the question and phase that the session is in."""
        from questions.picture import part_of, picture_after, picture_before

        content = session.question.content
        self._part, self._after_mistake = None, False
        self._asking = session.phase in (Phase.ASKING, Phase.SETUP)
        if session.phase is Phase.ASKING:
            self._here = None
        if self._asking:
            self._scene = picture_before(content)
        else:
            self._scene = picture_after(content)
            result = session.results[-1] if session.phase is Phase.ANSWERED else None
            if result is not None and result.review.outcome is Outcome.WRONG:
                self._after_mistake = True
                self._here = self._here or None
                slips = result.verdict.misconceptions if result.verdict else ()
                if slips and self._scene is not None:
                    self._part = part_of(slips[0].component, self._scene)
        self._place()

    def toggle(self, *, shown: bool) -> None:
        """Show it, or send it away."""
        self._here = shown
        if self._wide:
            self._sent_away = not shown
        self._place()
        if shown and not self._wide:
            self._page.see_picture(self._asking)

    def resized(self, width: int) -> None:
        """The screen has so many columns now."""
        self._wide = width >= WIDE
        self._place()

    def fit(self) -> None:
        """The room for it is another one now, perhaps."""
        if self.shown and self._rooms() != self._placed_in:
            self._place()

    def _rooms(self) -> tuple[int, ...]:
        """The lines that there are for it, by where it may stand."""
        page = self._page
        beside = max(_LEAST_LINES, page.size.height - 2)
        if self._wide or not self._asking:
            return (beside,)
        return beside, max(_LEAST_BELOW, page.lines_below_field), page.lines_with_field

    def _place(self) -> None:
        beside, below = self._aside.picture, self._page.picture  # a resize may come before they are mounted
        here = self._scene if self.shown else None
        self._aside.display = self._wide and here is not None
        below.display = not self._wide and here is not None
        self._placed_in = room, *rest = self._rooms()
        beside.show(here if self._wide else None, self._part, most_lines=room if self._wide else None)
        if rest:
            most, with_field = rest
            below.show(here, self._part, most_lines=most, if_need_be=with_field)
        else:
            below.show(None if self._wide else here, self._part)
