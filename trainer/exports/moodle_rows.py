"""The variants of one calculated question: questions of one skill and level that say the same with other numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions.generator import draw_reference, generate, question_bias
from questions.question import Question
from questions.skills import SKILLS
from trainer.exports.material import Slip, slips_of
from trainer.exports.moodle_slots import skeleton

LEAST = 5
"""Fewer variants are no calculated question, unless fewer are asked for."""
_AT_ONCE = 60
_MOST_DRAWN = 2_400
_OWN_WORDING = 360
"""So many are drawn in the hope for the wording of the set's own question; then the commonest one will do."""
_USUAL = 0.5
"""A mistake is wanted in the question if it can be made in so many of the variants."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One variant."""

    question: Question

    @cached_property
    def wording(self) -> Key:
        """Equal for questions that can be one calculated question."""
        content = self.question.content
        return (skeleton(content.prompt), skeleton(content.setup))

    @cached_property
    def slips(self) -> dict[Key, Slip]:
        """Each wrong value under what has to be the same in all variants: who leads to it, and the words about it."""
        found: dict[Key, Slip] = {}
        for slip in slips_of(self.question.content):
            feedback = skeleton("\n".join(slip.feedback))
            ids = [each.id for each in slip.misconceptions]
            found.setdefault((*ids, feedback), slip)
        return found

    @cached_property
    def steps(self) -> Key:
        """The words of the solution."""
        return tuple(skeleton(str(step)) for step in self.question.content.explanation)


@dataclass(frozen=True, slots=True)
class Variants:
    """Rows of one wording. All of them have the slips of `keys`, and their solutions the same words if `alike`.

    They are `whole` if there are as many as wanted, and no usual mistake had to be left out for that.
    """

    rows: tuple[Row, ...]
    keys: tuple[Key, ...]
    alike: bool
    whole: bool


def variants_of(own: Sequence[Question], wanted: int) -> Iterator[Variants]:
    """The best wording first, then others; `own` are the set's questions, of one skill, level and bias."""
    by_wording: dict[Key, dict[tuple[object, ...], Row]] = defaultdict(dict)
    _sort(own, by_wording)
    preferred = Row(own[0]).wording
    found: Variants | None = None
    for drawn in range(_AT_ONCE, _MOST_DRAWN + 1, _AT_ONCE):
        _sort(_drawn(own[0], drawn - _AT_ONCE, drawn), by_wording)
        tried = preferred if drawn <= _OWN_WORDING else _largest(by_wording)
        if len(by_wording[tried]) >= wanted:
            found = _chosen([*by_wording[tried].values()], wanted)
            if found.whole:
                break
    least = min(wanted, LEAST)
    order = sorted(by_wording, key=lambda wording: -min(len(by_wording[wording]), wanted))
    if found is not None:
        yield found
    for wording in order[:4]:
        rows = [*by_wording[wording].values()]
        if len(rows) >= least and (found is None or wording != found.rows[0].wording):
            yield _chosen(rows, wanted)


def _drawn(first: Question, start: int, end: int) -> Iterator[Question]:
    reference = first.reference
    skill, bias = SKILLS[reference.skill], question_bias(first)
    for attempt in range(start, end):
        question = generate(draw_reference(skill, reference.level, "calculated", reference, attempt))
        if question_bias(question) is bias:
            yield question


def _sort(questions: Iterable[Question], by_wording: dict[Key, dict[tuple[object, ...], Row]]) -> None:
    for question in questions:
        row = Row(question)
        by_wording[row.wording].setdefault((question.content.prompt,), row)


def _largest(by_wording: dict[Key, dict[tuple[object, ...], Row]]) -> Key:
    return max(by_wording, key=lambda wording: len(by_wording[wording]))


def _chosen(rows: Sequence[Row], wanted: int) -> Variants:
    """As many mistakes as `wanted` rows have in common, the usual ones first; then the rows that have them all."""
    least = min(wanted, len(rows))
    counts = Counter(key for row in rows for key in row.slips)
    steps = Counter(row.steps for row in rows).most_common(1)[0][0]
    kept = list(rows)
    keys: list[Key] = []
    usual = [key for key, count in counts.most_common() if count >= _USUAL * len(rows)]
    for key in usual:
        left = [row for row in kept if key in row.slips]
        if len(left) >= least:
            kept = left
            keys.append(key)
    left = [row for row in kept if row.steps == steps]
    alike = len(left) >= least
    kept = left if alike else kept
    whole = alike and len(kept) >= wanted and len(keys) == len(usual)
    inside = {key: place for place, key in enumerate(kept[0].slips)}
    return Variants(tuple(kept[:wanted]), tuple(sorted(keys, key=lambda key: inside[key])), alike, whole)
