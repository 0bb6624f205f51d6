"""Level 1 of reading a summary: a count is missing in the last column."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.hinting import parameter_setup
from questions.layers.specs import BatchNorm, Conv, Dense
from questions.misconceptions import parameter_slips
from questions.misconceptions.summaries import batch_norm_slips, flat_input_slips
from questions.question import Step
from questions.skills.summary.models import Model, Row, draw_model
from questions.skills.summary.reading import Reading
from questions.wording import by, times


def missing_count(draw: Draw) -> Reading:
    """Which number stands under Param #?"""
    model = draw_model(draw, 1, draw.choice(("keras", "torchinfo")))
    row = draw.choice([row for row in model.rows if row.count])
    match row.layer:
        case Conv():
            return _convolution(model, row, row.layer)
        case BatchNorm():
            return _batch_norm(model, row, row.layer)
        case Dense():
            return _dense(model, row, row.layer)
    raise AssertionError(row.layer)


def _counted(model: Model, row: Row) -> str:
    if model.printer == "keras":
        return f"m.layers[{model.rows.index(row)}].count_params()"
    return f"sum(p.numel() for p in m[{model.rows.index(row)}].parameters())"


def _convolution(model: Model, row: Row, layer: Conv) -> Reading:
    name, bias = model.called(row), "with biases" if layer.bias else "without biases"
    return Reading(
        model,
        model.table(row),
        f"{name} has kernels of {by(layer.kernel_size)}, {bias}. Which number stands at the ?",
        "convolution",
        row.count,
        parameter_slips(layer, row.input_shape),
        (
            Step("The channels that come in are those of the model's input:", "", "", f"{layer.in_channels}"),
            Step("The filters are the channels that come out:", "", "", f"{layer.out_channels}"),
        ),
        "Weights and biases together:" if layer.bias else "So the weights are:",
        "Which number of the output shape tells how many filters there are?",
        "Multiply the kernel's sides by the channels of the input and by the filters"
        + ("; add one bias per filter." if layer.bias else "; there are no biases to add."),
        parameter_setup(layer),
        (layer.in_channels, layer.out_channels, *layer.kernel_size, "bias"),
        _counted(model, row),
        numbers=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.bias),
    )


def _batch_norm(model: Model, row: Row, layer: BatchNorm) -> Reading:
    factor = 4 if model.printer == "keras" else 2
    each = "a scale, a shift, a moving mean and a moving variance" if factor == 4 else "a learned scale and shift"
    return Reading(
        model,
        model.table(row),
        f"{model.called(row)} has its default settings. Which number stands at the ?",
        "batch norm",
        row.count,
        tuple(batch_norm_slips(layer, row.output_shape, factor)),
        (Step(f"Every channel has {each}."),),
        "For all channels:",
        "A batch norm keeps a few numbers for every channel. Which of them does this table count?",
        "Keras counts moving mean and variance beside scale and shift."
        if factor == 4
        else "PyTorch's parameters are the learned ones; moving mean and variance are buffers.",
        f"{factor}·{layer.channels}",
        (layer.channels,),
        _counted(model, row),
        numbers=(layer.channels,),
    )


def _dense(model: Model, row: Row, layer: Dense) -> Reading:
    before = model.rows[model.rows.index(row) - 2]
    channels, *spatial = before.output_shape
    order = times((*spatial, channels))
    return Reading(
        model,
        model.table(row),
        f"{model.called(row)} has biases. Which number stands at the ?",
        "dense",
        row.count,
        tuple(flat_input_slips(layer, model.rows[0].output_shape, before.output_shape)),
        (
            Step("Flattening keeps every number of the map:", "", order, f"{prod((*spatial, channels)):,}"),
            Step(
                "Each unit has a weight for each of them:",
                "",
                f"{layer.in_features}·{layer.out_features}",
                f"{layer.in_features * layer.out_features:,}",
            ),
        ),
        "With one bias per unit:",
        "How many numbers does one unit see?",
        "Every unit has a weight for every number of the flattened map, and one bias.",
        f"{layer.in_features}·{layer.out_features} + {layer.out_features}",
        (layer.in_features, layer.out_features, "bias"),
        _counted(model, row),
        numbers=(layer.in_features, layer.out_features),
    )
