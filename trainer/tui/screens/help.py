"""Help: what the screen below is for, and all of its keys."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from trainer.tui.help_texts import help_text
from trainer.tui.key_help import KeyHelp, key_groups
from trainer.tui.widgets.footer import Footer

_LEAST_WIDTH = 20


class HelpText(Widget):
    """The words, wrapped to whatever room there is, keys in a column of their own."""

    def __init__(self, text: str, groups: list[tuple[str, list[KeyHelp]]]) -> None:
        super().__init__()
        self._text = text
        self._groups = groups

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take at this width."""
        del container, viewport
        return help_content(self._text, self._groups, width).plain.count("\n") + 1

    def render(self) -> Content:
        """The words for the present width."""
        return help_content(self._text, self._groups, self.content_size.width)


class HelpScreen(ModalScreen[None]):
    """Lies over the screen that it is about. Made before it is shown, while that screen still has the keys."""

    CSS_PATH = "help.tcss"
    HELP = "What the screen below is for, and its keys. Those in the footer can be clicked."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "close", "Close", tooltip="Back to the screen"),
        Binding("down", "scroll(1)", "Read on", key_display="↓", tooltip="A line further down"),
        Binding("up", "scroll(-1)", "Back", key_display="↑", tooltip="A line back up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, tooltip="A page further down"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="A page back up"),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._text = HelpText(help_text(about), key_groups(about.app, about))
        self._ways = (False, False)

    def compose(self) -> ComposeResult:
        """The words in a box, and the keys."""
        with VerticalScroll(id="help", can_focus=False):
            yield self._text
        yield Footer(show_command_palette=False)

    def on_click(self, event: Click) -> None:
        """A click beside the box closes it; one on the footer does what the key there does."""
        areas = (self._box.region, self.query_one(Footer).region)
        if not any(area.contains(event.screen_x, event.screen_y) for area in areas):
            self.dismiss()

    def on_mount(self) -> None:
        """Offer to read on where there is more."""
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(self._box, name, self._scrolled)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """So many lines further."""
        self._box.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """So many pages further."""
        self._box.scroll_relative(y=pages * max(1, self._box.size.height - 1), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to scroll where all of it is in sight."""
        return action not in ("scroll", "page") or self._ways[parameters != (1,)]

    def _scrolled(self) -> None:
        self.call_after_refresh(self._look_around)  # all of it is known only then

    def _look_around(self) -> None:
        """The footer is made anew only where another key works."""
        box = self._box
        ways = (box.scroll_y < box.max_scroll_y, box.scroll_y > 0)
        if ways != self._ways:
            self._ways = ways
            self.refresh_bindings()

    @property
    def _box(self) -> VerticalScroll:
        return self.query_one("#help", VerticalScroll)


def help_content(text: str, groups: list[tuple[str, list[KeyHelp]]], width: int) -> Content:
    """Paragraphs, then a heading for each group of keys, and a line or more for each key."""
    room = max(width, _LEAST_WIDTH)
    keys = max((len(" ".join(each.keys)) for _, group in groups for each in group), default=0)
    parts: list[Content] = []
    for paragraph in text.split("\n\n"):
        parts += [Content(line) for line in wrap(" ".join(paragraph.split()), room)]
        parts.append(Content(""))
    for title, group in groups:
        parts.append(Content.styled(title, "bold $text-primary"))
        for each in group:
            parts += _key_lines(each, keys, room)
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _key_lines(each: KeyHelp, keys: int, width: int) -> Iterator[Content]:
    told = f"{each.name}. {each.told}" if each.told else each.name
    lines = wrap(told, max(width - keys - 2, _LEAST_WIDTH // 2), break_on_hyphens=False) or [""]
    yield Content.assemble((f"{' '.join(each.keys):>{keys}}", "bold $text-accent"), f"  {lines[0]}")
    yield from (Content(" " * (keys + 2) + line) for line in lines[1:])
