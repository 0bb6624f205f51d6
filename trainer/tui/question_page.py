"""The page of the drill: what is shown of a question in each phase of its session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from questions.submission import AnswerKind, Unreadable
from trainer.domain import Mode
from trainer.scratch import worked_out
from trainer.session_state import Phase
from trainer.tui.answer_input import HINTS, SETUP_HINT, AnswerInput
from trainer.tui.feedback import answer_head, code_content, hints_content, verdict
from trainer.tui.widgets.laid_out_once import LaidOutOnce
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.steady import SteadyText
from trainer.tui.worked_steps import WorkedSteps

if TYPE_CHECKING:
    from trainer.planfile import StartPlan
    from trainer.session import PracticeSession

_NAMED = {
    "prompt": "question", "given": "given steps", "hints": "hints", "answer": "field", "scratch": "scratch lines",
    "verdict": "diagnosis",
    "feedback": "steps", "code": "code", "picture": "picture",
}  # fmt: skip
_OF_THE_ANSWER = ("scratch", "notice", "verdict", "code")
_TEXTS = ("prompt", "hints", *_OF_THE_ANSWER)
_SCRATCH_LINES = 3


class QuestionPage(VerticalScroll, LaidOutOnce):
    """Prompt, given steps, hints, the field, verdict, worked steps, code, picture: one below the other."""

    _noticed: str | None = None
    """The text that the notice is about."""

    def __init__(self, submit: Callable[[str], object], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picture = PictureView(id="picture")
        self._places = {name: SteadyText(id=name) for name in _TEXTS}
        self._places["prompt"].update(Content("opening the store …"))
        self._field = AnswerInput(submit, id="answer")
        self._given = WorkedSteps(id="given", brief=True)
        self._steps = WorkedSteps(id="feedback")
        self.resized: Callable[[], object] | None = None
        """Called when there is another room for what stands here or beside."""
        self._scratched: list[str] = []

    def compose(self) -> ComposeResult:
        """All places; those that have nothing to say are not displayed."""
        places = self._places
        yield from (places["prompt"], self._given, places["hints"])
        yield self._field
        yield from (places["scratch"], places["notice"], places["verdict"])
        yield self._steps
        yield places["code"]
        yield self.picture

    def on_resize(self) -> None:
        """The picture may take more lines, or has to do with fewer."""
        if self.resized is not None:
            self.call_after_refresh(self.resized)

    @property
    def typed(self) -> str:
        """What stands in the field; nothing where nothing is to be typed."""
        return "" if self._field.disabled else self._field.value

    def clear_field(self) -> None:
        """Nothing is typed."""
        self._field.value = ""

    @property
    def code_shown(self) -> bool:
        """Whether the code stands below the steps."""
        return self._places["code"].display

    def show_opening(self) -> None:
        """No question is known yet."""
        self._put("prompt", Content("opening the store …"))

    def show_start(self, start: StartPlan, mode: Mode) -> None:
        """The first question as the plan file has it."""
        self._put("prompt", Content(start.prompt))
        for place in ("hints", *_OF_THE_ANSWER):
            self._put(place, Content(""))
        self._given.show(())
        self._steps.show(())
        self._ask_for(HINTS.get(start.answer_kind, "") if mode is not Mode.FLASHCARD else None)

    def show_question(self, session: PracticeSession) -> None:
        """A question that waits for its answer; the field is empty."""
        content = session.question.content
        self._put("prompt", Content(content.asked))
        given = content.explanation[: session.given_steps]
        self._given.show(given, head=Content("The steps are given; do the last one.") if given else None)
        self._put("hints", hints_content(session))
        for place in _OF_THE_ANSWER:
            self._put(place, Content(""))
        self._steps.show(())
        self._ask_for(HINTS[content.kind] if session.plan.mode is not Mode.FLASHCARD else None)

    def show_hints(self, session: PracticeSession) -> None:
        """The hints asked for so far; what was typed stays."""
        self._put("hints", hints_content(session))
        self._see_the_field()

    def show_notice(self, text: str) -> None:
        """Why what was typed does not count; typing on replaces it."""
        self._put("notice", Content(text))
        self._noticed = self.typed
        self._field.action_select_all()
        self._see_the_field()

    def show_scratch(self, text: str, session: PracticeSession) -> None:
        """What arithmetic comes to that was typed to be worked out; the newest line is the last.

        Where a number is asked for, what it came to stands in the field, for a set-up the arithmetic itself: Enter
        takes it, typing replaces it.
        """
        found = worked_out(text)
        if isinstance(found, Unreadable):
            self.show_notice(found.reason)
            return
        self._scratched = [*self._scratched[1 - _SCRATCH_LINES :], found]
        self._put("scratch", Content("\n").join(Content(line) for line in self._scratched))
        left = text.strip().rstrip("=＝").strip()
        as_it_is = session.phase is Phase.SETUP
        exact = "≈" not in found and session.question.content.kind is AnswerKind.INTEGER
        self._field.value = (left if as_it_is else found.rpartition("= ")[2].replace(",", "")) if exact else ""
        self._field.action_select_all()
        self._see_the_field()

    def forget_notice(self) -> None:
        """What was said of a text does not hold for another one."""
        if self.typed != self._noticed:
            self._put("notice", Content(""))

    def keep_typed(self, text: str) -> None:
        """Put the text back into the field."""
        self._field.value = text
        self._field.cursor_position = len(text)

    def show_answer(self, session: PracticeSession) -> None:
        """The verdict and the worked steps; or the verdict and the field for the set-up, with the hints still there."""
        asking = session.phase is Phase.SETUP
        self._given.show(())
        self._put("hints", hints_content(session) if asking else Content(""))
        self._put("scratch", Content(""))
        self._put("notice", Content(""))
        self._put("verdict", verdict(session))
        self._steps.show(() if asking else session.question.content.explanation)
        self._ask_for(SETUP_HINT if asking else None)
        # Below a long prompt the verdict would be out of sight: scroll no further than it needs.
        self.call_after_refresh(self.scroll_to_widget, self._places["verdict"], animate=False)

    def show_back(self, session: PracticeSession) -> None:
        """The back of a flashcard."""
        self._put("hints", Content(""))
        content = session.question.content
        self._steps.show(content.explanation, head=answer_head(content))
        self._ask_for(None)

    def show_code(self, session: PracticeSession, *, shown: bool) -> None:
        """The lines that prove the answer below the steps, or the steps alone."""
        proof = session.question.content.proof if shown else None
        self._put("code", code_content(proof) if proof is not None else Content(""))
        if proof is not None:
            self.call_after_refresh(self.scroll_to_widget, self._places["code"], animate=False)

    @property
    def above(self) -> list[str]:
        """What lies, at least in part, above the first line in sight."""
        places = [place for place in self.children if place.display and place.virtual_region.y < self.scroll_y]
        return [_NAMED[place.id] for place in places if place.id in _NAMED]

    @property
    def below(self) -> list[str]:
        """What lies, at least in part, below the last line in sight."""
        last = self.scroll_y + self.size.height
        places = [place for place in self.children if place.display and place.virtual_region.bottom > last]
        return [_NAMED[place.id] for place in places if place.id in _NAMED]

    @property
    def lines_below_field(self) -> int:
        """How many lines there are for a picture while all that is above it stays in sight."""
        told = max((place.virtual_region.bottom for place in self.children if place.id != "picture"), default=0)
        return self.size.height - told - 1

    @property
    def lines_with_field(self) -> int:
        """How many lines there are for a picture with nothing but the field above it."""
        return self.size.height - self._field.outer_size.height - 1

    def see_picture(self, asking: bool) -> None:
        """Scroll so that the picture can be seen, no further than it needs, and no further than to the field."""
        self._bring("picture", *(["answer"] if asking else []))

    def see_field(self) -> None:
        """Where the field is, there is what is typed."""
        self._bring("answer")

    def _put(self, where: str, content: Content) -> None:
        """Show the content there, or nothing at all where it is empty."""
        self._places[where].put(content)

    def _ask_for(self, suggestion: str | None) -> None:
        """Give the keys to an empty field that suggests this, or to the page where nothing is to be typed."""
        field = self._field
        field.disabled = suggestion is None
        field.display = not field.disabled
        self._scratched = []
        if suggestion is None:
            if not self.has_focus:
                self.focus()
        else:
            field.value = ""
            field.placeholder = suggestion
            field.focus()
        if self.scroll_y:
            self.scroll_home(animate=False, immediate=True)
        self.scroll_home(animate=False)  # once more behind what else was to be scrolled to

    def _see_the_field(self) -> None:
        """Below given steps or hints, the field and what is said of it may lie outside the page."""
        self._bring("notice", "answer")

    def _bring(self, *places: str) -> None:
        """Scroll no further than it needs for each of these; the last is in sight for certain."""

        def scroll() -> None:
            there = {place.id: place for place in self.children if place.display}
            for place in [there[name] for name in places if name in there]:
                self.scroll_to_widget(place, animate=False, force=True)

        self.call_after_refresh(scroll)
