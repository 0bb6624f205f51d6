"""Who waits for whom, where several programs change the files of a folder: one after the other, and nobody for ever."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.02
_TRIES = 500
"""Ten seconds; nobody holds the lock for longer than it takes to draw a set."""
_NO_LOCKS = {getattr(errno, name, errno.ENOSYS) for name in ("ENOSYS", "ENOLCK", "ENOTSUP", "EOPNOTSUPP", "EINVAL")}


class Busy(OSError):
    """Another program has had the lock all the time."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep out whoever else asks for this, also in this process, until the block ends or the program does.

    Where the file system knows no locks nobody is kept out. Raises Busy, and OSError for a folder that cannot be
    written to.
    """
    held = _taken(folder / ".lock")
    try:
        yield
    finally:
        with suppress(OSError):  # on Windows no open file can be removed; the next one takes it again
            (folder / ".lock").unlink()
        os.close(held)


def _taken(file: Path) -> int:
    """The open file with our lock on it; the file is removed at the end, so the one that has its name counts."""
    for _ in range(_TRIES):
        held = os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if _locked(held) and os.path.samestat(os.fstat(held), file.stat()):
                return held
        except FileNotFoundError:
            pass  # whoever held it has removed it just now
        except BaseException:
            os.close(held)
            raise
        os.close(held)
        time.sleep(_PAUSE)
    raise Busy(errno.EBUSY, "another program is changing it; try again")


def _locked(held: int) -> bool:
    """Whether the lock is ours now; without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
