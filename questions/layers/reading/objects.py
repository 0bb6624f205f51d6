"""Objects and classes of the text: attributes, instances, and what their constructors do."""

import ast
from abc import abstractmethod
from typing import Any

from questions.layers.detection import KNOWN_KINDS
from questions.layers.literals import NotationError, nearest, shown
from questions.layers.reading.frameworks import known_names
from questions.layers.reading.sizes import Ahead, sizes
from questions.layers.reading.statements import Runner
from questions.layers.reading.unknowns import (
    called_in_forward,
    copied,
    has_layers,
    is_hidden_model,
    may_hold_weights,
    short,
)
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Scope,
    Tensor,
    Unknown,
    UserClass,
    UserFunction,
)
from questions.layers.signatures import Axes
from questions.layers.terms import Framework

CONTAINERS = frozenset({"Sequential", "ModuleList", "ModuleDict", "OrderedDict", "Model", "Functional", "List", "Dict"})
"""The constructors of containers of layers."""


class Objects(Runner):
    """Follows the text's own classes."""

    def __init__(self, text: str, framework: Framework | None) -> None:
        super().__init__(text)
        self.framework = framework
        self._ahead: Ahead | None = None

    def shape_of(self, tensor: Tensor) -> Axes | None:
        """The shape of a tensor, without the batch axis, as far as it is known by now."""
        if self._ahead is None or self._ahead.graph is not self.graph:
            self._ahead = Ahead(self.graph, self.framework)
        return self._ahead.shape(tensor)

    def axes_of(self, tensor: Tensor, node: ast.expr) -> Any:
        """The number of axes of a tensor, with the batch axis."""
        shape = self.shape_of(tensor)
        return Opaque(node) if shape is None else len(shape) + 1

    def keywords(self, node: ast.Call, scope: Scope) -> dict[str, Any]:
        """The keyword arguments of a call, with known ** dictionaries spread out."""
        keywords: dict[str, Any] = {}
        for keyword in node.keywords:
            value = self.value(keyword.value, scope)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, dict):
                self.charge(len(value))
                keywords |= {str(name): each for name, each in value.items()}
        return keywords

    def attribute(self, owner: Any, node: ast.Attribute) -> Any:
        name = node.attr
        if isinstance(owner, Dotted):
            return Dotted((*owner.words, name), f"{owner.written}.{name}", node)
        if isinstance(owner, Container):
            if owner.outputs and name in ("input", "inputs", "output", "outputs"):
                ends = owner.inputs if name.startswith("in") else owner.outputs
                return ends[0] if len(ends) == 1 and not name.endswith("s") else list(ends)
            if name in owner.attributes:
                return owner.attributes[name]
            if name in owner.children:
                return owner.children[name]
            found = owner.cls.find(name) if owner.cls else None
            if isinstance(found, UserFunction):
                return found if found.is_static else UserFunction(found.node, found.scope, owner, found.home)
            if found is not None or (owner.cls and name in owner.cls.attributes):
                return found
            return False if name == "training" else Method(owner, name, node)
        if isinstance(owner, UserClass):
            found = owner.find(name)
            if isinstance(found, UserFunction) and found.is_of_class:
                return UserFunction(found.node, found.scope, owner, found.home)
            return Opaque(node) if found is None else found
        if isinstance(owner, Tensor):
            if name in ("is_cuda", "requires_grad"):
                return False
            if name == "shape":
                return sizes(self.shape_of(owner), node)
            if name == "ndim":
                return self.axes_of(owner, node)
            return Opaque(node) if name in ("dtype", "device") else Method(owner, name, node)
        if isinstance(owner, Made):
            return _attribute_of_layer(owner, name, node)
        if isinstance(owner, list | dict | str):
            return Method(owner, name, node)
        return Opaque(node)

    def register(self, owner: Container, name: str, value: Any) -> None:
        if isinstance(value, Unknown):
            self.refuse(value)
        self._watch(owner, name, value)
        owner.attributes[name] = value
        if isinstance(value, Made | Container):
            owner.add(value, name)
            return
        if name in owner.children and isinstance(value, Opaque):
            raise NotationError(f"What replaces {shown(name)} at {self.place(value.node)} is not known here.")
        owner.children.pop(name, None)
        if isinstance(value, list | tuple) and self.framework != "pytorch":
            # PyTorch does not look into plain lists: the layers in them are not the module's.
            for index, each in enumerate(value):
                if isinstance(each, Made | Container):
                    owner.add(each, f"{name}_{index}")

    def _watch(self, owner: Container, name: str, value: Any) -> None:
        """Refuse or note an attribute that is not known here and holds weights, or may."""
        if not isinstance(value, Opaque) or not self.building:
            return
        node = value.node
        function = self.value(node.func, self.top) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and isinstance(function, Dotted):
            if not may_hold_weights(function) and not has_layers(self.elements(node.args, self.top)):
                return
            self.missed(short(node), node)
        if isinstance(node, ast.expr) and called_in_forward(owner.cls, name):
            raise NotationError(
                f"{shown(short(node))} at {self.place(node)} is used as a layer, but the text does not show what it is."
            )

    def instantiate(self, cls: UserClass, args: list[Any], keywords: dict[str, Any], node: ast.AST) -> Container:
        """An object of a class of the text."""
        layer = cls.layer
        if layer is not None and cls.find("__init__") is None:
            call = node if isinstance(node, ast.Call) else ast.Call(layer.node, [], [])
            return self._extended(cls, self.library_layer(layer, ast.copy_location(call, node), args, keywords), node)
        kind = "Sequential" if cls.is_sequential else "Module"
        made = Container(kind, node, cls=cls, label=cls.node.name, name=told_name(keywords))
        start = cls.find("__init__")
        if isinstance(start, UserFunction):
            self.invoke(UserFunction(start.node, start.scope, made, start.home), args, keywords, node)
        else:
            for name, value in (*zip(cls.fields, args, strict=False), *keywords.items()):
                made.attributes[name] = value
            for name in cls.fields:
                if name not in made.attributes and name not in cls.attributes and cls.find(name) is None:
                    made.attributes[name] = Dotted((name,), name, _field(cls, name))
        if layer is not None and "layer" not in made.children:
            raise NotationError(f"{shown(cls.node.name)} at {self.place(node)} does not start the layer it extends.")
        if layer is not None and not any(cls.find(name) for name in ("forward", "call", "__call__")):
            made.kind = "Sequential"
        build = cls.find("build")
        if isinstance(build, UserFunction) and self.framework == "keras":
            self.invoke(UserFunction(build.node, build.scope, made, build.home), [], {}, node)
        setup = cls.find("setup")
        if isinstance(setup, UserFunction):
            self.invoke(UserFunction(setup.node, setup.scope, made, setup.home), [], {}, node)
        return made

    def _extended(self, cls: UserClass, layer: Any, node: ast.AST) -> Container:
        made = Container("Module", node, cls=cls, label=cls.node.name)
        made.add(layer, "layer")
        if not any(cls.find(name) for name in ("forward", "call", "__call__")):
            made.kind = "Sequential"
        return made

    @abstractmethod
    def library_layer(self, function: Dotted, node: ast.Call, args: list[Any], keywords: dict[str, Any]) -> Any:
        """A layer of a library, made with these arguments."""

    @abstractmethod
    def apply(self, layer: Any, args: list[Any], keywords: dict[str, Any], node: ast.expr) -> Any:
        """What comes out of a layer."""

    def _super(self, node: ast.Call, scope: Scope) -> Any:
        function = node.func
        assert isinstance(function, ast.Attribute)  # noqa: S101 - _is_super() saw it
        args, owner = self.elements(node.args, scope), scope.owner
        if owner is None or scope.home is None:
            return None
        for base in scope.home.bases:
            found = base.find(function.attr) if isinstance(base, UserClass) else None
            if isinstance(found, UserFunction):
                bound = UserFunction(found.node, found.scope, owner, found.home)
                return self.invoke(bound, args, self.keywords(node, scope), node)
        layer = owner.cls.layer if owner.cls else None
        if layer is not None and function.attr == "__init__":
            owner.add(self.library_layer(layer, node, args, self.keywords(node, scope)), "layer")
        elif layer is not None and "layer" in owner.children and function.attr in ("forward", "call", "__call__"):
            return self.apply(owner.children["layer"], args, {}, node)
        if function.attr == "__init__" and owner.kind == "Sequential":
            for child in args[0] if len(args) == 1 and isinstance(args[0], list | tuple) else args:
                self.register(owner, str(len(owner.children)), child)
        return None

    def refuse_hidden(self, function: Dotted, node: ast.Call) -> None:
        """Raise the error for a call that makes a whole network elsewhere."""
        if self.building and function.name not in (*CONTAINERS, *known_names()) and is_hidden_model(function):
            raise NotationError(
                f"{shown(function.written)} at {self.place(node)} is a network that the text does not show, so it "
                "cannot be counted."
            )

    def unknown_call(self, function: Dotted, node: ast.Call, args: list[Any], keywords: dict[str, Any]) -> Any:
        """The value of a call of a name that is not known: of what wraps a layer, the layer."""
        given = args[0] if args else next(iter(keywords.values()), None)
        if function.name in ("script", "compile", "deepcopy", "spectral_norm") and isinstance(given, Made | Container):
            if function.name == "spectral_norm":
                self.missed("the buffers of spectral_norm", node)
            return copied(given, {}) if function.name == "deepcopy" else given
        if function.words in (("setattr",), ("getattr",)):
            return self._by_name(function.name, node, args)
        if function.name == "deepcopy" and isinstance(given, list | tuple | dict):
            return copied(given, {})
        if function.name == "weight_norm" and has_layers(given):
            raise NotationError(
                f"weight_norm at {self.place(node)} adds weights to a layer, which is not counted here."
            )
        return Opaque(node)

    def _by_name(self, word: str, node: ast.Call, args: list[Any]) -> Any:
        """setattr and getattr, which name the attribute in a string."""
        if len(args) > 1 and isinstance(args[0], Container) and isinstance(args[1], str):
            if word == "getattr":
                return self.attribute(
                    args[0], ast.copy_location(ast.Attribute(node.args[0], args[1], ast.Load()), node)
                )
            self.register(args[0], args[1], args[-1])
        elif word == "setattr" and any(map(has_layers, args)):
            self.refuse_change(node)
        return Opaque(node) if word == "getattr" else None

    def refuse(self, unknown: Unknown) -> None:
        """Raise the error for a layer that is not known, with the nearest known one."""
        function = unknown.node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in ("Parameter", "Param"):
            raise NotationError(f"{name} at {self.place(function)} holds weights outside any layer: only layers count.")
        hint = nearest(name, known_names())
        raise NotationError(f"{shown(name)} at {self.place(function)} is not a known layer{hint}; {KNOWN_KINDS}.")


def told_name(keywords: dict[str, Any]) -> str:
    """The name that the text gives a layer."""
    name = keywords.get("name", "")
    return name if isinstance(name, str) else ""


def is_super(function: ast.expr) -> bool:
    """Whether a call goes to a method of the base class."""
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Call)
        and isinstance(function.value.func, ast.Name)
        and function.value.func.id == "super"
    )


def _field(cls: UserClass, name: str) -> ast.expr:
    for statement in cls.node.body:
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and statement.target.id == name
        ):
            return statement.target
    return ast.copy_location(ast.Name(name, ast.Load()), cls.node)


def _attribute_of_layer(made: Made, name: str, node: ast.expr) -> Any:
    """An argument a layer was made with, such as ``conv.out_channels``."""
    for keyword in made.node.keywords:
        if keyword.arg == name and isinstance(keyword.value, ast.Constant):
            return keyword.value.value
    order = {"in_channels": 0, "in_features": 0, "out_channels": 1, "out_features": 1, "num_features": 0}
    index = order.get(name)
    if index is not None and index < len(made.node.args):
        argument = made.node.args[index]
        return argument.value if isinstance(argument, ast.Constant) else Opaque(node)
    return Method(made, name, node)
