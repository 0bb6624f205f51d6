"""Arithmetic and comparisons of plain values, within limits; what depends on something unknown stays unknown."""

import ast
import operator
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from questions.layers.literals import MAX_DIGITS, MAX_EXPONENT, NotationError, place
from questions.layers.reading.graph import Graph
from questions.layers.reading.values import (
    Batch,
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Partial,
    Tensor,
    UserClass,
    UserFunction,
    expanded,
)

MAX_WORK = 200_000
MAX_ELEMENTS = 5_000
_USUAL_TEXT = 1_000
MAX_COMPARED = 2 * MAX_ELEMENTS

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Arithmetic(ABC):
    """Works with values that are known already, and counts the work."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.graph = Graph(text)
        self.work = 0
        self._at: ast.AST | None = None
        self.depth = 0

    def spend(self, node: ast.AST) -> None:
        """Count one step of work. Raises NotationError when it is too much."""
        self._at = node
        self.charge(1)

    def charge(self, count: int) -> None:
        """Count work in proportion to what is gone over or made. Raises NotationError when it is too much."""
        self.work += count
        if self.work > MAX_WORK:
            where = f", at {self.place(self._at)}" if self._at is not None else ""
            raise NotationError(f"The text asks for too much work{where}.")

    def charge_text(self, written: str) -> None:
        """Count the work of writing a layer out: little for what a person writes, all of it for what nobody does."""
        self.charge(len(written) if len(written) > _USUAL_TEXT else 1)

    def place(self, node: ast.AST) -> str:
        """Where a node begins."""
        return place(node, self.text)  # type: ignore[arg-type]

    @abstractmethod
    def joined(self, left: Any, right: Any, node: ast.expr) -> Tensor:
        """The element-wise combination of two values of which at least one is a tensor."""

    def arithmetic(self, node: ast.expr, op: ast.operator, left: Any, right: Any) -> Any:
        """The value of an operation on numbers, words and lists; tensors are joined."""
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            return self.joined(left, right, node)
        if isinstance(op, ast.Add) and type(left) is type(right) and isinstance(left, list | tuple | str):
            self.charge(len(left) + len(right))
            return self.sized(left + right, node)
        if isinstance(op, ast.Mod) and isinstance(left, str):
            plain = all(isinstance(each, int | str) for each in (right if isinstance(right, tuple) else (right,)))
            try:
                # Widths such as %99999d are not worth their memory.
                return left % right if plain and not re.search(r"%[^dis]", left) else Opaque(node)
            except (TypeError, ValueError):
                return Opaque(node)
        if isinstance(op, ast.Mult) and isinstance(left, list | tuple) and type(right) is int:
            if len(left) * right > MAX_ELEMENTS:
                raise NotationError(f"The list at {self.place(node)} is too long.")
            self.charge(max(0, len(left) * right))
            return left * right
        if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (left, right)):
            return Opaque(node)
        if not (_is_short(left) and _is_short(right)):
            return Opaque(node)
        if isinstance(op, ast.Pow):
            if type(left) is int and type(right) is int and 0 <= right <= MAX_EXPONENT:
                return self._limited(left**right, node)
            return Opaque(node)
        operation = _ARITHMETIC.get(type(op))
        try:
            return self._limited(operation(left, right), node) if operation else Opaque(node)
        except (ZeroDivisionError, OverflowError):
            return Opaque(node)

    def grow(self, owner: list[Any], more: Any, node: ast.expr, at: int | None = None) -> None:
        """Put more into a list that there is, at its end or before a place."""
        self.charge(len(more))
        if len(owner) + len(more) > MAX_ELEMENTS:
            raise NotationError(f"The list at {self.place(node)} is too long.")
        place_of = len(owner) if at is None else at
        owner[place_of:place_of] = list(more)

    def sized(self, value: Any, node: ast.expr) -> Any:
        """A list or word, if it is not too long."""
        if len(value) > MAX_ELEMENTS:
            what = "text" if isinstance(value, str) else "list"
            raise NotationError(f"The {what} at {self.place(node)} is too long.")
        return value

    def _comparable(self, value: Any, node: ast.expr) -> None:
        """Count what a comparison has to go through: lists hold lists, and the same one many times."""
        size = expanded(value, MAX_COMPARED)
        if size > MAX_COMPARED:
            raise NotationError(f"The value at {self.place(node)} is too large to compare.")
        self.charge(size)

    def _limited(self, value: Any, node: ast.expr) -> Any:
        return value if _is_short(value) else Opaque(node)

    def signed(self, node: ast.expr, op: ast.unaryop, value: Any) -> Any:
        """A value with a sign, or its opposite."""
        if isinstance(op, ast.Not):
            known = truth(value)
            return Opaque(node) if known is None else not known
        if isinstance(value, int | float) and not isinstance(value, bool) and _is_short(value):
            return -value if isinstance(op, ast.USub) else value if isinstance(op, ast.UAdd) else Opaque(node)
        return value if isinstance(value, Tensor) else Opaque(node)

    def compared(self, node: ast.expr, op: ast.cmpop, left: Any, right: Any) -> Any:
        """Whether a comparison holds; Opaque where that is not known."""
        if isinstance(op, ast.Is | ast.IsNot):
            if right is None and not (isinstance(left, Opaque) or (isinstance(left, Dotted) and not left.is_layer)):
                return (left is None) is isinstance(op, ast.Is)
            return Opaque(node)
        for each in (left, right):
            self._comparable(each, node)
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right, list | tuple | dict | str):
            try:
                return (left in right) is isinstance(op, ast.In)
            except TypeError:
                return Opaque(node)
        if any(isinstance(each, Opaque | Dotted | Made | Tensor | Container) for each in (left, right)):
            return Opaque(node)
        if any(isinstance(each, tuple | list) and _partly_unknown(each) for each in (left, right)):
            return Opaque(node)
        compared = _COMPARED.get(type(op))
        try:
            return compared(left, right) if compared else Opaque(node)
        except TypeError:
            return Opaque(node)


def _is_short(value: float) -> bool:
    return isinstance(value, float) or -(10**MAX_DIGITS) < value < 10**MAX_DIGITS


def _partly_unknown(values: Any) -> bool:
    return any(isinstance(each, Opaque) and not isinstance(each, Batch) for each in values)


def truth(value: Any) -> bool | None:
    """Whether a value counts as true in a condition; None if that is not known."""
    if isinstance(value, Opaque | Tensor | Method) or (isinstance(value, Dotted) and not value.is_layer):
        return None
    if isinstance(value, Dotted | Made | Container | UserClass | UserFunction | Partial):
        return True
    return bool(value)
