"""A value that is typed for a control: taken if it can be read and is possible, explained if not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from questions.layers.specs import Shape
from questions.layers.terms import FRAMEWORK_TITLES, FRAMEWORKS
from trainer.lab.controls import AXIS_NAMES, BY_AXIS, Control, numbers, shown, with_numbers
from trainer.lab.settings import Kind, LabSettings, trouble, with_kind, with_rank
from trainer.lab.turning import TRIES, Turned, adjusted, bounds, candidates

_BOOLEANS = {
    **dict.fromkeys(("yes", "y", "true", "on", "1"), True),
    **dict.fromkeys(("no", "n", "false", "off", "0"), False),
}


def take(settings: LabSettings, control: Control, text: str, axis: int | None = None) -> Turned:
    """The value that was typed, if it can be read and is possible."""
    candidate = _read(settings, control, text.strip().lower(), axis)
    if isinstance(candidate, str):
        return Turned(settings, candidate)
    reason = trouble(candidate)
    if not reason:
        return Turned(candidate, adjusted(settings, candidate, control))
    return Turned(settings, f"{reason}{_possible(settings, candidate, control, axis)}")


def _read(settings: LabSettings, control: Control, text: str, axis: int | None) -> LabSettings | str:
    """The settings with the typed value, or what was expected instead."""
    match control:
        case Control.KIND:
            kinds = [kind for kind in Kind if text and kind.value.startswith(text)]
            return with_kind(settings, kinds[0]) if kinds else "kind is one of: " + ", ".join(Kind) + "."
        case Control.BIAS:
            if text in _BOOLEANS:
                return replace(settings, bias=_BOOLEANS[text])
            return "bias is yes or no."
        case Control.FRAMEWORK:
            found = [name for name in FRAMEWORKS if text and name.startswith(text)]
            titles = ", ".join(FRAMEWORK_TITLES.values())
            return replace(settings, framework=found[0]) if found else f"framework is one of: {titles}."
    word = _word(settings, control, text)
    if word is not None:
        return word
    values = _integers(text)
    least, most = bounds(control)
    if values is None or (len(values) > 1 and len(values) != _entries(settings, control, axis)):
        return _expected(settings, control, axis)
    if not all(least <= value <= most for value in values):
        return f"{control} must be from {least} to {most:,}."
    if control is Control.RANK:
        return with_rank(settings, values[0])
    if control not in BY_AXIS:
        return with_numbers(settings, control, values)
    return with_numbers(settings, control, _on_axes(settings, control, values, axis))


def _word(settings: LabSettings, control: Control, text: str) -> LabSettings | str | None:
    """The settings with a padding typed as a word, or why not; None where no word was typed."""
    if control is Control.PADDING and text and text.isalpha():
        word = next((word for word in ("valid", "same", "causal") if word.startswith(text)), None)
        if word == "valid" and settings.kind is not Kind.TRANSPOSED:
            return with_numbers(settings, control, (0,) * settings.rank)
        return with_numbers(settings, control, word) if word else _expected(settings, control, None)
    if (
        control is Control.OUTPUT_PADDING
        and text
        and any(words.startswith(text) for words in ("by rule", "by the rule"))
    ):
        if isinstance(settings.padding, str):
            return with_numbers(settings, control, None)
        return "Beside a padding in numbers the output padding is a number, too."
    return None


def _on_axes(settings: LabSettings, control: Control, values: Shape, axis: int | None) -> Shape:
    if len(values) > 1:
        return values
    before = numbers(settings, control)
    if axis is None or before is None:
        return values * settings.rank
    return tuple([values[0] if index == axis else value for index, value in enumerate(before)])


def _entries(settings: LabSettings, control: Control, axis: int | None) -> int:
    return settings.rank if control in BY_AXIS and axis is None else 1


def _integers(text: str) -> Shape | None:
    parts = [part for part in re.split(r"[x×*, ]+", text.strip("()[] ")) if part]
    if not parts or len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        return None
    return tuple([int(part) for part in parts])


def _expected(settings: LabSettings, control: Control, axis: int | None) -> str:
    words = " or 'same'" + (" or 'causal'" if settings.rank == 1 else "") if control is Control.PADDING else ""
    if _entries(settings, control, axis) == 1:
        return f"{control} takes a whole number{words}."
    example = "x".join(("3", "5", "7")[: settings.rank])
    axes = " x ".join(AXIS_NAMES[settings.rank])
    return f"{control} takes a whole number for all axes, one for each such as {example} ({axes}){words}."


def _possible(settings: LabSettings, refused: LabSettings, control: Control, axis: int | None) -> str:
    """The possible values next to one that is refused."""
    near = []
    for direction in (-1, 1):
        tried = islice(candidates(refused, control, direction, axis), TRIES)
        near += [shown(found, control) for found in tried if not trouble(found)][:1]
    near = [value for value in dict.fromkeys(near) if value != shown(settings, control)]
    return f" Next possible: {' or '.join(near)}." if near else ""
