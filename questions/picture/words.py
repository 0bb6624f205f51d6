"""What the picture of a sliding window says: title, caption, legend, and a sentence for each part."""

from __future__ import annotations

from math import prod

from questions.picture.numbers import Named, Names, all_of, apart, each_of, many, shown, sides
from questions.picture.scene import Entry, Part
from questions.picture.sliding import Sliding

UNKNOWN_SIZE = "The size of the input is not given: a small one is drawn."


def title(facts: Sliding) -> str:
    """`2-d convolution`, `1-d depthwise convolution`, `2-d max pooling`."""
    if facts.pools:
        return f"{facts.rank}-d {facts.kind}"
    kind = "depthwise convolution" if facts.kind == "depthwise" else "convolution"
    kind = "grouped convolution" if kind == "convolution" and facts.groups > 1 else kind
    pointwise = f"{sides((1,) * facts.rank)} " if kind == "convolution" and prod(facts.kernel) == 1 else ""
    dilated = "dilated " if is_dilated(facts.names) else ""
    return f"{facts.rank}-d {pointwise}{dilated}{kind}"


def stage_text(facts: Sliding) -> str:
    """`10 filters 3×3, stride 2`."""
    names = facts.names
    what = "window" if facts.pools else many(names.out_channels, "filter")
    return f"{what} {extent(names)}{moving(names)}"


def extent(names: Names) -> str:
    """`3×3`, `of length 3`: the kernel's, behind a noun."""
    return f"of length {shown(names.kernel[0])}" if len(names.kernel) == 1 else sides(names.kernel)


def kernel_of(names: Names) -> str:
    """`3×3`, `length 3`: the kernel's, in brackets."""
    return extent(names).removeprefix("of ")


def moving(names: Names) -> str:
    """`, stride 2, dilation 3`: what is not the default."""
    stride = f", stride {apart(names.stride)}" if set(names.stride) not in ({1}, {""}) else ""
    return stride + (f", dilation {apart(names.dilation)}" if is_dilated(names) else "")


def notes(facts: Sliding) -> tuple[Entry, ...]:
    """The biases, beside the filters that they belong to."""
    if facts.pools:
        return (Entry(Part.BIAS, "no weights, no biases"),)
    if not facts.bias:
        return (Entry(Part.BIAS, "no biases"),)
    count = facts.names.out_channels
    return (Entry(Part.BIAS, "+ 1 bias" if count == 1 else f"+ {shown(count)} biases"),)


def caption(facts: Sliding) -> str:
    """What is seen, in one to four sentences."""
    parts = [_reach(facts), _way(facts)]
    if is_dilated(facts.names):
        names = facts.names
        parts.append(
            f"Its {sides(names.kernel)} taps lie {apart(names.dilation)} apart and cover "
            f"{_covered(facts)} positions; only the taps {'look' if facts.pools else 'have weights'}."
        )
    if any(map(any, facts.pads)):
        parts.append(f"Padding: {padded(facts)}.")
    if not facts.known:
        parts.append(UNKNOWN_SIZE)
    return " ".join(parts)


def _covered(facts: Sliding) -> str:
    lettered = any(not isinstance(number, int) for number in (*facts.names.kernel, *facts.names.dilation))
    return "more" if lettered else sides(facts.window)


def _reach(facts: Sliding) -> str:
    names, kernel = facts.names, kernel_of(facts.names)
    channels = names.in_channels
    if facts.pools:
        biggest = "the maximum" if facts.kind == "max pooling" else "the average"
        single = "its one channel" if channels == 1 else f"one of the {shown(channels)} channels"
        return f"A window ({kernel}) lies on {single} and gives {biggest} of what it sees."
    kernels = each_of(names.out_channels, "kernel")
    if facts.kind == "depthwise":
        per = "one kernel" if names.each == 1 else many(names.each, "kernel")
        whole = "the one input channel" if channels == 1 else f"each of the {shown(channels)} input channels"
        return f"{kernels} ({kernel}) lies on a single channel: {per} for {whole}."
    if facts.groups > 1:
        of_group = f"the {'one channel' if names.depth == 1 else many(names.depth, 'channel')} of its group"
        return (
            f"The {shown(channels)} input channels form {many(names.groups, 'group')} of {shown(names.depth)}. "
            f"{kernels} ({kernel}) spans only {of_group}."
        )
    if prod(facts.kernel) == 1:
        return f"{kernels} is one position wide ({kernel}), but spans {all_of(channels, 'input channel')}."
    return f"{kernels} ({kernel}) spans {all_of(channels, 'input channel')}."


def _way(facts: Sliding) -> str:
    names = facts.names
    axis = {1: "along the length", 2: "over height and width", 3: "over depth, height and width"}[facts.rank]
    steps = {1: " step by step", "": ""}.get(names.stride[0]) if len(set(names.stride)) == 1 else None
    by = f" in steps of {apart(names.stride)}" if steps is None else steps
    told = all(isinstance(number, int) for number in names.output)
    if told and prod(facts.output_shape[1:]) == 1:
        slides = "It fits in one place only"
    elif told:
        slides = f"It slides {axis}{by}, to {sides(names.output)} positions"
    else:
        slides = f"It slides {axis}{by}"
    if facts.pools:
        return f"{slides}; every channel is treated by itself."
    if names.out_channels == 1:
        return f"{slides}, and makes the one channel of the output."
    return f"{slides}; each filter makes one channel of the output."


def padded(facts: Sliding) -> str:
    """`1 position on every side`, `0 in front and 1 behind along the width`."""
    if facts.rule == "causal":
        return f"{many(facts.pads[0][0], 'position')}, all in front"
    even = all(front == behind for front, behind in facts.pads)
    told: tuple[Named, ...] = facts.names.padding or tuple([front for front, _ in facts.pads])
    if even and len(set(told)) == 1:
        return f"{many(told[0], 'position')} on every side"
    axes = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}[facts.rank]
    if even:
        return ", ".join(f"{shown(pad)} on each side of the {axis}" for pad, axis in zip(told, axes, strict=True))
    if len(set(facts.pads)) == 1:
        return f"{facts.pads[0][0]} in front and {facts.pads[0][1]} behind on every axis"
    return "; ".join(
        f"{front} in front and {behind} behind along the {axis}"
        for (front, behind), axis in zip(facts.pads, axes, strict=True)
    )


def is_dilated(names: Names) -> bool:
    """Whether the kernel has holes, as it is named."""
    return any(d != 1 and k != 1 for k, d in zip(names.kernel, names.dilation, strict=True))


def legend(facts: Sliding) -> tuple[Entry, ...]:
    """A line for each sign that is drawn."""
    names, kernel = facts.names, kernel_of(facts.names)
    window = "window" if facts.pools else "kernel"
    entries = [Entry(Part.KERNEL, f"one {window}: {kernel}")]
    if facts.pools or names.depth == 1:
        entries.append(Entry(Part.DEPTH, "its depth: one channel"))
    else:
        every = "all " if names.groups == 1 and names.depth != 2 else ""
        entries.append(Entry(Part.DEPTH, f"its depth: {every}{shown(names.depth)} input channels"))
    if is_dilated(facts.names):
        entries.append(Entry(Part.TAP, f"a tap, 1 of {_taps(facts)}"))
    if names.groups != 1 and not facts.pools:
        one = "one channel, a group of its own" if names.depth == 1 else f"a group: {many(names.depth, 'channel')}"
        entries.append(Entry(Part.GROUP, one))
    if any(map(any, facts.pads)):
        entries.append(Entry(Part.PADDING, "padding: zeros" if not facts.pools else "padding"))
    entries.append(Entry(Part.CELL, f"the value that this {window} gives"))
    made = "one channel" if facts.pools else "one filter's channel"
    count = "the only one" if names.out_channels == 1 else f"1 of {shown(names.out_channels)}"
    entries.append(Entry(Part.FILTERS, f"{made}, {count}"))
    return tuple(entries)


def _taps(facts: Sliding) -> str:
    kernel = facts.names.kernel
    numbers = [number for number in kernel if isinstance(number, int)]
    return f"{prod(numbers):,}" if len(numbers) == len(kernel) else "·".join(map(str, kernel))


def forgotten(facts: Sliding) -> tuple[Entry, ...]:
    """What to say of a part that was forgotten."""
    names = facts.names
    kernel = "1 position" if set(names.kernel) == {1} else f"{sides(names.kernel)} positions"
    told = all(isinstance(number, int) for number in names.output)
    places = f"{sides(names.output)} positions" if told else "every position"
    if told and prod(facts.output_shape[1:]) == 1:
        places = "its one position"
    if facts.pools:
        return (
            Entry(Part.KERNEL, f"the window covers {kernel} and has no weights"),
            Entry(Part.DEPTH, "each window looks at one channel only"),
            Entry(Part.FILTERS, "pooling keeps the number of channels"),
            Entry(Part.BIAS, "pooling has neither weights nor biases"),
            *_motion(facts),
        )
    filters = "1 filter has 1 kernel and makes 1 output channel" if names.out_channels == 1 else (
        f"{shown(names.out_channels)} filters: each has its own kernel and makes 1 output channel")  # fmt: skip
    bias = ("each filter has one bias, whatever its depth and wherever it lies" if facts.bias else
            "this layer has no biases")  # fmt: skip
    entries = [
        Entry(Part.KERNEL, f"the kernel covers {kernel}"
              + (" on one channel" if facts.rank > 1 and names.depth == 1 else "")),
        Entry(Part.DEPTH, _depth(facts)),
        Entry(Part.FILTERS, filters),
        Entry(Part.BIAS, bias),
        Entry(Part.OUTPUT, f"the same kernel serves {places}: sliding adds no weights"),
    ]  # fmt: skip
    if names.groups != 1:
        entries.append(
            Entry(Part.GROUP, f"a filter sees only {many(names.depth, 'channel')} of {shown(names.in_channels)}")
        )
    if is_dilated(facts.names):
        entries.append(Entry(Part.TAP, f"the holes have no weights: {_taps(facts)} taps, however far apart"))
    return (*entries, *_motion(facts))


def _depth(facts: Sliding) -> str:
    names = facts.names
    if facts.groups > 1 and names.depth == 1:
        return "the kernel is one channel deep, whatever the number of channels"
    if facts.groups > 1:
        return f"the kernel is as deep as its group: {many(names.depth, 'channel')}"
    if names.in_channels == 1:
        return "the one input channel: the kernel reaches through the whole depth"
    return f"{all_of(names.in_channels, 'input channel')}: the kernel reaches through the whole depth"


def _motion(facts: Sliding) -> tuple[Entry, ...]:
    window, stride = "window" if facts.pools else "kernel", facts.names.stride
    entries = [Entry(Part.CELL, f"one output value for each position of the {window}")]
    if set(stride) != {""}:
        step = many(stride[0], "position") if len(set(stride)) == 1 else f"{sides(stride)} positions"
        entries.append(Entry(Part.STRIDE, f"the {window} moves on by {step} at a time"))
    if any(map(any, facts.pads)):
        entries.append(Entry(Part.PADDING, f"the {window} starts in the padding: {padded(facts)}"))
    return tuple(entries)
