"""For widgets whose size follows from their place: one layout is enough for them."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class LaidOutOnce(Widget):
    """Mixed into a widget that changes its size while the learner waits; behind its base, whose styles it then has.

    Textual lays the whole screen out once more, and paints it once more, whenever a layout has changed a size.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """What the layout gave it, as with every widget."""
