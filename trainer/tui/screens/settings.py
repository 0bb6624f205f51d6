"""Settings: what the schedule goes by, kept for the learner, and how the program is, kept in its file."""

from __future__ import annotations

from dataclasses import asdict
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Static

from trainer.config import DEFAULT_THEME
from trainer.options import OPTIONS, about_words, is_default, read_value, turned
from trainer.scheduling.days import day_of
from trainer.settings import BadSetting, LearnerSettings
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.themed_app import ThemedApp
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.setting_lines import SettingLines
from trainer.tui.widgets.top_bar import TopBar

_ROOMY = 22
_ALONE = frozenset({"default", "leave"})
"""What does not work while a value is typed."""


class SettingsScreen(Screen[None]):
    """Shows a change at once and keeps it behind that; what could not be kept goes back to what holds, and is told."""

    CSS_PATH = "settings.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_ROOMY, "-roomy")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,delete", "default", "Default", tooltip="Back to the value that holds where nothing is set"),
        Binding("escape", "leave", "Back", tooltip="Back to where you came from; all changes are kept"),
    ]

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._lent = context
        self._today = day_of(context.clock())
        self._values: dict[str, object] = asdict(LearnerSettings()) | self._of_program()
        self._pending: dict[str, object] = {}
        self._keeping = self._leaving = self._known = False
        self._offered: tuple[bool, ...] = ()

    def compose(self) -> ComposeResult:
        """A bar, the settings, what the chosen one means, the keys."""
        yield TopBar(Content(f"settings · {self._lent.learner}"))
        with VerticalScroll(id="list", can_focus=False):
            yield SettingLines(self._values, self._today, id="lines")
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="meaning")
            yield Static(id="note")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The lines have the keys; what the learner set comes from the store, behind the first frame."""
        self._lines.focus()
        self._tell("\n".join(self._lent.config.troubles))
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self.call_after_refresh(self._fetch)

    def on_unmount(self) -> None:
        """The app would keep a screen that listens for ever."""
        self.app.theme_changed_signal.unsubscribe(self)

    @work
    async def _fetch(self) -> None:
        try:
            settings = await self._lent.gateway.settings()
        except StoreError as error:
            self._tell(f"✗ {error}")
            return
        self._values |= asdict(settings) | self._pending
        self._known = True
        self._show()

    # What the learner does

    def on_turning_lines_turned(self, message: SettingLines.Turned) -> None:
        """One step up or down."""
        key = message.turned
        if self._ready(key):
            self._set(key, turned(key, self._worth(key), message.direction, self._today, self._themes))

    def on_turning_lines_taken(self, message: SettingLines.Taken) -> None:
        """A value that was typed; one that is not possible stays in its field."""
        key = message.taken
        if not self._ready(key):
            return
        try:
            self._set(key, read_value(key, message.text, self._today, self._themes))
        except BadSetting as error:
            self._lines.reopen(key, message.text)
            self._tell(f"✗ {str(error).replace(key, OPTIONS[key].title)}")

    def on_turning_lines_chosen(self) -> None:
        """Another setting, or a value that is begun: what was said before is over."""
        self._tell("")

    def action_default(self) -> None:
        """What holds where nothing is set."""
        if self._ready(self._lines.chosen):
            self._set(self._lines.chosen, None)

    def action_leave(self) -> None:
        """Back, once everything is kept that was changed before."""
        self._lines.post_message(SettingLines.Left())

    def on_setting_lines_left(self) -> None:
        """Every change before this one has arrived."""
        if self._leaving:
            return  # the key was pressed twice
        self._leaving = True
        if not self._keeping:
            self.dismiss()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """While a value is typed only the way out of its field; a default only where there is another value."""
        if not self.is_mounted or (action in _ALONE and self._lines.typing):
            return action not in _ALONE
        return action != "default" or not is_default(self._lines.chosen, self._values[self._lines.chosen])

    # What follows from it

    @property
    def _lines(self) -> SettingLines:
        return self.query_one("#lines", SettingLines)

    @property
    def _themes(self) -> tuple[str, ...]:
        from trainer.tui.themes import theme_names

        return theme_names()

    def _of_program(self) -> dict[str, object]:
        """As it holds: where no theme is set, or one that there is not, the one that was taken for this terminal."""
        values = asdict(self._lent.config.config)
        held = None if self.app.theme == DEFAULT_THEME else self.app.theme
        return values | {"theme": values["theme"] if values["theme"] in self._themes else held}

    def _ready(self, key: str) -> bool:
        """A value of the learner can only be changed once it is known."""
        return self._known or not OPTIONS[key].of_learner

    def _worth(self, key: str) -> object:
        return self.app.theme if key == "theme" else self._values[key]

    def _set(self, key: str, value: object) -> None:
        if value == self._values[key]:
            return
        self._values[key] = value
        if key == "theme" and isinstance(self.app, ThemedApp):
            self.app.wear(str(value or DEFAULT_THEME))
        self._pending[key] = value
        self._show()
        self._tell("")
        if not self._keeping:
            self._keeping = True
            self._keep()

    @work
    async def _keep(self) -> None:
        """Keep what was changed, and what is changed meanwhile, one thing after the other, however fast it comes."""
        trouble = ""
        while self._keeping:
            changes, self._pending = self._pending, {}
            try:
                await self._kept({key: value for key, value in changes.items() if OPTIONS[key].of_learner})
                await self._configured({key: value for key, value in changes.items() if not OPTIONS[key].of_learner})
            except (StoreError, BadSetting, OSError) as error:
                trouble = f"✗ Not kept: {error}"
            await self._look_again()
            self._keeping = bool(self._pending)
        if trouble:
            self._leaving = False
            self._tell(trouble)
        elif self._leaving:
            self.dismiss()

    async def _kept(self, changes: dict[str, object]) -> None:
        if changes:
            now = self._lent.clock()
            await self._lent.gateway.ask(lambda journal: journal.change_settings(changes, now))

    async def _configured(self, changes: dict[str, object]) -> None:
        if changes and isinstance(self.app, ThemedApp):
            await self.app.configure(changes)

    async def _look_again(self) -> None:
        """What holds now; it is what was set, unless that could not be kept."""
        try:
            self._values |= asdict(await self._lent.gateway.settings())
        except StoreError:
            self._known = False  # it is told already
        self._values |= self._of_program() | self._pending
        self._show()

    def _theme_changed(self, theme: Theme) -> None:
        """Another one was chosen in the command palette."""
        if self._worth("theme") != (self._values["theme"] or DEFAULT_THEME):
            self._values["theme"] = theme.name
            self._show()

    # What is shown

    def _show(self) -> None:
        if not self.query(SettingLines):
            return  # the screen was left meanwhile
        self._lines.show(self._values)
        self._offer_keys()

    def _tell(self, note: str) -> None:
        if not self.query(SettingLines):
            return
        key = self._lines.chosen
        file = self._lent.config.path
        option = OPTIONS[key]
        place = "in the store" if option.of_learner else f"in {file}" if file else "until the program ends"
        self.query_one("#meaning", Static).update(Content(f"{about_words(key, self._today)} Kept {place}."))
        self.query_one("#note", Static).update(Content.styled(note, "bold $text-error"))
        self._offer_keys()

    def _offer_keys(self) -> None:
        """The footer is made anew only where another key works."""
        offered = (bool(self.check_action("default", ())), self._lines.typing)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()
