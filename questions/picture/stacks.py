"""The scene of a stack of sliding layers: from one output position down to the input positions that it sees."""

from __future__ import annotations

from dataclasses import dataclass

from questions.layers.specs import Activation, BatchNorm, Conv, DepthwiseConv, Layer, Pool, SeparableConv
from questions.picture.numbers import many
from questions.picture.scene import Entry, Part, Row, Scene

Window = Conv | DepthwiseConv | Pool | SeparableConv
_MOST_STRETCHES = 200
_MOST_ROWS = 24
AXES = (("length",), ("height", "width"), ("depth", "height", "width"))


@dataclass(frozen=True, slots=True)
class _Level:
    """What is seen of one layer's input: how many positions, which stretches, and how it lies over the next one."""

    extent: int
    seen: tuple[tuple[int, int], ...]


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
            seen=level.seen,
            text=many(level.extent, "position"),
            via=f"{place + 1}. {_named(windows[place], axis)}" if place < len(windows) else "",
            step=steps[place],
            first=offsets[place],
        )
        for place, level in enumerate(levels)
    ]
    rows.reverse()
    field = levels[0].extent
    holes = any(sum(length for _, length in level.seen) < level.extent for level in levels)
    return Scene(
        title=f"receptive field along the {name}",
        caption=f"One position of the output, at the top, sees {many(field, 'position')} of the input along the {name}. "
        "Each row below shows what is seen of that layer's input."
        + (" Dilated kernels leave gaps in between." if holes else ""),
        rows=tuple(rows if len(rows) <= _MOST_ROWS else [*rows[: _MOST_ROWS // 2], _left_out(len(rows)), *rows[-_MOST_ROWS // 2 :]]),
        legend=(
            Entry(Part.KERNEL, "seen from the one output position"),
            *((Entry(Part.TAP, "gaps: skipped by a dilated kernel"),) if holes else ()),
            Entry(Part.CELL, "the one output position"),
        ),
        forgotten=(
            Entry(Part.KERNEL, "each layer adds (kernel - 1) positions, as far apart as all strides before it say"),
            *((Entry(Part.TAP, "dilation spreads the taps: the window grows, holes included"),) if holes else ()),
            Entry(Part.STRIDE, "a stride spreads out what all later layers see of the input"),
            Entry(Part.CELL, "begin with the one output position, not with none"),
        ),
    )  # fmt: skip


def _left_out(rows: int) -> Row:
    return Row(f"… {rows - _MOST_ROWS} more layers", 0)


def _named(layer: Window, axis: int) -> str:
    kind = "pool" if isinstance(layer, Pool) else "conv"
    stride = f", stride {layer.stride[axis]}" if layer.stride[axis] > 1 else ""
    dilation = f", dilation {layer.dilation[axis]}" if layer.dilation[axis] > 1 else ""
    return f"{kind} {layer.kernel_size[axis]}{stride}{dilation}"


def _levels(windows: tuple[Window, ...], axis: int) -> list[_Level]:
    """From the input (first) to the one output position (last)."""
    level = _Level(1, ((0, 1),))
    levels = [level]
    for layer in reversed(windows):
        kernel, stride, dilation = layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
        window = dilation * (kernel - 1) + 1
        level = _Level((level.extent - 1) * stride + window, _below(level.seen, kernel, stride, dilation))
        levels.append(level)
    return levels[::-1]


def _below(seen: tuple[tuple[int, int], ...], kernel: int, stride: int, dilation: int) -> tuple[tuple[int, int], ...]:
    """The stretches of the layer's input that the seen positions read; as one where there are very many."""
    first, last = seen[0][0], seen[-1][0] + seen[-1][1] - 1
    whole = (first * stride, (last - first) * stride + dilation * (kernel - 1) + 1)
    if sum(length for _, length in seen) * kernel > 50 * _MOST_STRETCHES:
        return (whole,)
    read = sorted(
        {
            position * stride + tap * dilation
            for start, length in seen
            for position in range(start, start + length)
            for tap in range(kernel)
        }
    )
    stretches: list[tuple[int, int]] = []
    for position in read:
        if stretches and position == stretches[-1][0] + stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        else:
            stretches.append((position, 1))
    return tuple(stretches) if len(stretches) <= _MOST_STRETCHES else (whole,)


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
