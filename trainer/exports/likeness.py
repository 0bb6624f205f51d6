"""Fresh questions like given ones: the same skill, level and bias, and none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questions.generator import draw_reference, generate, question_bias
from questions.question import Question, Reference
from questions.skills import SKILLS

_SEARCH = 400
_LAST_SEARCH = 2_000
"""How many are looked at before nothing counts as left; the smallest pools have about 50 questions."""


class Likeness:
    """Draws them. Where those that are wanted run out, what comes nearest is taken: see `_rank`.

    `own` are the questions that the fresh ones are like. With `spare` some of these come again, in other words, where
    there are no others; `is_own` tells of them.
    """

    def __init__(self, own: Iterable[Question], *, spare: bool) -> None:
        questions = [*own]
        self._own = {question.identity for question in questions}
        self._biases = {question_bias(question) for question in questions} - {None}
        self._taken: set[tuple[object, ...]] = set()
        self._worst = 3 if spare else 1
        self._best_left: dict[tuple[str, int, bool | None], int] = {}

    def is_own(self, question: Question) -> bool:
        """Whether it asks for the same arithmetic as one of those that the fresh ones are like."""
        return question.identity in self._own

    def fresh(self, like: Reference, bias: bool | None, *parts: object) -> Question | None:
        """Another question with a seed from the parts, that was not given before; None where there is none left."""
        pool = (like.skill, like.level, bias)
        enough = self._best_left.get(pool, 0)
        if enough > self._worst:
            return None
        best, least = None, self._worst + 1
        for attempt, found in enumerate(_drawn(like, parts)):
            if least <= enough or (best is not None and attempt >= _SEARCH):
                break
            rank = self._worst + 1 if found.identity in self._taken else self._rank(found, bias)
            if rank < least:
                best, least = found, rank
        self._best_left[pool] = max(least, enough)
        if best is not None:
            self._taken.add(best.identity)
        return best

    def different(self, like: Reference, bias: bool | None, *parts: object) -> int:
        """How many different questions there are to choose from, given or not."""
        return len({found.identity for found in _drawn(like, parts) if self._rank(found, bias) <= self._worst})

    def takes_any_bias(self) -> bool:
        """Whether a question with another bias will do: not where all that have one have the same."""
        return len(self._biases) != 1

    def _rank(self, found: Question, bias: bool | None) -> int:
        """0 for what is wanted, 1 for one with another bias; for own ones 2 and 3."""
        other = question_bias(found) is not bias
        if other and not self.takes_any_bias():
            return 4
        return other + 2 * self.is_own(found)


def _drawn(like: Reference, parts: tuple[object, ...]) -> Iterator[Question]:
    for attempt in range(_LAST_SEARCH):
        yield generate(draw_reference(SKILLS[like.skill], like.level, *parts, attempt))
