"""What the symbols stand for where a question has letters: `C_out` is its N, `k_h` its K."""

from __future__ import annotations

from questions.worked.factors import SIDES, Factors, factor, kernel_letters
from questions.worked.idle import BATCH, FORWARD, SHARED

Letters = tuple[str, ...]


def kernel_places(kernel: Letters) -> Factors:
    """A factor for each side of the kernel."""
    rank = len(kernel)
    return tuple(
        factor(symbol, place, f"kernel {side}")
        for symbol, place, side in zip(kernel_letters(rank), kernel, SIDES[rank - 1], strict=True)
    )


def channels_place(place: str) -> Factors:
    """The input's channels."""
    return (factor("C_in", place, "input channels"),)


def filters_place(place: str) -> Factors:
    """The filters."""
    return (factor("C_out", place, "filters"),)


def biases_place(place: str, owner: str = "filter") -> Factors:
    """Where the biases come from."""
    return (factor("C_out", place, f"one bias per {owner}"),)


def idle_places(size: Letters, stride: str = "", padding: str = "", batch: str = "") -> Factors:
    """What is given but does not enter a count, with the reason; what is empty is not given."""
    found = [factor("input", "×".join(size), SHARED)] if size else []
    found += [factor("stride", stride, FORWARD[0])] if stride else []
    found += [factor("padding", padding, FORWARD[1])] if padding else []
    found += [factor("batch", batch, BATCH)] if batch else []
    return tuple(found)


def sides_places(size: Letters, where: str) -> Factors:
    """Height and width of the input or the output."""
    return tuple(
        factor(symbol, place, f"{side} of the {where}")
        for symbol, place, side in zip(("H", "W"), size, ("height", "width"), strict=True)
    )


def move_places(stride: str = "", padding: str = "", dilation: str = "") -> Factors:
    """How the kernel moves over the input, as far as it is given in numbers or letters."""
    found = [factor("padding", padding, "zeros on each side")] if padding and padding != "same" else []
    found += [factor("dilation", dilation, "from one tap to the next")] if dilation else []
    found += [factor("stride", stride, "from one window to the next")] if stride else []
    return tuple(found)
