"""A file that a command writes in one piece, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from trainer.cli.refusal import Refused
from trainer.cli.streams import OutputLost
from trainer.exports.whole_file import whole


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
        with whole(target) as file:
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
