"""Applying layers, containers and functions to tensors: the steps of the forward pass."""

import ast
from typing import Any

from questions.layers.literals import shown
from questions.layers.reading.functions import untraceable
from questions.layers.reading.graph import Join
from questions.layers.reading.naming import Names
from questions.layers.reading.objects import Objects
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Opaque,
    Partial,
    Scope,
    Tensor,
    Unknown,
    UserFunction,
    is_plain,
)
from questions.layers.terms import Framework

_FORWARD = ("forward", "__call__", "call")

JOINS: dict[str, Join] = {
    **dict.fromkeys(("add", "subtract", "multiply", "average", "maximum", "minimum"), "add"),
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), "add"),
    **dict.fromkeys(("cat", "concat", "concatenate", "Concatenate"), "concat"),
}
"""Functions and layers that join several tensors."""


class Applier(Objects):
    """Takes the steps of the forward pass."""

    def __init__(self, text: str, framework: Framework | None) -> None:
        super().__init__(text, framework)
        self.names = Names(framework)
        self.prefixes: list[str] = []
        self.open_inputs: dict[str, Tensor] = {}

    def call_value(self, function: Any, node: ast.Call, scope: Scope) -> Any:
        """Call something with the arguments that stand at ``node``."""
        raise NotImplementedError

    def apply(self, layer: Any, args: list[Any], keywords: dict[str, Any], node: ast.expr) -> Any:
        """What comes out of a layer, a container or a list of them."""
        self.spend(node)
        given = args[0] if args else keywords.get("inputs", keywords.get("x"))
        if isinstance(layer, Unknown):
            self.refuse(layer)
        if isinstance(layer, Made) and layer.kind in JOINS:
            if all_tensors(given):
                told = {word.arg or "": _plain(word.value) for word in layer.node.keywords}
                axis = self._axis(layer.kind, [None, *map(_plain, layer.node.args)], told, node)
                return self.graph.join(JOINS[layer.kind], list(given), layer.label, node, axis)  # type: ignore[arg-type]
            raise untraceable(shown(layer.label), self.place(node))
        if isinstance(layer, Made):
            tensor = self._input(given, node)
            prefix = self.prefixes[-1] if self.prefixes else ""
            if not self.names.of(layer) and layer.built is None and self.framework in ("keras", "flax"):
                self.names.give(layer, self.names.counted(layer, prefix))
            return self.graph.apply(layer, tensor, node)
        if not isinstance(given, Tensor):
            return Opaque(node)
        if not self.names.of(layer) and self.prefixes:
            self.names.give(layer, self.names.counted(layer, self.prefixes[-1]))
            self.names.tree(layer, self.names.of(layer))
        self.prefixes.append(self.names.of(layer))
        try:
            return self._through(layer, given, args, keywords, node)
        finally:
            self.prefixes.pop()

    def _through(
        self, layer: Container, given: Tensor, args: list[Any], keywords: dict[str, Any], node: ast.expr
    ) -> Any:
        forward = next((found for name in _FORWARD if layer.cls and (found := layer.cls.find(name))), None)
        if isinstance(forward, UserFunction):
            return self.invoke(UserFunction(forward.node, forward.scope, layer, forward.home), args, keywords, node)
        if layer.kind != "Sequential":
            raise untraceable(shown(layer.label or layer.kind), self.place(node))
        tensor = given
        for child in layer.children.values():
            function = child.function if isinstance(child, Partial) else child
            if isinstance(child, Dotted | Partial):
                tensor = self._applied_function(child, tensor, node)
            elif isinstance(function, UserFunction):
                tensor = self.invoke(function, [tensor], {}, node)
            else:
                tensor = self.apply(child, [tensor], {}, child.node if isinstance(child, Made) else node)
            if not isinstance(tensor, Tensor):
                raise untraceable(shown(layer.label or layer.kind), self.place(node))
        return tensor

    def _applied_function(self, function: Dotted | Partial, tensor: Tensor, node: ast.expr) -> Any:
        given = ast.copy_location(ast.Name("x", ast.Load()), node)
        call = ast.copy_location(ast.Call(node, [given], []), node)
        return self.call_value(function, call, Scope({"x": tensor}))

    def joined(self, left: Any, right: Any, node: ast.expr) -> Tensor:
        tensors = [each for each in (left, right) if isinstance(each, Tensor)]
        if len(tensors) == 1:
            if is_plain(left) or is_plain(right):
                return tensors[0]
            raise untraceable("A value", self.place(node))
        return self.graph.join("add", tensors, ast.unparse(node)[:40], node)

    def _input(self, given: Any, node: ast.expr) -> Tensor:
        """The tensor a layer is given; a name that stands for nothing is an input."""
        if isinstance(given, Tensor):
            return given
        if given is None or self.prefixes:
            raise untraceable("The input", self.place(node))
        name = given.written if isinstance(given, Dotted) else ""
        return self.open_inputs.setdefault(name, self.graph.tensor())

    def _axis(self, name: str, args: list[Any], keywords: dict[str, Any], node: ast.expr) -> int:
        default = 0 if name in ("cat", "concat") or (self.framework == "flax" and name == "concatenate") else -1
        axis = keywords.get("dim", keywords.get("axis", args[1] if len(args) > 1 else default))
        if type(axis) is not int:
            raise untraceable("The axis", self.place(node))
        return axis


def all_tensors(value: Any) -> bool:
    """Whether a value is a list of tensors."""
    return isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(each, Tensor) for each in value)


def _plain(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
