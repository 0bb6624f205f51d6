"""Turning controls: whatever is pressed or typed, there is a legal layer or an explanation, and never an exception."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.layers.network import Network
from questions.layers.notation import read_call
from questions.layers.output import output_shape
from questions.layers.reading import read_network
from questions.layers.terms import FRAMEWORKS
from tests.lab.turns import START, draw_turn
from trainer.lab.changes import CHANGED, SAME, changes
from trainer.lab.code import code
from trainer.lab.comparing import rows
from trainer.lab.controls import Control, controls, shown
from trainer.lab.figures import Quantity, figures, shown_bytes
from trainer.lab.settings import Kind, LabSettings, layers_of, make, opens, settings_of, shapes_of, trouble
from trainer.lab.turning import step
from trainer.lab.typed import take


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_turns(data: st.DataObject) -> None:
    """Settings stay legal; what is refused is explained; every quantity has its mark, and the marks are true."""
    now = START
    for _ in range(data.draw(st.integers(1, 12))):
        control, turned = draw_turn(data, now)
        assert trouble(turned.settings) == ""
        make(turned.settings)
        if turned.settings == now:
            # A value that is typed once more is taken without a word.
            assert turned.note or turned == take(now, control, shown(now, control))
            continue
        before, after = figures(now), figures(turned.settings)
        told = changes(now, turned.settings, control)
        assert [change.quantity for change in told] == list(Quantity) == [figure.quantity for figure in after]
        for old, new, change in zip(before, after, told, strict=True):
            assert change.changed == (old.value != new.value)
            assert change.mark.startswith(CHANGED if change.changed else SAME)
            assert change.reason.endswith(".")
            assert 10 < len(change.reason) <= 110, change.reason
        assert len(rows(now, turned.settings)) == len(Quantity) - 1
        now = turned.settings


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_formulas_come_to_their_values(data: st.DataObject) -> None:
    """The numbers put into a formula, worked out, give what stands behind the equals sign, and that is the figure."""
    now = START
    for _ in range(data.draw(st.integers(1, 10))):
        now = draw_turn(data, now)[1].settings
    for figure in figures(now):
        for part in figure.substitution.split("; "):
            if "=" not in part or "…" in part:
                continue
            left, right = part.removesuffix(" bytes").split(" = ")
            assert _worked_out(left) == int(right.replace(",", ""))
            if isinstance(figure.value, int):
                assert int(right.replace(",", "")) == figure.value
            elif isinstance(figure.value, tuple):
                assert int(right.replace(",", "")) in figure.value


def _worked_out(text: str) -> int:
    assert re.fullmatch(r"[0-9a-z+\-·/(), ]+", text), text
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(\S+|\([^()]*\([^()]*\)[^()]*\)) mod 2", r"(\1 % 2)", text.replace("·", "*"))
    value = eval(text, {"floor": floor, "ceil": ceil, "max": max})  # noqa: S307 - the pattern above lets nothing through
    assert value == int(value)
    return int(value)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_code_reads_back(data: st.DataObject) -> None:
    """The code in each framework is that layer: read again it counts the same and gives the same output."""
    now = START
    for _ in range(data.draw(st.integers(1, 10))):
        now = draw_turn(data, now)[1].settings
    layers, shapes = layers_of(now), shapes_of(now)
    for written in code(now):
        if not written.calls:
            assert written.reason
            continue
        first = written.framework == "pytorch"
        given_shape = shapes[0] if first else (*shapes[0][1:], shapes[0][0])
        if len(written.calls) == 1:
            call = read_call(written.text, written.framework, given_shape)
            assert call.input_shape == shapes[0]
            assert (call.parameters.total, output_shape(call.layer, shapes[0])) == (
                Network(layers).parameters().total,
                shapes[-1],
            )
            same_padding = getattr(call.layer, "padding", None) == getattr(layers[0], "padding", None)
            if type(call.layer) is type(layers[0]) and same_padding:
                assert call.layer == layers[0]
        else:
            network = read_network(written.text, written.framework, given_shape)
            assert network.parameters.total == Network(layers).parameters().total
            output = network.layers[-1].output
            assert output is not None
            assert tuple(output) == (shapes[-1] if first else (*shapes[-1][1:], shapes[-1][0]))


@pytest.mark.parametrize("kind", Kind)
def test_some_framework_writes_it(kind: Kind) -> None:
    """Each kind as the lab opens with it is there in all three frameworks."""
    made = take(LabSettings(), Control.KIND, kind.value).settings
    assert [written.framework for written in code(made) if written.calls] == list(FRAMEWORKS)


def test_a_step_jumps_to_what_is_possible() -> None:
    """Groups go through the divisors of both channel counts; channels through multiples of the groups."""
    ten = LabSettings(in_channels=10, out_channels=20)
    for groups in (2, 5, 10):
        ten = step(ten, Control.GROUPS, 1).settings
        assert ten.groups == groups
    assert "10 is the largest" in step(ten, Control.GROUPS, 1).note
    more = step(replace(ten, groups=5), Control.IN_CHANNELS, 1)
    assert (more.settings.in_channels, "11 is left out" in more.note) == (15, True)


def test_what_is_typed_and_not_possible() -> None:
    """The control keeps its value, and a line says why and what would be possible."""
    ten = LabSettings(in_channels=10, out_channels=20)
    refused = take(ten, Control.GROUPS, "3")
    assert refused.settings == ten
    assert "10 is not divisible by 3" in refused.note
    assert refused.note.endswith("Next possible: 2 or 5.")
    large = take(LabSettings(), Control.KERNEL, "25")
    assert (large.settings, large.note) == (
        LabSettings(),
        "The window spans 25 positions, but the input with its padding has only 24. Next possible: 24×24.",
    )
    assert "3x5 (height x width)" in take(LabSettings(), Control.KERNEL, "3x5x7").note
    assert "from 1 to" in take(LabSettings(), Control.STRIDE, "0").note


def test_each_axis() -> None:
    """One axis alone is stepped, or typed beside the others."""
    assert step(LabSettings(), Control.KERNEL, 1, axis=1).settings.kernel_size == (3, 4)
    assert take(LabSettings(), Control.KERNEL, "5", axis=0).settings.kernel_size == (5, 3)
    assert take(LabSettings(), Control.INPUT_SIZE, "32×48").settings.input_size == (32, 48)
    assert shown(LabSettings(kernel_size=(3, 5)), Control.KERNEL, axis=1) == "3×[5]"


def test_paddings() -> None:
    """Words stand below 0: same, over one axis also causal; a transposed convolution has same and valid."""
    same = step(LabSettings(), Control.PADDING, -1).settings
    assert same.padding == "same"
    assert step(same, Control.PADDING, 1).settings.padding == (0, 0)
    one = take(LabSettings(), Control.RANK, "1").settings
    causal = step(step(one, Control.PADDING, -1).settings, Control.PADDING, -1).settings
    assert causal.padding == "causal"
    two = step(causal, Control.RANK, 1)
    assert (two.settings.padding, two.note) == ((0, 0), "Padding is 0, as 'causal' is for one axis.")
    transposed = take(LabSettings(), Control.KIND, "transposed").settings
    valid = take(transposed, Control.PADDING, "valid")
    assert (valid.settings.padding, valid.settings.output_padding) == ("valid", None)
    assert valid.note == "Output padding is now by rule."


def test_kinds_have_their_controls() -> None:
    """Only what the layer has can be turned."""
    assert Control.GROUPS in controls(LabSettings())
    assert Control.FILTERS not in controls(LabSettings(kind=Kind.DEPTHWISE))
    assert Control.MULTIPLIER in controls(LabSettings(kind=Kind.SEPARABLE))
    assert Control.OUTPUT_PADDING in controls(LabSettings(kind=Kind.TRANSPOSED))


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_single_layer_comes_back(data: st.DataObject) -> None:
    """The lab opened on the layer that it made is set as it was, but for what that kind of layer lacks."""
    now = START
    for _ in range(data.draw(st.integers(1, 10))):
        now = draw_turn(data, now)[1].settings
    single = replace(now, layers=1, batch=1)
    layer = layers_of(single)[0]
    assert opens(layer)
    again = settings_of(layer, single.input_shape, single.framework)
    assert layers_of(again) == (layer,)
    assert figures(again) == figures(single)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (4, "4 bytes"),
        (1_023, "1,023 bytes"),
        (1_120, "1.094 KiB"),
        (443_136, "432.8 KiB"),
        (2**20, "1.000 MiB"),
        (3 * 2**29, "1,536.0 MiB"),
    ],
)
def test_shown_bytes(size: int, text: str) -> None:
    """The unit that fits, and at least three digits."""
    assert shown_bytes(size) == text


def test_formulas_are_ordered_as_in_the_steps() -> None:
    """Filters, then the kernel, then the channels; a sentence that follows another begins after a full stop."""
    grouped = LabSettings(in_channels=6, out_channels=12, groups=3)
    figure = figures(grouped)[0]
    assert (figure.formula, figure.substitution) == (
        "C_out·(k_h·k_w·(C_in/groups)) + C_out",
        "12·(3·3·(6/3)) + 12 = 228",
    )
    refused = step(LabSettings(input_size=(4, 4)), Control.LAYERS, 1)
    assert refused.note.startswith("layers 2 is not possible. The window")
