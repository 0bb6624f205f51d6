"""Changes that the number of parameters follows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import prod

from questions.draw import Draw
from questions.misconceptions.components import BIAS, FILTERS, GROUPS, INPUT_DEPTH, KERNEL_EXTENT, RANK, SCALING
from questions.skills.conv_layers import Setting
from questions.skills.effect.changes import Change, Maker, Slip, sized
from questions.skills.effect.claims import RISES, SAME, above, below, less, more, times


def filters(draw: Draw, x: Setting) -> Change:
    """More filters."""
    factor, old = draw.choice((2, 2, 3, 4)), x.layer.out_channels
    wrong = [
        Slip(SAME, "forgot_filters", FILTERS, "only one filter is counted", "Every filter has weights of its own."),
        Slip(times(factor**2), "filters_change_depth", FILTERS, "the filters are taken to span more channels as well",
             "What a filter spans is the input's channels; more filters only give more output channels."),
    ]  # fmt: skip
    if x.layer.bias:
        wrong.append(Slip(below(factor), "one_bias_total", BIAS, "the whole layer is taken to have a single bias",
                          "Every filter brings a bias along, so the biases grow with the weights."))  # fmt: skip
    return Change(f"the number of filters goes from {old} to {old * factor}",
                  partial(replace, x.layer, out_channels=old * factor), x.input_shape, times(factor), tuple(wrong),
                  (old, old * factor))  # fmt: skip


def channels(draw: Draw, x: Setting) -> Change:
    """More input channels."""
    factor, old = draw.choice((2, 2, 3, 4)), x.layer.in_channels
    wrong = [Slip(SAME, "forgot_in_channels", INPUT_DEPTH, "the filters are taken as flat, without the input channels",
                  "A filter spans all channels of its input.")]  # fmt: skip
    if x.layer.bias:
        wrong.append(Slip(times(factor), "bias_per_input_channel", BIAS, "the biases are taken to grow along",
                          "The weights grow with the input channels; there is still one bias per filter."))  # fmt: skip
    else:
        wrong.append(Slip(times(factor**2), "filters_times_channels_out", INPUT_DEPTH,
                          "the output channels are taken to grow along",
                          "A filter sums over its input channels; there are as many filters as before."))  # fmt: skip
    return Change(f"the number of input channels goes from {old} to {old * factor}",
                  partial(replace, x.layer, in_channels=old * factor), (old * factor, *x.input_shape[1:]),
                  below(factor) if x.layer.bias else times(factor), tuple(wrong), (old, old * factor))  # fmt: skip


def both(draw: Draw, x: Setting) -> Change:
    """More channels on both sides, or fewer."""
    cin, cout = x.layer.in_channels, x.layer.out_channels
    bias = x.layer.bias
    if cin % 2 == 0 and cout % 2 == 0 and cin > 2 and cout > 2 and draw.chance(0.4):
        factor: int | Fraction = Fraction(1, 2)
    else:
        factor = draw.choice((2, 2, 3))
    new_in, new_out = int(cin * factor), int(cout * factor)
    square = factor**2
    right = times(square) if not bias else above(square) if factor < 1 else below(int(square))
    one = Slip(times(factor), "scaled_one_side", SCALING, "only one of the two channel counts is taken for a factor",
               "Filters and input channels are both factors of the weights.")  # fmt: skip
    wrong = [Slip(SAME, "channels_do_not_count", SCALING, "the channels are not taken for factors of the count",
                  "Filters and input channels are both factors of the weights."), one]  # fmt: skip
    if bias:
        wrong.append(Slip(times(square), "bias_scales_along", BIAS, "the biases are scaled like the weights",
                          "The biases follow the filters alone, the weights filters and input channels."))  # fmt: skip
    return Change(
        f"the input channels go from {cin} to {new_in} and the filters from {cout} to {new_out}",
        partial(replace, x.layer, in_channels=new_in, out_channels=new_out), (new_in, *x.input_shape[1:]),
        right, tuple(wrong), (cin, new_in, cout, new_out),
    )  # fmt: skip


def kernel(draw: Draw, x: Setting) -> Change | None:
    """A larger kernel: twice as long on every side, or a little larger."""
    old = x.layer.kernel_size
    double = draw.chance(0.6)
    new = tuple([2 * k if double else k + 2 for k in old])
    if any(x.layer.dilation[0] * (k - 1) + 1 >= n for k, n in zip(new, x.input_shape[1:], strict=True)):
        return None
    ratio = prod(new) // prod(old)  # exact where every side doubles, and used there alone
    bias = x.layer.bias
    exact = double and not bias
    wrong = [Slip(SAME, "forgot_kernel", KERNEL_EXTENT, "the size of the kernel is left out of the count",
                  "A filter has a weight at every position of its kernel.")]  # fmt: skip
    if exact:
        if x.layer.rank == 1:
            wrong.append(Slip(times(4), "kernel_squared_in_1d", RANK, "the 1-d kernel is squared as if it were 2-d",
                              "A 1-d kernel has one extent."))  # fmt: skip
        else:
            wrong.append(Slip(times(2), "one_kernel_dim", KERNEL_EXTENT, "only one side of the kernel is used",
                              "All sides of a kernel are multiplied, and each of them grew."))  # fmt: skip
    elif double:
        wrong.append(Slip(times(ratio), "bias_per_weight", BIAS, "the biases are taken to grow with the kernel",
                          "There is one bias per filter, however large its kernel is."))  # fmt: skip
    right = times(ratio) if exact else below(ratio) if double else RISES
    return Change(f"the kernel goes from {sized(old)} to {sized(new)}", partial(replace, x.layer, kernel_size=new),
                  x.input_shape, right, tuple(wrong), (*old, *new))  # fmt: skip


def groups(draw: Draw, x: Setting) -> Change | None:
    """Filters that each see a part of the channels."""
    cin, cout = x.layer.in_channels, x.layer.out_channels
    possible = [g for g in (2, 3, 4, 8) if cin % g == 0 and cout % g == 0 and cin > g]
    if not possible:
        return None
    count = draw.choice(possible)
    part = Fraction(1, count)
    seen = f"With groups={count} a filter sees {cin}/{count} = {cin // count} of the input channels."
    wrong = [Slip(SAME, "forgot_groups", GROUPS, "every filter is taken to see all input channels", seen)]
    if x.layer.bias:
        wrong.append(Slip(times(part), "divided_bias_by_groups", BIAS, "the biases are divided by the groups as well",
                          f"There is still one bias for each of the {cout} filters."))  # fmt: skip
    else:
        wrong.append(Slip(times(part**2), "one_group_only", GROUPS, "the groups are divided out twice",
                          f"One group has 1/{count**2} of the weights, but there are {count} groups."))  # fmt: skip
    return Change(f"the channels are split into groups, groups={count}", partial(replace, x.layer, groups=count),
                  x.input_shape, above(part) if x.layer.bias else times(part), tuple(wrong), (count,))  # fmt: skip


def biases(_draw: Draw, x: Setting) -> Change:
    """Biases switched off or on."""
    cin, cout, on = x.layer.in_channels, x.layer.out_channels, x.layer.bias
    by_count = less if on else more
    lesson = f"There is one bias per filter: {cout}."
    wrong = [Slip(SAME, "forgot_bias", BIAS, "the biases are not counted as parameters", lesson)]
    if cin != cout:
        wrong.append(Slip(by_count(cin), "bias_per_input_channel", BIAS, "there is one bias per input channel", lesson))
    if cout > 1:
        wrong.append(
            Slip(by_count(1), "one_bias_total", BIAS, "the whole layer is taken to have a single bias", lesson)
        )
    return Change(f"the biases are switched {'off' if on else 'on'}", partial(replace, x.layer, bias=not on),
                  x.input_shape, by_count(cout), tuple(wrong))  # fmt: skip


def one_filter(_draw: Draw, x: Setting) -> Change:
    """One filter more."""
    layer = x.layer
    each, bias = layer.in_channels * prod(layer.kernel_size), int(layer.bias)
    wrong = [Slip(SAME, "forgot_filters", FILTERS, "only one filter is counted", "Every filter has its own weights.")]
    if layer.in_channels > 1:
        wrong.append(Slip(more(prod(layer.kernel_size) + bias), "forgot_in_channels", INPUT_DEPTH,
                          "the filter is taken as flat, without the input channels",
                          f"A filter spans all {layer.in_channels} input channels."))  # fmt: skip
    if bias:
        wrong.append(Slip(more(each), "forgot_bias", BIAS, "the bias of the new filter is left out",
                          "A filter also brings a bias."))  # fmt: skip
    return Change("one filter is added", partial(replace, layer, out_channels=layer.out_channels + 1), x.input_shape,
                  more(each + bias), tuple(wrong))  # fmt: skip


def one_channel(_draw: Draw, x: Setting) -> Change:
    """One input channel more."""
    layer = x.layer
    k, cout = prod(layer.kernel_size), layer.out_channels
    wrong = [Slip(SAME, "forgot_in_channels", INPUT_DEPTH, "the filters are taken as flat, without the input channels",
                  "A filter spans all channels of its input.")]  # fmt: skip
    if cout > 1:
        wrong.append(Slip(more(k), "forgot_filters", FILTERS, "only one filter is counted",
                          f"Each of the {cout} filters gets another slice."))  # fmt: skip
    if layer.bias:
        wrong.append(Slip(more(cout * (k + 1)), "bias_per_channel_slice", BIAS, "every slice is given a bias",
                          "The slices of a filter are summed first; one bias is added to the sum."))  # fmt: skip
    return Change("the input gets one more channel", partial(replace, layer, in_channels=layer.in_channels + 1),
                  (x.input_shape[0] + 1, *x.input_shape[1:]), more(cout * k), tuple(wrong))  # fmt: skip


EFFECTIVE: tuple[Maker, ...] = (filters, channels, both, kernel, groups, biases, one_filter, one_channel)
