"""Recorded networks, replayed: layer by layer, and as whole texts where they are sequences."""

import json
from pathlib import Path
from typing import Any

import pytest

from questions.layers.notation import read_call
from questions.layers.reading import read_network

REFERENCE = Path(__file__).parent.parent / "reference"
RECORDED: dict[str, list[dict[str, Any]]] = json.loads((REFERENCE / "networks.json").read_text(encoding="utf-8"))
SEQUENTIAL = [network for network in RECORDED["networks"] if network["sequential"]]


def _id(record: dict[str, Any]) -> str:
    return str(record["id"])


@pytest.mark.parametrize("network", RECORDED["networks"], ids=_id)
def test_every_layer_alone(network: dict[str, Any]) -> None:
    """Parameters, weight shape, output shape and MACs of each recorded row."""
    for row in network["layers"]:
        if row["input_shape"] is None:
            continue
        call = read_call(row["call"], "pytorch", tuple(row["input_shape"]))
        assert call.parameters.total == row["params"], row
        assert call.output_shape == tuple(row["output_shape"]), row
        assert call.macs == row["macs"], row
        if row["weight_shape"] is not None:
            assert call.weight_shapes["weight"] == tuple(row["weight_shape"]), row


@pytest.mark.parametrize("network", SEQUENTIAL, ids=_id)
@pytest.mark.parametrize("form", ["sequential", "printed", "lines", "class"])
def test_the_whole_sequence(network: dict[str, Any], form: str) -> None:
    """However it is written down, it counts the same, row by row and in total."""
    calls = [row["call"] for row in network["layers"]]
    read = read_network(_written(calls, form), None, tuple(network["input_shape"]))
    assert read.framework == "pytorch"
    assert read.parameters.total == network["params"]
    assert read.parameters.buffers == network["buffers"]
    assert read.output_shape == tuple(network["output_shape"])
    assert read.macs == network["macs"] or network["macs"] is None
    assert [layer.output_shape for layer in read.layers] == [tuple(row["output_shape"]) for row in network["layers"]]
    assert [layer.parameters.total for layer in read.layers] == [row["params"] for row in network["layers"]]


def _written(calls: list[str], form: str) -> str:
    match form:
        case "sequential":
            return f"nn.Sequential({', '.join(calls)})"
        case "printed":
            rows = "".join(f"  ({n}): {call.removeprefix('nn.')}\n" for n, call in enumerate(calls))
            return f"Sequential(\n{rows})"
        case "lines":
            return "".join(f"self.layer{n} = {call}\n" for n, call in enumerate(calls))
        case _:
            rows = "".join(f"        self.layer{n} = {call}\n" for n, call in enumerate(calls))
            steps = "".join(f"        x = self.layer{n}(x)\n" for n, _ in enumerate(calls))
            head = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            return f"{head}{rows}\n    def forward(self, x):\n{steps}        return x\n"


@pytest.mark.parametrize("record", RECORDED["comparisons"], ids=_id)
def test_comparisons(record: dict[str, Any]) -> None:
    """Stacks that are compared with one another: parameters, MACs, output, names of the weights."""
    read = read_network(record["text"], None, tuple(record["input_shape"]))
    assert (read.parameters.total, read.macs) == (record["params"], record["macs"])
    assert read.output_shape == tuple(record["output_shape"])
    if "weight_shapes" in record:
        assert read.weight_shapes == {name: tuple(shape) for name, shape in record["weight_shapes"].items()}


@pytest.mark.parametrize("record", RECORDED["receptive_fields"], ids=_id)
def test_receptive_fields(record: dict[str, Any]) -> None:
    """The last layer of a stack sees what backpropagation has shown."""
    calls = [f"nn.Conv1d(1, 1, {k}, stride={s}, dilation={d})" for k, s, d in record["layers"]]
    read = read_network(f"nn.Sequential({', '.join(calls)})")
    assert read.layers[-1].receptive_field == (record["receptive_field"],)


TEXTS: dict[str, tuple[tuple[int, ...] | None, int, int, tuple[int, ...]]] = {
    "pytorch_class": ((1, 32, 32), 61_706, 416_520, (10,)),
    "pytorch_vgg": ((3, 224, 224), 138_357_544, 15_470_264_320, (1000,)),
    "pytorch_resnet": ((3, 224, 224), 11_689_512, 1_814_073_344, (1000,)),
    "pytorch_unet": ((3, 96, 96), 1_927_042, 1_296_728_064, (2, 96, 96)),
    "keras_sequential": (None, 34_826, 2_440_960, (10,)),
    "keras_add": (None, 309_130, 15_986_048, (10,)),
    "keras_functional": (None, 90_794, 18_785_728, (10,)),
    "flax_linen": ((28, 28, 1), 2_381_034, 6_200_320, (10,)),
    "flax_nnx": ((28, 28, 1), 824_522, 4_643_840, (10,)),
}
"""Models as people write them: input, parameters as the framework reported them, MACs, output."""


@pytest.mark.parametrize("name", TEXTS)
def test_models_as_people_write_them(name: str) -> None:
    """Classes with a forward pass, chains, loops and functions: nothing is left out, no note is needed."""
    shape, params, macs, output = TEXTS[name]
    read = read_network((REFERENCE / "models" / f"{name}.txt").read_text("utf-8"), None, shape)
    assert (read.parameters.total, read.macs, read.output_shape) == (params, macs, output)
    assert read.note == ""
    elements = 0
    for tensor in read.weight_shapes.values():
        size = 1
        for n in tensor:
            size *= n
        elements += size
    assert elements == params


def test_a_printed_model_counts_what_the_class_counts() -> None:
    """print(model) has no forward pass: the same parameters under the same names, without shapes, and it says so."""
    printed = read_network((REFERENCE / "models" / "printed_resnet.txt").read_text("utf-8"), None, (3, 224, 224))
    written = read_network((REFERENCE / "models" / "pytorch_resnet.txt").read_text("utf-8"), None, (3, 224, 224))
    assert printed.parameters == written.parameters
    assert printed.weight_shapes == written.weight_shapes
    assert (printed.output_shape, printed.macs) == (None, None)
    assert "order" in printed.note
    assert printed.note.endswith(
        "Read from a printed model: weights that print() does not show (nn.Parameter, tied or normalised weights) "
        "are not counted."
    )
    assert written.layers[-4].receptive_field == (435, 435)


def test_a_layer_used_twice_is_counted_once() -> None:
    """Its weights stand in the first row; its work in both."""
    text = "shared = nn.Conv2d(4, 4, 3, padding=1)\nnn.Sequential(shared, nn.ReLU(), shared)"
    read = read_network(text, None, (4, 8, 8))
    assert read.parameters.total == 148
    assert [layer.shared for layer in read.layers] == [False, False, True]
    assert read.macs == 2 * 144 * 64
