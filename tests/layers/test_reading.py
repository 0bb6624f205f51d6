"""Networks as people paste them: every form that is read, the flow of shapes, what is refused and where."""

# ruff: noqa: E501 - a pasted line is as long as it is

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.layers.literals import NotationError
from questions.layers.reading import ReadNetwork, read_network
from questions.layers.reading.source import MAX_LAYERS, MAX_TEXT
from questions.layers.specs import Shape
from questions.layers.terms import Framework

CNN = 3 * 8 * 9 + 8 + 8 * 4 * 9 + 4
"""Two 3×3 convolutions, 3 to 8 to 4 channels."""

SAME_NETWORK: dict[str, tuple[str, Shape | None]] = {
    "sequential": ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 4, 3))", (3, 10, 10)),
    "imported": (
        "from torch import nn as N\nN.Sequential(N.Conv2d(3, 8, 3), N.ReLU(), N.Conv2d(8, 4, 3))",
        (3, 10, 10),
    ),
    "nested": ("nn.Sequential(nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU()), nn.Conv2d(8, 4, 3))", (3, 10, 10)),
    "ordered": (
        "nn.Sequential(OrderedDict([('a', nn.Conv2d(3, 8, 3)), ('b', nn.ReLU()), ('c', nn.Conv2d(8, 4, 3))]))",
        (3, 10, 10),
    ),
    "loop": (
        "layers, last = [], 3\nfor width in [8, 4]:\n    layers += [nn.Conv2d(last, width, 3), nn.ReLU()]\n"
        "    last = width\nmodel = nn.Sequential(*layers)",
        (3, 10, 10),
    ),
    "comprehension": ("C = [3, 8, 4]\nnn.Sequential(*[nn.Conv2d(i, o, 3) for i, o in zip(C, C[1:])])", (3, 10, 10)),
    "attributes alone": ("self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 4, 3);", (3, 10, 10)),
    "lines from inside": ("    nn.Conv2d(3, 8, 3),  # first\n\n    nn.ReLU(),\n    nn.Conv2d(8, 4, 3),\n", (3, 10, 10)),
    "names": ("a = nn.Conv2d(3, 8, 3)\nb = nn.Conv2d(8, 4, 3)\nmodel = nn.Sequential(a, b)", (3, 10, 10)),
    "function": (
        "def net(width=8):\n    return nn.Sequential(nn.Conv2d(3, width, 3), nn.Conv2d(width, 4, 3))",
        (3, 10, 10),
    ),
    "prompt": (
        ">>> m = nn.Sequential(\n...     nn.Conv2d(3, 8, 3),\n...     nn.Conv2d(8, 4, 3))\n>>> m(x)",
        (3, 10, 10),
    ),
    "fenced": ("```python\nnn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(8, 4, 3))\n```", (3, 10, 10)),
    "printed": (
        "Net(\n  (conv1): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n  (act): ReLU(inplace=True)\n"
        "  (rest): Sequential(\n    (0): Conv2d(8, 4, kernel_size=(3, 3), stride=(1, 1))\n  )\n)",
        (3, 10, 10),
    ),
    "printed on one line": (
        "Sequential( (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1)) "
        "(1): Conv2d(8, 4, kernel_size=(3, 3), stride=(1, 1)) )",
        (3, 10, 10),
    ),
    "extended Sequential": (
        "class Unit(nn.Sequential):\n    def __init__(self, i, o):\n        super().__init__(nn.Conv2d(i, o, 3), nn.ReLU())\n"
        "nn.Sequential(Unit(3, 8), Unit(8, o=4))",
        (3, 10, 10),
    ),
    "lazy": ("nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyConv2d(4, 3))", (3, 10, 10)),
    "keras list": ("keras.Sequential([layers.Conv2D(8, 3), layers.Conv2D(4, 3)])", (10, 10, 3)),
    "keras input": ("keras.Sequential([keras.Input((10, 10, 3)), layers.Conv2D(8, 3), layers.Conv2D(4, 3)])", None),
    "keras input_shape": (
        "tf.keras.models.Sequential([tf.keras.layers.Conv2D(8, 3, input_shape=(10, 10, 3)), "
        "tf.keras.layers.Conv2D(4, 3)])",
        None,
    ),
    "keras build": (
        "m = keras.Sequential([layers.Conv2D(8, 3), layers.Conv2D(4, 3)])\nm.build((None, 10, 10, 3))",
        None,
    ),
    "keras add": (
        "model = Sequential()\nmodel.add(InputLayer(shape=(10, 10, 3)))\nmodel.add(Conv2D(8, 3))\nmodel.add(Conv2D(4, 3))",
        None,
    ),
    "keras functional": ("x = layers.Conv2D(8, 3)(x)\nx = layers.Conv2D(4, 3)(x)", (10, 10, 3)),
    "keras subclass": (
        "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = layers.Conv2D(8, 3)\n        self.b = layers.Conv2D(4, 3)\n\n"
        "    def call(self, inputs, training=False):\n        x = self.a(inputs)\n        if training:\n"
        "            x = self.unknown(x)\n        return self.b(x)",
        (10, 10, 3),
    ),
    "linen": (
        "class Net(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n"
        "        x = nn.relu(nn.Conv(8, (3, 3), padding='VALID')(x))\n"
        "        return nn.Conv(4, (3, 3), padding='VALID')(x)",
        (10, 10, 3),
    ),
    "linen setup": (
        "class Net(nn.Module):\n    width: int = 8\n\n    def setup(self):\n"
        "        self.a = nn.Conv(self.width, (3, 3), padding='VALID')\n"
        "        self.b = nn.Conv(4, (3, 3), padding='VALID')\n\n    def __call__(self, x):\n        return self.b(self.a(x))",
        (10, 10, 3),
    ),
    "nnx": (
        "nnx.Sequential(nnx.Conv(3, 8, (3, 3), padding='VALID', rngs=rngs), nnx.relu, "
        "nnx.Conv(8, 4, (3, 3), padding='VALID', rngs=rngs))",
        (10, 10, 3),
    ),
}


@pytest.mark.parametrize("form", SAME_NETWORK)
def test_every_form_of_the_same_network(form: str) -> None:
    """The same two convolutions, however they are written."""
    text, shape = SAME_NETWORK[form]
    read = read_network(text, None, shape)
    assert read.parameters.total == CNN
    assert sorted(read.output_shape or ()) == [4, 6, 6]
    assert read.macs == 3 * 8 * 9 * 64 + 8 * 4 * 9 * 36
    assert read.layers[-1].receptive_field in ((5, 5), None)
    assert [layer.receptive_field for layer in read.layers if layer.parameters.total] == [(3, 3), (5, 5)]


NAMED = [
    ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.Sequential(nn.BatchNorm2d(8)))", ["0.weight", "0.bias", "1.0.weight", "1.0.bias"]),
    ("x = nn.Linear(3, 4)(x)\nx = F.relu(x)\nx = nn.Linear(4, 2)(x)", ["0.weight", "0.bias", "2.weight", "2.bias"]),
    ("self.conv1 = nn.Conv2d(3, 8, 3, bias=False)\nself.fc = nn.Linear(8, 2)", ["conv1.weight", "fc.weight", "fc.bias"]),
    ("nn.Sequential(OrderedDict(conv=nn.Conv2d(3, 8, 3)))\nnn.ReLU()", ["0.conv.weight", "0.conv.bias"]),
    (
        "keras.Sequential([layers.Conv2D(8, 3, input_shape=(9, 9, 3)), layers.Conv2D(8, 3, name='top'), layers.Conv2D(8, 3)])",
        ["conv2d.kernel", "conv2d.bias", "top.kernel", "top.bias", "conv2d_1.kernel", "conv2d_1.bias"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text[:40] for text, _ in NAMED])
def test_tensors_have_the_frameworks_names(text: str, names: list[str]) -> None:
    """As in PyTorch's state dict, and as Keras counts its layers."""
    assert list(read_network(text).weight_shapes) == names


def test_open_sizes_stay_open() -> None:
    """Without an input the channels are followed, sizes and MACs are not made up."""
    read = read_network("nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(72, 2))")
    assert [layer.output for layer in read.layers] == [(8, None, None), (8, None, None), (None,), (2,)]
    assert (read.layers[0].output_shape, read.layers[0].macs, read.macs) == (None, None, None)
    assert read.parameters.total == 224 + 146
    pooled = read_network(
        "keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(8, 3), layers.GlobalMaxPooling2D(), layers.Dense(2)])"
    )
    assert (pooled.parameters.total, pooled.output_shape, pooled.macs) == (242, (2,), None)


def test_dense_acts_on_the_last_axis() -> None:
    """Keras' and Flax' channels stand there; PyTorch's do not."""
    text = "keras.Sequential([layers.Conv2D(6, 3, input_shape=(8, 8, 3)), layers.Dense(10)])"
    assert read_network(text).output_shape == (6, 6, 10)
    with pytest.raises(NotationError, match="does not fit behind"):
        read_network("nn.Sequential(nn.Conv2d(3, 6, 3), nn.Linear(6, 10))", None, (3, 9, 9))


def test_joined_tensors() -> None:
    """Sums keep their shape, concatenations add up along their axis, in both orders of axes."""
    torch = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 8, 1)\n"
        "    def forward(self, x):\n        y = self.a(x)\n        y = y + F.relu(y)\n"
        "        return torch.cat([x, y, y], dim=1)"
    )
    assert read_network(torch, None, (3, 4, 5)).output_shape == (19, 4, 5)
    keras = (
        "x = keras.Input((4, 5, 3))\ny = layers.Conv2D(8, 1)(x)\nz = layers.Concatenate()([x, layers.Add()([y, y])])"
    )
    assert read_network(keras).output_shape == (4, 5, 11)
    with pytest.raises(NotationError, match="4x5x3 and 4x5x8 do not fit together"):
        read_network("x = keras.Input((4, 5, 3))\ny = layers.Add()([x, layers.Conv2D(8, 1)(x)])")


FORWARD = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.blocks = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1) for _ in range(2)])
        self.fc = nn.Linear(4 * 6 * 6, 10)

    def flat(self, x):
        size = 1
        for s in x.size()[1:]:
            size *= s
        return size

    def forward(self, x, extra=None):
        x = self.conv(x)
        for block in self.blocks:
            x = F.relu(block(x))
        if x.is_cuda or self.training or extra is not None:
            raise ValueError("never")
        LINE
        return self.fc(x)
"""


@pytest.mark.parametrize(
    "line",
    [
        "x = torch.flatten(x, 1)",
        "x = x.flatten(1)",
        "x = x.flatten(start_dim=1)",
        "x = x.view(-1, 4 * 6 * 6)",
        "x = x.view(x.size(0), -1)",
        "x = x.view(-1, self.flat(x))",
        "b = x.shape[0]; x = x.reshape(b, 144)",
        "x = nn.Flatten()(x)",
        "x = x.permute(0, 2, 3, 1).contiguous().view(x.size(0), -1)",
        "x = 0.5 * torch.sigmoid(x + 1).to(x.device).view((-1, 144))",
    ],
)
def test_the_ways_to_flatten(line: str) -> None:
    """Loops over modules, methods, constants in conditions; every usual way to make a vector."""
    read = read_network(FORWARD.replace("LINE", line), None, (1, 8, 8))
    assert (read.note, read.output_shape) == ("", (10,))
    assert read.parameters.total == 40 + 2 * 148 + 1450
    assert read.macs == 36 * 36 + 2 * 144 * 36 + 1440


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x = x.squeeze()", "'.squeeze' at line 21, column 13 is not followed here"),
        ("x = F.fold(x, 3, 2)", "'F.fold' at line 21"),
        ("x = self.other(x)", "'.other' at line 21"),
        ("if x.sum() > 0: x = self.conv(x)", "'.sum' at line 21"),
        ("if unknown: x = self.conv(x)", "The condition at line 21, column 9 depends on a value"),
        ("x = x.view(3, 4, unknown)", "'.view' at line 21"),
        ("outs = []\n        for i in unknown: outs.append(x)\n        x = outs[0]", "The loop at line 22"),
    ],
)
def test_what_is_not_followed_is_named(line: str, said: str) -> None:
    """The parameters are counted all the same."""
    read = read_network(FORWARD.replace("LINE", line), None, (1, 8, 8))
    assert said in read.note
    assert (read.parameters.total, read.macs, read.output_shape) == (40 + 2 * 148 + 1450, None, None)


def test_flax_pools_by_one_unless_told() -> None:
    """Flax' functions move the window by 1, unlike a pooling layer."""
    text = "class N(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n        return nn.max_pool(nn.Dense(2)(x), (2, 2))"
    assert read_network(text, None, (8, 8, 3)).output_shape == (7, 7, 2)


NOTED = [
    ("class N(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = nn.Conv2d(1, 8, 3)\n"
     "    self.b = nn.Linear(9, 2)\n  def forward(self, x):\n    return self.b(torch.einsum('x', self.a(x)))",
     (1, 9, 9), 100, "'torch.einsum' at line 7, column 19"),
    ("class N(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = nn.Conv2d(1, 8, 3)\n"
     "    self.b = nn.Linear(9, 2)", (1, 9, 9), 100, "do not fit each other"),
    ("class G(nn.Module):\n  def __init__(self):\n    self.a = nn.Linear(3, 4)\n"
     "class D(nn.Module):\n  def __init__(self):\n    self.a = nn.Linear(4, 1)", None, 5, "Only D is counted; the text also has G."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shape", "params", "note"), NOTED, ids=[note for *_, note in NOTED])
def test_what_is_left_out_is_said(text: str, shape: Shape | None, params: int, note: str) -> None:
    """Parameters are counted even where the shapes cannot be followed, and one sentence says why."""
    read = read_network(text, None, shape)
    assert read.parameters.total == params
    assert note in read.note
    assert len(read.note) < 300


def test_a_flatten_that_only_the_forward_pass_would_show() -> None:
    """Where the sizes leave no doubt it is put in, and said."""
    text = (
        "VGG(\n  (features): Sequential(\n    (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n  )\n"
        "  (avgpool): AdaptiveAvgPool2d(output_size=(7, 7))\n"
        "  (classifier): Sequential(\n    (0): Linear(in_features=392, out_features=10, bias=True)\n  )\n)"
    )
    read = read_network(text, None, (3, 32, 32))
    assert read.output_shape == (10,)
    assert [layer.text for layer in read.layers][2] == "flatten"
    assert "with a flatten before Linear(in_features=392" in read.note
    assert read.parameters.total == 224 + 3930
    assert read_network(text).output_shape == (10,)
    other = read_network(text.replace("392", "400"), None, (3, 32, 32))
    assert (other.output_shape, other.parameters.total) == (None, 224 + 4010)
    with pytest.raises(NotationError, match="does not fit behind"):
        read_network("nn.Sequential(nn.AdaptiveAvgPool2d(7), nn.Linear(392, 10))", None, (8, 32, 32))


def test_layers_that_are_never_used_count_where_the_framework_counts_them() -> None:
    """PyTorch registers what is assigned; a plain list hides layers from it; Keras builds what it uses."""
    start = "class N(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = nn.Linear(3, 4)\n"
    rest = "  def forward(self, x):\n    return self.a(x)"
    used = read_network(f"{start}    self.b = nn.Linear(9, 9)\n{rest}")
    assert (used.parameters.total, [layer.reached for layer in used.layers]) == (16 + 90, [True, False])
    assert read_network(f"{start}    self.b = [nn.Linear(9, 9)]\n{rest}").parameters.total == 16
    assert read_network(f"{start}    self.b = nn.ModuleList([nn.Linear(9, 9)])\n{rest}").parameters.total == 106


REFUSED: list[tuple[str, Shape | None, str]] = [
    ("", None, "empty text"),
    ("x = 3\nprint(x)", None, "no layer in the text"),
    ("nn.Sequential()", None, "no layer in the text"),
    ("nn.Sequential(nn.Conv2d(3, 10, 3), nn.Conv2d(12, 4, 3))", None,
     "nn.Conv2d(12, 4, 3) does not fit behind nn.Conv2d(3, 10, 3), which gives 10x?x?: Conv2d takes 12 channels"),
    ("nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(256, 10))", None, "nn.ReLU(), which gives 128"),
    ("nn.Sequential(nn.Conv2d(3, 10, 3), nn.MaxPool2d(30))", (3, 24, 24), "window spans 30"),
    ("nn.Sequential(nn.Conv2d(3, 10, 3), nn.LSTM(3, 4))", None, "'LSTM' at column 36 is not a known layer"),
    ("nn.Sequential(\n    nn.Conv2D(3, 10, 3))", None, "'Conv2D' at line 2, column 5 is not a known layer; the nearest is Conv2d"),
    ("nn.Sequential(nn.LSTM(3, 4))", None, "known are convolutions, dense layers, pooling"),
    ("class N(nn.Module):\n  def __init__(self):\n    self.a = nn.MultiheadAttention(3, 4)", None, "line 3, column 14"),
    ("class N(nn.Module):\n  def __init__(self):\n    self.a = nn.Parameter(torch.zeros(3))", None,
     "Parameter at line 3, column 14 holds weights outside any layer"),
    ("nn.Sequential(nn.Conv2d(3, C, 3))", None, "'C' at column 28 is a name whose value is not known here"),
    ("class N(nn.Module):\n  def __init__(self, n, m):\n    self.a = nn.Linear(n, m)", None,
     "N at line 1 needs n, m: add a line that makes one, such as N(3, 64)"),
    ("nn.Sequential(*layers)", None, "column 15"),
    ("nn.Sequential(nn.ReLU(), F.relu(x))", None, "A layer was expected in the Sequential at column 26"),
    ("nn.Sequential(nn.Conv2d(3, 8, 3, padding='same', stride=2))", None, "padding='same' needs stride 1"),
    ("nn.Sequential(nn.Conv2d(3, 8, 3, groups=2))", None, "3 is not divisible by 2"),
    ("keras.Sequential([layers.Conv2D(8, 3, strides=2, dilation_rate=2)])", (9, 9, 3), "both above 1"),
    ("keras.Sequential([layers.Conv2D(8, 3)])", None, "--input 24x24x3"),
    ("keras.Sequential([keras.Input((9, 9, 3)), layers.Conv2D(8, 3)])", (9, 9, 4), "tells the input 9x9x3, but 9x9x4"),
    ("nn.Sequential(nn.Conv2d(3, 8, 3), keras.layers.Dense(3))", None, "is Keras"),
    ("nn.Sequential(\n  nn.ReLU(", None, "line 2"),
    ("nn.Sequential(nn.ReLU() nn.ReLU())", None, "line 1, column 15"),
    ("Net(\n  (a): Linear(in_features=3, out_features=2)\n  garbage\n)", None, "line 3, column 3"),
    ("Net(\n  (a): Linear(in_features=3, out_features=2", None, "Linear at line 2"),
    ("T(\n  (attention): MultiheadAttention(\n    (out_proj): Linear(in_features=3, out_features=3)\n  )\n)", None,
     "MultiheadAttention at line 2, column 16 has weights that print() does not show"),
    ("(0-4): 3 x Linear(in_features=3, out_features=3)", None, "does not stand for 3 layers"),
    ("for i in range(9**9):\n    x = i\nnn.Sequential(nn.LSTM(1, 1))", None, "LSTM"),
    ("nn.Sequential(*[nn.ReLU() for i in range(3000)])", None, f"more than {MAX_LAYERS:,} layers"),
    ("nn.Sequential(*([nn.ReLU()] * 9999))", None, "too long"),
    ("a = [1]\nfor i in range(40):\n    a = a + a\n", None, "too long"),
    ("def f(n):\n    return f(n)\nf(1)", None, "nested too deeply"),
    ("for i in range(4000):\n  for j in range(4000):\n    x = i * j", None, "too much work"),
    ("class A(A):\n  pass\nclass B(A):\n  pass\nB()", None, "no layer"),
    ("x = " + "-" * 5000 + "1", None, "nested too deeply"),
    ("nn.Sequential(" * 80 + ")" * 80, None, "no layer"),
    ("nn.Sequential(nn.ReLU()," * 95 + ")" * 95, None, "nested too deeply"),
    ("\0", None, "null bytes"),
    ("x" * (MAX_TEXT + 1), None, "200,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shape", "reason"), REFUSED, ids=[repr(text)[:50] for text, *_ in REFUSED])
def test_what_cannot_be_read_says_what_and_where(text: str, shape: Shape | None, reason: str) -> None:
    """One sentence that names what is wrong, and its place where it has one."""
    with pytest.raises(NotationError, match=re.escape(reason)) as error:
        read_network(text, None, shape)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


WORDS = (
    "nn . Conv2d Conv2D Conv Dense layers keras Sequential ( ) ( ) [ ] , , = 3 8 x self .add .append "
    "class def return for in if : \n \n  forward __init__ F.relu (x) * ** + += lambda 'a' None import torch nn.Module "
    "(0): (conv1): Net( ReLU() 3 x \t range(9) super().__init__()"
)
PIECES = st.sampled_from(WORDS.split(" "))


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(PIECES, max_size=40).map(" ".join),
        st.lists(PIECES, max_size=30).map(lambda words: f"nn.Sequential({' '.join(words)})"),
        st.lists(PIECES, max_size=30).map(lambda words: f"Net(\n  (0): {' '.join(words)}\n)"),
        st.lists(PIECES, max_size=30).map(
            lambda words: (
                f"class N(nn.Module):\n  def __init__(self):\n    self.a = nn.Linear(3, 4)\n    {' '.join(words)}"
            )
        ),
    ),
    st.sampled_from([None, "pytorch", "keras", "flax"]),
    st.sampled_from([None, (3, 24, 24), (5,)]),
)
@settings(max_examples=800, deadline=None)
def test_any_text_is_a_network_or_a_notation_error(text: str, framework: Framework | None, shape: Shape | None) -> None:
    """Whatever is pasted, nothing else is ever raised; what is read can be counted."""
    try:
        read = read_network(text, framework, shape)
    except NotationError as error:
        assert "\n" not in str(error)
        return
    assert isinstance(read, ReadNetwork)
    assert read.parameters.total >= 0
    assert read.macs is None or read.macs >= 0
    assert read.weight_shapes is not None


def test_nothing_of_a_text_is_run(tmp_path: object) -> None:
    """What would be an act in Python is passed over or refused."""
    text = (
        "import os\nos.system('touch /tmp/convdrill-was-here')\nopen('/tmp/convdrill-was-here', 'w')\n"
        "__import__('os').abort()\nexit()\nraise SystemExit\nnn.Sequential(nn.Linear(2, 2))"
    )
    assert read_network(text).parameters.total == 6


@pytest.mark.parametrize(
    "text", ["self.conv1 = nn.Conv2d(3, 10, 3),", "self.conv1 = nn.Conv2d(3, 10, 3);", "x = nn.Conv2d(3, 10, 3), "]
)
def test_a_line_copied_with_what_stands_behind_it(text: str) -> None:
    """A comma or a semicolon from the place where the line was copied changes nothing."""
    assert read_network(text).parameters.total == 280
