"""Pasted text as a syntax tree, within limits. Nothing is ever run."""

import ast
import re
import textwrap
import warnings

from questions.layers.literals import NotationError, shown

MAX_TEXT = 200_000
MAX_LAYERS = 2_000
MAX_NAME = 500

_MOST_BITS = 4_000
"""Beyond this Python itself would not write a number out."""

_PROMPT = re.compile(r"^(?:>>>|\.\.\.)(?: |$)")
_FENCE = re.compile(r"^\s*```.*$", re.MULTILINE)


def checked_text(text: str) -> str:
    """The text without its surroundings: common indentation, Python's prompts, the fences of a code block.

    Raises NotationError if it is too long or empty.
    """
    if len(text) > MAX_TEXT:
        raise NotationError(f"The text may have at most {MAX_TEXT:,} characters, not {len(text):,}.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if "```" in text:
        text = _FENCE.sub("", text)
    lines = text.split("\n")
    if any(line.startswith(">>>") for line in lines):
        text = "\n".join(_PROMPT.sub("", line) if _PROMPT.match(line) else "" for line in lines)
    if not text.strip():
        raise NotationError("There is no layer in an empty text.")
    return textwrap.dedent(text)


def parse_source(text: str) -> ast.Module:
    """The statements of a text that `checked_text` returned. Raises NotationError with the place."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on odd literals would appear on the learner's screen
            tree = ast.parse(text)
    except SyntaxError as error:
        first = _first_line_less_indented(text)
        if first is not None:
            return parse_source(first)
        line = error.lineno or 1
        if "integer string conversion" in error.msg:
            raise NotationError(f"A number at line {line} has too many digits.") from None
        reason = repr(error.msg)[1:-1].rstrip(".?")
        raise NotationError(
            f"This cannot be read as layers or Python at line {line}, column {max(error.offset or 1, 1)}: {reason}."
        ) from None
    except (MemoryError, RecursionError):
        raise NotationError("The text is nested too deeply.") from None
    except ValueError:  # NUL bytes and lone surrogates
        raise NotationError("The text has characters that cannot be part of it.") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value.bit_length() > _MOST_BITS:
            raise NotationError(f"A number at line {node.lineno} has too many digits.")
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if len(name) > MAX_NAME:
                raise NotationError(f"The name {shown(name)} at line {node.lineno} is too long.")
    return tree


def _first_line_less_indented(text: str) -> str | None:
    """The text as it was before its first line lost its indentation, as happens when a block is copied."""
    first, _, rest = text.partition("\n")
    inner = textwrap.dedent(rest)
    if first[:1].isspace() or inner == rest or not inner.strip() or first.rstrip().endswith((":", "(", ",", "[")):
        return None
    return f"{first}\n{inner}"


def without_comma(expression: ast.expr) -> ast.expr:
    """A layer whose line was copied with the comma behind it, which would make it a tuple."""
    match expression:
        case ast.Tuple(elts=[ast.Call() as only]) if only.col_offset == expression.col_offset:
            return only
    return expression
