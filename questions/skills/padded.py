"""Convolutions whose padding is asked about: what is asked, and drawing it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.layers.specs import Conv
from questions.misconceptions.same_padding import Axis, Form, Frame

_ODD = (3, 5, 7, 9, 11, 13, 15, 17, 19, 21)
_SIDES = (3, 3, 5, 5, 7, 9, 11)
_EDGES = (28, 32, 48, 56, 64, 96, 112, 128, 224, 256)
_CHANNELS = (3, 16, 24, 32, 48, 64, 96, 128, 256)


@dataclass(frozen=True, slots=True)
class Padded:
    """What is asked, and the facts around it that play no part."""

    frame: Frame
    rank: int
    channels: int = 1
    filters: int = 1
    batch: int = 1

    @property
    def spatial(self) -> tuple[int, ...]:
        """The input's size along each axis."""
        frame = self.frame
        return (frame.axis.size,) if self.rank == 1 else (frame.axis.size, (frame.other or frame.axis).size)

    @property
    def layer(self) -> Conv:
        """The layer with the padding that is looked for."""
        axes = (self.frame.axis, self.frame.other or self.frame.axis)[: self.rank]
        return Conv(
            self.channels,
            self.filters,
            tuple(axis.kernel for axis in axes),
            tuple(axis.stride for axis in axes),
            tuple(axis.padding for axis in axes),
            tuple(axis.dilation for axis in axes),
        )


def draw_padded(draw: Draw, level: int) -> Padded:
    """Level 1 has square kernels; 2 dilation and unequal sides; 3 strides, and facts that play no part."""
    return (_small, _real, _full)[level - 1](draw)


def _small(draw: Draw) -> Padded:
    form: Form = draw.choice(("side", "both", "extent", "extent"))
    kernel = draw.choice(_ODD)
    return Padded(Frame(form, Axis(draw.integer(kernel + 1, 64), kernel)), 2)


def _real(draw: Draw) -> Padded:
    """Dilation, unequal sides of the kernel, and the way back to the kernel or the dilation."""
    form: Form = draw.choice(("side", "both", "extent", "zeros", "kernel", "dilation"))
    rank = 2 if form == "zeros" or draw.chance(0.7) else 1
    kernel, dilation = draw.choice(_SIDES), draw.choice((1, 2, 3, 4, 6, 8, 12, 18))
    size = draw.choice(_EDGES) if rank == 2 else draw.choice((500, 1000, 4000, 16000))
    if form in ("kernel", "dilation"):
        kernel = draw.choice(_ODD) if dilation < 8 else kernel
        dilation = draw.integer(2, 12) if form == "dilation" else dilation
        return Padded(Frame(form, Axis(max(size, dilation * kernel), kernel, dilation)), rank)
    other = Axis(size, kernel)
    if rank == 2:
        kernel, across = draw.choice(((3, 3), (5, 5), (3, 5), (5, 3), (3, 7), (7, 3), (7, 5), (5, 11), (9, 5)))
        dilation = draw.choice((1, 1, 2, 3, 4))
        other = Axis(size if draw.chance(0.5) else draw.choice(_EDGES), across, dilation)
    axis = Axis(max(size, dilation * kernel), kernel, dilation)
    return Padded(Frame(form, axis, other if rank == 2 else None), rank)


def _full(draw: Draw) -> Padded:
    """Sizes divided by the stride, the zeros of a whole frame, and channels and a batch that play no part."""
    form: Form = draw.choice(("shrink", "shrink", "zeros", "zeros", "extent"))
    channels, filters = draw.choice(_CHANNELS), draw.choice(_CHANNELS[1:])
    batch = draw.choice((1, 4, 8, 16, 32, 64))
    if form == "shrink":
        stride = draw.choice((2, 2, 3, 4))
        kernel, dilation = draw.integer(stride + 1, 16), draw.choice((1, 1, 2, 3, 4))
        size = stride * draw.integer(-(-dilation * kernel // stride), 120)
        return Padded(Frame(form, Axis(size, kernel, dilation, stride)), draw.choice((1, 2)), channels, filters, batch)
    kernel, across = draw.choice(_SIDES), draw.choice(_SIDES)
    dilation = draw.choice((1, 2, 3, 4))
    axis, other = (Axis(max(draw.choice(_EDGES), dilation * side), side, dilation) for side in (kernel, across))
    return Padded(Frame(form, axis, other), 2, channels, filters, batch)
