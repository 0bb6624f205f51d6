"""Whose layers a text is about: told by its imports, prefixes and names, before anything is read."""

import ast
from functools import cache

from questions.layers.detection import FRAMEWORK_OF, PREFIXES, constructors
from questions.layers.signatures import Dialect
from questions.layers.terms import Framework

_ONLY_IN: dict[str, Framework] = {
    "torch": "pytorch",
    "torchvision": "pytorch",
    "keras": "keras",
    "tensorflow": "keras",
    "tf": "keras",
    "flax": "flax",
    "linen": "flax",
    "nnx": "flax",
    "jax": "flax",
    "jnp": "flax",
}


@cache
def known_names() -> dict[str, frozenset[Framework]]:
    """Every constructor with the frameworks that have it."""
    found: dict[str, set[Framework]] = {}
    dialects: tuple[Dialect, ...] = ("pytorch", "keras", "linen", "nnx")
    for dialect in dialects:
        for name in constructors(dialect):
            found.setdefault(name, set()).add(FRAMEWORK_OF[dialect])
    return {name: frozenset(frameworks) for name, frameworks in found.items()}


def framework_of(tree: ast.AST) -> Framework | None:
    """The framework that the text is written for, or None if nothing in it tells."""
    possible: set[Framework] = {"pytorch", "keras", "flax"}
    for node in ast.walk(tree):
        told = _told(node)
        if told and possible & told:
            possible &= told
            if len(possible) == 1:
                return possible.pop()
    # A bare Dense is Keras', unless it is written with Flax' own words.
    return "keras" if possible == {"keras", "flax"} and not _in_flax_words(tree) else None


def _in_flax_words(tree: ast.AST) -> bool:
    words = {"features", "use_running_average", "kernel_init", "rngs"}
    return any(isinstance(node, ast.keyword) and node.arg in words for node in ast.walk(tree))


def _told(node: ast.AST) -> set[Framework]:
    if isinstance(node, ast.Import):
        return {_ONLY_IN[word] for alias in node.names for word in [alias.name.split(".")[0]] if word in _ONLY_IN}
    if isinstance(node, ast.ImportFrom):
        word = (node.module or "").split(".")[0]
        return {_ONLY_IN[word]} if word in _ONLY_IN else set()
    if not isinstance(node, ast.Call):
        return set()
    words = []
    function = node.func
    while isinstance(function, ast.Attribute):
        words.append(function.attr)
        function = function.value
    if isinstance(function, ast.Name):
        words.append(function.id)
    if not words:
        return set()
    told: set[Framework] = set(known_names().get(words[0], ())) or {"pytorch", "keras", "flax"}
    for word in words[1:]:
        if word in PREFIXES:
            told &= {FRAMEWORK_OF[dialect] for dialect in PREFIXES[word]}
    if any(keyword.arg == "rngs" for keyword in node.keywords) and "flax" in told:
        return {"flax"}
    return told
