"""Is the answer right, and if not, which wrong procedures lead to exactly this value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from questions.expressions.agreement import Multiples, agreeing
from questions.expressions.expression import Expression
from questions.misconceptions.components import BIAS
from questions.question import Content, Misconception
from questions.submission import Shape, Submission, Unreadable, Value, formulas_agree, read_submission


@dataclass(frozen=True, slots=True)
class Verdict:
    """Right or not. Several misconceptions may lead to one wrong value; an arithmetic slip usually has none.

    `combined` tells that no single one leads to it, but the two named here together do.
    """

    correct: bool
    misconceptions: tuple[Misconception, ...] = ()
    combined: bool = False


def read_answer(content: Content, text: str) -> Submission | Unreadable:
    """What was typed, read as an answer to this question.

    So many sizes as the question does not ask for are Unreadable, unless a misconception of it has as many.
    """
    read = read_submission(content.kind, text, symbols=content.symbols, choices=content.choices)
    if isinstance(read, Submission) and isinstance(read.value, tuple):
        counts, reason = size_counts(content)
        if counts and len(read.value) not in counts:
            return Unreadable(reason)
    return read


def size_counts(content: Content) -> tuple[frozenset[int], str]:
    """How many sizes an answer may have, none meaning any, and what is said of one with more or fewer."""
    if not content.axes:
        return frozenset(), ""
    counts = {len(content.axes)} | {len(slip.value) for slip in content.misconceptions if _is_shape(slip.value)}
    return frozenset(counts), f"The question asks for {_sizes(len(content.axes))}: ({', '.join(content.axes)})."


def _is_shape(value: Value) -> TypeGuard[Shape]:
    return isinstance(value, tuple)


def _sizes(count: int) -> str:
    return ("no size", "one size", "two sizes", "three sizes", "four sizes")[count]


def same_value(left: Value, right: Value, symbols: tuple[str, ...] = (), multiples: Multiples = ()) -> bool:
    """Whether two answers of one kind are equal; formulas by exact evaluation, not as strings."""
    if isinstance(left, Expression) and isinstance(right, Expression):
        return formulas_agree(left, right, symbols, multiples=multiples)
    return left == right


def check(content: Content, value: Value) -> Verdict:
    """Judge an answer that was understood. Each misconception is named once, in the order of the skill."""
    if same_value(value, content.answer, content.symbols, content.multiples):
        return Verdict(correct=True)
    found: dict[str, Misconception] = {}
    for slip in content.misconceptions:
        if slip.id not in found and same_value(value, slip.value, content.symbols, content.multiples):
            found[slip.id] = slip
    if found:
        return Verdict(correct=False, misconceptions=tuple(found.values()))
    pair = _pair(content, value)
    return Verdict(correct=False, misconceptions=pair, combined=bool(pair))


def slip_verdicts(content: Content) -> tuple[Verdict, ...]:
    """What `check` says of the value of each misconception, in their order; all at once is a good deal faster."""
    slips = content.misconceptions
    values = [content.answer, *(slip.value for slip in slips)]
    formulas = [value for value in values if isinstance(value, Expression)]
    if len(formulas) == len(values):
        groups: Iterable[Sequence[int]] = agreeing(formulas, content.symbols, multiples=content.multiples)
    else:
        places: dict[Value, list[int]] = {}
        for place, value in enumerate(values):
            places.setdefault(value, []).append(place)
        groups = places.values()
    found: dict[int, Verdict] = {}
    for group in groups:
        named: dict[str, Misconception] = {}
        for place in group if group[0] else ():
            named.setdefault(slips[place - 1].id, slips[place - 1])
        found.update(dict.fromkeys(group, Verdict(group[0] == 0, tuple(named.values()))))
    return tuple(found[place] for place in range(1, len(values)))


def pair_verdicts(content: Content) -> Mapping[int, Verdict]:
    """Each wrong value that no single misconception leads to, but two together do, with what `check` says of it."""
    known = {content.answer, *(slip.value for slip in content.misconceptions)}
    return {
        value: Verdict(correct=False, misconceptions=pair, combined=True)
        for value, pair in _pairs(content).items()
        if value not in known
    }


def _pair(content: Content, value: Value) -> tuple[Misconception, ...]:
    """A slip about the weights and one about the biases that give this value together."""
    return _pairs(content).get(value, ()) if isinstance(value, int) else ()


def _pairs(content: Content) -> dict[int, tuple[Misconception, ...]]:
    """The first such pair for each value; the commonest slips about biases, which come first, are tried first."""
    split = [(slip, slip.parts) for slip in content.misconceptions if slip.parts]
    about_weights = [(slip, parts) for slip, parts in split if slip.component != BIAS]
    found: dict[int, tuple[Misconception, ...]] = {}
    for bias_slip, (_, biases) in split:
        if bias_slip.component == BIAS:
            for weight_slip, (weights, _) in about_weights:
                found.setdefault(weights + biases, (weight_slip, bias_slip))
    return found
