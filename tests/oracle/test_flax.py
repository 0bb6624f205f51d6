"""Random layers against Flax, as shapes alone: jax.eval_shape makes no weights."""

import inspect
from collections.abc import Callable
from functools import partial
from math import prod
from random import Random
from types import ModuleType
from typing import Any

import pytest

from questions.generator import draw_questions
from questions.layers.flax import LINEN, NNX
from questions.layers.flax_writing import describe
from questions.layers.notation import read_call
from questions.layers.signatures import REQUIRED, Signature
from questions.layers.specs import Conv, Dense, LayerError
from questions.layers.writing import write_call
from questions.question import LEVELS
from questions.skills import SKILLS
from tests.layers import random_layers as draw

pytestmark = pytest.mark.oracle

LAYERS_OF_A_KIND = 60

KINDS: dict[str, Callable[[draw.Choose], draw.Drawn]] = {
    **{f"conv{rank}d": partial(draw.conv, rank=rank) for rank in (1, 2, 3)},
    **{f"conv_transpose{rank}d": partial(draw.conv_transpose_by_rule, rank=rank) for rank in (1, 2, 3)},
    "dense": draw.dense,
    "norm": draw.norm,
}


@pytest.mark.parametrize("kind", KINDS)
def test_linen_counts_the_same(kind: str, flax: ModuleType, jax: ModuleType) -> None:
    """Parameters, weight shapes, statistics and output shape; an input that Flax refuses is refused here."""
    random = Random(kind)
    counted = 0
    while counted < LAYERS_OF_A_KIND:
        layer, input_shape = KINDS[kind](random.randint)
        try:
            describe(layer)
            text = write_call(layer, "flax")
        except LayerError:
            continue
        counted += 1
        _assert_same(flax, jax, text, (*input_shape[1:], input_shape[0]))


def _assert_same(flax: ModuleType, jax: ModuleType, text: str, input_shape: tuple[int, ...]) -> None:
    # Only text that we have written ourselves is ever evaluated.
    module = eval(text, {"nn": flax.linen, "__builtins__": {}})  # noqa: S307
    extra = {"use_running_average": True} if text.startswith("nn.BatchNorm") else {}
    given = jax.ShapeDtypeStruct((1, *input_shape), "float32")
    try:
        out, made = jax.eval_shape(lambda key, x: module.init_with_output(key, x, **extra), jax.random.key(0), given)
        refused = 0 in out.shape
    except (ValueError, TypeError):
        refused = True
    if refused:
        with pytest.raises(LayerError):
            read_call(text, "flax", input_shape)
        return
    call = read_call(text, "flax", input_shape)
    weights = {name: tuple(value.shape) for name, value in made.get("params", {}).items()}
    assert call.output_shape == out.shape[1:], (text, input_shape)
    assert call.weight_shapes == weights, text
    assert call.parameters.total == sum(map(prod, weights.values())), text
    assert call.parameters.buffers == sum(prod(value.shape) for value in made.get("batch_stats", {}).values()), text


@pytest.mark.parametrize("name", LINEN)
def test_signatures_are_linens_own(name: str, flax: ModuleType) -> None:
    """Names, order and defaults of the real constructor."""
    _assert_signature(LINEN[name], inspect.signature(getattr(flax.linen, name)))


@pytest.mark.parametrize("name", NNX)
def test_signatures_are_nnx_own(name: str, flax: ModuleType) -> None:
    """Names, order and defaults of the real constructor."""
    from flax import nnx

    theirs = inspect.signature(getattr(nnx, name).__init__)
    _assert_signature(NNX[name], theirs.replace(parameters=list(theirs.parameters.values())[1:]))


def _assert_signature(signature: Signature, theirs: inspect.Signature) -> None:
    assert [argument.name for argument in signature.arguments] == list(theirs.parameters)
    for argument, parameter in zip(signature.arguments, theirs.parameters.values(), strict=True):
        needed = parameter.default is parameter.empty
        if argument.read is not None:
            assert (argument.default is REQUIRED) == needed, argument.name
        if argument.name not in ("parent", "name"):  # which linen's dataclasses would take by position, too
            assert argument.keyword_only == (parameter.kind is parameter.KEYWORD_ONLY), argument.name
        if argument.read is None or needed or argument.default is REQUIRED:
            continue
        default = parameter.default if not isinstance(parameter.default, list) else tuple(parameter.default)
        assert _read(argument.read, argument.default, signature) == _read(argument.read, default, signature), argument


def _read(read: Callable[[Any, int], Any], value: Any, signature: Signature) -> Any:
    return read(value, signature.rank)


@pytest.mark.parametrize("level", LEVELS)
def test_the_questions_about_flax_kernels(level: int, flax: ModuleType, jax: ModuleType) -> None:
    """The shape that is asked for is the one that Flax makes."""
    for question in draw_questions([SKILLS["weights.flax"]], [level], 5, 200):
        layer = question.content.layer
        assert layer is not None
        text = write_call(layer, "flax")
        module = eval(text, {"nn": flax.linen, "__builtins__": {}})  # noqa: S307 - our own text
        if isinstance(layer, Dense):
            shape: tuple[int, ...] = (layer.in_features,)
        else:
            assert isinstance(layer, Conv) or hasattr(layer, "in_channels")
            assert question.content.input_shape is not None
            shape = (*question.content.input_shape[1:], question.content.input_shape[0])
        made = jax.eval_shape(module.init, jax.random.key(0), jax.ShapeDtypeStruct((1, *shape), "float32"))
        assert tuple(made["params"]["kernel"].shape) == question.content.answer, question.reference
