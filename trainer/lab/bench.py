"""The lab in use: its settings now, what the last turn changed, what is pinned beside it, and the way back."""

from __future__ import annotations

from trainer.lab.changes import Change, changes
from trainer.lab.comparing import PAIRS, Pair
from trainer.lab.controls import AXIS_NAMES, BY_AXIS, Control
from trainer.lab.settings import LabSettings
from trainer.lab.turning import Turned, step
from trainer.lab.typed import take

_MOST_REMEMBERED = 200


class Bench:
    """A plain state machine; a screen draws it."""

    def __init__(self, settings: LabSettings, note: str = "") -> None:
        self.settings = settings
        self.told: tuple[Change, ...] = ()
        """What the last turn did to every quantity; empty before the first."""
        self.note = note
        """What there is to say beside that: why a value is refused or left out."""
        self.lesson = ""
        """What a ready-made comparison shows; it stands until a setting changes."""
        self.pinned: LabSettings | None = None
        self._axis: int | None = None
        self._pair = -1
        self._past: list[LabSettings] = []

    @property
    def can_undo(self) -> bool:
        """Whether anything was turned."""
        return bool(self._past)

    @property
    def axis(self) -> int | None:
        """The one axis that is turned, or None for all alike."""
        return self._axis

    def axis_of(self, control: Control) -> int | None:
        """The one axis of this control that is turned; None where it has no axes."""
        return self._axis if control in BY_AXIS else None

    def turn(self, control: Control, direction: int) -> None:
        """The control's next possible value."""
        self._accept(control, step(self.settings, control, direction, self.axis_of(control)))

    def take(self, control: Control, text: str) -> bool:
        """A typed value, and whether it was possible; if not, the note says why."""
        turned = take(self.settings, control, text, self.axis_of(control))
        refused = turned.settings == self.settings and bool(turned.note)
        self._accept(control, turned)
        return not refused

    def next_axis(self) -> None:
        """From all axes alike to the first alone, then the others, then all again."""
        axis = 0 if self._axis is None else self._axis + 1
        self._axis = axis if axis < self.settings.rank and self.settings.rank > 1 else None
        one = "" if self._axis is None else AXIS_NAMES[self.settings.rank][self._axis]
        self.note = f"Only the {one} is turned." if one else "All axes are turned together."

    def pin(self) -> None:
        """Keep these settings beside those that follow."""
        self.pinned, self.lesson = self.settings, ""
        self.note = "Pinned: what you change now is shown beside it."

    def unpin(self) -> None:
        """Back to one layer alone."""
        self.pinned = None
        self.note = self.lesson = ""

    def compare_next(self) -> None:
        """The next of the ready-made comparisons."""
        self._pair = (self._pair + 1) % len(PAIRS)
        self.compare(PAIRS[self._pair])
        self.lesson = f"{self._pair + 1} of {len(PAIRS)}: {self.lesson}"

    def compare(self, pair: Pair) -> None:
        """The two settings of a pair side by side, the second to be turned."""
        self._remember()
        self.pinned, self.settings = pair.pinned, pair.present
        self.told, self._axis, self.note = (), None, ""
        self.lesson = f"{pair.title}. {pair.lesson}"

    def undo(self) -> None:
        """The settings before the last change."""
        self.settings = self._past.pop()
        self.told, self.note, self.lesson = (), "Undone.", ""
        self._fit_axis()

    def _accept(self, control: Control, turned: Turned) -> None:
        self.note = turned.note
        if turned.settings == self.settings:
            return
        self._remember()
        self.lesson = ""
        self.told = changes(self.settings, turned.settings, control)
        self.settings = turned.settings
        self._fit_axis()

    def _remember(self) -> None:
        self._past = [*self._past[1 - _MOST_REMEMBERED :], self.settings]

    def _fit_axis(self) -> None:
        if self._axis is not None and (self.settings.rank == 1 or self._axis >= self.settings.rank):
            self._axis = None
