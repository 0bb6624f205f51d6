"""What is said of a set and of a recipe, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questions.question import Reference
from questions.sets.code import set_code
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Order, Recipe
from questions.wording import several

_SOME = 8


def about(made: QuestionSet) -> str:
    """`30 questions about 12 skills, levels 1 to 3, easy ones first`."""
    skills = {reference.skill for reference in made.references}
    levels = sorted({reference.level for reference in made.references})
    return _words(len(made.references), len(skills), levels) + _choices(made.recipe)


def recipe_words(recipe: Recipe) -> str:
    """The same of what is not drawn: `20 questions from 47 skills` where they cannot be about all of them."""
    drawn_from = len(recipe.skills) > recipe.count
    return _words(recipe.count, len(recipe.skills), recipe.levels, drawn_from=drawn_from) + _choices(recipe)


def skills_words(skills: Iterable[str]) -> str:
    """The ids of the skills, the first of them where they are many."""
    named = [*skills]
    more = f" and {len(named) - _SOME} more" if len(named) > _SOME + 1 else ""
    return ", ".join(named[:_SOME] if more else named) + more


def skills_of(references: Sequence[Reference]) -> list[str]:
    """The skills in the order in which they first come."""
    return [*dict.fromkeys(reference.skill for reference in references)]


def code_title(recipe: Recipe) -> str:
    """The title of a set that has none but its code."""
    return f"Question set {set_code(recipe)}"


def _choices(recipe: Recipe | None) -> str:
    if recipe is None:
        return ""
    bias = "" if recipe.bias is None else f", bias {'on' if recipe.bias else 'off'}"
    return bias + (", easy ones first" if recipe.order is Order.DIFFICULTY else "")


def _words(count: int, skills: int, levels: Sequence[int], *, drawn_from: bool = False) -> str:
    if len(levels) == 1:
        told = f"level {levels[0]}"
    else:
        told = f"levels {' and '.join(map(str, levels))}" if len(levels) == 2 else "levels 1 to 3"
    return f"{several(count, 'question')} {'from' if drawn_from else 'about'} {several(skills, 'skill')}, {told}"
