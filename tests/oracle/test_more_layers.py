"""The rarer layers against the frameworks: drawn arguments, counted and shaped by PyTorch and Keras themselves."""

# ruff: noqa: E501 - calls on one line are easier to compare

from collections.abc import Callable
from math import prod
from random import Random
from types import ModuleType
from typing import Any

import pytest

from questions.layers.notation import read_call
from questions.layers.specs import LayerError, Shape

pytestmark = pytest.mark.oracle

EACH = 25

Draw = Callable[[Random], tuple[str, Shape]]
"""A call and an input in the framework's order, without the batch axis."""


def _sizes(random: Random, count: int, most: int = 9) -> Shape:
    return tuple([random.randint(1, most) for _ in range(count)])


def _pads(random: Random, count: int, least: int = -1) -> str:
    numbers = [random.randint(least, 3) for _ in range(count)]
    return str(tuple(numbers)) if random.random() < 0.7 else str(random.randint(0, 3))


PYTORCH: dict[str, Draw] = {
    "prelu": lambda r: (f"nn.PReLU({r.choice(('', '6', 'num_parameters=5'))})", (r.choice((5, 6)), *_sizes(r, 2))),
    "instance": lambda r: (
        f"nn.InstanceNorm2d(6, affine={r.random() < 0.5}, track_running_stats={r.random() < 0.5}, bias={r.random() < 0.5})",
        (r.choice((6, 6, 6)), *[n + 1 for n in _sizes(r, 2)]),
    ),
    "sync": lambda r: (f"nn.SyncBatchNorm(6, affine={r.random() < 0.5}, bias={r.random() < 0.5})", (6, 4, 4)),
    "rms": lambda r: (f"nn.RMSNorm((4, 5), elementwise_affine={r.random() < 0.5})", (3, r.choice((4, 4, 5)), 5)),
    "zero1": lambda r: (f"nn.ZeroPad1d({_pads(r, 2)})", _sizes(r, 2)),
    "zero2": lambda r: (f"nn.ZeroPad2d({_pads(r, 4)})", _sizes(r, 3)),
    "zero3": lambda r: (f"nn.ZeroPad3d({_pads(r, 6)})", _sizes(r, 4)),
    "constant": lambda r: (f"nn.ConstantPad2d({_pads(r, 4)}, 1.5)", _sizes(r, 3)),
    "upsample": lambda r: (
        f"nn.Upsample({r.choice(('scale_factor=2', 'scale_factor=1.5', 'size=7', '(3, 8)', 'scale_factor=(2, 3)'))})",
        _sizes(r, 3),
    ),
    "nearest": lambda r: (f"nn.UpsamplingNearest2d(scale_factor={r.randint(1, 3)})", _sizes(r, 3)),
    "unflatten": lambda r: (f"nn.Unflatten({r.choice((1, -1))}, {r.choice(('(2, 6)', '(3, -1)', '(2, 2, 3)'))})", (12,)),
    "embedding": lambda r: (f"nn.Embedding({r.randint(1, 99)}, {r.randint(1, 9)})", _sizes(r, r.randint(1, 2))),
    "shuffle": lambda r: (f"nn.PixelShuffle({r.randint(1, 3)})", (r.choice((4, 9, 36)), *_sizes(r, 2))),
    "lazy conv": lambda r: (f"nn.LazyConv2d({r.randint(1, 9)}, {r.randint(1, 4)}, stride={r.randint(1, 2)})", _sizes(r, 3)),
    "lazy transposed": lambda r: (f"nn.LazyConvTranspose1d({r.randint(1, 9)}, {r.randint(1, 4)})", _sizes(r, 2)),
    "lazy linear": lambda r: (f"nn.LazyLinear({r.randint(1, 9)}, bias={r.random() < 0.5})", _sizes(r, r.randint(1, 3))),
    "lazy norm": lambda r: (f"nn.LazyBatchNorm2d(affine={r.random() < 0.5})", _sizes(r, 3)),
    "unchanged": lambda r: (
        r.choice(("nn.GELU()", "nn.Dropout(0.5)", "nn.Softmax(dim=1)", "nn.Identity()", "nn.Hardswish()", "nn.LogSoftmax(1)")),
        _sizes(r, r.randint(1, 3)),
    ),
}  # fmt: skip


def _pairs(random: Random, rank: int) -> str:
    one = random.randint(0, 3)
    each = tuple([random.randint(0, 3) for _ in range(rank)])
    both = tuple([(random.randint(0, 3), random.randint(0, 3)) for _ in range(rank)])
    if rank == 1:
        return str(random.choice((one, both[0])))
    return str(random.choice((one, each, both)))


KERAS: dict[str, Draw] = {
    "prelu": lambda r: (f"keras.layers.PReLU({r.choice(('', 'shared_axes=[1, 2]', 'shared_axes=1'))})", _sizes(r, 3)),
    "padding1": lambda r: (f"keras.layers.ZeroPadding1D({_pairs(r, 1)})", _sizes(r, 2)),
    "padding2": lambda r: (f"keras.layers.ZeroPadding2D({_pairs(r, 2)})", _sizes(r, 3)),
    "padding3": lambda r: (f"keras.layers.ZeroPadding3D({_pairs(r, 3)})", _sizes(r, 4)),
    "cropping1": lambda r: (f"keras.layers.Cropping1D({_pairs(r, 1)})", _sizes(r, 2)),
    "cropping2": lambda r: (f"keras.layers.Cropping2D({_pairs(r, 2)})", _sizes(r, 3)),
    "cropping3": lambda r: (f"keras.layers.Cropping3D({_pairs(r, 3)})", _sizes(r, 4)),
    "upsampling1": lambda r: (f"keras.layers.UpSampling1D({r.randint(1, 3)})", _sizes(r, 2)),
    "upsampling2": lambda r: (f"keras.layers.UpSampling2D({r.choice(('2', '(3, 1)', ''))})", _sizes(r, 3)),
    "upsampling3": lambda r: (f"keras.layers.UpSampling3D({r.choice(('2', '(3, 1, 2)'))})", _sizes(r, 4)),
    "reshape": lambda r: (f"keras.layers.Reshape({r.choice(('(2, 6)', '(3, -1)', '(5, 2)', '(-1,)'))})", (4, 3)),
    "permute": lambda r: (f"keras.layers.Permute({r.choice(('(2, 1)', '(1, 2)'))})", _sizes(r, 2)),
    "embedding": lambda r: (f"keras.layers.Embedding({r.randint(1, 99)}, {r.randint(1, 9)})", _sizes(r, r.randint(1, 2))),
    "unchanged": lambda r: (
        "keras.layers." + r.choice(("Activation('relu')", "Dropout(0.5)", "SpatialDropout2D(0.1)", "Rescaling(0.1)", "Softmax()")),
        _sizes(r, 3),
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", PYTORCH)
def test_pytorch_counts_the_same(kind: str, torch: ModuleType) -> None:
    """Parameters, weight shapes, buffers, output; an input PyTorch refuses is refused here."""
    random = Random(kind)
    for _ in range(EACH):
        text, shape = PYTORCH[kind](random)
        index = kind == "embedding"
        refused, expected = False, ()
        module: Any = None
        try:
            with torch.device("meta"):
                module = eval(text, {"nn": torch.nn, "__builtins__": {}})  # noqa: S307 - our own text
                # The meta device does no batch norm across processes.
                if kind == "sync":
                    module.eval()
                batch = torch.empty((2, *shape), dtype=torch.int64 if index else None)
                expected = tuple(module(batch).shape)[1:]
            refused = 0 in expected
        except (RuntimeError, ValueError):
            refused = True
        if refused:
            with pytest.raises(LayerError):
                read_call(text, input_shape=shape)
            continue
        call = read_call(text, input_shape=shape)
        assert call.output_shape == expected, (text, shape)
        _assert_weights(call, {name: tuple(p.shape) for name, p in module.named_parameters()}, text)
        assert call.parameters.buffers == sum(b.numel() for b in module.buffers()), text


@pytest.mark.parametrize("kind", KERAS)
def test_keras_counts_the_same(kind: str, keras: ModuleType) -> None:
    """Parameters, weight shapes, output; an input Keras refuses is refused here."""
    random = Random(kind)
    for _ in range(EACH):
        text, shape = KERAS[kind](random)
        try:
            layer = eval(text, {"keras": keras, "__builtins__": {}})  # noqa: S307 - our own text
            layer.build((None, *shape))
            expected = tuple(layer.compute_output_shape((None, *shape)))[1:]
            refused = any(n is not None and n < 1 for n in expected)
        except ValueError:
            refused = True
        if refused:
            with pytest.raises(LayerError):
                read_call(text, input_shape=shape)
            continue
        call = read_call(text, input_shape=shape)
        assert call.output_shape == expected, (text, shape)
        own = [weight for weight in layer.weights if "seed" not in weight.name]
        _assert_weights(call, {weight.name: tuple(weight.shape) for weight in own}, text)


def _assert_weights(call: Any, shapes: dict[str, Shape], text: str) -> None:
    assert call.weight_shapes == shapes, text
    assert call.parameters.total == sum(map(prod, shapes.values())), text
