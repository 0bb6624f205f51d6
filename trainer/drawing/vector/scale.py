"""How many units of the picture one position takes: one scale for all spatial axes, others for channels."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from questions.picture.scene import Axis, Scene, Triple, Volume

OWN_SIZES = "Each volume is drawn at a scale of its own, as their sizes differ so much."
OWN_CHANNELS = "The numbers of channels are not to scale between the volumes."
THICKER = "A side that would be too thin to see is drawn thicker."

Lengths = tuple[float, float, float]
"""Across, down and into the page."""

_FORESHORTENED = 0.55
_LARGEST_POSITION = 26.0
_LARGEST_CHANNEL = 16.0
_LEAST_SHARE = 0.09
_THINNEST = 8.0
_OPEN_SHARE = 0.4
_NOT_TOLD = 0.6
_SPATIAL = frozenset("LHWD")


@dataclass(frozen=True, slots=True)
class Room:
    """The largest a volume may become: its front face, and its length into the page along the slanted edge."""

    across: float
    down: float
    into: float

    @property
    def lengths(self) -> Lengths:
        """The three of them."""
        return (self.across, self.down, self.into)


def room_for(volumes: int, width: float, smaller: float = 1) -> Room:
    """The more volumes share the width, the smaller each is; `smaller` is a factor on top of that."""
    share = (width - 60) / max(2, min(volumes, 5))
    across = min(230.0, max(60.0, share * 0.5)) * smaller
    return Room(across, across * 0.92, across * 0.5)


def is_spatial(axis: Axis) -> bool:
    """Whether the axis is one that a kernel moves along: L, H, W or D, also with an index (`H_in`)."""
    return axis.name[:1] in _SPATIAL and axis.name[1:2] in ("", "_")


def extent(volume: Volume) -> tuple[Triple, Triple]:
    """The lowest and the highest position of the volume and what lies around it, on each axis."""
    low, high = [0, 0, 0], list(volume.size)
    for block in volume.blocks:
        for axis in range(2 if block.open else 3):
            low[axis] = min(low[axis], block.start[axis])
            high[axis] = max(high[axis], block.start[axis] + block.size[axis])
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def scales(scene: Scene, room: Room) -> tuple[list[Lengths], list[str]]:
    """Units per position on the three axes of each volume, and what has to be said about it."""
    notes: list[str] = []
    spatial, differ = _spatial(scene.volumes, room)
    if differ:
        notes.append(OWN_SIZES)
    made = [[0.0, 0.0, 0.0] for _ in scene.volumes]
    for place, limit in enumerate(room.lengths):
        others, differ = _others(scene.volumes, place, limit * (0.6 if place == 1 else 1))
        if differ:
            notes.append(OWN_CHANNELS)
        for lengths, volume, by_space, by_itself in zip(made, scene.volumes, spatial, others, strict=True):
            axis = _axes(volume)[place]
            shortened = _FORESHORTENED if place == 2 else 1
            lengths[place] = by_space * shortened if is_spatial(axis) else by_itself
            if not axis.name and axis.size == 1:
                lengths[place] = 0 if place == 2 else _LARGEST_CHANNEL
            elif volume.open:
                lengths[place] = limit * _OPEN_SHARE / axis.size
            elif lengths[place] * axis.size < _THINNEST:
                lengths[place] = _THINNEST / axis.size
                notes.append(THICKER)
    _schematic(scene.volumes, made)
    return [(across, down, into) for across, down, into in made], list(dict.fromkeys(notes))


def _schematic(volumes: tuple[Volume, ...], made: list[list[float]]) -> None:
    """What has no told size is never drawn larger than the smallest volume that has one."""
    told = [place for place, volume in enumerate(volumes) if not volume.open]
    for place, volume in enumerate(volumes):
        for axis in range(3) if volume.open and told else ():
            most = min(made[each][axis] * volumes[each].size[axis] for each in told)
            made[place][axis] = min(made[place][axis], most * _NOT_TOLD / volume.size[axis])


def _axes(volume: Volume) -> tuple[Axis, Axis, Axis]:
    return (volume.across, volume.down, volume.into)


def _spatial(volumes: tuple[Volume, ...], room: Room) -> tuple[list[float], bool]:
    """One scale for all; where the smallest volume would become a speck, each its own, in the same order of sizes."""
    shares = []
    for volume in volumes:
        low, high = extent(volume)
        shortened = (1, 1, _FORESHORTENED)
        shares.append(
            max(
                (
                    (high[i] - low[i]) * shortened[i] / limit
                    for i, limit in enumerate(room.lengths)
                    if is_spatial(_axes(volume)[i]) and not volume.open
                ),
                default=0.0,
            )
        )
    fitted, differ = _fitted(shares)
    return [min(scale, _LARGEST_POSITION) for scale in fitted], differ


def _others(volumes: tuple[Volume, ...], place: int, limit: float) -> tuple[list[float], bool]:
    shares = []
    for volume in volumes:
        axis = _axes(volume)[place]
        counted = axis.name and not is_spatial(axis) and not volume.open
        shares.append(axis.size / limit if counted else 0.0)
    fitted, differ = _fitted(shares)
    return [min(scale, _LARGEST_CHANNEL) for scale in fitted], differ


def _fitted(shares: list[float]) -> tuple[list[float], bool]:
    """Scales for volumes that take these shares of the room at scale 1, and whether they are not all the same."""
    known = [share for share in shares if share]
    if not known:
        return [_LARGEST_CHANNEL] * len(shares), False
    most, least = max(known), min(known)
    if least / most >= _LEAST_SHARE:
        return [1 / most] * len(shares), False
    if least >= 1 / _LARGEST_CHANNEL and most * _LARGEST_CHANNEL <= 1:
        return [_LARGEST_CHANNEL] * len(shares), False
    made = []
    for share in shares:
        part = 1 + (1 - _LEAST_SHARE) * log((share or most) / most) / log(most / least)
        made.append(part / (share or most))
    return made, True
