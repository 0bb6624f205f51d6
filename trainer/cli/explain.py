"""`convdrill explain`: what a layer or a whole network counts, and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from questions.layers.notation import Call, is_one_call, read_call
from questions.layers.parameters import Parameters
from questions.worked import explain_parameters
from trainer.cli.explain_source import read_source
from trainer.cli.layer_json import steps_json
from trainer.cli.output import page_width, say, say_json, say_page
from trainer.cli.refusal import Refused
from trainer.cli.shapes import read_shape
from trainer.steps import step_lines

if TYPE_CHECKING:
    from questions.layers.reading import ReadNetwork

FRAMEWORK_NAMES = {"pytorch": "PyTorch", "keras": "Keras", "flax": "Flax"}


def run(arguments: argparse.Namespace) -> int:
    """Print the count of the layer and its worked steps, the table of a network, or the cheat sheet; or draw it."""
    if arguments.cheatsheet:
        from trainer.cli import cheatsheet

        return cheatsheet.run(arguments)
    if arguments.page is not None:
        raise Refused("--page is about the cheat sheet: it goes with --cheatsheet")
    if arguments.call is None:
        raise Refused("explain what? Give a layer call, a network, a file or - for standard input, or --cheatsheet")
    if arguments.svg is not None:
        from trainer.cli.svg_file import explain_svg

        return explain_svg(arguments)
    shape = read_shape(arguments.input) if arguments.input is not None else None
    text = read_source(arguments.call)
    if is_one_call(text):
        _explain_call(read_call(text, arguments.framework, shape), arguments)
        return 0
    from questions.layers.reading import read_network

    network = read_network(text, arguments.framework, shape)
    if network.single is not None:
        _explain_call(network.single, arguments)
        return 0
    from trainer.cli.explain_network import network_document, network_page

    if arguments.json:
        say_json(network_document(network) | _picture_json(network, arguments))
    else:
        say(*network_page(network))
        if network.note:
            say_page("", network.note)
        _show_picture(network, arguments)
    return 0


def _explain_call(call: Call, arguments: argparse.Namespace) -> None:
    steps = explain_parameters(call.layer, call.framework, call.input_shape)
    if arguments.json:
        say_json(_document(call) | steps_json(steps) | _picture_json(call, arguments))
    else:
        say(*_page(call))
        _show_picture(call, arguments)
        say("", *step_lines(steps, page_width()))


def _picture_json(read: Call | ReadNetwork, arguments: argparse.Namespace) -> dict[str, Any]:
    if not arguments.picture:
        return {}
    from trainer.cli.picture import picture_json
    from trainer.cli.scenes import scene_of_read

    return {"picture": picture_json(scene_of_read(read))}


def _show_picture(read: Call | ReadNetwork, arguments: argparse.Namespace) -> None:
    if not arguments.picture:
        return
    from trainer.cli.picture import say_picture
    from trainer.cli.scenes import scene_of_read

    say_picture(scene_of_read(read))


def _document(call: Call) -> dict[str, Any]:
    return {
        "call": call.text,
        "framework": call.framework,
        "parameters": count_json(call.parameters),
        "weight_shapes": {name: list(shape) for name, shape in call.weight_shapes.items()},
        "output_shape": None if call.output_shape is None else list(call.output_shape),
        "macs": call.macs,
    }


def count_json(count: Parameters) -> dict[str, int]:
    """The six numbers of a parameter count."""
    return {
        "total": count.total,
        "weights": count.weights,
        "biases": count.biases,
        "trainable": count.trainable,
        "non_trainable": count.non_trainable,
        "buffers": count.buffers,
    }


def _page(call: Call) -> list[str]:
    lines = [f"{call.text}  ({FRAMEWORK_NAMES[call.framework]})", "", *count_lines(call.parameters)]
    width = max((len(name) for name in call.weight_shapes), default=0)
    lines += [f"{name:<{max(12, width)}}  {shown_shape(shape)}" for name, shape in call.weight_shapes.items()]
    if call.output_shape is not None:
        lines.append(f"output        {shown_shape(call.output_shape)} without the batch axis")
    if call.macs is not None:
        lines.append(macs_line(call.macs))
    return lines


def count_lines(count: Parameters) -> list[str]:
    """The total with its parts, and what is kept beside it."""
    weights = "weight" if count.weights == 1 else "weights"
    biases = "bias" if count.biases == 1 else "biases"
    parts = [(count.weights, weights), (count.biases, biases), (count.non_trainable, "not trained")]
    told = " + ".join(f"{number:,} {name}" for number, name in parts if number)
    several = sum(1 for number, _ in parts if number) > 1
    lines = [f"parameters    {count.total:,}" + (f" = {told}" if several else "")]
    if count.buffers:
        lines.append(f"buffers       {count.buffers:,} (kept, not counted as parameters)")
    return lines


def macs_line(macs: int) -> str:
    """The multiply-accumulates."""
    return f"MACs          {macs:,} multiply-adds per example, bias not counted"


def shown_shape(shape: tuple[int, ...]) -> str:
    """`(10, 22, 22)`."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
