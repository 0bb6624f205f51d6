"""Texts that ask for more than a text about layers ever does: one sentence, after a bounded amount of work."""

from __future__ import annotations

import ast

import pytest

from questions.layers.literals import NotationError
from questions.layers.reading import read_network
from questions.layers.reading.arithmetic import MAX_ELEMENTS, MAX_WORK
from questions.layers.reading.reader import Reader
from questions.layers.reading.values import Container, expanded

LINEAR = "m = nn.Linear(2, 2)\n"
DOUBLED = "x = [1]\nfor i in range(24): x = [x, x]\n"
TWICE = DOUBLED + "y = [1]\nfor i in range(24): y = [y, y]\n"
TUPLES = "x = (1,)\nfor i in range(24): x = (x, x)\n"
BASES = "class C0(nn.Module): pass\n" + "".join(f"class C{n}(C{n - 1}, C{n - 1}): pass\n" for n in range(1, 40))
FORWARD = """class N(nn.Module):
    def __init__(self): self.l = nn.Linear(3, 4)
    def forward(self, x):
        for i in range(1900): x = {}
        return x
m = N()
"""
WIDE = ", ".join(["1"] * 5_000)

REFUSED = {
    "nested argument": (DOUBLED + "m = nn.Conv2d(2, 2, x)", "too long an argument"),
    "nested equality": (TWICE + LINEAR + "if x == y: pass", "too large to compare"),
    "nested membership": (TWICE + LINEAR + "if x in y: pass", "too large to compare"),
    "nested key": (TUPLES + LINEAR + "if x in {'a': 1}: pass", "too large to compare"),
    "nested returns": ("def f(x): return [x, x, x]\nm = nn.Linear(f(f(f(f(f(f(2)))))), 2)", "too long an argument"),
    "extended by itself": ("x = [1]\nfor i in range(40): x.extend(x)\n" + LINEAR, "The list at line 2, column 21"),
    "added to itself": ("x = [1]\nfor i in range(40): x += x\n" + LINEAR, "is too long"),
    "appended": ("x = [0] * 4990\nfor i in range(20): x.append(i)\n" + LINEAR, "is too long"),
    "inserted": ("x = [0] * 4990\nfor i in range(20): x.insert(0, i)\n" + LINEAR, "is too long"),
    "extended by a range": ("x = []\nfor i in range(9): x.extend(range(1000))\n" + LINEAR, "is too long"),
    "multiplied": ("x = [0] * 9999\n" + LINEAR, "is too long"),
    "multiplied often": ("for i in range(4000): x = [0] * 5000\n" + LINEAR, "too much work"),
    "sliced often": ("x = [0] * 5000\nfor i in range(4000): y = x[1:]\n" + LINEAR, "too much work"),
    "words joined": ("x = 'ab'\nfor i in range(40): x = x + x\n" + LINEAR, "The text at line 2, column 25 is too long"),
    "too many bases": ("".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, 300)) + "m = C299()", "base classes"),
    "unread branch": (f"def f(a):\n  if a: b = ({WIDE})\nfor i in range(4000): f(q)\n" + LINEAR, "too much work"),
    "long labels": (f"for i in range(1999): nn.Linear(2, 2, name={'a' * 9_000!r})", "too much work"),
    "long expressions": (FORWARD.format(f"x + (x if True else [{WIDE}])"), "too much work"),
    "long functions": (FORWARD.format(f"F.relu(x, lambda: [{WIDE}, {WIDE}])"), "too much work"),
    "long name": (f"class A(nn.Module):\n def __init__(self): self.{'a' * 9_000} = nn.ReLU()\nm = A()", "is too long."),
    "long path": (f"m = nn.ModuleDict({{{'a' * 9_000!r}: nn.ReLU()}})", "longer than 1,000 characters."),
    "many arguments": (f"nn.Conv2d({WIDE})", "too many arguments"),
    "printed arguments": (f"Net(\n  (0-1999): 2000 x B(\n    (a): Linear({WIDE})\n  )\n)", "too long for a printed"),
    **{
        call: (f"x = [0] * 5000\nfor i in range(4000): y = {call}\n" + LINEAR, "too much work")
        for call in (
            "sum(x)", "len(x)", "list(x)", "tuple(x)", "reversed(x)", "enumerate(x)", "zip(x, x)", "max(x)",
            "1 in x", "x == x", "x.copy()", "[*x]", "foo(x)", "foo(a=x)", "list(range(5000))",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_too_much_is_refused_in_one_sentence(name: str) -> None:
    """Lists in lists, lists that grow by themselves, and built-ins over long lists."""
    text, said = REFUSED[name]
    with pytest.raises(NotationError) as refused:
        read_network(text)
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 200


def _work(text: str) -> int:
    reader = Reader(text, "pytorch")
    reader.run(ast.parse(text).body, reader.top)
    return reader.work


@pytest.mark.parametrize("call", ["sum(x)", "list(x)", "tuple(x)", "reversed(x)", "enumerate(x)", "x + x", "x[:]"])
def test_work_is_in_proportion_to_the_length(call: str) -> None:
    """Going over a thousand elements more is at least a thousand steps more."""
    short, long = (_work(f"x = [0] * {length}\ny = {call}") for length in (1_000, 2_000))
    assert 2_000 <= long - short <= 8_000


def test_bases_that_stand_twice_are_looked_at_once() -> None:
    """Forty classes, each with the one before twice as its base, have forty classes to look through."""
    reader = Reader(BASES, "pytorch")
    reader.run(ast.parse(BASES).body, reader.top)
    last = reader.top.find("C39")
    assert len(last.lineage()) == 40
    assert (last.find("forward"), last.is_sequential) == (None, False)


def test_expanded_sizes_stop_at_their_limit() -> None:
    """A shared list counts each time it stands, and a list in itself has no end."""
    inner = [1, 2]
    assert expanded([inner, inner], 100) == 7
    inner.append(inner)  # type: ignore[arg-type]
    assert expanded(inner, 100) > 100
    assert expanded({"a": [0] * 200}, 100) > 100


def test_a_container_knows_what_it_holds() -> None:
    """By identity, however many there are."""
    container, first, second = Container("Sequential", ast.Pass()), [1], [1]
    container.add(first)
    assert container.holds(first)
    assert not container.holds(second)


def test_what_real_texts_do_stays_far_from_the_limits() -> None:
    """Lists of layers that are appended to, inserted into and extended; the order is Python's."""
    text = (
        "layers = []\nfor i in range(300):\n    layers.append(nn.Linear(4, 4))\n    layers += [nn.ReLU()]\n"
        "layers.insert(0, nn.Linear(3, 4))\nlayers.extend(reversed([nn.Sigmoid(), nn.Linear(4, 2)]))\n"
        "m = nn.Sequential(*layers)"
    )
    read = read_network(text)
    assert [row.text for row in read.layers[:2]] == ["nn.Linear(3, 4)", "nn.Linear(4, 4)"]
    assert [row.text for row in read.layers[-2:]] == ["nn.Linear(4, 2)", "nn.Sigmoid()"]
    assert read.parameters.total == 16 + 300 * 20 + 10
    assert _work(text) < MAX_WORK / 20
    assert MAX_ELEMENTS < MAX_WORK


def test_numbers_of_many_digits_are_not_reckoned_with() -> None:
    """They are refused where a layer needs them, and nowhere multiplied; Python's advice on them is not passed on."""
    large = "0x" + "f" * 900
    assert read_network(f"a = {large}\nb = [a * a + a, -a, abs(a), sum([a, a])]\n{LINEAR}").parameters.total == 6
    with pytest.raises(NotationError, match="12 digits"):
        read_network(f"a = {large}\nm = nn.Linear(a, 2)\n{LINEAR}")
    for huge in ("0x" + "f" * 100_000, "9" * 5_000):
        with pytest.raises(NotationError, match=r"^A number at line 2 has too many digits\.$"):
            read_network(f"{LINEAR}a = {huge}\n")


NNX = """
class CNN(nnx.Module):
    def __init__(self, {}):
        self.conv = nnx.Conv(1, 32, kernel_size=(3, 3), rngs=rngs)
    def __call__(self, x):
        return self.conv(x)
"""


@pytest.mark.parametrize("arguments", ["*, rngs", "rngs", "rngs: nnx.Rngs", "*, rngs: nnx.Rngs"])
def test_random_keys_are_not_asked_for(arguments: str) -> None:
    """They decide no shape, so a Flax class that only needs them is counted as it stands."""
    assert read_network(NNX.format(arguments)).parameters.total == 1 * 9 * 32 + 32


def test_the_example_names_what_has_to_be_named() -> None:
    """Arguments behind a star stand with their names in the suggested call."""
    with pytest.raises(NotationError, match=r"needs din, width: .* such as CNN\(3, width=64, rngs=rngs\)\.$"):
        read_network(NNX.format("din, *, width, rngs"))


def test_another_data_format_for_all_layers_is_refused_by_name() -> None:
    """Keras' own default changes nothing; the other one would turn every shape around."""
    text = (
        "keras.backend.set_image_data_format({!r})\n"
        "m = keras.Sequential([keras.Input((3, 24, 24)), layers.Conv2D(9, 3)])"
    )
    assert read_network(text.format("channels_last")).parameters.total == 9 * 24 * 9 + 9
    with pytest.raises(NotationError, match=r"^'set_image_data_format' at line 1, column 1 is not followed: .*\.$"):
        read_network(text.format("channels_first"))


def test_a_comment_is_no_layer() -> None:
    """It is Python, so nothing is wrong with its writing."""
    with pytest.raises(NotationError, match=r"^There is no layer in the text"):
        read_network("# only this\n")
