"""Why the output's size changed or stayed: what a sentence says of axes, cuts and stops is what the layer does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from questions.layers.output import output_shape
from questions.layers.specs import ConvTranspose, Shape
from trainer.lab.changes import Change, changes
from trainer.lab.controls import AXIS_NAMES, Control
from trainer.lab.figures import Quantity
from trainer.lab.settings import Kind, LabSettings, layers_of, shapes_of, trouble
from trainer.lab.typed import take

WINDOW = (Control.KERNEL, Control.STRIDE, Control.PADDING, Control.DILATION, Control.INPUT_SIZE)
WAYS = {"more": 1, "fewer": -1}
TRANSPOSED = LabSettings(kind=Kind.TRANSPOSED, input_size=(6, 6))


@st.composite
def drawn(draw: st.DrawFn, kind: Kind) -> LabSettings:
    """Any small layer of the kind, or a few of them, on any small input."""
    rank = draw(st.sampled_from((1, 2, 2, 3)))

    def each(least: int, most: int) -> Shape:
        return tuple(draw(st.lists(st.integers(least, most), min_size=rank, max_size=rank)))

    stride, dilation = each(1, 4), each(1, 3)
    words = st.sampled_from(("same", "valid") if kind is Kind.TRANSPOSED else ("same",))
    made = LabSettings(
        kind=kind, kernel_size=each(1, 4), stride=stride, dilation=dilation, input_size=each(1, 16), out_channels=3,
        padding=draw(st.one_of(st.just((0,) * rank), st.just(each(0, 2)), words)), layers=draw(st.integers(1, 3)),
    )  # fmt: skip
    extra = tuple([draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)])
    if kind is Kind.TRANSPOSED:
        by_rule = isinstance(made.padding, str) and draw(st.booleans())
        made = replace(made, output_padding=None if by_rule else extra)
    else:
        made = replace(made, output_padding=(0,) * rank)
    assume(not trouble(made))
    return made


def _typed(data: st.DataObject, now: LabSettings, control: Control) -> LabSettings:
    """The settings with something else typed for the control."""
    words = ["same", "valid", "rule"] if control in (Control.PADDING, Control.OUTPUT_PADDING) else []
    numbers = st.lists(st.integers(0, 5), min_size=now.rank, max_size=now.rank).map(
        lambda each: "x".join(map(str, each))
    )
    text = data.draw(st.one_of(numbers, st.sampled_from(["0", "1", "2", *words])))
    after = take(now, control, text).settings
    assume(after != now)
    return after


def _told(before: LabSettings, after: LabSettings, control: Control, quantity: Quantity = Quantity.OUTPUT) -> Change:
    return next(change for change in changes(before, after, control) if change.quantity is quantity)


def _along(reason: str) -> dict[str, str]:
    """What a sentence says of the places along each axis: `{"height": "fewer"}`."""
    found = re.findall(r"(more|fewer) (?:places )?along ([a-z]+(?:(?:, | and )(?!in|fewer|where)[a-z]+)*)", reason)
    return {axis: way for way, axes in found for axis in re.split(", | and ", axes)}


@settings(deadline=None, max_examples=250)
@given(st.data())
def test_sliding(data: st.DataObject) -> None:
    """More and fewer places, and one stop, are on the axes that the sentence names, and everywhere if it names none."""
    before, control = data.draw(drawn(Kind.CONVOLUTION)), data.draw(st.sampled_from(WINDOW))
    after = _typed(data, before, control)
    told = _told(before, after, control)
    assert 10 < len(told.reason) <= 110
    names = AXIS_NAMES[before.rank]
    old, new = (shapes_of(each)[-1][1:] for each in (before, after))
    rose = {name: (a > b) - (a < b) for name, b, a in zip(names, old, new, strict=True)}
    if along := _along(told.reason):
        assert {name: WAYS[way] for name, way in along.items()} == {name: way for name, way in rose.items() if way}
    else:
        for way, sign in WAYS.items():
            if re.search(rf"\b{way} (places|stops)\b", told.reason):
                assert set(rose.values()) <= {0, sign} != {0}, told.reason
    if "where it spans" in told.reason:
        assert -1 in rose.values() or 1 in rose.values()
    if "Rounded" in told.reason or "one stop" in told.reason:
        turned = [at for at in range(before.rank) if _at(before, control, at) != _at(after, control, at)]
        stops = [shape[1 + at] for shape in shapes_of(after)[1:] for at in turned]
        assert ("one stop" in told.reason) is (control is Control.STRIDE and set(stops) == {1})
        assert shapes_of(before) == shapes_of(after)


def _at(made: LabSettings, control: Control, axis: int) -> object:
    value = getattr(made, {Control.KERNEL: "kernel_size", Control.INPUT_SIZE: "input_size"}.get(control, control.value))
    return value if isinstance(value, str) else value[axis]


def _sizes(made: LabSettings, **changed: Any) -> Shape:
    layer = replace(layers_of(made)[0], **changed)
    return output_shape(layer, made.input_shape)[1:]


def _less(some: Shape, other: Shape) -> Shape:
    return tuple([a - b for a, b in zip(some, other, strict=True)])


def _cut(made: LabSettings) -> Shape:
    """What the padding cuts off the first layer's output: what it has more without padding."""
    none = (0,) * made.rank
    wide = replace(made, input_size=tuple([size + 9 for size in made.input_size]))  # so that something is left
    return _less(_sizes(wide, padding=none, output_padding=none), _sizes(wide, output_padding=none))


def _added(made: LabSettings) -> Shape:
    """What the output padding adds to the first layer's output."""
    wide = replace(made, input_size=tuple([size + 9 for size in made.input_size]))
    return _less(_sizes(wide), _sizes(wide, output_padding=(0,) * made.rank))


@settings(deadline=None, max_examples=250)
@given(st.data())
def test_padding_of_a_transposed_convolution(data: st.DataObject) -> None:
    """What is said to be cut, not cut, added or changed is so, as the layer itself counts it."""
    before = data.draw(drawn(Kind.TRANSPOSED))
    after = _typed(data, before, Control.PADDING)
    told, kept = _told(before, after, Control.PADDING), _told(before, after, Control.PADDING, Quantity.PARAMETERS)
    cut, added = _cut(after), _added(after)
    assert len(told.reason) <= 110
    assert "cuts the edge" not in kept.reason
    if "cuts nothing off" in told.reason or "Nothing is cut off" in told.reason:
        assert not any(cut)
        assert ("either way" in told.reason) is not any(_cut(before))
    if re.match("Padding is cut|As much is cut", told.reason):
        assert any(cut)
    if "the output padding is what changed" in told.reason:
        assert cut == _cut(before)
        assert added != _added(before)
    elif told.changed and after.padding != "same":
        assert cut != _cut(before)
        assert ("output padding" in told.reason) is (added != _added(before))
    if "output padding is 0 now" in told.reason:
        assert not any(added)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data())
def test_output_padding(data: st.DataObject) -> None:
    """It is added by each of the layers, on the axes that were turned; 0 adds nothing."""
    before = data.draw(drawn(Kind.TRANSPOSED))
    after = _typed(data, before, Control.OUTPUT_PADDING)
    told = _told(before, after, Control.OUTPUT_PADDING)
    if after.output_padding is None:
        return
    layer = layers_of(after)[0]
    assert isinstance(layer, ConvTranspose)
    added = _less(_sizes(after), _sizes(after, output_padding=(0,) * after.rank)) if not _blocked(after) else ()
    if "added once" in told.reason:
        assert after.layers == 1
    if "Every layer adds" in told.reason:
        assert after.layers > 1
    if "each axis" in told.reason:
        assert after.rank > 1
    if added and "adds nothing" in told.reason and before.output_padding is None:
        assert not any(added)
    if before.output_padding is not None and "at the far end of" in told.reason and "each axis" not in told.reason:
        turned = [a != b for a, b in zip(after.output_padding, before.output_padding, strict=True)]
        named = {name for name, other in zip(AXIS_NAMES[after.rank], turned, strict=True) if other}
        assert named == set(re.split(", | and ", told.reason.split("far end of ")[1].rstrip(".")))


def _blocked(made: LabSettings) -> bool:
    return bool(trouble(replace(made, output_padding=(0,) * made.rank)))


@pytest.mark.parametrize(
    ("made", "control", "text", "reason"),
    [
        (LabSettings(), Control.KERNEL, "3x5", "The window spans more of the input, so it fits in fewer places."),
        (
            LabSettings(kernel_size=(3, 5)), Control.KERNEL, "5x3",
            "The window fits in fewer places along height, where it spans more, and in more along width.",
        ),
        (
            LabSettings(input_size=(8, 10)), Control.INPUT_SIZE, "10x8",
            "The window finds more places along height and fewer along width.",
        ),
        (
            LabSettings(kernel_size=(24, 3)), Control.STRIDE, "2x1",
            "There is one stop along height, so the next one lies outside either way.",
        ),
        (
            replace(TRANSPOSED, kernel_size=(2, 2), stride=(4, 4)), Control.PADDING, "valid",
            "Nothing is cut off either way; the output padding is what changed.",
        ),
        (TRANSPOSED, Control.PADDING, "1", "Padding is cut off both ends of the output here."),
        (replace(TRANSPOSED, padding=(1, 1)), Control.PADDING, "0", "Padding 0 cuts nothing off."),
        (
            replace(TRANSPOSED, stride=(2, 2), padding=(1, 1), layers=3), Control.OUTPUT_PADDING, "1",
            "Every layer adds it, at the far end of each axis.",
        ),
        (
            replace(TRANSPOSED, stride=(2, 2)), Control.OUTPUT_PADDING, "0x1",
            "It is added once, at the far end of width.",
        ),
        (
            replace(TRANSPOSED, stride=(2, 2), output_padding=(1, 1)), Control.OUTPUT_PADDING, "0",
            "Output padding 0 adds nothing at the far end.",
        ),
    ],
)  # fmt: skip
def test_sentences(made: LabSettings, control: Control, text: str, reason: str) -> None:
    """Each for the case that it is about."""
    after = take(made, control, text).settings
    assert after != made
    assert _told(made, after, control).reason == reason


@pytest.mark.parametrize(
    ("before", "typed", "said"), [(2, "5", "are 3 more"), (5, "4", "is 1 fewer"), (2, "3", "is 1 more")]
)
def test_layers_that_came_or_went(before: int, typed: str, said: str) -> None:
    """The tensors of the later layers are alike, and the sentence says how many there are more or fewer."""
    made = LabSettings(layers=before)
    told = _told(made, take(made, Control.LAYERS, typed).settings, Control.LAYERS, Quantity.WEIGHTS)
    assert told.reason == f"The later layers are all alike; there {said} of them."


@pytest.mark.parametrize(("kind", "said"), [(Kind.SEPARABLE, "1×1 stage"), (Kind.DEPTHWISE, "over all filters")])
def test_weights_of_other_input_channels(kind: Kind, said: str) -> None:
    """A depthwise tensor has the input's channels in its output axis, so the sentence names no input axis alone."""
    made = LabSettings(kind=kind, in_channels=6, out_channels=12)
    told = _told(made, take(made, Control.IN_CHANNELS, "8").settings, Control.IN_CHANNELS, Quantity.WEIGHTS)
    assert said in told.reason
