"""What a wrong rule, two of them, a slip of arithmetic or a guess makes of a question: a value, and typed text."""

from __future__ import annotations

from math import exp, log
from random import Random

from questions.misconceptions.components import BIAS
from questions.question import Content, Misconception
from questions.submission import AnswerKind, Value

_WIDEST_GUESS = 4.0


def typed(value: Value) -> str:
    """A value as a learner types it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def products(content: Content) -> int:
    """How many partial products have to be worked out."""
    return sum(content.setup.count(sign) for sign in "·*×")


def options(content: Content) -> int:
    """Between how many answers one can guess; 0 where there are too many."""
    if content.kind is AnswerKind.TRUTH:
        return 2
    return len(content.choices) if content.kind is AnswerKind.CHOICE else 0


def fallen_into(slips: list[Misconception], rng: Random) -> tuple[Value, tuple[Misconception, ...]]:
    """The answer that these wrong rules lead to, and those that show in it.

    One about weights and one about biases act together, as parts of one sum. Otherwise one of them takes over.
    """
    about_biases = [slip for slip in slips if slip.parts and slip.component == BIAS]
    about_weights = [slip for slip in slips if slip.parts and slip.component != BIAS]
    if about_biases and about_weights:
        weights, biases = rng.choice(about_weights), about_biases[0]
        if weights.parts and biases.parts:
            return weights.parts[0] + biases.parts[1], (weights, biases)
    slip = rng.choice(slips)
    return slip.value, (slip,)


def slipped(value: Value, rng: Random) -> Value:
    """The value after a slip of arithmetic: one digit of one number is off. Letters and choices stay as they are."""
    if isinstance(value, tuple) and value:
        place = rng.randrange(len(value))
        return tuple(_digit_off(size, rng) if at == place else size for at, size in enumerate(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return _digit_off(value, rng)
    return value


def guessed(content: Content, rng: Random) -> Value:
    """A guess: one of the choices, or something of the right kind and size."""
    answer = content.answer
    if content.kind is AnswerKind.TRUTH:
        return rng.random() < 0.5
    if content.kind is AnswerKind.CHOICE:
        return chr(ord("a") + rng.randrange(len(content.choices)))
    if isinstance(answer, tuple):
        return tuple(_about(size, rng) for size in answer)
    if isinstance(answer, int):
        return _about(answer, rng)
    return rng.choice(content.misconceptions).value if content.misconceptions else answer


def _digit_off(number: int, rng: Random) -> int:
    unit = int("1" + "0" * rng.randrange(len(str(abs(number)))))
    off: int = number + rng.choice((-2, -1, -1, 1, 1, 2)) * unit
    return off if off > 0 else number + unit


def _about(number: int, rng: Random) -> int:
    return max(1, round(number * exp(rng.uniform(-1, 1) * log(_WIDEST_GUESS))))
