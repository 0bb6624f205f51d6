"""The mistakes as the report tells them: those that rest on exactly the same answers together, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.group import words
from trainer.group.report import SlipRow


@dataclass(frozen=True, slots=True)
class Card:
    """One misconception, or several that no answer of the group tells apart; `rows` are never none."""

    rows: tuple[SlipRow, ...]

    @property
    def first(self) -> SlipRow:
        """Whose counts, students and example are those of all."""
        return self.rows[0]

    @property
    def title(self) -> str:
        """`The biases are left out`; of several `The biases are left out, or one filter is given`."""
        link = "and" if self._acts_together else "or"
        return f", {link} ".join((self.first.title, *(row.slip.cause for row in self.rows[1:])))

    @property
    def components(self) -> tuple[str, ...]:
        """What they are about, each once."""
        return tuple(dict.fromkeys(row.slip.component for row in self.rows))

    @property
    def counted(self) -> str:
        """`11 answers by 8 students (questions 3 and 7); 2 of them could also have come from another mistake`."""
        counts = f"{words.by_students(self.first.answers, self.first.students)} ({words.questions(self.first.labels)})"
        doubt = self._doubt_of_one if len(self.rows) == 1 else self._doubt_of_several
        return f"{counts}; {doubt}" if doubt else counts

    @property
    def _acts_together(self) -> bool:
        """Whether the answers show these slips one with the other, not one or the other."""
        return len(self.rows) > 1 and self.first.alone == self.first.answers

    @property
    def _doubt_of_one(self) -> str:
        shared = self.first.answers - self.first.alone
        if not shared:
            return ""
        which = f"{shared:,} of them" if self.first.alone else "it" if shared == 1 else "each of them"
        return f"{which} could also have come from another mistake"

    @property
    def _doubt_of_several(self) -> str:
        them = "it" if self.first.answers == 1 else "them"
        if self._acts_together:
            return f"these mistakes together lead to {them}"
        which = "either" if len(self.rows) == 2 else "any"
        return f"{which} of these mistakes could have led to {them}"


def cards(rows: Sequence[SlipRow]) -> tuple[Card, ...]:
    """All of the rows, in their order."""
    alike: dict[frozenset[tuple[str, int, int]], list[SlipRow]] = {}
    for row in rows:
        alike.setdefault(row.given, []).append(row)
    return tuple(Card(tuple(group)) for group in alike.values())
