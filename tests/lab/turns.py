"""Settings that come about by turning controls, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from trainer.lab.controls import BY_AXIS, Control, controls
from trainer.lab.settings import LabSettings
from trainer.lab.turning import Turned, step
from trainer.lab.typed import take

START = LabSettings(in_channels=6, out_channels=12, input_size=(9, 12))
TEXTS = ("1", "2", "3", "4", "5", "7", "12", "0", "same", "valid", "causal", "3x5", "1 2 3", "sep", "no", "b", "x", "")


def draw_turn(data: st.DataObject, settings: LabSettings) -> tuple[Control, Turned]:
    """One turn of any control the settings have: a step up or down, or a text typed for it."""
    control = data.draw(st.sampled_from(controls(settings)))
    axes = st.integers(0, settings.rank - 1) if control in BY_AXIS else st.none()
    axis = data.draw(st.none() | axes)
    if data.draw(st.booleans()):
        return control, step(settings, control, data.draw(st.sampled_from((-1, 1))), axis)
    return control, take(settings, control, data.draw(st.sampled_from(TEXTS)), axis)
