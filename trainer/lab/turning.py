"""Turning a control to the next value that is possible. What is not possible is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import gcd

from questions.layers.specs import Padding
from questions.layers.terms import FRAMEWORKS
from trainer.lab.controls import AXIS_NAMES, BY_AXIS, Control, numbers, shown, with_numbers
from trainer.lab.settings import Kind, LabSettings, trouble, with_kind, with_rank

TRIES = 64
"""How many values a step looks at before it gives up."""

_LEAST: dict[Control, int] = {Control.PADDING: 0, Control.OUTPUT_PADDING: 0}
_MOST: dict[Control, int] = {
    Control.RANK: 3,
    Control.LAYERS: 20,
    Control.FILTERS: 65_536,
    Control.IN_CHANNELS: 65_536,
    Control.GROUPS: 65_536,
    Control.BATCH: 65_536,
}
_MOST_OTHERWISE = 9_999
_GROUPED = (Kind.CONVOLUTION, Kind.TRANSPOSED)


@dataclass(frozen=True, slots=True)
class Turned:
    """What turning a control came to: the settings, changed or as they were, and what there is to say about it."""

    settings: LabSettings
    note: str = ""


def step(settings: LabSettings, control: Control, direction: int, axis: int | None = None) -> Turned:
    """The next possible value up (1) or down (-1), on one axis or on all; the settings as they are if there is none."""
    refused = first = ""
    for candidate in islice(candidates(settings, control, direction, axis), TRIES):
        reason = trouble(candidate)
        if not reason:
            left_out = f"{control} {first} is left out. {refused}"
            return Turned(candidate, left_out if refused else adjusted(settings, candidate, control))
        if not refused:
            refused, first = reason, shown(candidate, control)
    if refused:
        return Turned(settings, f"{control} {first} is not possible. {refused}")
    return Turned(settings, _end(settings, control, direction, axis))


def candidates(settings: LabSettings, control: Control, direction: int, axis: int | None) -> Iterator[LabSettings]:
    """The next values in a direction, possible or not."""
    match control:
        case Control.KIND:
            kinds = tuple(Kind)
            yield with_kind(settings, kinds[(kinds.index(settings.kind) + direction) % len(kinds)])
        case Control.BIAS:
            yield replace(settings, bias=not settings.bias)
        case Control.FRAMEWORK:
            place = (FRAMEWORKS.index(settings.framework) + direction) % len(FRAMEWORKS)
            yield replace(settings, framework=FRAMEWORKS[place])
        case Control.RANK:
            if 1 <= settings.rank + direction <= _MOST[Control.RANK]:
                yield with_rank(settings, settings.rank + direction)
        case Control.GROUPS:
            both = gcd(settings.in_channels, settings.out_channels)
            values = range(settings.groups + direction, both + 1 if direction > 0 else 0, direction)
            yield from (replace(settings, groups=value) for value in values if both % value == 0)
        case _:
            yield from _counted(settings, control, direction, axis)


def _counted(settings: LabSettings, control: Control, direction: int, axis: int | None) -> Iterator[LabSettings]:
    """Values of a control that holds numbers, one after the other; words stand below 0."""
    words = _words(settings, control)
    values = numbers(settings, control)
    least, most = bounds(control)
    if values is None:
        word = settings.padding if control is Control.PADDING else settings.output_padding
        place = words.index(word) if word in words else len(words)
        yield from (with_numbers(settings, control, other) for other in _beyond(words, place, direction))
        if direction < 0:
            return
        # From a word all axes go to numbers together.
        values, axis = (least - 1,) * settings.rank, None
    elif control is Control.BATCH:
        while (values := (_power(values[0], direction),))[0] <= most and values[0] >= least:
            yield with_numbers(settings, control, values)
        return
    while True:
        values = tuple(
            [value + direction if axis is None or index == axis else value for index, value in enumerate(values)]
        )
        if max(values) > most and direction > 0:
            return
        if min(values) < least:
            break
        yield with_numbers(settings, control, values)
    if axis is None:
        yield from (with_numbers(settings, control, word) for word in reversed(words))


def _beyond(words: tuple[Padding | None, ...], place: int, direction: int) -> tuple[Padding | None, ...]:
    return words[place + 1 :] if direction > 0 else tuple(reversed(words[:place]))


def _words(settings: LabSettings, control: Control) -> tuple[Padding | None, ...]:
    """The words below 0, the nearest last."""
    if control is Control.OUTPUT_PADDING:
        return (None,) if isinstance(settings.padding, str) else ()
    if control is not Control.PADDING:
        return ()
    if settings.kind is Kind.TRANSPOSED:
        return ("valid", "same")
    return ("causal", "same") if settings.rank == 1 else ("same",)


def _power(value: int, direction: int) -> int:
    """The next power of two."""
    if direction > 0:
        return 1 << value.bit_length()
    return 1 << ((value - 1).bit_length() - 1) if value > 1 else 0


def bounds(control: Control) -> tuple[int, int]:
    """The least and the largest number that a control takes."""
    return _LEAST.get(control, 1), _MOST.get(control, _MOST_OTHERWISE)


def adjusted(before: LabSettings, after: LabSettings, control: Control) -> str:
    """What else had to change, if anything: nothing changes in silence."""
    if control not in (Control.KIND, Control.RANK, Control.PADDING):
        return ""
    told = []
    if before.groups != after.groups:
        told.append(f"groups is back to {after.groups}, as it did not divide the channels")
    if control is not Control.PADDING and before.padding == "causal" != after.padding:
        reason = (
            "transposed convolutions have no causal padding" if control is Control.KIND else "'causal' is for one axis"
        )
        told.append(f"padding is 0, as {reason}")
    if after.kind is Kind.TRANSPOSED and control is not Control.RANK and before.output_padding != after.output_padding:
        told.append(f"output padding is now {shown(after, Control.OUTPUT_PADDING)}")
    return (sentence[0].upper() + sentence[1:] + ".") if (sentence := "; ".join(told)) else ""


def _end(settings: LabSettings, control: Control, direction: int, axis: int | None) -> str:
    """Why there is no further value."""
    if control is Control.GROUPS:
        if settings.groups == 1 and direction < 0:
            return "groups is at least 1: all channels together."
        both = gcd(settings.in_channels, settings.out_channels)
        only = "only 1 does" if both == 1 else f"{both} is the largest that does"
        return f"groups must divide in_channels {settings.in_channels} and filters {settings.out_channels}: {only}."
    if axis is not None and control is Control.PADDING:
        return "padding is at least 0 on an axis; 'same' is for all axes at once."
    if direction > 0:
        return f"{control} goes up to {bounds(control)[1]:,} here."
    values = numbers(settings, control)
    if values is None:
        return f"{control} has nothing below '{shown(settings, control)}'."
    least = bounds(control)[0]
    axes = [at for at, value in enumerate(values) if value == least]
    if axis is None and control in BY_AXIS and len(axes) < settings.rank:
        names = " and ".join([AXIS_NAMES[settings.rank][at] for at in axes])
        return f"{control} does not go below {least}, and along {names} it is {least}."
    return f"{control} does not go below {least}."
