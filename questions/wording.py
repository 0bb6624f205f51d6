"""Small pieces of wording: products, sizes, and counted things."""

from __future__ import annotations

import re
from functools import lru_cache

from questions.layers.specs import Shape

_LONG = re.compile(r"(?<![\w.,])[1-9][0-9]{3,}(?![\w.])")
_SIZES = re.compile(r"[0-9], [0-9]")


@lru_cache(maxsize=512)
def times(values: Shape) -> str:
    """`3·5·7`."""
    return "·".join(map(str, values))


@lru_cache(maxsize=512)
def by(values: Shape) -> str:
    """`3×5×7`."""
    return "×".join(map(str, values))


def bracketed(values: Shape) -> str:
    """A product as a factor of another: `(3·5·7)`, but `7` for a single value."""
    return f"({times(values)})" if len(values) > 1 else times(values)


def parted(written: str) -> str:
    """Arithmetic with its thousands parted, as results have them: `3,150 + 18`. Sizes in a row stay as they are."""
    return written if _SIZES.search(written) else _LONG.sub(lambda found: f"{int(found[0]):,}", written)


def several(count: int, noun: str, plural: str = "") -> str:
    """`1 filter`, `10 filters`, `1,024 biases`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {plural or noun + 's'}"


def each_of(count: int, noun: str) -> str:
    """`the one filter`, `both filters`, `each of the 10 filters`."""
    if count == 1:
        return f"the one {noun}"
    return f"both {noun}s" if count == 2 else f"each of the {count:,} {noun}s"
