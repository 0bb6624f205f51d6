"""What a typed expression consists of: numbers, names, operators, brackets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from questions.expressions.operations import Operator

if TYPE_CHECKING:
    from fractions import Fraction


class Kind(Enum):
    """What a token is, as far as the grammar cares."""

    NUMBER = auto()
    NAME = auto()
    OPERATOR = auto()
    SUPERSCRIPT = auto()
    FUNCTION = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token. The text is what stood there, but for a name the symbol as the question writes it.

    The value belongs to numbers and superscripts (without its sign, ⁻), the operator to operators and functions.
    """

    kind: Kind
    text: str
    value: int | Fraction = 0
    operator: Operator = Operator.MULTIPLY
