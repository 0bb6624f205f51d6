"""Random layers against PyTorch on the meta device: shapes are computed, no memory is used."""

import inspect
from collections.abc import Callable
from functools import partial
from math import prod
from random import Random
from types import ModuleType
from typing import Any

import pytest

from questions.layers.notation import read_call
from questions.layers.pytorch import SIGNATURES
from questions.layers.pytorch_more import SIGNATURES as RARER
from questions.layers.signatures import REQUIRED
from questions.layers.specs import LayerError
from questions.layers.writing import write_call
from tests.layers import random_layers as draw

pytestmark = pytest.mark.oracle

LAYERS_OF_A_KIND = 120

KINDS: dict[str, Callable[[draw.Choose], draw.Drawn]] = {
    **{f"conv{rank}d": partial(draw.conv, rank=rank) for rank in (1, 2, 3)},
    **{f"conv_transpose{rank}d": partial(draw.conv_transpose, rank=rank) for rank in (1, 2, 3)},
    **{f"pool{rank}d": partial(draw.pool, rank=rank) for rank in (1, 2, 3)},
    "dense": draw.dense,
    "norm": draw.norm,
    "shapeless": draw.shapeless,
}


# Said of 'same' with an even kernel: the copy it speaks of changes no size.
@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths:UserWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_pytorch_counts_the_same(kind: str, torch: ModuleType) -> None:
    """Parameters, weight shapes, buffers, output shape and MACs; an input PyTorch refuses is refused here."""
    random = Random(kind)
    counted = 0
    while counted < LAYERS_OF_A_KIND:
        layer, input_shape = KINDS[kind](random.randint)
        try:
            text = write_call(layer, "pytorch")
        except LayerError:
            continue
        counted += 1
        _assert_same(torch, text, input_shape)


def _assert_same(torch: ModuleType, text: str, input_shape: tuple[int, ...]) -> None:
    call = read_call(text)
    module = _constructed(torch, text)
    shapes = {name: tuple(tensor.shape) for name, tensor in module.named_parameters()}
    assert call.weight_shapes == shapes, text
    assert call.parameters.total == sum(map(prod, shapes.values())), text
    assert call.parameters.buffers == sum(tensor.numel() for tensor in module.buffers()), text
    # Two examples: batch normalization refuses to train on one value per channel.
    batch = torch.empty((2, *input_shape), device="meta")
    try:
        from torch.utils.flop_counter import FlopCounterMode

        with FlopCounterMode(display=False) as flops:
            expected = tuple(module(batch).shape)[1:]
        # PyTorch lets a transposed convolution cut its whole output away; that is no layer to ask about.
        refused = 0 in expected
    except (RuntimeError, ValueError):
        refused = True
    if refused:
        with pytest.raises(LayerError):
            read_call(text, input_shape=input_shape)
        return
    fitting = read_call(text, input_shape=input_shape)
    assert fitting.output_shape == expected, (text, input_shape)
    # One multiply-accumulate is two floating point operations, for each of the two examples.
    assert fitting.macs == flops.get_total_flops() // 4, (text, input_shape)


def _constructed(torch: ModuleType, text: str) -> Any:
    """The module itself. Only text that we have written ourselves is ever evaluated."""
    with torch.device("meta"):
        return eval(text, {"nn": torch.nn, "__builtins__": {}})  # noqa: S307


@pytest.mark.parametrize("name", [*SIGNATURES, *RARER])
def test_signatures_are_pytorchs_own(name: str, torch: ModuleType) -> None:
    """Names, order, defaults and keyword-only arguments of the real constructor."""
    ours = (SIGNATURES | RARER)[name].arguments
    theirs = {
        key: parameter
        for key, parameter in inspect.signature(getattr(torch.nn, name)).parameters.items()
        # A few take *args and **kwargs and look at none of them.
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    }
    assert [a.name for a in ours] == list(theirs)
    for argument, parameter in zip(ours, theirs.values(), strict=True):
        assert argument.keyword_only == (parameter.kind is parameter.KEYWORD_ONLY), argument.name
        assert (argument.default is REQUIRED) == (parameter.default is parameter.empty), argument.name
        if argument.read is not None and argument.default is not REQUIRED:
            assert argument.default == parameter.default, argument.name
