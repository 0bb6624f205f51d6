"""The lines that prove an answer in PyTorch and in Keras. Text only: neither framework is needed here."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from questions.layers.specs import Conv, Layer, Shape
from questions.layers.writing import write_call
from questions.question import Proof


def parameter_proof(layer: Conv, input_shape: Shape) -> Proof:
    """Lines whose value is the layer's parameter count."""
    return Proof(pytorch=_torch_count(layer), keras=_keras_count(layer, input_shape))


def bias_proof(layer: Conv, input_shape: Shape) -> Proof:
    """Lines whose value is by how much the count falls without the bias."""
    bare = replace(layer, bias=False)
    return Proof(
        pytorch=f"{_torch_count(layer)} - {_torch_count(bare)}",
        keras=f"{_keras_count(layer, input_shape)} - {_keras_count(bare, input_shape)}",
    )


LayerType = TypeVar("LayerType", bound=Layer)


def as_pytorch(layer: LayerType) -> LayerType:
    """The same weights with a padding that PyTorch accepts: it refuses 'same' with a stride, and has no 'causal'."""
    if not isinstance(layer, Conv):
        return layer
    if layer.padding == "causal":
        return replace(layer, padding=())  # zeros on one side alone, which the count does not depend on
    if layer.padding == "same" and any(step > 1 for step in layer.stride):
        reach = tuple(d * (k - 1) // 2 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
        return replace(layer, padding=reach)
    return layer


def as_keras(layer: LayerType) -> LayerType:
    """The same weights without a padding in numbers, which Keras cannot express; the count does not depend on it."""
    if not isinstance(layer, Conv) or isinstance(layer.padding, str):
        return layer
    return replace(layer, padding="valid")


def _torch_count(layer: Conv) -> str:
    return f"sum(p.numel() for p in {write_call(as_pytorch(layer), 'pytorch')}.parameters())"


def _keras_count(layer: Conv, input_shape: Shape) -> str:
    # Drawn inputs are larger than their kernels, so leaving a padding out cannot make the layer impossible.
    shape = (*input_shape[1:], input_shape[0])
    call = write_call(as_keras(layer), "keras")
    return f"keras.Sequential([keras.Input({shape}), {call}]).count_params()"
