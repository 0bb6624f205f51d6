"""The layers of a network as a table: a line each where the terminal is wide enough, otherwise two."""

from __future__ import annotations

import re

from questions.layers.inputs import written
from questions.layers.reading import ReadLayer, ReadNetwork

_GAP = "  "
_LEAST_CALL = 24
_INDENT = 2
_BELOW = "└ "
"""Ties a row of numbers to the layer above it; as wide as the gap in whose place it stands."""

_LIBRARY = re.compile(r"^(?:[a-z_]\w*\.)+(?=[A-Z])")
_TITLES = ("output", "weights", "biases", "parameters", "MACs", "sees")


def table_lines(network: ReadNetwork, width: int) -> list[str]:
    """The table with its head and the totals."""
    rows = [(_layer_text(layer, network.framework), _cells(layer)) for layer in network.layers]
    total = network.parameters
    sums = (
        "",
        f"{total.weights:,}",
        f"{total.biases:,}",
        f"{total.total:,}",
        f"{network.macs:,}" if network.macs is not None else "",
        "",
    )
    # A column that is empty all the way down says nothing.
    shown = [column for column in range(len(_TITLES)) if any(cells[column] for _, cells in rows)]
    widths = [max(len(cells[column]) for cells in (_TITLES, sums, *(c for _, c in rows))) for column in shown]
    longest = max(len(text) for text, _ in rows)
    room = width - sum(widths) - len(_GAP) * len(widths)

    def numbers(cells: tuple[str, ...]) -> str:
        return "".join(f"{_GAP}{cells[column]:>{size}}" for column, size in zip(shown, widths, strict=True))

    if longest <= room or room >= _LEAST_CALL:
        call = min(longest, room)
        lines = [f"{'layer':<{call}}{numbers(_TITLES)}"]
        lines += [f"{_shortened(text, call):<{call}}{numbers(cells)}" for text, cells in rows]
        return [line.rstrip() for line in (*lines, f"{'total':<{call}}{numbers(sums)}")]
    indent = " " * max(0, min(_INDENT, room))

    def below(cells: tuple[str, ...]) -> str:
        return f"{indent}{_BELOW}{numbers(cells)[len(_BELOW) :]}"

    lines = [f"{indent}{numbers(_TITLES)}"]
    for text, cells in (*rows, ("total", sums)):
        lines.append(_shortened(text, width))
        if any(cells):
            lines.append(below(cells))
    return [line.rstrip() for line in lines]


def _cells(layer: ReadLayer) -> tuple[str, ...]:
    count = layer.parameters
    learns = layer.call is not None and not layer.shared and bool(count.total)
    return (
        written(layer.output) if layer.output is not None else "",
        f"{count.weights:,}" if learns else "",
        f"{count.biases:,}" if learns else "",
        f"{count.total:,}" if learns else "",
        f"{layer.macs:,}" if layer.macs else "",
        written(layer.receptive_field) if layer.receptive_field is not None else "",
    )


def _layer_text(layer: ReadLayer, framework: str) -> str:
    call = _LIBRARY.sub("", layer.text)
    text = call if not layer.name or _only_counts(layer.name, call, framework) else f"{layer.name} {call}"
    suffix = " (again)" if layer.shared else "" if layer.reached else " (not used)"
    return "".join(sign if sign.isprintable() else "?" for sign in text) + suffix


def _only_counts(name: str, call: str, framework: str) -> bool:
    """Whether a name only repeats the class, as Keras' conv2d_1 and Flax's Conv_0 do: then it says nothing."""
    kind = call.partition("(")[0]
    if framework == "keras":
        plain = name.replace("_", "")
        return (plain.startswith(kind.lower()) and plain[len(kind) :].isdigit()) or plain == kind.lower()
    return framework == "flax" and re.fullmatch(rf"{re.escape(kind)}_\d+", name) is not None


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
