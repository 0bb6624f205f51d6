"""What the commands print."""

from __future__ import annotations

import json
import sys
from typing import Any


def say(*lines: str) -> None:
    """Lines on standard output."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def complain(message: str) -> None:
    """One line on standard error, with a full stop behind it."""
    told = " ".join(message.split())
    sys.stderr.write(f"convdrill: {told}{'' if told.endswith(('.', '!', '?')) else '.'}\n")


def say_json(document: dict[str, Any] | list[Any]) -> None:
    """One JSON document on one line, readable without knowing its encoding."""
    sys.stdout.write(json.dumps(document) + "\n")
