"""A new set: its title, what it is about, how many questions; its code stands there before it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Static

from questions.sets.code import set_code
from questions.sets.errors import SetError
from questions.sets.preview import drawn
from questions.sets.titles import LONGEST_TITLE, clean_title
from questions.sets.wanted import CHOICES, TYPED, Wanted, proposed_title
from questions.sets.words import recipe_words, skills_words
from trainer.tui.controls import without_controls
from trainer.tui.long_work import LongWork, Show, Stopped, progress_words
from trainer.tui.set_field import SetField
from trainer.tui.set_flow import Done, SetFlow, kept_words
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.plan_row import PlanRow
from trainer.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from questions.sets.question_set import QuestionSet

_NAMES = {
    "tiers": "Tiers",
    "family": "Family",
    "levels": "Levels",
    "count": "Questions",
    "order": "Order",
    "bias": "Bias",
    "seed": "Seed",
}
_TITLE = "title"
_ROWS = (_TITLE, *CHOICES)
_ROOMY = 64
_NO_ROOM_FOR_NAMES = 20


class SetFormScreen(Screen[Done]):
    """Enter draws what is shown and keeps it. A seed is drawn, too: others get the same questions by the code."""

    CSS_PATH = "set_form.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_NO_ROOM_FOR_NAMES, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Keep", tooltip="Draw the questions and keep the set"),
        Binding("up", "choose(-1)", "Up", tooltip="The choice above"),
        Binding("down", "choose(1)", "Down", tooltip="The choice below"),
        Binding("left", "turn(-1)", "Less", tooltip="The value before this one"),
        Binding("right", "turn(1)", "More", tooltip="The value after this one"),
        Binding("backspace", "erase", "Erase", show=False, tooltip="Take the last digit away"),
        Binding("escape", "leave", "Back", tooltip="Back to the sets, without this one"),
    ]

    def __init__(self, flow: SetFlow) -> None:
        super().__init__()
        self._flow = flow
        self._wanted = Wanted.begun()
        self._chosen = _TITLE
        self._digits = ""
        self._work: LongWork | None = None

    def compose(self) -> ComposeResult:
        """The title, the choices, what would be drawn."""
        yield TopBar(Content("New set"))
        with VerticalScroll(id="form", can_focus=False):
            with Horizontal(id="named"):
                yield Static(Content("› Title"), classes="name")
                yield SetField(id="title", compact=True, max_length=LONGEST_TITLE)
            for what, name in _NAMES.items():
                yield PlanRow(what, name)
            yield Static(id="code")
            yield Static(id="about")
        yield Static(id="notice")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The title is typed first; an empty one is made up."""
        self._tell("")
        self.query_one(SetField).focus()
        self._show()

    def on_resize(self, event: Resize) -> None:
        """A narrow screen has no room for what a value means."""
        self.set_class(event.size.width < _ROOMY, "-narrow")

    # What the learner does

    def on_descendant_focus(self) -> None:
        """A click into the title chooses it."""
        self._choose(_TITLE)

    def on_plan_row_turned(self, message: PlanRow.Turned) -> None:
        """A click on a row."""
        self._choose(message.what)
        if message.by:
            self.action_turn(message.by)

    def action_choose(self, by: int) -> None:
        """Another row; behind the last comes the first."""
        self._choose(_ROWS[(_ROWS.index(self._chosen) + by) % len(_ROWS)])

    def action_turn(self, by: int) -> None:
        """Another value in the chosen row."""
        self._digits = ""
        self._wanted = self._wanted.turned(self._chosen, by)
        self._show()

    def action_erase(self) -> None:
        """One digit less."""
        self._type(self._digits[:-1])

    def on_key(self, event: Key) -> None:
        """A digit begins a number, or goes on with it."""
        typed = event.character or ""
        if self._chosen in TYPED and typed.isascii() and typed.isdigit() and self._work is None:
            event.stop()
            self._type((self._digits + typed)[:9])

    def action_done(self) -> None:
        """Draw the questions and keep them."""
        self._make()

    def action_leave(self) -> None:
        """Without a set; what is being drawn is given up."""
        if self._work is not None:
            self._work.stop()
        if self.is_current:
            self.dismiss(None)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Nothing but the way out while questions are drawn; no turning in the title."""
        if action in ("turn", "erase"):
            return self._work is None and self._chosen != _TITLE and (action != "erase" or bool(self._digits))
        if action == "done":
            return self._work is None and not self._wanted.trouble
        return self._work is None or action != "choose"

    # What follows from it

    @work
    async def _make(self) -> None:
        if self._work is not None or self._wanted.trouble:
            return
        self._work = LongWork(self._show_drawing)
        self.refresh_bindings()
        title = clean_title(self.query_one(SetField).value) or proposed_title(self._wanted)
        recipe, shelf = self._wanted.recipe, self._flow.shelf

        def make(show: Show) -> tuple[QuestionSet, str]:
            made = drawn(title, recipe, show)
            return made, shelf.save(made)

        try:
            made, name = await self._work.run(make)
        except Stopped:
            return
        except SetError as error:
            self._work = None
            self._tell(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            self.refresh_bindings()
        else:
            self.dismiss(Done(name, kept_words(made.title, made.code, new=True)))

    def _choose(self, what: str) -> None:
        if what == self._chosen:
            return
        self._chosen, self._digits = what, ""
        self.set_focus(self.query_one(SetField) if what == _TITLE else None)
        row = self.query_one("#named") if what == _TITLE else self.query_one(f"#row-{what}")
        row.scroll_visible(animate=False)
        self._show()

    def _type(self, digits: str) -> None:
        self._digits = digits
        self._wanted = self._wanted.typed(self._chosen, digits)
        self._show()

    def _show_drawing(self, done: int, of: int) -> None:
        if self.is_attached:
            self._tell(progress_words("Drawing", done, of))

    def _tell(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(Content(text))
        notice.display = bool(text)

    def _show(self) -> None:
        chosen = self._chosen == _TITLE
        self.query_one("#named .name", Static).update(
            Content.styled("› Title" if chosen else "  Title", "bold" * chosen)
        )
        self.query_one(SetField).placeholder = proposed_title(self._wanted)
        for row in self.query(PlanRow):
            row.show(*self._wanted.told(row.what), chosen=row.what == self._chosen)
        trouble = self._wanted.trouble
        code, about = self.query_one("#code", Static), self.query_one("#about", Static)
        code.display = not trouble
        if trouble:
            about.update(Content.styled(f"Nothing can be drawn: {trouble}.", "$text-warning"))
        else:
            recipe = self._wanted.recipe
            code.update(Content.assemble(("Code  ", "bold"), (set_code(recipe), "bold $text-accent")))
            about.update(form_about(f"{recipe_words(recipe)}: {skills_words(recipe.skills)}"))
        self._tell("")
        self.refresh_bindings()


def form_about(text: str) -> Content:
    """What would be drawn."""
    return Content(without_controls(text))
