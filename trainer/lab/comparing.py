"""Two settings side by side, and the pairs that are worth looking at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from trainer.lab.changes import SAME, signed
from trainer.lab.figures import Figure, Quantity, figures
from trainer.lab.settings import Kind, LabSettings


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity of the pinned and of the present settings, and how the present one stands to the pinned one."""

    quantity: Quantity
    pinned: str
    present: str
    difference: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A comparison that is ready to be looked at."""

    title: str
    pinned: LabSettings
    present: LabSettings
    lesson: str


def rows(pinned: LabSettings, present: LabSettings) -> tuple[Row, ...]:
    """The quantities side by side, without the weights as they are stored."""
    pairs = zip(figures(pinned), figures(present), strict=True)
    return tuple([_row(old, new) for old, new in pairs if old.quantity is not Quantity.WEIGHTS])


def _row(old: Figure, new: Figure) -> Row:
    return Row(old.quantity, _short(old), _short(new), _difference(old, new))


def _short(figure: Figure) -> str:
    return "not counted" if figure.value is None else figure.text


def _difference(old: Figure, new: Figure) -> str:
    if old.value == new.value:
        return f"{SAME} same"
    if isinstance(old.value, int) and isinstance(new.value, int):
        ratio = ratio_text(new.value, old.value)
        memory = old.quantity in (Quantity.PARAMETER_MEMORY, Quantity.OUTPUT_MEMORY)
        return ratio if memory else f"{signed(new.value - old.value)}, {ratio}"
    return "other"


def ratio_text(value: int, base: int) -> str:
    """How many times `base` the positive `value` is: `×2`, else to three digits, `×0.120`."""
    ratio = Fraction(value, base)
    if ratio.denominator == 1:
        return f"×{ratio.numerator:,}"
    number = float(ratio)
    if number >= 100:
        return f"×{number:,.0f}"
    return f"×{number:#.3g}" if number >= 0.0001 else f"×1/{float(1 / ratio):,.0f}"


_PLAIN = LabSettings(in_channels=64, out_channels=128, padding="same", input_size=(56, 56))
_TOWER = replace(_PLAIN, out_channels=64)

PAIRS: tuple[Pair, ...] = (
    Pair(
        "standard against separable",
        _PLAIN,
        replace(_PLAIN, kind=Kind.SEPARABLE),
        "Separable: 9·64 weights for the kernels and 64·128 to mix, instead of 9·64·128.",
    ),
    Pair(
        "three 3×3 against one 7×7",
        replace(_TOWER, layers=3),
        replace(_TOWER, kernel_size=(7, 7)),
        "Both see 7×7: three 3×3 layers take 3·9 = 27 weights for each pair of channels, one 7×7 takes 49.",
    ),
    Pair(
        "1×1 against 3×3",
        replace(_PLAIN, kernel_size=(1, 1)),
        _PLAIN,
        "A 1×1 filter has one weight per channel, a 3×3 filter nine; the output has the same shape.",
    ),
    Pair(
        "grouped against plain",
        replace(_PLAIN, groups=4),
        _PLAIN,
        "With 4 groups each filter sees 64/4 = 16 channels, so there are a quarter of the weights.",
    ),
)
