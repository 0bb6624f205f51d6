"""A file that is written in one piece: at any moment it has its old content or the new one."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from trainer.cli.refusal import Refused
from trainer.cli.streams import OutputLost

_PERMISSIONS = 0o666


@contextmanager
def whole_file(target: str) -> Iterator[BinaryIO]:
    """Bytes for the file; it is in place when the block ends well, and untouched if not. `-` is standard output.

    What is no regular file (a pipe, a device) is written to as it is. Raises Refused.
    """
    if target == "-":
        sys.stdout.flush()
        yield cast(BinaryIO, _Standard())
        return
    try:
        path = Path(os.path.realpath(target))
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                yield device
            return
        if not target or path.is_dir():
            raise IsADirectoryError(None, "it is no file")
        with _replacing(path) as file:
            yield file
    except (OSError, ValueError) as error:
        if _about_something_else(error):
            raise
        why = getattr(error, "strerror", None) or str(error)
        raise Refused(f"{target or 'a file without a name'} cannot be written: {why}") from error


def write_whole(target: str, text: str) -> None:
    """Write the text to the file in one piece. Raises Refused."""
    with whole_file(target) as file:
        file.write(text.encode())


def _about_something_else(error: Exception) -> bool:
    """A ValueError with a class of its own was raised by whoever fills the file, and is told as it is."""
    return isinstance(error, ValueError) and type(error) is not ValueError


class _Standard:
    """Standard output takes bytes by way of its text stream, which tells its own failures apart."""

    def write(self, data: bytes) -> int:
        try:
            written: int = sys.stdout.buffer.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(f"standard output cannot be written: {error.strerror or error}") from error
        return written

    def flush(self) -> None:
        sys.stdout.flush()


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
