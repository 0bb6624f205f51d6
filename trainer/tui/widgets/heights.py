"""The height of a widget that takes as many lines as it has to tell, and lays them out anew for another width."""

from __future__ import annotations

from textual.widget import Widget


def measure_again(widget: Widget) -> None:
    """Have the widget's height, which is `auto`, found out again.

    Asking for a layout would not do in a resize: where one is asked for already, Textual goes on with the height that
    it found before the lines changed, and leaves blank lines or cuts some off. Another style makes it look again.
    """
    widget.styles.height = 1
    widget.styles.height = "auto"
