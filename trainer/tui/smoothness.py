"""What keeps Python itself from holding the screen: its collector of garbage, and how long a thread may go on."""

from __future__ import annotations

import asyncio
import gc
import sys

_BREATH = 0.002
"""Seconds."""
_TURN = 0.0005
"""Seconds that a thread may go on while another one wants to; Python's own 0.005 is felt where the store counts."""


def begin() -> None:
    """For a program of its own, not for tests: what is left of it is never looked at again."""
    sys.setswitchinterval(_TURN)
    gc.freeze()


def rest() -> None:
    """Collect what the screens that were left behind held, and do not look at the rest again.

    A collection looks at everything that was made since the last rest, and nothing else runs meanwhile: of all that
    the program has loaded and cached that is a fifth of a second.
    """
    gc.collect()
    gc.freeze()


async def breathe() -> None:
    """Let keys come in between two long pieces of work: a screen that opens is styled and laid out twice in a row."""
    await asyncio.sleep(_BREATH)
