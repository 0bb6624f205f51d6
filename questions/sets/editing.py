"""Changing a set by hand: leave questions out, draw others in their place, add some, move them, another title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.generator import UnknownQuestion, draw_reference, find_skill, generate, question_bias
from questions.question import Reference
from questions.sets.drawing import fingerprint
from questions.sets.question_set import BadSet, QuestionSet

_SEARCH = 400


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do. All numbers are those that the questions had before, from 1; those of `add` go on behind the last.

    `move` has the number of a question and the place, from 1, that it has in the end, one after the other.
    """

    drop: tuple[int, ...] = ()
    replace: tuple[int, ...] = ()
    add: tuple[Reference, ...] = ()
    move: tuple[tuple[int, int], ...] = ()
    title: str | None = None


def edited(before: QuestionSet, changes: Changes) -> QuestionSet:
    """The set after the changes. It has a recipe no longer, unless its questions are the same ones in their order.

    Raises BadSet, and UnknownQuestion for an added reference that this program cannot draw.
    """
    last = len(before.references) + len(changes.add)
    for number in (*changes.drop, *changes.replace, *(number for number, _ in changes.move)):
        if not 1 <= number <= last:
            raise BadSet(f"there is no question {number:,}; the set has {len(before.references):,}")
    if both := {*changes.drop} & {*changes.replace, *(number for number, _ in changes.move)}:
        raise BadSet(f"question {min(both)} cannot be dropped and changed at once")
    numbered = dict(enumerate((*before.references, *_added(before, changes.add)), 1))
    for number in sorted({*changes.replace}):
        numbered[number] = another(numbered[number], tuple(numbered.values()))
    order = [number for number in numbered if number not in changes.drop]
    for number, place in changes.move:
        if not 1 <= place <= len(order):
            raise BadSet(f"there is no place {place:,}; the set has {len(order):,} questions then")
        order.remove(number)
        order.insert(place - 1, number)
    if not order:
        raise BadSet("no question would be left; delete the set instead")
    references = tuple(numbered[number] for number in order)
    recipe = before.recipe if references == before.references else None
    return QuestionSet(before.title if changes.title is None else changes.title, references, recipe)


def another(old: Reference, others: Sequence[Reference]) -> Reference:
    """A question of the same skill, level and bias with other arithmetic than any of the others. Raises BadSet.

    Where `old` cannot be drawn any more, one that the present version of its skill draws.
    """
    skill = find_skill(old.skill)
    taken, bias = set(), None
    drawn_before = False
    for each in others:
        try:
            question = generate(each)
        except UnknownQuestion:
            continue
        taken.add(fingerprint(question))
        if each == old:
            drawn_before, bias = True, question_bias(question)
    for attempt in range(_SEARCH):
        found = generate(draw_reference(skill, old.level, "another", str(old), len(others), attempt))
        if drawn_before and question_bias(found) is not bias:
            continue
        if fingerprint(found) not in taken:
            return found.reference
    raise BadSet(f"no other question of {skill.id} at level {old.level} can be drawn for this set")


def _added(before: QuestionSet, references: Sequence[Reference]) -> Sequence[Reference]:
    there = {*before.references}
    for reference in references:
        generate(reference)
        if reference in there:
            raise BadSet(f"the set has {reference} already")
        there.add(reference)
    return references
