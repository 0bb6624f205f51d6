"""Which constructor a call means: by the framework asked for, then its prefix, its name, and its arguments."""

import ast

from questions.layers.flax import LINEN, NNX
from questions.layers.keras import SIGNATURES as KERAS
from questions.layers.literals import NotationError, nearest, place, shown
from questions.layers.pytorch import SIGNATURES as PYTORCH
from questions.layers.signatures import Dialect, Signature, match
from questions.layers.terms import FRAMEWORK_TITLES, Framework

TABLES: dict[Dialect, dict[str, Signature]] = {"keras": KERAS, "pytorch": PYTORCH, "linen": LINEN, "nnx": NNX}
"""The usual constructors. The order settles a bare name that several frameworks have: Dense is Keras'."""


def constructors(dialect: Dialect) -> dict[str, Signature]:
    """Every known constructor of a dialect, the rarer ones with it: they are loaded when they are first needed."""
    from questions.layers import flax_more, keras_more, pytorch_more

    more = {
        "keras": keras_more.SIGNATURES,
        "pytorch": pytorch_more.SIGNATURES,
        "linen": flax_more.LINEN,
        "nnx": flax_more.NNX,
    }
    return TABLES[dialect] | more[dialect]


FRAMEWORK_OF: dict[Dialect, Framework] = {"keras": "keras", "pytorch": "pytorch", "linen": "flax", "nnx": "flax"}

KNOWN_KINDS = (
    "known are convolutions, dense layers, pooling, normalizations, embeddings, padding, upsampling, reshaping and "
    "activations"
)

PREFIXES: dict[str, frozenset[Dialect]] = {
    "torch": frozenset({"pytorch"}),
    "nn": frozenset({"pytorch", "linen"}),
    "keras": frozenset({"keras"}),
    "layers": frozenset({"keras"}),
    "tf": frozenset({"keras"}),
    "tensorflow": frozenset({"keras"}),
    "flax": frozenset({"linen", "nnx"}),
    "linen": frozenset({"linen"}),
    "nnx": frozenset({"nnx"}),
}


def find_signature(call: ast.Call, text: str, framework: Framework | None) -> tuple[Framework, Signature]:
    """The framework and constructor that a call means.

    Raises NotationError for an unknown prefix or name, and where several frameworks know the name but none takes
    these arguments.
    """
    prefix, name = _dotted(call.func, text)
    dialects = _dialects(call, prefix, framework, text)
    candidates = [(dialect, TABLES[dialect][name]) for dialect in dialects if name in TABLES[dialect]]
    if not candidates:
        tables = {dialect: constructors(dialect) for dialect in dialects}
        candidates = [(dialect, table[name]) for dialect, table in tables.items() if name in table]
    if not candidates:
        hint = nearest(name, dict.fromkeys(known for table in tables.values() for known in table))
        owner = f"{FRAMEWORK_TITLES[FRAMEWORK_OF[dialects[0]]]} layer" if len(dialects) == 1 else "layer"
        raise NotationError(f"{shown(name)} at {place(call.func, text)} is not a known {owner}{hint}; {KNOWN_KINDS}.")
    chosen = candidates[0]
    if len(candidates) > 1:
        chosen = next((each for each in candidates if _takes(each[1], call, text)), chosen)
    return FRAMEWORK_OF[chosen[0]], chosen[1]


def _takes(signature: Signature, call: ast.Call, text: str) -> bool:
    try:
        match(signature, call, text)
    except NotationError:
        return False
    return True


def _dotted(node: ast.expr, text: str) -> tuple[list[str], str]:
    """The words before the last dot, and the one after it."""
    words: list[str] = []
    while isinstance(node, ast.Attribute):
        words.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise NotationError(f"The name of a layer was expected at {place(node, text)}, such as nn.Conv2d.")
    words.append(node.id)
    words.reverse()
    return words[:-1], words[-1]


def _dialects(call: ast.Call, prefix: list[str], framework: Framework | None, text: str) -> list[Dialect]:
    allowed = set(TABLES)
    for word in prefix:
        # An alias that somebody imported a library under says nothing; then the layer's name decides.
        allowed &= PREFIXES.get(word, allowed)
    if not allowed:
        raise NotationError(f"{shown('.'.join(prefix))} at {place(call.func, text)} is not a known library of layers.")
    if framework is not None:
        asked = {dialect for dialect in TABLES if FRAMEWORK_OF[dialect] == framework}
        if not allowed & asked:
            titles = " or ".join(dict.fromkeys(FRAMEWORK_TITLES[FRAMEWORK_OF[each]] for each in sorted(allowed)))
            raise NotationError(
                f"{shown('.'.join(prefix))} at {place(call.func, text)} is {titles}, but the layer was asked for "
                f"in {FRAMEWORK_TITLES[framework]}."
            )
        allowed &= asked
    return [dialect for dialect in TABLES if dialect in allowed]
