"""The lines of the settings screen: a heading for each kind, a line for each setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content
from textual.message import Message

from trainer.options import DAY_BEGINS, OPTIONS, shown_value
from trainer.tui.widgets.turning import BUTTONS, TurningLines

_LABEL, _VALUE, _LEAST_VALUE = 17, 26, 8
LEARNER, PROGRAM = "What the schedule goes by", "How the program is"
_DAY = "day begins"
_ROWS: tuple[str, ...] = (
    LEARNER,
    *(key for key, option in OPTIONS.items() if option.of_learner),
    _DAY,
    "",
    PROGRAM,
    *(key for key, option in OPTIONS.items() if not option.of_learner),
)


class SettingLines(TurningLines):
    """Shows values; which of them is possible, and where it is kept, the screen knows."""

    class Left(Message):
        """The learner wants to leave. It takes the way of the changes, so that it comes behind those before it."""

    def __init__(self, values: Mapping[str, object], today: date, *, id: str) -> None:
        super().__init__(next(iter(OPTIONS)), id=id)
        self._values = dict(values)
        self._today = today

    def show(self, values: Mapping[str, object]) -> None:
        """Other values."""
        self._values = dict(values)
        self.refresh()

    def lines(self) -> Sequence[str | None]:
        """Every setting; headings and the day's begin are only looked at."""
        return [row if row in OPTIONS else None for row in _ROWS]

    def line(self, number: int) -> Content:
        """A heading, a setting with its value, or what is fixed."""
        row = _ROWS[number]
        if row in OPTIONS:
            value = self._cut(shown_value(row, self._values[row], self._today))
            return self.turning(row, f"{OPTIONS[row].title:<{_LABEL}}", value, self._value_width)
        if row == _DAY:
            fixed = f"{self._cut(DAY_BEGINS):>{self._value_width}}"
            return Content.assemble(f"  {_DAY:<{_LABEL}}", (fixed, "$foreground 80%"))
        return Content.styled(row, "bold $text-primary")

    def buttons_at(self, name: str) -> int:
        """Behind the column of values."""
        del name
        return 2 + _LABEL + self._value_width

    def meaning(self, name: str) -> str:
        """What the setting is for."""
        return OPTIONS[name].meaning

    def _cut(self, value: str) -> str:
        width = self._value_width
        return value if len(value) <= width else f"{value[: width - 1]}…"

    @property
    def _value_width(self) -> int:
        room = self.content_size.width - 2 - _LABEL - len(BUTTONS)
        return max(_LEAST_VALUE, min(_VALUE, room))
