"""Where the text to explain comes from: the command line, a file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer.cli.refusal import Refused

LONGEST = 200_000
_ENDINGS = (".py", ".txt")
_LONGEST_NAME = 1_000


def read_source(argument: str) -> str:
    """The text itself; what `-` or the name of a file stands for. Raises Refused and OSError."""
    if argument.strip() == "-":
        return _decoded(sys.stdin.buffer.read(LONGEST + 1), "standard input")
    name = argument.strip()
    if _names_file(name):
        with Path(name).open("rb") as file:
            return _decoded(file.read(LONGEST + 1), name)
    return argument


def _names_file(name: str) -> bool:
    if not name or len(name) > _LONGEST_NAME or "\n" in name or "\0" in name:
        return False
    if name.endswith(_ENDINGS):
        return True
    return "(" not in name and Path(name).is_file()


def _decoded(data: bytes, source: str) -> str:
    if len(data) > LONGEST:
        raise Refused(f"{source} holds more than {LONGEST:,} bytes; a model as text is shorter")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{source} is not text in UTF-8") from None
