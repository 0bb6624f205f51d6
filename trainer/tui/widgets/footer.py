"""The line of keys: Textual's, which is made anew only where there are other keys to show."""

from __future__ import annotations

from typing import Any

from textual.widgets import Footer as TextualFooter


class Footer(TextualFooter):
    """Textual makes all keys anew whenever any may have changed, and so several times while a screen opens.

    Each takes as long as opening a small screen, and all of them are remembered by the footer for as long as it lives.
    """

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(show_command_palette=show_command_palette)
        self._made_of: list[Any] = []

    async def recompose(self) -> None:
        """Other keys, if they are others."""
        if not self.is_attached:
            return  # the screen was left meanwhile
        wanted = [
            (active.binding, active.enabled, active.tooltip)
            for active in self.screen.active_bindings.values()
            if active.binding.show or active.binding.key == self.app.COMMAND_PALETTE_BINDING
        ]
        if wanted == self._made_of:
            return
        self._made_of = wanted
        await super().recompose()
        self.mutate_reactive(TextualFooter.compact)  # at which it forgets the keys that are no more
