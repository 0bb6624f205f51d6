"""Which of all that a text makes is the network: a model, loose layers in a row, or a class or function to try."""

import ast
from typing import Any

from questions.layers.literals import NotationError
from questions.layers.reading.reader import Reader
from questions.layers.reading.source import parse_source
from questions.layers.reading.values import Container, Made, Tensor, Unknown, UserClass, UserFunction, is_plain

_SIZES = ("3", "64", "64", "1")


def leaves(value: Any) -> list[Made]:
    """All layers of a container, each once, in the order of definition."""
    return [each for each in (value, *_below(value)) if isinstance(each, Made)]


def find_root(reader: Reader) -> Container | list[Tensor]:
    """The network: a container, or the outputs of layers that were applied one by one.

    Raises NotationError where the text has none.
    """
    for _, value in reader.loose:
        if isinstance(value, Unknown):
            reader.refuse(value)
    models = [value for _, value in reader.loose if isinstance(value, Container) and value.outputs]
    if models:
        last = [value for _, value in reader.loose if isinstance(value, Container)][-1]
        return last if any(each is part for each in models for part in _below(last)) else models[-1]
    loose = _unowned(reader)
    applied = {id(step.made) for step in reader.graph.steps}
    loose = [(name, value) for name, value in loose if id(value) not in applied]
    if reader.graph.steps and not any(isinstance(value, Container) for _, value in loose):
        return [value for _, value in reader.loose if isinstance(value, Tensor)]
    if loose:
        named = [name for name, value in loose if isinstance(value, Container)]
        if len(loose) > 1 and named:
            reader.remark = f"Counted together: {', '.join(name or 'a model' for name, _ in loose[:6])}."
        return _together(loose)
    return _tried(reader)


def _unowned(reader: Reader) -> list[tuple[str, Any]]:
    values = [(name, value) for name, value in reader.loose if isinstance(value, Made | Container)]
    owned: set[int] = set()
    seen: set[int] = set()
    waiting = [value for _, value in values if isinstance(value, Container)]
    while waiting:
        each = waiting.pop()
        if id(each) not in seen:
            seen.add(id(each))
            inside = [child for child in each.children.values() if child is not each]
            owned.update(map(id, inside))
            waiting += [child for child in inside if isinstance(child, Container)]
    return [
        (name, value)
        for name, value in values
        if id(value) not in owned and (isinstance(value, Made) or leaves(value) or value.cls)
    ]


def _below(value: Any) -> list[Any]:
    """All layers and containers inside one, each once, in the order of definition; it may hold itself."""
    found: dict[int, Any] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            if isinstance(each, Container):
                waiting += reversed(each.children.values())
    return [each for each in found.values() if each is not value]


def _together(loose: list[tuple[str, Any]]) -> Container:
    if len(loose) == 1 and isinstance(loose[0][1], Container):
        return loose[0][1]
    together = Container("Module", loose[0][1].node)
    for name, value in loose:
        key = name or str(len(together.children))
        together.add(value, key if key not in together.children else f"{key}_{len(together.children)}")
    return together


def _tried(reader: Reader) -> Container | list[Tensor]:
    """What the last class, or else the last function, makes when nothing is given to it."""
    top = reader.top.names.values()
    classes = [value for value in top if isinstance(value, UserClass) and _makes_layers(value)]
    within = {name for cls in classes for name in _names_in(cls) if name != cls.node.name}
    outermost = [cls for cls in classes if cls.node.name not in within] or classes
    waiting = ""
    for cls in reversed(outermost):
        call = _told_call(reader, cls)
        missing = [] if call else [name for name in _missing(cls) if name != "rngs"]  # random keys decide no shape
        if not missing:
            others = [other.node.name for other in outermost if other is not cls]
            if others:
                reader.remark = f"Only {cls.node.name} is counted; the text also has {', '.join(others[:4])}."
            if call:
                return reader.instantiate(
                    cls, reader.elements(call.args, reader.top), reader.keywords(call, reader.top), call
                )
            return reader.instantiate(cls, [], {}, cls.node)
        waiting = waiting or (
            f"{cls.node.name} at line {cls.node.lineno} needs {', '.join(missing[:4])}: add a line that makes one, "
            f"such as {cls.node.name}({_example(cls, missing)})."
        )
    for function in reversed([value for value in top if isinstance(value, UserFunction)]):
        if not _open_arguments(function):
            made = reader.invoke(function, [], {}, function.node)
            if isinstance(made, Container):
                return made
            if isinstance(made, Tensor):
                return [made]
            if isinstance(made, Made):
                return _together([("", made)])
    if waiting:
        raise NotationError(waiting)
    raise NotationError("There is no layer in the text, such as nn.Conv2d(3, 10, 3).")


def _told_call(reader: Reader, cls: UserClass) -> ast.Call | None:
    """The call that makes an object of the class somewhere in the text, such as in main(), if its values are known."""
    found = None
    for node in ast.walk(parse_source(reader.text)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name == cls.node.name and (node.args or node.keywords):
                values = [*reader.elements(node.args, reader.top), *reader.keywords(node, reader.top).values()]
                if any(each.arg is None for each in node.keywords) or not all(map(is_plain, values)):
                    if _missing(cls):
                        return None
                    reader.say_once(
                        f"{name} is counted with its defaults, not with the arguments at {reader.line(node)}, which "
                        "are not known here."
                    )
                    return None
                found = node
    return found


def _makes_layers(cls: UserClass) -> bool:
    """Whether a class is a module: one that calls something in what builds it."""
    names = {getattr(base, "name", "") for each in cls.lineage() for base in each.bases}
    names |= {each.node.name for each in cls.lineage()[1:]}
    modules = {"Module", "Model", "Layer", "Sequential", "LightningModule"}
    return bool(names & modules)


def _names_in(cls: UserClass) -> set[str]:
    return {node.id for node in ast.walk(cls.node) if isinstance(node, ast.Name)}


def _missing(cls: UserClass) -> list[str]:
    start = cls.find("__init__")
    if isinstance(start, UserFunction):
        return _open_arguments(start)[1:]
    return [name for name in cls.fields if cls.find(name) is None and name not in cls.attributes]


def _example(cls: UserClass, missing: list[str]) -> str:
    """Arguments as a call could give them; those that only have a name with it."""
    start = cls.find("__init__")
    told = start.node.args.kwonlyargs if isinstance(start, UserFunction) else []
    named = {argument.arg for argument in told}
    written = [f"{name}={size}" if name in named else size for name, size in zip(missing, _SIZES, strict=False)]
    return ", ".join(written + ["rngs=rngs"] * ("rngs" in _missing(cls)))


def _open_arguments(function: UserFunction) -> list[str]:
    told = function.node.args
    positional = [*told.posonlyargs, *told.args]
    required = positional[: len(positional) - len(told.defaults)]
    keywords = [a for a, default in zip(told.kwonlyargs, told.kw_defaults, strict=True) if default is None]
    return [argument.arg for argument in (*required, *keywords)]
