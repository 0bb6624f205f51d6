"""Why the output's shape changed or stayed."""

from __future__ import annotations

from questions.layers.terms import FRAMEWORK_TITLES
from questions.wording import several
from trainer.lab.controls import Control
from trainer.lab.reasons.case import Case
from trainer.lab.reasons.stamped import COINCIDENCE, stamped_reason
from trainer.lab.settings import Kind, shapes_of


def output_reason(case: Case) -> str:
    """The sentence for the output's shape."""
    match case.control:
        case Control.KIND:
            return _kind(case)
        case Control.RANK:
            return "The output has as many spatial axes as the kernel."
        case Control.FILTERS:
            return "One output channel for each filter; the size does not depend on them."
        case Control.IN_CHANNELS:
            if case.kind is Kind.DEPTHWISE:
                return f"Each input channel gives {several(case.after.depth_multiplier, 'output channel')}."
            return "Every output channel is a sum over input channels, however many those are."
        case Control.BIAS:
            return "A bias is added to what is there: no position and no channel more."
        case Control.GROUPS:
            return "Groups decide which channels meet, not how many come out."
        case Control.MULTIPLIER:
            if case.kind is Kind.DEPTHWISE:
                return f"Each input channel gives {several(case.after.depth_multiplier, 'output channel')}."
            return f"The 1×1 stage brings whatever lies in between to {several(case.after.out_channels, 'filter')}."
        case Control.BATCH:
            return "One output of the same shape for each example."
        case Control.LAYERS:
            return _layers(case)
        case Control.FRAMEWORK:
            place = "behind the batch" if case.after.framework == "pytorch" else "last"
            return f"The same output: {FRAMEWORK_TITLES[case.after.framework]} writes the channels {place}."
        case Control.INPUT_SIZE:
            return _input_size(case)
        case _:
            return stamped_reason(case) if case.transposed else _sliding(case)


def _kind(case: Case) -> str:
    before, after = case.sizes
    if before != after:
        if case.transposed:
            return "Each input position stamps the kernel onto the output, instead of being summed under it."
        return "The kernel slides over the input and gives one position for each place it stops at."
    if case.changed:
        if case.kind is Kind.DEPTHWISE:
            return f"Each input channel gives {several(case.after.depth_multiplier, 'output channel')}; the size stays."
        return f"There are {several(case.after.out_channels, 'output channel')}, one per filter; the size stays."
    if Kind.TRANSPOSED in (case.before.kind, case.kind):
        return COINCIDENCE
    return "The kernel stops at the same places, and as many channels come out."


def _layers(case: Case) -> str:
    if case.changed:
        return "Every layer works on the output of the one before, and changes its size once more."
    if case.by_word and not case.transposed and max(case.after.stride) == 1:
        return f"Padding '{case.by_word}' at stride 1 gives every layer's output the size of its input."
    return "A layer that came or went gives as many positions as it takes."


def _input_size(case: Case) -> str:
    if case.transposed:
        return "The last stamp lies further out or further in: a stride for each position of the input."
    if case.by_word:
        return "With this padding a layer gives its input's size divided by the stride, rounded up."
    if not case.changed:
        return "What differs at the end is too short for another stop of the window."
    longer, shorter = case.places
    if longer and shorter:
        return f"The window finds more places along {case.named(longer)} and fewer along {case.named(shorter)}."
    return f"The window finds {'more' if longer else 'fewer'} places to stop at."


def _sliding(case: Case) -> str:
    """Kernel, stride, padding and dilation of a window that slides."""
    window = case.control in (Control.KERNEL, Control.DILATION)
    if window and case.control is Control.DILATION and all(case.after.kernel_size[a] == 1 for a in case.turned_axes):
        return "A kernel of one position has nothing to spread."
    if window and case.by_word:
        return f"Padding '{case.by_word}' makes up for the window: only the stride sets the size."
    if not case.changed:
        if case.control is Control.PADDING and isinstance(case.before.padding, str) != bool(case.by_word):
            return COINCIDENCE
        if case.control is Control.PADDING and case.by_word:
            return "'same' and 'causal' put the zeros in other places, but give the same size."
        return _stopped(case)
    if window:
        return _spanned(case)
    if case.control is Control.STRIDE:
        return _strided(case)
    if case.by_word:
        return f"Padding '{case.by_word}' leaves the size to the stride: input size divided by stride, rounded up."
    return {
        1: "More zeros at the ends give the window more places to stop at.",
        -1: "With fewer zeros at the ends the window has fewer places to stop at.",
        0: "How many zeros stand at the ends decides how many places the window can stop at.",
    }[case.direction]


def _stopped(case: Case) -> str:
    """The window stops as often as before."""
    if shapes_of(case.before) != shapes_of(case.after):
        return COINCIDENCE  # only the last of several layers gives the same
    sizes = [shape[1:] for shape in shapes_of(case.after)[1:]]
    if case.control is Control.STRIDE and all(size[axis] == 1 for size in sizes for axis in case.turned_axes):
        return f"There is one stop along {case.named(case.turned_axes)}, so the next one lies outside either way."
    return "Rounded, it comes to as many stops as before."


def _spanned(case: Case) -> str:
    """A window of another length fits in other places."""
    (grew, shrank), (more, fewer) = case.spans, case.places
    if grew and shrank:
        if not fewer:
            return f"The window fits in more places along {case.named(more)}, where it spans less."
        also = f", and in more along {case.named(more)}" if more else ""
        return f"The window fits in fewer places along {case.named(fewer)}, where it spans more{also}."
    span, fits = ("more", "fewer") if grew else ("less", "more")
    return f"The window spans {span} of the input, so it fits in {fits} places."


def _strided(case: Case) -> str:
    stride = case.after.stride
    if len(set(stride)) > 1:
        return "On an axis whose stride changed the stops lie closer together or further apart."
    if stride[0] == 1:
        return "The window stops at every position."
    so = {1: ", so fewer stops fit", -1: ", so more stops fit", 0: ""}[case.direction]
    return f"The window moves by {stride[0]} from stop to stop{so}."
