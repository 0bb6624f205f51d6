"""Rows about counts: parameters forwards and backwards, multiply-adds, and what changes them."""

from __future__ import annotations

from questions.cheatsheet.row import made

_GROUPS = (("C_in", "groups"), ("C_out", "groups"))
DEPTHWISE = (("C_out", "C_in·m"), ("groups", "C_in"))
_TEN = "ten 3×3 filters on 24×24×3"

PARAMETERS = (
    made(
        "conv2d", "2-d convolution", "C_out·(k_h·k_w·{C_in}) {+ C_out}",
        "conv2d.parameters parameters.formula", _TEN, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "conv1d", "1-d convolution", "C_out·(k·{C_in}) {+ C_out}",
        "conv1d.parameters", "16 filters of length 5 on 100×8", C_out=16, k=5, C_in=8,
    ),
    made(
        "conv3d", "3-d convolution", "C_out·({k_d·k_h·k_w·C_in}) {+ C_out}",
        "conv3d.parameters conv3d.formula", "8 filters 2×3×3 on 4 channels", C_out=8, k_d=2, k_h=3, k_w=3, C_in=4,
    ),
    made(
        "pointwise", "1×1 convolution", "C_out·{C_in} {+ C_out}",
        "pointwise.parameters", "1×1, from 64 to 32 channels", C_out=32, C_in=64,
    ),
    made("bias", "what bias=False saves", "{C_out}", "bias.effect", _TEN, C_out=10),
    made(
        "groups", "convolution with groups", "C_out·(k_h·k_w·{C_in/groups}) + {C_out}",
        "groups.parameters groups.formula", "8 filters 3×5, 12 channels, 4 groups",
        multiples=_GROUPS, C_out=8, k_h=3, k_w=5, C_in=12, groups=4,
    ),
    made(
        "depthwise", "depthwise", "{C_in·m}·(k_h·k_w) + {C_in·m}",
        "depthwise.parameters depthwise.formula", "5×3 on 6 channels, m = 2",
        alike=DEPTHWISE, C_in=6, m=2, k_h=5, k_w=3,
    ),
    made(
        "separable_keras", "separable, in Keras", "C_in·m·(k_h·k_w) + C_in·m·{C_out} {+ C_out}",
        "separable.parameters separable.formula", "5×3 on 6 channels, m = 2, to 8",
        C_in=6, m=2, k_h=5, k_w=3, C_out=8,
    ),
    made(
        "separable_layers", "separable, as two layers", "C_in·m·(k_h·k_w) {+ C_in·m} + C_in·m·C_out + C_out",
        "separable.parameters separable.formula", "5×3 on 6 channels, m = 2, to 8",
        alike=(("C_mid", "C_in·m"),), C_in=6, m=2, k_h=5, k_w=3, C_out=8,
    ),
    made(
        "dense", "dense layer", "inputs·units {+ units}",
        "dense.comparison network.weights network.biases", "from 84 to 10 numbers", inputs=84, units=10,
    ),
    made(
        "dense_instead", "dense in place of conv", "H·W·{C_in}·(H_out·W_out·C_out) {+ H_out·W_out·C_out}",
        "dense.comparison", "8×8×3 to 6×6×2", H=8, W=8, C_in=3, H_out=6, W_out=6, C_out=2,
    ),
)  # fmt: skip

BACKWARDS = (
    made(
        "filters", "how many filters", "total/(k_h·k_w·C_in {+ 1})",
        "inverse.parameters", "280 with biases, 3×3 on 3 channels", total=280, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "biases_left", "how many biases", "total - {C_out·(k_h·k_w·C_in)}",
        "inverse.bias", "280 in all, ten 3×3 filters on 3 channels", total=280, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
)  # fmt: skip

MACS = (
    made(
        "macs", "MACs, convolution", "{H_out·W_out}·C_out·(k_h·k_w·C_in)",
        "macs.conv macs.formula", "ten 3×3 filters on 24×24×3",
        H_out=22, W_out=22, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "macs_groups", "MACs, with groups", "H_out·W_out·C_out·(k_h·k_w·{C_in/groups})",
        "macs.conv", "16 filters 3×3, 8 channels, 4 groups, 6×6 out",
        multiples=_GROUPS, H_out=6, W_out=6, C_out=16, k_h=3, k_w=3, C_in=8, groups=4,
    ),
    made(
        "macs_depthwise", "MACs, depthwise", "H_out·W_out·{C_in·m}·(k_h·k_w)",
        "macs.conv", "3×3 on 8 channels, m = 1, 6×6 out",
        alike=DEPTHWISE, H_out=6, W_out=6, C_in=8, m=1, k_h=3, k_w=3,
    ),
)  # fmt: skip

EFFECTS = (
    made("nothing", "H, W, S, P, d, batch add", "{0}", "parameters.effect parameters.which", "stride 2 instead of 1"),
    made(
        "twice_out", "twice the filters", "{2}·C_out·(k_h·k_w·C_in) + {2}·C_out",
        "parameters.effect parameters.which", _TEN, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "twice_in", "twice the input channels", "{2}·C_out·(k_h·k_w·C_in) + {C_out}",
        "parameters.effect parameters.which", _TEN, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "twice_both", "both twice", "{4}·C_out·(k_h·k_w·C_in) + {2}·C_out",
        "parameters.effect parameters.which", _TEN, C_out=10, k_h=3, k_w=3, C_in=3,
    ),
    made(
        "grouping", "groups instead of one", "C_out·(k_h·k_w·C_in)/{groups} + {C_out}",
        "parameters.effect parameters.which groups.parameters", "8 filters 3×5, 12 channels, 4 groups",
        multiples=_GROUPS, C_out=8, k_h=3, k_w=5, C_in=12, groups=4,
    ),
)  # fmt: skip
