"""What may be said about a number of parameters before and after a change."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

Kind = Literal["same", "changes", "rises", "falls", "times", "more", "less", "below", "above"]

_WORDS: dict[int | Fraction, str] = {
    2: "doubles",
    3: "becomes three times as large",
    4: "becomes four times as large",
    Fraction(1, 2): "falls to a half",
    Fraction(1, 3): "falls to a third",
    Fraction(1, 4): "falls to a quarter",
    Fraction(1, 8): "falls to an eighth",
    Fraction(1, 16): "falls to a sixteenth",
}


class Claim(NamedTuple):
    """`same`, `changes`, `rises` and `falls` need no amount; `times` is a factor, `more` and `less` a difference.

    `below` means that it rises to less than the factor, `above` that it falls to more than the factor.
    """

    kind: Kind
    amount: int | Fraction = 1

    @property
    def text(self) -> str:
        """Completes "the number of parameters …"."""
        match self.kind:
            case "same":
                return "stays the same"
            case "changes" | "rises" | "falls":
                return self.kind
            case "times":
                return _WORDS.get(self.amount) or self._factor
            case "more":
                return f"rises by exactly {int(self.amount):,}"
            case "less":
                return f"falls by exactly {int(self.amount):,}"
            case "below":
                return f"rises, but to less than {_multiple(self.amount)} what it was"
            case "above":
                return f"falls, but to more than {_share(self.amount)} of what it was"

    @property
    def _factor(self) -> str:
        if self.amount.denominator == 1:
            return f"becomes {self.amount} times as large"
        return f"falls to {self.amount}" if self.amount < 1 else f"rises to {self.amount} of what it was"

    def holds(self, before: int, after: int) -> bool:
        """Whether it is so."""
        n, d = self.amount.numerator, self.amount.denominator
        match self.kind:
            case "same":
                return after == before
            case "changes":
                return after != before
            case "rises":
                return after > before
            case "falls":
                return after < before
            case "times":
                return after * d == before * n
            case "more":
                return after - before == n
            case "less":
                return before - after == n
            case "below":
                return before < after and after * d < before * n
            case "above":
                return after < before and after * d > before * n

    @property
    def test(self) -> str:
        """The same in Python, of `before` and `after`."""
        n, d = self.amount.numerator, self.amount.denominator
        left = f"after * {d}" if d > 1 else "after"
        right = f"before * {n}" if n > 1 else "before"
        return {
            "same": "after == before",
            "changes": "after != before",
            "rises": "after > before",
            "falls": "after < before",
            "times": f"{left} == {right}",
            "more": f"after - before == {n}",
            "less": f"before - after == {n}",
            "below": f"before < after and {left} < {right}",
            "above": f"after < before and {left} > {right}",
        }[self.kind]


def _multiple(factor: int | Fraction) -> str:
    return "twice" if factor == 2 else f"{factor} times"


def _share(factor: int | Fraction) -> str:
    named = {2: "a half", 3: "a third", 4: "a quarter", 8: "an eighth"}
    return named.get(factor.denominator, str(factor))


SAME, CHANGES, RISES, FALLS = Claim("same"), Claim("changes"), Claim("rises"), Claim("falls")


def times(factor: int | Fraction, *, exactly: bool = True) -> Claim:
    """It is multiplied by the factor; where biases do not go along, only that it rises or falls."""
    if exactly:
        return Claim("times", factor) if factor != 1 else SAME
    return RISES if factor > 1 else FALLS


def more(count: int) -> Claim:
    """It rises by the count."""
    return Claim("more", count)


def less(count: int) -> Claim:
    """It falls by the count."""
    return Claim("less", count)


def below(factor: int) -> Claim:
    """It rises to less than the factor."""
    return Claim("below", factor)


def above(factor: int | Fraction) -> Claim:
    """It falls to more than the factor."""
    return Claim("above", factor)
