"""What helped with a question before it was answered: hints asked for, and steps that were given with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.question import Content


@dataclass(frozen=True, slots=True)
class Aid:
    """`hints` were asked for, `given_steps` stood there from the beginning.

    `setup_shown` is whether one of them gave the set-up away, so that only the arithmetic was left to do.
    """

    hints: int = 0
    given_steps: int = 0
    setup_shown: bool = False

    @property
    def count(self) -> int:
        """How many pieces of help; 0 for an unaided answer."""
        return self.hints + self.given_steps


UNAIDED = Aid()


def aid_of(content: Content, hints: int, given_steps: int) -> Aid:
    """The aid of a question of which so many hints, from the first on, and so many steps have been shown."""
    return Aid(hints, given_steps, given_steps > 0 or any(holds_setup(content, n) for n in range(hints)))


def holds_setup(content: Content, number: int) -> bool:
    """Whether this hint, counted from 0, gives the set-up away. Not every question has one."""
    return content.has_setup and bool(content.setup) and content.setup in content.hints[number]
