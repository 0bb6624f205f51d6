"""Scenes of layers whose weights are a table: dense, embedding, and the scale and shift of normalizations."""

from __future__ import annotations

from math import prod

from questions.layers.specs import (
    BatchNorm,
    Dense,
    Embedding,
    GroupNorm,
    InstanceNorm,
    LayerError,
    LayerNorm,
    PReLU,
    Shape,
)
from questions.picture.numbers import Named, many, shown, sides
from questions.picture.scene import NO_AXIS, Axis, Block, Entry, Part, Scene, Stage, Volume
from questions.picture.windows import place, slices, volume

Norm = BatchNorm | GroupNorm | InstanceNorm
_MODEST = (6, 6)


def dense_scene(layer: Dense) -> Scene:
    """The weight matrix, one row for each output, and the biases beside it."""
    inputs, outputs = layer.in_features, layer.out_features
    row = Block(Part.FILTERS, (0, 0, 0), (inputs, 1, 1))
    matrix = Volume(Part.WEIGHTS, "weights", Axis("inputs", inputs, shown(inputs)),
                    Axis("outputs", outputs, shown(outputs)), blocks=(row,), cells=True)  # fmt: skip
    column = Volume(Part.BIAS, "biases", NO_AXIS, Axis("outputs", outputs, shown(outputs)), cells=True)
    bias = "one bias for each output" if layer.bias else "This layer has no biases"
    return Scene(
        title="dense layer",
        caption=f"Every output has a weight for every input: {many(outputs, 'row')} of {many(inputs, 'weight')}, "
        + (f"and {bias} beside it." if layer.bias else f"one for each output. {bias}."),
        volumes=(matrix, column) if layer.bias else (matrix,),
        stages=(Stage("+"),) if layer.bias else (),
        legend=(
            Entry(Part.WEIGHTS, f"weights: {shown(outputs)} × {shown(inputs)}"),
            Entry(Part.FILTERS, f"the {many(inputs, 'weight')} of one output"),
            Entry(Part.BIAS, many(outputs, "bias").replace("biass", "biases") if layer.bias else "no biases"),
        ),
        forgotten=(
            Entry(Part.WEIGHTS, "every output is connected to every input: inputs times outputs"),
            Entry(Part.FILTERS, f"{many(outputs, 'output')}: one row of weights for each"),
            Entry(Part.BIAS, "one bias for each output, not for each weight" if layer.bias
                  else "this layer has no biases"),
        ),
    )  # fmt: skip


def embedding_scene(layer: Embedding) -> Scene:
    """The table, one row for each entry."""
    row = Block(Part.FILTERS, (0, 0, 0), (layer.features, 1, 1))
    table = Volume(Part.WEIGHTS, "table", Axis("features", layer.features, shown(layer.features)),
                   Axis("entries", layer.entries, shown(layer.entries)), blocks=(row,), cells=True)  # fmt: skip
    entries = "1 entry" if layer.entries == 1 else f"{shown(layer.entries)} entries"
    return Scene(
        title="embedding",
        caption=f"A table of {entries}, each a row of {many(layer.features, 'number')}. "
        "Looking an entry up takes its row; there is no bias.",
        volumes=(table,),
        legend=(
            Entry(Part.WEIGHTS, f"the table: {shown(layer.entries)} × {shown(layer.features)}"),
            Entry(Part.FILTERS, "the row of one entry"),
        ),
        forgotten=(Entry(Part.WEIGHTS, "every entry has a row of its own, whether it is looked up or not"),),
    )


def norm_scene(layer: Norm, input_shape: Shape | None) -> Scene:
    """Channels as slices, and beside them the table of numbers that each slice has. LayerError if they do not fit."""
    known = input_shape is not None
    shape = input_shape or (layer.channels, *_MODEST)
    if shape[0] != layer.channels:
        raise LayerError(f"The layer takes {layer.channels} channels, but the input has {shape[0]}.")
    given, table = _table(layer)
    one = layer.channels == 1
    whole = "the one channel" if one else f"each of the {many(layer.channels, 'channel')}"
    per = f"{_listed(given)} for {whole}" if given else "no parameters"
    taken = {
        BatchNorm: "Each channel is normalized over its positions and the whole batch.",
        InstanceNorm: "Each channel of each example is normalized by itself.",
        GroupNorm: "The one channel is normalized." if one else (
            f"The {many(layer.channels, 'channel')} are normalized in {many(getattr(layer, 'groups', 1), 'group')}."),
    }[type(layer)]  # fmt: skip
    title = {BatchNorm: "batch norm", InstanceNorm: "instance norm", GroupNorm: "group norm"}[type(layer)]
    stage = Stage(f"{len(given)} per channel")
    volumes = (_sliced(layer, shape, known), *([table] if table else []))
    return Scene(
        title=title,
        caption=f"{taken} It has {per}"
        + ("." if not given else ", however large it is." if one else ", however large the channels are."),
        volumes=volumes,
        stages=(stage,) if table else (),
        legend=(
            Entry(Part.GROUP, _slice(layer)),
            *((Entry(Part.WEIGHTS, f"rows: {', '.join(given)}"),
               Entry(Part.FILTERS, "the numbers of one channel")) if table else ()),
        ),
        forgotten=(
            Entry(Part.WEIGHTS, f"every channel has {_listed(given)}; positions have none of their own"),
            Entry(Part.GROUP, "what is counted goes by channel; the size of the input plays no part"),
        ) if table else (),
    ).without_absent()  # fmt: skip


def _slice(layer: Norm) -> str:
    if isinstance(layer, GroupNorm):
        return "each a group of channels" if layer.groups > 1 else "the one group: all channels"
    return "each one channel" if layer.channels > 1 else "the one channel"


def _table(layer: Norm) -> tuple[list[str], Volume | None]:
    given = [name for name, has in (("γ", layer.scale), ("β", layer.shift)) if has]
    if getattr(layer, "moving_statistics", False):
        given += ["μ", "σ²"]
    if not given:
        return given, None
    column = Block(Part.FILTERS, (0, 0, 0), (1, len(given), 1))
    rows = Axis(", ".join(given), len(given), "")
    channels = Axis("C", layer.channels, shown(layer.channels))
    return given, Volume(Part.WEIGHTS, "numbers", channels, rows, blocks=(column,), cells=True)


_NAMES = {"γ": "a scale γ", "β": "a shift β", "μ": "a running mean μ", "σ²": "a running variance σ²"}


def _listed(given: list[str]) -> str:
    named = [_NAMES[each] for each in given]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1]))) if named else "no parameters"


def _sliced(layer: Norm, shape: Shape, known: bool) -> Volume:
    labels: tuple[Named, ...] = shape if known else (shape[0], *["" for _ in shape[1:]])
    if len(shape) == 1:
        return Volume(Part.INPUT, "input", Axis("C", shape[0], shown(shape[0])), NO_AXIS, cells=True)
    if len(shape) > 4:
        raise LayerError("An input of more than three spatial axes has no picture.")
    groups = layer.groups if isinstance(layer, GroupNorm) else layer.channels
    blocks = slices(shape, groups)
    if not blocks and (len(shape) < 4 or groups == layer.channels):  # of rank 3 a copy is a channel, and no group
        blocks = [Block(Part.GROUP, (0, 0, 0), place(shape[1:], shape[0]))]
    return volume(Part.INPUT, "input", shape, labels, "C", tuple(blocks))


def layer_norm_scene(layer: LayerNorm) -> Scene | None:
    """The table of scales and shifts, one of each for every element that is normalized together."""
    given = [name for name, has in (("γ", layer.scale), ("β", layer.shift)) if has]
    elements = prod(layer.normalized_shape)
    if not given:
        return None
    column = Block(Part.FILTERS, (0, 0, 0), (1, len(given), 1))
    table = Volume(Part.WEIGHTS, "numbers", Axis("elements", elements, shown(elements)),
                   Axis(", ".join(given), len(given), ""), blocks=(column,), cells=True)  # fmt: skip
    shape = sides(layer.normalized_shape)
    told = f"{shape} = {elements:,}" if len(layer.normalized_shape) > 1 else shape
    return Scene(
        title="layer norm",
        caption=f"Each example is normalized over its last axes together. There is {_listed(given)} for each of "
        f"the {told} elements.",
        volumes=(table,),
        legend=(
            Entry(Part.WEIGHTS, f"rows: {', '.join(given)}"),
            Entry(Part.FILTERS, "the numbers of one element"),
        ),
        forgotten=(Entry(Part.WEIGHTS, f"{_listed(given)} for every element, not for every channel"),),
    )  # fmt: skip


def slope_scene(layer: PReLU) -> Scene:
    """The slopes that a PReLU learns."""
    count = prod(layer.slopes)
    slopes = Volume(Part.WEIGHTS, "slopes", Axis("slopes", count, shown(count)), NO_AXIS, cells=True)
    return Scene(
        title="PReLU",
        caption=f"A ReLU that learns its slope below zero: {many(count, 'slope')}.",
        volumes=(slopes,),
        legend=(Entry(Part.WEIGHTS, many(count, "slope")),),
        forgotten=(Entry(Part.WEIGHTS, f"only the slopes are learnt: {many(count, 'slope')}"),),
    )
