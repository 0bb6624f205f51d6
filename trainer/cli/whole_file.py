"""Files that a command writes in one piece, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast

from trainer.cli.refusal import Refused
from trainer.cli.streams import OutputLost
from trainer.exports.whole_file import WholeFiles, all_whole

Opened = Callable[[str], AbstractContextManager[BinaryIO]]


@contextmanager
def whole_file(target: str) -> Iterator[BinaryIO]:
    """Bytes for the file; it is in place when the block ends well, and untouched if not. `-` is standard output.

    What is no regular file (a pipe, a device) is written to as it is. Raises Refused.
    """
    if target == "-":
        sys.stdout.flush()
        yield cast(BinaryIO, _Standard())
        return
    with whole_files() as opened, opened(target) as file:
        yield file


@contextmanager
def whole_files() -> Iterator[Opened]:
    """What opens several files: all are in place when the block ends well, and else none is. Raises Refused."""

    @contextmanager
    def opened(files: WholeFiles, target: str) -> Iterator[BinaryIO]:
        try:
            with files.open(target) as file:
                yield file
        except (OSError, ValueError) as error:
            if _about_something_else(error):
                raise
            raise _refusal(target, error) from error

    try:
        with all_whole() as files:
            yield lambda target: opened(files, target)
    except OSError as error:
        raise _refusal(str(error.filename or ""), error) from error


def write_whole(target: str, text: str) -> None:
    """Write the text to the file in one piece. Raises Refused."""
    with whole_file(target) as file:
        file.write(text.encode())


def _refusal(target: str, error: Exception) -> Refused:
    why = getattr(error, "strerror", None) or str(error)
    return Refused(f"{target or 'a file without a name'} cannot be written: {why}")


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
