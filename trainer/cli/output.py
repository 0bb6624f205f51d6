"""What the commands print."""

from __future__ import annotations

import json
import sys
from typing import Any

_WIDEST = 88

OPENERS = frozenset((
    "A", "An", "Arithmetic", "Before", "Brackets", "Event", "Line", "None", "Nothing", "Taking", "That", "The",
    "There", "This", "Two", "Type", "Upsampling", "What", "Write",
))  # fmt: skip
"""Words, not names, that a sentence begins with where messages are also shown on a screen."""


def say(*lines: str) -> None:
    """Lines on standard output."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def say_page(*lines: str, piped: int | None = None) -> None:
    """Prose on standard output, wrapped between words to fit the terminal; into a pipe to `piped` columns, or not.

    What a line's bullet or number pushes in stays pushed in.
    """
    from trainer.steps import wrapped  # late, as most commands need not know

    width = page_width(piped)
    for line in lines:
        say(*wrapped(line, width))


def page_width(piped: int | None = None) -> int | None:
    """How wide prose is on standard output: as the terminal, up to a limit; into a pipe `piped`, or without an end."""
    terminal = terminal_width()
    return piped if terminal is None else min(_WIDEST, terminal)


def terminal_width() -> int | None:
    """Columns of the terminal on standard output; None into a pipe or a file."""
    import shutil  # late, as most commands need not know

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def printable(text: str) -> str:
    """Foreign text on one line of a terminal: nothing in it moves the cursor, colours or hides anything."""
    return "".join(
        sign if sign.isprintable() else " " if sign.isspace() else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


def complain(message: str) -> None:
    """One line on standard error, with a full stop behind it, whatever names and ids are quoted in it.

    It goes on behind the program's name, so it begins in lower case unless it begins with a name; the commands that
    it names are those that would be about the same store.
    """
    from trainer.cli.hints import completed

    told = printable(completed(" ".join(message.split())))
    first = told.partition(" ")[0]
    if first in OPENERS:
        told = told[0].lower() + told[1:]
    sys.stderr.write(f"convdrill: {told}{'' if told.endswith(('.', '!', '?')) else '.'}\n")


def say_json(document: dict[str, Any] | list[Any]) -> None:
    """One JSON document on one line, readable without knowing its encoding."""
    sys.stdout.write(json.dumps(document) + "\n")
