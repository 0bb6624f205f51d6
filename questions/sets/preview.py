"""A set to look at before its questions are asked: what it is about, and the first of them without answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from questions.generator import UnknownQuestion
from questions.question import Question
from questions.sets.blueprints import Blueprint
from questions.sets.code import set_code
from questions.sets.drawing import draw_set
from questions.sets.errors import SetError
from questions.sets.question_set import LONGEST, BadSet, QuestionSet
from questions.sets.recipe import Recipe
from questions.sets.words import about, code_title, recipe_words, skills_of, skills_words

FIRST = 3
_EVERY = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """`about` counts questions, skills and levels; `skills` names them; `code` is None for an edited set.

    `first` are the prompts of the first questions of `count`, choices included. `trouble` says why there are no more
    of them, where this program cannot draw the set; `purpose` is what a starter is for.
    """

    title: str
    about: str
    skills: str
    count: int
    code: str | None = None
    first: tuple[str, ...] = ()
    trouble: str = ""
    purpose: str = ""


def set_preview(made: QuestionSet) -> Preview:
    """Of a set as its file says, though it may have questions that are none of this program."""
    first, trouble = _first(made.questions())
    skills = skills_words(skills_of(made.references))
    return Preview(made.title, about(made), skills, len(made.references), made.code, first, trouble)


def recipe_preview(recipe: Recipe) -> Preview:
    """Of what the recipe draws, as far as the first questions tell."""
    first, trouble = _first(draw_set(recipe))
    if recipe.count > LONGEST:
        trouble = f"a set that is kept has at most {LONGEST:,} questions; convdrill export can write these"
    skills = skills_words(recipe.skills)
    return Preview(code_title(recipe), recipe_words(recipe), skills, recipe.count, set_code(recipe), first, trouble)


def blueprint_preview(blueprint: Blueprint) -> Preview:
    """Of a starter; without its seed it has neither code nor questions."""
    recipe = blueprint.recipe(0)
    skills = skills_words(recipe.skills)
    return Preview(blueprint.title, recipe_words(recipe), skills, recipe.count, purpose=blueprint.about)


def drawn(title: str, recipe: Recipe, tell: Callable[[int, int], None]) -> QuestionSet:
    """As QuestionSet.drawn; `tell(done, of)` is called now and then. Raises BadSet, BadRecipe, and what `tell` does."""
    if recipe.count > LONGEST:
        raise BadSet(f"a set has 1 to {LONGEST:,} questions")
    references = []
    for question in draw_set(recipe):
        references.append(question.reference)
        if not len(references) % _EVERY:
            tell(len(references), recipe.count)
    return QuestionSet(title, tuple(references), recipe)


def _first(questions: Iterator[Question]) -> tuple[tuple[str, ...], str]:
    found: list[str] = []
    try:
        for question in islice(questions, FIRST):
            found.append(question.content.asked)
    except (UnknownQuestion, SetError) as error:
        return tuple(found), str(error)
    return tuple(found), ""
