"""Where the kernel and its taps lie in the cells of a box: true to scale, or enlarged so that its holes are seen."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Block, Part
from trainer.drawing.terminal.faces import Stretch
from trainer.drawing.terminal.fitting import Fit, Ruler

_LARGEST_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class _Span:
    """One axis of a kernel in cells: where it lies, and where its taps lie by their first position."""

    cells: Stretch
    taps: dict[int, Stretch]
    enlarged: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The cells of a kernel and of its taps; whether it is drawn larger, or only deeper, and whether its holes show."""

    columns: Stretch
    lines: Stretch
    steps: Stretch
    enlarged: bool
    deepened: bool
    has_holes: bool
    taps: tuple[dict[int, Stretch], ...] = ()

    def tap(self, tap: Block) -> tuple[Stretch, Stretch, Stretch]:
        """The cells of one tap."""
        across, down, into = self.taps
        return across[tap.start[0]], down[tap.start[1]], into[tap.start[2]]


def window(sized: Fit, kernel: Block) -> Window:
    """The cells of a kernel in a fitted volume."""
    rulers = (sized.across, sized.down, sized.into or Ruler(0, 1, 1))
    sizes = tuple(max(1, size) for size in kernel.size)
    columns, lines, steps = (
        ruler.stretch(start, size) for ruler, start, size in zip(rulers, kernel.start, sizes, strict=True)
    )
    if kernel.open and not sized.into:
        lines = (lines[0], lines[0] + 1)
    channels = 2 if sized.into else 1  # or the depth of a volume, or the second axis of what is flat
    enlarged = any(rulers[axis].enlarges(sizes[axis]) for axis in range(channels))
    deepened = not kernel.open and rulers[channels].enlarges(sizes[channels])
    taps = sized.volume.blocks_of(Part.TAP)
    if not taps:
        return Window(columns, lines, steps, enlarged, deepened, has_holes=False)
    natural = (columns, lines, steps)
    spans = [
        _span(rulers[axis], natural[axis], [(tap.start[axis], tap.size[axis]) for tap in taps]) for axis in range(3)
    ]
    if spans[0] is None or spans[1] is None:
        return Window(columns, lines, steps, enlarged, deepened, has_holes=False)
    into = spans[2] or _Span(steps, {tap.start[2]: steps for tap in taps}, enlarged=False)
    across, down = spans[0], spans[1]
    enlarged = enlarged or across.enlarged or down.enlarged
    places = (across.taps, down.taps, into.taps)
    return Window(across.cells, down.cells, into.cells, enlarged, deepened, has_holes=True, taps=places)


def _span(ruler: Ruler, natural: Stretch, taps: list[tuple[int, int]]) -> _Span | None:
    """The taps along one axis with at least one cell between two that have a hole between them; None without room."""
    starts = sorted({start for start, _ in taps})
    size = max(size for _, size in taps)
    pitch = starts[1] - starts[0] if len(starts) > 1 else size
    if pitch <= size:
        places = {
            start: _within(natural, (start - starts[0]) * ruler.per_position, size * ruler.per_position)
            for start in starts
        }
        return _Span(natural, places, enlarged=False)
    length = max(1, round(size * ruler.per_position))
    apart = max(length + 1, round(pitch * ruler.per_position))
    whole = apart * (len(starts) - 1) + length
    true = (starts[-1] + size - starts[0]) * ruler.per_position
    if whole > ruler.cells or (whole > true + 1 and whole > ruler.cells * _LARGEST_SHARE):
        return None
    first = min(natural[0], ruler.cells - whole)
    places = {start: (first + apart * number, first + apart * number + length) for number, start in enumerate(starts)}
    return _Span((first, first + whole), places, enlarged=whole > true + 1)


def _within(stretch: Stretch, offset: float, length: float) -> Stretch:
    cells = min(max(1, round(length)), stretch[1] - stretch[0])
    first = max(stretch[0], min(stretch[0] + round(offset), stretch[1] - cells))
    return first, first + cells
