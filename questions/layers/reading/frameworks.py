"""Whose layers a text is about: told by its imports, prefixes and names, before anything is read."""

import ast
from functools import cache

from questions.layers.detection import FRAMEWORK_OF, PREFIXES, constructors
from questions.layers.signatures import Dialect
from questions.layers.terms import Framework

_ALL: frozenset[Dialect] = frozenset({"pytorch", "keras", "linen", "nnx"})
_FLAX: frozenset[Dialect] = frozenset({"linen", "nnx"})
_IMPORTED: dict[str, frozenset[Dialect]] = {
    **dict.fromkeys(("torch", "torchvision"), frozenset({"pytorch"})),
    **dict.fromkeys(("keras", "tensorflow", "tf"), frozenset({"keras"})),
    **dict.fromkeys(("flax", "jax"), _FLAX),
}
_FLAX_WORDS = frozenset({"features", "use_running_average", "kernel_init", "rngs"})


@cache
def known_names() -> dict[str, frozenset[Dialect]]:
    """Every constructor with the dialects that have it."""
    found: dict[str, set[Dialect]] = {}
    for dialect in sorted(_ALL):
        for name in constructors(dialect):
            found.setdefault(name, set()).add(dialect)
    return {name: frozenset(dialects) for name, dialects in found.items()}


def framework_of(tree: ast.AST) -> Framework | None:
    """The framework that the text is written for, or None if nothing in it tells."""
    possible = _ALL
    for node in ast.walk(tree):
        told = _told(node)
        if told and possible & told:
            possible &= told
    frameworks = {FRAMEWORK_OF[dialect] for dialect in possible}
    if len(frameworks) == 1:
        return frameworks.pop()
    # A bare Dense is Keras', unless it is written with Flax' own words.
    return "keras" if "pytorch" not in frameworks and not _in_flax_words(tree) else None


def _in_flax_words(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.keyword) and node.arg in _FLAX_WORDS for node in ast.walk(tree))


def _told(node: ast.AST) -> frozenset[Dialect]:
    """What one piece of the text allows; nothing where it says nothing."""
    match node:
        case ast.Import(names=names):
            return frozenset().union(*(_IMPORTED.get(alias.name.split(".")[0], ()) for alias in names))
        case ast.ImportFrom(module=module):
            return _IMPORTED.get((module or "").split(".")[0], frozenset())
        case ast.FunctionDef(name="forward"):
            return frozenset({"pytorch"})
        case ast.Attribute(attr="compact"):
            return frozenset({"linen"})
        case ast.Call():
            return _told_by_call(node)
    return frozenset()


def _told_by_call(node: ast.Call) -> frozenset[Dialect]:
    words = []
    function = node.func
    while isinstance(function, ast.Attribute):
        words.append(function.attr)
        function = function.value
    if isinstance(function, ast.Name):
        words.append(function.id)
    if not words:
        return frozenset()
    told = known_names().get(words[0], _ALL)
    for word in words[1:]:
        if word == "layers" and words[0][:1].islower():
            continue  # layers.append(...): a list of that name is in texts of every framework
        told &= PREFIXES.get(word, told)
    if told >= _FLAX and any(keyword.arg == "rngs" for keyword in node.keywords):
        return frozenset({"nnx"})
    return told
