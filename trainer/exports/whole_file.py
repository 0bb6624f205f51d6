"""Files that are written in one piece: at any moment they have their old content or the new one."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_PERMISSIONS = 0o666


@contextmanager
def whole(target: str) -> Iterator[BinaryIO]:
    """Bytes for the file; it is in place when the block ends well, and untouched if not.

    What is no regular file (a pipe, a device) is written to as it is. Raises OSError, and ValueError for a name that
    no file can have.
    """
    with all_whole() as files, files.open(target) as file:
        yield file


@contextmanager
def all_whole() -> Iterator[WholeFiles]:
    """Several files that are all in place when the block ends well, in the order in which they were begun.

    If not, none is, and what was there is there again. Raises OSError.
    """
    files = WholeFiles()
    try:
        yield files
        files.settle()
    finally:
        files.clear()


class WholeFiles:
    """See all_whole."""

    def __init__(self) -> None:
        self._written: list[tuple[Path, Path]] = []
        self._temporary: list[Path] = []

    @contextmanager
    def open(self, target: str) -> Iterator[BinaryIO]:
        """Bytes for one of them, see `whole`."""
        if not target:
            raise FileNotFoundError(None, "it has no name")
        path = Path(os.path.realpath(target))
        state = _state(path)
        if state is not None and stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(None, "it is no file")
        if state is not None and not stat.S_ISREG(state.st_mode):
            with path.open("wb") as device:
                yield device
            return
        temporary = self._beside(path)
        number = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PERMISSIONS)
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if state is not None:  # whoever may read the file may read it afterwards
            temporary.chmod(stat.S_IMODE(state.st_mode))
        self._written.append((temporary, path))

    def settle(self) -> None:
        """Move all of them into place. Raises OSError with the name of the file that cannot be."""
        before: list[tuple[Path, Path | None]] = []
        path = Path()
        try:
            for temporary, path in self._written:
                if len(self._written) > 1:  # one alone is moved or not
                    before.append((path, self._kept(path)))
                temporary.replace(path)
        except BaseException as error:
            for moved, kept in reversed(before):
                with suppress(OSError):
                    moved.unlink() if kept is None else kept.replace(moved)
            if isinstance(error, OSError):
                raise OSError(error.errno, error.strerror, str(path)) from error
            raise

    def clear(self) -> None:
        """Take away what is not in place."""
        for temporary in self._temporary:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _beside(self, path: Path) -> Path:
        """A name in the same folder that nothing has, also not what a killed process left behind."""
        temporary = path.with_name(f".convdrill-{secrets.token_hex(8)}.tmp")
        self._temporary.append(temporary)
        return temporary

    def _kept(self, path: Path) -> Path | None:
        """What is there now under a second name; None where there is nothing."""
        if _state(path) is None:
            return None
        kept = self._beside(path)
        try:
            os.link(path, kept)
        except OSError:  # a file system without links
            shutil.copy2(path, kept)
        return kept


def _state(path: Path) -> os.stat_result | None:
    """What is there; None for nothing. Raises OSError, also for a link that leads to itself."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
