"""What a text uses without showing it: which unknown values hold weights, which may, and what is said of them."""

import ast
from dataclasses import replace
from typing import Any

from questions.layers.reading.values import Container, Dotted, Made, UserClass

_LIBRARIES = frozenset({"models", "applications", "timm", "hub", "transformers", "smp", "segmentation_models_pytorch"})
_MAKERS = frozenset({"from_pretrained", "load_model", "create_model", "model_from_json", "load_from_checkpoint"})
_WITHOUT_WEIGHTS = frozenset(
    {
        "torch", "math", "np", "numpy", "os", "sys", "logging", "time", "random", "functional", "F", "jnp", "jax",
        "tf", "tensorflow", "optim", "optax", "torchmetrics", "metrics", "losses", "optimizers", "regularizers",
        "initializers", "init", "warnings", "json", "datetime", "collections", "itertools", "pathlib", "distributions",
        "transforms", "super", "getattr", "isinstance", "hasattr", "type", "bool", "any", "all", "sorted", "set",
        "frozenset", "logger", "activations", "callbacks", "to_2tuple", "pair", "deepcopy",
    }
)  # fmt: skip
_CALLED = ("forward", "__call__", "call")


def is_hidden_model(function: Dotted) -> bool:
    """Whether a call of this name makes a whole network that the text does not show."""
    before, name = function.words[:-1], function.name
    if name in _MAKERS:
        return True
    return any(word in _LIBRARIES for word in before) and name not in ("preprocess_input", "decode_predictions", "list")


def may_hold_weights(function: Dotted) -> bool:
    """Whether a call of an unknown name could make something with weights."""
    if function.name.endswith(("Loss", "Config", "loss", "Metric", "Accuracy", "Dataset")):
        return False
    return not any(word in _WITHOUT_WEIGHTS for word in function.words)


def has_layers(value: Any) -> bool:
    """Whether a value is a layer or a container of some, or a list of them."""
    if isinstance(value, list | tuple):
        return any(map(has_layers, value))
    if isinstance(value, dict):
        return any(map(has_layers, value.values()))
    return isinstance(value, Made | Container)


def called_in_forward(cls: UserClass | None, name: str) -> bool:
    """Whether the forward pass of a class calls an attribute of its object."""
    for method in _CALLED:
        found = cls.find(method) if cls else None
        for node in ast.walk(found.node) if found is not None and hasattr(found, "node") else ():
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=attr)) if attr == name:
                    return True
    return False


def short(node: ast.AST) -> str:
    """A piece of the text, short enough for a sentence."""
    written = ast.unparse(node).split("\n")[0]
    return written if len(written) <= 40 else f"{written[:39]}…"


def copied(value: Any, done: dict[int, Any]) -> Any:
    """A copy with layers of its own, as ``copy.deepcopy`` makes it."""
    if id(value) in done:
        return done[id(value)]
    match value:
        case list() | tuple():
            return type(value)([copied(each, done) for each in value])
        case dict():
            return {key: copied(each, done) for key, each in value.items()}
        case Made():
            done[id(value)] = made = replace(value)
            return made
        case Container():
            done[id(value)] = copy = replace(value)
            copy.children = copied(value.children, done)
            copy.attributes = copied(value.attributes, done)
            return copy
    return value
