"""The scene of a stack of sliding layers: from one output position down to the input positions that it sees."""

from __future__ import annotations

from dataclasses import dataclass

from questions.layers.specs import Activation, BatchNorm, Conv, DepthwiseConv, Layer, Pool, SeparableConv
from questions.picture.numbers import many
from questions.picture.scene import Entry, Part, Row, Scene

Window = Conv | DepthwiseConv | Pool | SeparableConv
Stretches = tuple[tuple[int, int], ...]
_MOST_DRAWN = 200
_MOST_STRETCHES = 2000
_MOST_ROWS = 24
AXES = (("length",), ("height", "width"), ("depth", "height", "width"))


@dataclass(frozen=True, slots=True)
class _Level:
    """What is seen of one layer's input: how many positions from the first to the last, and which stretches of them."""

    extent: int
    seen: Stretches
    """Empty where there are too many to follow; then it is not known whether there are gaps."""

    @property
    def has_gaps(self) -> bool:
        """Whether some positions in between are known not to be seen."""
        return bool(self.seen) and sum(length for _, length in self.seen) < self.extent

    @property
    def drawn(self) -> Stretches:
        """What can be drawn of it: all of it as one where there are too many stretches."""
        return self.seen if 0 < len(self.seen) <= _MOST_DRAWN else ((0, self.extent),)


def windows_of(layers: tuple[Layer, ...]) -> tuple[Window, ...] | None:
    """The layers with windows, or None where one of the others looks further or the ranks differ."""
    windows = tuple([layer for layer in layers if isinstance(layer, Window)])
    others = [layer for layer in layers if not isinstance(layer, Window | Activation | BatchNorm)]
    if others or len({layer.rank for layer in windows}) != 1:
        return None
    return windows


def widest_axis(windows: tuple[Window, ...]) -> int:
    """The axis along which most layers have more than one position; of equal ones the last, the width."""
    rank = windows[0].rank
    return max(range(rank), key=lambda axis: (sum(layer.kernel_size[axis] > 1 for layer in windows), axis))


def stack_scene(windows: tuple[Window, ...], axis: int) -> Scene:
    """One output position on top, below it what each layer sees of the one before, at the bottom the input."""
    levels = _levels(windows, axis)
    steps = _steps(windows, axis)
    offsets = _offsets(windows, axis)
    name = AXES[windows[0].rank - 1][axis]
    rows = [
        Row(
            title="output" if place == len(windows) else "input" if place == 0 else f"after layer {place}",
            size=level.extent,
            seen=level.drawn,
            text=many(level.extent, "position"),
            via=f"{place + 1}. {_named(windows[place], axis)}" if place < len(windows) else "",
            step=steps[place],
            first=offsets[place],
        )
        for place, level in enumerate(levels)
    ]
    rows.reverse()
    field = levels[0].extent
    strided = any(layer.stride[axis] > 1 for layer in windows)
    gaps = _gaps(windows, levels, axis)
    elided = any(len(level.seen) > _MOST_DRAWN or not level.seen for level in levels)
    spread = any(layer.dilation[axis] > 1 and layer.kernel_size[axis] > 1 for layer in windows)
    apart = "its dilation and all strides before it say" if spread else "all strides before it say"
    return Scene(
        title=f"receptive field along the {name}",
        caption=f"One output position (top) sees {many(field, 'position')} of the input along the {name}. "
        "Each row below shows what is seen of that layer's input."
        + (" Strides set positions further apart." if strided else "")
        + (f" {gaps[0].upper()}{gaps[1:]} leave gaps in between." if gaps else "")
        + (" Rows with very many gaps are drawn without them." if elided else ""),
        rows=_elided(rows),
        legend=(
            Entry(Part.KERNEL, "seen from the one output position"),
            *((Entry(Part.TAP, _SKIPPED[gaps]),) if any(row.seen != ((0, row.size),) for row in rows) else ()),
            Entry(Part.CELL, "the one output position"),
        ),
        forgotten=(
            Entry(Part.KERNEL, f"each layer adds (kernel - 1) positions, as far apart as {apart}"),
            *((Entry(Part.TAP, _SPREAD[gaps]),) if gaps else ()),
            *((Entry(Part.STRIDE, "a stride spreads out what all later layers see of the input"),) if strided else ()),
            Entry(Part.CELL, "begin with the one output position, not with none"),
        ),
    )  # fmt: skip


_DILATED, _STRIDED = "dilated kernels", "strides longer than their kernel"
_BOTH = f"{_DILATED} and {_STRIDED}"
_SKIPPED = {
    _DILATED: "gaps: skipped by a dilated kernel",
    _STRIDED: "gaps: skipped by a long stride",
    _BOTH: "gaps: skipped by dilation or a long stride",
}
_SPREAD = {
    _DILATED: "dilation spreads the taps: the window grows, holes included",
    _STRIDED: "a stride longer than its kernel skips positions; they count, as they lie in between",
    _BOTH: "dilated kernels and long strides skip positions; they count, as they lie in between",
}


def _gaps(windows: tuple[Window, ...], levels: list[_Level], axis: int) -> str:
    """What leaves the gaps that there are: nothing, dilation, strides, or both.

    Were the holes of all kernels filled, those that strides leave would remain.
    """
    filled = _levels(windows, axis, filled=True)
    strides = any(level.has_gaps for level in filled)
    dilation = any(level.seen != solid.seen and level.has_gaps for level, solid in zip(levels, filled, strict=True))
    return _BOTH if strides and dilation else _DILATED if dilation else _STRIDED if strides else ""


def _elided(rows: list[Row]) -> tuple[Row, ...]:
    """Without the middle of a very deep stack, where a row says so."""
    if len(rows) <= _MOST_ROWS:
        return tuple(rows)
    half = _MOST_ROWS // 2
    return (*rows[:half], Row(f"… {len(rows) - 2 * half} more layers", 0), *rows[-half:])


def _named(layer: Window, axis: int) -> str:
    kind = "pool" if isinstance(layer, Pool) else "conv"
    stride = f", stride {layer.stride[axis]}" if layer.stride[axis] > 1 else ""
    dilation = f", dilation {layer.dilation[axis]}" if layer.dilation[axis] > 1 else ""
    return f"{kind} {layer.kernel_size[axis]}{stride}{dilation}"


def _levels(windows: tuple[Window, ...], axis: int, *, filled: bool = False) -> list[_Level]:
    """From the input (first) to the one output position (last); with a tap in every hole of a kernel if `filled`."""
    level = _Level(1, ((0, 1),))
    levels = [level]
    for layer in reversed(windows):
        kernel, stride, dilation = layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
        window = dilation * (kernel - 1) + 1
        if filled:
            kernel, dilation = window, 1
        level = _Level((level.extent - 1) * stride + window, _below(level.seen, kernel, stride, dilation))
        levels.append(level)
    return levels[::-1]


def _below(seen: Stretches, kernel: int, stride: int, dilation: int) -> Stretches:
    """The stretches of the layer's input that the seen positions read; none where there are too many to follow."""
    read: list[tuple[int, int]] = []
    for start, length in seen:
        if dilation == 1 and kernel >= stride:
            read.append((start * stride, (length - 1) * stride + kernel))
        elif stride == 1:
            read += [(start + tap * dilation, length) for tap in range(kernel)]
        elif len(read) + length * (1 if dilation == 1 else kernel) > _MOST_STRETCHES:
            return ()
        elif dilation == 1:
            read += [(position * stride, kernel) for position in range(start, start + length)]
        else:
            positions = range(start * stride, (start + length) * stride, stride)
            read += [(position + tap * dilation, 1) for position in positions for tap in range(kernel)]
    merged = _merged(sorted(read))
    return merged if len(merged) <= _MOST_STRETCHES else ()


def _merged(stretches: list[tuple[int, int]]) -> Stretches:
    """Stretches in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, length in stretches:
        if merged and start <= merged[-1][0] + merged[-1][1]:
            before, covered = merged[-1]
            merged[-1] = (before, max(covered, start + length - before))
        else:
            merged.append((start, length))
    return tuple(merged)


def _steps(windows: tuple[Window, ...], axis: int) -> list[int]:
    steps = [1]
    for layer in windows:
        steps.append(steps[-1] * layer.stride[axis])
    return steps


def _offsets(windows: tuple[Window, ...], axis: int) -> list[int]:
    """Twice the place, over the input, of each level's first position: the middle of its window."""
    offsets, step = [0], 1
    for layer in windows:
        offsets.append(offsets[-1] + layer.dilation[axis] * (layer.kernel_size[axis] - 1) * step)
        step *= layer.stride[axis]
    return offsets
