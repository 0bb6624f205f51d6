"""Volumes beside or below one another with the arrows between them, as large as they fit."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Move, Part, Scene
from trainer.drawing.terminal.box import Piece, Room, draw_volume, room_for
from trainer.drawing.terminal.canvas import Canvas
from trainer.drawing.terminal.fitting import LARGEST_FLAT_SCALE, LARGEST_SCALE, Fit, Measured, fit_all, measured
from trainer.drawing.terminal.signs import Ink
from trainer.drawing.terminal.stages import StageLine, is_sign, put_lines, stage_lines

_LINES = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)
_FEWEST_LINES = 3
"""Of several volumes; in less room one alone says more."""
_NARROW = 56
_NARROW_LINES = 9
_SHRINK = 0.98
_ATTEMPTS = 40
_WORTH = 0.4
"""Beside one another is taken unless it makes the volumes smaller than this share of what they are below."""
_GRID_SCALE = 2
_LEGIBLE = 10
_FLAT_COLUMNS = 24
_STAGE_INDENT = 4
_GAP = 1
_ARROW = (10, 22)
"""Columns of the arrow between two volumes, at least and at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything goes, before it is drawn."""

    fits: tuple[Fit, ...]
    rooms: tuple[Room, ...]
    scale: float
    arrow: int | None
    """Columns of the arrow from one volume to the one beside it; None where they stand below one another."""

    @property
    def columns(self) -> int:
        """Those of the front face with the kernel."""
        with_kernel = [sized for sized in self.fits if sized.volume.blocks_of(Part.KERNEL)] or self.fits
        return with_kernel[0].across.cells


@dataclass(frozen=True, slots=True)
class Arranged:
    """The drawn volumes, and what is to be said of how they are drawn."""

    canvas: Canvas
    remarks: tuple[str, ...]
    unshown: tuple[Move, ...]
    signs: dict[Part, str]
    columns: int = 0
    """Those of the front face with the kernel."""

    def has_sign(self, part: Part) -> bool:
        """Whether a part can be pointed at; an empty sheet stands for one with everything."""
        return not self.canvas.height or part in self.signs or part in self.canvas.parts

    @property
    def legible(self) -> bool:
        """Whether the kernel is as large in its volume as it is, in one that is not tiny."""
        return self.columns >= _LEGIBLE and "kernel" not in self.remarks


def nothing_drawn(highlight: Part | None) -> Arranged:
    """An empty sheet."""
    return Arranged(Canvas(highlight), (), (), {})


def plan_for(scene: Scene, width: int, height: int | None, highlight: Part | None = None) -> Plan | None:
    """The arrangement that shows most within so many columns and rows; None if nothing fits."""
    usual = _NARROW_LINES if width < _NARROW else _LINES[0]
    arrow = max(_ARROW[0], min(_ARROW[1], width // 7)) if len(scene.volumes) > 1 else 0
    ways = [_Way(scene, width, arrow, highlight)] if len(scene.volumes) > 1 or not scene.stages else []
    if scene.stages:
        ways.append(_Way(scene, width, None, highlight))
    first: Plan | None = None
    for lines in _LINES:
        if lines > usual or (lines < _FEWEST_LINES and len(scene.volumes) > 1):
            continue
        if first and 2 * lines * ways[0].widest < _LEGIBLE:
            break
        best = _better([plan for plan in (way.plan(height, lines) for way in ways) if plan])
        if best and (best.columns >= _LEGIBLE or len(ways) == 1):
            return best
        first = first or best  # unless there is one with fewer lines and more columns
    return first


def _better(plans: list[Plan]) -> Plan | None:
    if len(plans) < 2:
        return plans[0] if plans else None
    beside, below = plans
    tells_less = beside.scale < _GRID_SCALE <= below.scale or beside.columns < _LEGIBLE <= below.columns
    return below if tells_less or beside.scale < below.scale * _WORTH else beside


class _Way:
    """One way to arrange a scene: its volumes beside one another, or below (then there is no `arrow`)."""

    def __init__(self, scene: Scene, width: int, arrow: int | None, highlight: Part | None) -> None:
        self.width = width
        self.arrow = arrow
        self.known = [measured(volume) for volume in scene.volumes]
        self.widest = max(known.across[1] / (1 if known.flat else known.down[1]) for known in self.known)
        self.flat = all(known.flat for known in self.known)
        room = width - _STAGE_INDENT if arrow is None else arrow
        self.stages = [stage_lines(stage, room, highlight) for stage in scene.stages]

    def plan(self, height: int | None, lines: int) -> Plan | None:
        """The largest with at most so many lines in a face; None if it is too wide or too high all the same."""
        scale = self._first_scale(lines)
        for _ in range(_ATTEMPTS):
            fits = fit_all(self.known, [self._own_scale(known, scale) for known in self.known], lines)
            rooms = tuple(map(room_for, fits))
            needed, columns = self._needed(fits, rooms)
            if needed <= self.width:
                rows = (_rows_below if self.arrow is None else _rows_beside)(rooms, self.stages)
                if height is not None and rows > height:
                    return None
                return Plan(fits, rooms, scale, self.arrow)
            if columns <= needed - self.width:
                return None
            scale = self._snapped(min(scale * _SHRINK, scale * (columns - (needed - self.width)) / columns))
        return None

    def _needed(self, fits: tuple[Fit, ...], rooms: tuple[Room, ...]) -> tuple[int, int]:
        """The columns it takes, and how many of them are for positions and so become fewer with the scale."""
        columns = [0 if sized.volume.open else sized.across.cells for sized in fits]
        if self.arrow is None:
            most = max(range(len(rooms)), key=lambda place: rooms[place].width - rooms[place].left)
            return max(room.left for room in rooms) + rooms[most].width - rooms[most].left, columns[most]
        between = (self.arrow + 2 * _GAP) * (len(rooms) - 1)
        return sum(room.width for room in rooms) + between, sum(columns)

    def _first_scale(self, lines: int) -> float:
        scale = LARGEST_FLAT_SCALE if self.flat else LARGEST_SCALE
        for known in self.known:
            if known.volume.open or (known.flat and not self.flat):
                continue
            scale = min(scale, self.width / known.across[1])
            if not known.flat:
                scale = min(scale, 2 * lines / known.down[1])
        return self._snapped(scale)

    def _own_scale(self, known: Measured, scale: float) -> float:
        """What is flat beside boxes (a table of numbers) is not compared with them: it gets some columns of its own."""
        if self.flat or not known.flat:
            return scale
        own = min(LARGEST_FLAT_SCALE, _FLAT_COLUMNS * min(1.0, scale) / known.across[1])
        return float(int(own)) if own >= 1 else own

    def _snapped(self, scale: float) -> float:
        """Positions of at least two columns have a whole number of columns and of rows, flat ones of one."""
        least = 1 if self.flat else 2
        return float(int(scale) // least * least) if scale >= least else scale


def _level(rooms: tuple[Room, ...], stages: list[list[StageLine]]) -> int:
    """The row of the arrows, at which the volumes have the middle of their front faces."""
    return max([room.middle for room in rooms] + [sum(line.above for line in lines) for lines in stages])


def _rows_beside(rooms: tuple[Room, ...], stages: list[list[StageLine]]) -> int:
    below = [room.height - room.middle for room in rooms]
    below += [1 + sum(not line.above for line in lines) for lines in stages]
    return _level(rooms, stages) + max(below)


def _rows_below(rooms: tuple[Room, ...], stages: list[list[StageLine]]) -> int:
    return sum(room.height for room in rooms) + sum(len(lines) or 1 for lines in stages)


def arranged(scene: Scene, plan: Plan, width: int, highlight: Part | None) -> Arranged:
    """The volumes drawn as planned."""
    pieces = []
    for number, sized in enumerate(plan.fits):
        moves = tuple(
            move
            for place, stage in enumerate(scene.stages)
            if _moves_at(scene, place) == number
            for move in stage.moves
        )
        pieces.append(draw_volume(sized, moves, highlight))
    if plan.arrow is None:
        canvas = _draw_below(scene, plan.rooms, pieces, width, highlight)
    else:
        canvas = _draw_beside(scene, plan.rooms, pieces, plan.arrow, highlight)
    remarks = tuple(dict.fromkeys(remark for piece in pieces for remark in piece.remarks))
    unshown = tuple(move for piece in pieces for move in piece.unshown)
    signs = {part: sign for piece in pieces for part, sign in piece.signs.items()}
    return Arranged(canvas, remarks, unshown, signs, plan.columns)


def _moves_at(scene: Scene, stage: int) -> int:
    """Which of the two volumes of a stage has the kernel."""
    later = stage + 1
    if later < len(scene.volumes) and not scene.volumes[stage].blocks_of(Part.KERNEL):
        return later if scene.volumes[later].blocks_of(Part.KERNEL) else stage
    return stage


def _draw_beside(
    scene: Scene, rooms: tuple[Room, ...], pieces: list[Piece], arrow: int, highlight: Part | None
) -> Canvas:
    sheet = Canvas(highlight)
    stages = [stage_lines(stage, arrow, highlight) for stage in scene.stages]
    level = _level(rooms, stages)
    column = 0
    for number, (piece, room) in enumerate(zip(pieces, rooms, strict=True)):
        sheet.paste(piece.canvas, level - room.middle, column + room.left)
        column += room.width + _GAP
        if number < len(stages):
            _arrow_across(sheet, stages[number], level, column, arrow)
            column += arrow + _GAP
    return sheet


def _arrow_across(sheet: Canvas, lines: list[StageLine], level: int, column: int, length: int) -> None:
    if is_sign(lines):
        sheet.put(level, column + length // 2, lines[0].text, Ink.ARROW)
        return
    above, below = [line for line in lines if line.above], [line for line in lines if not line.above]
    sheet.put(level, column, "─" * (length - 1) + "→", Ink.ARROW)
    put_lines(sheet, level - len(above), column, above)
    put_lines(sheet, level + 1, column, below)


def _draw_below(
    scene: Scene, rooms: tuple[Room, ...], pieces: list[Piece], width: int, highlight: Part | None
) -> Canvas:
    sheet = Canvas(highlight)
    left = max(room.left for room in rooms)
    row = 0
    for number, piece in enumerate(pieces):
        sheet.paste(piece.canvas, row, left)
        row += rooms[number].height
        if number < len(scene.stages):
            lines = stage_lines(scene.stages[number], width - _STAGE_INDENT, highlight)
            if not is_sign(lines):
                sheet.put(row, 1, "↓", Ink.ARROW)
            put_lines(sheet, row, _STAGE_INDENT, lines)
            row += len(lines) or 1
    return sheet
