"""Containers of layers as the frameworks have them, and what can be done with one."""

import ast
from typing import TYPE_CHECKING, Any

from questions.layers.literals import NotationError, shown
from questions.layers.readers import open_shape
from questions.layers.reading.functions import ELEMENTWISE, untraceable
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Partial,
    Tensor,
    Unknown,
    UserFunction,
    as_layers,
)
from questions.layers.signatures import UnfitError

if TYPE_CHECKING:
    from questions.layers.reading.reader import Reader

_SELF = frozenset(
    {
        "to", "cuda", "cpu", "eval", "train", "half", "float", "double", "requires_grad_", "share_memory",
        "apply", "compile", "type", "bfloat16", "to_empty",
    }
)  # fmt: skip
_WEIGHTS = frozenset({"register_parameter", "add_weight", "add_variable", "param"})


def made_container(
    reader: "Reader", name: str, function: Dotted, node: ast.Call, args: list[Any], keywords: dict[str, Any]
) -> Any:
    """What a container's constructor makes."""
    if name == "OrderedDict":
        return _ordered(args[0] if args else keywords)
    told = keywords.get("name", "")
    made = Container(name, node, label=function.written, name=told if isinstance(told, str) else "")
    if name in ("Model", "Functional"):
        inputs, outputs = keywords.get("inputs"), keywords.get("outputs")
        inputs, outputs = args[0] if args else inputs, args[1] if len(args) > 1 else outputs
        made.inputs = [each for each in _tensors(inputs) if isinstance(each, Tensor)]
        made.outputs = [each for each in _tensors(outputs) if isinstance(each, Tensor)]
        unknown = [each for each in _tensors(outputs) if isinstance(each, Opaque | Method | Made)]
        if unknown and (made.inputs or made.outputs):
            raise untraceable("An output of the model", reader.place(node))
        made.steps = reader.graph.leading_to(made.outputs, made.inputs)
        return made if made.outputs else Opaque(node)
    given = args[0] if len(args) == 1 and isinstance(args[0], list | tuple | dict) else args
    if not args and "layers" in keywords:
        given = keywords["layers"]
    if isinstance(given, dict):
        for key, child in given.items():
            add_child(reader, made, child, node, str(key))
        return made
    for child in as_layers(given):
        add_child(reader, made, child, node)
    return made


def add_child(reader: "Reader", container: Container, child: Any, node: ast.AST, name: str = "") -> None:
    """Put a layer into a container. Raises NotationError for what is no layer."""
    if isinstance(child, Unknown):
        reader.refuse(child)
    if isinstance(child, Tensor) and child.told is not None and not container.children:
        container.told = child.told  # keras.Input in a Sequential only tells the shape
        return
    if isinstance(child, Opaque) and isinstance(child.node, ast.Starred):
        raise NotationError(f"The layers at {reader.place(child.node)} are not known here: write them out.")
    if child is None and container.kind != "Sequential":
        return
    if not isinstance(child, Made | Container | Dotted | Partial | UserFunction):
        where = child.node if isinstance(child, Opaque) else node
        raise NotationError(f"A layer was expected in the {container.kind} at {reader.place(where)}.")
    if isinstance(child, Dotted) and not child.name[:1].islower():
        raise NotationError(f"{shown(child.written)} at {reader.place(child.node)} is not a layer known here.")
    if isinstance(child, Dotted) and child.words == (child.written,) and child.name not in ELEMENTWISE:
        raise NotationError(f"What {shown(child.written)} at {reader.place(child.node)} is, is not known here.")
    key = name or (child.name if reader.framework == "keras" and isinstance(child, Made | Container) else "")
    if isinstance(child, Made) and container.holds(child):
        key = f"{len(container.children)}"
    container.add(child, key)


def container_method(
    reader: "Reader", owner: Container, name: str, node: ast.Call, args: list[Any], keywords: dict[str, Any]
) -> Any:
    """The value of a container's method; Opaque for those that count nothing."""
    if name in ("add", "append") and args:
        add_child(reader, owner, args[0], node)
        return owner
    if name in ("extend",) and args:
        for child in reader.iterated(args[0]) or [Opaque(node)]:
            add_child(reader, owner, child, node)
        return owner
    if name in ("add_module", "register_module"):
        given = [*args, *keywords.values()]
        if len(given) != 2 or not isinstance(given[0], str):
            reader.refuse_change(node)
        reader.register(owner, given[0], given[1])
        return None
    if name in ("insert", "pop", "update", "popitem", "clear"):
        _rearrange(reader, owner, name, node, args)
        return Opaque(node)
    if name in _WEIGHTS and not (len(args) == 2 and args[1] is None):
        raise NotationError(f"{name} at {reader.place(node)} makes weights outside any layer: only layers count.")
    if name == "build":
        shape = args[0] if args else keywords.get("input_shape")
        if isinstance(shape, tuple) and len(shape) > 1 and shape[0] is None:
            try:
                owner.told = open_shape(shape[1:], 0)
            except UnfitError:
                return None
        return None
    if name in _SELF:
        return owner
    if name in ("children", "values", "items"):
        reader.charge(len(owner.children))
    if name in ("children", "values"):
        return list(owner.children.values())
    if name == "items":
        return [(key, child) for key, child in owner.children.items()]
    if any(isinstance(each, Tensor) for each in args):
        raise untraceable(shown(f".{name}"), reader.place(node))
    return Opaque(node)


def _rearrange(reader: "Reader", owner: Container, name: str, node: ast.Call, args: list[Any]) -> None:
    """Children put in, taken out or replaced."""
    items = list(owner.children.items())
    match name, args:
        case "insert", [int(index), Made() | Container() as child]:
            items.insert(index, (str(len(items)), child))
        case "pop", [] | [int()] if items and owner.kind != "ModuleDict":
            items.pop(*args)
        case "pop", [str(key)] if key in owner.children:
            items = [(each, child) for each, child in items if each != key]
        case "update", [dict() | list() as given]:
            more = _ordered(given)
            if not all(isinstance(each, Made | Container) for each in more.values()):
                reader.refuse_change(node)
            items = list({**owner.children, **{str(key): child for key, child in more.items()}}.items())
        case "clear", []:
            items = []
        case _:
            reader.refuse_change(node)
    if all(key.isdigit() for key, _ in items) and name != "update":
        items = [(str(index), child) for index, (_, child) in enumerate(items)]
    owner.children = dict(items)


def _ordered(given: Any) -> Any:
    if isinstance(given, dict):
        return given
    pairs = [each for each in as_layers(given) if isinstance(each, tuple | list) and len(each) == 2]
    return {str(key): value for key, value in pairs}


def _tensors(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return as_layers(value)
