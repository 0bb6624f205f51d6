"""What a skill is: the unit that is learned and scheduled, and that can draw questions about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from questions.draw import Draw
from questions.question import Content, Misconception
from questions.submission import AnswerKind, Value

Tier = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Drawn numbers with their answer and what the wrong procedures make of them; `write` words the question.

    `confused` says that a wrong formula agrees with the right one, which cannot be seen from their values.
    """

    answer: Value
    misconceptions: tuple[Misconception, ...]
    write: Callable[[], Content]
    confused: bool = False


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing to be able to do.

    `tier` A is almost certain in an interview, B likely, C advanced. `confusable` skills are asked side by side on
    purpose. `draft(draw, level)` draws a question; it may be ambiguous, then the generator asks for another.
    """

    id: str
    title: str
    family: str
    tier: Tier
    kind: AnswerKind
    draft: Callable[[Draw, int], Draft]
    prerequisites: tuple[str, ...] = ()
    confusable: tuple[str, ...] = ()
    version: int = 1
    biases: tuple[bool, ...] = (True, False)
    """Which values a question's layer can have for its bias; empty where there is no one layer with a bias."""
    hidden: tuple[str, ...] = ()
    """Words that would give the trick away, so that no prompt of this skill has them."""
