"""Wrong procedures for the parameters of a transposed convolution, beside those about its biases."""

from __future__ import annotations

from math import prod

from questions.layers.counting import output_shape
from questions.layers.specs import ConvTranspose, Shape
from questions.misconceptions.components import (
    BIAS,
    FILTERS,
    GROUPS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    RANK,
    STRIDE,
    WEIGHT_SHARING,
)
from questions.misconceptions.facts import Slips, counted
from questions.question import Misconception
from questions.wording import bracketed as product
from questions.wording import each_of, several, times


def transposed_slips(layer: ConvTranspose, shape: Shape) -> Slips:
    """What the wrong procedures give; those that forget, add or misplace all biases are in other_layers.py."""
    cin, cout, width = layer.in_channels, layer.out_channels, layer.out_channels // layer.groups
    kernel, k = prod(layer.kernel_size), bracketed(layer)
    weights = cin * width * kernel
    biases = cout if layer.bias else 0
    plus = f" + {cout}" if biases else ""
    yield counted(
        "forgot_in_channels", INPUT_DEPTH, width * kernel, biases, f"{width}·{k}{plus}",
        "the input channels are left out",
        f"Each of the {several(cin, 'input channel')} has kernels of its own.",
    )  # fmt: skip
    yield counted(
        "forgot_filters", FILTERS, cin * kernel, biases, f"{cin}·{k}{plus}", "the output channels are left out",
        f"An input channel has one kernel for {each_of(width, 'output channel')}.",
    )  # fmt: skip
    yield counted(
        "forgot_kernel", KERNEL_EXTENT, cin * width, biases, f"{cin}·{width}{plus}",
        "the size of the kernel is left out", f"Each kernel has {times(layer.kernel_size)} weights.",
    )  # fmt: skip
    yield from _about_the_kernel(layer, cin * width, biases, plus)
    step = prod(layer.stride)
    if step > 1:
        lesson = "The stride sets how far apart the kernels are stamped onto the output; it adds no weights."
        yield counted(
            "multiplied_by_stride", STRIDE, weights * step, biases, f"{cin}·{width}·{k}·{times(layer.stride)}{plus}",
            "the weights are multiplied by the stride", lesson,
        )  # fmt: skip
        if weights % step == 0:
            yield counted(
                "divided_by_stride", STRIDE, weights // step, biases,
                f"{cin}·{width}·{k}/{product(layer.stride)}{plus}", "the weights are divided by the stride", lesson,
            )  # fmt: skip
    area = prod(shape[1:])
    if area > 1:
        yield counted(
            "times_input_area", WEIGHT_SHARING, weights * area, biases, f"{cin}·{width}·{k}·{times(shape[1:])}{plus}",
            "every input position is given kernels of its own", "The same kernels are used at every input position.",
        )  # fmt: skip
    yield from _about_groups(layer, kernel, biases, plus)
    yield from _about_biases(layer, shape, weights)


def bracketed(layer: ConvTranspose) -> str:
    """The kernel's size as a factor: `(3·3)`, `5`."""
    return f"({times(layer.kernel_size)})" if layer.rank > 1 else times(layer.kernel_size)


def _about_the_kernel(layer: ConvTranspose, pairs: int, biases: int, plus: str) -> Slips:
    sides = layer.kernel_size
    start = f"{layer.in_channels}·{layer.out_channels // layer.groups}"
    if layer.rank == 1 and sides[0] > 1:
        yield counted(
            "kernel_squared_in_1d", RANK, pairs * sides[0] ** 2, biases, f"{start}·({sides[0]}·{sides[0]}){plus}",
            "the 1-d kernel is squared as if it were 2-d", "A 1-d kernel has one extent.",
        )  # fmt: skip
        return
    for extent in dict.fromkeys(sides):
        if layer.rank > 1 and extent > 1:
            yield counted(
                "one_kernel_dim", KERNEL_EXTENT, pairs * extent, biases, f"{start}·{extent}{plus}",
                "only one side of the kernel is used", f"Multiply all sides of the kernel: {times(sides)}.",
            )  # fmt: skip
    if layer.rank > 1:
        added = "+".join(map(str, sides))
        yield counted(
            "kernel_dims_summed", KERNEL_EXTENT, pairs * sum(sides), biases, f"{start}·({added}){plus}",
            "the sides of the kernel are added", f"The sides are multiplied: {times(sides)}, not {added}.",
        )  # fmt: skip
    if layer.rank == 3 and sides[0] > 1:
        yield counted(
            "dropped_kernel_depth", RANK, pairs * sides[1] * sides[2], biases,
            f"{start}·({sides[1]}·{sides[2]}){plus}", "the 3-d kernel is treated as a 2-d one",
            f"A 3-d kernel also has an extent of {sides[0]} along the depth axis.",
        )  # fmt: skip


def _about_groups(layer: ConvTranspose, kernel: int, biases: int, plus: str) -> Slips:
    cin, cout, groups = layer.in_channels, layer.out_channels, layer.groups
    if groups == 1:
        return
    k = bracketed(layer)
    yield counted(
        "forgot_groups", GROUPS, cin * cout * kernel, biases, f"{cin}·{cout}·{k}{plus}",
        "every input channel is connected to all output channels",
        f"With groups={groups} it reaches the {cout}/{groups} = {cout // groups} of its own group.",
    )  # fmt: skip
    yield counted(
        "one_group_only", GROUPS, (cin // groups) * (cout // groups) * kernel, biases,
        f"({cin}/{groups})·({cout}/{groups})·{k}{plus}", "the groups are divided out twice",
        f"That is the weight count of one group; there are {groups} of them.",
    )  # fmt: skip
    if biases:
        weights = cin * (cout // groups) * kernel
        yield counted(
            "divided_bias_by_groups", BIAS, weights, cout // groups, f"{weights} + {cout}/{groups}",
            "the biases are divided by the groups as well",
            f"There is still one bias for each of the {cout} output channels.",
        )  # fmt: skip


def _about_biases(layer: ConvTranspose, shape: Shape, weights: int) -> Slips:
    if not layer.bias:
        return
    cin, cout = layer.in_channels, layer.out_channels
    width = cout // layer.groups
    yield counted(
        "bias_per_channel_slice", BIAS, weights, cin * width, f"{weights} + {cin}·{width}",
        "every kernel is given a bias of its own",
        "What the kernels stamp onto one output channel is summed; one bias is added to the sum.",
    )  # fmt: skip
    yield Misconception(
        "bias_per_weight", BIAS, 2 * weights, f"2·{weights}", "every weight gets a bias",
        f"A bias is added once per output channel, so there are {cout}.",
    )  # fmt: skip
    out = output_shape(layer, shape)[1:]
    yield counted(
        "bias_per_output_position", BIAS, weights, cout * prod(out), f"{weights} + {cout}·{times(out)}",
        "every output position gets a bias of its own", "An output channel adds the same bias at every position.",
    )  # fmt: skip
