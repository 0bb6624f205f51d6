"""The few functions of Python itself that texts about layers use to build them."""

import ast
import math
from typing import TYPE_CHECKING, Any

from questions.layers.literals import MAX_DIGITS
from questions.layers.reading.arithmetic import MAX_ELEMENTS
from questions.layers.reading.values import Dotted, Opaque, Partial, Scope, Tensor, as_layers, is_plain, literal

if TYPE_CHECKING:
    from questions.layers.reading.reader import Reader

BUILTINS = frozenset(
    {
        "range", "len", "enumerate", "zip", "list", "tuple", "dict", "reversed", "int", "float", "str", "max",
        "min", "sum", "abs", "round", "partial", "print", "cast", "ceil", "floor", "sqrt", "isinstance",
    }
)  # fmt: skip


_HOMES = frozenset({"math", "np", "numpy", "functools", "builtins", "typing", "operator"})


def is_builtin(words: tuple[str, ...]) -> bool:
    """Whether a name is one of Python's own, and not a function on tensors such as torch.abs()."""
    if words[-1] not in BUILTINS:
        return False
    if words[-1] in ("ceil", "floor", "sqrt"):
        return words[:-1] in (("math",), ("np",), ("numpy",))
    return len(words) == 1 or (len(words) == 2 and words[0] in _HOMES)


def call_builtin(reader: "Reader", name: str, node: ast.Call, scope: Scope) -> Any:
    """The value of a call of one of them; Opaque where that is not known."""
    if name == "partial":
        return _partial(reader, node, scope)
    args = reader.elements(node.args, scope)
    reader.charge(sum(len(each) for each in args if isinstance(each, list | tuple | dict)))
    if name == "isinstance":
        return _is_instance(args, node)
    if name == "cast":
        return args[1] if len(args) == 2 else Opaque(node)
    if name in ("range", "int", "float", "max", "min", "abs", "round", "str", "ceil", "floor", "sqrt"):
        return _of_numbers(name, args, node)
    start: Any = 0
    if name == "enumerate":
        told = [reader.value(word.value, scope) for word in node.keywords if word.arg == "start"]
        start, args = (*args[1:], *told, 0)[0], args[:1]
    items = [reader.iterated(each) for each in args]
    if name == "dict":
        reader.charge(sum(len(each) for each in items if each))
        pairs = {word.arg: reader.value(word.value, scope) for word in node.keywords if word.arg}
        given = args[0] if args else {}
        if isinstance(given, list) and all(isinstance(each, tuple | list) and len(each) == 2 for each in given):
            given = {key: value for key, value in given if isinstance(key, str | int)}
        return {**given, **pairs} if isinstance(given, dict) else Opaque(node)
    if any(each is None for each in items):
        return Opaque(node)
    known = [each for each in items if each is not None]
    match name, known:
        case "len", [one]:
            return len(one)
        case "list", _:
            return known[0] if known else []
        case "tuple", _:
            return tuple(known[0]) if known else ()
        case "reversed", [one]:
            return one[::-1]
        case "enumerate", [one] if type(start) is int:
            return list(enumerate(one, start))
        case "zip", _:
            return list(zip(*known, strict=False))
        case "sum", [one] if all(type(each) is int for each in one):
            total = sum(one)
            return total if abs(total) < 10**MAX_DIGITS else Opaque(node)
    return Opaque(node)


def _is_instance(args: list[Any], node: ast.Call) -> Any:
    """Whether a tensor or a list is what it is asked to be; Opaque for anything else."""
    if len(args) != 2 or not isinstance(args[0], Tensor | list | tuple):
        return Opaque(node)
    kinds = [each.name if isinstance(each, Dotted) else "" for each in as_layers(args[1])]
    if any(kind not in ("Tensor", "KerasTensor", "list", "tuple") for kind in kinds):
        return Opaque(node)
    own = {"Tensor", "KerasTensor"} if isinstance(args[0], Tensor) else {type(args[0]).__name__}
    return bool(own & set(kinds))


def _of_numbers(name: str, args: list[Any], node: ast.Call) -> Any:
    if name == "range":
        if 1 <= len(args) <= 3 and all(type(each) is int for each in args) and (len(args) < 3 or args[2]):
            numbers = range(*args)
            if len(numbers) <= MAX_ELEMENTS:
                return numbers
        return Opaque(node)
    if name in ("max", "min") and len(args) == 1 and isinstance(args[0], list | tuple):
        args = list(args[0])
    numbers_only = args and all(isinstance(each, int | float) and not isinstance(each, bool) for each in args)
    try:
        if name == "str" and len(args) == 1 and isinstance(args[0], int | str):
            return str(args[0])
        if name in ("max", "min") and numbers_only:
            return max(args) if name == "max" else min(args)
        if len(args) == 1 and numbers_only:
            one = args[0]
            match name:
                case "int":
                    return int(one)
                case "float":
                    return float(one)
                case "abs":
                    return abs(one) if one < 10**MAX_DIGITS else Opaque(node)
                case "round":
                    return round(one)
                case "ceil":
                    return math.ceil(one)
                case "floor":
                    return math.floor(one)
                case "sqrt":
                    return math.sqrt(one)
    except (ValueError, OverflowError):
        pass
    return Opaque(node)


def _partial(reader: "Reader", node: ast.Call, scope: Scope) -> Any:
    if not node.args:
        return Opaque(node)

    def known(each: ast.expr) -> ast.expr:
        value = reader.value(each, scope)
        return literal(value, each) if is_plain(value) else each

    args = [known(each) for each in node.args[1:]]
    keywords = [ast.copy_location(ast.keyword(each.arg, known(each.value)), each) for each in node.keywords]
    return Partial(reader.value(node.args[0], scope), args, keywords)
