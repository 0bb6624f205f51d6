"""A file that is written in one piece: at any moment it has its old content or the new one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PERMISSIONS = 0o666


@contextmanager
def whole(target: str) -> Iterator[BinaryIO]:
    """Bytes for the file; it is in place when the block ends well, and untouched if not.

    What is no regular file (a pipe, a device) is written to as it is. Raises OSError, and ValueError for a name that
    no file can have.
    """
    path = Path(os.path.realpath(target))
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:
            yield device
        return
    if not target or path.is_dir():
        raise IsADirectoryError(None, "it is no file")
    with _replacing(path) as file:
        yield file


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """By way of a file beside it, which never stays; an existing file keeps who may read it."""
    temporary = path.with_name(f".{path.name[:200]}.{os.getpid()}.tmp")
    kept = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    number = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PERMISSIONS)
    try:
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            temporary.chmod(kept)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
