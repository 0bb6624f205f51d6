"""The set that a group should do next: its weakest skills, at levels that fit, with fresh numbers."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from fractions import Fraction

from questions.draw import derived_seed
from questions.question import LEVELS
from questions.sets.code import set_code
from questions.sets.drawing import draw_set, fingerprint
from questions.sets.recipe import BadRecipe, Order, Recipe
from questions.sets.titles import LONGEST_TITLE
from questions.skills import SKILLS
from questions.wording import several
from trainer.group.paper import Paper
from trainer.group.report import NextSet, SkillRow

SURE = Fraction(4, 5)
"""A skill with fewer right first tries than this is practised again."""
_LOST = Fraction(1, 2)
"""With fewer than this at a level, the level below it comes first."""
_MOST_SKILLS = 5
_EACH = 4
_FEWEST = 8
_SEEDS = 10
"""So many seeds are looked at for one whose questions the group has not seen."""


def next_set(paper: Paper, skills: Sequence[SkillRow]) -> NextSet | None:
    """What to draw next; None where all is sure at the highest level. The same answers always propose the same."""
    answered = [row for row in skills if row.first.of]
    weak = sorted((row for row in answered if (row.first.share or 0) < SURE), key=_estimate)
    if weak:
        chosen = weak[:_MOST_SKILLS]
        levels = {level for row in chosen for level in _fitting(row)}
        why = f"{'The weakest skills' if len(chosen) > 1 else 'The weakest skill'}: "
    else:
        higher = [row for row in answered if max(level for level, _ in row.levels) < LEVELS[-1]]
        chosen = sorted(higher, key=_estimate)[:_MOST_SKILLS]
        levels = {max(level for level, _ in row.levels) + 1 for row in chosen}
        why = "Nearly everything was right, so the same with harder numbers: "
    if not chosen:
        return None
    order = [row.skill for row in chosen]
    recipe = _recipe(tuple(skill for skill in SKILLS if skill in order), levels, paper, answered)
    is_named = not (paper.version and paper.version in paper.title)
    title = f"After {paper.title}"[:LONGEST_TITLE].rstrip() if is_named else "Next set"
    told = why + ", ".join(f"{row.title} ({row.first.words} right at once)" for row in chosen)
    return NextSet(title, recipe, set_code(recipe), told, _command(title, recipe))


def words(proposed: NextSet) -> str:
    """`12 questions about 3 skills at levels 1 and 2`."""
    recipe = proposed.recipe
    levels = " and ".join(map(str, recipe.levels)) if len(recipe.levels) < len(LEVELS) else "1 to 3"
    plural = "" if len(recipe.levels) == 1 else "s"
    return f"{several(recipe.count, 'question')} about {several(len(recipe.skills), 'skill')}, level{plural} {levels}"


def _estimate(row: SkillRow) -> Fraction:
    """The share of right first tries; with few answers nearer to one half."""
    return Fraction(row.first.right + 1, row.first.of + 2)


def _fitting(row: SkillRow) -> Iterator[int]:
    """The lowest level that is not sure; where it was mostly wrong, the one below as well."""
    for level, score in row.levels:
        share = score.share
        if share is not None and share < SURE:
            yield level
            if share < _LOST and level > LEVELS[0]:
                yield level - 1
            return
    yield row.levels[-1][0]


def _recipe(skills: tuple[str, ...], levels: set[int], paper: Paper, answered: Sequence[SkillRow]) -> Recipe:
    """Drawn from a seed that the counts decide; among a few, one that repeats as little as can be."""
    ordered = tuple(level for level in LEVELS if level in levels)
    order = Order.DIFFICULTY if len(ordered) > 1 else Order.MIXED
    seen = {fingerprint(each.question) for each in paper.asked}
    counts = [(row.skill, row.first.right, row.first.of) for row in answered]
    tried: list[tuple[int, int, Recipe]] = []
    for attempt in range(_SEEDS):
        seed = derived_seed("group", paper.version, paper.title, counts, attempt)
        recipe, again = _drawable(Recipe(skills, ordered, max(_FEWEST, _EACH * len(skills)), seed, None, order), seen)
        if not again:
            return recipe
        tried.append((again, attempt, recipe))
    return min(tried, key=lambda each: each[:2])[2]


def _drawable(recipe: Recipe, seen: set[int]) -> tuple[Recipe, int]:
    """The recipe with as many questions as there are, and how many of them were asked already."""
    drawn = []
    try:
        drawn += [fingerprint(question) for question in draw_set(recipe)]
    except BadRecipe:
        fewer = recipe.count // 2
        return _drawable(Recipe(recipe.skills, recipe.levels, fewer, recipe.seed, None, recipe.order), seen)
    return recipe, len(seen.intersection(drawn))


def _command(title: str, recipe: Recipe) -> str:
    """What keeps the set, as a shell reads it."""
    words = ["convdrill", "set", "new", title]
    for skill in recipe.skills:
        words += ["--skill", skill]
    for level in recipe.levels:
        words += ["--level", str(level)]
    words += ["--count", str(recipe.count), "--seed", str(recipe.seed)]
    if recipe.order is not Order.MIXED:
        words += ["--order", recipe.order.value]
    return shlex.join(words)
