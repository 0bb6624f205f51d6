"""The code of a set, to share: a click on it copies it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class CodeLine(Static):
    """The code, or how a set without one travels."""

    DEFAULT_CSS = """
    CodeLine:hover { background: $boost; text-style: underline; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.tooltip = "y, or a click here, copies the code"

    def show(self, code: str | None) -> None:
        """This one from now on; None for an edited set."""
        self.update(shared_code(code))

    async def on_click(self) -> None:
        """As if the key had been pressed."""
        await self.screen.run_action("screen.copy")


def shared_code(code: str | None) -> Content:
    """What stands there."""
    if code is None:
        return Content.assemble(("Code       ", "bold"), "none, as it was edited; e writes it as a file")
    return Content.assemble(("Code       ", "bold"), (code, "bold $text-accent"), "  y copies")
