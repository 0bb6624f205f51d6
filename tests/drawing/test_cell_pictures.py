"""Typical pictures as text files: `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from questions.layers.network import Network
from questions.layers.notation import read_call
from questions.layers.specs import Conv, Dense, Flatten, Layer, Pool, Shape
from questions.picture import Part, scene_of
from trainer.drawing.cells import draw_cells


class Pictures(SingleFileSnapshotExtension):
    """One text file for each picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def _layer(call: str) -> Layer:
    return read_call(call, "pytorch").layer


CASES: dict[str, tuple[Layer | Network, Shape | None, Part | None]] = {
    "conv2d": (_layer("nn.Conv2d(3, 10, 3)"), (3, 24, 24), None),
    "conv2d_forgotten_depth": (_layer("nn.Conv2d(3, 10, 3)"), (3, 24, 24), Part.DEPTH),
    "first_of_resnet": (_layer("nn.Conv2d(3, 64, 7, stride=2, padding=3)"), (3, 224, 224), None),
    "pointwise": (_layer("nn.Conv2d(512, 128, 1)"), (512, 14, 14), None),
    "small_strided": (_layer("nn.Conv2d(3, 8, 3, stride=2, padding=1)"), (3, 7, 7), None),
    "dilated": (_layer("nn.Conv2d(3, 8, 3, dilation=2)"), (3, 9, 9), None),
    "groups": (_layer("nn.Conv2d(16, 32, 3, groups=4)"), (16, 14, 14), None),
    "depthwise": (_layer("nn.Conv2d(6, 6, 3, groups=6)"), (6, 8, 8), None),
    "conv1d": (_layer("nn.Conv1d(64, 128, 5)"), (64, 1000), None),
    "conv1d_dilated": (_layer("nn.Conv1d(4, 8, 3, dilation=4)"), (4, 20), None),
    "conv3d": (_layer("nn.Conv3d(16, 8, 3)"), (16, 10, 20, 20), None),
    "transposed": (_layer("nn.ConvTranspose2d(2, 4, 3, stride=2)"), (2, 4, 4), None),
    "dense": (_layer("nn.Linear(12, 5)"), (12,), None),
    "max_pool": (_layer("nn.MaxPool2d(2)"), (3, 8, 8), None),
    "batch_norm": (_layer("nn.BatchNorm2d(8)"), (8, 6, 6), None),
    "receptive_field": (Network((Conv(1, 1, (3, 3)), Conv(1, 1, (3, 3), (2, 2)), Pool("max", (2, 2)))), None, None),
    "network": (
        Network((Conv(3, 8, (3, 3)), Pool("max", (2, 2)), Flatten(), Dense(8 * 7 * 7, 10))),
        (3, 16, 16),
        None,
    ),
}


@pytest.mark.parametrize("width", [40, 76])
@pytest.mark.parametrize("name", CASES)
def test_picture(name: str, width: int, snapshot: SnapshotAssertion) -> None:
    """The picture as text."""
    layer, shape, highlight = CASES[name]
    scene = scene_of(layer, shape)
    assert scene is not None
    lines = draw_cells(scene, width, highlight=highlight).lines
    assert "\n".join([*lines, ""]) == snapshot(extension_class=Pictures)


def test_in_ascii(snapshot: SnapshotAssertion) -> None:
    """With the characters that every terminal has."""
    scene = scene_of(_layer("nn.Conv2d(8, 10, 3, groups=2, padding=1)"), (8, 12, 12))
    assert scene is not None
    assert "\n".join([*draw_cells(scene, 76, ascii_only=True).lines, ""]) == snapshot(extension_class=Pictures)


def test_in_a_short_place(snapshot: SnapshotAssertion) -> None:
    """Beside a prompt there are few lines."""
    scene = scene_of(_layer("nn.Conv2d(3, 10, 3)"), (3, 24, 24))
    assert scene is not None
    assert "\n".join([*draw_cells(scene, 76, 14).lines, ""]) == snapshot(extension_class=Pictures)
