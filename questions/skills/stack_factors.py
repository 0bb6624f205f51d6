"""Convolutions that are replaced by two smaller ones: the pair, the original, and the sentence that tells them."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.specs import Conv
from questions.skills.articles import with_article
from questions.wording import by

CHANNELS = (16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 512)
WIDE = (256, 384, 512, 640, 768, 1024, 1280, 1536, 2048)

Factors = tuple[tuple[Conv, ...], tuple[Conv, ...], str]


def from_to(entering: int, leaving: int) -> str:
    """`from 64 to 128 channels`."""
    return f"from {entering} to {leaving} channels"


def asymmetric(draw: Draw, level: int, bias: bool) -> Factors:
    """A row and a column for a square kernel."""
    side = draw.choice((3, 4, 5, 6, 7) if level == 1 else (3, 5, 7, 7, 9, 11))
    if level == 1:
        entering = middle = leaving = draw.integer(2, 32)
    else:
        entering = middle = leaving = draw.choice(CHANNELS)
    if level == 3:
        middle, leaving = draw.choice(CHANNELS), draw.choice(CHANNELS)
    row, column = ((1, side), (side, 1)) if draw.chance(0.7) else ((side, 1), (1, side))
    first = (Conv(entering, middle, row, bias=bias), Conv(middle, leaving, column, bias=bias))
    whole, one, two = (with_article(f"{by(kernel)} convolution") for kernel in ((side, side), row, column))
    if entering == middle == leaving:
        each = f"each of the three with {entering} channels in and out"
        told = f"{whole.capitalize()} is replaced by {one} and then {two}, {each}."
    else:
        told = (
            f"{whole.capitalize()} {from_to(entering, leaving)} is replaced by {one} {from_to(entering, middle)} "
            f"and then {two} {from_to(middle, leaving)}."
        )
    return first, (Conv(entering, leaving, (side, side), bias=bias),), told


def separable(draw: Draw, level: int, bias: bool) -> Factors:
    """A depthwise layer and a pointwise one for a plain convolution."""
    side = draw.choice((3, 4, 5, 7) if level == 1 else (3, 3, 5, 7))
    kernel = (side, side)
    if level == 1:
        entering, leaving = draw.integer(2, 24), draw.integer(2, 32)
    else:
        entering, leaving = draw.choice(CHANNELS), draw.choice(CHANNELS if level == 2 else (*CHANNELS, *WIDE))
        if draw.chance(0.3):
            kernel = draw.choice(((3, 5), (5, 3), (3, 7), (7, 3)))
    depthwise = Conv(entering, entering, kernel, groups=entering, bias=bias)
    told = (
        f"A {by(kernel)} convolution {from_to(entering, leaving)} is replaced by a depthwise {by(kernel)} convolution "
        f"of {entering} channels, with one filter per channel, and then a 1×1 convolution {from_to(entering, leaving)}."
    )
    return (
        (depthwise, Conv(entering, leaving, (1, 1), bias=bias)),
        (Conv(entering, leaving, kernel, bias=bias),),
        told,
    )


def split(draw: Draw, _level: int, bias: bool) -> Factors:
    """A 3-d kernel split into space and time, as in R(2+1)D; there the middle channels make the counts alike."""
    deep, side = draw.choice(((3, 3), (3, 3), (3, 5), (5, 3), (3, 7), (5, 7)))
    entering, leaving = draw.choice((3, *CHANNELS[:12])), draw.choice(CHANNELS[:14])
    alike = deep * side * side * entering * leaving // (side * side * entering + deep * leaving)
    middle = max(2, alike + draw.choice((0, 1, -1))) if draw.chance(0.4) else draw.choice((45, 83, *CHANNELS[:14]))
    space, time = (1, side, side), (deep, 1, 1)
    first = (Conv(entering, middle, space, bias=bias), Conv(middle, leaving, time, bias=bias))
    told = (
        f"A {by((deep, side, side))} convolution (depth × height × width) {from_to(entering, leaving)} is replaced "
        f"by a {by(space)} convolution {from_to(entering, middle)} and then a {by(time)} convolution "
        f"{from_to(middle, leaving)}."
    )
    return first, (Conv(entering, leaving, (deep, side, side), bias=bias),), told
