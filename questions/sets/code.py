"""The short code of a drawn set: its recipe in letters and digits, with a check digit.

A code is read aloud, copied from a sheet and typed on a phone. So it has none of I, O, 0 and 1, capitals do not matter,
and its last sign tells any single wrong sign and any two neighbours that changed places.
"""

from __future__ import annotations

import hashlib

from questions.draw import SEED_LIMIT
from questions.question import LEVELS
from questions.sets.errors import SetError
from questions.sets.numbers import NUMBERS
from questions.sets.recipe import TIERS, BadRecipe, Order, Recipe
from questions.skills import SKILLS

VERSION = 1
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_PRIME = 0b100101
"""x^5 + x^2 + 1, which makes a field of the 32 signs."""
_GROUP = 5
_SHORTEST, _LONGEST = 10, 40
_SEED_BITS = (SEED_LIMIT - 1).bit_length()
_STAMP_BITS = 15
_ORDERS = tuple(Order)
_BIASES = (None, True, False)


class BadCode(SetError):
    """A text that is no code of a set this program can draw; the message says why."""


def set_code(recipe: Recipe) -> str:
    """`BAFCD-EFGHJ-KLMN2`: the same recipe always has the same code."""
    bits = _Bits()
    bits.put(VERSION, 5)
    bits.put(_ORDERS.index(recipe.order), 1)
    bits.put(_BIASES.index(recipe.bias), 2)
    bits.put(sum(1 << place for place, level in enumerate(LEVELS) if level in recipe.levels), 3)
    bits.put_length(recipe.count)
    bits.put(recipe.seed, _SEED_BITS)
    tiers = _whole_tiers(recipe.skills)
    bits.put(tiers is not None, 1)
    if tiers is not None:
        bits.put(sum(1 << place for place, tier in enumerate(TIERS) if tier in tiers), 3)
    else:
        numbers = [NUMBERS.index(skill) for skill in recipe.skills]
        bits.put_length(max(numbers) + 1)
        for number in range(max(numbers) + 1):
            bits.put(number in numbers, 1)
    bits.put(_stamp(recipe.skills), _STAMP_BITS)
    digits = bits.digits()
    signs = "".join(_SIGNS[digit] for digit in [*digits, _check_digit(digits)])
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def looks_like_code(text: str) -> bool:
    """Whether a text can be meant as a code, right or not: groups of five, as codes are written, or all in one."""
    groups = text.upper().replace("-", " ").split()
    signs = "".join(groups)
    if not (_SHORTEST <= len(signs) <= _LONGEST and signs.isascii() and signs.isalnum()):
        return False
    if len(groups) == 1:
        return all(sign in _SIGNS for sign in signs)
    return all(len(group) == _GROUP for group in groups[:-1]) and len(groups[-1]) <= _GROUP


def read_code(text: str) -> Recipe:
    """The recipe of a code; blanks, hyphens and capitals do not matter. Raises BadCode."""
    signs = "".join(text.upper().replace("-", " ").split())
    if not _SHORTEST <= len(signs) <= _LONGEST or not all(sign in _SIGNS for sign in signs):
        raise BadCode("a code has groups of five letters and digits, without I, O, 0 and 1, such as the one of a set")
    *digits, check = (_SIGNS.index(sign) for sign in signs)
    if _check_digit(digits) != check:
        raise BadCode("this code has a slip in it: its check digit does not fit; compare it with the original")
    bits = _Bits(digits)
    version = bits.take(5)
    if version != VERSION:
        raise BadCode(
            f"this code was made by another version of convdrill (codes of version {version}; this is {VERSION})"
        )
    try:
        recipe = _recipe(bits)
    except (BadRecipe, IndexError) as error:
        raise BadCode("this is no code of a question set") from error
    if set_code(recipe).replace("-", "") != signs:
        raise BadCode("this is no code of a question set")
    return recipe


def _recipe(bits: _Bits) -> Recipe:
    order = _ORDERS[bits.take(1)]
    bias = _BIASES[bits.take(2)]
    mask = bits.take(3)
    levels = tuple(level for place, level in enumerate(LEVELS) if mask >> place & 1)
    count = bits.take_length()
    seed = bits.take(_SEED_BITS)
    if bits.take(1):
        mask = bits.take(3)
        tiers = [tier for place, tier in enumerate(TIERS) if mask >> place & 1]
        skills = {skill.id for skill in SKILLS.values() if skill.tier in tiers}
    else:
        chosen = [number for number in range(bits.take_length()) if bits.take(1)]
        if chosen and chosen[-1] >= len(NUMBERS):
            raise BadCode("this code names a skill that this version of convdrill does not have; a newer one does")
        skills = {NUMBERS[number] for number in chosen}
    known = tuple(skill for skill in SKILLS if skill in skills)
    stamp = bits.take(_STAMP_BITS)
    if len(known) != len(skills) or stamp != _stamp(known):
        raise BadCode(
            "this code was made by a version of convdrill with other skills or other questions; "
            "ask for the set as a file"
        )
    if not bits.at_end:
        raise BadCode("this is no code of a question set")
    return Recipe(known, levels, count, seed, bias, order)


def _whole_tiers(skills: tuple[str, ...]) -> set[str] | None:
    """The tiers whose skills these are, all of them and no others; None where it is another choice."""
    tiers: set[str] = {SKILLS[skill].tier for skill in skills}
    whole = tuple(skill.id for skill in SKILLS.values() if skill.tier in tiers)
    return tiers if whole == skills else None


def _stamp(skills: tuple[str, ...]) -> int:
    """Tells another catalogue: other skills in a tier, or questions drawn by another version of a skill."""
    text = " ".join(f"{skill}/v{SKILLS[skill].version}" for skill in skills)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big") >> (16 - _STAMP_BITS)


def _check_digit(digits: list[int]) -> int:
    """The value at 2 of the polynomial over the field of 32 whose coefficients the digits are."""
    value = 0
    for digit in digits:
        value = _doubled(value ^ digit)
    return value


def _doubled(value: int) -> int:
    return value << 1 ^ (_PRIME if value & 16 else 0)


class _Bits:
    """Whole numbers one behind the other, in digits of five bits."""

    def __init__(self, digits: list[int] | None = None) -> None:
        self._bits = [digit >> place & 1 for digit in digits or () for place in range(4, -1, -1)]
        self._at = 0

    def put(self, value: int, width: int) -> None:
        self._bits += [value >> place & 1 for place in range(width - 1, -1, -1)]

    def put_length(self, value: int) -> None:
        """A number of any size: how many bits it has, then these."""
        self.put(value.bit_length(), 5)
        self.put(value, value.bit_length())

    def take(self, width: int) -> int:
        """The next number. Raises IndexError behind the end."""
        if self._at + width > len(self._bits):
            raise IndexError("there are no more bits")
        taken = self._bits[self._at : self._at + width]
        self._at += width
        return int("".join(map(str, taken)) or "0", 2)

    def take_length(self) -> int:
        return self.take(self.take(5))

    @property
    def at_end(self) -> bool:
        """Whether nothing is left but the filling of the last digit."""
        rest = self._bits[self._at :]
        return len(rest) < 5 and not any(rest)

    def digits(self) -> list[int]:
        """All bits in fives, the last one filled up with zeros."""
        filled = [*self._bits, *[0] * (-len(self._bits) % 5)]
        return [int("".join(map(str, filled[start : start + 5])), 2) for start in range(0, len(filled), 5)]
