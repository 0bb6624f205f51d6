"""A sentence for each part of a sliding window's picture, to be said where the part was forgotten."""

from __future__ import annotations

from math import prod

from questions.picture.numbers import Names, all_of, many, shown, sides
from questions.picture.scene import Entry, Part
from questions.picture.sliding import Sliding
from questions.picture.words import is_dilated, is_lettered, padded, taps_of, ways_of


def forgotten(facts: Sliding) -> tuple[Entry, ...]:
    """What to say of a part that was forgotten."""
    names = facts.names
    if facts.pools:
        return (
            Entry(Part.KERNEL, f"the window {extent_of(names, facts.window)}; it has no weights"),
            Entry(_deep(facts), "each window looks at one channel only"),
            Entry(Part.FILTERS, "pooling keeps the number of channels"),
            Entry(Part.BIAS, "pooling has neither weights nor biases"),
            *_motion(facts),
        )
    told = all(isinstance(number, int) for number in names.output)
    places = f"{sides(names.output)} positions" if told else "every position"
    if told and prod(facts.output_shape[1:]) == 1:
        places = "its one position"
    filters = "1 filter has 1 kernel and makes 1 output channel" if names.out_channels == 1 else (
        f"{shown(names.out_channels)} filters: each has its own kernel and makes 1 output channel")  # fmt: skip
    bias = ("each filter has one bias, whatever its depth and wherever it lies" if facts.bias else
            "this layer has no biases")  # fmt: skip
    entries = [
        Entry(Part.KERNEL, f"the kernel {extent_of(names, facts.window)}"
              + (" on one channel" if facts.rank > 1 and names.depth == 1 else "")),
        Entry(_deep(facts), _channels(facts) if facts.rank == 3 else _depth(facts)),
        Entry(Part.FILTERS, filters),
        Entry(Part.BIAS, bias),
        Entry(Part.OUTPUT, f"the same kernel serves {places}: sliding adds no weights"),
    ]  # fmt: skip
    if names.groups != 1:
        entries.append(Entry(Part.GROUP, _sees(names)))
    if is_dilated(names):
        entries.append(Entry(Part.TAP, f"the holes have no weights: {taps_of(names)} taps, however far apart"))
    return (*entries, *_motion(facts))


def extent_of(names: Names, window: tuple[int, ...]) -> str:
    """`covers 3×3 positions`; of a dilated kernel `has 3×3 taps, spread over 5×5 positions`."""
    if not is_dilated(names):
        return f"covers {'1 position' if set(names.kernel) == {1} else f'{sides(names.kernel)} positions'}"
    spread = "with holes in between" if is_lettered(names) else f"spread over {sides(window)} positions"
    return f"has {sides(names.kernel)} taps, {spread}"


def _deep(facts: Sliding) -> Part:
    """The part that shows over how many channels a kernel reaches."""
    return Part.CHANNELS if facts.rank == 3 else Part.DEPTH


def _sees(names: Names) -> str:
    return f"a filter sees only {many(names.depth, 'channel')} of {shown(names.in_channels)}"


def _depth(facts: Sliding) -> str:
    names = facts.names
    if facts.groups > 1 and names.depth == 1:
        return "the kernel is one channel deep, whatever the number of channels"
    if facts.groups > 1:
        return f"the kernel is as deep as its group: {many(names.depth, 'channel')}"
    if names.in_channels == 1:
        return "the one input channel: the kernel reaches through the whole depth"
    return f"{all_of(names.in_channels, 'input channel')}: the kernel reaches through the whole depth"


def _channels(facts: Sliding) -> str:
    """Of a rank 3 kernel, whose own depth is that of its window."""
    names = facts.names
    if facts.groups > 1:
        return _sees(names)
    weights = "one weight" if set(names.kernel) == {1} else f"{sides(names.kernel)} weights"
    return f"{all_of(names.in_channels, 'input channel')}: every kernel has {weights} for each"


def _motion(facts: Sliding) -> tuple[Entry, ...]:
    window, stride = "window" if facts.pools else "kernel", [facts.names.stride[axis] for axis in ways_of(facts)]
    entries = [Entry(Part.CELL, f"one output value for each position of the {window}")]
    if stride and set(stride) != {""}:
        step = many(stride[0], "position") if len(set(stride)) == 1 else f"{sides(stride)} positions"
        entries.append(Entry(Part.STRIDE, f"the {window} moves on by {step} at a time"))
    if any(map(any, facts.pads)):
        does = "starts" if any(front for front, _ in facts.pads) else "ends"
        entries.append(Entry(Part.PADDING, f"the {window} {does} in the padding: {padded(facts)}"))
    return tuple(entries)
