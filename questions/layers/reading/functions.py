"""Functions and methods that a forward pass calls on tensors, as the layers they are in effect."""

import ast
from math import prod
from typing import Any

from questions.layers.flax_more import FUNCTIONS
from questions.layers.notation import Bound
from questions.layers.reading.values import Batch, Dotted, Made, Opaque, UntraceableError, is_plain, literal
from questions.layers.signatures import Axes, Built, bind
from questions.layers.specs import Activation, Flatten, GlobalPool, Permute, PoolKind, Reshape
from questions.layers.terms import Framework

ELEMENTWISE = frozenset(
    {
        "relu", "relu_", "relu6", "leaky_relu", "leaky_relu_", "elu", "elu_", "selu", "celu", "gelu", "silu",
        "swish", "mish", "sigmoid", "sigmoid_", "hard_sigmoid", "hardsigmoid", "hardswish", "hard_swish",
        "tanh", "hardtanh", "hard_tanh", "softplus", "soft_sign", "softsign", "softmax", "log_softmax",
        "logsigmoid", "log_sigmoid", "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout",
        "feature_dropout", "rrelu", "threshold", "normalize", "local_response_norm", "exp", "abs", "sqrt",
        "square", "clamp", "clip", "standardize", "identity",
    }
)  # fmt: skip
"""Functions that leave the shape as it is."""

UNSEEN = frozenset(
    {
        "to", "float", "half", "double", "cuda", "cpu", "contiguous", "detach", "clone", "requires_grad_",
        "type", "astype", "block_until_ready", "asarray", "array", "cast", "convert_to_tensor",
    }
)  # fmt: skip
"""Methods and functions that change nothing a layer sees."""

_AS_LAYER: dict[str, str] = {
    **{
        f"{kind}_pool{rank}d": f"{title}Pool{rank}d"
        for kind, title in (("max", "Max"), ("avg", "Avg"))
        for rank in (1, 2, 3)
    },
    **{
        f"adaptive_{kind}_pool{rank}d": f"Adaptive{title}Pool{rank}d"
        for kind, title in (("max", "Max"), ("avg", "Avg"))
        for rank in (1, 2, 3)
    },
    "interpolate": "Upsample",
    "upsample": "Upsample",
    "pixel_shuffle": "PixelShuffle",
}
_NO_SIZE = frozenset({"mode", "align_corners", "training", "inplace", "antialias", "recompute_scale_factor"})
"""Arguments that change no shape."""
_MEANS: dict[str, PoolKind] = {"mean": "avg", "amax": "max", "max": "max", "reduce_mean": "avg", "reduce_max": "max"}


def function_made(
    function: Dotted,
    node: ast.Call,
    values: list[Any],
    keywords: dict[str, Any],
    framework: Framework | None,
    text: str,
    shape: Axes | None,
) -> Made | None:
    """The layer that a function of a library is in effect; ``values`` are its arguments behind the tensor.

    None for a function that is not known. Raises UntraceableError for arguments that are not read.
    """
    name, label = function.name, _written(function.written, node, 1)
    if name in ELEMENTWISE:
        return Made(node, label, name, built=Built(Activation(name)))
    called = {word: value for word, value in keywords.items() if word not in _NO_SIZE}
    if not all(map(is_plain, (*values, *called.values()))) and (name in _AS_LAYER or name in FUNCTIONS):
        return None
    if keywords.get("return_indices", False) is not False:
        return None
    if name in _AS_LAYER and framework != "flax":
        return Made(_call(_AS_LAYER[name], node, values, keywords), label, _AS_LAYER[name])
    if name in ("max_pool", "avg_pool") and framework != "keras":
        call = _call(name, node, values, keywords)
        signature = FUNCTIONS[name]
        return Made(call, label, name, bound=Bound("flax", signature, bind(signature, call, text)))
    return tensor_made(name, node, values, keywords, label, shape, functional=True)


def tensor_made(
    name: str,
    node: ast.Call,
    values: list[Any],
    keywords: dict[str, Any],
    label: str,
    shape: Axes | None,
    *,
    functional: bool = False,
) -> Made | None:
    """The layer that a method is in effect, such as ``x.view(-1, 400)``; None for one that is not known."""
    if name == "flatten":
        start = values[0] if values else keywords.get("start_dim", 0)
        end = values[1] if len(values) > 1 else keywords.get("end_dim", -1)
        whole = type(start) is int and type(end) is int and start
        return Made(node, label, name, built=Built(Flatten(start, end))) if whole else None
    if name in ("view", "reshape"):
        return _reshaped(node, values or list(keywords.values()), label, shape)
    if name in ("transpose", "swapaxes") and len(values) == 2 and shape is not None:
        return _swapped(node, values, label, len(shape) + 1)
    if name in ("permute", "transpose"):
        order = list(values[0]) if len(values) == 1 and isinstance(values[0], tuple | list) else values
        if all(type(n) is int for n in order) and order[:1] == [0] and sorted(order) == list(range(len(order))):
            return Made(node, label, name, built=Built(Permute(tuple(order[1:]))))
    if name in _MEANS:
        axes = values[0] if values else keywords.get("dim", keywords.get("axis"))
        keep = values[1] if len(values) > 1 else keywords.get("keepdim", keywords.get("keepdims", False))
        axes = (axes,) if type(axes) is int and shape is not None and name not in ("max",) else axes
        return _averaged(name, axes, keep, node, label, shape)
    if name in ELEMENTWISE and not functional:
        return Made(node, label, name, built=Built(Activation(name)))
    return None


def _swapped(node: ast.Call, axes: list[Any], label: str, rank: int) -> Made | None:
    order = list(range(rank))
    if not all(type(n) is int and -rank <= n < rank for n in axes):
        return None
    one, other = (n % rank for n in axes)
    order[one], order[other] = order[other], order[one]
    return Made(node, label, "permute", built=Built(Permute(tuple(order[1:])))) if order[0] == 0 else None


def _reshaped(node: ast.Call, values: list[Any], label: str, shape: Axes | None) -> Made | None:
    sizes = list(values[0]) if len(values) == 1 and isinstance(values[0], tuple | list) else list(values)
    first, rest = sizes[0] if sizes else None, sizes[1:]
    if not isinstance(first, Batch) and not (type(first) is int and first in (-1, 1)):
        return None
    if len(rest) == 1 and isinstance(rest[0], Opaque) and isinstance(first, Batch):
        rest = [-1]  # the batch kept, all else in one axis: there is only one size it can have
    if not rest or not all(type(n) is int and (n > 0 or n == -1) for n in rest) or rest.count(-1) > 1:
        return None
    if first == -1 and shape is not None:
        known = [n for n in shape if n is not None]
        wanted = prod(rest)
        if wanted < 0 or (prod(known) != wanted and prod(known) % wanted == 0):
            return None  # the batch swallows what is left over
    layer = Flatten() if rest == [-1] else Reshape(tuple(rest))
    return Made(node, label, "reshape", built=Built(layer))


def _averaged(name: str, axes: Any, keep: Any, node: ast.Call, label: str, shape: Axes | None) -> Made | None:
    given = sorted(axes) if isinstance(axes, tuple | list) and all(type(n) is int for n in axes) else []
    rank = len(given)
    kind = _MEANS[name]
    if type(keep) is not bool or not 1 <= rank <= 3 or (shape is not None and len(shape) != rank + 1):
        return None
    if given in (list(range(2, rank + 2)), list(range(-rank, 0))):
        return Made(node, label, name, built=Built(GlobalPool(kind, rank, keep)))
    if given in (list(range(1, rank + 1)), list(range(-rank - 1, -1))):
        return Made(node, label, name, built=Built(GlobalPool(kind, rank, keep), channels_last=True))
    return None


def untraceable(what: str, where: str) -> UntraceableError:
    """The error for a step that is not followed."""
    return UntraceableError(f"{what} at {where} is not followed here.")


def _call(name: str, node: ast.Call, values: list[Any], keywords: dict[str, Any]) -> ast.Call:
    """The constructor's call with known values in the place of names."""
    places = node.args[1:] if len(node.args) == len(values) + 1 else [node] * len(values)
    arguments = [literal(value, argument) for argument, value in zip(places, values, strict=True)]
    written = {keyword.arg: keyword for keyword in node.keywords if keyword.arg}
    named = []
    for word, value in keywords.items():
        at = written[word].value if word in written else node
        keyword = ast.keyword(word, literal(value, at) if is_plain(value) else at)
        named.append(ast.copy_location(keyword, written.get(word, node)))
    function = ast.copy_location(ast.Name(name, ast.Load()), node)
    return ast.copy_location(ast.Call(function, arguments, named), node)


def _written(name: str, node: ast.Call, first: int) -> str:
    """The call without the tensor it is given: `F.max_pool2d(2)`."""
    arguments = [ast.unparse(each) for each in node.args[first:]]
    arguments += [f"{each.arg}={ast.unparse(each.value)}" for each in node.keywords]
    return f"{name}({', '.join(arguments)})"
