"""What the symbols of a formula stand for, as the worked solutions of many layers say it.

The same factors come again and again, so each is made once.
"""

from __future__ import annotations

from functools import lru_cache

from questions.layers.specs import Conv, Shape
from questions.question import Factor
from questions.wording import by, times

Factors = tuple[Factor, ...]

_LETTERS = (("k",), ("k_h", "k_w"), ("k_d", "k_h", "k_w"))
SIDES = (("length",), ("height", "width"), ("depth", "height", "width"))


def kernel_letters(rank: int) -> tuple[str, ...]:
    """The usual names of a kernel's extents."""
    return _LETTERS[rank - 1]


@lru_cache(maxsize=1024)
def factor(symbol: str, number: int | str, meaning: str) -> Factor:
    """A factor with its number as it is shown: `stride`, `2`, `moves the filters, does not make them larger`."""
    return Factor(symbol, f"{number:,}" if isinstance(number, int) else number, meaning)


@lru_cache(maxsize=1024)
def things(symbol: str, count: int, noun: str, more: str = "") -> Factor:
    """So many things: `C_in 3 input channels`, but `C_in 1 input channel`; `more` follows the noun."""
    return Factor(symbol, f"{count:,}", f"{noun}{'' if count == 1 else 's'}{more}")


@lru_cache(maxsize=2048)
def kernel_factors(kernel: Shape) -> Factors:
    """One for each side: `k_h 3 kernel height`, `k_w 5 kernel width`."""
    rank = len(kernel)
    return tuple(
        Factor(letter, f"{extent:,}", f"kernel {side}")
        for letter, extent, side in zip(_LETTERS[rank - 1], kernel, SIDES[rank - 1], strict=True)
    )


@lru_cache(maxsize=2048)
def kernel_factor(kernel: Shape) -> Factor:
    """The whole kernel as one factor: `kernel 3·5 kernel height, kernel width`."""
    sides = SIDES[len(kernel) - 1]
    told = "length of the kernel" if len(kernel) == 1 else f"{' · '.join(sides)} of the kernel"
    return Factor("kernel", times(kernel), told)


def depth_factor(layer: Conv) -> Factor:
    """The channels that a filter sees: those of the input, or of its group."""
    if layer.groups == 1:
        return things("C_in", layer.in_channels, "input channel")
    return things("C_in/groups", layer.in_channels // layer.groups, "input channel", " that each filter sees")


def seen_factor(layer: Conv) -> Factor:
    """The same under the name `channels seen`."""
    return things("channels seen", layer.in_channels // layer.groups, "input channel", " that each filter sees")


def filters_factor(count: int, symbol: str = "C_out") -> Factor:
    """The filters: as many as output channels, which is what another symbol says of them."""
    return things(symbol, count, "filter" if symbol == "C_out" else "output channel")


def biases_factor(count: int, owner: str = "filter") -> Factor:
    """Where the biases come from: there are as many as outputs."""
    return factor("C_out", count, f"one bias per {owner}")


def layer_factors(layer: Conv) -> Factors:
    """All factors of a convolution's weights, where one step has the whole product."""
    return filters_factor(layer.out_channels), *kernel_factors(layer.kernel_size), depth_factor(layer)


@lru_cache(maxsize=2048)
def size_factor(symbol: str, sizes: Shape, meaning: str) -> Factor:
    """A size with its sides: `input 24×30`."""
    return Factor(symbol, by(sizes) if len(sizes) > 1 else f"{sizes[0]:,}", meaning)


def product_factors(layer: Conv) -> Factors:
    """The factors of a convolution's weights where the kernel is one of them: `filters·(kernel·channels)`."""
    return filters_factor(layer.out_channels), kernel_factor(layer.kernel_size), depth_factor(layer)


@lru_cache(maxsize=2048)
def span_factors(kernel: int, dilation: int, letters: tuple[str, str] = ("k", "d")) -> Factors:
    """What a dilated kernel's window is made of along one axis."""
    return (
        Factor(letters[0], f"{kernel:,}", "size of the kernel"),
        Factor(letters[1], f"{dilation:,}", "dilation, from one tap to the next"),
    )


def slide_factors(size: Factor, window: Factor, padding: int, stride: int, letters: tuple[str, str]) -> Factors:
    """What an output's size is made of along one axis: no padding of 0, and no stride of 1, stands in its formula."""
    found = [size]
    if padding:
        found.append(factor(letters[0], padding, "zeros on each side"))
    found.append(window)
    if stride > 1:
        found.append(factor(letters[1], stride, "stride"))
    return tuple(found)
