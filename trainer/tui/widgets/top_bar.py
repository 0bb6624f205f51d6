"""The bar at the top of a screen: where one is; a click on it leads to help, for which the footer may have no room."""

from __future__ import annotations

from textual.content import Content

from trainer.tui.widgets.steady import SteadyText


class TopBar(SteadyText):
    """One line or two."""

    def __init__(self, content: Content | None = None, *, id: str = "bar") -> None:
        super().__init__(Content("") if content is None else content, id=id)
        self.tooltip = "F1, or a click here: what this screen is for, and all of its keys"

    async def on_click(self) -> None:
        """Help."""
        await self.run_action("app.help")
