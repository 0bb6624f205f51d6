"""Characters that would steer the terminal never reach it, wherever the text came from."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter


def _characters() -> Iterable[int]:
    yield from range(0x20)
    yield from range(0x7F, 0xA0)
    yield from (0x2028, 0x2029)  # line and paragraph separators
    yield from (0x200E, 0x200F, 0x061C)  # these and the next turn the direction of the text around them
    yield from range(0x202A, 0x202F)
    yield from range(0x2066, 0x206A)


# All of them are laid out with a width of 0, so a line without them is as wide as before. Half a character pair, as it
# stands for a byte that is not UTF-8 in the name of a file, cannot be written at all.
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_characters()),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}


def without_controls(text: str) -> str:
    """The text as it will be written. Content takes some out itself, but forgets that its styles then begin earlier."""
    return text if text.isprintable() else text.translate(_TABLE)


class ControlsRemoved(LineFilter):
    """The last thing that happens to a line before it is written."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without control characters, each as wide as it was."""
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(segment.text.translate(_TABLE), segment.style)
            for segment in segments
        ]
