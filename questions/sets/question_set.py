"""A set as it is kept and shared: a title and references, with the recipe as long as they are exactly what it draws."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questions.generator import generate
from questions.question import Question, Reference
from questions.sets.code import set_code
from questions.sets.drawing import draw_set
from questions.sets.errors import SetError
from questions.sets.recipe import Recipe
from questions.sets.titles import LONGEST_TITLE, is_title

LONGEST = 5_000
"""Questions that a kept set may have; an export may draw more."""


class BadSet(SetError):
    """There can be no such set; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """An ordered list of references, none twice, with a title on one line. Raises BadSet.

    `recipe` is what it was drawn by, None once it was edited.
    """

    title: str
    references: tuple[Reference, ...]
    recipe: Recipe | None = None

    def __post_init__(self) -> None:
        if not is_title(self.title):
            raise BadSet(f"a title is 1 to {LONGEST_TITLE} characters on one line")
        if not 1 <= len(self.references) <= LONGEST:
            raise BadSet(f"a set has 1 to {LONGEST:,} questions")
        if len(set(self.references)) != len(self.references):
            raise BadSet("a set has every question once")

    @classmethod
    def drawn(cls, title: str, recipe: Recipe) -> QuestionSet:
        """The set that the recipe draws. Raises BadSet and BadRecipe."""
        if recipe.count > LONGEST:
            raise BadSet(f"a set has 1 to {LONGEST:,} questions")
        return cls(title, tuple(question.reference for question in draw_set(recipe)), recipe)

    @property
    def code(self) -> str | None:
        """Recreates the set on any machine; None for an edited one, which travels as a file."""
        return set_code(self.recipe) if self.recipe else None

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that change with the questions and their order, not with the title."""
        return content_id(self.references)

    def questions(self) -> Iterator[Question]:
        """Its questions in order. Raises UnknownQuestion for one that this program cannot draw."""
        return map(generate, self.references)


def content_id(references: Iterable[Reference]) -> str:
    """See QuestionSet.id."""
    mark = hashlib.sha256()
    for reference in references:
        mark.update(f"{reference}\n".encode())
    return mark.hexdigest()[:12]
