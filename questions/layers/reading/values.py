"""What the names of a text stand for while it is read: layers, containers of layers, tensors, classes, functions."""

import ast
from dataclasses import dataclass, field
from typing import Any

from questions.layers.literals import NotationError
from questions.layers.notation import Bound
from questions.layers.reading.frameworks import known_names
from questions.layers.signatures import Axes, Built

MAX_BASES = 100
MAX_PLAIN = 100


class UntraceableError(NotationError):
    """A step of the forward pass that is not followed. The message says which, and where."""


@dataclass(eq=False, slots=True)
class Dotted:
    """A name from somewhere else, such as ``nn.Conv2d``: ``words`` with its import, ``written`` as it stands."""

    words: tuple[str, ...]
    written: str
    node: ast.expr

    @property
    def name(self) -> str:
        """The last word."""
        return self.words[-1]

    @property
    def is_layer(self) -> bool:
        """Whether it is the name of a layer, and so is something and not None."""
        return self.name in known_names()


@dataclass(eq=False, slots=True)
class Opaque:
    """A value that is not known here and that no layer may depend on."""

    node: ast.AST


class Batch(Opaque):
    """The number of examples, which is the same for all tensors."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Batch)

    __hash__ = Opaque.__hash__


class Sizes(Opaque):
    """The shape of a tensor of which nothing is known but that it begins with the batch."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Unknown:
    """A call that looks like a layer but is not known: an error as soon as it is used as one."""

    node: ast.Call


@dataclass(eq=False, slots=True)
class Made:
    """A layer that the text makes. ``node`` is its call with every known name replaced by its value.

    ``built`` is there for what is no call of a constructor, such as ``x.view(-1, 400)``. ``name`` is what the text
    itself calls it (``name="conv1"``).
    """

    node: ast.Call
    label: str
    kind: str
    name: str = ""
    built: Built | None = None
    bound: Bound | None = None


@dataclass(eq=False, slots=True)
class Tensor:
    """What flows between layers. ``told`` is the shape that an input layer names."""

    number: int
    told: Axes | None = None


@dataclass(eq=False, slots=True)
class UserClass:
    """A class of the text."""

    node: ast.ClassDef
    bases: list[Any]
    scope: "Scope"
    attributes: dict[str, Any] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    """Names of the dataclass fields, which flax.linen takes as arguments."""

    def lineage(self) -> "list[UserClass]":
        """The class and its bases of the text, each once. Raises NotationError where they are too many."""
        found: dict[int, UserClass] = {}
        waiting: list[Any] = [self]
        while waiting:
            cls = waiting.pop()
            if isinstance(cls, UserClass) and id(cls) not in found:
                found[id(cls)] = cls
                waiting += reversed(cls.bases)
            if len(found) > MAX_BASES or len(waiting) > MAX_BASES:
                raise NotationError(f"A class of the text has more than {MAX_BASES} base classes.")
        return list(found.values())

    def find(self, name: str) -> Any:
        """A method or attribute, also of the bases; None if there is none."""
        if name in self.attributes:
            return self.attributes[name]
        for cls in self.lineage()[1:]:
            if (found := cls.attributes.get(name)) is not None:
                return found
        return None

    @property
    def is_sequential(self) -> bool:
        """Whether it extends a library's Sequential."""
        return any(getattr(base, "name", "") == "Sequential" for cls in self.lineage() for base in cls.bases)

    @property
    def layer(self) -> Dotted | None:
        """The layer of a library that it extends; None for a module, which has layers of its own."""
        for base in self.bases:
            if isinstance(base, UserClass) and base.layer is not None:
                return base.layer
            if isinstance(base, Dotted) and base.is_layer and base.name not in ("Sequential", "Module", "Layer"):
                return base
        return None


@dataclass(eq=False, slots=True)
class UserFunction:
    """A function or method of the text; ``owner`` is the object a method was taken from."""

    node: ast.FunctionDef | ast.AsyncFunctionDef
    scope: "Scope"
    owner: "Container | UserClass | None" = None
    home: UserClass | None = None

    @property
    def is_static(self) -> bool:
        """Whether it is not given the object it is taken from."""
        return any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in self.node.decorator_list)

    @property
    def is_of_class(self) -> bool:
        """Whether it is given the class it is taken from."""
        return any(isinstance(each, ast.Name) and each.id == "classmethod" for each in self.node.decorator_list)


@dataclass(eq=False, slots=True)
class Container:
    """Layers under names: a Sequential, a list of modules, or an object of a class of the text."""

    kind: str
    node: ast.AST
    children: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    cls: UserClass | None = None
    label: str = ""
    name: str = ""
    inputs: list[Tensor] = field(default_factory=list)
    outputs: list[Tensor] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)
    """The steps from the inputs to the outputs."""
    told: Axes | None = None
    held: set[int] = field(default_factory=set)

    def add(self, child: Any, name: str = "") -> None:
        """Register a child under a name, or under its number."""
        self.children[name or str(len(self.children))] = child
        self.held.add(id(child))

    def holds(self, child: Any) -> bool:
        """Whether this very child was added before."""
        return id(child) in self.held


@dataclass(eq=False, slots=True)
class Method:
    """A method of something that is not of the text: of a tensor, a list, a container."""

    owner: Any
    name: str
    node: ast.expr


@dataclass(eq=False, slots=True)
class Partial:
    """``functools.partial``: a callable with arguments given beforehand."""

    function: Any
    args: list[ast.expr]
    keywords: list[ast.keyword]


@dataclass(eq=False, slots=True)
class Scope:
    """Names of a function or of the whole text, and where to look next."""

    names: dict[str, Any]
    parent: "Scope | None" = None
    owner: Container | None = None
    home: UserClass | None = None

    def find(self, name: str) -> Any:
        """The value of a name, or KeyError."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        raise KeyError(name)


def expanded(value: Any, most: int) -> int:
    """How many values there are in a list of lists, one that stands twice counted twice; gives up above ``most``."""
    count, waiting = 0, [value]
    while waiting and count <= most:
        each = waiting.pop()
        count += 1
        if isinstance(each, tuple | list):
            if len(each) > most:
                return most + 1
            waiting += each
        elif isinstance(each, dict):
            if len(each) > most:
                return most + 1
            waiting += each.values()
        elif isinstance(each, str):
            count += len(each) // 100
    return count


def is_plain(value: Any) -> bool:
    """Whether a value is a number, a word, True, False, None or a short tuple or list of them."""
    if isinstance(value, tuple | list):
        if expanded(value, MAX_PLAIN) > MAX_PLAIN:
            return False
        return all(is_plain(each) for each in value)
    return value is None or isinstance(value, bool | int | float | str)


def literal(value: Any, node: ast.expr) -> ast.expr:
    """A plain value as it would be written where ``node`` stands."""
    made: ast.expr
    if isinstance(value, tuple | list):
        made = ast.Tuple([literal(each, node) for each in value], ast.Load())
    elif isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        made = ast.UnaryOp(ast.USub(), ast.copy_location(ast.Constant(-value), node))
    else:
        made = ast.Constant(value)
    return ast.copy_location(made, node)


def as_layers(value: Any) -> list[Any]:
    """The elements of a list or tuple, or the one value."""
    return list(value) if isinstance(value, list | tuple) else [value]
