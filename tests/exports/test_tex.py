"""Formulas as TeX."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.exports.tex import tex


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("10·(3·3·3) + 10", r"10\cdot (3\cdot 3\cdot 3) + 10"),
        ("floor((H + 2P - K)/S) + 1", r"\left\lfloor (H + 2P - K)/S\right\rfloor  + 1"),
        ("C_out·K² + in_channels", r"C_{\text{out}}\cdot K^2 + \text{in\_channels}"),
        ("(kernel length, input channels)", r"(\text{kernel}\ \text{length}, \text{input}\ \text{channels})"),
        ("3 filters", r"3\ \text{filters}"),
        ("max(0, 1,024)", r"\max (0, 1{,}024)"),
        ("floor(A", r"\text{floor(A}"),
        ("50 % & $x$", r"\text{50 \% \& \$x\$}"),
    ],
)
def test_formulas(formula: str, written: str) -> None:
    """Words stand upright with blanks between them, roundings get their brackets, the rest becomes text."""
    assert tex(formula) == written


@given(st.text("floor(ceil)KC_·+/²1,{}\\$%^~ ", max_size=40))
def test_always_balanced(formula: str) -> None:
    """Braces and brackets come in pairs, whatever stands there."""
    found = re.sub(r"\\[{}$&#_%]", "", tex(formula))
    assert found.count("{") == found.count("}")
    assert found.count(r"\left") == found.count(r"\right")
