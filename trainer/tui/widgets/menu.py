"""A key with what it leads to, which can be clicked as well."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static


class MenuItem(Static):
    """`i Interview`: does on a click what the key does."""

    DEFAULT_CSS = """
    MenuItem {
        width: 1fr;
        height: 1;
        &:hover { background: $boost; text-style: underline; }
    }
    """

    def __init__(self, binding: Binding) -> None:
        key = binding.key_display or {"comma": ","}.get(binding.key, binding.key)
        super().__init__(Content.assemble((f"{key} ", "bold $text-accent"), binding.description))
        self._action = binding.action
        self.tooltip = Content(binding.tooltip)

    async def on_click(self) -> None:
        """As if the key had been pressed."""
        await self.screen.run_action(self._action)
