"""The arguments of Keras' constructors (keras.layers 3.15), in Keras' order and with its defaults."""

from questions.layers.literals import Plain
from questions.layers.readers import (
    counts,
    flag,
    ignored,
    integers,
    maybe,
    only,
    open_shape,
    required,
    size,
    sizes,
    whole,
    word,
)
from questions.layers.signatures import REQUIRED, Argument, Axes, UnfitError

INPUT_ARGUMENTS = ("input_shape", "batch_input_shape", "batch_shape", "shape", "input_dim")
"""Arguments of every layer that tell its input; Keras 2 had more of them than Keras 3."""

BASE = (
    *ignored("name", "trainable", "dtype", "autocast", "batch_size", keyword_only=True),
    Argument("input_shape", maybe(open_shape), keyword_only=True),
    Argument("batch_input_shape", maybe(lambda value, _: without_batch(value)), keyword_only=True),
    Argument("batch_shape", maybe(lambda value, _: without_batch(value)), keyword_only=True),
    Argument("input_dim", maybe(size), keyword_only=True),
)
_POOL_BASE = (*ignored("name"), *BASE[1:])
_LORA = only(None, "LoRA adds weights that are not counted")
FORMAT = Argument("data_format", maybe(word("channels_last", "channels_first")))
_STRIDES = Argument("strides", sizes, 1)
_DILATION = Argument("dilation_rate", sizes, 1)
_USE_BIAS = Argument("use_bias", flag, True)
_VALID_OR_SAME = Argument("padding", word("valid", "same", any_case=True), "valid")


def without_batch(value: Plain) -> Axes:
    """The axes behind the batch axis."""
    if not isinstance(value, tuple) or len(value) < 2:
        raise UnfitError("a tuple with the batch axis first, such as (None, 24, 24, 3)")
    return open_shape(value[1:], 0)


def _roles(*roles: str) -> tuple[Argument, ...]:
    """Initializers, regularizers and constraints of a layer's tensors, in Keras' order."""
    return (
        *ignored(*(f"{role}_initializer" for role in roles)),
        *ignored(*(f"{role}_regularizer" for role in roles), "activity_regularizer"),
        *ignored(*(f"{role}_constraint" for role in roles)),
    )


def conv_arguments(rank: int) -> tuple[Argument, ...]:
    paddings = ("valid", "same", "causal") if rank == 1 else ("valid", "same")
    return (
        required("filters", size),
        required("kernel_size", sizes),
        _STRIDES,
        Argument("padding", word(*paddings, any_case=True), "valid"),
        FORMAT,
        _DILATION,
        Argument("groups", size, 1),
        *ignored("activation"),
        _USE_BIAS,
        *_roles("kernel", "bias"),
        Argument("lora_rank", _LORA, keyword_only=True),
        *ignored("lora_alpha", keyword_only=True),
        *BASE,
    )


def conv_transpose_arguments(rank: int) -> tuple[Argument, ...]:
    output_padding = Argument("output_padding", maybe(counts))
    return (
        required("filters", size),
        required("kernel_size", sizes),
        _STRIDES,
        _VALID_OR_SAME,
        *((FORMAT, output_padding) if rank == 3 else (output_padding, FORMAT)),
        _DILATION,
        *ignored("activation"),
        _USE_BIAS,
        *_roles("kernel", "bias"),
        *BASE,
    )


DEPTHWISE = (
    required("kernel_size", sizes),
    _STRIDES,
    _VALID_OR_SAME,
    Argument("depth_multiplier", size, 1),
    FORMAT,
    _DILATION,
    *ignored("activation"),
    _USE_BIAS,
    *_roles("depthwise", "bias"),
    *BASE,
)
SEPARABLE = (
    required("filters", size),
    required("kernel_size", sizes),
    _STRIDES,
    _VALID_OR_SAME,
    FORMAT,
    _DILATION,
    Argument("depth_multiplier", size, 1),
    *ignored("activation"),
    _USE_BIAS,
    *_roles("depthwise", "pointwise", "bias"),
    *BASE,
)
DENSE = (
    required("units", size),
    *ignored("activation"),
    _USE_BIAS,
    *_roles("kernel", "bias"),
    Argument("lora_rank", _LORA),
    *ignored("lora_alpha"),
    Argument("quantization_config", only(None, "quantization adds tensors that are not counted")),
    *BASE,
)
GLOBAL_POOL = (FORMAT, Argument("keepdims", flag, False), *BASE)
_CENTER_AND_SCALE = (Argument("center", flag, True), Argument("scale", flag, True))
BATCH_NORM = (
    Argument("axis", whole, -1),
    *ignored("momentum", "epsilon"),
    *_CENTER_AND_SCALE,
    *ignored("beta_initializer", "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer"),
    *ignored("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"),
    Argument("renorm", only(False, "renormalization adds statistics that are not counted"), False),
    *ignored("renorm_clipping", "renorm_momentum", "synchronized"),
    *BASE,
)
_NORM_TENSORS = (
    *ignored("beta_initializer", "gamma_initializer", "beta_regularizer", "gamma_regularizer"),
    *ignored("beta_constraint", "gamma_constraint"),
)
LAYER_NORM = (
    Argument("axis", integers, -1),
    *ignored("epsilon"),
    *_CENTER_AND_SCALE,
    *_NORM_TENSORS,
    Argument("rms_scaling", only(False, "RMS scaling is another layer"), False, keyword_only=True),
    *BASE,
)
GROUP_NORM = (
    Argument("groups", whole, 32),
    Argument("axis", whole, -1),
    *ignored("epsilon"),
    *_CENTER_AND_SCALE,
    *_NORM_TENSORS,
    *BASE,
)


def pool_arguments(*, sized: bool) -> tuple[Argument, ...]:
    return (
        Argument("pool_size", sizes, 2 if sized else REQUIRED),
        Argument("strides", maybe(sizes)),
        _VALID_OR_SAME,
        FORMAT,
        *_POOL_BASE,
    )
