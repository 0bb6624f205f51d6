"""From a recipe to its questions, one after the other, in memory that hardly grows with their number."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from questions.draw import Draw
from questions.generator import draw_reference, generate, question_bias
from questions.question import Question
from questions.sets.marks import Marks
from questions.sets.recipe import BadRecipe, Order, Recipe
from questions.skills import SKILLS

_SEARCH = 400
"""How many references are tried for one question with the bias that is asked for."""
_TRIES = 40
"""How many questions are looked at for one that is new; after that the level of that skill counts as used up."""

Pair = tuple[str, int]


def draw_set(recipe: Recipe) -> Iterator[Question]:
    """The recipe's questions in their order; no two ask for the same arithmetic.

    Raises BadRecipe, when it comes to it, if there are not so many.
    """
    seen = Marks()
    used_up: set[Pair] = set()
    drawn = 0
    for slot, pair in enumerate(_turns(recipe, used_up)):
        question = _new(pair, (recipe.seed, slot), recipe.bias, seen)
        if question is None:
            used_up.add(pair)
            continue
        yield question
        drawn += 1
        if drawn == recipe.count:
            return
    if not drawn:
        raise BadRecipe(f"no question of these skills and levels has its bias {'on' if recipe.bias else 'off'}")
    raise BadRecipe(f"these skills and levels give only {drawn:,} different questions, not {recipe.count:,}")


def _turns(recipe: Recipe, used_up: set[Pair]) -> Iterator[Pair]:
    """Whose turn it is: in every round each skill once, in a drawn order; never ends before all are used up.

    By difficulty, a round that was begun at one level goes on at the next, so that no skill is left behind.
    """
    skills = [skill for skill in recipe.skills if recipe.bias is None or recipe.bias in SKILLS[skill].biases]
    stages = [recipe.levels] if recipe.order is Order.MIXED else [(level,) for level in recipe.levels]
    given, turn, last = 0, -1, ""
    waiting: list[str] = []
    for place, levels in enumerate(stages, 1):
        share = recipe.count * place // len(stages) if place < len(stages) else None
        spare = {(skill, level) for skill in skills for level in levels}
        while not spare <= used_up and (share is None or given < share):
            if not waiting:
                turn += 1
                waiting = Draw(f"set/{recipe.seed}/{recipe.levels[0]}/{turn}").shuffled(skills)
            skill = waiting.pop(0)
            if skill == last and waiting:
                waiting.append(skill)
                continue
            level = levels[(turn + skills.index(skill)) % len(levels)]
            if (skill, level) in used_up:
                continue
            before = len(used_up)
            yield skill, level
            given += len(used_up) == before
            last = skill


def _new(pair: Pair, parts: tuple[int, int], bias: bool | None, seen: Marks) -> Question | None:
    """A question with that bias that the set does not have yet."""
    skill, level = pair
    passed = 0
    for attempt in range(_SEARCH):
        question = generate(draw_reference(SKILLS[skill], level, "set", *parts, attempt))
        if bias is not None and question_bias(question) is not bias:
            continue
        if seen.add(fingerprint(question)):
            return question
        passed += 1
        if passed == _TRIES:
            return None
    return None


def fingerprint(question: Question) -> int:
    """A number below 2^64, equal for two questions with the same arithmetic: a set of 100,000 has to remember them."""
    return int.from_bytes(blake2b(repr(question.identity).encode(), digest_size=8).digest(), "big")
