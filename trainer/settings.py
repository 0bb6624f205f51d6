"""What a learner has set: typed, checked, and as the values that a store keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

LEAST_RETENTION, MOST_RETENTION = 0.70, 0.97
"""Below, most is forgotten when it comes back; above, everything comes back every day."""
MOST_PER_DAY = 1000


class BadSetting(ValueError):
    """There is no such setting, or it cannot have that value; the message says what it can have."""


@dataclass(frozen=True, slots=True)
class LearnerSettings:
    """`interview_date`: the day to be ready on. `desired_retention`: the share that is to be known when it comes back.

    `new_per_day` and `reviews_per_day`: how many skills are opened, and how many known ones come because they are due;
    None leaves that to the schedule. Raises BadSetting.
    """

    interview_date: date | None = None
    desired_retention: float = 0.9
    new_per_day: int | None = None
    reviews_per_day: int | None = None

    def __post_init__(self) -> None:
        if self.interview_date is not None and type(self.interview_date) is not date:
            raise BadSetting("the interview date is a day such as 2026-03-01")
        retention = self.desired_retention
        if type(retention) not in (int, float) or not LEAST_RETENTION <= retention <= MOST_RETENTION:
            raise BadSetting(f"the desired retention is between {LEAST_RETENTION:.2f} and {MOST_RETENTION:.2f}")
        for name in ("new_per_day", "reviews_per_day"):
            number = getattr(self, name)
            if number is not None and (type(number) is not int or not 0 <= number <= MOST_PER_DAY):
                raise BadSetting(f"{name} is a whole number from 0 to {MOST_PER_DAY:,}")

    def changed(self, changes: Mapping[str, object]) -> LearnerSettings:
        """The settings with these values; None brings a default back. Raises BadSetting."""
        if unknown := [name for name in changes if name not in KEYS]:
            raise BadSetting(f"there is no setting {unknown[0]!r}; there are {', '.join(KEYS)}")
        values: dict[str, Any] = {
            name: getattr(_DEFAULTS, name) if value is None else value for name, value in changes.items()
        }
        return replace(self, **values)


KEYS = tuple(field.name for field in fields(LearnerSettings))
"""The names that settings are kept under."""
_DEFAULTS = LearnerSettings()


def to_value(value: object) -> object:
    """A setting as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else value


def from_value(name: str, value: object) -> LearnerSettings:
    """Default settings but for this one, as JSON had it. Raises BadSetting."""
    if name == "interview_date" and isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise BadSetting("the interview date is a day such as 2026-03-01") from None
    return _DEFAULTS.changed({name: value})
