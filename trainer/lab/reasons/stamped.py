"""Why the output of a transposed convolution changed or stayed: what is cut off its ends, and what is added."""

from __future__ import annotations

from questions.layers.output import window_length
from questions.layers.specs import Shape
from trainer.lab.controls import Control
from trainer.lab.reasons.case import Case
from trainer.lab.settings import LabSettings

COINCIDENCE = "With these numbers it comes to the same size."
_SAME = "'same' gives the input's size times the stride."


def stamped_reason(case: Case) -> str:
    """The sentence for kernel, stride, padding, dilation and output padding."""
    match case.control:
        case Control.OUTPUT_PADDING:
            return _output_padding(case)
        case Control.PADDING:
            return _padding(case)
        case Control.STRIDE:
            return _stride(case)
    if case.control is Control.DILATION and all(case.after.kernel_size[axis] == 1 for axis in case.turned_axes):
        return "A kernel of one position has nothing to spread."
    if case.by_word == "same" and not _by_rule(case.after):
        return "'same' cuts half a kernel, rounded down, off both ends: only even or odd matters."
    if case.changed:
        return "The outermost stamps reach as far as the kernel does."
    if case.by_word == "same":
        return "'same' gives the input's size times the stride, whatever the kernel."
    return "A kernel no longer than the stride does not reach beyond it, so the stride sets the size."


def _by_rule(settings: LabSettings) -> bool:
    return isinstance(settings.padding, str) and settings.output_padding is None


def _output_padding(case: Case) -> str:
    if not case.changed:
        return "That is what the rule gives, too."
    if _by_rule(case.after):
        return "The rule sets the size."
    added = case.after.output_padding or ()
    axes = case.turned_axes or tuple(range(case.after.rank))
    if not any(added[axis] for axis in axes):
        return "Output padding 0 adds nothing at the far end."
    who = "Every layer adds it" if case.stack else "It is added once"
    return f"{who}, at the far end of {'each axis' if len(axes) == case.after.rank > 1 else case.named(axes)}."


def _padding(case: Case) -> str:
    if not case.changed:
        return COINCIDENCE
    if case.by_word == "same":
        if _by_rule(case.after):
            return _SAME
        return "'same' cuts half a kernel, rounded down, off both ends, then adds the output padding."
    cut = _cut(case.after)
    if cut == _cut(case.before):
        how = "As much is cut off both ends as before" if any(cut) else "Nothing is cut off either way"
        return f"{how}; the output padding is what changed."
    nothing = "'valid' cuts nothing off" if case.by_word else "Padding 0 cuts nothing off"
    how = "Padding is cut off both ends of the output here" if any(cut) else nothing
    if _added(case.before) == _added(case.after):
        return f"{how}."
    if _by_rule(case.before) and _by_rule(case.after):
        return f"{how}, and the rule gives another output padding."
    return f"{how}, and the output padding is {'by the rule' if _by_rule(case.after) else '0'} now."


def _stride(case: Case) -> str:
    if case.changed:
        if _by_rule(case.after):
            return _SAME if case.by_word == "same" else "The stamps lie one stride apart, and each takes at least that."
        return "The stamps of neighbouring input positions lie one stride apart."
    alone = all(case.after.input_size[axis] == 1 for axis in case.turned_axes)
    return "A single input position is stamped once: nothing moves apart." if alone else COINCIDENCE


def _windows(settings: LabSettings) -> Shape:
    return tuple([window_length(k, d) for k, d in zip(settings.kernel_size, settings.dilation, strict=True)])


def _cut(settings: LabSettings) -> Shape:
    """How many positions come off each end, by axis."""
    if not isinstance(settings.padding, str):
        return settings.padding
    return tuple([window // 2 if settings.padding == "same" else 0 for window in _windows(settings)])


def _added(settings: LabSettings) -> Shape:
    """How many positions the output padding adds, by axis; by the rule as many as bring the size to what it says."""
    if settings.output_padding is not None:
        return settings.output_padding
    sized = zip(_windows(settings), settings.stride, strict=True)
    if settings.padding == "same":
        return tuple([stride - window % 2 for window, stride in sized])
    return tuple([max(stride - window, 0) for window, stride in sized])
