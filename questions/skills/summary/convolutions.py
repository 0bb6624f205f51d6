"""Level 2 of reading a summary: a convolution's kernel, channels or filters, inferred from its count."""

from __future__ import annotations

from dataclasses import replace
from math import isqrt

from questions.draw import Draw
from questions.layers.specs import Conv
from questions.misconceptions.components import INPUT_DEPTH, KERNEL_EXTENT
from questions.question import Misconception, Step
from questions.skills.summary.models import Model, Row
from questions.skills.summary.reading import Reading
from questions.wording import by, several


def drawn_convolution(draw: Draw, model: Model) -> tuple[Row, Conv]:
    """One of the model's convolutions."""
    row = draw.choice(model.of(Conv))
    assert isinstance(row.layer, Conv)  # noqa: S101 - the model was asked for its convolutions
    return row, row.layer


def _biases(layer: Conv) -> str:
    return "biases" if layer.bias else "no biases"


def _per_filter(row: Row, layer: Conv) -> str:
    """How many weights one filter has: `(896/32 - 1)`, or `864/32`."""
    return f"({row.count}/{layer.out_channels} - 1)" if layer.bias else f"{row.count}/{layer.out_channels}"


def kernel_inferred(draw: Draw, model: Model) -> Reading:
    """The side of a square kernel."""
    row, layer = drawn_convolution(draw, model)
    k, c = layer.kernel_size[0], layer.in_channels
    each, area = k * k * c, k * k
    inside = row.input_shape[1] - row.output_shape[1] + 1
    lost = f"{row.input_shape[1]} - {row.output_shape[1]}"
    if layer.padding == "same":
        sizes = Misconception(
            "kernel_from_sizes", KERNEL_EXTENT, inside, f"{lost} + 1",
            "the kernel is read off the output's size, as if there were no padding",
            "With padding the sizes say nothing about the kernel; the count does.",
        )  # fmt: skip
    else:
        sizes = Misconception(
            "out_forgot_plus_one", KERNEL_EXTENT, inside - 1, lost, "the loss of positions is taken for the side",
            "Without padding a kernel of side k takes k - 1 positions away.",
        )  # fmt: skip
    slips = (
        sizes,
        Misconception(
            "kernel_area_instead", KERNEL_EXTENT, area, f"{_per_filter(row, layer)}/{c}",
            "the positions of the kernel are given instead of its side", f"{area} is the square of the side.",
        ),
        Misconception(
            "halved_instead_of_root", KERNEL_EXTENT, area // 2, f"floor({area}/2)",
            "the area is halved instead of its root taken", f"The side is the number whose square is {area}.",
        ),
        Misconception(
            "forgot_in_channels", INPUT_DEPTH, isqrt(each), f"root of {each}, rounded down",
            "the input channels are left out", f"A filter's {each} weights are spread over {several(c, 'channel')}.",
        ),
    )  # fmt: skip
    code = f"next(k for k in range(1, 100) if {_built(model, row, layer, 'k', None)} == {row.count})"
    return Reading(
        model,
        model.table(),
        f"The kernel of {model.called(row)} is square, and the layer has {_biases(layer)}. "
        "How long is one side of the kernel?",
        "kernel",
        k,
        slips,
        (
            Step("Weights of one filter:", "", _per_filter(row, layer).strip("()"), f"{each:,}"),
            Step(f"It spans {several(c, 'channel')}, so its positions are", "", f"{each}/{c}", f"{area}"),
        ),
        "The side is the root of that:",
        "How many parameters belong to one filter?",
        "Divide the count by the filters"
        + (", take off the bias," if layer.bias else "")
        + " and divide by the channels; "
        "what is left is the side squared.",
        f"{k}",
        (row.count, layer.out_channels, layer.in_channels, "bias"),
        code,
        shown_setup=f"√({_per_filter(row, layer)}/{c})",
        numbers=(row.count, c, layer.out_channels, layer.bias),
    )


def channels_inferred(draw: Draw, model: Model) -> Reading:
    """The channels of the model's input."""
    del draw
    row = model.rows[0]
    layer = row.layer
    assert isinstance(layer, Conv)  # noqa: S101 - every model begins with one
    c, k, f = layer.in_channels, layer.kernel_size[0], layer.out_channels
    each = k * k * c
    lesson = f"One filter has {each} weights: {k}·{k} in each of {several(c, 'channel')}."
    slips = [
        Misconception(
            "forgot_kernel",
            KERNEL_EXTENT,
            each,
            _per_filter(row, layer).strip("()"),
            "the kernel's size is not divided out",
            lesson,
        ),
        Misconception(
            "one_kernel_dim",
            KERNEL_EXTENT,
            each // k,
            f"{_per_filter(row, layer)}/{k}",
            "only one side of the kernel is divided out",
            lesson,
        ),
        Misconception(
            "gave_filters_instead",
            INPUT_DEPTH,
            f,
            f"{f}",
            "the channels that come out are given",
            f"{f} is the number of filters; the input has channels of its own.",
        ),
    ]
    if c != 3:
        slips.append(
            Misconception(
                "assumed_rgb", INPUT_DEPTH, 3, "3", "a colour image is assumed", f"The count says otherwise. {lesson}"
            )
        )
    side = model.input_shape[1]
    printer = (
        "Keras prints this summary of a model"
        if model.printer == "keras"
        else "torchinfo prints this of a PyTorch model"
    )
    code = f"next(c for c in range(1, 100) if {_built(model, row, layer, None, 'c')} == {row.count})"
    return Reading(
        model,
        model.table(),
        f"{model.called(row)} has {by(layer.kernel_size)} kernels and {_biases(layer)}. "
        "How many channels does the input have?",
        "input channels",
        c,
        tuple(slips),
        (Step("Weights of one filter:", "", _per_filter(row, layer).strip("()"), f"{each:,}"),),
        "Divided by the kernel's positions:",
        "How many weights does one filter of the first layer have?",
        "Divide the count by the filters"
        + (", take off the bias," if layer.bias else "")
        + " and divide by the kernel's "
        "positions.",
        f"{_per_filter(row, layer)}/({k}·{k})",
        (row.count, f, k, "bias"),
        code,
        opening=f"{printer}. One input is an image of {side}×{side}.",
        numbers=(row.count, k, f, layer.bias),
    )


def filters_inferred(draw: Draw, model: Model) -> Reading:
    """The filters, with the rows behind cut off."""
    row, layer = drawn_convolution(draw, model)
    c, k, f = layer.in_channels, layer.kernel_size[0], layer.out_channels
    plus = 1 if layer.bias else 0
    each = k * k * c + plus
    end = " + 1" if plus else ""
    lesson = f"One filter has {k}·{k}·{c}{end} = {each} parameters."
    slips = [
        Misconception(
            "forgot_in_channels",
            INPUT_DEPTH,
            row.count // (k * k + plus),
            f"floor({row.count}/({k}·{k}{end}))",
            "the input channels are left out",
            lesson,
        ),
        Misconception(
            "forgot_kernel",
            KERNEL_EXTENT,
            row.count // (c + plus),
            f"floor({row.count}/({c}{end}))",
            "the kernel's size is left out",
            lesson,
        ),
        Misconception(
            "one_kernel_dim",
            KERNEL_EXTENT,
            row.count // (k * c + plus),
            f"floor({row.count}/({k}·{c}{end}))",
            "only one side of the kernel is used",
            lesson,
        ),
    ]
    # The rows behind would tell the number of filters: the table ends with the layer.
    at = model.rows.index(row)
    short = replace(model, rows=model.rows[: at + 1])
    code = f"next(f for f in range(1, 2000) if {_built(model, row, layer, None, None, 'f')} == {row.count})"
    return Reading(
        model,
        short.table(row, column="channels") + "\n  …",
        f"{model.called(row)} has {by(layer.kernel_size)} kernels and {_biases(layer)}. Which number stands at the ?",
        "filters",
        f,
        tuple(slips),
        (Step("Parameters of one filter:", "", f"{k}·{k}·{c}{end}", f"{each:,}"),),
        "The count holds so many of them:",
        "How many parameters does one filter have?",
        "Count one filter, and see how often that goes into the count.",
        f"{row.count}/({k}·{k}·{c}{end})",
        (row.count, k, c, "bias"),
        code,
        numbers=(row.count, k, c, layer.bias),
    )


def _built(model: Model, row: Row, layer: Conv, k: str | None, c: str | None, f: str | None = None) -> str:
    """The count of such a convolution with a letter for the kernel's side, the channels or the filters."""
    kernel, channels, filters = k or layer.kernel_size[0], c or layer.in_channels, f or layer.out_channels
    if model.printer == "keras":
        side = max(row.input_shape[1], 100)
        call = f"keras.layers.Conv2D({filters}, {kernel}, use_bias={layer.bias})"
        return f"keras.Sequential([keras.Input(({side}, {side}, {channels})), {call}]).count_params()"
    return f"sum(p.numel() for p in nn.Conv2d({channels}, {filters}, {kernel}, bias={layer.bias}).parameters())"
