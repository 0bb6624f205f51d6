"""A whole network as a page and as a document."""

from __future__ import annotations

import shutil
from typing import Any

from questions.layers.inputs import written
from questions.layers.reading import PRINTED_NOTE, ReadLayer, ReadNetwork
from questions.network_calls import explain_network
from trainer.cli.explain import FRAMEWORK_NAMES, count_json, count_lines, macs_line, shown_shape
from trainer.cli.explain_table import table_lines
from trainer.cli.layer_json import steps_json

_LONGEST_ECHO = 2_000
_WIDTHS = (60, 160)
_USUAL_SIZE = 224


def network_document(network: ReadNetwork) -> dict[str, Any]:
    """The document that `explain --json` prints."""
    text = network.text.strip()
    return {
        "call": text if len(text) <= _LONGEST_ECHO else text[:_LONGEST_ECHO] + "…",
        "framework": network.framework,
        "parameters": count_json(network.parameters),
        "weight_shapes": {name: list(shape) for name, shape in network.weight_shapes.items()},
        "input_shape": None if network.input_shape is None else list(network.input_shape),
        "output_shape": None if network.output_shape is None else list(network.output_shape),
        "macs": network.macs,
        "layers": [_layer(layer) for layer in network.layers],
        "note": network.note,
        **steps_json(explain_network(network)),
    }


def _layer(layer: ReadLayer) -> dict[str, Any]:
    own = {} if layer.call is None or layer.shared else layer.call.weight_shapes
    return {
        "name": layer.name,
        "call": layer.text,
        "output_shape": None if layer.output_shape is None else list(layer.output_shape),
        "parameters": count_json(layer.parameters),
        # Under the layer's own names, as a single call has them; those of the whole network begin with the layer's.
        "weight_shapes": {name: list(shape) for name, shape in own.items()},
        "macs": layer.macs,
        "receptive_field": None if layer.receptive_field is None else list(layer.receptive_field),
        "shared": layer.shared,
    }


def network_page(network: ReadNetwork) -> list[str]:
    """The table of the layers and the totals."""
    narrowest, widest = _WIDTHS
    width = min(widest, max(narrowest, shutil.get_terminal_size().columns))
    kinds = sum(1 for layer in network.layers if layer.call is not None and not layer.shared)
    lines = [f"{kinds} layers  ({FRAMEWORK_NAMES[network.framework]})", "", *table_lines(network, width), ""]
    lines += count_lines(network.parameters)
    if network.input_shape is not None:
        lines.append(f"input         {written(network.input_shape)} without the batch axis")
    if network.output_shape is not None:
        lines.append(f"output        {shown_shape(network.output_shape)} without the batch axis")
    if network.macs is not None:
        lines.append(macs_line(network.macs))
    if any(layer.receptive_field for layer in network.layers):
        lines.append("sees          positions of the input behind one position (receptive field)")
    if network.macs is None and network.note in ("", PRINTED_NOTE):
        known = network.input_shape or ((3, None, None) if network.framework == "pytorch" else (None, None, 3))
        example = written(tuple([_USUAL_SIZE if n is None else n for n in known]))
        lines.append(f"Give the input for the sizes and MACs of all layers, e.g. --input {example}.")
    return lines
