"""The text of a layer call as a syntax tree, and its arguments as plain values. Nothing is ever evaluated."""

import ast
import warnings
from collections.abc import Iterable
from functools import lru_cache

from questions.layers.terms import LayerError

Plain = int | float | bool | str | None | tuple["Plain", ...]
"""What an argument may be; lists are read as tuples."""

MAX_TEXT = 2_000
MAX_DIGITS = 12
MAX_DEPTH = 20
MAX_EXPONENT = 40

_LIMIT = 10**MAX_DIGITS


class NotationError(LayerError):
    """A text that is not a layer call. The message is one sentence that says what is wrong, and where."""


def parse_call(text: str) -> ast.Call:
    """The one call that ``text`` consists of, without surrounding space. Raises NotationError for any other text."""
    if len(text) > MAX_TEXT:
        raise NotationError(f"A layer call may have at most {MAX_TEXT:,} characters, not {len(text):,}.")
    if not text:
        raise NotationError("There is no layer call, such as nn.Conv2d(3, 10, 3).")
    try:
        with warnings.catch_warnings():
            # Python's remarks on odd literals ("1or 2") would appear on the learner's screen.
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise NotationError(_syntax(text, error)) from None
    except (MemoryError, RecursionError):
        raise NotationError("The layer call is nested too deeply.") from None
    except ValueError:  # NUL bytes and lone surrogates
        raise NotationError("The layer call has characters that cannot be part of one.") from None
    if not isinstance(tree.body, ast.Call):
        raise NotationError(f"A layer call, such as nn.Conv2d(3, 10, 3), was expected, not {shown(text)}.")
    return tree.body


def plain_value(node: ast.expr, text: str, depth: int = 0) -> Plain:
    """The literal at ``node``: numbers, strings, True, False, None, tuples and whole-number arithmetic.

    Raises NotationError with the place for names, calls and anything else, and for numbers over 12 digits.
    """
    if depth > MAX_DEPTH:
        raise NotationError(f"The value at {place(node, text)} is nested too deeply.")
    match node:
        case ast.Constant(value=bool() | float() | str() | None as value):
            return value
        case ast.Constant(value=int() as value):
            return _limited(value, node, text)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return tuple([plain_value(element, text, depth + 1) for element in elements])
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            number = plain_value(operand, text, depth + 1)
            if isinstance(number, int | float) and not isinstance(number, bool):
                return -number if isinstance(sign, ast.USub) else number
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(node, op, plain_value(left, text, depth + 1), plain_value(right, text, depth + 1), text)
        case ast.Name(id=name):
            raise NotationError(
                f"{shown(name)} at {place(node, text)} is a name whose value is not known here: write the value."
            )
    raise NotationError(f"A plain value was expected at {place(node, text)}, such as 3, (3, 3), 'same' or True.")


def place(node: ast.expr | ast.keyword, text: str) -> str:
    """Where a node begins, for a sentence: "column 12", with the line if the text has several. Counted from 1."""
    lines = _lines(text)
    line = lines[min(node.lineno, len(lines)) - 1]
    column = len(line.encode(errors="replace")[: node.col_offset].decode(errors="ignore")) + 1
    return f"column {column}" if len(lines) == 1 else f"line {node.lineno}, column {column}"


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    # A whole file is asked for many places in turn.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def shown(value: object) -> str:
    """A value as a sentence may show it: quoted and escaped like a Python literal, and never long."""
    written = repr(value)
    return written if len(written) <= 40 else f"{written[:37]}..."


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like ``name`` as the end of a sentence, or nothing."""
    import difflib  # only when a name is wrong: it takes longer to import than a call takes to read

    near = difflib.get_close_matches(name[:40], list(known), n=1)
    return f"; the nearest is {near[0]}" if near else ""


def _syntax(text: str, error: SyntaxError) -> str:
    reason = repr(error.msg)[1:-1]
    line, column = error.lineno or 1, max(error.offset or 1, 1)
    where = f"column {column}" if "\n" not in text else f"line {line}, column {column}"
    return f"This cannot be read as a layer call at {where}: {reason}."


def _limited(value: int, node: ast.expr, text: str) -> int:
    if not -_LIMIT < value < _LIMIT:
        raise NotationError(f"The number at {place(node, text)} has more than {MAX_DIGITS} digits.")
    return value


def _arithmetic(node: ast.expr, op: ast.operator, left: Plain, right: Plain, text: str) -> int:
    if type(left) is not int or type(right) is not int:
        raise NotationError(f"Arithmetic at {place(node, text)} is read for whole numbers only.")
    match op:
        case ast.Add():
            value = left + right
        case ast.Sub():
            value = left - right
        case ast.Mult():
            value = left * right
        case ast.FloorDiv() if right:
            value = left // right
        case ast.Pow() if 0 <= right <= MAX_EXPONENT:
            value = left**right
        case _:
            raise NotationError(f"The arithmetic at {place(node, text)} is not read here: write the number.")
    return _limited(value, node, text)
