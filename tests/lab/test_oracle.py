"""The lab beside what the frameworks themselves reported, and beside `convdrill explain`."""

from __future__ import annotations

from typing import Any

import pytest

from questions.layers.notation import Call
from tests.layers.test_oracle_records import RECORDS, _read
from trainer.lab.figures import Quantity, figure
from trainer.lab.settings import layers_of, opens, settings_of


def _expressible(call: Call) -> bool:
    """Flax's transpose_kernel only turns two axes of the stored kernel, and the lab has no control for it."""
    return opens(call.layer) and not call.transpose_kernel


EXPRESSIBLE = [record for record in RECORDS if _expressible(_read(record))]


def test_how_many() -> None:
    """63 of 85 records: all convolutions but one with transpose_kernel; the others are other layers."""
    assert (len(EXPRESSIBLE), len(RECORDS)) == (63, 85)
    rest = [record["call"] for record in RECORDS if record not in EXPRESSIBLE]
    assert [call for call in rest if "Conv" in call] == [
        "nn.ConvTranspose(8, (4, 4), strides=(2, 2), transpose_kernel=True)"
    ]


@pytest.mark.parametrize("record", EXPRESSIBLE, ids=lambda record: record["id"])
def test_record(record: dict[str, Any]) -> None:
    """Parameters, tensors, output and multiply-adds are those that the framework reported."""
    call = _read(record)
    assert call.input_shape is not None
    settings = settings_of(call.layer, call.input_shape, call.framework)
    assert layers_of(settings) == (call.layer,)
    assert figure(settings, Quantity.PARAMETERS).value == record["params"] == call.parameters.total
    output = figure(settings, Quantity.OUTPUT).value
    assert isinstance(output, tuple)
    told = tuple(record["output_shape"][1:])
    assert output[1:] == ((told[-1], *told[:-1]) if call.channels_last else told)
    stored = dict(figure(settings, Quantity.WEIGHTS).value)[call.framework]  # type: ignore[arg-type]
    assert dict(stored[0]) == {name: tuple(shape) for name, shape in record["weight_shape"].items()}
    if record["macs"] is not None:
        assert figure(settings, Quantity.MACS).value * (record["input_shape"][0] or 1) == record["macs"]  # type: ignore[operator]
    assert figure(settings, Quantity.MACS).value == call.macs
