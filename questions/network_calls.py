"""A whole network that somebody wrote, as a question for its parameter count."""

from __future__ import annotations

from questions.layers.reading import ReadLayer, ReadNetwork
from questions.network_slips import layer_title, network_slips
from questions.question import Content, Step
from questions.submission import AnswerKind
from questions.wording import several

_MANY = 12


def explain_network(network: ReadNetwork) -> tuple[Step, ...]:
    """A step for each layer that learns something; the last step's result is what the framework reports."""
    total = network.parameters.total
    learning = [layer for layer in network.layers if layer.parameters.total]
    if not learning:
        return (Step("None of the layers learns anything:", result="0"),)
    counts = [layer.parameters.total for layer in learning]
    summed = " + ".join(map(str, counts)) if 1 < len(counts) <= _MANY else ""
    return (
        *(Step(f"{_title(layer)}:", "", _sizes(layer), f"{layer.parameters.total:,}") for layer in learning),
        Step("All layers together:", "", summed, f"{total:,}"),
    )


def ask_network(network: ReadNetwork) -> Content:
    """How many parameters the framework reports for the network. Wrong procedures that give the truth are left out."""
    answer = network.parameters.total
    return Content(
        prompt=f"How many parameters does the network of {several(len(network.layers), 'layer')} have?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=network.network,
        input_shape=None,
        misconceptions=tuple(slip for slip in network_slips(network) if slip.value != answer),
        explanation=explain_network(network),
        same_as=(network.network,),
    )


def _title(layer: ReadLayer) -> str:
    title = layer_title(layer)
    return f"{title[0].upper()}{title[1:]}" if title.startswith("layer ") else title


def _sizes(layer: ReadLayer) -> str:
    shapes = [shape for shape in layer.weight_shapes.values() if shape]
    if [len(shape) for shape in shapes] == [1]:
        return ""
    return " + ".join("·".join(map(str, shape)) for shape in shapes)
