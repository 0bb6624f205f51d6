"""Calls in the text: constructors of layers, containers, functions on tensors, and what the text itself defines."""

import ast
from typing import Any

from questions.layers.detection import PREFIXES
from questions.layers.literals import NotationError, shown
from questions.layers.notation import bind_call, fit_call
from questions.layers.reading.applying import JOINS, Applier, all_tensors, has_tensor
from questions.layers.reading.builtin import call_builtin, is_builtin
from questions.layers.reading.containers import container_method, made_container
from questions.layers.reading.frameworks import known_names
from questions.layers.reading.functions import UNSEEN, function_made, tensor_made, untraceable
from questions.layers.reading.objects import CONTAINERS, is_super, told_name
from questions.layers.reading.sizes import sizes
from questions.layers.reading.source import MAX_LAYERS
from questions.layers.reading.values import (
    MAX_PLAIN,
    Batch,
    Container,
    Dotted,
    Made,
    Method,
    Opaque,
    Partial,
    Scope,
    Tensor,
    Unknown,
    UserClass,
    UserFunction,
    expanded,
    is_plain,
    literal,
)
from questions.layers.terms import Framework

MAX_ARGUMENTS = 100


class Reader(Applier):
    """Reads a whole text; afterwards `loose` and `top` hold what it made."""

    def __init__(self, text: str, framework: Framework | None) -> None:
        super().__init__(text, framework)
        self.made = 0
        self.remark = ""
        """What a reader of the result should know about what was chosen."""

    def call(self, node: ast.Call, scope: Scope) -> Any:
        if is_super(node.func):
            return self._super(node, scope)
        function = self.value(node.func, scope)
        return self.call_value(function, node, scope)

    def call_value(self, function: Any, node: ast.Call, scope: Scope) -> Any:
        """Call something with the arguments that stand at ``node``."""
        if isinstance(function, Partial):
            node = ast.copy_location(
                ast.Call(node.func, [*function.args, *node.args], [*function.keywords, *node.keywords]), node
            )
            return self.call_value(function.function, node, scope)
        if isinstance(function, Dotted):
            return self._library(function, node, scope)
        args, keywords = self._given(node, scope)
        if isinstance(function, UserClass):
            return self.instantiate(function, args, keywords, node)
        if isinstance(function, UserFunction):
            return self.invoke(function, args, keywords, node)
        if isinstance(function, Method):
            return self._method(function, node, args, keywords)
        if isinstance(function, Made | Container | Unknown):
            return self.apply(function, args, keywords, node)
        if self.building and any(isinstance(each, Tensor) for each in args):
            raise NotationError(
                f"{shown(ast.unparse(node.func))} at {self.place(node)} is used as a layer, but the text does not show "
                "what it is."
            )
        if any(map(has_tensor, (*args, *keywords.values()))):
            raise untraceable("A call", self.place(node))
        return Opaque(node)

    def _given(self, node: ast.Call, scope: Scope) -> tuple[list[Any], dict[str, Any]]:
        """The arguments of a call; what they hold is looked through, and so is work."""
        args, keywords = self.elements(node.args, scope), self.keywords(node, scope)
        self.charge(sum(len(each) for each in (*args, *keywords.values()) if isinstance(each, list | tuple | dict)))
        return args, keywords

    def _library(self, function: Dotted, node: ast.Call, scope: Scope) -> Any:
        name = function.name
        if is_builtin(function.words):
            return call_builtin(self, name, node, scope)
        self.refuse_hidden(function, node)
        args, keywords = self._given(node, scope)
        if name == "set_image_data_format" and [*args, *keywords.values()] != ["channels_last"]:
            raise NotationError(
                f"{shown(name)} at {self.place(node)} is not followed: write data_format= in each layer instead."
            )
        if name in CONTAINERS:
            return made_container(self, name, function, node, args, keywords)
        if name in JOINS and args and all_tensors(args[0]):
            tensors = list(args[0])
            return self.graph.join(
                JOINS[name], tensors, f"{function.written}()", node, self._axis(name, args, keywords, node)
            )
        if name in ("add", "multiply", "subtract") and len(args) == 2 and any(isinstance(a, Tensor) for a in args):
            return self.joined(args[0], args[1], node)
        if args and isinstance(args[0], Tensor) and name not in known_names():
            return self._function(function, node, args[0], args[1:], keywords)
        if name in JOINS and name.islower() and any(map(has_tensor, (*args, *keywords.values()))):
            raise untraceable(shown(function.written), self.place(node))
        if name in JOINS or name in known_names():
            return self.library_layer(function, node, args, keywords)
        if any(map(has_tensor, (*args, *keywords.values()))):
            raise untraceable(shown(function.written), self.place(node))
        if name[:1].isupper() and not name.endswith("Loss") and _of_layers(function.words[:-1]):
            return Unknown(ast.copy_location(ast.Call(node.func, node.args, node.keywords), node))
        return self.unknown_call(function, node, args, keywords)

    def library_layer(self, function: Dotted, node: ast.Call, args: list[Any], keywords: dict[str, Any]) -> Any:
        self.made += 1
        if self.made > MAX_LAYERS:
            raise NotationError(f"There are more than {MAX_LAYERS:,} layers at {self.place(node)}.")
        if len(args) + len(keywords) > MAX_ARGUMENTS:
            raise NotationError(f"{shown(function.written)} at {self.place(node)} has too many arguments.")
        for value in (*args, *keywords.values()):
            if expanded(value, MAX_PLAIN) > MAX_PLAIN:
                raise NotationError(f"{shown(function.written)} at {self.place(node)} has too long an argument.")
        if isinstance(inner := keywords.get("activation"), Made) and inner.kind == "PReLU":
            raise NotationError(
                f"PReLU at {self.place(inner.node)} has weights of its own: write it as a layer by itself."
            )
        if keywords.get("trainable") is False:
            self.say_once(f"The weights frozen at {self.line(node)} are counted as trainable.")
        call = _resolved(function, node, args, keywords)
        label = f"{function.written}({_arguments(call)})"
        self.charge_text(label)
        made = Made(call, label, function.name, name=told_name(keywords))
        if function.name == "Input":
            bound = bind_call(call, self.text, self.framework)
            _, axes = fit_call(bound, label, None)
            return self.graph.tensor(axes)
        return made

    def _function(
        self, function: Dotted, node: ast.Call, given: Tensor, values: list[Any], keywords: dict[str, Any]
    ) -> Any:
        if function.name in UNSEEN:
            return given
        made = function_made(function, node, values, keywords, self.framework, self.text, self.shape_of(given))
        if made is None:
            raise untraceable(shown(function.written), self.place(node))
        self.charge_text(made.label)
        return self.graph.apply(made, given, node)

    def _size(self, owner: Tensor, name: str, node: ast.Call, args: list[Any]) -> Any:
        known = sizes(self.shape_of(owner), node)
        match name, args:
            case "size", []:
                return known
            case "size", [0]:
                return Batch(node)
            case "size", [int() as axis] if isinstance(known, tuple) and -len(known) <= axis < len(known):
                return known[axis]
        return Opaque(node)

    def _of_list(self, owner: list[Any], name: str, node: ast.Call, args: list[Any]) -> Any:
        """A method of a list, which may change it."""
        match name, args:
            case "append", [value]:
                self.grow(owner, [value], node)
            case "extend", [values] if (more := self.iterated(values)) is not None:
                self.grow(owner, more, node)
            case "insert", [int() as index, value]:
                self.grow(owner, [value], node, index)
            case "pop", [] | [int()] if owner and -len(owner) <= (args or [-1])[0] < len(owner):
                return owner.pop(*args)
            case "reverse", []:
                owner.reverse()
            case "clear", []:
                owner.clear()
            case "copy", []:
                return self.iterated(owner)
            case (("append" | "extend" | "insert" | "pop" | "remove" | "sort" | "reverse" | "clear"), _):
                raise untraceable(shown(f".{name}"), self.place(node))
            case _:
                return Opaque(node)
        return None

    def _method(self, method: Method, node: ast.Call, args: list[Any], keywords: dict[str, Any]) -> Any:
        owner, name = method.owner, method.name
        if isinstance(owner, Tensor):
            if name in ("dim", "ndimension"):
                return self.axes_of(owner, node)
            if name in ("size", "numel", "item"):
                return self._size(owner, name, node, args or list(keywords.values()))
            if name in UNSEEN:
                return owner
            if name == "add":
                return self.joined(owner, args[0] if args else None, node)
            label = f".{name}({', '.join(ast.unparse(each) for each in (*node.args, *node.keywords))})"
            made = tensor_made(name, node, args, keywords, label, self.shape_of(owner))
            if made is None:
                raise untraceable(shown(f".{name}"), self.place(node))
            self.charge_text(label)
            return self.graph.apply(made, owner, node)
        if isinstance(owner, Container) and name == "param" and self.framework == "flax":
            raise NotationError(f"self.param at {self.place(node)} holds weights outside any layer: only layers count.")
        if isinstance(owner, Container):
            return container_method(self, owner, name, node, args, keywords)
        if isinstance(owner, list):
            return self._of_list(owner, name, node, args)
        if isinstance(owner, str) and name == "format" and not keywords:
            pieces = owner.split("{}")
            if len(pieces) == len(args) + 1 and all(isinstance(each, int | str) for each in args):
                return "".join(f"{piece}{each}" for piece, each in zip(pieces, [*args, ""], strict=True))
        if isinstance(owner, dict):
            if name in ("items", "keys", "values"):
                self.charge(len(owner))
                return [list(pair) for pair in owner.items()] if name == "items" else list(getattr(owner, name)())
            if name == "update" and all(isinstance(each, dict) for each in args):
                for each in (*args, keywords):
                    owner |= each
                return None
            if name == "pop" and args and isinstance(args[0], str | int) and args[0] in owner:
                return owner.pop(args[0])
            if name == "get" and args and isinstance(args[0], str | int):
                return owner.get(args[0], args[1] if len(args) > 1 else None)
        if name in ("insert", "pop", "remove", "update", "sort", "setdefault", "popitem", "extend"):
            self.refuse_change(node)
        return Opaque(node)


def _resolved(function: Dotted, node: ast.Call, args: list[Any], keywords: dict[str, Any]) -> ast.Call:
    """The call with every known name replaced by its value, under the constructor's full name."""
    given: list[ast.expr] = []
    if any(isinstance(each, ast.Starred) for each in node.args):
        given = [literal(each, node) if is_plain(each) else ast.copy_location(ast.Name("?"), node) for each in args]
    else:
        given = [_known(v, each) for v, each in zip(args, node.args, strict=True)]
    written = {keyword.arg: keyword for keyword in node.keywords if keyword.arg}
    named = []
    for name, value in keywords.items():
        at = written[name].value if name in written else node
        keyword = ast.keyword(name, _known(value, at))
        named.append(ast.copy_location(keyword, written.get(name, node)))
    known = {keyword.arg for keyword in named}
    named += [each for each in node.keywords if each.arg is None and not known]
    call = ast.Call(_dotted(function, node), given, named)
    return ast.copy_location(call, node)


def _known(value: Any, node: ast.expr) -> ast.expr:
    """The value as it would be written, or the expression itself: 1 / 255 reads better than its value."""
    if not is_plain(value) or (isinstance(value, float) and value < 0.01):
        return node
    return literal(value, node)


def _dotted(function: Dotted, node: ast.Call) -> ast.expr:
    made: ast.expr = ast.copy_location(ast.Name(function.words[0], ast.Load()), node.func)
    for word in function.words[1:]:
        made = ast.copy_location(ast.Attribute(made, word, ast.Load()), node.func)
    return made


def _arguments(call: ast.Call) -> str:
    try:
        written = [ast.unparse(each) for each in call.args]
        written += [f"{each.arg}={ast.unparse(each.value)}" for each in call.keywords]
    except RecursionError:
        raise NotationError("The text is nested too deeply.") from None
    return ", ".join(written)


def _of_layers(prefix: tuple[str, ...]) -> bool:
    """Whether a name behind this prefix would be a layer."""
    return not prefix or (prefix[-1] in PREFIXES and prefix[-1] not in ("torch", "tf", "tensorflow", "flax", "keras"))
