"""What is typed behind an option, read and checked: each raises ArgumentTypeError with what it should have been."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number from `low` to `high`, in digits."""

    def read(text: str) -> int:
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 20 and low <= int(digits) <= high):
            raise argparse.ArgumentTypeError(f"{text[:30]!r} is not a whole number from {low} to {high}")
        return int(digits)

    return read


def learner(text: str) -> str:
    """The name of a learner."""
    from trainer.learners import BadName, learner_name

    try:
        return learner_name(text)
    except BadName as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def day(text: str) -> date:
    """A day such as 2026-03-01."""
    from datetime import date

    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:30]!r} is not a date such as 2026-03-01") from None
