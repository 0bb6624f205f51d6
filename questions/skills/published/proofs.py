"""The lines that prove counts, multiply-adds and heights of published layers and blocks. Text only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from questions.layers.counting import parameters
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, Layer, Shape
from questions.layers.writing import write_call
from questions.question import Proof

_MANY = 20_000_000
"""Keras holds its weights in memory, so that a larger layer is left to PyTorch."""


def count_proof(layer: Layer, input_shape: Shape) -> Callable[[], Proof]:
    """Lines whose value is the layer's parameter count."""
    return lambda: Proof(
        f"sum(p.numel() for p in {write_call(layer, 'pytorch')}.parameters())",
        f"{_keras(layer, input_shape)}.count_params()" if parameters(layer).total < _MANY else "",
    )


def mac_proof(layer: Layer, input_shape: Shape) -> Callable[[], Proof]:
    """Lines whose value is the layer's multiply-adds for one example."""
    assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - asked of no other
    shape = ", ".join(map(str, (1, *input_shape)))
    where = f"torch.empty({shape})" if isinstance(layer, ConvTranspose) else f"layer(torch.empty({shape}))"
    return lambda: Proof(
        f"layer = {write_call(layer, 'pytorch')}\nlayer.weight.numel() * {where}[0, 0].numel()"
    )  # fmt: skip


def height_proof(layer: Layer, input_shape: Shape) -> Callable[[], Proof]:
    """Lines whose value is the height of the output, or its length."""
    assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - asked of no other
    shape = ", ".join(map(str, (1, *input_shape)))
    axis = layer.rank if layer.rank > 1 else 2
    return lambda: Proof(f"{write_call(layer, 'pytorch')}(torch.empty({shape})).shape[{axis}]")


def block_proof(layers: Sequence[tuple[Layer, Shape]], times: int, moving: bool) -> Callable[[], Proof]:
    """Lines whose value is the count of all layers, `times` over; with `moving` as Keras counts batch norms."""

    def prove() -> Proof:
        calls = ",\n    ".join(write_call(layer, "pytorch") for layer, _ in layers)
        factor = f"{times} * " if times > 1 else ""
        counted = "layer.parameters()"
        if moving:  # Keras counts the moving mean and variance, PyTorch's buffers with an axis
            counted = "[*layer.parameters(), *(b for b in layer.buffers() if b.dim())]"
        pytorch = f"block = [\n    {calls},\n]\n{factor}sum(p.numel() for layer in block for p in {counted})"
        small = sum(parameters(layer).total for layer, _ in layers) < _MANY
        trained = not moving and any(isinstance(layer, BatchNorm) for layer, _ in layers)
        keras = ""
        if small and not trained:
            lines = ",\n    ".join(_keras(layer, shape) for layer, shape in layers)
            keras = f"block = [\n    {lines},\n]\n{factor}sum(layer.count_params() for layer in block)"
        return Proof(pytorch, keras)

    return prove


def without_biases(layer: Layer) -> Layer:
    """The layer with nothing but its weights."""
    return replace(layer, bias=False) if isinstance(layer, Conv | ConvTranspose | Dense) else layer


def _keras(layer: Layer, input_shape: Shape) -> str:
    shape = (*input_shape[1:], input_shape[0])
    if isinstance(layer, Conv):
        # Keras takes no padding in numbers; the count does not depend on it, but the kernel has to fit.
        layer = replace(layer, padding="same" if any(layer.padding) else "valid")
        if max(layer.stride) > 1 and max(layer.dilation) > 1:
            layer = replace(layer, stride=())
    elif isinstance(layer, ConvTranspose):
        layer = replace(layer, padding="valid", output_padding=None)
    elif isinstance(layer, Dense):
        shape = (layer.in_features,)
    return f"keras.Sequential([keras.Input({shape}), {write_call(layer, 'keras')}])"
