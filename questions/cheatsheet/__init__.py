"""The cheat sheet: the formulas of the likely interview questions on one page, with gaps to fill in."""

from __future__ import annotations

from dataclasses import dataclass

from questions.cheatsheet.counting import BACKWARDS, EFFECTS, MACS, PARAMETERS
from questions.cheatsheet.networks import BATCH_NORM, BLOCKS
from questions.cheatsheet.row import BLANK, Gap, Row, fits
from questions.cheatsheet.shapes import OUTPUT, RECEPTIVE, WEIGHTS

__all__ = ["BLANK", "LETTERS", "SECTIONS", "Gap", "Row", "Section", "fits", "meanings"]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows about one thing."""

    title: str
    rows: tuple[Row, ...]


SECTIONS = (
    Section("Parameters, with biases", PARAMETERS),
    Section("What changes the parameters", EFFECTS),
    Section("Back from the total", BACKWARDS),
    Section("Output size, per axis", OUTPUT),
    Section("Weight shapes", WEIGHTS),
    Section("Multiply-adds (MACs), biases not counted", MACS),
    Section("Receptive field, per axis", RECEPTIVE),
    Section("Batch norm", BATCH_NORM),
    Section("Blocks and networks", BLOCKS),
)

_MEANINGS = (
    (("C_in", "C_out"), "channels in and out"),
    (("k", "k_d", "k_h", "k_w"), "kernel size"),
    (("H", "W"), "input size"),
    (("H_out", "W_out"), "output size"),
    (("S",), "stride"),
    (("P",), "padding per side"),
    (("d",), "dilation"),
    (("groups",), "number of groups"),
    (("m",), "depth multiplier"),
    (("C",), "channels in and out alike"),
    (("C_mid", "C_1", "C_2"), "channels in between"),
    (("inputs", "units"), "of a dense layer"),
    (("n",), "layers"),
    (("total",), "parameters in all"),
    (("field", "jump"), "of the layers before"),
)

LETTERS: tuple[str, ...] = tuple(letter for letters, _ in _MEANINGS for letter in letters)
"""Every symbol of the sheet."""


def meanings() -> tuple[tuple[tuple[str, ...], str], ...]:
    """What the symbols mean, those that belong together in one entry."""
    return _MEANINGS
