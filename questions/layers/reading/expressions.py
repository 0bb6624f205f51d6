"""What an expression of the text stands for: names, plain values and their arithmetic."""

import ast
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from questions.layers.literals import NotationError
from questions.layers.reading.arithmetic import MAX_ELEMENTS, Arithmetic, truth
from questions.layers.reading.values import (
    Batch,
    Container,
    Dotted,
    Opaque,
    Scope,
    Sizes,
    Tensor,
    UntraceableError,
    UserClass,
    UserFunction,
)

MAX_DEPTH = 90


class Evaluator(Arithmetic):
    """Values of expressions, within a budget of work and depth. ``call`` is added by the reader of statements."""

    @abstractmethod
    def call(self, node: ast.Call, scope: Scope) -> Any:
        """The value of a call."""

    @abstractmethod
    def attribute(self, owner: Any, node: ast.Attribute) -> Any:
        """The value of an attribute."""

    @abstractmethod
    def sliced(self, tensor: Tensor, index: ast.expr, node: ast.expr, scope: Scope) -> Any:
        """A part of a tensor."""

    def value(self, node: ast.expr, scope: Scope) -> Any:
        """What an expression stands for; Opaque where that is not known."""
        self.spend(node)
        if self.depth >= MAX_DEPTH:
            raise NotationError(f"The text is nested too deeply at {self.place(node)}.")
        self.depth += 1
        try:
            return self._value(node, scope)
        finally:
            self.depth -= 1

    def _value(self, node: ast.expr, scope: Scope) -> Any:
        match node:
            case ast.Constant(value=value):
                return value if value is None or isinstance(value, bool | int | float | str) else Opaque(node)
            case ast.Name(id=name):
                try:
                    return scope.find(name)
                except KeyError:
                    return Dotted((name,), name, node)
            case ast.Attribute(value=base):
                return self.attribute(self.value(base, scope), node)
            case ast.Call():
                return self.call(node, scope)
            case ast.JoinedStr(values=parts):
                return self._filled(parts, scope, node)
            case ast.List(elts=elements):
                return self.elements(elements, scope)
            case ast.Tuple(elts=elements):
                return tuple(self.elements(elements, scope))
            case ast.Dict(keys=keys, values=values):
                return self._dict(keys, values, scope, node)
            case ast.BinOp():
                return self.arithmetic(node, node.op, self.value(node.left, scope), self.value(node.right, scope))
            case ast.UnaryOp(op=op, operand=operand):
                return self.signed(node, op, self.value(operand, scope))
            case ast.BoolOp(op=op, values=parts):
                return self._either(node, isinstance(op, ast.And), parts, scope)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compared(node, op, self.value(left, scope), self.value(right, scope))
            case ast.IfExp(test=test, body=body, orelse=other):
                known = truth(self.value(test, scope))
                if known is None:
                    self._refuse_choice(node, scope)
                    return Opaque(node)
                return self.value(body if known else other, scope)
            case ast.Lambda(args=arguments, body=body):
                returned = ast.copy_location(ast.Return(body), body)
                made = ast.FunctionDef("lambda", arguments, [returned], [])
                return UserFunction(ast.copy_location(made, node), scope)
            case ast.DictComp(key=key, value=element, generators=[one]):
                pair = ast.copy_location(ast.Tuple([key, element], ast.Load()), node)
                pairs = self._each(pair, one, scope, node)
                plain = isinstance(pairs, list) and all(isinstance(name, str | int) for name, _ in pairs)
                return dict(pairs) if plain else Opaque(node)
            case ast.Subscript(value=base, slice=index):
                return self._item(node, self.value(base, scope), index, scope)
            case ast.ListComp(elt=element, generators=[one]) | ast.GeneratorExp(elt=element, generators=[one]):
                return self._each(element, one, scope, node)
        return Opaque(node)

    def elements(self, nodes: Iterable[ast.expr], scope: Scope) -> list[Any]:
        """The values of a list's elements, with starred lists spread out."""
        found: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                spread = self.iterated(self.value(node.value, scope))
                found += [Opaque(node)] if spread is None else spread
            else:
                found.append(self.value(node, scope))
        return found

    def iterated(self, value: Any) -> list[Any] | None:
        """What a loop goes over, or None if that is not known."""
        if isinstance(value, list | tuple | str | range | dict):
            self.charge(len(value))
        elif isinstance(value, Container):
            self.charge(len(value.children))
        if isinstance(value, list | tuple | str):
            return list(value)
        if isinstance(value, range | dict):
            return list(value) if len(value) <= MAX_ELEMENTS else None
        if isinstance(value, Container) and value.kind != "Module":
            return list(value.children.values())
        return None

    def bind(self, target: ast.expr, value: Any, scope: Scope) -> None:
        """Give names their values."""
        match target:
            case ast.Name(id=name):
                scope.names[name] = value
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                if isinstance(value, Tensor):
                    raise UntraceableError(f"Taking a tensor apart at {self.place(target)} is not followed here")
                for each, part in zip(targets, self._parts(target, targets, value), strict=True):
                    self.bind(each.value if isinstance(each, ast.Starred) else each, part, scope)

    def _parts(self, target: ast.expr, targets: list[ast.expr], value: Any) -> list[Any]:
        """One value for every target; a starred one takes what the others leave."""
        stars = [index for index, each in enumerate(targets) if isinstance(each, ast.Starred)]
        parts = self.iterated(value)
        if parts is not None and len(stars) == 1 and len(parts) >= len(targets) - 1:
            first, behind = stars[0], len(parts) - (len(targets) - 1 - stars[0])
            parts = [*parts[:first], parts[first:behind], *parts[behind:]]
        if parts is not None and len(parts) == len(targets):
            return parts
        unknown: list[Any] = [Opaque(target) for _ in targets]
        return [Batch(target), *unknown[1:]] if isinstance(value, Sizes) else unknown

    def _filled(self, parts: list[ast.expr], scope: Scope, node: ast.expr) -> Any:
        """An f-string with plain numbers and words in it."""
        words = []
        for part in parts:
            plain = isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None
            value = self.value(part.value if isinstance(part, ast.FormattedValue) else part, scope)
            if not isinstance(value, int | str) or not (plain or isinstance(part, ast.Constant)):
                return Opaque(node)
            words.append(str(value))
        return self.sized("".join(words), node)

    def _refuse_choice(self, node: ast.expr, scope: Scope) -> None:
        """Raise the error where it is not known whether a layer with weights is made."""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
                made = self.value(call.func, scope)
                if isinstance(made, UserClass) or (isinstance(made, Dotted) and made.is_layer and not _is_bare(made)):
                    raise UntraceableError(
                        f"The condition at {self.place(node)} depends on a value that is not known here."
                    )

    def _dict(self, keys: list[ast.expr | None], values: list[ast.expr], scope: Scope, node: ast.expr) -> Any:
        made: dict[Any, Any] = {}
        for key, value in zip(keys, values, strict=True):
            name = self.value(key, scope) if key is not None else None
            if not isinstance(name, str | int | float):
                return Opaque(node)
            made[name] = self.value(value, scope)
        return made

    def _either(self, node: ast.expr, both: bool, parts: list[ast.expr], scope: Scope) -> Any:
        value: Any = None
        for part in parts:
            value = self.value(part, scope)
            known = truth(value)
            if known is None:
                self._refuse_choice(node, scope)
                return Opaque(node)
            if known is not both:
                return value
        return value

    def _item(self, node: ast.expr, owner: Any, index: ast.expr, scope: Scope) -> Any:
        if isinstance(owner, Tensor):
            return self.sliced(owner, index, node, scope)
        if isinstance(owner, Container) and isinstance(index, ast.Slice) and owner.kind in ("Sequential", "ModuleList"):
            items = self._item(node, list(owner.children.items()), index, scope)
            if isinstance(items, list):
                return Container(owner.kind, node, dict(items), label=owner.kind)
            return items
        if isinstance(owner, Container):
            self.charge(len(owner.children))
            owner = owner.children if owner.kind == "ModuleDict" else list(owner.children.values())
        if isinstance(index, ast.Slice) and isinstance(owner, list | tuple | str):
            parts = [
                None if each is None else self.value(each, scope) for each in (index.lower, index.upper, index.step)
            ]
            if all(each is None or type(each) is int for each in parts) and parts[2] != 0:
                taken = owner[slice(*parts)]
                self.charge(len(taken))
                return taken
            return Opaque(node)
        key = self.value(index, scope)
        if isinstance(owner, Sizes) and key == 0:
            return Batch(node)
        try:
            if isinstance(owner, list | tuple | str | dict) and isinstance(key, int | str):
                return owner[key]  # type: ignore[index]
        except (LookupError, TypeError):
            pass
        return Opaque(node)

    def _each(self, element: ast.expr, one: ast.comprehension, scope: Scope, node: ast.expr) -> Any:
        items = self.iterated(self.value(one.iter, scope))
        if items is None:
            return Opaque(node)
        made = []
        inner = Scope({}, scope, scope.owner, scope.home)
        for item in items:
            self.spend(node)
            self.bind(one.target, item, inner)
            kept = [truth(self.value(test, inner)) for test in one.ifs]
            if None in kept and False not in kept:
                return Opaque(node)
            if all(kept):
                made.append(self.value(element, inner))
        return self.sized(made, node)


def _is_bare(made: Dotted) -> bool:
    """Whether a layer certainly has no weights."""
    return made.name.startswith("Dropout") or made.name in (
        "Identity",
        "ReLU",
        "GELU",
        "SiLU",
        "Sigmoid",
        "Tanh",
        "ELU",
    )
