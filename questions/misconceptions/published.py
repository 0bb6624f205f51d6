"""Wrong procedures about a published layer's work and output: multiply-adds and output heights."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from questions.layers.counting import output_shape, parameters
from questions.layers.parameters import Parameters
from questions.layers.specs import Conv, ConvTranspose, Dense, Shape
from questions.misconceptions.components import (
    COMPOSITION,
    DILATION,
    GROUPS,
    INPUT_DEPTH,
    MULTIPLY_ADDS,
    OUTPUT_SIZE,
    PADDING,
    STRIDE,
    TRANSPOSED,
)
from questions.question import Misconception
from questions.wording import by, times


def mac_slips(layer: Conv | ConvTranspose | Dense, input_shape: Shape) -> Iterator[Misconception]:
    """What the known wrong procedures give for the multiply-adds of one example, biases not counted."""
    weights = parameters(layer).weights
    if isinstance(layer, Dense):
        yield _macs("flops_is_macs", 2 * weights, f"2·{weights}", *_TWICE)
        yield _macs(
            "bias_in_macs", weights + layer.out_features, f"{weights} + {layer.out_features}",
            "the additions of the biases are counted as well", "A bias is only added; it is no multiply-add.",
        )  # fmt: skip
        return
    out, given = output_shape(layer, input_shape)[1:], input_shape[1:]
    turned = isinstance(layer, ConvTranspose)
    used, other = (given, out) if turned else (out, given)
    where = "input" if turned else "output"
    true = weights * prod(used)
    yield _macs("flops_is_macs", 2 * true, f"2·{weights}·{times(used)}", *_TWICE)
    if used != other:
        yield Misconception(
            "transposed_macs_at_output" if turned else "macs_at_input_size", TRANSPOSED if turned else MULTIPLY_ADDS,
            weights * prod(other), f"{weights}·{times(other)}",
            f"the weights are multiplied by the positions of the {'output' if turned else 'input'}",
            f"Each weight is used once per {where} position: {by(used)}.",
        )  # fmt: skip
    yield _macs(
        "gave_weights_instead", weights, "", "the weights are given instead of the multiply-adds",
        f"Each of the {weights:,} weights is used at all {by(used)} {where} positions.",
    )  # fmt: skip
    if len(used) > 1:
        yield Misconception(
            "one_output_side", OUTPUT_SIZE, weights * used[0], f"{weights}·{used[0]}",
            f"only one side of the {where} is used", f"There are {by(used)} {where} positions.",
        )  # fmt: skip
    if layer.bias:
        yield _macs(
            "bias_in_macs", true + layer.out_channels * prod(out),
            f"{weights}·{times(used)} + {layer.out_channels}·{times(out)}" if turned
            else f"({weights} + {layer.out_channels})·{times(out)}",
            "the additions of the biases are counted as well", "A bias is only added; it is no multiply-add.",
        )  # fmt: skip
    depth = layer.in_channels // layer.groups
    if depth > 1 and not turned:
        yield Misconception(
            "forgot_in_channels", INPUT_DEPTH, true // depth,
            f"{layer.out_channels}·({times(layer.kernel_size)})·{times(used)}",
            "the filters are taken as flat, without the input channels",
            f"Each filter spans {depth} channels at every position.",
        )  # fmt: skip
    if layer.groups > 1:
        yield Misconception(
            "forgot_groups", GROUPS, true * layer.groups, f"{weights * layer.groups}·{times(used)}",
            "the groups are left out",
            f"With groups={layer.groups} a filter sees only {layer.in_channels}/{layer.groups} = {depth} of the "
            "channels.",
        )  # fmt: skip


def height_slips(layer: Conv | ConvTranspose, input_shape: Shape, axis: int) -> Iterator[Misconception]:
    """What the known wrong procedures give for one extent of the output; `axis` counts the spatial axes."""
    size, k, s, d = input_shape[axis + 1], layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
    p = layer.padding[axis]
    assert isinstance(p, int)  # noqa: S101 - PyTorch's layers have their padding in numbers
    reach = d * (k - 1) + 1
    room = size + 2 * p - reach
    right = output_shape(layer, input_shape)[axis + 1]
    if isinstance(layer, ConvTranspose):
        yield _size(
            "transposed_with_conv_formula", TRANSPOSED, max(room // s + 1, 0),
            f"{_steps(size, 2 * p, reach, s)} + 1",
            "the formula of a plain convolution is used", "A transposed convolution makes its input larger.",
        )  # fmt: skip
        yield _size(
            "forgot_stride", STRIDE, size + reach - 1 - 2 * p, f"{size} + {reach} - 1", "the stride is left out",
            f"Neighbouring inputs are stamped {s} positions apart.",
        )  # fmt: skip
        yield _size(
            "stamped_without_last", OUTPUT_SIZE, (size - 1) * s - 2 * p, f"({size} - 1)·{s}",
            "the extent of the last kernel is left out", f"The last of them still covers {reach} positions.",
        )  # fmt: skip
        return
    yield _size(
        "out_forgot_plus_one", OUTPUT_SIZE, room // s, _steps(size, 2 * p, reach, s),
        "the steps are counted instead of the positions", "There is one position more than there are steps.",
    )  # fmt: skip
    if s == 1:
        yield _size(
            "out_unchanged", PADDING, size, "", "the output is taken to be as large as the input",
            f"The window covers {reach} positions and stays inside the {size + 2 * p} that there are.",
        )  # fmt: skip
    if room % s:
        yield _size(
            "out_ceil", OUTPUT_SIZE, right + 1, f"ceil({room}/{s}) + 1", "the quotient is rounded up",
            "A window that does not fit in any more gives no output: the quotient is rounded down.",
        )  # fmt: skip
    if p:
        for id_, pads, cause, lesson in (
            ("out_single_padding", p, "the padding is added on one side only", f"There are {p} zeros on both sides."),
            ("out_forgot_padding", 0, "the padding is left out", f"With {p} zeros on both sides there is more room."),
        ):
            yield _size(
                id_, PADDING, (size + pads - reach) // s + 1, f"{_steps(size, pads, reach, s)} + 1",
                cause, lesson,
            )  # fmt: skip
    if s > 1:
        yield _size(
            "forgot_stride", STRIDE, room + 1, f"{_steps(size, 2 * p, reach, 1)} + 1", "the stride is left out",
            f"The window moves {s} positions at a time.",
        )  # fmt: skip
    if d > 1:
        yield _size(
            "out_ignores_dilation", DILATION, (size + 2 * p - k) // s + 1, f"{_steps(size, 2 * p, k, s)} + 1",
            "the dilation is left out", f"With dilation {d} the {k} taps span {d}·({k} - 1) + 1 = {reach} positions.",
        )  # fmt: skip


def ignored_the_change(
    what: str, title: str, change: str, value: int, count: Parameters | None = None, overlooked: str = ""
) -> Misconception:
    """What the published network has, or the one with all changes but the `overlooked` one.

    `count` are its parameters, where its weights and biases can be told apart.
    """
    original = title.removeprefix("the ").removeprefix("a ")
    if overlooked:
        cause = f"“{overlooked}” is overlooked"
        lesson = f"Both changes count: the question is about the {original} {change}."
    else:
        cause = f"{what} {'are' if what.endswith('blocks') else 'is'} taken as published"
        lesson = f"That is the number of the original {original}; the question is about one {change}."
    parts = (count.weights, count.biases) if count else None
    return Misconception("ignored_the_change", COMPOSITION, value, "", cause, lesson, parts)


_TWICE = (
    "multiplications and additions are counted apart",
    "One multiply-add is one multiplication with its addition: it counts once here.",
)


def _steps(size: int, pads: int, window: int, stride: int) -> str:
    """How far a window can move, as arithmetic: `floor((224 + 6 - 7)/2)`."""
    room = f"{size} + {pads} - {window}" if pads else f"{size} - {window}"
    return room if stride == 1 else f"floor(({room})/{stride})"


def _macs(id_: str, value: int, working: str, cause: str, lesson: str) -> Misconception:
    return Misconception(id_, MULTIPLY_ADDS, value, working, cause, lesson)


def _size(id_: str, component: str, value: int, working: str, cause: str, lesson: str) -> Misconception:
    return Misconception(id_, component, value, working, cause, lesson)
