"""A layer as a short call: defaults left out, equal sizes as one integer."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from questions.layers.signatures import REQUIRED, Argument, Signature, Values
from questions.layers.specs import Activation, Layer
from questions.layers.terms import FRAMEWORKS, Framework, LayerError

Writer = tuple[str, dict[str, Signature], Callable[[Layer], tuple[str, Values]]]
"""The usual prefix, the constructors, and the rule that picks one with its arguments."""


@cache
def _writer(framework: Framework) -> Writer:
    # Each table takes 2 to 3 ms to build, and the first question is in one framework only.
    match framework:
        case "pytorch":
            from questions.layers.pytorch import SIGNATURES, describe

            return "nn.", SIGNATURES, describe
        case "keras":
            from questions.layers import keras, keras_writing

            return "keras.layers.", keras.SIGNATURES, keras_writing.describe
        case "flax":
            from questions.layers import flax, flax_writing

            return "nn.", flax.LINEN, flax_writing.describe


def _rarer(framework: Framework) -> dict[str, Signature]:
    match framework:
        case "pytorch":
            from questions.layers import pytorch_more

            return pytorch_more.SIGNATURES
        case "keras":
            from questions.layers import keras_more

            return keras_more.SIGNATURES
        case "flax":
            from questions.layers import flax_more

            return flax_more.LINEN


_NEVER_ONE = frozenset({"normalized_shape", "axis", "shared_axes"})
"""Shapes whose length means something: they stay tuples. So does Flax's kernel_size, whose length is the rank."""


@lru_cache(maxsize=128)
def write_call(layer: Layer, framework: Framework) -> str:
    """The call that makes ``layer``: ``nn.Conv2d(3, 10, 3)``, ``keras.layers.Conv2D(10, 3, padding='same')``.

    ``read_call`` of it, with the input, gives the layer back. Raises LayerError where the framework has no single
    layer for it.
    """
    if framework not in FRAMEWORKS:
        raise LayerError(f"framework must be one of {', '.join(FRAMEWORKS)}, not {framework!r}.")
    prefix, table, describe = _writer(framework)
    if isinstance(layer, Activation):
        return f"{prefix}{layer.name}()"
    name, values = describe(layer)
    signature = table[name] if name in table else _rarer(framework)[name]
    written = []
    for index, argument in enumerate(signature.arguments):
        if argument.name not in values:
            continue
        value = _short(argument, values[argument.name], framework)
        if argument.default is REQUIRED or index < signature.shown:
            written.append(repr(value))
        elif value != argument.default:
            written.append(f"{argument.name}={value!r}")
    return f"{prefix}{name}({', '.join(written)})"


def _short(argument: Argument, value: Any, framework: Framework) -> Any:
    if not isinstance(value, tuple) or (framework == "flax" and argument.name == "kernel_size"):
        return value
    if argument.name in _NEVER_ONE and len(value) > 1:
        return value
    return value[0] if len(set(value)) == 1 and value[0] is not None else value
