"""The question sets: those that are kept, how far the learner is with each, and starters to draw one from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from trainer.domain import Mode
from trainer.interview.plan import MOST_QUESTIONS, BadPlan, set_plan
from trainer.tui.activities import ScreenContext
from trainer.tui.browser import LAST_KEYS
from trainer.tui.messages import InterviewWanted, PracticeWanted
from trainer.tui.set_desk import SetDesk
from trainer.tui.set_flow import Done, SetFlow
from trainer.tui.set_list import WARNING
from trainer.tui.set_rows import KeptRow, StarterRow
from trainer.tui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from questions.sets.question_set import QuestionSet

_NEW = Binding("n", "new", "New set", show=False, tooltip="Choose what it is about; it gets a code to share")
_CODE = Binding("c", "code", "Code or file", show=False, tooltip="Take the set of a code, or of a file, and keep it")
_NOT_MEANWHILE = ("filter", "open_details", "close_details", "leave")
"""What waits until the question before a deletion is answered."""


class SetsScreen(SetDesk):
    """A row per set that is kept, then the starters. What can be done at any time stands above the list."""

    CSS_PATH = "sets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "Practise", tooltip="All questions of this set, in its order"),
        Binding("enter", "draw", "Draw", tooltip="Draw this starter with numbers of its own, and keep it"),
        Binding("space", "open_details", "Read", tooltip="All that is told of this set; the arrows scroll it"),
        Binding("f", "cards", "Cards", tooltip="The questions of this set as flashcards"),
        Binding("i", "interview", "Interview", tooltip="A mock interview about exactly these questions, at most 40"),
        Binding("e", "export", "Export", tooltip="Write it as a file for Anki, Moodle, print and others"),
        Binding("d", "delete", "Delete", tooltip="Take the set away; asks once more"),
        Binding("d", "confirm", "Delete now", tooltip="Delete it; the answers stay in the log"),
        Binding("y", "copy", "Copy the code", show=False, tooltip="The code of this set, into the clipboard"),
        _NEW,
        _CODE,
        *LAST_KEYS,
        Binding("escape", "keep", "Keep it", tooltip="Delete nothing"),
    ]

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._begun = False

    def compose_offers(self) -> Iterable[Widget]:
        """Keys with words that can be clicked."""
        with Horizontal(id="offers"):
            yield MenuItem(_NEW)
            yield MenuItem(_CODE)

    def on_screen_resume(self) -> None:
        """Back from what changed the shelf or the log."""
        if self._begun:
            self.reload()
        self._begun = True

    @property
    def _flow(self) -> SetFlow:
        return SetFlow(self.app, self._shelf)

    # Keys

    def action_practise(self) -> None:
        """Its questions, one after the other."""
        self._begin(lambda made: PracticeWanted(from_screen=True, references=made.references))

    def action_cards(self) -> None:
        """The same as flashcards."""
        self._begin(lambda made: PracticeWanted(Mode.FLASHCARD, from_screen=True, references=made.references))

    def action_interview(self) -> None:
        """The same against the clock."""
        self._begin(lambda made: InterviewWanted(set_plan(made.title, made.references), made.references))

    @work
    async def _begin(self, wanted: Callable[[QuestionSet], PracticeWanted | InterviewWanted]) -> None:
        kept = self.present_set
        made = await self._loaded(kept) if kept is not None else None
        if made is None:
            return
        try:
            self.post_message(wanted(made))
        except BadPlan as error:
            self.tell(str(error), WARNING)

    def action_draw(self) -> None:
        """A set of one's own from a starter."""
        if isinstance(self.present, StarterRow):
            self._draw(self.present.blueprint)

    def action_new(self) -> None:
        """The form of a new set."""
        self._flow.new(self._came)

    def action_code(self) -> None:
        """Take a set that somebody shares."""
        self._flow.code(self._came)

    def action_export(self) -> None:
        """Write the set as a file."""
        if self.present_set is not None:
            self._flow.export(self.present_set)

    def _came(self, done: Done | None) -> None:
        if done is not None:
            self.words = ""
            self.reload(done)

    def action_delete(self) -> None:
        """Ask whether that is really wanted."""
        if isinstance(self.present, KeptRow):
            self._ask_to_delete(self.present)

    def action_confirm(self) -> None:
        """Delete it."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self._delete(asked)

    def action_keep(self) -> None:
        """Delete nothing after all."""
        self._asked = None
        self.tell("Nothing was deleted.")
        self.refresh_bindings()

    def action_copy(self) -> None:
        """The code, into the clipboard of the terminal."""
        code = self.present_set.code if self.present_set is not None else None
        if code is not None:
            self.app.copy_to_clipboard(code)
            self.tell(f"Copied: {code}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present row allows."""
        asked, row, kept = self._asked is not None, self.present, self.present_set
        if action in ("confirm", "keep"):
            return asked
        if action not in ("practise", "draw", "cards", "interview", "export", "delete", "copy", "new", "code"):
            return super().check_action(action, parameters) and not (asked and action in _NOT_MEANWHILE)
        if asked or self.typing:
            return False
        match action:
            case "new" | "code":
                return True
            case "draw":
                return isinstance(row, StarterRow)
            case "delete":
                return isinstance(row, KeptRow)
            case "copy":
                return kept is not None and kept.code is not None
            case "interview":
                return kept is not None and kept.count <= MOST_QUESTIONS
        return kept is not None
