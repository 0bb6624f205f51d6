"""Random layers against Keras on the torch backend: built for an input, asked for their output's shape."""

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from math import prod
from random import Random
from types import ModuleType
from typing import Any

import pytest

from questions.layers.keras import SIGNATURES
from questions.layers.keras_arguments import INPUT_ARGUMENTS
from questions.layers.keras_more import SIGNATURES as RARER
from questions.layers.notation import read_call
from questions.layers.signatures import REQUIRED, Argument, UnfitError
from questions.layers.specs import Dense, Flatten, LayerError, LayerNorm
from questions.layers.writing import write_call
from tests.layers import random_layers as draw

pytestmark = pytest.mark.oracle

LAYERS_OF_A_KIND = 80

KINDS: dict[str, Callable[[draw.Choose], draw.Drawn]] = {
    **{f"conv{rank}d": partial(draw.conv, rank=rank) for rank in (1, 2, 3)},
    **{f"conv_transpose{rank}d": partial(draw.conv_transpose_by_rule, rank=rank) for rank in (1, 2, 3)},
    **{f"depthwise{rank}d": partial(draw.depthwise_conv, rank=rank) for rank in (1, 2)},
    **{f"separable{rank}d": partial(draw.separable_conv, rank=rank) for rank in (1, 2)},
    **{f"pool{rank}d": partial(draw.pool, rank=rank) for rank in (1, 2, 3)},
    "dense": draw.dense,
    "norm": draw.norm,
    "shapeless": draw.shapeless,
}

BASE_ARGUMENTS = {"name", "trainable", "dtype", "autocast", "batch_size", "lora_rank", "lora_alpha", "rms_scaling"}
"""What Keras takes as **kwargs: arguments of every layer, and a few that only the base class names."""

OLDER_ARGUMENTS = {"alpha", "input_length"}
"""What Keras 3 still takes as **kwargs although it has another name for it, or no use."""


@pytest.mark.parametrize("kind", KINDS)
def test_keras_counts_the_same(kind: str, keras: ModuleType) -> None:
    """Parameters in all and trainable, weight shapes, output shape; an input Keras refuses is refused here."""
    random = Random(kind)
    counted = 0
    while counted < LAYERS_OF_A_KIND:
        layer, input_shape = KINDS[kind](random.randint)
        try:
            text = write_call(layer, "keras")
        except LayerError:
            continue
        counted += 1
        stays = isinstance(layer, Dense | LayerNorm | Flatten)
        _assert_same(keras, text, input_shape if stays else (*input_shape[1:], input_shape[0]))


def _assert_same(keras: ModuleType, text: str, input_shape: tuple[int, ...]) -> None:
    # Only text that we have written ourselves is ever evaluated.
    layer = eval(text, {"keras": keras, "__builtins__": {}})  # noqa: S307
    try:
        layer.build((None, *input_shape))
        expected = tuple(layer.compute_output_shape((None, *input_shape)))[1:]
        refused = any(n is not None and n < 1 for n in expected)
    except ValueError:
        refused = True
    if refused:
        with pytest.raises(LayerError):
            read_call(text, input_shape=input_shape)
        return
    call = read_call(text, input_shape=input_shape)
    assert call.output_shape == expected, (text, input_shape)
    assert call.parameters.total == layer.count_params(), (text, input_shape)
    assert call.parameters.trainable == sum(prod(v.shape) for v in layer.trainable_variables), text
    assert call.weight_shapes == {v.name: tuple(v.shape) for v in layer.weights}, text


@pytest.mark.parametrize("name", [*SIGNATURES, *RARER])
def test_signatures_are_keras_own(name: str, keras: ModuleType) -> None:
    """Names, order and defaults of the real constructor; beyond them only what it takes as **kwargs."""
    signature = (SIGNATURES | RARER)[name]
    theirs = {
        key: parameter
        for key, parameter in inspect.signature(getattr(keras.layers, name)).parameters.items()
        if parameter.kind is not parameter.VAR_KEYWORD
    }
    positional = [a for a in signature.arguments if not a.keyword_only]
    assert [a.name for a in positional] == list(theirs)
    extra = {a.name for a in signature.arguments if a.keyword_only} - {*INPUT_ARGUMENTS}
    assert extra <= BASE_ARGUMENTS | OLDER_ARGUMENTS
    for argument, parameter in zip(positional, theirs.values(), strict=True):
        assert (argument.default is REQUIRED) == (parameter.default is parameter.empty), argument.name
        if argument.default is not REQUIRED:
            for ours, default in _read_defaults(argument, parameter.default, signature.rank):
                assert ours == default, argument.name


def _read_defaults(argument: Argument, default: Any, rank: int) -> Iterator[tuple[Any, Any]]:
    """Our default and theirs as the layer would be built from them: 1 and (1, 1) are the same strides."""
    if argument.read is not None:
        yield argument.read(argument.default, rank), argument.read(default, rank)


@pytest.mark.parametrize("name", sorted(BASE_ARGUMENTS - {"rms_scaling", "lora_rank", "lora_alpha", "batch_size"}))
def test_base_arguments_are_keras_own(name: str, keras: ModuleType) -> None:
    """What we let every layer take, Keras' base layer takes."""
    assert name in inspect.signature(keras.layers.Layer.__init__).parameters


def test_strided_dilation_is_refused_by_keras_too(keras: ModuleType) -> None:
    """The rule we refuse convolutions by is Keras' own."""
    for constructor in (keras.layers.Conv2D, keras.layers.Conv2DTranspose):
        with pytest.raises(ValueError, match="strides > 1"):
            constructor(8, 3, strides=2, dilation_rate=2)
    with pytest.raises(LayerError):
        read_call("Conv2D(8, 3, strides=2, dilation_rate=2)", input_shape=(24, 24, 3))


def test_unfit_defaults_do_not_exist() -> None:
    """Every default in our table can be read by its own reader."""
    for signature in (*SIGNATURES.values(), *RARER.values()):
        for argument in signature.arguments:
            if argument.read is None or argument.default is REQUIRED:
                continue
            try:
                argument.read(argument.default, signature.rank)
            except UnfitError as error:  # pragma: no cover - only when a table is wrong
                pytest.fail(f"{signature.name}.{argument.name} must be {error}")
