"""Two changes at once: they may make up for each other, or only one of them matters."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import prod

from questions.draw import Draw
from questions.layers.specs import Conv
from questions.misconceptions.components import BIAS, GROUPS, INPUT_DEPTH, KERNEL_EXTENT
from questions.skills.conv_layers import Setting
from questions.skills.effect.changes import Change, Maker, Slip, sized
from questions.skills.effect.claims import RISES, SAME, Claim, more, times
from questions.skills.effect.effective import channels, filters
from questions.skills.effect.idle import batch, input_size, stride


def widened_and_split(draw: Draw, x: Setting) -> Change | None:
    """As many times the input channels as groups."""
    count, layer = draw.choice((2, 2, 4)), x.layer
    if layer.out_channels % count:
        return None
    new = layer.in_channels * count
    lesson = f"With groups={count} a filter sees {new}/{count} = {layer.in_channels} channels, as many as before."
    return Change(
        f"the number of input channels goes from {layer.in_channels} to {new}, and groups={count}",
        partial(replace, layer, in_channels=new, groups=count), (new, *x.input_shape[1:]), SAME,
        (Slip(times(count, exactly=not layer.bias), "forgot_groups", GROUPS,
              "every filter is taken to see all input channels",
              lesson),
         Slip(times(Fraction(1, count), exactly=not layer.bias), "forgot_in_channels", INPUT_DEPTH,
              "only the groups are taken into account",
              lesson)),
        (layer.in_channels, new, count),
    )  # fmt: skip


def reshaped_kernel(_draw: Draw, x: Setting) -> Change | None:
    """The same number of kernel positions in one line."""
    layer = x.layer
    positions = prod(layer.kernel_size)
    if layer.rank != 2 or min(layer.kernel_size) < 2 or layer.dilation[0] * (positions - 1) >= x.input_shape[2] - 1:
        return None
    new = (1, positions)
    sides = "+".join(map(str, layer.kernel_size))
    return Change(
        f"the kernel goes from {sized(layer.kernel_size)} to {sized(new)}", partial(replace, layer, kernel_size=new),
        x.input_shape, SAME,
        (Slip(RISES, "kernel_dims_summed", KERNEL_EXTENT, "the sides of the kernel are added",
              f"The sides are multiplied: 1·{positions} is as much as before, whatever {sides} makes."),
         Slip(times(Fraction(1, layer.kernel_size[0]), exactly=not layer.bias), "one_kernel_dim", KERNEL_EXTENT,
              "only the first side of the kernel is used", "Both sides of a kernel are multiplied.")),
        (*layer.kernel_size, *new),
    )  # fmt: skip


def traded(_draw: Draw, x: Setting) -> Change | None:
    """Half the input channels, twice the filters."""
    layer = x.layer
    cin, cout = layer.in_channels, layer.out_channels
    if cin % 2:
        return None
    balance = "Half the input channels for twice as many filters leaves the weights as they are"
    wrong = [
        Slip(times(2), "forgot_in_channels", INPUT_DEPTH, "only the filters are taken into account", f"{balance}.")
    ]
    if layer.bias:
        wrong.append(Slip(SAME, "forgot_bias", BIAS, "the biases are left out",
                          f"{balance}, but each new filter brings a bias."))  # fmt: skip
    return Change(
        f"the input channels go from {cin} to {cin // 2} and the filters from {cout} to {cout * 2}",
        partial(replace, layer, in_channels=cin // 2, out_channels=cout * 2), (cin // 2, *x.input_shape[1:]),
        more(cout) if layer.bias else SAME, tuple(wrong), (cin, cin // 2, cout, cout * 2),
    )  # fmt: skip


def mixed(draw: Draw, x: Setting) -> Change | None:
    """One change that matters and one that does not."""
    idle = draw.choice((input_size, batch, stride, stride))(draw, x)
    real = draw.choice((filters, filters, channels))(draw, x)
    if idle is None or real is None:
        return None
    taken = idle.wrong[0]
    wrong = [*real.wrong]
    if taken.claim.kind == "times" and real.right.kind == "times":
        wrong.append(taken._replace(claim=_product(taken.claim, real.right)))
    shape = (real.input_shape[0], *idle.input_shape[1:])

    def both() -> Conv:
        return replace(real.after, stride=idle.after.stride)

    return Change(f"{idle.text}, and {real.text}", both, shape, real.right, tuple(wrong), (*idle.needs, *real.needs))


def _product(one: Claim, other: Claim) -> Claim:
    return times(one.amount * other.amount)


COMPOUND: tuple[Maker, ...] = (widened_and_split, reshaped_kernel, traded, mixed, mixed)
