"""The arguments of Flax's constructors (flax.linen and flax.nnx 0.12), in their order and with their defaults.

A kernel given as one integer has one axis, so the rank of a layer is read from its kernel.
"""

from questions.layers.checks import MAX_RANK
from questions.layers.literals import Plain
from questions.layers.readers import flag, ignored, maybe, only, required, shape, size
from questions.layers.signatures import Argument, UnfitError
from questions.layers.specs import Padding, Shape

_PADDING_RULES: dict[str, Padding] = {
    "valid": "valid",
    "same": "same",
    "causal": "causal",
    # These put something else than zeros around the input, or the odd zero first; the sizes are those of "same".
    "same_lower": "same",
    "circular": "same",
    "reflect": "same",
}


def _kernel(value: Plain, _rank: int) -> Shape:
    kernel = shape(value, 0)
    if len(kernel) > MAX_RANK:
        raise UnfitError(f"a tuple of 1 to {MAX_RANK} positive integers, one for each spatial axis")
    return kernel


def _steps(value: Plain, _rank: int) -> int | Shape:
    return value if type(value) is int and value > 0 else shape(value, 0)


def _padding(value: Plain, _rank: int) -> Padding | int:
    if isinstance(value, str) and value.lower() in _PADDING_RULES:
        return _PADDING_RULES[value.lower()]
    if type(value) is int and value >= 0:
        return value
    if not isinstance(value, tuple) or not 1 <= len(value) <= MAX_RANK:
        raise UnfitError("'SAME', 'VALID', 'CAUSAL', an integer of at least 0, or an integer for each axis")
    return tuple([_both_sides(pad) for pad in value])


def _transposed_padding(value: Plain, rank: int) -> Padding | int:
    if isinstance(value, str) and value.lower() in ("causal", "reflect"):
        raise UnfitError("'SAME', 'VALID', an integer of at least 0, or an integer for each axis")
    return _padding(value, rank)


def _both_sides(pad: Plain) -> int:
    if isinstance(pad, tuple) and len(pad) == 2 and pad[0] == pad[1]:
        pad = pad[0]
    if type(pad) is not int or pad < 0:
        raise UnfitError("integers of at least 0, or pairs with the same number on both sides")
    return pad


_NO_MASK = Argument("mask", only(None, "masked weights are not counted"))
_NO_INPUT_DILATION = Argument("input_dilation", maybe(only(1, "a dilated input is not counted")), 1)
_USE_BIAS = Argument("use_bias", flag, True)
_USE_SCALE = Argument("use_scale", flag, True)
_INITIALIZERS = ignored("kernel_init", "bias_init")
_TYPES = ignored("dtype", "param_dtype", "precision")
_MODULE = ignored("parent", "name", keyword_only=True)
_LAST_AXIS = "only the last axis is counted"

CONV = (
    required("features", size),
    required("kernel_size", _kernel),
    Argument("strides", maybe(_steps), 1),
    Argument("padding", _padding, "SAME"),
    _NO_INPUT_DILATION,
    Argument("kernel_dilation", maybe(_steps), 1),
    Argument("feature_group_count", size, 1),
    _USE_BIAS,
    _NO_MASK,
    *_TYPES,
    *_INITIALIZERS,
    *ignored("promote_dtype", "conv_general_dilated", "conv_general_dilated_cls"),
    *_MODULE,
)
CONV_TRANSPOSE = (
    *CONV[:2],
    Argument("strides", maybe(_steps)),
    Argument("padding", _transposed_padding, "SAME"),
    Argument("kernel_dilation", maybe(_steps)),
    _USE_BIAS,
    _NO_MASK,
    *_TYPES,
    *_INITIALIZERS,
    Argument("transpose_kernel", flag, False),
    *ignored("promote_dtype", "preferred_element_type"),
    *_MODULE,
)
DENSE = (
    required("features", size),
    _USE_BIAS,
    *_TYPES,
    *_INITIALIZERS,
    *ignored("promote_dtype", "dot_general", "dot_general_cls"),
    *_MODULE,
)
_NORM_TAIL = ignored("axis_name", "axis_index_groups", "use_fast_variance", "force_float32_reductions")
_NORM_BODY = (*ignored("dtype", "param_dtype"), _USE_BIAS, _USE_SCALE, *ignored("bias_init", "scale_init"))
_AXIS = Argument("axis", only(-1, _LAST_AXIS), -1)
_NORM_AXES = (
    Argument("reduction_axes", only(-1, _LAST_AXIS), -1),
    Argument("feature_axes", only(-1, _LAST_AXIS), -1),
)
_GROUPS = (Argument("num_groups", maybe(size), 32), Argument("group_size", maybe(size)))
BATCH_NORM = (
    *ignored("use_running_average"),
    _AXIS,
    *ignored("momentum", "epsilon"),
    *_NORM_BODY,
    *_NORM_TAIL,
    *_MODULE,
)
LAYER_NORM = (*ignored("epsilon"), *_NORM_BODY, *_NORM_AXES, *_NORM_TAIL, *_MODULE)
GROUP_NORM = (
    *_GROUPS,
    *ignored("epsilon"),
    *_NORM_BODY,
    *ignored("reduction_axes"),
    *_NORM_TAIL,
    *_MODULE,
)


def _keywords(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    return tuple([Argument(a.name, a.read, a.default, keyword_only=True) for a in arguments])


_IN_FEATURES = required("in_features", size)
_OUT_FEATURES = required("out_features", size)
_NNX_TAIL = ignored("preferred_element_type", "rngs", "kernel_metadata", "bias_metadata", keyword_only=True)
_NNX_NORM_TAIL = ignored(
    "axis_name", "axis_index_groups", "use_fast_variance", "promote_dtype", "rngs", "bias_metadata", "scale_metadata",
    keyword_only=True,
)  # fmt: skip
NNX_CONV = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *CONV[1:3],
    *_keywords((*CONV[3:9], *_TYPES, *_INITIALIZERS, *ignored("conv_general_dilated", "promote_dtype"))),
    *_NNX_TAIL,
)
NNX_CONV_TRANSPOSE = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *CONV_TRANSPOSE[1:3],
    *_keywords((*CONV_TRANSPOSE[3:13], *ignored("promote_dtype"))),
    *_NNX_TAIL,
)
NNX_LINEAR = (
    _IN_FEATURES,
    _OUT_FEATURES,
    *_keywords((_USE_BIAS, *_TYPES, *_INITIALIZERS, *ignored("dot_general", "promote_dtype"))),
    *_NNX_TAIL,
)
_NUM_FEATURES = required("num_features", size)
NNX_BATCH_NORM = (
    _NUM_FEATURES,
    *_keywords((*ignored("use_running_average"), _AXIS, *ignored("momentum", "epsilon"), *_NORM_BODY)),
    *_NNX_NORM_TAIL,
)
NNX_LAYER_NORM = (
    _NUM_FEATURES,
    *_keywords((*ignored("epsilon"), *_NORM_BODY, *_NORM_AXES)),
    *_NNX_NORM_TAIL,
)
NNX_GROUP_NORM = (
    _NUM_FEATURES,
    *_GROUPS,
    *_keywords((*ignored("epsilon"), *_NORM_BODY, *ignored("reduction_axes"))),
    *_NNX_NORM_TAIL,
)
