"""More of Flax's layers: those that learn nothing or little. They are loaded when a name is not a usual one."""

from questions.layers.flax_arguments import BATCH_NORM, LAYER_NORM, NNX_LAYER_NORM
from questions.layers.inputs import input_channels, input_features
from questions.layers.literals import Plain
from questions.layers.readers import ignored, maybe, required, shape, size, word
from questions.layers.signatures import REQUIRED, Argument, Axes, Built, Signature, Values
from questions.layers.specs import Activation, Embedding, InstanceNorm, LayerNorm, Padding, Pool, PoolKind, PReLU

_MODULE = ignored("parent", "name", keyword_only=True)
_RNGS = ignored("rngs", keyword_only=True)
_DTYPES = ignored("dtype", "param_dtype")


def _build_embed(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Embedding(values["num_embeddings"], values["features"]))


def _build_prelu(_values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(PReLU(()))


def _build_instance_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    own = values.get("num_features")
    channels = input_channels("InstanceNorm", 0, True, axes) if own is None else own
    return Built(InstanceNorm(channels, values["use_scale"], values["use_bias"]), channels_last=True)


def _build_rms_norm(values: Values, _rank: int, axes: Axes | None) -> Built:
    own = values.get("num_features")
    features = input_features("RMSNorm", axes) if own is None else own
    return Built(LayerNorm((features,), values["use_scale"], shift=False))


def _build_dropout(_values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Activation("Dropout"))


def _named(arguments: tuple[Argument, ...], *left_out: str) -> tuple[Argument, ...]:
    return tuple([argument for argument in arguments if argument.name not in left_out])


_FEATURE_AXIS = tuple([a for a in LAYER_NORM if a.name == "feature_axes"])
_INSTANCE = (
    *_named(BATCH_NORM, "use_running_average", "axis", "momentum", "parent", "name")[:7],
    *_FEATURE_AXIS,
    *_named(BATCH_NORM[-6:]),
)
_RMS = _named(LAYER_NORM, "use_bias", "bias_init")

LINEN: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature(
            "Embed",
            0,
            (
                required("num_embeddings", size),
                required("features", size),
                *_DTYPES,
                *ignored("embedding_init", "promote_dtype"),
                *_MODULE,
            ),
            _build_embed,
        ),
        Signature("PReLU", 0, (*ignored("param_dtype", "negative_slope_init"), *_MODULE), _build_prelu),
        Signature(
            "Dropout",
            0,
            (
                Argument("rate", None, REQUIRED),
                *ignored("broadcast_dims", "deterministic", "rng_collection"),
                *_MODULE,
            ),
            _build_dropout,
        ),
        Signature("InstanceNorm", 0, _INSTANCE, _build_instance_norm),
        Signature("RMSNorm", 0, _RMS, _build_rms_norm),
    )
}
NNX: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature(
            "Embed",
            0,
            (
                required("num_embeddings", size),
                required("features", size),
                *ignored("dtype", "param_dtype", "embedding_init", "promote_dtype", keyword_only=True),
                *_RNGS,
                *ignored("embedding_metadata", keyword_only=True),
            ),
            _build_embed,
        ),
        Signature(
            "Dropout",
            0,
            (
                Argument("rate", None, REQUIRED),
                *ignored("broadcast_dims", "deterministic", "rng_collection", keyword_only=True),
                *_RNGS,
            ),
            _build_dropout,
        ),
        Signature(
            "PReLU",
            0,
            (
                *ignored("negative_slope_init"),
                *ignored("dtype", "param_dtype", "promote_dtype", "negative_slope_metadata", keyword_only=True),
            ),
            _build_prelu,
        ),
        Signature("InstanceNorm", 0, _named(NNX_LAYER_NORM, "reduction_axes"), _build_instance_norm),
        Signature("RMSNorm", 0, _named(NNX_LAYER_NORM, "use_bias", "bias_init", "bias_metadata"), _build_rms_norm),
    )
}


def _steps(value: Plain, _rank: int) -> tuple[int, ...]:
    return shape(value, 0)


def _build_pool(kind: PoolKind, values: Values) -> Built:
    window = values["window_shape"]
    # Unlike a pooling layer elsewhere, the window moves by 1 unless strides are given.
    strides = values["strides"] or (1,) * len(window)
    padding: Padding = "same" if values["padding"] == "same" else "valid"
    return Built(Pool(kind, window, strides, padding), channels_last=True)


_POOL = (
    required("window_shape", _steps),
    Argument("strides", maybe(_steps)),
    Argument("padding", word("valid", "same", any_case=True), "valid"),
)
FUNCTIONS: dict[str, Signature] = {
    "max_pool": Signature("max_pool", 0, _POOL, lambda values, _rank, _axes: _build_pool("max", values)),
    "avg_pool": Signature(
        "avg_pool",
        0,
        (*_POOL, *ignored("count_include_pad")),
        lambda values, _rank, _axes: _build_pool("avg", values),
    ),
}
"""Functions that are layers in effect; the tensor they are given first is left out."""
