"""Forward passes as people write them: a shape, a sum or a receptive field is exact, or it is left out with a note."""

import pytest

from questions.layers.literals import NotationError
from questions.layers.reading import ReadNetwork, read_network
from questions.layers.specs import Shape


def torch_net(layers: str, forward: str, shape: Shape | None) -> ReadNetwork:
    """A PyTorch module with these layers and this forward pass."""
    made = "\n".join(f"        {line}" for line in layers.splitlines())
    steps = "\n".join(f"        {line}" for line in forward.splitlines())
    text = (
        "import math, torch, torch.nn as nn, torch.nn.functional as F\n"
        f"class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{made}\n"
        f"    def forward(self, x):\n{steps}\n"
    )
    return read_network(text, input_shape=shape)


def keras_net(text: str) -> ReadNetwork:
    """A text with Keras' imports."""
    return read_network(f"import keras\nfrom keras import layers\n{text}")


def test_branches_see_on_every_axis_as_far_as_the_farthest() -> None:
    """1×7 beside 7×1 sees 7×7, as in Inception."""
    read = torch_net(
        "self.a = nn.Conv2d(8, 8, (1, 7), padding=(0, 3))\nself.b = nn.Conv2d(8, 8, (7, 1), padding=(3, 0))",
        "return torch.cat([self.a(x), self.b(x)], 1)",
        (8, 17, 17),
    )
    assert read.layers[-1].receptive_field == (7, 7)
    assert read.output_shape == (16, 17, 17)


def test_concatenate_takes_its_axis_by_place() -> None:
    """Keras' Concatenate(1) joins rows."""
    read = keras_net(
        "i = keras.Input((8, 8, 4))\na = layers.Conv2D(4, 3, padding='same')(i)\n"
        "m = keras.Model(i, layers.Conv2D(2, 1)(layers.Concatenate(1)([i, a])))"
    )
    assert read.output_shape == (16, 8, 2)


def test_lists_change_as_in_python() -> None:
    """insert() puts a layer in its place, pop() takes one out, an unknown change leaves the shapes out."""
    conv = "parts = [nn.Conv2d(8, 8, 3), nn.Conv2d(8, 4, 5)]\n"
    for change, output in (("insert(0, nn.MaxPool2d(2))", (4, 2, 2)), ("pop()", (8, 14, 14)), ("pop(0)", (4, 12, 12))):
        read = torch_net(f"{conv}parts.{change}\nself.body = nn.Sequential(*parts)", "return self.body(x)", (8, 16, 16))
        assert read.output_shape == output


@pytest.mark.parametrize("start", ["1", "start=1"])
def test_enumerate_starts_where_it_is_told(start: str) -> None:
    """enumerate(xs, start=1) gives 1 first."""
    read = torch_net(
        f"self.body = nn.Sequential(*[nn.Conv2d(4, 4, 2 * i + 1) for i, _ in enumerate('ab', {start})])",
        "return self.body(x)",
        (4, 16, 16),
    )
    assert read.output_shape == (4, 10, 10)


def test_rounding_of_known_numbers() -> None:
    """math.ceil, math.floor and int give numbers that layers may have."""
    read = torch_net(
        "self.a = nn.Conv2d(3, math.ceil(7 / 2), 3)\nself.b = nn.Conv2d(math.floor(4.9), int(8 * 1.25), 1)",
        "return self.b(self.a(x))",
        (3, 8, 8),
    )
    assert read.output_shape == (10, 6, 6)


@pytest.mark.parametrize("keep", ["True", "keepdim=True", "False", "keepdim=False", ""])
def test_means_keep_their_axes_when_told(keep: str) -> None:
    """x.mean((2, 3), True) keeps both axes at one position."""
    read = torch_net("self.a = nn.Conv2d(8, 4, 3)", f"return self.a(x).mean((2, 3), {keep})", (8, 6, 6))
    assert read.output_shape == ((4, 1, 1) if "True" in keep else (4,))


@pytest.mark.parametrize(
    ("layers", "part"),
    [
        ("nn.ConvTranspose1d(4, 4, 3, padding_mode='reflect')", "'zeros'"),
        ("nn.ReflectionPad1d(5)", "must be smaller"),
        ("nn.CircularPad1d(6)", "may not exceed"),
    ],
)
def test_paddings_that_pytorch_refuses(layers: str, part: str) -> None:
    """Each is an error in PyTorch 2 as well, on an input of 5 positions."""
    with pytest.raises(NotationError, match=part):
        torch_net(f"self.a = {layers}", "return self.a(x)", (4, 5))


def test_paddings_up_to_the_edge() -> None:
    """Reflection takes up to one position less than there is, wrapping around all of them."""
    for pad, output in (("ReflectionPad1d(4)", 13), ("CircularPad1d(5)", 15), ("ReplicationPad1d(9)", 23)):
        assert torch_net(f"self.a = nn.{pad}", "return self.a(x)", (4, 5)).output_shape == (4, output)


@pytest.mark.parametrize("bias", ["None", "0", "False"])
def test_what_is_no_bias(bias: str) -> None:
    """PyTorch takes bias=None and bias=0 for none."""
    read = torch_net(
        f"self.a = nn.Conv1d(3, 4, 1, bias={bias})\nself.b = nn.ConvTranspose1d(4, 5, 1, bias={bias})\n"
        f"self.c = nn.Linear(6, 2, bias={bias})",
        "return self.c(self.b(self.a(x)))",
        (3, 6),
    )
    assert (read.parameters.weights, read.parameters.biases) == (12 + 20 + 12, 0)
