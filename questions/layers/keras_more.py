"""More of Keras' layers: those that learn nothing or little. They are loaded when a name is not a usual one."""

from questions.layers.inputs import input_features, written
from questions.layers.keras_arguments import BASE, FORMAT, without_batch
from questions.layers.literals import NotationError, Plain
from questions.layers.readers import (
    ignored,
    integers,
    maybe,
    only,
    open_shape,
    required,
    size,
    sizes,
    target_sizes,
)
from questions.layers.signatures import REQUIRED, Argument, Axes, Built, Signature, UnfitError, Values
from questions.layers.specs import Activation, Embedding, Layer, LayerError, Pad, Permute, PReLU, Reshape, Upsample

_NAMED = ignored("name", "dtype")
_TOLD = tuple([argument for argument in BASE if argument.name not in ("name", "dtype")])


def _needed(*names: str) -> tuple[Argument, ...]:
    """Arguments that must be given but touch no count."""
    return tuple([Argument(name, None, REQUIRED) for name in names])


_FILL = ignored("fill_mode", "interpolation", "seed", "fill_value", "data_format")
_UNCHANGED: dict[str, tuple[Argument, ...]] = {
    "ReLU": (*ignored("max_value", "negative_slope", "threshold"), *BASE),
    # Keras 2 called the slope alpha.
    "LeakyReLU": (*ignored("negative_slope"), *BASE, *ignored("alpha", keyword_only=True)),
    "ELU": (*ignored("alpha"), *BASE),
    "Softmax": (*ignored("axis"), *BASE),
    "Dropout": (*_needed("rate"), *ignored("noise_shape", "seed"), *BASE),
    "AlphaDropout": (*_needed("rate"), *ignored("noise_shape", "seed"), *BASE),
    "SpatialDropout1D": (*_needed("rate"), *ignored("seed"), *_NAMED, *_TOLD),
    "SpatialDropout2D": (*_needed("rate"), *ignored("data_format", "seed"), *_NAMED, *_TOLD),
    "SpatialDropout3D": (*_needed("rate"), *ignored("data_format", "seed"), *_NAMED, *_TOLD),
    "GaussianDropout": (*_needed("rate"), *ignored("seed"), *BASE),
    "GaussianNoise": (*_needed("stddev"), *ignored("seed"), *BASE),
    "ActivityRegularization": (*ignored("l1", "l2"), *BASE),
    "Rescaling": (*_needed("scale"), *ignored("offset"), *BASE),
    "RandomFlip": (*ignored("mode", "seed", "data_format"), *BASE),
    "RandomRotation": (*_needed("factor"), *_FILL, *BASE),
    "RandomZoom": (*_needed("height_factor"), *ignored("width_factor"), *_FILL, *BASE),
    "RandomTranslation": (*_needed("height_factor", "width_factor"), *_FILL, *BASE),
    "RandomContrast": (*_needed("factor"), *ignored("value_range", "seed"), *BASE),
    "RandomBrightness": (*_needed("factor"), *ignored("value_range", "seed"), *BASE),
    "UnitNormalization": (*ignored("axis"), *BASE),
    "Masking": (*ignored("mask_value"), *BASE),
    "Identity": BASE,
}
_INPUT = (
    Argument("shape", maybe(open_shape)),
    *ignored("batch_size", "dtype", "sparse", "ragged"),
    Argument("batch_shape", maybe(lambda value, _: without_batch(value))),
)
_NAMES = {
    "relu": "ReLU", "softmax": "Softmax", "elu": "ELU", "leaky_relu": "LeakyReLU",
}  # fmt: skip


def _pairs(value: Plain, rank: int) -> tuple[tuple[int, int], ...]:
    """One number, a number for each axis, or before and behind for each axis; on one axis two are before and behind."""
    if rank == 1:
        value = (value,)
    given = value if isinstance(value, tuple) else (value,) * rank
    pairs = []
    for sides in given:
        pair = sides if isinstance(sides, tuple) else (sides, sides)
        numbers = tuple([n for n in pair if type(n) is int and n >= 0])
        if len(pair) != 2 or len(numbers) != 2:
            break
        pairs.append((numbers[0], numbers[1]))
    if len(pairs) != rank:
        raise UnfitError(f"an integer of at least 0, {rank} of them or {rank} pairs of them")
    return tuple(pairs)


def _text(value: Plain, _rank: int) -> str:
    return value if isinstance(value, str) else ""


def _last(values: Values) -> bool:
    return bool(values.get("data_format") != "channels_first")


def _unchanged(name: str) -> Signature:
    return Signature(name, 0, _UNCHANGED[name], lambda _values, _rank, _axes: Built(Activation(name)))


def _build_activation(values: Values, _rank: int, _axes: Axes | None) -> Built:
    name = values["activation"]
    return Built(Activation(_NAMES.get(name, name or "Activation")))


def _build_input(_values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Activation("InputLayer"))


def _build_pad(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Pad(values["padding"]), _last(values))


def _build_crop(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Pad(tuple([(-before, -behind) for before, behind in values["cropping"]])), _last(values))


def _build_upsample(values: Values, rank: int, _axes: Axes | None) -> Built:
    return Built(Upsample(values["size"], rank=rank), _last(values))


def _build_reshape(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Reshape(values["target_shape"]))


def _build_permute(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Permute(values["dims"]))


def _build_embedding(values: Values, _rank: int, _axes: Axes | None) -> Built:
    return Built(Embedding(values["input_dim"], values["output_dim"]))


def _build_prelu(values: Values, _rank: int, axes: Axes | None) -> Built:
    input_features("PReLU", axes)
    given = axes or ()
    shared = values["shared_axes"] or ()
    shared = (shared,) if isinstance(shared, int) else shared
    slopes = [1 if axis in shared else n for axis, n in enumerate(given, 1)]
    known = tuple([n for n in slopes if n is not None])
    if len(known) != len(slopes):
        raise NotationError(f"PReLU needs the size of every axis it does not share, not {written(given)}.")
    return Built(PReLU(known))


def _table() -> dict[str, Signature]:
    prelu = (*ignored("alpha_initializer", "alpha_regularizer", "alpha_constraint"),)
    embeddings = ("embeddings_initializer", "embeddings_regularizer", "embeddings_constraint", "mask_zero", "weights")
    # Keras 2 took input_length; input_dim is here the number of words.
    told = tuple([argument for argument in BASE if argument.name != "input_dim"])
    signatures = [_unchanged(name) for name in _UNCHANGED]
    signatures += [
        Signature("Activation", 0, (Argument("activation", _text, REQUIRED), *BASE), _build_activation),
        Signature("Input", 0, (*_INPUT, *ignored("name", "tensor", "optional")), _build_input),
        Signature(
            "InputLayer",
            0,
            (
                *_INPUT,
                *ignored("input_tensor", "optional", "name"),
                *(a for a in BASE if a.name in ("input_shape", "batch_input_shape")),
            ),
            _build_input,
        ),
        Signature("Reshape", 0, (required("target_shape", target_sizes), *BASE), _build_reshape),
        Signature("Permute", 0, (required("dims", target_sizes), *BASE), _build_permute),
        Signature("PReLU", 0, (*prelu, Argument("shared_axes", maybe(integers)), *BASE), _build_prelu),
        Signature(
            "Embedding",
            0,
            (
                required("input_dim", size),
                required("output_dim", size),
                *ignored(*embeddings),
                Argument("lora_rank", only(None, "LoRA adds weights that are not counted")),
                *ignored("lora_alpha"),
                Argument("quantization_config", only(None, "quantization adds tensors that are not counted")),
                *told,
                *ignored("input_length", keyword_only=True),
            ),
            _build_embedding,
        ),
    ]
    for rank in (1, 2, 3):
        crops: dict[int, Plain] = {1: (1, 1), 2: ((0, 0), (0, 0)), 3: ((1, 1),) * 3}
        layout = () if rank == 1 else (FORMAT,)
        scaling = (FORMAT, *ignored("interpolation")) if rank == 2 else layout
        signatures += [
            Signature(f"ZeroPadding{rank}D", rank, (Argument("padding", _pairs, 1), FORMAT, *BASE), _build_pad),
            Signature(
                f"Cropping{rank}D", rank, (Argument("cropping", _pairs, crops[rank]), *layout, *BASE), _build_crop
            ),
            Signature(f"UpSampling{rank}D", rank, (Argument("size", sizes, 2), *scaling, *BASE), _build_upsample),
        ]
    return {signature.name: signature for signature in signatures}


SIGNATURES = _table()


def describe(layer: Layer) -> tuple[str, Values]:
    """The constructor and its arguments. Raises LayerError where Keras has none."""
    match layer:
        case Embedding():
            return "Embedding", {"input_dim": layer.entries, "output_dim": layer.features}
        case PReLU() if len(layer.slopes) > 0:
            shared = tuple([axis for axis, n in enumerate(layer.slopes, 1) if n == 1])
            return "PReLU", {"shared_axes": shared or None}
        case _:
            raise LayerError(f"Keras has no layer for {layer!r}.")
