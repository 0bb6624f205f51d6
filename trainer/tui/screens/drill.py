"""The drill: one screen with a phase. What the learner's keys do in each, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click, Resize

from trainer.domain import Mode, Moment, Rating
from trainer.scratch import is_scratch
from trainer.session_state import Judged, Phase, Place, SessionPlan
from trainer.telling import RATINGS
from trainer.tui.drill_beginning import DrillBeginning
from trainer.tui.drill_guard import Guard
from trainer.tui.drill_keys import BINDINGS, IF_ROOM, works
from trainer.tui.drill_lines import MoreLine, ScheduleLine, SessionBar
from trainer.tui.drill_picture import Aside, Desk, DrillPicture
from trainer.tui.early_wishes import EarlyWishes
from trainer.tui.gateway import Gateway
from trainer.tui.lab_layer import lab_framework, lab_layer
from trainer.tui.messages import LabWanted, PracticeEnded
from trainer.tui.question_page import QuestionPage
from trainer.tui.recorder import Recorder
from trainer.tui.storing import Storing
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.page_bar import PageBar

if TYPE_CHECKING:
    from trainer.planfile import StartPlan
    from trainer.session import PracticeSession

_SHORT_WAIT = 0.1
"""Seconds after which a rated card says that it is being saved; most are followed by the next one long before."""


class DrillScreen(DrillBeginning):
    """Drives a PracticeSession.

    With `start` the first question is shown at once; the session, for which the questions must be imported, and the
    store follow behind the first frame. What is typed and asked for meanwhile is kept, and done then in its order.
    """

    CSS_PATH = "drill.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    IF_ROOM = IF_ROOM

    def __init__(
        self,
        gateway: Gateway,
        recorder: Recorder,
        clock: Callable[[], Moment],
        plan: SessionPlan,
        *,
        start: StartPlan | None = None,
        session: PracticeSession | None = None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`seconds` tells two quick presses of a key from two that were meant."""
        super().__init__()
        self._guard = Guard(seconds)
        self._gateway = gateway
        self._clock = clock
        self._plan = plan
        self._storing = Storing(recorder, self._show_schedule, there=lambda: bool(self.query(ScheduleLine)))
        self._start = start
        self._bar, self._page = SessionBar(clock, plan), QuestionPage(self._submit, id="page")
        self._followers = (MoreLine(self._page), PageBar(self._page))
        self._schedule = ScheduleLine(id="schedule")
        self._aside = Aside(id="aside")
        self._picture = DrillPicture(self._page, self._aside)
        self._early = EarlyWishes()
        self.session = session

    def compose(self) -> ComposeResult:
        """A bar, the page with room at its side, the keys."""
        yield self._bar
        more, bar = self._followers
        with Desk(id="desk"):
            yield self._page
            yield bar
            yield self._aside
        yield more
        yield self._schedule
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the question; what takes longer comes behind the first frame."""
        self._storing.begin()
        self.watch(self._page, "scroll_y", self._follow, init=False)
        self.screen_layout_refresh_signal.subscribe(self, self._follow, immediate=True)
        if self.session is not None:
            self._show_again(self.session)
        else:
            if self._start is not None:
                self._page.show_start(self._start, self._plan.mode)
                self._bar.tell(Place(1, self._plan.limit), self._start.question_id)
                self._schedule.clear()
            self.call_after_refresh(self._begin)

    def on_resize(self, event: Resize) -> None:
        """The picture stands beside the page, or below it."""
        self._picture.resized(event.size.width)
        self._give_room()
        if self.session is not None and self.session.phase in (Phase.ANSWERED, Phase.SETUP):
            self._show_schedule()  # for which a higher screen has another line
        self.refresh_bindings()

    def on_unmount(self) -> None:
        """What is stored from here on is no concern of this screen."""
        self._storing.end()

    # What the learner does

    def _submit(self, text: str) -> None:
        """An answer, or a set-up."""
        session = self.session
        if session is None:
            self._early.answer(text)
            return
        if session.phase not in (Phase.ASKING, Phase.SETUP):
            return
        if is_scratch(text):
            self._page.show_scratch(text, session)
            return
        if session.phase is Phase.SETUP and not text.strip():
            if not self._guard.too_soon:
                session.skip_setup()
                self._show_answer()
            return
        judged = (session.answer if session.phase is Phase.ASKING else session.setup)(text, self._clock())
        if isinstance(judged, Judged):
            self._storing.keep(session, judged)
            self._show_answer()
        else:
            self._page.show_notice(f"Not counted: {judged.reason}")

    def on_input_changed(self) -> None:
        """What was said of the text before does not hold for the new one."""
        self._page.forget_notice()
        self._page.see_field()
        if self._typing is not bool(self._page.typed):
            self._typing = not self._typing
            self.refresh_bindings()  # of Esc and ^z

    def action_dont_know(self) -> None:
        """Give up on the question: the worked example follows."""
        if self._too_early("dont_know"):
            return
        self._storing.keep(self._live, self._live.dont_know(self._clock()))
        self._show_answer()

    def action_hint(self) -> None:
        """The next hint, below those before it."""
        if self._too_early("hint"):
            return
        self._live.hint()
        self._page.show_hints(self._live)
        self.call_after_refresh(self._picture.fit)
        self.refresh_bindings()

    def action_turn(self) -> None:
        """Turn the flashcard."""
        if self._too_early("turn"):
            return
        self._live.turn()
        self._page.show_back(self._live)
        self._enter_phase()
        self._schedule.tell_days(self._live, self._clock())

    def on_click(self, event: Click) -> None:
        """A click on a card turns it, unless it ends the selection of some text."""
        on_page = event.widget is not None and self._page in event.widget.ancestors_with_self
        if on_page and not self.selections and self.check_action("turn", ()):
            self.action_turn()

    def action_next(self) -> None:
        """The next question, once this answer is durable; not by the second of two quick presses of Enter."""
        if not self._guard.too_soon:
            self._storing.once_stored(self._advance)

    def action_rate(self, grade: int) -> None:
        """The learner's own rating: of a turned card, or in place of the rule's."""
        session = self._live
        if session.phase is Phase.TURNED:
            self._storing.keep(session, session.rate_self(Rating(grade), self._clock()))
            self._storing.once_stored(self._advance, silently=True)
            self.set_timer(_SHORT_WAIT, self._tell_of_waiting)
        elif session.results[-1].review.rating is Rating(grade):
            self._schedule.say(f"It is rated {RATINGS[Rating(grade)]} already.")
        elif ask := self._guard.to_confirm(session.results[-1].review, Rating(grade)):
            self._schedule.say(ask)
        else:
            self._schedule.say("")
            self._storing.keep(session, session.override(Rating(grade), self._clock()))
            self._show_schedule()

    def action_code(self, shown: bool) -> None:
        """The lines that prove the answer below the steps, or the steps alone."""
        self._page.show_code(self._live, shown=shown)
        self.refresh_bindings()

    def action_picture(self, shown: bool) -> None:
        """The picture of the layer, or the page without it."""
        self._picture.toggle(shown=shown)
        self._give_room()
        self.call_after_refresh(self._picture.fit)
        self.refresh_bindings()

    def action_lab(self) -> None:
        """This layer, or the network's first convolution, in the lab."""
        content = self._live.question.content
        if found := lab_layer(content):
            self.post_message(LabWanted(*found, lab_framework(content)))

    def action_leave(self) -> None:
        """End the session here, once what was answered is durable."""
        if self.session is None and self._early:
            self._early.ask("leave")  # behind the answer that was given before
            return
        self._storing.once_stored(partial(self.post_message, PracticeEnded(finished=False)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present phase allows."""
        return works(
            action,
            parameters,
            self.session,
            asked=self._start is not None,
            cards=(self.session.plan if self.session else self._plan).mode is Mode.FLASHCARD,
            code_shown=self._page.code_shown,
            picture=self._picture,
            awaited=self._storing.awaited,
            typed=bool(self._page.typed) and not self._early,
        )

    # What is shown

    def _show_again(self, session: PracticeSession) -> None:
        """A session that was left and is gone on with."""
        self._show_question()
        if session.phase is Phase.TURNED:
            self._page.show_back(session)
            self._enter_phase()
            self._schedule.tell_days(session, self._clock())

    def _show_question(self) -> None:
        self._page.show_question(self._live)
        self._doubted = False
        self._schedule.clear()
        self._enter_phase()

    def _show_answer(self) -> None:
        self._page.show_answer(self._live)
        self._guard.answered(self._live.results[-1].review)
        self._schedule.say("")
        self._show_schedule()
        self._enter_phase()

    def _enter_phase(self) -> None:
        """Tell the place in the session, and offer the keys of its phase."""
        self._bar.follow(self._live)
        self._picture.present(self._live)
        self._give_room()
        self.refresh_bindings()
        for follower in self._followers:
            follower.refresh()  # painted together with the page

    def _give_room(self) -> None:
        """Nothing moves from one card to the next; where there is a picture, it has the line that this takes."""
        if self.session is not None:
            cards = self.session.plan.mode is Mode.FLASHCARD
            self._schedule.keep_place(cards and not self._picture.shown)

    def _follow(self, _changed: object) -> None:
        """Whatever was laid out anew or scrolled: what tells where the page is tells it again, the picture fits in."""
        for follower in self._followers:
            follower.follow()
        self.call_later(self._picture.fit)

    def _advance(self) -> None:
        if self._live.advance(self._clock()) is None:
            self.post_message(PracticeEnded(finished=True))
        else:
            self._show_question()

    def _tell_of_waiting(self) -> None:
        """The next card takes longer than a glance."""
        if self._storing.awaited:
            self._show_schedule()

    def _show_schedule(self) -> None:
        self._schedule.tell(self.session, self._storing, self._clock())
