"""Validation of layer fields: cheap enough to run on every drawn layer, with a sentence when it fails.

``type(x) is int`` instead of ``isinstance``: it refuses booleans, and it is the fastest test there is.
"""

from questions.layers.terms import LayerError, Padding, Shape

ONES: tuple[Shape, ...] = ((), (1,), (1, 1), (1, 1, 1))
ZEROS: tuple[Shape, ...] = ((), (0,), (0, 0), (0, 0, 0))
MAX_RANK = 3


def require_positive(name: str, value: object) -> None:
    """Raise LayerError unless ``value`` is an integer of at least 1."""
    if type(value) is not int or value < 1:
        raise LayerError(f"{name} must be a positive integer, not {value!r}.")


def require_flag(name: str, value: object) -> None:
    """Raise LayerError unless ``value`` is True or False."""
    if value is not True and value is not False:
        raise LayerError(f"{name} must be True or False, not {value!r}.")


def require_divisible(name: str, value: int, groups: int) -> None:
    """Raise LayerError unless ``groups`` divides ``value``."""
    if value % groups:
        raise LayerError(f"{name} must be divisible by groups, but {value} is not divisible by {groups}.")


def require_sizes(name: str, value: object, rank: int, least: int = 1) -> None:
    """Raise LayerError unless ``value`` is a tuple of ``rank`` integers, each at least ``least``."""
    if type(value) is tuple and len(value) == rank:
        for size in value:
            if type(size) is not int or size < least:
                break
        else:
            return
    integers = "positive integers" if least == 1 else f"integers of at least {least}"
    raise LayerError(f"{name} must be a tuple of {integers}, one for each of {rank} axes, not {value!r}.")


def kernel_rank(kernel_size: object) -> int:
    """The number of spatial axes of a kernel; LayerError unless it is a tuple of 1 to 3 positive integers."""
    if type(kernel_size) is not tuple or not 1 <= len(kernel_size) <= MAX_RANK:
        raise LayerError(f"kernel_size must be a tuple of 1 to {MAX_RANK} positive integers, not {kernel_size!r}.")
    rank = len(kernel_size)
    require_sizes("kernel_size", kernel_size, rank)
    return rank


def full_padding(padding: Padding, rank: int) -> Padding:
    """The one way to write a padding of a convolution or a pooling window.

    ``()`` and "valid" are both no padding, so both become zeros: equal layers compare equal.
    """
    if not padding or padding == "valid":
        return ZEROS[rank]
    if isinstance(padding, str):
        if padding == "causal" and rank != 1:
            raise LayerError(f"padding 'causal' exists for one spatial axis only, not for {rank}.")
        if padding not in ("same", "causal"):
            raise LayerError(f"padding must be integers, 'valid', 'same' or 'causal', not {padding!r}.")
        return padding
    require_sizes("padding", padding, rank, least=0)
    return padding
