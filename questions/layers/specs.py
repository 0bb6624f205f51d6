"""What a layer is: frozen data, validated when it is made. Shapes are channels first, without the batch axis."""

from dataclasses import dataclass

from questions.layers.checks import require_flag, require_positive
from questions.layers.convolution import Conv, ConvTranspose, DepthwiseConv, SeparableConv
from questions.layers.elementwise import Activation, PReLU
from questions.layers.embedding import Embedding
from questions.layers.normalization import BatchNorm, GroupNorm, InstanceNorm, LayerNorm
from questions.layers.pooling import AdaptivePool, GlobalPool, Pool, PoolKind
from questions.layers.shaping import Pad, Permute, PixelShuffle, Reshape, Upsample
from questions.layers.terms import LayerError, Padding, Shape

__all__ = [
    "Activation",
    "AdaptivePool",
    "BatchNorm",
    "Conv",
    "ConvTranspose",
    "Dense",
    "DepthwiseConv",
    "Embedding",
    "Flatten",
    "GlobalPool",
    "GroupNorm",
    "InstanceNorm",
    "Layer",
    "LayerError",
    "LayerNorm",
    "PReLU",
    "Pad",
    "Padding",
    "Permute",
    "PixelShuffle",
    "Pool",
    "PoolKind",
    "Reshape",
    "SeparableConv",
    "Shape",
    "Upsample",
]


@dataclass(frozen=True, slots=True)
class Dense:
    """A fully connected layer over the last axis: in_features · out_features weights, out_features biases."""

    in_features: int
    out_features: int
    bias: bool = True

    def __post_init__(self) -> None:
        require_positive("in_features", self.in_features)
        require_positive("out_features", self.out_features)
        require_flag("bias", self.bias)


@dataclass(frozen=True, slots=True)
class Flatten:
    """Joins the axes ``start_dim`` to ``end_dim`` (inclusive, counted with the batch axis as 0) into one.

    Raises LayerError when ``start_dim`` is 0: shapes here have no batch axis to join.
    """

    start_dim: int = 1
    end_dim: int = -1

    def __post_init__(self) -> None:
        for name, value in (("start_dim", self.start_dim), ("end_dim", self.end_dim)):
            if type(value) is not int:
                raise LayerError(f"{name} must be an integer, not {value!r}.")
        if self.start_dim == 0:
            raise LayerError("start_dim must not be 0, the batch axis.")


Layer = (
    Conv
    | ConvTranspose
    | DepthwiseConv
    | SeparableConv
    | Dense
    | Pool
    | GlobalPool
    | AdaptivePool
    | BatchNorm
    | LayerNorm
    | GroupNorm
    | InstanceNorm
    | Embedding
    | Flatten
    | Activation
    | PReLU
    | Pad
    | Upsample
    | Reshape
    | Permute
    | PixelShuffle
)
"""Any one layer."""
