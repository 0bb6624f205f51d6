"""Every recorded layer, replayed: what PyTorch, Keras and Flax reported is what we count."""

import json
from pathlib import Path
from typing import Any

import pytest

from questions.layers.notation import Call, read_call, write_call
from questions.layers.terms import FRAMEWORKS, Framework

RECORDS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "reference" / "layers.json").read_text(encoding="utf-8")
)["records"]


def _framework(record: dict[str, Any]) -> Framework:
    told = "pytorch" if record["framework"].startswith("torch") else record["framework"]
    return next(framework for framework in FRAMEWORKS if told.startswith(framework))


def _read(record: dict[str, Any]) -> Call:
    """The recorded call with its input, without the batch axis."""
    return read_call(record["call"], _framework(record), tuple(record["input_shape"][1:]))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_record_is_counted_as_the_framework_did(record: dict[str, Any]) -> None:
    """Total, trainable, weight shapes, output shape and, where recorded, MACs of the whole batch."""
    call = _read(record)
    assert call.parameters.total == record["params"]
    assert call.parameters.trainable == record.get("trainable_params", call.parameters.trainable)
    assert call.weight_shapes == {name: tuple(shape) for name, shape in record["weight_shape"].items()}
    assert call.output_shape == tuple(record["output_shape"][1:])
    if record["macs"] is not None:
        assert call.macs is not None
        assert call.macs * (record["input_shape"][0] or 1) == record["macs"]


# The rank of a batch normalization is not part of the layer: BatchNorm1d would be written as BatchNorm2d.
@pytest.mark.parametrize(
    "record", [r for r in RECORDS if "BatchNorm1d" not in r["call"]], ids=lambda record: record["id"]
)
def test_record_survives_writing(record: dict[str, Any]) -> None:
    """Writing a recorded layer and reading it again gives the same layer."""
    call = _read(record)
    written = write_call(call.layer, call.framework)
    assert read_call(written, call.framework, tuple(record["input_shape"][1:])).layer == call.layer


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_framework_is_recognised(record: dict[str, Any]) -> None:
    """No recorded call needs the framework named: prefix, name and arguments tell it."""
    assert read_call(record["call"], None, tuple(record["input_shape"][1:])).framework == _framework(record)
