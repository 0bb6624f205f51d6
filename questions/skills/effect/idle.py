"""Changes that the number of parameters does not follow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

from questions.draw import Draw
from questions.misconceptions.components import COMPOSITION, DILATION, PADDING, POOLING, STRIDE, WEIGHT_SHARING
from questions.skills.conv_layers import Setting
from questions.skills.effect.changes import Change, Maker, Slip, sized
from questions.skills.effect.claims import FALLS, RISES, SAME, more, times

_SHARED = "The same filters are used at every position"


def input_size(draw: Draw, x: Setting) -> Change:
    """A larger input of as many channels."""
    factor = draw.choice((2, 2, 3, 4))
    old = x.input_shape[1:]
    new = tuple([n * factor for n in old])
    claim = times(factor ** len(old), exactly=not x.layer.bias)
    return Change(
        f"the input grows from {sized(old)} to {sized(new)}, with as many channels", lambda: x.layer,
        (x.input_shape[0], *new), SAME,
        (Slip(claim, "times_input_area", WEIGHT_SHARING, "the size of the input is taken for a factor of the count",
              f"{_SHARED}, so the size of the input never enters."),),
        (*old, *new),
    )  # fmt: skip


def batch(draw: Draw, x: Setting) -> Change:
    """More inputs at once."""
    factor = draw.choice((2, 2, 4, 8))
    return Change(
        f"the batch size goes from {x.batch} to {x.batch * factor}", lambda: x.layer, x.input_shape, SAME,
        (Slip(times(factor), "times_batch", WEIGHT_SHARING, "the parameters are counted for every input of the batch",
              "All inputs of a batch go through the same filters."),),
        (x.batch, x.batch * factor),
    )  # fmt: skip


def stride(draw: Draw, x: Setting) -> Change | None:
    """Larger steps."""
    old = x.layer.stride[0]
    if x.style == "keras" and max(x.layer.dilation) > 1:
        return None
    factor = draw.choice((2, 2, 3)) if old == 1 else 2
    rank = x.layer.rank
    claim = times(Fraction(1, factor**rank), exactly=not x.layer.bias)
    return Change(
        f"the stride goes from {old} to {old * factor}", partial(replace, x.layer, stride=(old * factor,) * rank),
        x.input_shape, SAME,
        (Slip(claim, "divided_by_stride", STRIDE, "the count is divided by the stride",
              "The stride changes where the filters are applied, not how large they are."),),
        (old, old * factor),
    )  # fmt: skip


def padding(draw: Draw, x: Setting) -> Change | None:
    """More zeros around the input."""
    old = x.layer.padding
    lesson = "Padding extends the input; the filters stay as they are."
    cause = "padding is taken to make the filters larger"
    if isinstance(old, str):
        if old != "same" or max(x.layer.stride) > 1:
            return None
        slip = Slip(FALLS, "kernel_plus_padding", PADDING, cause, lesson)
        return Change("padding='same' becomes padding='valid'", partial(replace, x.layer, padding="valid"),
                      x.input_shape, SAME, (slip,))  # fmt: skip
    slip = Slip(RISES, "kernel_plus_padding", PADDING, cause, lesson)
    if x.style == "keras":
        return Change("padding='valid' becomes padding='same'", partial(replace, x.layer, padding="same"),
                      x.input_shape, SAME, (slip,))  # fmt: skip
    new = old[0] + draw.integer(1, 2)
    sides = "every side" if x.layer.rank > 1 else "both sides"
    return Change(
        f"the padding goes from {old[0]} to {new} on {sides}",
        partial(replace, x.layer, padding=(new,) * x.layer.rank), x.input_shape, SAME, (slip,), (old[0], new),
    )  # fmt: skip


def dilation(draw: Draw, x: Setting) -> Change | None:
    """Taps that are further apart."""
    old = x.layer.dilation[0]
    new = old + draw.integer(1, 2)
    reach = [new * (k - 1) + 1 for k in x.layer.kernel_size]
    clash = x.style == "keras" and max(x.layer.stride) > 1
    if clash or max(x.layer.kernel_size) == 1 or any(r >= n for r, n in zip(reach, x.input_shape[1:], strict=True)):
        return None
    return Change(
        f"the dilation goes from {old} to {new}", partial(replace, x.layer, dilation=(new,) * x.layer.rank),
        x.input_shape, SAME,
        (Slip(RISES, "effective_kernel_dilation", DILATION, "the holes of the dilated kernel are counted as weights",
              "Dilation spreads the same taps over a larger window; the holes carry no weights."),),
        (old, new),
    )  # fmt: skip


def behind(draw: Draw, x: Setting) -> Change | None:
    """A layer put behind that learns nothing."""
    rank = x.layer.rank
    what = draw.choice(("pool", "pool", "relu", "dropout"))
    if what == "pool":
        window = draw.choice((2, 3))
        slips: tuple[Slip, ...] = (
            Slip(more(window**rank * x.layer.out_channels), "pool_has_params", POOLING,
                 "the pooling windows are taken for kernels with weights",
                 "Pooling takes a maximum; it learns nothing."),
            Slip(times(Fraction(1, window**rank)), "pool_divides_params", POOLING,
                 "pooling is taken to shrink the number of parameters along with the map",
                 "Pooling shrinks the map, not the filters before it."),
        )  # fmt: skip
        name = f"nn.MaxPool{rank}d({window})"
        text = f"max pooling with windows of {sized((window,) * rank)}"
    elif what == "relu":
        slips = (
            Slip(more(x.layer.out_channels), "activation_has_params", COMPOSITION,
                 "the activation is taken to learn a number per channel",
                 "A ReLU is a fixed function without parameters."),
        )  # fmt: skip
        name, text, window = "nn.ReLU()", "a ReLU", 0
    else:
        slips = (
            Slip(times(Fraction(1, 2)), "dropout_removes_params", COMPOSITION,
                 "dropout is taken to remove parameters",
                 "Dropout zeroes activations at random while training; every parameter stays."),
        )  # fmt: skip
        name, text, window = "nn.Dropout(0.5)", "dropout with rate 0.5", 0
    return Change(f"{text} is put behind it and counted with it", lambda: x.layer, x.input_shape, SAME, slips,
                  (window,) if window else (), name)  # fmt: skip


IDLE: tuple[Maker, ...] = (input_size, batch, stride, padding, dilation, behind)
