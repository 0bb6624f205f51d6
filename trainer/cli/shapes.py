"""Reading a shape option such as `24x24x3`."""

from __future__ import annotations

from questions.layers.specs import Shape
from questions.submission import AnswerKind, Unreadable, read_submission
from trainer.cli.refusal import Refused


def read_shape(text: str) -> Shape:
    """`24x24x3`, `(24, 24, 3)` or `24,24,3`: positive sizes. Raises Refused."""
    read = read_submission(AnswerKind.SHAPE, text)
    if isinstance(read, Unreadable) or not isinstance(read.value, tuple) or 0 in read.value:
        raise Refused(f"--input takes the sizes of the axes without the batch, such as 3x24x24, not {text[:40]!r}")
    return read.value
