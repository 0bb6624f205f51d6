"""`convdrill explain`: what a layer counts, and why."""

from __future__ import annotations

import argparse
from typing import Any

from questions.layers.notation import Call, read_call
from questions.worked import explain_parameters
from trainer.cli.output import say, say_json
from trainer.cli.shapes import read_shape
from trainer.telling import step_lines

_NAMES = {"pytorch": "PyTorch", "keras": "Keras", "flax": "Flax"}


def run(arguments: argparse.Namespace) -> int:
    """Print the count of the layer and its worked steps."""
    shape = read_shape(arguments.input) if arguments.input is not None else None
    call = read_call(arguments.call, arguments.framework, shape)
    steps = explain_parameters(call.layer, call.framework, call.input_shape)
    if arguments.json:
        say_json(_document(call) | {"explanation": [str(step) for step in steps]})
    else:
        say(*_page(call), "", *step_lines(steps))
    return 0


def _document(call: Call) -> dict[str, Any]:
    count = call.parameters
    return {
        "call": call.text,
        "framework": call.framework,
        "parameters": {
            "total": count.total,
            "weights": count.weights,
            "biases": count.biases,
            "trainable": count.trainable,
            "non_trainable": count.non_trainable,
            "buffers": count.buffers,
        },
        "weight_shapes": {name: list(shape) for name, shape in call.weight_shapes.items()},
        "output_shape": None if call.output_shape is None else list(call.output_shape),
        "macs": call.macs,
    }


def _page(call: Call) -> list[str]:
    count = call.parameters
    parts = [(count.weights, "weights"), (count.biases, "biases"), (count.non_trainable, "not trained")]
    told = " + ".join(f"{number:,} {name}" for number, name in parts if number)
    lines = [f"{call.text}  ({_NAMES[call.framework]})", ""]
    several = sum(1 for number, _ in parts if number) > 1
    lines.append(f"parameters    {count.total:,}" + (f" = {told}" if several else ""))
    if count.buffers:
        lines.append(f"buffers       {count.buffers:,} (kept, not counted as parameters)")
    width = max((len(name) for name in call.weight_shapes), default=0)
    lines += [f"{name:<{max(12, width)}}  {_shape(shape)}" for name, shape in call.weight_shapes.items()]
    if call.output_shape is not None:
        lines.append(f"output        {_shape(call.output_shape)} without the batch axis")
    if call.macs is not None:
        lines.append(f"MACs          {call.macs:,} multiply-adds per example, bias not counted")
    return lines


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
