"""Wrong procedures for the parameter count of a whole network: a layer's slips carried through, or made once."""

from __future__ import annotations

from collections.abc import Iterator

from questions.layers.reading import ReadLayer, ReadNetwork
from questions.misconceptions import parameter_slips
from questions.misconceptions.components import BATCH_NORM, BIAS, COMPOSITION
from questions.misconceptions.facts import counted
from questions.question import Misconception
from questions.wording import several

_MOST_LAYERS = 400


def network_slips(network: ReadNetwork) -> Iterator[Misconception]:
    """What the known wrong procedures give; those that go through all layers come first."""
    layers = [layer for layer in network.layers if layer.call is not None and not layer.shared][:_MOST_LAYERS]
    learning = [layer for layer in layers if layer.parameters.total]
    yield from _biases(network, learning)
    yield from _statistics(network, learning)
    slips = {index: _slips_of(layer) for index, layer in enumerate(layers)}
    yield from _carried_through(network, layers, slips)
    yield from _chosen_layers(network, learning)
    yield from _repeated(network)
    yield from _made_once(network, layers, slips)


def _slips_of(layer: ReadLayer) -> dict[str, Misconception]:
    """The first of every kind of slip that gives a wrong number for one layer."""
    found: dict[str, Misconception] = {}
    if layer.call is not None:
        for slip in parameter_slips(layer.call.layer, layer.call.input_shape):
            if slip.value != layer.parameters.total:
                found.setdefault(slip.id, slip)
    return found


def _biases(network: ReadNetwork, learning: list[ReadLayer]) -> Iterator[Misconception]:
    count = network.parameters
    rest = count.weights + count.non_trainable
    if count.biases:
        yield counted(
            "forgot_bias", BIAS, rest, 0, f"{rest:,}", "the biases of all layers are left out",
            f"The layers also have {several(count.biases, 'bias', 'biases')} together.",
        )  # fmt: skip
        with_bias = sum(1 for layer in learning if layer.parameters.biases)
        yield counted(
            "one_bias_total", BIAS, rest, with_bias, f"{rest} + {with_bias}",
            "every layer is given a single bias",
            f"A layer has one bias per output channel or unit: {count.biases:,} in all.",
        )  # fmt: skip


def _statistics(network: ReadNetwork, learning: list[ReadLayer]) -> Iterator[Misconception]:
    count = network.parameters
    if count.non_trainable:
        yield counted(
            "bn_two_or_four", BATCH_NORM, count.weights, count.biases, f"{count.weights} + {count.biases}",
            "only the trained parameters are counted",
            f"Keras also counts the {count.non_trainable:,} moving means and variances.",
        )  # fmt: skip
    kept = sum(layer.parameters.buffers // 2 * 2 for layer in learning)
    if kept:
        yield counted(
            "bn_two_or_four", BATCH_NORM, count.weights + kept, count.biases, f"{count.total} + {kept}",
            "the moving statistics are counted",
            "Moving means and variances are kept beside the parameters, not among them.",
        )  # fmt: skip


def _carried_through(
    network: ReadNetwork, layers: list[ReadLayer], slips: dict[int, dict[str, Misconception]]
) -> Iterator[Misconception]:
    """The same slip in every layer that it applies to."""
    total = network.parameters.total
    for id_ in dict.fromkeys(id_ for found in slips.values() for id_ in found):
        where = [index for index, found in slips.items() if id_ in found]
        if len(where) < 2:
            continue
        first = slips[where[0]][id_]
        value = total + sum(_integer(slips[index][id_]) - layers[index].parameters.total for index in where)
        changed = " + ".join(f"{_integer(slips[index][id_])}" for index in where[:6])
        yield Misconception(
            id_, first.component, value, f"{changed} …" if len(where) > 6 else f"with {changed}",
            f"in {len(where)} layers {first.cause}", f"In {_named(layers[where[0]])} for example: {first.lesson}",
        )  # fmt: skip


def _made_once(
    network: ReadNetwork, layers: list[ReadLayer], slips: dict[int, dict[str, Misconception]]
) -> Iterator[Misconception]:
    """A slip in one layer, the others counted right."""
    total = network.parameters.total
    for index, found in slips.items():
        layer = layers[index]
        for slip in found.values():
            value = total - layer.parameters.total + _integer(slip)
            yield Misconception(
                slip.id, slip.component, value, f"{_integer(slip)} instead of {layer.parameters.total} there",
                f"in {_named(layer)} {slip.cause}", slip.lesson,
            )  # fmt: skip


def _chosen_layers(network: ReadNetwork, learning: list[ReadLayer]) -> Iterator[Misconception]:
    """A layer left out, or only the last one counted."""
    if len(learning) < 2:
        return
    last = learning[-1]
    yield Misconception(
        "last_layer_only", COMPOSITION, last.parameters.total, f"{last.parameters.total}",
        f"only {_named(last)} is counted",
        f"All {len(learning)} layers that learn something count: {network.parameters.total:,} together.",
    )  # fmt: skip
    for layer in learning:
        value = network.parameters.total - layer.parameters.total
        yield Misconception(
            "forgot_a_layer", COMPOSITION, value, f"{network.parameters.total} - {layer.parameters.total}",
            f"{_named(layer)} is left out", f"It has {several(layer.parameters.total, 'parameter')} of its own.",
        )  # fmt: skip


def _repeated(network: ReadNetwork) -> Iterator[Misconception]:
    """A layer that is used twice, counted twice."""
    again = [layer.call.parameters.total for layer in network.layers if layer.shared and layer.call is not None]
    if sum(again):
        yield Misconception(
            "shared_counted_twice", COMPOSITION, network.parameters.total + sum(again),
            f"{network.parameters.total} + {sum(again)}", "a layer that is used again is counted again",
            "It is one layer with one set of weights, however often it is used.",
        )  # fmt: skip


def _named(layer: ReadLayer) -> str:
    return f"{layer_title(layer)},"


def layer_title(layer: ReadLayer) -> str:
    """The layer's name and call: `conv1, nn.Conv2d(3, 10, 3)`, `layer 0, nn.Conv2d(3, 10, 3)`."""
    call = layer.text if len(layer.text) <= 60 else f"{layer.text[:59]}…"
    if not layer.name:
        return call
    return f"layer {layer.name}, {call}" if layer.name.isdigit() else f"{layer.name}, {call}"


def _integer(slip: Misconception) -> int:
    return slip.value if isinstance(slip.value, int) else 0
