"""Rows about several layers: batch norm, blocks, and whole networks."""

from __future__ import annotations

from questions.cheatsheet.row import made

_NORM = (("C", "C_out"),)
_SAME = (("C_in", "C"), ("C_out", "C"))

BATCH_NORM = (
    made("norm_learnt", "learnt: γ and β", "{2}·C", "batch_norm.parameters", "64 channels", C=64),
    made("norm_moving", "moving mean, variance", "{2}·C", "batch_norm.parameters", "64 channels, not trained", C=64),
    made("norm_keras", "what Keras counts in all", "{4}·C", "batch_norm.parameters", "64 channels", C=64),
    made(
        "norm_behind", "conv (no bias) and norm", "C_out·(k_h·k_w·C_in) {+ 2·C_out}",
        "batch_norm.bias batch_norm.parameters", "ten 3×3 filters on 24×24×3",
        alike=_NORM, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "norm_spare", "biases a norm replaces", "{C_out}", "batch_norm.bias", "ten filters, then a norm",
        alike=_NORM, C_out=10,
    ),
)  # fmt: skip

BLOCKS = (
    made(
        "stack", "n layers k×k, no biases", "n·C·(k·k·{C})",
        "stack.comparison", "two 3×3 layers, 24 channels", alike=_SAME, n=2, C=24, k=3,
    ),
    made(
        "bottleneck", "bottleneck, no biases", "C·{C_mid} + C_mid·(k·k·{C_mid}) + {C_mid}·C",
        "stack.bottleneck", "256 to 64 and back, 3×3", C=256, C_mid=64, k=3,
    ),
    made(
        "factorised", "k×1, then 1×k, no biases", "C_mid·({k}·C_in) + C_out·(k·{C_mid})",
        "stack.factorised", "7×1, then 1×7, 8 channels throughout", C_mid=8, k=7, C_in=8, C_out=8,
    ),
    made(
        "flattened", "flatten gives", "H·W·{C}", "network.weights dense.comparison", "5×5×16",
        alike=_SAME, H=5, W=5, C=16,
    ),
    made("pool_parameters", "pooling, ReLU, flatten", "{0}", "network.weights network.biases", "a 2×2 max pooling"),
    made(
        "network_weights", "two conv, dense: weights", "C_1·(k·k·C_in) + C_2·(k·k·{C_1}) + units·({H·W·C_2})",
        "network.weights", "3×3, 4 and 6 filters; 5×5 left; 10 units", C_1=4, k=3, C_in=1, C_2=6, units=10, H=5, W=5,
    ),
    made(
        "network_biases", "two conv, dense: biases", "{C_1 + C_2 + units}",
        "network.biases", "4 filters, 6 filters, 10 units", C_1=4, C_2=6, units=10,
    ),
)  # fmt: skip
