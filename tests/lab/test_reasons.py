"""The sentences: they say what holds, in every kind of layer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lab.turns import START, draw_turn
from trainer.lab.changes import Change, changes
from trainer.lab.comparing import PAIRS, ratio_text, rows
from trainer.lab.controls import Control
from trainer.lab.figures import Quantity, figure
from trainer.lab.settings import Kind, LabSettings, shapes_of, trouble
from trainer.lab.turning import step
from trainer.lab.typed import take

Told = dict[Quantity, Change]


def _told(settings: LabSettings, control: Control, text: str) -> Told:
    turned = take(settings, control, text)
    assert turned.settings != settings, turned.note
    return {change.quantity: change for change in changes(settings, turned.settings, control)}


def _of(kind: Kind, **given: object) -> LabSettings:
    start = take(LabSettings(in_channels=6, out_channels=12), Control.KIND, kind.value).settings
    for name, text in given.items():
        turned = take(start, Control[name.upper()], str(text))
        assert not trouble(turned.settings)
        start = turned.settings
    return start


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("control", "text"),
    [
        (Control.STRIDE, "2"),
        (Control.PADDING, "1"),
        (Control.DILATION, "2"),
        (Control.INPUT_SIZE, "30"),
        (Control.BATCH, "8"),
        (Control.FRAMEWORK, "keras"),
    ],
)
def test_what_moves_no_weight(kind: Kind, control: Control, text: str) -> None:
    """Stride, padding, dilation, input, batch and framework leave the parameters of every kind alone."""
    told = _told(_of(kind), control, text)
    for quantity in (Quantity.PARAMETERS, Quantity.PARAMETER_MEMORY, Quantity.WEIGHTS):
        assert told[quantity].mark == "= unchanged"


def test_stride() -> None:
    """The classic: no parameter more, fewer stops, less work."""
    told = _told(LabSettings(), Control.STRIDE, "2")
    assert told[Quantity.PARAMETERS].reason == "Stride moves the filters; it does not make them larger."
    assert told[Quantity.OUTPUT].mark == "◆ was (1, 10, 22, 22)"
    assert told[Quantity.MACS].mark == "◆ was 130,680, -98,010"
    assert told[Quantity.FIELD].reason.startswith("The receptive field of one layer is its window;")
    transposed = _told(_of(Kind.TRANSPOSED), Control.STRIDE, "2")
    assert transposed[Quantity.PARAMETERS].reason == "Stride moves the stamps apart; the kernel keeps its weights."
    assert not transposed[Quantity.MACS].changed
    assert "once per input position" in transposed[Quantity.MACS].reason


def test_bias() -> None:
    """As many biases as output channels, and no multiplication."""
    told = _told(LabSettings(bias=False), Control.BIAS, "yes")
    assert told[Quantity.PARAMETERS].mark == "◆ was 270, +10"
    assert told[Quantity.MACS].reason == "Adding a bias is no multiplication, so it is not counted."


def test_same_hides_the_kernel() -> None:
    """With 'same' a larger kernel changes the parameters, not the size."""
    told = _told(_of(Kind.CONVOLUTION, padding="same"), Control.KERNEL, "5")
    assert not told[Quantity.OUTPUT].changed
    assert told[Quantity.OUTPUT].reason == "Padding 'same' makes up for the window: only the stride sets the size."
    assert told[Quantity.MACS].reason == "Every weight works once per output position; only the weights changed."


def test_groups() -> None:
    """Each filter sees fewer channels; as many come out."""
    told = _told(_of(Kind.CONVOLUTION), Control.GROUPS, "3")
    assert told[Quantity.PARAMETERS].reason == "Each filter sees 6/3 = 2 input channels; the biases stay."
    assert not told[Quantity.OUTPUT].changed


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_claims(data: st.DataObject) -> None:
    """Where a sentence says more, fewer, both, only or the same, the numbers say so, too."""
    now = START
    for _ in range(data.draw(st.integers(0, 8))):
        now = draw_turn(data, now)[1].settings
    control, turned = draw_turn(data, now)
    if turned.settings == now:
        return
    told = {change.quantity: change for change in changes(now, turned.settings, control)}
    output, macs = told[Quantity.OUTPUT], told[Quantity.MACS]
    before, after = shapes_of(now)[-1][1:], shapes_of(turned.settings)[-1][1:]
    if len(before) == len(after) and "along" not in output.reason:
        if any(words in output.reason for words in ("fewer stops", "in fewer", "fewer places", "spans more")):
            assert all(a <= b for a, b in zip(after, before, strict=True)) and after != before
        if any(words in output.reason for words in ("more stops", "in more", "more places", "spans less")):
            assert all(a >= b for a, b in zip(after, before, strict=True)) and after != before
        if "the size stays" in output.reason:
            assert before == after
    weights = told[Quantity.PARAMETERS].changed
    if "only the weights" in macs.reason or "both changed" in macs.reason:
        assert weights
    if "only the positions" in macs.reason:
        assert not weights
    if not output.changed:
        assert not any(words in output.reason for words in ("fewer", "more places", "more stops"))
    if "'same' gives the input's size times the stride" in output.reason and turned.settings.layers == 1:
        sizes, strides = turned.settings.input_size, turned.settings.stride
        assert after == tuple(size * stride for size, stride in zip(sizes, strides, strict=True))


def test_pairs() -> None:
    """The ready-made comparisons are legal, differ, and their lessons are true."""
    separable, tower, pointwise, grouped = PAIRS
    for pair in PAIRS:
        assert trouble(pair.pinned) == trouble(pair.present) == ""
        assert figure(pair.pinned, Quantity.OUTPUT).value == figure(pair.present, Quantity.OUTPUT).value
    weights = {
        pair.title: tuple(
            figure(step(each, Control.BIAS, 1).settings, Quantity.PARAMETERS).value
            for each in (pair.pinned, pair.present)
        )
        for pair in PAIRS
    }
    assert weights[separable.title] == (9 * 64 * 128, 9 * 64 + 64 * 128)
    assert weights[tower.title] == (27 * 64 * 64, 49 * 64 * 64)
    assert weights[pointwise.title] == (64 * 128, 9 * 64 * 128)
    assert weights[grouped.title] == (9 * 64 * 128 // 4, 9 * 64 * 128)
    assert figure(tower.pinned, Quantity.FIELD).value == figure(tower.present, Quantity.FIELD).value == (7, 7)


def test_rows() -> None:
    """Difference and ratio of what can be counted; alike or other for the rest."""
    told = {row.quantity: row for row in rows(LabSettings(bias=False), LabSettings(out_channels=20, bias=False))}
    assert told[Quantity.PARAMETERS].difference == "+270, ×2"
    assert told[Quantity.OUTPUT].difference == "other"
    assert told[Quantity.FIELD].difference == "= same"
    assert [ratio_text(*pair) for pair in ((1, 3), (1, 100_000), (1000, 3))] == ["×0.333", "×1/100,000", "×333"]
    assert [ratio_text(*pair) for pair in ((12, 100), (119, 1000), (9, 5))] == ["×0.120", "×0.119", "×1.80"]


def test_memory_says_why() -> None:
    """More or fewer values than before; and what was not counted before is counted now."""
    told = _told(LabSettings(), Control.STRIDE, "2")
    assert told[Quantity.OUTPUT_MEMORY].reason == "Fewer output values than before, at 4 bytes each."
    told = _told(LabSettings(), Control.FILTERS, "11")
    assert told[Quantity.PARAMETER_MEMORY].reason == "More parameters than before, at 4 bytes each."
    assert _told(_of(Kind.TRANSPOSED), Control.KIND, "convolution")[Quantity.FIELD].mark == "◆ counted now"
