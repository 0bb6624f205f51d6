"""Layer calls as a person writes them for PyTorch, Keras and Flax: read without ever evaluating, and written."""

import ast
import warnings
from dataclasses import dataclass

from questions.layers.call import Call
from questions.layers.detection import find_signature
from questions.layers.inputs import check_input, written
from questions.layers.keras_arguments import INPUT_ARGUMENTS
from questions.layers.literals import MAX_DIGITS, MAX_TEXT, NotationError, parse_call
from questions.layers.output import output_shape
from questions.layers.signatures import REQUIRED, Axes, Built, Signature, Values, bind
from questions.layers.specs import LayerError, Shape
from questions.layers.terms import FRAMEWORKS, Framework
from questions.layers.writing import write_call

__all__ = ["Call", "NotationError", "read_call", "write_call"]


def read_call(text: str, framework: Framework | None = None, input_shape: Shape | None = None) -> Call:
    """Read one layer call, such as ``nn.Conv2d(3, 10, 3)``.

    ``framework`` is needed only where prefix, name and arguments leave it open. ``input_shape`` is in the
    framework's own order, without the batch axis; layers of Keras and flax.linen take their channels from it
    unless the call says it (``input_shape=``).
    Raises NotationError, one sentence that says what is wrong and where, for every text that is not such a call,
    a layer that cannot be, and an input that does not fit it.
    """
    check_framework(framework)
    stripped = text.strip()
    call = parse_call(stripped)
    bound = bind_call(call, stripped, framework)
    return fit_call(bound, stripped, checked_input(input_shape))[0]


CONTAINERS = frozenset({"Sequential", "ModuleList", "ModuleDict", "Model"})


def is_one_call(text: str) -> bool:
    """Whether a text can only be a single layer call, right or wrong, and not a whole network."""
    stripped = text.strip()
    if len(stripped) > MAX_TEXT:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(stripped)
    except SyntaxError:
        # Layers as print(model) shows them are no Python: (conv1): Conv2d(3, 10, ...).
        return "\n" not in stripped and "): " not in stripped
    except (ValueError, MemoryError, RecursionError):
        return True
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return not stripped
    match tree.body[0].value:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name, value=ast.Name() | ast.Attribute())):
            return name not in CONTAINERS
        case ast.Call() | ast.Tuple() | ast.List():
            return False
    return True


def check_framework(framework: object) -> None:
    """Raise NotationError unless it is None or the name of a framework."""
    if framework is not None and framework not in FRAMEWORKS:
        raise NotationError(f"The framework must be one of {', '.join(FRAMEWORKS)}, not {framework!r}.")


@dataclass(frozen=True, slots=True)
class Bound:
    """A call whose constructor and arguments are known; its channels may still wait for the input."""

    framework: Framework
    signature: Signature
    values: Values


def bind_call(call: ast.Call, text: str, framework: Framework | None) -> Bound:
    """What is called with what. Raises NotationError with the place of what is wrong."""
    found, signature = find_signature(call, text, framework)
    return Bound(found, signature, bind(signature, call, text))


def fit_call(bound: Bound, written_as: str, given: Axes | None) -> tuple[Call, Axes | None]:
    """The layer for an input in the framework's own order, and that input with what the call itself tells of it.

    Raises NotationError for a layer that cannot be, and an input that does not fit it.
    """
    signature, values = bound.signature, dict(bound.values)
    axes = _input_axes(signature, values, given)
    try:
        built = signature.build(values, signature.rank, axes)
        shape = _channels_first(signature, bound.framework, built, axes)
        if shape is not None:
            output_shape(built.layer, shape)
    except NotationError:
        raise
    except LayerError as error:
        raise NotationError(str(error)) from None
    return Call(written_as, bound.framework, built.layer, shape, built.channels_last, built.transpose_kernel), axes


def checked_input(input_shape: Shape | None) -> Shape | None:
    """An input that is given. Raises NotationError unless its sizes are positive integers."""
    if input_shape is None:
        return None
    if (
        not isinstance(input_shape, tuple)
        or not input_shape
        or any(type(n) is not int or not 1 <= n < 10**MAX_DIGITS for n in input_shape)
    ):
        raise NotationError("The input must be positive integers, such as 24x24x3.")
    return input_shape


def _input_axes(signature: Signature, values: Values, input_shape: Axes | None) -> Axes | None:
    """The input: the one given, or the one the call tells. They must agree."""
    told: Axes | None = None
    needed = {argument.name for argument in signature.arguments if argument.default is REQUIRED}
    for name in INPUT_ARGUMENTS:
        # The input_dim of an Embedding is the size of its table.
        value = None if name in needed else values.pop(name, None)
        if value is not None:
            told = (value,) if isinstance(value, int) else value
    if told is None or input_shape is None:
        return input_shape or told
    if len(told) != len(input_shape) or any(
        None not in (n, m) and n != m for n, m in zip(told, input_shape, strict=True)
    ):
        raise NotationError(f"The call tells the input {written(told)}, but {written(input_shape)} was given.")
    return tuple([n if m is None else m for n, m in zip(told, input_shape, strict=True)])


def _channels_first(signature: Signature, framework: Framework, built: Built, axes: Axes | None) -> Shape | None:
    """The input as the layer counts it, checked against the layer; None if a size is open."""
    if axes is None:
        return None
    check_input(signature.name, framework, built, axes)
    if built.channels_last:
        axes = (axes[-1], *axes[:-1])
    shape = tuple([n for n in axes if n is not None])
    return shape if len(shape) == len(axes) else None
