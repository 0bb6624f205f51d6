"""The drill: one screen with a phase. Prompt, answer, verdict, worked steps, next question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from trainer.domain import Card, Mode, Moment, Rating
from trainer.scheduling.days import day_of
from trainer.session_state import Judged, Phase, SessionPlan
from trainer.store.errors import StoreError
from trainer.tui.answer_input import HINTS, SETUP_HINT, AnswerInput
from trainer.tui.feedback import answer_side, schedule_line, steps_content, verdict, worked
from trainer.tui.gateway import Gateway
from trainer.tui.messages import PracticeEnded
from trainer.tui.recorder import Recorder

if TYPE_CHECKING:
    from trainer.planfile import StartPlan
    from trainer.session import PracticeSession

_CLASSES = {phase: f"-{phase.name.lower()}" for phase in Phase}
_TICK = 1.0


class DrillScreen(Screen[None]):
    """Drives a PracticeSession.

    With `start` the first question is shown at once; the session, for which the questions must be imported, and the
    store follow behind the first frame. What is typed meanwhile is kept, and Enter is held back until then.
    """

    CSS_PATH = "drill.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "dont_know", "I don't know", key_display="?", priority=True),
        Binding("space,enter", "turn", "Turn the card"),
        Binding("enter", "next", "Next"),
        Binding("1", "rate(1)", "Again"),
        Binding("2", "rate(2)", "Hard"),
        Binding("3", "rate(3)", "Good"),
        Binding("4", "rate(4)", "Easy"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(
        self,
        gateway: Gateway,
        recorder: Recorder,
        clock: Callable[[], Moment],
        plan: SessionPlan,
        *,
        start: StartPlan | None = None,
        session: PracticeSession | None = None,
    ) -> None:
        super().__init__()
        self._gateway = gateway
        self._clock = clock
        self._plan = plan
        self._recorder = recorder
        self._when_stored: Callable[[], None] | None = None
        self._began = clock().at
        self._start = start
        # What was entered or asked for while the question already stood there, but its session was still being made.
        self._entered: str | None = None
        self._wish: Callable[[], None] | None = None
        self.session = session

    def compose(self) -> ComposeResult:
        """A bar, the page, the keys."""
        yield Static(id="bar")
        with VerticalScroll(id="page"):
            yield Static(Content("opening the store …"), id="prompt")
            yield Static(id="given")
            yield AnswerInput(id="answer", restrict="[^?]*", disabled=True)
            yield Static(id="notice")
            yield Static(id="verdict")
            yield Static(id="feedback")
        yield Static(id="schedule")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the question; what takes longer comes behind the first frame."""
        self._recorder.listener = self._stored_or_not
        if self.session is not None:
            self._show_question()
        else:
            if self._start is not None:
                self._show_start(self._start)
            self.call_after_refresh(self._begin)
        self.set_interval(_TICK, self._show_bar)

    def on_unmount(self) -> None:
        """Leave the recorder to the next screen, if that has not taken it already."""
        if self._recorder.listener == self._stored_or_not:
            self._recorder.listener = None

    @work
    async def _begin(self) -> None:
        """Make the session, from the start plan or else from the store's cards."""
        if self._start is not None:
            try:
                session = await asyncio.to_thread(_new_session, {}, self._plan, self._clock, self._start.first)
            except ValueError:  # the plan is of another version, whose question cannot be drawn
                self._put("#prompt", Content("opening the store …"))
                self._entered = self._wish = None  # they were meant for a question that is not asked
            else:
                self._take(session)
        try:
            cards = await self._gateway.cards()
        except StoreError:
            return  # the app's own opening fails in the same way, and tells it
        if self.session is None:
            self._take(await asyncio.to_thread(_new_session, cards, self._plan, self._clock))
        elif not self.session.results:
            self.session.acknowledge(cards, ())

    def _take(self, session: PracticeSession) -> None:
        self.session = session
        answer = self.query_one("#answer", Input)
        typed = answer.value
        self._show_question()
        answer.value = typed
        answer.cursor_position = len(typed)
        wish, self._wish = self._wish, None
        if self._entered is not None:
            self._submit(self._entered)
        elif wish is not None:
            wish()

    # What the learner does

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """An answer, or a set-up."""
        if self.session is None:
            self._entered = event.value
        else:
            self._submit(event.value)

    def _submit(self, text: str) -> None:
        session = self._live
        if session.phase not in (Phase.ASKING, Phase.SETUP):
            return
        if session.phase is Phase.SETUP and not text.strip():
            session.skip_setup()
            self._show_answer()
            return
        act = session.answer if session.phase is Phase.ASKING else session.setup
        judged = act(text, self._clock())
        if isinstance(judged, Judged):
            self._keep(judged)
            self._show_answer()
            return
        self._put("#notice", Content(f"Not counted: {judged.reason}"))
        self.query_one("#answer", Input).action_select_all()  # so that typing on replaces it
        if session.phase is Phase.ASKING:  # below given steps the notice may lie outside the page
            self.query_one("#page", VerticalScroll).scroll_end(animate=False)

    def on_input_changed(self) -> None:
        """What was said of the text before does not hold for the new one."""
        self._put("#notice", Content(""))

    def action_dont_know(self) -> None:
        """Give up on the question: the worked example follows."""
        if self.session is None:
            self._wish = self.action_dont_know
            return
        self._keep(self.session.dont_know(self._clock()))
        self._show_answer()

    def action_turn(self) -> None:
        """Turn the flashcard."""
        if self.session is None:
            self._wish = self.action_turn
            return
        self.session.turn()
        self._put("#feedback", answer_side(self.session))
        self._enter_phase()

    def action_next(self) -> None:
        """The next question, once this answer is durable."""
        self._once_stored(self._advance)

    def action_rate(self, grade: int) -> None:
        """The learner's own rating: of a turned card, or in place of the rule's."""
        session = self.session
        if session is None:
            return
        if session.phase is Phase.TURNED:
            self._keep(session.rate_self(Rating(grade), self._clock()))
            self._once_stored(self._advance)
        else:
            self._keep(session.override(Rating(grade), self._clock()))
            self._show_schedule()

    def action_leave(self) -> None:
        """End the session here, once what was answered is durable."""
        self._once_stored(self._leave)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Only what the present phase allows."""
        shown = Phase.ASKING if self._start is not None else None
        phase = self.session.phase if self.session is not None else shown
        cards = self._plan.mode is Mode.FLASHCARD
        if action == "dont_know":
            return phase is Phase.ASKING and not cards
        if action == "turn":
            return phase is Phase.ASKING and cards
        if action == "next":
            return phase is Phase.ANSWERED
        if action == "rate":
            # Not while the next question is awaited: a digit typed ahead for it would change this rating.
            return phase in (Phase.ANSWERED, Phase.TURNED) and self._when_stored is None
        return True

    # What is shown

    @property
    def _live(self) -> PracticeSession:
        if self.session is None:
            raise RuntimeError("the store is not open yet, so there is no session")
        return self.session

    def _show_start(self, start: StartPlan) -> None:
        """The first question as the plan file has it."""
        self._put("#prompt", Content(start.prompt))
        for empty in ("#given", "#notice", "#verdict", "#feedback", "#schedule"):
            self._put(empty, Content(""))
        self._show_bar_of(1, self._plan.limit, start.question_id)
        answer = self.query_one("#answer", Input)
        answer.display = self._plan.mode is not Mode.FLASHCARD
        answer.disabled = not answer.display
        answer.placeholder = HINTS.get(start.answer_kind, "")
        answer.focus()

    def _show_question(self) -> None:
        session = self._live
        content = session.question.content
        self._put("#prompt", Content(content.asked))
        given = content.explanation[: session.given_steps]
        head = Content("The steps are given; do the last one.\n")
        self._put("#given", head + steps_content(given) if given else Content(""))
        for empty in ("#notice", "#verdict", "#feedback", "#schedule"):
            self._put(empty, Content(""))
        self._enter_phase()

    def _show_answer(self) -> None:
        self._put("#given", Content(""))
        self._put("#notice", Content(""))
        self._put("#verdict", verdict(self._live))
        self._put("#feedback", worked(self._live))
        self._show_schedule()
        self._enter_phase()
        # Below a long prompt the verdict would be out of sight: scroll no further than it needs.
        page = self.query_one("#page", VerticalScroll)
        self.call_after_refresh(page.scroll_to_widget, self.query_one("#verdict"), animate=False)

    def _show_schedule(self) -> None:
        session = self.session
        if session is None or not session.results:
            return
        if session.phase is Phase.SETUP and not self._recorder.trouble and self._when_stored is None:
            self._put("#schedule", Content(""))
            return
        review = session.results[-1].review
        line = schedule_line(
            session, session.card(review.skill), day_of(self._clock()), self._recorder.trouble,
            stored=self._recorder.idle,
        )  # fmt: skip
        self._put("#schedule", line)

    def _show_bar(self) -> None:
        if self.session is not None:
            self._show_bar_of(self.session.number, self.session.limit, self.session.question.id)

    def _show_bar_of(self, number: int, limit: int, question_id: str) -> None:
        seconds = int((self._clock().at - self._began).total_seconds())
        kind = "flashcard" if self._plan.mode is Mode.FLASHCARD else "question"
        text = f"{kind} {number} of {limit} · {question_id} · {seconds // 60}:{seconds % 60:02}"
        self.query_one("#bar", Static).update(Content(text))

    def _put(self, where: str, content: Content) -> None:
        """Show the content there, or nothing at all where it is empty."""
        place = self.query_one(where, Static)
        place.update(content)
        place.display = bool(content)

    def _enter_phase(self) -> None:
        """Set the style class, the focus and the keys of the session's phase."""
        phase = self._live.phase
        for each, name in _CLASSES.items():
            self.set_class(each is phase, name)
        answer = self.query_one("#answer", Input)
        typing = phase is Phase.SETUP or (phase is Phase.ASKING and self._plan.mode is not Mode.FLASHCARD)
        answer.disabled = not typing
        answer.display = typing
        page = self.query_one("#page", VerticalScroll)
        if typing:
            answer.value = ""
            answer.placeholder = SETUP_HINT if phase is Phase.SETUP else HINTS[self._live.question.content.kind]
            answer.focus()
        else:
            page.focus()
        page.scroll_home(animate=False)
        self._show_bar()
        self.refresh_bindings()

    # Storing

    def _keep(self, judged: Judged) -> None:
        self._recorder.add(self._live, judged.events)

    def _once_stored(self, act: Callable[[], None]) -> None:
        """Do this now, or as soon as the store has everything; only the newest wish counts."""
        if self._recorder.idle:
            self._when_stored = None
            act()
        else:
            self._when_stored = act
            self._show_schedule()

    def _stored_or_not(self) -> None:
        if not self.query("#schedule"):
            return  # the screen is being taken down
        if self._when_stored is not None:
            self._once_stored(self._when_stored)
        else:
            self._show_schedule()

    def _leave(self) -> None:
        self.post_message(PracticeEnded(finished=False))

    def _advance(self) -> None:
        if self._live.advance(self._clock()) is None:
            self.post_message(PracticeEnded(finished=True))
        else:
            self._show_question()


def _new_session(
    cards: dict[str, Card], plan: SessionPlan, clock: Callable[[], Moment], first: str | None = None
) -> PracticeSession:
    """A session, for another thread: importing the questions takes a third of the time that a first frame takes."""
    from random import Random

    from questions.question import Reference
    from trainer.session import PracticeSession

    return PracticeSession(cards, plan, Random(), clock(), first=Reference.parse(first) if first else None)
