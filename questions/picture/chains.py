"""The scene of a network: one row for each layer, with the shape that it makes as bars to compare."""

from __future__ import annotations

from dataclasses import dataclass

from questions.layers.network import Network
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerError,
    SeparableConv,
    Shape,
)
from questions.picture.layer_names import short_name
from questions.picture.numbers import many, shown, sides
from questions.picture.scene import Bar, Entry, Part, Row, Scene

_MOST_ROWS = 40
_NAMES = {Part.OUTPUT: "positions along the {}", Part.DEPTH: "channels", Part.INPUT: "numbers in one line"}


@dataclass(frozen=True, slots=True)
class _Told:
    """One row before its bars are known: its title, its text, and its lengths."""

    title: str
    text: str
    lengths: tuple[tuple[Part, int], ...]


def chain_scene(network: Network, input_shape: Shape | None) -> Scene:
    """Every layer but the activations; without an input (or where it does not fit) only what the layers say."""
    told = _shaped(network, input_shape) if input_shape is not None else None
    flows = told is not None
    rows = told or [_alone(layer) for layer in network.layers if not isinstance(layer, Activation)]
    most: dict[Part, int] = {}
    for row in rows:
        for part, size in row.lengths:
            most[part] = max(size, most.get(part, 0))
    made = []
    for row in rows:
        bars = tuple([Bar(part, size, most[part], shown(size)) for part, size in row.lengths])
        made.append(Row(row.title, 0, text=row.text, bars=bars))
    biased = any(getattr(layer, "bias", False) for layer in network.layers)
    normed = any(isinstance(layer, BatchNorm | GroupNorm | InstanceNorm) for layer in network.layers)
    axis = "width" if input_shape is None or len(input_shape) != 2 else "length"
    count = many(len(network.layers), "layer")
    return Scene(
        title=f"network of {count}",
        caption=_caption(flows, input_shape, network) + ("" if biased else " No layer has biases."),
        rows=tuple(_elided(made)),
        legend=tuple([Entry(part, f"bar: {_NAMES[part].format(axis)}") for part in most]),
        forgotten=(
            Entry(Part.DEPTH, "as many channels as filters; the next layer's kernels are that deep"),
            Entry(Part.OUTPUT, "the sizes come from the row above, not from the first input"),
            Entry(Part.INPUT, "a dense layer reads every number of the flattened row above"),
            *((Entry(Part.WEIGHTS, "a norm layer has its numbers per channel, whatever the size"),) if normed else ()),
            Entry(Part.BIAS, "one bias for each filter or unit; pooling and flattening have none" if biased
                  else "no layer here has biases"),
        ),
    )  # fmt: skip


def _caption(flows: bool, input_shape: Shape | None, network: Network) -> str:
    idle = any(isinstance(layer, Activation) for layer in network.layers)
    left_out = " Activations are left out: they change no shape and have no weights." if idle else ""
    if not flows:
        return f"Each row is a layer with the channels that go in and come out.{left_out}"
    order = {2: "length × channels", 3: "height × width × channels", 4: "depth × height × width × channels"}
    shapes = order.get(len(input_shape or ()), "")
    written = f" ({shapes})" if shapes else ""
    return f"From the input at the top to the output: each row is a layer with the shape it makes{written}.{left_out}"


def _shaped(network: Network, input_shape: Shape) -> list[_Told] | None:
    try:
        shapes = list(network.shapes(input_shape))
    except LayerError:
        return None
    rows = [_Told("input", _written(input_shape), _lengths(input_shape))]
    for layer, shape in zip(network.layers, shapes, strict=True):
        if not isinstance(layer, Activation):
            rows.append(_Told(short_name(layer), _written(shape), _lengths(shape)))
    return rows


def _written(shape: Shape) -> str:
    return sides((*shape[1:], shape[0]))


def _lengths(shape: Shape) -> tuple[tuple[Part, int], ...]:
    if len(shape) == 1:
        return ((Part.INPUT, shape[0]),)
    return ((Part.OUTPUT, shape[-1]), (Part.DEPTH, shape[0]))


def _alone(layer: Layer) -> _Told:
    match layer:
        case Conv() | ConvTranspose() | DepthwiseConv() | SeparableConv():
            text = f"{shown(layer.in_channels)} → {many(layer.out_channels, 'channel')}"
            return _Told(short_name(layer), text, ((Part.DEPTH, layer.out_channels),))
        case Dense():
            text = f"{shown(layer.in_features)} → {shown(layer.out_features)}"
            return _Told(short_name(layer), text, ((Part.INPUT, layer.out_features),))
        case BatchNorm() | GroupNorm() | InstanceNorm():
            return _Told(short_name(layer), many(layer.channels, "channel"), ((Part.DEPTH, layer.channels),))
        case Embedding():
            return _Told(short_name(layer), f"{shown(layer.entries)} × {shown(layer.features)}", ())
    return _Told(short_name(layer), "", ())


def _elided(rows: list[Row]) -> list[Row]:
    """Very long networks with their middle left out, and a row that says so."""
    if len(rows) <= _MOST_ROWS:
        return rows
    half = _MOST_ROWS // 2
    return [*rows[:half], Row(f"… {len(rows) - 2 * half} more layers", 0), *rows[-half:]]
