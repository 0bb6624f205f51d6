"""A bar for long work, on a terminal's standard error and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable

_BAR = 30


def progress_bar(what: str) -> Callable[[int, int], None]:
    """Tells how much is done of how much; nobody waits for it more than a hundred times. It goes away at the end."""
    shown = -1
    watched = sys.stderr.isatty()

    def show(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 * done // of
        if not watched or percent == shown:
            return
        shown = percent
        full = _BAR * percent // 100
        bar = f"{what} [{'#' * full}{'-' * (_BAR - full)}] {done:,} of {of:,}"
        sys.stderr.write(f"\r{bar}" if percent < 100 else f"\r{' ' * len(bar)}\r")
        sys.stderr.flush()

    return show
