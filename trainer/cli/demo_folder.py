"""The folder that a demo lives in: gone when its program ends, however it ends; at the latest when the next one begins.

A file in it is locked for as long as the program runs. Nothing but the end of the program lets that lock go, so a
folder whose file can be locked was left behind.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trainer.cli.endings import ended_by_signals

_PREFIX = "convdrill-demo-"
_HELD = "held-by-a-running-demo"


@contextmanager
def demo_folder(*, keep: bool) -> Iterator[Path]:
    """A new folder for a demo, removed behind it unless it is to be kept; always where something was raised.

    A signal that ends programs raises SystemExit, or leaves the app where that runs.
    """
    sweep()
    with ended_by_signals(sys.exit):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            held = None if keep else _hold(folder)
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if held is not None:
            os.close(held)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove what demos left that could not end: folders of this user's whose program is gone. Others stay."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if _is_left_behind(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # another program has removed it meanwhile, or it is not ours to look into


def _hold(folder: Path) -> int | None:
    """Lock the folder's file; it gets its name with the lock on it. None where there are no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    file = folder / f"{_HELD}.new"
    held = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    file.rename(folder / _HELD)
    return held


def _is_left_behind(folder: Path) -> bool:
    """Whether it is a demo's folder of this user whose program has ended. Raises OSError."""
    if sys.platform == "win32":
        return False
    import fcntl

    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        return False
    held = os.open(folder / _HELD, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True
