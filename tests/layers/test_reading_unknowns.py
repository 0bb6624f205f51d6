"""What a text does not show or what is not followed is refused or said, never left out in silence."""

# ruff: noqa: E501 - a pasted line is as long as it is

import re

import pytest

from questions.layers.literals import NotationError
from questions.layers.reading import read_network

START = "class N(nn.Module):\n  def __init__(self):\n    super().__init__()\n    "
CALLED = "\n  def forward(self, x):\n    return self.fc(self.b(x))"

REFUSED = [
    (START + "self.b = models.resnet18()\n    self.fc = nn.Linear(1000, 10)" + CALLED, "'models.resnet18' at line 4, column 14 is a network"),
    (START + "self.b = get_backbone('x')\n    self.fc = nn.Linear(1000, 10)" + CALLED, "\"get_backbone('x')\" at line 4"),
    ("base = keras.applications.MobileNetV2(include_top=False)\nx = keras.Input((9, 9, 3))\nkeras.Model(x, layers.Dense(2)(base(x)))", "line 1, column 8 is a network"),
    ("base = get_base()\nx = keras.Input((9, 9, 3))\nkeras.Model(x, layers.Dense(2)(base(x)))", "'base' at line 3"),
    (START + "self.b = weight_norm(nn.Conv1d(2, 3, 3))\n    self.fc = nn.Linear(3, 4)", "weight_norm at line 4, column 14 adds weights"),
    (START + "self.c = nn.Linear(3, 4)\n    self.c.bias = None", "The change of self.c.bias at line 5"),
    (START + "self.c = nn.ModuleDict()\n    self.c[key] = nn.Linear(3, 4)", "The change of self.c[key] at line 5"),
    (START + "self.add_module(name, nn.Linear(3, 4))", "self.add_module(name, nn.Linear(3, 4)) at line 4"),
    (START + "setattr(self, name, nn.Linear(3, 4))", "setattr(self, name, nn.Linear(3, 4)) at line 4"),
    (START + "self.b = nn.Linear(3, 4) if cfg.big else None", "The condition at line 4, column 14"),
    ("nn.Sequential(*[nn.Linear(3, 3) for i in range(3) if cfg.use])", "column 15"),
    (START + "self.register_parameter('w', nn.Parameter(torch.zeros(3)))", "register_parameter at line 4"),
    ("class L(layers.Layer):\n  def __init__(self):\n    super().__init__()\n    self.w = self.add_weight(shape=(3,))\nL()", "add_weight at line 4"),
    ("class N(nn.Module):\n  def __init__(self, width=3):\n    self.a = nn.Linear(width, 4)\nN(widht=9)", "N takes no argument 'widht', given at line 4, column 1."),
    ("w = 3\nif big():\n  w = 9\nnn.Linear(w, 2)\n", "'w' at line 4"),
    ("try:\n  w = 3\nexcept E:\n  w = 9\nnn.Linear(w, 2)\n", "'w' at line 5"),
    ("m = nn.Sequential(nn.Linear(3, 4))\nif big():\n  m.append(nn.Linear(4, 4))", "The condition at line 2"),
    ("m = nn.Sequential(backbone, nn.Linear(3, 4))", "What 'backbone' at column 19 is"),
    ("keras.Sequential([keras.Input((4,)), layers.Dense(8, activation=layers.PReLU())])", "PReLU at column 65 has weights"),
    (START + "self.b = wrap(nn.Conv1d(2, 3, 3))\n    self.fc = nn.Linear(3, 4)" + CALLED, "used as a layer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_surely_holds_weights_is_refused(text: str, reason: str) -> None:
    """One sentence with the place, instead of a total without it."""
    with pytest.raises(NotationError, match=re.escape(reason)) as error:
        read_network(text)
    assert str(error.value).endswith(".")


NOTED = [
    (START + "self.b = Helper.build(3)\n    self.fc = nn.Linear(3, 4)", 16, "Not counted: Helper.build(3) at line 4."),
    (START + "self.a = nn.Linear(3, 4)\n    self.b = nn.Linear(3, 4)\n    self.a.weight = self.b.weight", 32, "The weight that two layers share at line 6 is counted twice."),
    (START + "self.a = nn.Linear(3, 4)\n    self.a.weight.requires_grad = False", 16, "The weights frozen at line 5"),
    (START + "self.fc = nn.Linear(3, 4)\n    self.b = [nn.Linear(4, 4)]\n  def forward(self, x):\n    return self.b[0](self.fc(x))", 16, "such as those in a plain list"),
    ("class N(nn.Module):\n  def __init__(self, n=3):\n    self.a = nn.Linear(n, 4)\nif __name__ == '__main__':\n  m = N(args.n)", 16, "not with the arguments at line 5"),
    ("m = nn.Sequential(nn.Linear(3, 4))\nfor p in m.parameters():\n  p.requires_grad = False", 16, "frozen at line 2"),
    (START + "self.a = nn.Linear(3, 4)\n    for p in self.a.parameters():\n      p.requires_grad = False", 16, "frozen at line 5"),
    ("m = keras.Sequential([keras.Input((3,)), layers.Dense(4, trainable=False)])", 16, "frozen at column 42"),
    (START + "self.b = torch.nn.utils.spectral_norm(nn.Conv1d(2, 3, 3))", 21, "Not counted: the buffers of spectral_norm at line 4."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "params", "note"), NOTED, ids=[note for *_, note in NOTED])
def test_what_may_hold_weights_is_said(text: str, params: int, note: str) -> None:
    """A total that may not be all has a note, and is not shown as that of one layer."""
    read = read_network(text)
    assert read.parameters.total == params
    assert note in read.note
    assert read.single is None


LOOP = START + "for i in range(2):\n      "
COUNTED = [
    ("m = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5))\nm[1] = nn.Linear(4, 2)", 16 + 10),
    ("m = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5))\nm[-1] = nn.Sequential(nn.Linear(4, 2))", 16 + 10),
    ("ch = [3, 4]\nch[1] = 5\nd = {'a': 1}\nd['a'] = 2\nnn.Sequential(nn.Linear(ch[1], d['a']))", 12),
    (START + "self.c = nn.ModuleDict()\n    for i in range(2):\n      self.c[str(i)] = nn.Linear(3, 4)", 32),
    (LOOP + "self.add_module('x%d' % i, nn.Linear(3, 4))", 32),
    (LOOP + "self.add_module(f'x{i}', nn.Linear(3, 4))", 32),
    (LOOP + "self.add_module('x{}'.format(i), nn.Linear(3, 4))", 32),
    (START + "block = lambda i, o: nn.Sequential(nn.Linear(i, o), nn.ReLU())\n    self.a = block(3, 4)", 16),
    (START + "v = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5))\n    self.a = v[:1]\n  def forward(self, x):\n    return self.a(x)", 16),
    (START + "self.c = nn.ModuleList([nn.Linear(3, 4)])\n    self.c += [nn.Linear(3, 4)]\n    self.c.insert(0, nn.Linear(3, 4))", 48),
    (START + "self.c = nn.ModuleDict(dict([('a', nn.Linear(3, 4))]))\n    self.c.update({'b': nn.Linear(3, 4)})", 32),
    (START + "self.c = nn.ModuleDict({str(i): nn.Linear(3, 4) for i in range(3)})", 48),
    ("m = keras.Sequential([keras.Input((3,)), layers.Dense(4), layers.Dense(5)])\nm.pop()\nm.add(layers.Dense(2))", 16 + 10),
    ("a = [nn.Linear(3, 4), nn.Linear(4, 5)]\na.pop()\na.insert(0, nn.Linear(3, 3))\nm = nn.Sequential(*a)", 12 + 16),
    ("class C(nn.Conv2d):\n  def forward(self, x):\n    return F.conv2d(x, self.weight)\nm = nn.Sequential(C(3, 8, 3), nn.ReLU())", 224),
    ("class C(nn.Conv2d):\n  pass\nm = nn.Sequential(C(3, 8, 3), nn.ReLU())", 224),
    ("class C(nn.Conv2d):\n  def __init__(self, i, o, **kw):\n    super().__init__(i, o, 3, **kw)\nm = nn.Sequential(C(3, 8, bias=False), nn.ReLU())", 216),
    ("class U(nn.Module):\n  @staticmethod\n  def make(i):\n    return nn.Linear(i, 4)\n  def __init__(self):\n    super().__init__()\n    self.a = self.make(3)", 16),
    ("class U(nn.Module):\n  def __init__(self, n=3):\n    super().__init__()\n    self.a = nn.Linear(n, 4)\n  @classmethod\n  def big(cls, n):\n    return cls(n)\nU.big(5)", 24),
    ("class B(layers.Layer):\n  def build(self, shape):\n    self.d = layers.Dense(4)\n  def call(self, x):\n    return self.d(x)\nm = keras.Sequential([keras.Input((3,)), B()])", 16),
    ("w = 3\nmatch 'b':\n  case 'a':\n    w = 5\n  case 'b' | 'c':\n    w = 6\nm = nn.Linear(w, 2)", 14),
    ("w = 3\nwhile w < 20:\n  w *= 2\nm = nn.Linear(w, 2)", 50),
    (START + "self.a = nn.Linear(3, 4)\n    self.b = nn.Linear(3, 4)\nm = N()\ndel m.a", 16),
    ("class N(nn.Module):\n  def __init__(self, n=3):\n    super().__init__()\n    self.a = nn.Linear(n, 4)\ndef main():\n  model = N(n=5)\nif __name__ == '__main__':\n  main()", 24),
    ("m = nn.Sequential(nn.Linear(3, 4))\nif torch.cuda.is_available():\n  m = m.cuda()", 16),
    (LOOP + "setattr(self, f'x{i}', nn.Linear(3, 4))", 32),
    (START + "self.a, self.b = nn.Linear(3, 4), nn.Linear(3, 4)", 32),
    ("a, b = nn.Linear(3, 4), nn.Linear(4, 4)", 36),
    (START + "self.a = nn.Linear(3, 4)\n    self.b = nn.Linear(3, 4)\nm = N()\nm.a = None", 16),
    (START + "self.net = nn.Sequential(nn.Linear(3, 4))\n    self.b = copy.deepcopy(self.net)", 32),
    (START + "self.fc = nn.Linear(3, 4)\n    self.loss = nn.CrossEntropyLoss()\n    self.scale = torch.sqrt(torch.tensor(3))", 16),
]  # fmt: skip


@pytest.mark.parametrize(("text", "params"), COUNTED, ids=[text[-60:] for text, _ in COUNTED])
def test_what_is_followed(text: str, params: int) -> None:
    """The whole total, and nothing left to say."""
    read = read_network(text)
    assert read.parameters.total == params
    assert "Not" not in read.note
