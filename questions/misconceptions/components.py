"""What misconceptions are about, across skills. Tallied per learner, never scheduled."""

from __future__ import annotations

INPUT_DEPTH = "input depth"
KERNEL_EXTENT = "kernel extent"
FILTERS = "filters"
BIAS = "bias"
GROUPS = "groups"
RANK = "rank"
WEIGHT_SHARING = "weight sharing"
STRIDE = "stride"
PADDING = "padding"
DILATION = "dilation"
OUTPUT_SIZE = "output size"
DEPTHWISE = "depthwise"
POINTWISE = "pointwise"
MULTIPLIER = "depth multiplier"
TRANSPOSED = "transposed"
BATCH_NORM = "batch norm"
POOLING = "pooling"
FLATTEN = "flatten"
AXIS_ORDER = "axis order"
RECEPTIVE_FIELD = "receptive field"
MULTIPLY_ADDS = "multiply-adds"
UNITS = "units"
SCALING = "scaling"
COMPOSITION = "composition"
"""Which layers, or which parts of a layer, belong to what is asked."""

COMPONENTS = frozenset(
    {
        INPUT_DEPTH, KERNEL_EXTENT, FILTERS, BIAS, GROUPS, RANK, WEIGHT_SHARING, STRIDE, PADDING, DILATION,
        OUTPUT_SIZE, DEPTHWISE, POINTWISE, MULTIPLIER, TRANSPOSED, BATCH_NORM, POOLING, FLATTEN, AXIS_ORDER,
        RECEPTIVE_FIELD, MULTIPLY_ADDS, UNITS, SCALING, COMPOSITION,
    }
)  # fmt: skip
