"""Is the answer right, and if not, which wrong procedures lead to exactly this value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from questions.expressions.agreement import Multiples
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
    if isinstance(read, Submission) and isinstance(read.value, tuple) and content.axes:
        wanted = {len(content.axes)} | {len(slip.value) for slip in content.misconceptions if _is_shape(slip.value)}
        if len(read.value) not in wanted:
            return Unreadable(f"The question asks for {_sizes(len(content.axes))}: ({', '.join(content.axes)}).")
    return read


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


def _pair(content: Content, value: Value) -> tuple[Misconception, ...]:
    """A slip about the weights and one about the biases that give this value together.

    The first such pair; the commonest slips about biases, which come first, are tried first.
    """
    split = [(slip, slip.parts) for slip in content.misconceptions if slip.parts]
    about_weights = [(slip, parts) for slip, parts in split if slip.component != BIAS]
    for bias_slip, (_, biases) in split:
        if bias_slip.component == BIAS:
            for weight_slip, (weights, _) in about_weights:
                if weights + biases == value:
                    return (weight_slip, bias_slip)
    return ()
