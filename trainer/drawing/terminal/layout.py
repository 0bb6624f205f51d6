"""Volumes beside or below one another with the arrows between them, as large as they fit."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Entry, Move, Part, Scene, Stage, Volume
from trainer.drawing.terminal.box import Piece, Room, draw_volume, room_for
from trainer.drawing.terminal.canvas import Canvas, text_width
from trainer.drawing.terminal.fitting import LARGEST_FLAT_SCALE, LARGEST_SCALE, Fit, extent, fit, is_flat
from trainer.drawing.terminal.signs import SIGNS, Ink
from trainer.drawing.terminal.wrapping import wrapped

_LINES = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)
_NARROW = 56
_NARROW_LINES = 9
_SHRINK = 0.9
_LEAST_SCALE = 0.001
_WORTH = 0.4
"""Beside one another is taken unless it makes the volumes smaller than this share of what they are below."""
_GRID_SCALE = 2
_FLAT_COLUMNS = 24
_GAP = 1
_ARROW = (10, 22)
"""Columns of the arrow between two volumes, at least and at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything goes, before it is drawn."""

    fits: tuple[Fit, ...]
    rooms: tuple[Room, ...]
    scale: float
    beside: bool
    arrow: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """The drawn volumes, and what is to be said of how they are drawn."""

    canvas: Canvas
    remarks: tuple[str, ...]
    unshown: tuple[Move, ...]
    signs: dict[Part, str]


def plan_for(scene: Scene, width: int, height: int | None) -> Plan | None:
    """The arrangement that shows most within so many columns and rows; None if nothing fits."""
    usual = _NARROW_LINES if width < _NARROW else _LINES[0]
    for lines in _LINES:
        if lines > usual:
            continue
        plans = [plan for plan in (_plan(scene, width, height, lines, beside) for beside in (True, False)) if plan]
        if len(plans) == 2:
            beside, below = plans
            tells_less = beside.scale < _GRID_SCALE <= below.scale
            return below if tells_less or beside.scale < below.scale * _WORTH else beside
        if plans:
            return plans[0]
    return None


def _plan(scene: Scene, width: int, height: int | None, lines: int, beside: bool) -> Plan | None:
    volumes = scene.volumes
    if not beside and len(volumes) == 1:
        return None
    arrow = max(_ARROW[0], min(_ARROW[1], width // 7)) if beside and len(volumes) > 1 else 0
    flat = all(map(is_flat, volumes))
    scale = _first_scale(volumes, width, lines)
    while scale > _LEAST_SCALE:
        fits = tuple(fit(volume, _own_scale(volume, scale, flat=flat), lines) for volume in volumes)
        rooms = tuple(room_for(sized) for sized in fits)
        if beside:
            needed = sum(room.width for room in rooms) + (arrow + 2 * _GAP) * (len(volumes) - 1)
        else:
            needed = max(room.left for room in rooms) + max(room.width - room.left for room in rooms)
        if needed <= width:
            rows = _rows_beside(scene, fits, rooms, arrow) if beside else _rows_below(scene, rooms, width)
            if height is not None and rows > height:
                return None
            return Plan(fits, rooms, scale, beside, arrow, needed, rows)
        if all(sized.across.cells <= 2 or sized.volume.open for sized in fits):
            return None
        scale = _smaller(scale, flat=flat)
    return None


def _first_scale(volumes: tuple[Volume, ...], width: int, lines: int) -> float:
    flat = all(map(is_flat, volumes))
    scale = LARGEST_FLAT_SCALE if flat else LARGEST_SCALE
    for volume in volumes:
        if volume.open or (is_flat(volume) and not flat):
            continue
        across, down, _ = extent(volume)
        scale = min(scale, width / across[1])
        if not is_flat(volume):
            scale = min(scale, 2 * lines / down[1])
    return _snapped(scale, flat=flat)


def _own_scale(volume: Volume, scale: float, *, flat: bool) -> float:
    """What is flat beside boxes (a table of numbers) is not compared with them: it gets some columns of its own."""
    if flat or not is_flat(volume):
        return scale
    return _snapped(min(LARGEST_FLAT_SCALE, _FLAT_COLUMNS * min(1.0, scale) / max(1, volume.across.size)), flat=True)


def _snapped(scale: float, *, flat: bool) -> float:
    """Positions of at least two columns have a whole number of columns and of rows, flat ones of one."""
    least = 1 if flat else 2
    return float(int(scale) // least * least) if scale >= least else scale


def _smaller(scale: float, *, flat: bool) -> float:
    least = 1 if flat else 2
    return scale - least if scale > least else scale * _SHRINK


def _rows_beside(scene: Scene, fits: tuple[Fit, ...], rooms: tuple[Room, ...], arrow: int) -> int:
    return max([room.height for room in rooms] + [len(_stage_lines(stage, arrow)) + 1 for stage in scene.stages])


def _rows_below(scene: Scene, rooms: tuple[Room, ...], width: int) -> int:
    return sum(room.height for room in rooms) + sum(len(_stage_lines(stage, width - 4)) or 1 for stage in scene.stages)


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
    draw = _draw_beside if plan.beside else _draw_below
    remarks = tuple(dict.fromkeys(remark for piece in pieces for remark in piece.remarks))
    unshown = tuple(move for piece in pieces for move in piece.unshown)
    signs = {part: sign for piece in pieces for part, sign in piece.signs.items()}
    return Arranged(draw(scene, plan, pieces, width, highlight), remarks, unshown, signs)


def _moves_at(scene: Scene, stage: int) -> int:
    """Which of the two volumes of a stage has the kernel."""
    later = stage + 1
    if later < len(scene.volumes) and not scene.volumes[stage].blocks_of(Part.KERNEL):
        return later if scene.volumes[later].blocks_of(Part.KERNEL) else stage
    return stage


def _draw_beside(scene: Scene, plan: Plan, pieces: list[Piece], width: int, highlight: Part | None) -> Canvas:
    sheet = Canvas(highlight)
    stages = [_stage_lines(stage, plan.arrow) for stage in scene.stages]
    level = max([piece.middle for piece in pieces] + [sum(above for _, _, above in lines) for lines in stages])
    column = 0
    for number, (piece, room) in enumerate(zip(pieces, plan.rooms, strict=True)):
        sheet.paste(piece.canvas, level - piece.middle, column + room.left)
        column += room.width + _GAP
        if number < len(stages):
            _arrow_across(sheet, stages[number], level, column, plan.arrow)
            column += plan.arrow + _GAP
    return sheet


def _arrow_across(sheet: Canvas, lines: list[tuple[str, Part, bool]], level: int, column: int, length: int) -> None:
    above = [line for line in lines if line[2]]
    below = [line for line in lines if not line[2]]
    sheet.put(level, column, "─" * (length - 1) + "→", Ink.ARROW)
    for first, block in ((level - len(above), above), (level + 1, below)):
        _put_lines(sheet, first, column, block)


def _draw_below(scene: Scene, plan: Plan, pieces: list[Piece], width: int, highlight: Part | None) -> Canvas:
    sheet = Canvas(highlight)
    left = max(room.left for room in plan.rooms)
    row = 0
    for number, piece in enumerate(pieces):
        sheet.paste(piece.canvas, row, left)
        row += plan.rooms[number].height
        if number < len(scene.stages):
            lines = _stage_lines(scene.stages[number], width - 4)
            sheet.put(row, 1, "↓", Ink.ARROW)
            _put_lines(sheet, row, 4, lines)
            row += len(lines) or 1
    return sheet


def _stage_lines(stage: Stage, width: int) -> list[tuple[str, Part, bool]]:
    """The lines of a stage: text, the part it is about, and whether it belongs above the arrow."""
    lines = [(line, Part.FILTERS, True) for line in wrapped(stage.text, width)]
    for note in stage.notes:
        lines += [(line, note.part, False) for line in wrapped(_noted(note), width)]
    return lines


def _noted(note: Entry) -> str:
    sign = SIGNS[note.part]
    return note.text if note.text.startswith(sign) or note.part is not Part.BIAS else f"{sign} {note.text}"


def _put_lines(sheet: Canvas, row: int, column: int, lines: list[tuple[str, Part, bool]]) -> None:
    ends = {part: number for number, (_, part, _) in enumerate(lines)}
    for number, (line, part, _) in enumerate(lines):
        sheet.put(row + number, column, line, part)
        if ends[part] == number:
            sheet.mark(part, row + number, column + text_width(line) + 1)
