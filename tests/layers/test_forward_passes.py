"""Forward passes as people write them: a shape, a sum or a receptive field is exact, or it is left out with a note."""

# ruff: noqa: E501 - a pasted line is as long as it is

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


@pytest.mark.parametrize(
    ("layers", "forward"),
    [
        ("self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Sequential(nn.Conv2d(4, 2, 3))", "return self.b(self.a(x)[:, :4])"),
        ("self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Linear(16, 2)", "return self.b(self.a(x)[..., ::2])"),
        ("self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 2, 3)", "y, z = self.a(x)\nreturn self.b(y)"),
        ("self.a = nn.Linear(9, 4)\nself.b = nn.Linear(9, 9)", "return self.a(x) @ self.b(x)"),
        ("self.a = nn.Conv2d(3, 8, 1)", "x = self.a(x)\nb, c, h, w = x.shape\nreturn x.permute(0, 2, 3, 1).reshape(-1, c)"),
        ("self.a = nn.Conv2d(3, 8, 1)", "x = self.a(x)\nb, c, h, w = x.shape\nreturn x.reshape(b * h, c, w)"),
        ("self.a = nn.Conv2d(3, 8, 3, 2, 1)\nself.u = nn.ConvTranspose2d(8, 8, 2, 2)", "return self.u(self.a(x), output_size=(11, 11))"),
        ("self.a = nn.Conv2d(3, 8, 3)", "y = torch.nn.functional.relu(other)\nreturn self.a(y)"),
        ("self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 8, 1)", "self.a(x)\nreturn F.unfold(x, 3)"),
        ("self.a = nn.Conv2d(3, 8, 3)", "self.a(x)"),
    ],
)  # fmt: skip
def test_what_is_not_followed_leaves_the_shapes_out(layers: str, forward: str) -> None:
    """Once a tensor is unknown nothing behind it is told; the weights still are."""
    read = torch_net(layers, forward, (3, 9, 9))
    assert (read.output_shape, read.macs) == (None, None)
    assert read.note.startswith("Shapes and MACs are left out: ")
    assert all(row.reached and row.receptive_field is None and row.output is None for row in read.layers)


def test_lists_of_tensors_reach_modules_of_the_text() -> None:
    """A module may join what it is given as a list."""
    read = read_network(
        "import torch, torch.nn as nn\n"
        "class Fuse(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.conv = nn.Conv2d(12, 5, 3)\n"
        "    def forward(self, parts):\n        return self.conv(torch.cat(parts, 1))\n"
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a, self.b = 0, 0\n        self.one = nn.Conv2d(3, 4, 1)\n        self.two = nn.Conv2d(3, 8, 1)\n"
        "        self.fuse = Fuse()\n"
        "    def forward(self, x):\n        return self.fuse([self.one(x), self.two(x)])\nnet = Net()\n",
        input_shape=(3, 8, 8),
    )
    assert read.output_shape == (5, 6, 6)
    assert read.macs == 64 * 12 + 64 * 24 + 36 * 12 * 5 * 9


@pytest.mark.parametrize(
    ("forward", "output"),
    [
        ("return self.a(x)[:, :, :-4]", (8, 60)),
        ("return self.a(x)[..., 2:-1]", (8, 61)),
        ("return self.a(x)[:, :, -10:]", (8, 10)),
        ("return self.a(x)[:, :, 5:20]", (8, 15)),
        ("return self.a(x)[:]", (8, 64)),
        ("y = self.a(x)\nreturn y[:, :, : x.size(2) - 3]", (8, 61)),
        ("return self.a(x).transpose(1, 2)", (64, 8)),
        ("y = self.a(x)\nb, *rest = y.shape\nreturn y.view(b, rest[1], rest[0])", (64, 8)),
        ("y = self.a(x)\nreturn F.interpolate(y, size=y.shape[-1] * 2)", (8, 128)),
        ("y = self.a(x)\nreturn F.avg_pool1d(y, y.size(2)).view(y.size(0), -1)", (8,)),
        ("y = self.a(x)\nreturn y if isinstance(y, torch.Tensor) else y[0]", (8, 64)),
        ("y = self.a(x)\nreturn F.max_pool1d(y, kernel_size=self.k)", (8, 21)),
    ],
)
def test_sizes_and_slices_of_known_tensors(forward: str, output: Shape) -> None:
    """Each as PyTorch gives it for an input of 1x64."""
    read = torch_net("self.a = nn.Conv1d(1, 8, 3, padding=1)\nself.k = 3", forward, (1, 64))
    assert (read.output_shape, read.note) == (output, "")


def test_functions_of_unknown_sizes_only_leave_shapes_out() -> None:
    """Without an input nobody knows what F.interpolate makes, but the weights are counted."""
    for step in ("F.interpolate(y, size=z.shape[-2:])", "F.avg_pool2d(y, z.size(3))", "F.adaptive_avg_pool2d(y, z)"):
        read = torch_net("self.a = nn.Conv2d(3, 8, 3)", f"y = self.a(x)\nreturn {step}", (3, 9, 9))
        assert read.output_shape is None
        assert read.note.startswith("Shapes and MACs are left out: ")
        assert read.parameters.weights == 216


def test_the_output_is_what_is_returned() -> None:
    """Not the step that was taken last; several are told in the note."""
    layers = "self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 4, 3)\nself.aux = nn.Conv2d(8, 2, 1)"
    steps = "h = self.a(x)\ny = self.b(h)\nz = self.aux(h)\n"
    shape = (3, 16, 16)
    assert torch_net(layers, f"{steps}return y", shape).output_shape == (4, 12, 12)
    assert torch_net(layers, f"{steps}return h", shape).output_shape == (8, 14, 14)
    assert torch_net(layers, f"{steps}return {{'out': y}}", shape).output_shape == (4, 12, 12)
    both = torch_net(layers, f"{steps}return y, z", shape)
    assert both.output_shape is None
    assert both.note == "2 tensors are returned: 4x12x12 and 2x14x14."


def test_conditions_on_shapes_of_known_tensors() -> None:
    """A projection where the channels change, as in Keras' residual blocks."""
    read = keras_net(
        "def block(x, filters):\n    y = layers.Conv2D(filters, 3, padding='same')(x)\n"
        "    if x.shape[-1] != filters:\n        x = layers.Conv2D(filters, 1)(x)\n    return layers.add([x, y])\n"
        "i = keras.Input((8, 8, 4))\nm = keras.Model(i, block(block(i, 4), 6))"
    )
    assert read.output_shape == (8, 8, 6)
    assert read.parameters.weights == 4 * 4 * 9 + 4 * 6 * 9 + 4 * 6


def test_models_inside_models() -> None:
    """A functional model is a layer of another one; used twice it has its weights once."""
    text = (
        "a = keras.Input((8, 8, 3))\nenc = keras.Model(a, layers.Conv2D(4, 3, strides=2, padding='same')(a))\n"
        "i, j = keras.Input((8, 8, 3)), keras.Input((8, 8, 3))\n"
    )
    read = keras_net(f"{text}m = keras.Model([i, j], layers.add([enc(i), enc(j)]))")
    assert read.output_shape == (4, 4, 4)
    assert read.parameters == read.layers[0].parameters
    assert read.macs == 2 * 16 * 4 * 27


FLAX_BLOCK = (
    "import flax.linen as nn\nimport jax.numpy as jnp\nclass Net(nn.Module):\n    @nn.compact\n"
    "    def __call__(self, x):\n        y = nn.Conv(8, (3, 3))(x)\n"
)


def test_flax_compact_modules() -> None:
    """Shapes decide about a projection; means may keep their axes; a real reason is told."""
    projected = (
        f"{FLAX_BLOCK}        if x.shape != y.shape:\n            x = nn.Conv(8, (1, 1))(x)\n        return x + y"
    )
    assert read_network(projected, input_shape=(6, 6, 3)).parameters.weights == 3 * 8 * 9 + 3 * 8
    assert read_network(projected, input_shape=(6, 6, 8)).parameters.weights == 8 * 8 * 9
    with pytest.raises(NotationError, match="The condition at line 7, column 9 depends on a value"):
        read_network(projected)
    kept = f"{FLAX_BLOCK}        return y * nn.sigmoid(nn.Dense(8)(y.mean(axis=(1, 2), keepdims=True)))"
    assert read_network(kept, input_shape=(6, 6, 3)).output_shape == (6, 6, 8)
    with pytest.raises(NotationError, match=r"self\.param at line 7"):
        read_network(f"{FLAX_BLOCK}        s = self.param('s', nn.initializers.ones, (8,))\n        return y * s")


@pytest.mark.parametrize(
    ("forward", "output"),
    [
        ("y = self.a(x)\nreturn y.mean(2)", (8,)),
        ("y = self.a(x)\nreturn y.mean(-1, True)", (8, 1)),
        ("y = self.a(x)\nreturn y.mean((1, 2))", None),
        ("y = self.a(x)\nreturn F.max_pool1d(y, 2, return_indices=True)", None),
        ("for _ in range(2):\n    y = self.a(x)\nelse:\n    y = y[:, :, :5]\nreturn y", (8, 5)),
        ("try:\n    y = self.a(x)\nfinally:\n    y = y[:, :, 1:]\nreturn y", (8, 63)),
        ("x.data = x[:, :, 1:]\nreturn self.a(x)", None),
    ],
)
def test_less_common_statements_and_means(forward: str, output: Shape | None) -> None:
    """What is not as usual is exact or left out."""
    read = torch_net("self.a = nn.Conv1d(1, 8, 3, padding=1)", forward, (1, 64))
    assert read.output_shape == output
    assert bool(read.note) == (output is None)


def test_reshaping_of_open_sizes() -> None:
    """Without an input the text still tells what comes out of a reshape."""
    read = torch_net("self.a = nn.Conv2d(1, 8, 3)", "return self.a(x).view(-1, 8 * 16)", None)
    assert read.output_shape == (128,)


@pytest.mark.parametrize(
    ("rest", "output", "weights"),
    [
        ("m = keras.Sequential([keras.Input((8, 8, 4)), e, layers.Flatten(), layers.Dense(3)])", (3,), 144 + 432),
        ("m = keras.Model(e.input, layers.Flatten()(e.output))", (144,), 144),
        ("m = keras.Model(i, e(i))", (6, 6, 4), 144),
    ],
)
def test_functional_models_as_parts(rest: str, output: Shape, weights: int) -> None:
    """A functional model stands in a Sequential, or is continued from its ends."""
    read = keras_net(f"i = keras.Input((8, 8, 4))\ne = keras.Model(i, layers.Conv2D(4, 3)(i))\n{rest}")
    assert (read.output_shape, read.parameters.weights) == (output, weights)
