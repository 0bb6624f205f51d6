"""Wrong numbers of biases for layers with one bias per output, whatever their weights are."""

from __future__ import annotations

from questions.misconceptions.components import BIAS
from questions.misconceptions.facts import Slips, counted
from questions.wording import several


def output_bias_slips(weights: int, outputs: int, bias: bool, w: str = "", each: str = "output channel") -> Slips:
    """Biases forgotten, invented, or a single one. `w` is how the weights are written in a working, `each` what
    has a bias."""
    w = w or f"{weights}"
    if not bias:
        yield counted(
            "added_bias_when_off", BIAS, weights, outputs, f"{w} + {outputs}",
            "a bias per output is added although there is none",
            "bias=False (PyTorch) or use_bias=False (Keras) means that the layer has no bias vector.",
        )  # fmt: skip
        return
    yield counted(
        "forgot_bias", BIAS, weights, 0, w, "the biases are left out",
        f"The layer also has {several(outputs, 'bias', 'biases')}.",
    )  # fmt: skip
    if outputs > 1:
        yield counted(
            "one_bias_total", BIAS, weights, 1, f"{w} + 1", "the whole layer is given a single bias",
            f"There is one bias per {each}: {outputs} here.",
        )  # fmt: skip
