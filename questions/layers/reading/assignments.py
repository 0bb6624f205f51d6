"""What assignments, deletions and changes in a text do to its names, modules and lists."""

import ast
from abc import abstractmethod
from typing import Any, NoReturn

from questions.layers.reading.expressions import Evaluator
from questions.layers.reading.unknowns import has_layers, short
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Scope,
    Tensor,
    Unknown,
    UntraceableError,
)

_CHANGED = frozenset({"in_channels", "out_channels", "in_features", "out_features", "units", "filters", "kernel_size"})
"""What no text can change of a layer afterwards without changing its weights."""


class Assigner(Evaluator):
    """Keeps what a text names, and what may hold weights without being counted."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.top = Scope({})
        self._loose: dict[int, tuple[str, Any]] = {}
        self.building = True
        """Whether the layers are still being made; afterwards the forward pass is followed."""
        self.uncounted: dict[str, None] = {}
        self.remarks: dict[str, None] = {}

    @property
    def loose(self) -> list[tuple[str, Any]]:
        """Layers, models and tensors that stand at the top level, with the name they are given."""
        return list(self._loose.values())

    def missed(self, what: str, node: ast.AST) -> None:
        """Remember what may hold weights and is not counted."""
        if self.building:
            self.uncounted[f"{what} at {self.line(node)}"] = None

    @abstractmethod
    def register(self, owner: Container, name: str, value: Any) -> None:
        """An attribute of an object of the text: layers among them are its children."""

    def _assign(self, target: ast.expr, value: Any, scope: Scope) -> None:
        match target:
            case ast.Attribute(value=base, attr=name):
                self._set_attribute(target, self.value(base, scope), name, value, scope)
            case ast.Subscript(value=base, slice=index):
                self._set_item(target, self.value(base, scope), self.value(index, scope), value)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                if isinstance(value, Tensor):
                    raise UntraceableError(f"Taking a tensor apart at {self.place(target)} is not followed here")
                parts = self._parts(target, targets, value)
                if has_layers(value) and any(isinstance(part, Opaque) for part in parts):
                    self.refuse_change(target)
                for each, part in zip(targets, parts, strict=True):
                    self._assign(each.value if isinstance(each, ast.Starred) else each, part, scope)
            case ast.Name(id=name):
                self.bind(target, value, scope)
                self._kept(name, value, scope)

    def _set_attribute(self, target: ast.Attribute, owner: Any, name: str, value: Any, scope: Scope) -> None:
        if isinstance(owner, Tensor):
            raise UntraceableError(f"The attribute of a tensor at {self.place(target)} is not followed here")
        if name in ("trainable", "requires_grad"):
            if value is False:
                self.say_once(f"The weights frozen at {self.line(target)} are counted as trainable.")
        elif isinstance(owner, Container):
            self.register(owner, name, value)
        elif isinstance(owner, Dotted) and scope is self.top:
            self._kept(name, value, scope)
        elif isinstance(owner, Made) and name in ("weight", "kernel") and isinstance(value, Method):
            self.say_once(f"The weight that two layers share at {self.line(target)} is counted twice.")
        elif has_layers(value) or (isinstance(owner, Made) and name in ("weight", "bias", "kernel", *_CHANGED)):
            self.refuse_change(target)

    def _set_item(self, target: ast.Subscript, owner: Any, key: Any, value: Any) -> None:
        if isinstance(owner, Container) and owner.kind != "Module":
            names = list(owner.children)
            if type(key) is int and -len(names) <= key < len(names) and owner.kind != "ModuleDict":
                key = names[key]
            elif not isinstance(key, str) or owner.kind != "ModuleDict":
                self.refuse_change(target)
            if not isinstance(value, Made | Container):
                self.refuse_change(target)
            owner.children[key] = value
        elif isinstance(owner, dict) and isinstance(key, str | int):
            owner[key] = value
        elif isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
            owner[int(key)] = value
        elif isinstance(owner, list | dict) or has_layers(owner) or has_layers(value):
            self.refuse_change(target)

    def refuse_change(self, node: ast.AST) -> NoReturn:
        """Raise the error for a change of the layers that is not followed."""
        raise UntraceableError(f"The change of {short(node)} at {self.place(node)} is not followed here.")

    def say_once(self, sentence: str) -> None:
        """Keep a remark for the note of the result."""
        if self.building:
            self.remarks[sentence] = None

    def line(self, node: ast.AST) -> str:
        """Where a node stands, without its column."""
        return self.place(node).split(",")[0]

    def _kept(self, name: str, value: Any, scope: Scope) -> None:
        if scope is self.top and isinstance(value, tuple | list) and not name:
            for each in value:  # lines copied from inside a Sequential end in commas
                self._kept("", each, scope)
        elif scope is self.top and isinstance(value, Made | Container | Tensor | Unknown):
            self._loose.pop(id(value), None)
            self._loose[id(value)] = (name, value)

    def _change(self, target: ast.expr, shown: ast.BinOp, value: Any, scope: Scope) -> None:
        old = self.value(target, scope)
        if isinstance(old, list) and isinstance(shown.op, ast.Add) and isinstance(value, list | tuple):
            self.grow(old, value, shown)
        elif isinstance(old, Container) and isinstance(shown.op, ast.Add):
            children = self.iterated(value)
            if children is None or not all(isinstance(each, Made | Container) for each in children):
                self.refuse_change(target)
            for child in children:
                old.add(child)
        else:
            self._assign(target, self.arithmetic(shown, shown.op, old, value), scope)

    def _delete(self, target: ast.expr, scope: Scope) -> None:
        match target:
            case ast.Name(id=name):
                value = scope.names.pop(name, None)
                if scope is self.top and self._loose.get(id(value), ("", None))[0] == name:
                    del self._loose[id(value)]
            case ast.Attribute(value=base, attr=name):
                owner = self.value(base, scope)
                if isinstance(owner, Container):
                    owner.children.pop(name, None)
                    owner.attributes.pop(name, None)
                elif has_layers(owner):
                    self.refuse_change(target)
            case ast.Subscript(value=base):
                if has_layers(self.value(base, scope)):
                    self.refuse_change(target)
