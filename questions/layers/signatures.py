"""What a layer's constructor takes: its arguments in order, how each is read, and its default."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from questions.layers.literals import NotationError, Plain, nearest, place, plain_value, shown
from questions.layers.specs import Layer

Dialect = Literal["pytorch", "keras", "linen", "nnx"]
"""A family of constructors. Flax has two: flax.linen and flax.nnx."""

Values = dict[str, Any]
"""The arguments of a call by name, read and with defaults filled in; arguments that count nothing are left out."""

Axes = tuple[int | None, ...]
"""The input's shape in the framework's own order, without the batch axis; None where a size is open."""

REQUIRED: Any = object()


class UnfitError(Exception):
    """A value of the wrong kind; the message completes "must be …"."""


Reader = Callable[[Plain, int], Any]
"""From a plain value and the layer's number of spatial axes to what the layer is built from, or UnfitError."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. Without ``read`` it does not touch the count and may be any expression."""

    name: str
    read: Reader | None = None
    default: Any = None
    keyword_only: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A layer, and how its input is laid out: channels last, or as the layer's own shapes are."""

    layer: Layer
    channels_last: bool = False
    transpose_kernel: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A constructor: ``rank`` spatial axes (0 where it has none), and how to build the layer from its arguments.

    ``shown`` leading arguments are always written, even where they equal the default.
    """

    name: str
    rank: int
    arguments: tuple[Argument, ...]
    build: Callable[[Values, int, Axes | None], Built]
    shown: int = 0


def bind(signature: Signature, call: ast.Call, text: str) -> Values:
    """Read a call's arguments. Raises NotationError naming the argument that is unknown, missing or unfit."""
    return {name: _read(signature, argument, node, text) for name, (argument, node) in match(signature, call, text)}


def match(signature: Signature, call: ast.Call, text: str) -> list[tuple[str, tuple[Argument, ast.expr | None]]]:
    """Each argument that counts with the expression given for it, or None for its default. Reads no value.

    Raises NotationError for arguments that are unknown, missing, given twice or too many.
    """
    given: dict[str, ast.expr] = {}
    positional = [argument for argument in signature.arguments if not argument.keyword_only]
    for index, node in enumerate(call.args):
        if isinstance(node, ast.Starred):
            raise NotationError(f"The arguments at {place(node, text)} must be written out, without a star.")
        if index >= len(positional):
            raise NotationError(
                f"{signature.name} takes at most {len(positional)} positional arguments; "
                f"the one at {place(node, text)} is too many."
            )
        given[positional[index].name] = node
    known = {argument.name for argument in signature.arguments}
    for keyword in call.keywords:
        if keyword.arg is None:
            raise NotationError(f"The arguments at {place(keyword, text)} must be written out, without stars.")
        if keyword.arg not in known:
            _refuse_name(signature, keyword, keyword.arg, text)
        if keyword.arg in given:
            raise NotationError(f"{keyword.arg} is given a second time at {place(keyword, text)}.")
        given[keyword.arg] = keyword.value
    for argument in signature.arguments:
        if argument.default is REQUIRED and argument.name not in given:
            raise NotationError(f"{signature.name} needs {argument.name}, which is missing.")
    return [(a.name, (a, given.get(a.name))) for a in signature.arguments if a.read is not None]


def _refuse_name(signature: Signature, keyword: ast.keyword, name: str, text: str) -> NoReturn:
    hint = nearest(name, [argument.name for argument in signature.arguments])
    raise NotationError(f"{signature.name} has no argument {shown(name)} ({place(keyword, text)}){hint}.")


def _read(signature: Signature, argument: Argument, node: ast.expr | None, text: str) -> Any:
    assert argument.read is not None  # noqa: S101 - match() leaves the others out
    if node is None:
        return argument.read(argument.default, signature.rank)
    value = plain_value(node, text)
    try:
        return argument.read(value, signature.rank)
    except UnfitError as expected:
        raise NotationError(f"{argument.name} at {place(node, text)} must be {expected}, not {shown(value)}.") from None
