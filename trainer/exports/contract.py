"""What an export format gets and what it tells: the one contract of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Protocol

from questions.question import Question


class BadExport(ValueError):
    """It cannot be exported like that; the message says what was expected."""


class Became(StrEnum):
    """What became of a question in a format."""

    NUMERIC = "numeric"
    CHOICE = "as choice"
    TRUTH = "true or false"
    SHORT_ANSWER = "short answer"
    CARD = "as card"
    CALCULATED = "calculated"
    QUESTION = "in full"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of a sheet. `number` counts from 1; `mark` stands beside the prompt: its id, opaque in an exam."""

    number: int
    question: Question
    mark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is exported. `entries()` begins anew each time, drawing one question after the other.

    `version` names the set's content (its code, or its id), `form` is "A", "B" … where there are several forms, else
    empty. In an `exam` nothing may stand in the file that leads to a solution but what the format needs for grading:
    no reference, version, skill, family, misconception, feedback, hint or step. `options` has the format's own options.
    `own` is how many questions of a form are in the set that it was made from, as there were no others.
    """

    title: str
    version: str
    count: int
    entries: Callable[[], Iterator[Entry]]
    exam: bool = False
    form: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    own: int = 0

    @property
    def heading(self) -> str:
        """The title with the form behind it: `Week 3 · form A`."""
        return f"{self.title} · form {self.form}" if self.form else self.title


@dataclass(slots=True)
class Tally:
    """Counts what became of the questions; the command tells it. `reasons` say why some were left out.

    `details` say more of what others became, where the file has another number of questions.
    """

    counts: Counter[Became] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    details: dict[Became, str] = field(default_factory=dict)

    def note(self, became: Became, reason: str = "") -> None:
        """One more question; whoever leaves one out says why."""
        self.counts[became] += 1
        if reason:
            self.reasons[reason] += 1

    @property
    def words(self) -> str:
        """`27 numeric, 3 as choice, 0 left out`; details and reasons in brackets."""
        told = [
            f"{number:,} {became}{_bracketed(self.details.get(became, ''))}"
            for became, number in self.counts.items()
            if became is not Became.LEFT_OUT
        ]
        return ", ".join([*told, f"{self.counts[Became.LEFT_OUT]:,} left out{_bracketed(self.why)}"])

    @property
    def why(self) -> str:
        """`3 without a number to calculate`: the reasons for what was left out."""
        return "; ".join(f"{number:,} {reason}" for reason, number in self.reasons.items())

    @property
    def kept(self) -> int:
        """How many questions are in the file."""
        return self.counts.total() - self.counts[Became.LEFT_OUT]


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


class Writer(Protocol):
    """The function `write` of a format's module: the whole file as bytes; the same sheet always gives the same."""

    def __call__(self, sheet: Sheet, out: BinaryIO, tally: Tally) -> None: ...
