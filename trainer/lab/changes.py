"""What turning a control changed, what it did not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trainer.lab.controls import Control
from trainer.lab.figures import Figure, Quantity, figures
from trainer.lab.reasons import reason
from trainer.lab.reasons.case import Case
from trainer.lab.settings import LabSettings

CHANGED, SAME = "◆", "="
"""Signs that stand beside the words, so that nothing depends on colour."""


@dataclass(frozen=True, slots=True)
class Change:
    """One quantity after a control was turned. The mark begins with a sign."""

    quantity: Quantity
    changed: bool
    mark: str
    reason: str


@lru_cache(maxsize=64)
def changes(before: LabSettings, after: LabSettings, control: Control) -> tuple[Change, ...]:
    """For every quantity, in the order of the figures, whether this control's turning changed it."""
    return tuple(
        [
            Change(old.quantity, old.value != new.value, _mark(old, new), _reason(before, after, control, old.quantity))
            for old, new in zip(figures(before), figures(after), strict=True)
        ]
    )


def _mark(old: Figure, new: Figure) -> str:
    if old.value == new.value:
        return f"{SAME} unchanged"
    if isinstance(old.value, int) and isinstance(new.value, int):
        if old.quantity in (Quantity.PARAMETER_MEMORY, Quantity.OUTPUT_MEMORY):
            return f"{CHANGED} was {old.text}"
        return f"{CHANGED} was {old.value:,}, {signed(new.value - old.value)}"
    if old.quantity is Quantity.WEIGHTS:
        return f"{CHANGED} changed"
    if old.value is None:
        return f"{CHANGED} counted now"
    return f"{CHANGED} was {old.text}"


def signed(difference: int) -> str:
    """`+10`, `-1,024`."""
    return f"{difference:+,}"


def _reason(before: LabSettings, after: LabSettings, control: Control, quantity: Quantity) -> str:
    return reason(Case(before, after, control, quantity))
