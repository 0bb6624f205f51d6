"""Worked solutions: how a layer's parameters come about, step by step, as data.

Convolutions are shown in both usual views: the filters (each spans the full depth of what it sees), and the weight
tensor (PyTorch's order: out, in, *kernel). Each symbol is told with its number and meaning; numbers that are given but
play no part are named as such, each with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from questions.layers.counting import Framework
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    PReLU,
    SeparableConv,
    Shape,
)
from questions.question import Step
from questions.worked.common import Steps
from questions.worked.convolutions import explain_conv, explain_depthwise, explain_separable, explain_transposed
from questions.worked.factors import kernel_letters
from questions.worked.idle import idle_factors, idle_facts, idle_steps
from questions.worked.others import explain_dense, explain_embedding, explain_norm, explain_prelu

__all__ = ["explain_parameters", "idle_factors", "idle_facts", "idle_steps", "kernel_letters"]


def explain_parameters(
    layer: Layer, framework: Framework = "pytorch", input_shape: Shape | None = None, batch: int = 1
) -> Steps:
    """The steps to the number of parameters that the framework reports; the last step's result is that number.

    `batch` is the number of inputs at once, where more than one is given.
    """
    for kind, explain in _BY_KIND.items():
        if isinstance(layer, kind):
            return explain(layer, framework, input_shape, batch)
    return (Step("It computes without learning anything, so it has no parameters:", result="0"),)


_BY_KIND: dict[Any, Callable[[Any, Framework, Shape | None, int], Steps]] = {
    Conv: explain_conv,
    ConvTranspose: explain_transposed,
    DepthwiseConv: explain_depthwise,
    SeparableConv: explain_separable,
    Dense: explain_dense,
    BatchNorm: explain_norm,
    LayerNorm: explain_norm,
    GroupNorm: explain_norm,
    InstanceNorm: explain_norm,
    Embedding: explain_embedding,
    PReLU: explain_prelu,
}
