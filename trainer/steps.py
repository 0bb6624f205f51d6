"""Worked steps as aligned lines: the sentence, which factor is what, the formula with its numbers.

A line is made of pieces, each with a role, so that every front end gives them its own looks; where a line ends does not
depend on that. `step_lines` has them as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from questions.wording import parted

if TYPE_CHECKING:
    from questions.question import Factor, Step

_BULLET = re.compile(r" *(?:[0-9]+\. |• |[a-z]\) )?")
_INDENT = 5
_ONE_LINE = 72
"""Without a width a step that fits into this many columns is one line."""
_NARROWEST = 12
"""A meaning that has less room than this goes on at the left instead of in its own column."""
_IDLE = "Not needed:"
_WORD = re.compile(r"\S+")
_SIZES = re.compile(r"\((?:[0-9]+, )+[0-9]+\)")
_WHOLE = re.compile(rf"(?:{_SIZES.pattern}|\S)+")
"""A word in which sizes stay together."""
_GLUE = "\ue000"
"""What stands for a space at which no line ends."""
_MANY = 21
_FIRST, _LAST = 10, 4
"""Of twenty layers and their total every line is shown; of more the first ten, the last three and the total."""


class Role(Enum):
    """What a piece of a line is."""

    TEXT = "text"
    SYMBOL = "symbol"
    NUMBER = "number"
    RESULT = "result"


Piece = tuple[str, Role]
Line = tuple[Piece, ...]


def wrapped(line: str, width: int | None) -> list[str]:
    """A line of prose, wrapped between words to a width if there is one; what a bullet pushes in stays pushed in."""
    if width is None or len(line) <= width:
        return [line]
    import textwrap

    bullet = re.match(_BULLET, line)
    hanging = " " * (bullet.end() if bullet else 0)
    glued = _SIZES.sub(lambda sizes: sizes[0].replace(" ", _GLUE), line) if _stay_whole(line, width) else line
    lines = textwrap.wrap(glued, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return [part.replace(_GLUE, " ") for part in lines]


def _stay_whole(text: str, room: int) -> bool:
    """Whether sizes such as (64, 3, 7, 7) fit into a line each."""
    return _GLUE not in text and all(len(sizes[0]) <= room // 2 for sizes in _SIZES.finditer(text))


def wrapped_prompt(prompt: str, width: int | None) -> list[str]:
    """The lines of a question: code and tables, which are pushed in, stay as they are."""
    return [
        part
        for line in prompt.splitlines()
        for part in ([line] if line.startswith(" ") or " | " in line else wrapped(line, width))
    ]


def step_lines(steps: Sequence[Step], width: int | None = None) -> list[str]:
    """The worked steps as plain text, wrapped to a width if there is one."""
    return ["".join(text for text, _ in line) for line in laid_out(steps, width)]


def shortened(steps: Sequence[Step], width: int | None = None) -> list[str]:
    """The worked steps of a large network: its first and last layers and the total, where all would fill the screen."""
    if len(steps) <= _MANY:
        return step_lines(steps, width)
    lines = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    left_out = len(lines) - _FIRST - _LAST
    return [*lines[:_FIRST], f"… {left_out:,} more layers (`convdrill explain` lists all)", *lines[-_LAST:]]


def laid_out(steps: Sequence[Step], width: int | None = None, *, brief: bool = False) -> list[Line]:
    """The numbered steps, line by line; the factors of all of them stand in the same columns.

    A factor that an earlier step has told is not told again, unless its number was another one meanwhile. In brief no
    factor is told at all. What is given but not needed comes last, without a number.
    """
    idle = [step for step in steps if _is_idle(step)]
    not_needed = list(dict.fromkeys(row for step in steps for row in step.idle))
    steps = [step for step in steps if not _is_idle(step)]
    if brief:
        steps = [replace(step, factors=(), idle=()) for step in steps]
    told: dict[tuple[str, str], str] = {}
    tables: list[list[Factor]] = []
    for step in steps:
        tables.append([row for row in step.factors if told.get((row.symbol, row.meaning)) != row.number])
        told.update({(row.symbol, row.meaning): row.number for row in step.factors})
    shown = [row for step, rows in zip(steps, tables, strict=True) if not _names_its_result(step) for row in rows]
    columns = _columns(shown)
    lines: list[Line] = []
    for number, (step, rows) in enumerate(zip(steps, tables, strict=True), 1):
        lines += _step(f"{number}. ", step, rows, columns, width)
    if brief:
        return [*lines, *(line for step in idle for line in _wrapped([(step.sentence, Role.TEXT)], width, 0))]
    return [*lines, *_not_needed(not_needed, width)]


def _not_needed(rows: Sequence[Factor], width: int | None) -> Iterator[Line]:
    """One given number with its reason on a line: `Not needed: stride 2 (moves the filters)`; several as a table."""
    if len(rows) == 1:
        [row] = rows
        name = [(f"{_IDLE} ", Role.TEXT), (row.symbol, Role.SYMBOL), (" ", Role.TEXT), (row.number, Role.NUMBER)]
        yield from _wrapped([*name, (f" ({row.meaning})", Role.TEXT)], width, _INDENT)
    elif rows:
        yield from _wrapped([(_IDLE, Role.TEXT)], width, 0)
        yield from _table(rows, _columns(rows), width, left=True)


def _step(head: str, step: Step, rows: list[Factor], columns: tuple[int, int], width: int | None) -> Iterator[Line]:
    sentence: Piece = (head + step.sentence, Role.TEXT)
    counted = _counted(step)
    one = [sentence, (" ", Role.TEXT), *counted] if counted else [sentence]
    if _names_its_result(step) or (not rows and _length(one) <= (width or _ONE_LINE)):
        yield from _wrapped(one, width, len(head))
    else:
        yield from _wrapped([sentence], width, len(head))
        yield from _table(rows, columns, width)
        if counted:
            indent: Piece = (" " * _INDENT, Role.TEXT)
            yield from _wrapped([indent, *counted], width, _INDENT + 2)


def _is_idle(step: Step) -> bool:
    """Whether all that the step says is which given numbers play no part."""
    return bool(step.idle) and not (step.factors or step.formula or step.substitution or step.result)


def _names_its_result(step: Step) -> bool:
    """Whether the one factor is the result itself: `One bias per filter: C_out = 10`."""
    if len(step.factors) != 1 or step.formula or step.substitution:
        return False
    return step.factors[0].number == step.result


def _counted(step: Step) -> list[Piece]:
    symbol = step.factors[0].symbol if _names_its_result(step) else ""
    written = " = ".join(part for part in (symbol, parted(step.formula), parted(step.substitution)) if part)
    pieces: list[Piece] = [(written, Role.TEXT)] if written else []
    if step.result:
        pieces += [(" = ", Role.TEXT)] if written else []
        pieces.append((step.result, Role.RESULT))
    return pieces


def _columns(rows: Iterable[Factor]) -> tuple[int, int]:
    """How wide the symbols and the numbers are."""
    sizes = [(len(row.symbol), len(row.number)) for row in rows]
    return max((symbol for symbol, _ in sizes), default=0), max((number for _, number in sizes), default=0)


def _table(
    rows: Iterable[Factor], columns: tuple[int, int], width: int | None, *, left: bool = False
) -> Iterator[Line]:
    """A line per factor; a long meaning goes on in its own column."""
    symbols, numbers = columns
    for row in rows:
        number = row.number.ljust(numbers) if left else row.number.rjust(numbers)
        pieces: list[Piece] = [(" " * _INDENT, Role.TEXT), (row.symbol, Role.SYMBOL)]
        pieces += [(" " * (symbols - len(row.symbol) + 2), Role.TEXT), (number, Role.NUMBER)]
        pieces.append((f"  {row.meaning}", Role.TEXT))
        column = _INDENT + symbols + 2 + numbers + 2
        narrow = width is not None and width - column < _NARROWEST
        yield from _wrapped(pieces, width, _INDENT + 2 if narrow else column)


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(text) for text, _ in pieces)


def _wrapped(pieces: Sequence[Piece], width: int | None, hanging: int) -> Iterator[Line]:
    """The pieces on as many lines as they need; all but the first are pushed in."""
    if width is None or _length(pieces) <= width:
        yield tuple(pieces)
        return
    text = "".join(part for part, _ in pieces)
    start, end, pushed = 0, 0, 0
    for word in (_WHOLE if _stay_whole(text, width) else _WORD).finditer(text):
        if word.end() - start + pushed > width and text[start:end].strip():
            yield _cut(pieces, start, end, pushed)
            start, pushed = word.start(), hanging
        end = word.end()
    yield _cut(pieces, start, end, pushed)


def _cut(pieces: Sequence[Piece], start: int, end: int, pushed: int) -> Line:
    """What stands between two places of the whole text."""
    line: list[Piece] = [(" " * pushed, Role.TEXT)] if pushed else []
    at = 0
    for text, role in pieces:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            line.append((part, role))
        at += len(text)
    return tuple(line)
