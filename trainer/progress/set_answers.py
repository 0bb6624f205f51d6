"""How far a learner is with the questions of a set: how many were answered, and right at once or by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from questions.question import Reference
from trainer.store.counts import QuestionCount


@dataclass(frozen=True, slots=True)
class SetAnswers:
    """Of `count` questions so many were answered; right at the first answer, and at the newest."""

    count: int
    answered: int = 0
    at_once: int = 0
    by_now: int = 0

    @property
    def words(self) -> str:
        """`12 of 20, 9 of them right at once, 11 by now`."""
        if not self.answered:
            return "none yet"
        told = f"{self.answered:,} of {self.count:,}, {self.at_once:,} of them right at once"
        return told if self.by_now == self.at_once else f"{told}, {self.by_now:,} by now"


def set_answers(references: Iterable[Reference], counts: Mapping[str, QuestionCount]) -> SetAnswers:
    """The sum over a set; `counts` by reference, of these and of other questions."""
    asked = [*map(str, references)]
    found = [counts[each] for each in asked if each in counts]
    return SetAnswers(len(asked), len(found), sum(each.first for each in found), sum(each.last for each in found))
