"""No file without a question: where every one is left out, that is told, and nothing is written."""

from __future__ import annotations

from typing import BinaryIO, cast

from questions.wording import several
from trainer.exports.contract import BadExport, Sheet, Tally, Writer


def filled(write: Writer) -> Writer:
    """The function, which raises BadExport before its first byte where none of the questions can be in the file."""

    def written(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
        held = _Held(out, tally)
        write(sheet, cast(BinaryIO, held), tally)
        if tally.counts and not tally.kept:
            left = several(tally.counts.total(), "question")
            raise BadExport(f"there is nothing to write: {left} left out ({tally.why})")
        held.flush()

    return written


class _Held:
    """Keeps back what is written until a question is in it."""

    def __init__(self, out: BinaryIO, tally: Tally) -> None:
        self._out, self._tally = out, tally
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        if data:
            self._parts.append(data)
        if self._tally.kept:
            self.flush()
        return len(data)

    def flush(self) -> None:
        parts, self._parts = self._parts, []
        for part in parts:
            self._out.write(part)
