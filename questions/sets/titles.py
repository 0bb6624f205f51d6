"""Titles of sets from foreign places: on one line, with nothing in them that would steer a terminal."""

from __future__ import annotations

import re

LONGEST_TITLE = 200

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # colours, the cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # window titles, links
    r"|\x1b[ -/]*[0-~]?"
)


def is_title(text: str) -> bool:
    """Whether it can be the title of a set as it is."""
    return 0 < len(text) <= LONGEST_TITLE and text == " ".join(text.split()) and text.isprintable()


def clean_title(text: str) -> str:
    """The text on one line, without control characters, escape sequences, and what cannot be seen."""
    spaced = "".join(" " if sign.isspace() else sign for sign in _SEQUENCE.sub("", text))
    return " ".join("".join(sign for sign in spaced if sign.isprintable()).split())
