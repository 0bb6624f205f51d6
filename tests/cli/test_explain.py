"""`convdrill explain`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


def test_the_source_question(run: Run) -> None:
    """280 and why; without bias 270."""
    ran = run("explain", "nn.Conv2d(3, 10, 3)")
    assert (ran.code, ran.err) == (0, "")
    assert "280 = 270 weights + 10 biases" in ran.out
    assert "3·3·3 = 27" in ran.out
    assert "(10, 3, 3, 3)" in ran.out
    assert "parameters    270\n" in run("explain", "nn.Conv2d(3, 10, 3, bias=False)").out


def test_keras_with_an_input_as_json(run: Run) -> None:
    """Shapes in the framework's own order, integers as numbers."""
    document = json.loads(run("explain", "keras.layers.Conv2D(10, 3)", "--input", "24x24x3", "--json").out)
    assert document["framework"] == "keras"
    assert document["parameters"] == {
        "total": 280,
        "weights": 270,
        "biases": 10,
        "trainable": 280,
        "non_trainable": 0,
        "buffers": 0,
    }
    assert document["weight_shapes"] == {"kernel": [3, 3, 3, 10], "bias": [10]}
    assert (document["output_shape"], document["macs"]) == ([22, 22, 10], 130680)
    assert all(isinstance(line, str) for line in document["explanation"])
    assert document["explanation"][-1].endswith("280")


def test_without_an_input_shape_and_macs_are_null(run: Run) -> None:
    """What depends on the input is not made up."""
    document = json.loads(run("explain", "nn.Conv2d(3, 10, 3)", "--json").out)
    assert (document["output_shape"], document["macs"]) == (None, None)


@pytest.mark.parametrize(
    ("call", "shape", "counts"),
    [
        ("nn.BatchNorm2d(64)", None, (128, 0, 129)),
        ("keras.layers.BatchNormalization()", "8x8x64", (256, 128, 0)),
        ("keras.layers.BatchNormalization(center=False)", "8x8x64", (192, 128, 0)),
    ],
)
def test_moving_statistics_are_counted_as_the_framework_does(
    run: Run, call: str, shape: str | None, counts: tuple[int, int, int]
) -> None:
    """Keras counts them, PyTorch keeps them as buffers."""
    extra = ("--input", shape) if shape else ()
    count = json.loads(run("explain", call, *extra, "--json").out)["parameters"]
    assert (count["total"], count["non_trainable"], count["buffers"]) == counts


@pytest.mark.parametrize(
    ("call", "shape", "framework"),
    [
        ("layers.Conv2D(10, 3)", "24x24x3", "keras"),
        ("tf.keras.layers.Conv2D(10, 3)", "24x24x3", "keras"),
        ("Conv2D(10, 3)", "24x24x3", "keras"),
        ("torch.nn.Conv2d(3, 10, 3)", None, "pytorch"),
        ("Conv2d(3, 10, 3)", None, "pytorch"),
        ("nn.Conv(10, (3, 3))", "24x24x3", "flax"),
        ("nn.Dense(100)", "3072", "flax"),
        ("Dense(100)", "3072", "keras"),
        ("nn.GroupNorm(8, 64)", None, "pytorch"),
        ("nn.GroupNorm(8)", "8x8x64", "flax"),
        ("L.Conv2D(10, 3)", "24x24x3", "keras"),
        ("self.Conv2d(3, 10, 3)", None, "pytorch"),
        ("torch.nn.modules.conv.Conv2d(3, 10, 3)", None, "pytorch"),
        ("keras.layers.Convolution2D(10, 3)", "24x24x3", "keras"),
    ],
)
def test_whose_call_it_is(run: Run, call: str, shape: str | None, framework: str) -> None:
    """Prefix first, then name, then arguments."""
    extra = ("--input", shape) if shape else ()
    ran = run("explain", call, *extra, "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["framework"] == framework


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("nn.Conv2d(3, 10, 3, strde=2)", "strde"),
        ("nn.Conv2D(3, 10, 3)", "Conv2d"),
        ("nn.Conv2d(3, 10, kernel_size=x)", "x"),
        ("keras.layers.Conv2D(10, 3)", "--input"),
        ("__import__('os').system('true')", ""),
        ("nn.Conv2d(3, 10, 3, padding='same', stride=2)", "stride"),
        ("nn.Conv2d(3, 10, 3, groups=2)", "groups"),
        ("", ""),
        ("nn.Conv2d(" * 1000, ""),
    ],
)
def test_a_call_that_cannot_be_read_is_told_in_one_line(run: Run, call: str, said: str) -> None:
    """The sentence names what is wrong."""
    ran = run("explain", call)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_one_weight_and_one_bias(run: Run) -> None:
    """Nine weights and one bias, one weight and one bias."""
    assert "10 = 9 weights + 1 bias\n" in run("explain", "nn.Conv2d(1, 1, 3)").out
    assert "2 = 1 weight + 1 bias\n" in run("explain", "nn.Conv2d(1, 1, 1)").out
