"""What the picture of a sliding window says: title, caption, legend."""

from __future__ import annotations

from math import prod

from questions.picture.numbers import Named, Names, all_of, apart, each_of, many, shown, sides
from questions.picture.scene import Entry, Part
from questions.picture.sliding import Sliding

AXES = (("length",), ("height", "width"), ("depth", "height", "width"))
UNKNOWN_SIZE = "The size of the input is not given: a small one is drawn."


def title(facts: Sliding) -> str:
    """`2-d convolution`, `1-d depthwise convolution`, `2-d max pooling`."""
    if facts.pools:
        return f"{facts.rank}-d {facts.kind}"
    kind = "depthwise convolution" if facts.kind == "depthwise" else "convolution"
    kind = "grouped convolution" if kind == "convolution" and facts.groups > 1 else kind
    pointwise = kind == "convolution" and prod(facts.kernel) == 1
    if pointwise and facts.rank == 1:
        return f"1-d {kind} of length 1"
    ones = f"{sides((1,) * facts.rank)} " if pointwise else ""
    dilated = "dilated " if is_dilated(facts.names) else ""
    return f"{facts.rank}-d {ones}{dilated}{kind}"


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
    return "more" if is_lettered(facts.names) else sides(facts.window)


def _reach(facts: Sliding) -> str:
    names, kernel = facts.names, kernel_of(facts.names)
    channels = names.in_channels
    if facts.pools:
        biggest = "the maximum" if facts.kind == "max pooling" else "the average"
        single = "its one channel" if channels == 1 else f"one of the {shown(channels)} channels"
        return f"A window ({kernel}) lies on {single} and gives {biggest} of what it sees."
    copies = " (drawn as copies of the volume)" if facts.rank == 3 and channels != 1 else ""
    kernels = each_of(names.out_channels, "kernel")
    if facts.kind == "depthwise":
        per = "one kernel" if names.each == 1 else many(names.each, "kernel")
        whole = "the one input channel" if channels == 1 else f"each of the {shown(channels)} input channels{copies}"
        return f"{kernels} ({kernel}) lies on a single channel: {per} for {whole}."
    if facts.groups > 1:
        of_group = f"the {'one channel' if names.depth == 1 else many(names.depth, 'channel')} of its group"
        return (
            f"The {shown(channels)} input channels{copies} form {many(names.groups, 'group')} of {shown(names.depth)}. "
            f"{kernels} ({kernel}) spans only {of_group}."
        )
    if prod(facts.kernel) == 1:
        but = "and" if channels == 1 else "but"
        return f"{kernels} is one position wide ({kernel}), {but} spans {all_of(channels, 'input channel')}{copies}."
    return f"{kernels} ({kernel}) spans {all_of(channels, 'input channel')}{copies}."


def _way(facts: Sliding) -> str:
    names = facts.names
    told = all(isinstance(number, int) for number in names.output)
    ways = ways_of(facts)
    if ways:
        slides = f"It slides {_over(facts.rank, ways)}{_by([names.stride[axis] for axis in ways])}"
        slides += f", to {sides(names.output)} positions" if told else ""
    else:
        slides = "It fits in one place only" if _fills(facts) else "The stride leaves it one place only"
    if facts.pools:
        return f"{slides}; every channel is treated by itself."
    if names.out_channels == 1:
        return f"{slides}, and makes the one channel of the output."
    return f"{slides}; each filter makes one channel of the output."


def ways_of(facts: Sliding) -> list[int]:
    """The axes that it moves on: all, where it is not said how many places it has."""
    told = all(isinstance(number, int) for number in facts.names.output)
    return [axis for axis, places in enumerate(facts.output_shape[1:]) if places > 1 or not told]


def _over(rank: int, ways: list[int]) -> str:
    """`along the height`, `over depth, height and width`: the axes that it moves on."""
    names = [AXES[rank - 1][axis] for axis in ways]
    return f"over {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"along the {names[0]}"


def _by(strides: list[Named]) -> str:
    usual = {1: " step by step", "": ""}.get(strides[0]) if len(set(strides)) == 1 else None
    return f" in steps of {apart(strides)}" if usual is None else usual


def _fills(facts: Sliding) -> bool:
    """Whether the window is as large as the padded input, so that even a stride of 1 would not move it."""
    sizes = zip(facts.input_shape[1:], facts.pads, facts.window, strict=True)
    return all(window >= size + sum(pads) for size, pads, window in sizes)


def padded(facts: Sliding) -> str:
    """`1 position on every side`, `0 in front and 1 behind along the width`."""
    if facts.rule == "causal":
        return f"{many(facts.pads[0][0], 'position')}, all in front"
    even = all(front == behind for front, behind in facts.pads)
    told: tuple[Named, ...] = facts.names.padding or tuple([front for front, _ in facts.pads])
    if even and len(set(told)) == 1:
        return f"{many(told[0], 'position')} on every side"
    axes = AXES[facts.rank - 1]
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


def is_lettered(names: Names) -> bool:
    """Whether the extent of its kernel cannot be said in numbers."""
    return not all(isinstance(number, int) for number in (*names.kernel, *names.dilation))


def own_depth(names: Names, window: int, *, moves: bool) -> str:
    """Of a rank 3 kernel, its depth along `D`, which has nothing to do with the channels."""
    taps = names.kernel[0]
    if taps != 1 and names.dilation[0] != 1:
        holes = "with holes" if is_lettered(names) else f"over {window:,} positions"
        return f"its depth: k_d = {shown(taps)} taps {holes}"
    return f"its depth k_d = {shown(taps)}" + (", moving along D" if moves else "")


def legend(facts: Sliding) -> tuple[Entry, ...]:
    """A line for each sign that can be drawn of it."""
    names, kernel = facts.names, kernel_of(facts.names)
    window = "window" if facts.pools else "kernel"
    entries = [Entry(Part.KERNEL, f"one {window}: {kernel}")]
    if facts.rank == 3:
        moves = facts.output_shape[1] > 1 or not isinstance(names.output[0], int)
        entries.append(Entry(Part.DEPTH, own_depth(names, facts.window[0], moves=moves)))
    elif facts.pools or names.depth == 1:
        entries.append(Entry(Part.DEPTH, "its depth: one channel"))
    else:
        every = "all " if names.groups == 1 and names.depth != 2 else ""
        entries.append(Entry(Part.DEPTH, f"its depth: {every}{shown(names.depth)} input channels"))
    if is_dilated(facts.names):
        entries.append(Entry(Part.TAP, f"a tap, 1 of {taps_of(names)}"))
    if names.groups != 1 and not facts.pools:
        one = "each a channel, its own group" if names.depth == 1 else f"each a group: {many(names.depth, 'channel')}"
        entries.append(Entry(Part.GROUP, one))
    if any(map(any, facts.pads)):
        entries.append(Entry(Part.PADDING, "padding: zeros" if not facts.pools else "padding"))
    entries.append(Entry(Part.CELL, f"the value that this {window} gives"))
    made = "one channel" if facts.pools else "one filter's channel"
    count = "the only one" if names.out_channels == 1 else f"1 of {shown(names.out_channels)}"
    entries.append(Entry(Part.FILTERS, f"{made}, {count}"))
    return tuple(entries)


def taps_of(names: Names) -> str:
    """How many positions of one kernel have weights: `9`, `K·K`."""
    kernel = names.kernel
    numbers = [number for number in kernel if isinstance(number, int)]
    return f"{prod(numbers):,}" if len(numbers) == len(kernel) else "·".join(map(str, kernel))
