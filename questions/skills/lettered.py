"""Questions in letters: a layer whose sizes have names, its true formula and the wrong ones."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from string import ascii_uppercase
from typing import Any, TypeVar

from questions.expressions.agreement import Multiples, agrees_with_any
from questions.expressions.expression import Expression, parse_expression
from questions.layers.network import Network
from questions.layers.specs import Layer, Shape
from questions.misconceptions.formulas import Wrong
from questions.question import Content, Factor, Misconception, Proof, Step
from questions.skills.skill import Draft
from questions.submission import AnswerKind

Slips = tuple[Misconception, ...]


class Case(ABC):
    """A layer in general: a frozen dataclass whose fields hold letters, or numbers that stand for one.

    A capital or a number, alone or in a tuple, is a letter's place; every other value (`""`, flags, styles) is part of
    what kind of layer it is. What `answer` and `wrong` are made of must not depend on whether a place has a number.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def answer(self) -> str:
        """The true formula."""

    @abstractmethod
    def wrong(self) -> Iterator[Wrong]:
        """The wrong formulas, also those that may agree with the true one."""

    @property
    def places(self) -> tuple[str, ...]:
        """Every letter and number, in the order of the fields."""
        return tuple(part for value in _values(self) for part in _parts(value))

    @property
    def symbols(self) -> tuple[str, ...]:
        """The letters that an answer may use."""
        return tuple(dict.fromkeys(place for place in self.places if place.isalpha()))


C = TypeVar("C", bound=Case)


def draft_of(case: C, write: Callable[[C, Expression, Slips], Content]) -> Draft:
    """The drafted question. Kept with its words: a case comes again and again, and its formulas are slow to compare."""
    return _kept_draft(case, write)


@lru_cache(maxsize=128)
def _kept_draft(case: Case, write: Callable[[Any, Expression, Slips], Content]) -> Draft:
    general, names = _in_general(case)
    answer, wrong = _formulas(general)
    slips = tuple(
        Misconception(told.id, told.component, formula.renamed(names), "", told.cause, told.lesson)
        for told, formula in zip(case.wrong(), wrong, strict=True)
    )
    right = answer.renamed(names)
    sizes = tuple((letter, place) for letter, place in names.items() if isinstance(place, int))
    return Draft(right, slips, cache(lambda: write(case, right, slips)), _confused(general, sizes))


@dataclass(frozen=True, slots=True)
class Example:
    """The same layer in numbers. `told` names them, `numbers` has one for each letter."""

    told: str
    numbers: Mapping[str, int]
    layer: Layer | Network
    input_shape: Shape
    prove: Callable[[], Proof]


def write_formula(
    case: Case,
    answer: Expression,
    slips: Slips,
    *,
    prompt: str,
    steps: tuple[Step, ...],
    hints: tuple[str, str],
    example: Example,
    needs: tuple[str, ...],
    symbolic: dict[str, object],
    multiples: Multiples = (),
    rounding: bool = False,
    idle: tuple[Factor, ...] = (),
) -> Content:
    """A question for a formula: its steps end with the example and the formula, its hints with the example.

    `idle` are letters that play no part, if the steps have not told them.
    """
    formula, setup = str(answer), str(answer.renamed(example.numbers))
    value = answer.evaluate(example.numbers)
    syntax = "; floor(A/B) and ceil(A/B) round down and up" if rounding else ""
    general, names = _in_general(case)
    used = _formulas(general)[0].symbols
    return Content(
        prompt=f"{prompt} Answer with a formula in these letters, for example 2*A*(B+1){syntax}.",
        kind=AnswerKind.FORMULA,
        answer=answer,
        layer=example.layer,
        input_shape=example.input_shape,
        misconceptions=slips,
        explanation=(
            *steps,
            Step(f"For {example.told} that is", "", setup, f"{value:,}"),
            Step("In general:", "", "", formula, idle=idle),
        ),
        prove=example.prove,
        same_as=(case,),
        symbols=case.symbols,
        symbolic_layer=symbolic,
        hints=(*hints, f"The set-up for {example.told} is {setup}: put the letters in."),
        setup=setup,
        needs=(*(place for letter, place in names.items() if letter in used), *needs),
        multiples=multiples,
    )


def number(place: str, numbers: Mapping[str, int]) -> int:
    """What stands in this place in the example."""
    return int(place) if place.isdigit() else numbers[place]


def entry(place: str, default: int) -> str | int:
    """A place as JSON has it: a letter, a number, or the default where it is empty."""
    return default if not place else int(place) if place.isdigit() else place


def symbolic_conv(
    *,
    in_channels: str,
    out_channels: str,
    kernel: tuple[str, ...],
    size: tuple[str, ...],
    stride: str = "",
    padding: str = "",
    dilation: str = "",
    groups: str = "",
    bias: bool = True,
) -> dict[str, object]:
    """The layer as JSON, with letters where the question has letters. "same" is a padding too."""
    rank = len(kernel)
    return {
        "rank": rank,
        "in_channels": entry(in_channels, 1),
        "out_channels": entry(out_channels, 1),
        "kernel_size": [entry(side, 1) for side in kernel],
        "stride": [entry(stride, 1)] * rank,
        "padding": padding if padding == "same" else [entry(padding, 0)] * rank,
        "dilation": [entry(dilation, 1)] * rank,
        "groups": entry(groups, 1),
        "bias": bias,
        "input_shape": [entry(in_channels, 1), *(entry(side, 1) for side in size)],
    }


@lru_cache(maxsize=512)
def _formulas(general: Case) -> tuple[Expression, tuple[Expression, ...]]:
    """The true formula and the wrong ones, over letters that are always the same."""
    return _read(general.answer), tuple(_read(wrong.text) for wrong in general.wrong())


@lru_cache(maxsize=1024)
def _confused(general: Case, sizes: tuple[tuple[str, int], ...]) -> bool:
    """Whether some wrong formula agrees with the true one where these letters have these sizes."""
    answer, wrong = _formulas(general)
    known = dict(sizes)
    letters = tuple(letter for letter in general.symbols if letter not in known)
    return agrees_with_any(answer, wrong, letters, known)


@lru_cache(maxsize=1024)
def _read(text: str) -> Expression:
    """Parsing is slow, so each formula is parsed once for all questions."""
    return parse_expression(text, ascii_uppercase)


@lru_cache(maxsize=256)
def _in_general(case: Case) -> tuple[Case, Mapping[str, str | int]]:
    """The same case in the letters A, B, C …, and what stands for each of them in this one."""
    names: dict[str, str] = {}

    def general(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(general(part) for part in value)
        return names.setdefault(value, ascii_uppercase[len(names)]) if _is_place(value) else value

    same = type(case)(*(general(value) for value in _values(case)))
    return same, {letter: int(place) if place.isdigit() else place for place, letter in names.items()}


def _values(case: Case) -> Iterator[Any]:
    return (getattr(case, name) for name in _field_names(type(case)))


@cache
def _field_names(kind: type[Case]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # every case is a dataclass


def _parts(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(part for part in value if _is_place(part))
    return (value,) if _is_place(value) else ()


def _is_place(value: Any) -> bool:
    return isinstance(value, str) and (value.isdigit() or (len(value) == 1 and "A" <= value <= "Z"))
