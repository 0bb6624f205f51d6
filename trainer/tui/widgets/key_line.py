"""A footer in one piece: the same keys, looks, clicks and tooltips as Textual's, which makes a widget for each key.

Where the keys change with every press, making those widgets anew takes longer than all else that the press asks for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import Leave, MouseDown, MouseEvent, MouseMove, MouseScrollDown, MouseScrollUp
from textual.geometry import Size

from trainer.tui.widgets.ready_line import ReadyLine

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_ROOMY = 100
"""On a screen of so many columns the keys that are needed seldom may stand behind the others."""
_KEY, _WORDS, _HOVER, _GAP = "footer-key--key", "footer-key--description", "key-strip--hover", ""
_WHEEL = 4
"""Columns for each step of the mouse's wheel."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A key that works now. `parts` are its texts with their looks, from the column `start` on."""

    key: str
    description: str
    tooltip: str
    enabled: bool
    parts: tuple[tuple[str, str], ...]
    start: int = 0

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.start + sum(cell_len(text) for text, _ in self.parts)


class KeyStrip(ReadyLine):
    """The line itself."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_KEY, _WORDS, _HOVER}
    DEFAULT_CSS = """
    KeyStrip {
        width: auto;
        min-width: 100%;
        height: 1;
        & .footer-key--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        & .footer-key--description {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        & .key-strip--hover {
            background: $block-hover-background;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.offers: tuple[Offer, ...] = ()
        self._hovered: Offer | None = None

    def offer(self, offers: tuple[Offer, ...]) -> None:
        """Show these keys from now on. Nothing is laid out anew while all of them fit."""
        if offers == self.offers:
            return
        before, self.offers = self._length, offers
        self._hover(None)
        self.refresh(layout=max(before, self._length) > self.size.width or not self.size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as all of the keys."""
        del container, viewport
        return self._length

    def state(self) -> Hashable:
        """The keys, which of them the mouse is over, and their looks."""
        looks = [self.get_component_rich_style(name) for name in (_KEY, _WORDS, _HOVER)]
        return (self.offers, self._hovered, *looks)

    def segments(self) -> list[Segment]:
        """The keys, one behind the other."""
        look = self.rich_style
        return [
            Segment(text, (look + self.get_component_rich_style(name) if name else look) + self._emphasis(offer))
            for offer in self.offers
            for text, name in offer.parts
        ]

    def on_mouse_down(self, event: MouseDown) -> None:
        """A click on a key or its word is the key."""
        if (offer := self._at(event.x)) is not None:
            if offer.enabled:
                self.app.simulate_key(offer.key)
            else:
                self.app.bell()

    def on_mouse_move(self, event: MouseMove) -> None:
        """The key below the mouse is seen to be one, and tells more of itself."""
        self._hover(self._at(event.x))

    def on_leave(self, event: Leave) -> None:
        """No key is below the mouse."""
        if event.node is self:
            self._hover(None)

    @property
    def _length(self) -> int:
        return self.offers[-1].end if self.offers else 0

    def _at(self, column: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.key and offer.start <= column < offer.end), None)

    def _hover(self, offer: Offer | None) -> None:
        if offer is not self._hovered:
            self._hovered = offer
            self.tooltip = Content(offer.tooltip) if offer is not None and offer.tooltip else None
            self.styles.pointer = "default" if offer is None else "pointer"
            self.refresh()

    def _emphasis(self, offer: Offer) -> Style:
        emphasis = Style.null() if offer.enabled else Style(dim=True)
        if offer is self._hovered:
            emphasis += self.get_component_rich_style(_HOVER).background_style
        return emphasis


class KeyLine(ScrollableContainer, can_focus=False, can_focus_children=False):
    """The keys that work now, in the order and groups of their bindings; too many for the screen can be scrolled."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        scrollbar-size: 0 0;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._strip = KeyStrip()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The keys that are shown."""
        return tuple(offer for offer in self._strip.offers if offer.key)

    def compose(self) -> ComposeResult:
        """One line for all of them."""
        yield self._strip

    def on_mount(self) -> None:
        """Hear of other keys at once, so that they are painted together with what they belong to."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed, immediate=True)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Towards the keys for which there is no room."""
        self._scroll(event, _WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Back towards the first key."""
        self._scroll(event, -_WHEEL)

    def _scroll(self, event: MouseEvent, columns: int) -> None:
        if self.max_scroll_x:
            event.stop()
            event.prevent_default()
            self.scroll_to(x=self.scroll_x + columns, animate=False, immediate=True)

    def on_unmount(self) -> None:
        """No key is to be shown any more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        """Other keys work now than before, perhaps."""
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            active = screen.active_bindings.values()
            shown = [each for each in active if each.binding.show]
            offers = [*_placed(self._offers(shown))]
            seldom = {*getattr(screen, "IF_ROOM", ())} if self.size.width >= _ROOMY else set()
            seldom -= {each.binding.action for each in shown}
            for more in self._offers(each for each in active if each.binding.action in seldom):
                *_, last = _placed([*offers, more])
                if last.end <= self.size.width:
                    offers.append(last)
            self._strip.offer(tuple(offers))

    def on_resize(self) -> None:
        """There may be room for other keys."""
        self._bindings_changed(self.screen)

    def _offers(self, active: Iterable[ActiveBinding]) -> Iterator[Offer]:
        """One for each action. What stands between the keys of a group is an offer without a key."""
        first: dict[str, ActiveBinding] = {}
        for each in active:
            first.setdefault(each.binding.action, each)
        for group, members in groupby(first.values(), lambda each: each.binding.group):
            grouped = list(members)
            if group is None or len(grouped) == 1:
                for _, binding, enabled, tooltip in grouped:
                    parts = ((f" {self.app.get_key_display(binding)} ", _KEY), (f"{binding.description} ", _WORDS))
                    yield Offer(binding.key, binding.description, tooltip, enabled, parts)
            else:
                for _, binding, enabled, tooltip in grouped:
                    yield _between((" ", _GAP))
                    shown = ((self.app.get_key_display(binding), _KEY),)
                    yield Offer(binding.key, "", tooltip or binding.description, enabled, shown)
                yield _between((" ", _GAP), (group.description, _WORDS), (" ", _GAP))


def _between(*parts: tuple[str, str]) -> Offer:
    return Offer("", "", "", True, parts)


def _placed(offers: Iterable[Offer]) -> Iterator[Offer]:
    column = 0
    for offer in offers:
        yield (placed := replace(offer, start=column))
        column = placed.end
