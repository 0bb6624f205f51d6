"""Level 2 of reading a summary: what the table does not say, inferred from what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod

from questions.draw import Draw
from questions.layers.specs import Dense, Flatten
from questions.misconceptions.components import BIAS, FLATTEN, UNITS
from questions.question import Misconception, Step
from questions.skills.summary.convolutions import (
    channels_inferred,
    drawn_convolution,
    filters_inferred,
    kernel_inferred,
)
from questions.skills.summary.models import Model, draw_model
from questions.skills.summary.reading import Reading
from questions.wording import by, times


def inferred(draw: Draw) -> Reading:
    """A kernel's side, the channels of the input, the filters, the units, the flattened length, or the biases."""
    model = draw_model(draw, 2, draw.choice(("keras", "torchinfo")))
    return draw.choice(_ASKERS)(draw, model)


def _units(draw: Draw, model: Model) -> Reading:
    del draw
    row, flat = model.rows[-1], model.rows[-2]
    layer = row.layer
    assert isinstance(layer, Dense)  # noqa: S101 - every model ends with one
    channels, *spatial = flat.input_shape
    slips = [
        Misconception(
            "flatten_slips",
            FLATTEN,
            row.count // (channels + 1),
            f"floor({row.count}/({channels} + 1))",
            "only the channels of the flattened map are used",
            f"A unit sees all {layer.in_features:,} numbers of it.",
        ),
        Misconception(
            "flatten_slips",
            FLATTEN,
            row.count // (prod(spatial) + 1),
            f"floor({row.count}/({times(tuple(spatial))} + 1))",
            "only the positions of the flattened map are used",
            f"A unit sees all {layer.in_features:,} numbers of it.",
        ),
        Misconception(
            "gave_inputs_instead",
            UNITS,
            layer.in_features,
            "",
            "the inputs are given",
            f"The layer has {layer.in_features:,} inputs; the count tells how many units see them.",
        ),
    ]
    at = len(model.rows) - 1
    if model.printer == "keras":
        code = f"count = m.layers[{at}].count_params()\nm.layers[{at}].units if count == {row.count} else None"
    else:
        count = f"sum(p.numel() for p in m[{at}].parameters())"
        code = f"m[{at}].out_features if {count} == {row.count} else None"
    return Reading(
        model,
        model.table(row, column="channels"),
        f"{model.called(row)} has biases. Which number stands at the ?",
        "units",
        layer.out_features,
        tuple(slips),
        (Step("Parameters of one unit, with its bias:", "", f"{layer.in_features} + 1", f"{layer.in_features + 1:,}"),),
        "The count holds so many of them:",
        "How many parameters does one unit have?",
        "A unit has a weight for every input, and one bias; see how often that goes into the count.",
        f"{row.count}/({layer.in_features} + 1)",
        (row.count, layer.in_features, "bias"),
        code,
        numbers=(row.count, layer.in_features),
    )


def _flattened(draw: Draw, model: Model) -> Reading:
    del draw
    row = model.of(Flatten)[0]
    channels, *spatial = row.input_shape
    earlier = model.rows[-4].output_shape
    true = f"Flattening keeps every number of the last map: {times((*spatial, channels))}."
    slips = [
        Misconception(
            "flatten_slips", FLATTEN, prod(spatial), times(tuple(spatial)), "the channels are left out", true
        ),
        Misconception(
            "flatten_slips", FLATTEN, spatial[0] * channels, f"{spatial[0]}·{channels}", "only one side is used", true
        ),
        Misconception(
            "flatten_slips",
            FLATTEN,
            prod(earlier),
            times((*earlier[1:], earlier[0])),
            "an earlier map is flattened",
            true,
        ),
        Misconception("flatten_slips", FLATTEN, channels, f"{channels}", "the positions are left out", true),
    ]
    at = model.rows.index(row)
    code = (
        f"m.layers[{at}].output.shape[1]"
        if model.printer == "keras"
        else (f"m[:{at + 1}](torch.empty({', '.join(map(str, (1, *model.input_shape)))})).shape[1]")
    )
    return Reading(
        model,
        replace(model, rows=model.rows[: at + 1]).table(row, column="channels") + "\n  …",
        f"Which number stands at the ? in the shape of {model.called(row)}?",
        "flattened",
        prod(row.output_shape),
        tuple(slips),
        (Step("The last map is", "", "", by((*spatial, channels))),),
        "All its numbers in one row:",
        "Which row does it flatten?",
        "Multiply the height, the width and the channels of the row above.",
        times((*spatial, channels)),
        (*spatial, channels),
        code,
        numbers=(channels, *spatial),
    )


def _biases(draw: Draw, model: Model) -> Reading:
    """How many biases a convolution has."""
    row, layer = drawn_convolution(draw, model)
    c, k, f = layer.in_channels, layer.kernel_size[0], layer.out_channels
    weights = k * k * c * f
    answer = row.count - weights
    lesson = f"The {weights:,} weights leave {answer} of the {row.count:,} parameters."
    slips = [
        Misconception(
            "forgot_bias" if answer else "added_bias_when_off",
            BIAS,
            0 if answer else f,
            "0" if answer else f"{f}",
            "the layer is taken to have " + ("no biases" if answer else "a bias per filter"),
            lesson,
        ),
        Misconception("one_bias_total", BIAS, 1, "1", "the layer is taken to have a single bias", lesson),
        Misconception("gave_total_instead", BIAS, row.count, "", "all parameters are given", lesson),
    ]
    if c > 1:
        slips.append(
            Misconception("bias_per_input_channel", BIAS, c, f"{c}", "there is one bias per input channel", lesson)
        )
    at = model.rows.index(row)
    kept = f"m.layers[{at}]" if model.printer == "keras" else f"m[{at}]"
    code = (
        f"m.layers[{at}].count_params() - int(keras.ops.size({kept}.kernel))"
        if model.printer == "keras"
        else f"sum(p.numel() for p in {kept}.parameters()) - {kept}.weight.numel()"
    )
    return Reading(
        model,
        model.table(),
        f"{model.called(row)} has kernels of {by(layer.kernel_size)}. How many biases does the layer have?",
        "biases",
        answer,
        tuple(slips),
        (Step("The weights are", "", f"{f}·({k}·{k}·{c})", f"{weights:,}"),),
        "The rest of the count:",
        "The count has weights and perhaps biases. Which of the two can you work out?",
        "Multiply kernel, input channels and filters; what is left of the count are biases.",
        f"{row.count} - {f}·({k}·{k}·{c})",
        (row.count, k, c, f),
        code,
        numbers=(row.count, k, c, f),
    )


_ASKERS: tuple[Callable[[Draw, Model], Reading], ...] = (
    kernel_inferred,
    channels_inferred,
    filters_inferred,
    _units,
    _flattened,
    _biases,
)
