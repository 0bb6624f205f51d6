"""More of PyTorch's layers (torch.nn 2.13): those that learn nothing or little, and those that wait for their input.

They are loaded when a name is not among the usual ones.
"""

from questions.layers.inputs import input_channels, input_features
from questions.layers.literals import NotationError, Plain
from questions.layers.pytorch import SIGNATURES as USUAL
from questions.layers.readers import flag, ignored, maybe, number, required, shape, size, target_sizes, whole
from questions.layers.signatures import REQUIRED, Argument, Axes, Built, Signature, UnfitError, Values
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Embedding,
    InstanceNorm,
    Layer,
    LayerError,
    LayerNorm,
    Pad,
    PixelShuffle,
    PReLU,
    Reshape,
    Upsample,
)

_DEVICE = ignored("device", "dtype")

_UNCHANGED: dict[str, tuple[Argument, ...]] = {
    **dict.fromkeys(("ReLU", "ReLU6", "SiLU", "Mish", "SELU", "Hardswish", "Hardsigmoid"), ignored("inplace")),
    **dict.fromkeys(("ELU", "CELU"), ignored("alpha", "inplace")),
    **dict.fromkeys(("Softmax", "LogSoftmax", "Softmin"), ignored("dim")),
    **dict.fromkeys(("Softshrink", "Hardshrink"), ignored("lambd")),
    **dict.fromkeys(
        ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"),
        ignored("p", "inplace"),
    ),
    **dict.fromkeys(("Sigmoid", "LogSigmoid", "Tanh", "Softmax2d", "Softsign", "Tanhshrink"), ()),
    "LeakyReLU": ignored("negative_slope", "inplace"),
    "GELU": ignored("approximate"),
    "Softplus": ignored("beta", "threshold"),
    "Hardtanh": ignored("min_val", "max_val", "inplace", "min_value", "max_value"),
    "RReLU": ignored("lower", "upper", "inplace"),
    "Threshold": (Argument("threshold", None, REQUIRED), Argument("value", None, REQUIRED), *ignored("inplace")),
    "LocalResponseNorm": (Argument("size", None, REQUIRED), *ignored("alpha", "beta", "k")),
    # Identity takes any arguments and looks at none of them.
    "Identity": (),
}


def _sides(value: Plain, rank: int) -> tuple[tuple[int, int], ...]:
    """One number for all sides, or before and behind for each axis, the last axis first."""
    if type(value) is int:
        return ((value, value),) * rank
    given = value if isinstance(value, tuple) else ()
    numbers = [n for n in given if type(n) is int]
    if len(given) != 2 * rank or len(numbers) != len(given):
        raise UnfitError(f"an integer or a tuple of {2 * rank} of them")
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return tuple(reversed(pairs))


def _factors(value: Plain, _rank: int) -> tuple[int | float, ...]:
    return tuple([number(n, 0) for n in value]) if isinstance(value, tuple) else (number(value, 0),)


def _unchanged(name: str) -> Signature:
    return Signature(name, 0, _UNCHANGED[name], lambda _values, _rank, _axes: Built(Activation(name)))


def _build_prelu(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(PReLU((values["num_parameters"],)))


def _build_instance_norm(values: Values, rank: int, axes: Axes | None) -> Built:
    if axes is not None and len(axes) != rank + 1:
        raise NotationError(f"InstanceNorm{rank}d takes an input of {rank + 1} axes (channels first), not {len(axes)}.")
    affine = values["affine"]
    return Built(InstanceNorm(values["num_features"], affine, affine and values["bias"], values["track_running_stats"]))


def _build_sync_batch_norm(values: Values, _rank: int, _axes: Axes | None) -> Built:
    affine = values["affine"]
    return Built(BatchNorm(values["num_features"], affine, affine and values["bias"], values["track_running_stats"]))


def _build_rms_norm(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(LayerNorm(values["normalized_shape"], values["elementwise_affine"], shift=False))


def _build_pad(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Pad(values["padding"]))


def _build_mirrored(values: Values, rank: int, axes: Axes | None) -> Built:
    return _within(values, rank, axes, 1)


def _build_wrapped(values: Values, rank: int, axes: Axes | None) -> Built:
    return _within(values, rank, axes, 0)


def _within(values: Values, rank: int, axes: Axes | None, less: int) -> Built:
    """A padding out of the input itself. Raises NotationError where the input has too few positions for it."""
    if axes is not None and len(axes) == rank + 1:
        for n, sides in zip(axes[1:], values["padding"], strict=True):
            if n is not None and max(sides) > n - less:
                rule = "must be smaller than the axis" if less else "may not exceed the axis"
                raise NotationError(f"A padding of {max(sides)} {rule} it takes its values from, which has {n}.")
    return _build_pad(values, rank, axes)


def _build_upsample(values: Values, rank: int, _axes: Axes | None) -> Built:
    if (values["size"] is None) == (values["scale_factor"] is None):
        raise NotationError("Upsampling takes either size or scale_factor.")
    return Built(Upsample(values["scale_factor"] or (), values["size"] or (), rank))


def _build_unflatten(values: Values, _rank: int, _axes: Axes | None) -> Built:
    if values["dim"] == 0:
        raise NotationError("Unflatten is read here for the axes behind the batch axis, not for dim 0.")
    return Built(Reshape(values["unflattened_size"], values["dim"]))


def _build_embedding(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Embedding(values["num_embeddings"], values["embedding_dim"]))


def _build_pixel_shuffle(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(PixelShuffle(values["upscale_factor"]))


def _lazy(name: str, told: str) -> Signature:
    """The layer whose first argument is told by the input."""
    usual = USUAL[name]

    def build(values: Values, rank: int, axes: Axes | None) -> Built:
        lazy = f"Lazy{name}"
        # A batch norm of one axis also takes features alone, and a Linear acts on the last axis.
        any_rank = rank if told == "in_channels" else 0
        channels = input_features(lazy, axes) if rank == 0 else input_channels(lazy, any_rank, False, axes)
        return usual.build({told: channels, **values}, rank, axes)

    return Signature(f"Lazy{name}", usual.rank, usual.arguments[1:], build)


def _table() -> dict[str, Signature]:
    affine = Argument("affine", flag, False)
    keeping = Argument("track_running_stats", flag, False)
    instance = (required("num_features", size), *ignored("eps", "momentum"), affine, keeping, *_DEVICE)
    bias = Argument("bias", flag, True, keyword_only=True)
    batch = (required("num_features", size), *ignored("eps", "momentum"), Argument("affine", flag, True))
    signatures = [_unchanged(name) for name in _UNCHANGED]
    upsampling = (Argument("size", maybe(shape)), Argument("scale_factor", maybe(_factors)))
    signatures += [
        Signature("PReLU", 0, (Argument("num_parameters", size, 1), *ignored("init"), *_DEVICE), _build_prelu),
        Signature(
            "SyncBatchNorm",
            0,
            (*batch, Argument("track_running_stats", flag, True), *ignored("process_group"), *_DEVICE, bias),
            _build_sync_batch_norm,
        ),
        Signature(
            "RMSNorm",
            0,
            (
                required("normalized_shape", shape),
                *ignored("eps"),
                Argument("elementwise_affine", flag, True),
                *_DEVICE,
            ),
            _build_rms_norm,
        ),
        Signature(
            "Upsample",
            0,
            (*upsampling, *ignored("mode", "align_corners", "recompute_scale_factor")),
            _build_upsample,
        ),
        Signature("UpsamplingNearest2d", 2, upsampling, _build_upsample),
        Signature("UpsamplingBilinear2d", 2, upsampling, _build_upsample),
        Signature(
            "Unflatten", 0, (required("dim", whole), required("unflattened_size", target_sizes)), _build_unflatten
        ),
        Signature(
            "Embedding",
            0,
            (
                required("num_embeddings", size),
                required("embedding_dim", size),
                *ignored("padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse", "_weight", "_freeze"),
                *_DEVICE,
            ),
            _build_embedding,
        ),
        Signature("PixelShuffle", 2, (required("upscale_factor", size),), _build_pixel_shuffle),
        _lazy("Linear", "in_features"),
    ]
    for rank in (1, 2, 3):
        padding = (required("padding", _sides),)
        signatures += [
            Signature(f"InstanceNorm{rank}d", rank, (*instance, bias), _build_instance_norm),
            *(
                Signature(f"{kind}Pad{rank}d", rank, padding, build)
                for kind, build in (
                    ("Zero", _build_pad),
                    ("Reflection", _build_mirrored),
                    ("Replication", _build_pad),
                    ("Circular", _build_wrapped),
                )
            ),
            Signature(f"ConstantPad{rank}d", rank, (*padding, Argument("value", None, REQUIRED)), _build_pad),
            _lazy(f"Conv{rank}d", "in_channels"),
            _lazy(f"ConvTranspose{rank}d", "in_channels"),
            _lazy(f"BatchNorm{rank}d", "num_features"),
        ]
    return {signature.name: signature for signature in signatures}


SIGNATURES = _table()


def describe(layer: Layer) -> tuple[str, Values]:
    """The constructor and its arguments. Raises LayerError where PyTorch has no single class."""
    match layer:
        case Embedding():
            return "Embedding", {"num_embeddings": layer.entries, "embedding_dim": layer.features}
        case PReLU() if len(layer.slopes) == 1:
            return "PReLU", {"num_parameters": layer.slopes[0]}
        case InstanceNorm() if layer.scale or not layer.shift:
            # The rank is not part of the layer; two spatial axes are the usual case.
            return "InstanceNorm2d", {
                "num_features": layer.channels,
                "affine": layer.scale,
                "bias": layer.shift or not layer.scale,
                "track_running_stats": layer.moving_statistics,
            }
        case _:
            raise LayerError(
                f"PyTorch has no single layer for {type(layer).__name__}; "
                "it is written with groups=in_channels, a 1x1 convolution or an adaptive pooling."
            )
