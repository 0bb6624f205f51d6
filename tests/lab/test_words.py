"""What the lab says of letters and of values that cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questions.layers.output import output_shape
from questions.layers.specs import ConvTranspose, Padding
from questions.layers.terms import LayerError
from tests.lab.turns import START, draw_turn
from trainer.lab.controls import AXIS_NAMES, BY_AXIS, Control, controls, numbers
from trainer.lab.figures import Quantity, figure
from trainer.lab.settings import Kind, LabSettings
from trainer.lab.turning import bounds, step
from trainer.lab.typed import take

LETTERS = {1: {"L"}, 2: {"H", "W"}, 3: {"D", "H", "W"}}


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_letters_of_sizes(data: st.DataObject) -> None:
    """The output's size is told in the letters that the multiply-adds have on the same screen."""
    now = START
    for _ in range(data.draw(st.integers(0, 8))):
        now = draw_turn(data, now)[1].settings
    used = {quantity: set(re.findall(r"\b[DHWL]\b", _letters(now, quantity))) for quantity in Quantity}
    assert used[Quantity.OUTPUT] <= LETTERS[now.rank]
    assert used[Quantity.OUTPUT]
    assert set(re.findall(r"\b([DHWL])(?:_out)?\b", _letters(now, Quantity.MACS))) == LETTERS[now.rank]


def _letters(now: LabSettings, quantity: Quantity) -> str:
    return figure(now, quantity).formula


def test_axes_with_different_formulas() -> None:
    """Each has its own letter; axes that are alike have one formula."""
    one = take(LabSettings(), Control.RANK, "1").settings
    assert _letters(one, Quantity.OUTPUT) == "floor((L + 2·P - k)/S) + 1"
    assert _letters(LabSettings(), Quantity.OUTPUT) == "floor((H + 2·P - k)/S) + 1"
    told = _letters(LabSettings(dilation=(1, 2)), Quantity.OUTPUT)
    assert told == "floor((H + 2·P - k)/S) + 1 and floor((W + 2·P - (d·(k - 1) + 1))/S) + 1"


STEPS = 12


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_the_least_value(data: st.DataObject) -> None:
    """Where nothing lies below, the sentence has the bound, and the axes that are on it; a word is quoted."""
    now = START
    for _ in range(data.draw(st.integers(0, 8))):
        now = draw_turn(data, now)[1].settings
    control = data.draw(st.sampled_from(controls(now)))
    axis = data.draw(st.none() | st.integers(0, now.rank - 1)) if control in BY_AXIS else None
    turned = step(now, control, -1, axis)
    for _ in range(STEPS):  # a few steps further down nearly every control is at its end
        now, turned = turned.settings, step(turned.settings, control, -1, axis)
    below = re.fullmatch(r"(.+) does not go below (\S+?)(?:, and along (.+) it is (\d+))?\.", turned.note)
    nothing = re.fullmatch(r"(.+) has nothing below '(.+)'\.", turned.note)
    assume(below or nothing)
    assert turned.settings == now
    values = numbers(now, control)
    if nothing:
        assert values is None
        assert nothing[2] in ("same", "causal", "valid", "by rule")
    if below:
        least = bounds(control)[0]
        assert values is not None
        assert below[2] == str(least)
        on = {name for name, value in zip(AXIS_NAMES[now.rank], values, strict=False) if value == least}
        assert on
        if below[3]:
            assert set(below[3].split(" and ")) == on
            assert len(on) < now.rank


@pytest.mark.parametrize(
    ("made", "control", "note"),
    [
        (LabSettings(stride=(1, 1)), Control.STRIDE, "stride does not go below 1."),
        (
            LabSettings(
                kernel_size=(3, 3, 3), stride=(3, 1, 1), padding=(0, 0, 0), dilation=(1, 1, 1),
                output_padding=(0, 0, 0), input_size=(9, 9, 9),
            ),
            Control.STRIDE,
            "stride does not go below 1, and along height and width it is 1.",
        ),
        (LabSettings(padding="same"), Control.PADDING, "padding has nothing below 'same'."),
        (
            LabSettings(kind=Kind.TRANSPOSED, padding="valid", output_padding=None), Control.OUTPUT_PADDING,
            "output padding has nothing below 'by rule'.",
        ),
        (LabSettings(out_channels=1), Control.FILTERS, "filters does not go below 1."),
    ],
)  # fmt: skip
def test_refused(made: LabSettings, control: Control, note: str) -> None:
    """One line that is true of the numbers as they are."""
    assert step(made, control, -1).note == note


@settings(deadline=None, max_examples=150)
@given(
    st.integers(1, 5), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3),
    st.integers(1, 9) | st.just("same"),
)  # fmt: skip
def test_padding_that_leaves_nothing(
    size: int, kernel: int, stride: int, dilation: int, padding: int | Literal["same"]
) -> None:
    """What is said to be cut, off how much, is what the layer has without padding and what that takes away."""
    given_padding: Padding = padding if isinstance(padding, str) else (padding,)
    layer = ConvTranspose(
        1, 1, (kernel,), stride=(stride,), padding=given_padding, dilation=(dilation,), output_padding=(0,)
    )
    try:
        output_shape(layer, (1, size))
    except LayerError as error:
        told = re.fullmatch(
            r"The padding cuts (\d+) positions off an output of (\d+): nothing would be left\.", str(error)
        )
        assert told
        uncut = output_shape(replace(layer, padding=(0,)), (1, size))[1]
        cut = 2 * padding if isinstance(padding, int) else 2 * ((dilation * (kernel - 1) + 1) // 2)
        assert (int(told[1]), int(told[2])) == (cut, uncut)
        assert cut >= uncut
    else:
        assume(False)  # something is left
