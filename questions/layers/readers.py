"""How a plain value becomes an argument: sizes, counts, flags, words, shapes. Booleans are never integers."""

from typing import Any

from questions.layers.literals import Plain
from questions.layers.signatures import REQUIRED, Argument, Axes, Reader, UnfitError
from questions.layers.specs import Shape

MAX_AXES = 8


def whole(value: Plain, _rank: int) -> int:
    """Any integer."""
    if type(value) is not int:
        raise UnfitError("an integer")
    return value


def size(value: Plain, _rank: int) -> int:
    """An integer of at least 1."""
    if type(value) is not int or value < 1:
        raise UnfitError("a positive integer")
    return value


def flag(value: Plain, _rank: int) -> bool:
    """True or False."""
    if type(value) is not bool:
        raise UnfitError("True or False")
    return value


def sizes(value: Plain, rank: int) -> Shape:
    """A positive integer for every axis, or one that holds for all."""
    return _per_axis(value, rank, 1, "a positive integer")


def counts(value: Plain, rank: int) -> Shape:
    """An integer of at least 0 for every axis, or one that holds for all."""
    return _per_axis(value, rank, 0, "an integer of at least 0")


def shape(value: Plain, _rank: int) -> Shape:
    """A positive integer, or a tuple or list of them."""
    given = value if isinstance(value, tuple) else (value,)
    axes = tuple([n for n in given if type(n) is int and n > 0])
    if not 1 <= len(given) <= MAX_AXES or len(axes) != len(given):
        raise UnfitError("a positive integer or a tuple of them")
    return axes


def open_shape(value: Plain, _rank: int) -> Axes:
    """A tuple of positive integers, with None for sizes that are open."""
    given = value if isinstance(value, tuple) else ()
    axes = tuple([n if type(n) is int else None for n in given if n is None or (type(n) is int and n > 0)])
    if not 1 <= len(given) <= MAX_AXES or len(axes) != len(given):
        raise UnfitError("a tuple of positive integers or None, such as (24, 24, 3)")
    return axes


def integers(value: Plain, _rank: int) -> int | Shape:
    """An integer, or a tuple of them: one axis or several."""
    if type(value) is int:
        return value
    given = value if isinstance(value, tuple) else ()
    axes = tuple([n for n in given if type(n) is int])
    if not 1 <= len(given) <= MAX_AXES or len(axes) != len(given):
        raise UnfitError("an integer or a tuple of integers")
    return axes


def target_sizes(value: Plain, _rank: int) -> Shape:
    """A tuple of positive integers of which one may be -1, for whatever is left."""
    given = value if isinstance(value, tuple) else (value,)
    axes = tuple([n for n in given if type(n) is int and (n > 0 or n == -1)])
    if not 1 <= len(given) <= MAX_AXES or len(axes) != len(given) or axes.count(-1) > 1:
        raise UnfitError("a tuple of positive integers, of which one may be -1")
    return axes


def number(value: Plain, _rank: int) -> int | float:
    """A positive number, whole or not."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**6:
        raise UnfitError("a positive number")
    return value


def maybe(read: Reader) -> Reader:
    """None, or what ``read`` reads."""

    def read_unless_none(value: Plain, rank: int) -> Any:
        if value is None:
            return None
        try:
            return read(value, rank)
        except UnfitError as expected:
            raise UnfitError(f"None or {expected}") from None

    return read_unless_none


def word(*words: str, any_case: bool = False) -> Reader:
    """One of a few strings, in lower case if any case is accepted."""

    def read_word(value: Plain, _rank: int) -> str:
        found = value.lower() if any_case and isinstance(value, str) else value
        if not isinstance(found, str) or found not in words:
            raise UnfitError(" or ".join(repr(each) for each in words))
        return found

    return read_word


def only(value: Plain, reason: str) -> Reader:
    """Exactly ``value``; anything else would change the count in a way that is not counted here."""

    def read_only(given: Plain, _rank: int) -> Plain:
        if given is not value and given != value:
            raise UnfitError(f"{value!r} here, because {reason}")
        return value

    return read_only


def required(name: str, read: Reader) -> Argument:
    """An argument without a default."""
    return Argument(name, read, REQUIRED)


def ignored(*names: str, keyword_only: bool = False) -> tuple[Argument, ...]:
    """Arguments that do not touch the count."""
    return tuple(Argument(name, keyword_only=keyword_only) for name in names)


def _per_axis(value: Plain, rank: int, least: int, one: str) -> Shape:
    if type(value) is int and value >= least:
        return (value,) * rank
    if type(value) is tuple and len(value) == rank:
        axes = tuple([n for n in value if type(n) is int and n >= least])
        if len(axes) == rank:
            return axes
    raise UnfitError(one if rank == 1 else f"{one} or a tuple of {rank} of them")
