"""Applying layers, containers and functions to tensors: the steps of the forward pass."""

import ast
from abc import abstractmethod
from typing import Any

from questions.layers.literals import shown
from questions.layers.reading.functions import untraceable
from questions.layers.reading.graph import Join
from questions.layers.reading.naming import Names
from questions.layers.reading.objects import Objects
from questions.layers.reading.sizes import cut
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Partial,
    Scope,
    Tensor,
    Unknown,
    UserFunction,
    as_layers,
    is_plain,
)
from questions.layers.signatures import Built
from questions.layers.specs import Pad
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

    @abstractmethod
    def call_value(self, function: Any, node: ast.Call, scope: Scope) -> Any:
        """Call something with the arguments that stand at ``node``."""

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
            made_of = self.graph.apply(layer, tensor, node)
            self._check_told_size(layer, made_of, keywords.get("output_size", args[1] if len(args) > 1 else None), node)
            return made_of
        if not self.prefixes and not any(map(has_tensor, (*args, *keywords.values()))):
            return Opaque(node)
        if not self.names.of(layer) and self.prefixes:
            self.names.give(layer, self.names.counted(layer, self.prefixes[-1]))
            self.names.tree(layer, self.names.of(layer))
        self.prefixes.append(self.names.of(layer))
        try:
            return self._through(layer, given, args, keywords, node)
        finally:
            self.prefixes.pop()

    def _through(self, layer: Container, given: Any, args: list[Any], keywords: dict[str, Any], node: ast.expr) -> Any:
        forward = next((found for name in _FORWARD if layer.cls and (found := layer.cls.find(name))), None)
        if isinstance(forward, UserFunction):
            return self.invoke(UserFunction(forward.node, forward.scope, layer, forward.home), args, keywords, node)
        if layer.outputs:
            return self._again(layer, given, node)
        if layer.kind != "Sequential" or not isinstance(given, Tensor):
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

    def _again(self, model: Container, given: Any, node: ast.expr) -> Any:
        """The steps of a functional model, taken again from other inputs."""
        tensors = as_layers(given)
        if len(tensors) != len(model.inputs) or not all_tensors(tensors):
            raise untraceable(shown(model.label or model.kind), self.place(node))
        now = {each.number: tensor for each, tensor in zip(model.inputs, tensors, strict=True)}
        for step in model.steps:
            self.spend(node)
            if any(number not in now for number in step.inputs):
                raise untraceable(shown(model.label or model.kind), self.place(node))
            inputs = [now[number] for number in step.inputs]
            if step.made is not None:
                now[step.output] = self.graph.apply(step.made, inputs[0], node)
            elif step.join is not None:
                now[step.output] = self.graph.join(step.join, inputs, step.label, node, step.axis)
        if any(each.number not in now for each in model.outputs):
            raise untraceable(shown(model.label or model.kind), self.place(node))
        outputs = [now[each.number] for each in model.outputs]
        return outputs[0] if len(outputs) == 1 else outputs

    def sliced(self, tensor: Tensor, index: ast.expr, node: ast.expr, scope: Scope) -> Any:
        """A part of a tensor, where only positions are cut off at the ends of its spatial axes."""
        refused = untraceable("The part of a tensor", self.place(node))
        written = list(index.elts) if isinstance(index, ast.Tuple) else [index]
        shape = self.shape_of(tensor)
        rank = len(shape) - 1 if shape is not None else len(written) - 2
        if not 1 <= rank <= 3 or len(written) > rank + 2:
            raise refused
        whole = ast.Slice()
        dots = [at for at, each in enumerate(written) if isinstance(each, ast.Constant) and each.value is ...]
        missing = [whole] * (rank + 2 - len(written) + len(dots[:1]))
        at = dots[0] if dots else len(written)
        parts = []
        for each in [*written[:at], *missing, *written[at + 1 :]]:
            bounds = self._bounds(each, scope)
            if bounds is None:
                raise refused
            parts.append(bounds)
        last = self.framework in ("keras", "flax")
        channels = parts.pop(-1 if last else 1)
        if parts.pop(0) != (None, None) or channels != (None, None):
            raise refused
        spatial = (None,) * rank if shape is None else shape[:-1] if last else shape[1:]
        sides = cut(parts, spatial)
        if sides is None:
            raise refused
        if not any(map(any, sides)):
            return tensor
        made = ast.copy_location(ast.Call(node, [], []), node)
        label = f"[{ast.unparse(index)}]"
        return self.graph.apply(Made(made, label, "slice", built=Built(Pad(sides), last)), tensor, node)

    def _bounds(self, part: ast.expr, scope: Scope) -> tuple[int | None, int | None] | None:
        """Where a slice of single steps begins and ends; None for anything else."""
        if not isinstance(part, ast.Slice):
            return None
        lower, upper, step = [
            None if each is None else self.value(each, scope) for each in (part.lower, part.upper, part.step)
        ]
        if not all(each is None or type(each) is int for each in (lower, upper, step)) or step not in (None, 1):
            return None
        return lower or None, upper

    def _applied_function(self, function: Dotted | Partial, tensor: Tensor, node: ast.expr) -> Any:
        given = ast.copy_location(ast.Name("x", ast.Load()), node)
        call = ast.copy_location(ast.Call(node, [given], []), node)
        return self.call_value(function, call, Scope({"x": tensor}))

    def joined(self, left: Any, right: Any, node: ast.expr) -> Tensor:
        tensors = [each for each in (left, right) if isinstance(each, Tensor)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            raise untraceable("The product of matrices", self.place(node))
        if len(tensors) == 1:
            if is_plain(left) or is_plain(right):
                return tensors[0]
            raise untraceable("A value", self.place(node))
        written = ast.unparse(node)
        self.charge_text(written)
        return self.graph.join("add", tensors, written[:40], node)

    def _check_told_size(self, layer: Made, made_of: Tensor, told: Any, node: ast.expr) -> None:
        """The size that a transposed convolution is told. Raises UntraceableError unless it is the usual one."""
        if told is None or "ConvTranspose" not in layer.kind or self.framework in ("keras", "flax"):
            return
        shape = self.shape_of(made_of)
        wanted = told[1 - len(shape) :] if shape is not None and isinstance(told, tuple | list) else ()
        if not wanted or shape is None or list(wanted) != list(shape[1:]):
            raise untraceable("output_size", self.place(node))

    def _input(self, given: Any, node: ast.expr) -> Tensor:
        """The tensor a layer is given; a name that stands for nothing is an input."""
        if isinstance(given, Tensor):
            return given
        made_here = isinstance(given, Method | Made | Container) or (
            isinstance(given, Opaque) and not isinstance(given.node, ast.Call) and self.graph.tensors
        )
        if given is None or self.prefixes or made_here:
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


def has_tensor(value: Any) -> bool:
    """Whether a value is a tensor or holds one."""
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, Tensor) or (isinstance(value, list | tuple) and any(map(has_tensor, value)))


def _plain(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
