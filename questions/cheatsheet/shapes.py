"""Rows about sizes: outputs along one axis, the shapes of weights, and receptive fields."""

from __future__ import annotations

from questions.cheatsheet.counting import DEPTHWISE
from questions.cheatsheet.row import made

_GROUPS = (("C_in", "groups"), ("C_out", "groups"))

OUTPUT = (
    made("channels_out", "channels", "{C_out}", "output.pytorch output.keras", "ten 3×3 filters on 24×24×3", C_out=10),
    made(
        "reach", "a dilated kernel reaches", "d·{(k - 1)} {+ 1}",
        "output.formula output.pytorch dilated.kernel", "k = 3, d = 2", d=2, k=3,
    ),
    made(
        "output_pytorch", "PyTorch's rule", "{floor}((H + {2·P} - {d·(k - 1)} - 1)/S) {+ 1}",
        "output.pytorch output.formula", "H = 24, k = 3, P = 1, d = 2, S = 2", H=24, P=1, d=2, k=3, S=2,
    ),
    made(
        "output_valid", "'valid' (no padding)", "{floor}((H - {k})/S) {+ 1}",
        "output.keras output.pytorch", "H = 24, k = 3, S = 2", H=24, k=3, S=2,
    ),
    made("output_same", "'same' (Keras, Flax)", "{ceil}(H/{S})", "output.keras", "H = 25, S = 2", H=25, S=2),
    made(
        "same_padding", "2·P to keep H, at S = 1", "{d}·(k {- 1})",
        "padding.same output.formula", "k = 5, d = 2", d=2, k=5,
    ),
    made(
        "pooling", "pooling, S left out", "floor((H - k)/{k}) + 1",
        "network.weights output.pytorch", "H = 25, k = 2", H=25, k=2,
    ),
)  # fmt: skip

WEIGHTS = (
    made(
        "weight_pytorch", "filters, PyTorch", "({C_out}, {C_in/groups}, k_h, k_w)",
        "weights.pytorch groups.parameters", "8 filters 3×5, 12 channels, 4 groups",
        multiples=_GROUPS, C_out=8, C_in=12, groups=4, k_h=3, k_w=5,
    ),
    made(
        "kernel_keras", "filters, Keras and Flax", "(k_h, k_w, {C_in/groups}, {C_out})",
        "weights.keras weights.flax groups.parameters", "8 filters 3×5, 12 channels, 4 groups",
        multiples=_GROUPS, C_out=8, C_in=12, groups=4, k_h=3, k_w=5,
    ),
    made(
        "depthwise_pytorch", "depthwise, PyTorch", "({C_in·m}, {1}, k_h, k_w)",
        "weights.pytorch depthwise.parameters", "5×3 on 6 channels, m = 2",
        alike=DEPTHWISE, C_in=6, m=2, k_h=5, k_w=3,
    ),
    made(
        "depthwise_keras", "depthwise, Keras", "(k_h, k_w, {C_in}, {m})",
        "weights.keras depthwise.parameters", "5×3 on 6 channels, m = 2",
        alike=DEPTHWISE, C_in=6, m=2, k_h=5, k_w=3,
    ),
    made(
        "depthwise_flax", "depthwise, Flax", "(k_h, k_w, {1}, {C_in·m})",
        "weights.flax depthwise.parameters", "5×3 on 6 channels, m = 2",
        alike=DEPTHWISE, C_in=6, m=2, k_h=5, k_w=3,
    ),
    made("bias_shape", "bias, everywhere", "({C_out},)", "weights.pytorch weights.keras weights.flax",
         "ten 3×3 filters on 24×24×3", C_out=10),
    made(
        "dense_pytorch", "dense, PyTorch", "({units}, {inputs})",
        "weights.pytorch", "from 84 to 10 numbers", units=10, inputs=84,
    ),
    made(
        "dense_keras", "dense, Keras and Flax", "({inputs}, {units})",
        "weights.keras weights.flax", "from 84 to 10 numbers", units=10, inputs=84,
    ),
)  # fmt: skip

RECEPTIVE = (
    made(
        "field", "field behind a layer", "field + {d·(k - 1)·jump}",
        "receptive_field.stack", "field 3, jump 2, then k = 3, d = 2", field=3, d=2, k=3, jump=2,
    ),
    made("jump", "jump behind a layer", "jump·{S}", "receptive_field.stack", "jump 2, then S = 2", jump=2, S=2),
    made(
        "stacked", "n layers k×k, S = 1", "{n}·(k - 1) {+ 1}",
        "receptive_field.stack stack.comparison", "three 3×3 layers", n=3, k=3,
    ),
)  # fmt: skip
