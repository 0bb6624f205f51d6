"""The keys of a screen for its help: derived from the bindings, those that work now before the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

NOW, LATER, ALWAYS = "Keys that work now", "Keys that work at other times here", "Keys that work everywhere"
_OURS = "trainer."


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One thing that can be done, with all keys that do it."""

    keys: tuple[str, ...]
    name: str
    told: str


def key_groups(app: App[Any], screen: Screen[Any]) -> list[tuple[str, list[KeyHelp]]]:
    """The groups in their order, none of them empty."""
    active = {
        (id(found.node), found.binding.action, key) for key, found in screen.active_bindings.items() if found.enabled
    }
    now: dict[str, list[Binding]] = {}
    later: dict[str, list[Binding]] = {}
    for node, binding in _bindings(screen):
        group = now if (id(node), binding.action, binding.key) in active else later
        group.setdefault(binding.action, []).append(binding)
    named = {bindings[0].description for bindings in now.values()}
    later = {action: bindings for action, bindings in later.items() if bindings[0].description not in named}
    always = {binding.action: [binding] for _, binding in _declared(app, app.__class__.__mro__) if binding.description}
    palette = Binding(app.COMMAND_PALETTE_BINDING, "", "Palette", tooltip="Everything that can be done here, by name")
    groups = ((NOW, now), (LATER, later), (ALWAYS, {**always, "palette": [palette]}))
    return [(title, [_told(app, each) for each in group.values()]) for title, group in groups if group]


def _bindings(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding]]:
    """Ours: of the widget that has the keys or could have them, then of the screen."""
    nodes: list[Widget] = [widget for widget in screen.query(Widget) if type(widget).__module__.startswith(_OURS)]
    for node in (*nodes, screen):
        ours = [cls for cls in type(node).__mro__ if cls.__module__.startswith(_OURS)]
        for _, binding in _declared(node, ours):
            if binding.description and binding.action != "app.help":  # which works everywhere
                yield node, _of(node, binding)


def _of(node: DOMNode, declared: Binding) -> Binding:
    """The binding as this node has it, whose words may be its own."""
    own = node._bindings.key_to_bindings.get(declared.key, ())
    return next((binding for binding in own if binding.action == declared.action), declared)


def _declared(node: DOMNode, classes: Any) -> Iterator[tuple[DOMNode, Binding]]:
    for cls in classes:
        declared = cls.__dict__.get("BINDINGS", ())
        yield from ((node, binding) for binding in Binding.make_bindings(declared))


def _told(app: App[Any], bindings: list[Binding]) -> KeyHelp:
    keys = tuple(dict.fromkeys(app.get_key_display(binding) for binding in bindings))
    name, told = bindings[0].description, bindings[0].tooltip
    return KeyHelp(keys, name, told.removeprefix(f"{name}.").strip())
