"""`convdrill explain` and `convdrill check` of whole networks: texts, files, standard input, the page, the document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from questions.data import read_data
from tests.cli.conftest import Run

MODELS = Path(__file__).parent.parent / "reference" / "models"
LENET = (
    "nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.AvgPool2d(2), "
    "nn.Flatten(), nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10))"
)


def _valid(document: Any) -> bool:
    Draft202012Validator(json.loads(read_data("schemas/explain.schema.json"))).validate(document)
    return True


def test_the_page(run: Run) -> None:
    """A row for each layer, the totals, and no line longer than the terminal."""
    ran = run("explain", LENET, "--input", "1x32x32")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "61,706 = 61,470 weights + 236 biases" in ran.out
    assert "416,520 multiply-adds" in ran.out
    (row,) = [line for line in lines if "Conv2d(6, 16, 5)" in line]
    assert row.split()[-6:] == ["16x10x10", "2,400", "16", "2,416", "240,000", "14x14"]


@pytest.mark.parametrize("columns", ["40", "80", "100", "200"])
@pytest.mark.parametrize("name", sorted(file.stem for file in MODELS.iterdir()))
def test_every_model_fits_the_terminal(run: Run, name: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows take two lines where one is too short; only totals may be longer than a very narrow terminal."""
    monkeypatch.setenv("COLUMNS", columns)
    shape = {"pytorch_class": "1x32x32", "pytorch_unet": "3x64x64", "flax_linen": "28x28x1", "flax_nnx": "28x28x1"}
    extra = () if name.startswith("keras") else ("--input", shape.get(name, "3x224x224"))
    ran = run("explain", str(MODELS / f"{name}.txt"), *extra)
    assert (ran.code, ran.err) == (0, "")
    table = ran.out.split("\n\n")[1]
    assert max(map(len, table.splitlines())) <= max(80, int(columns))


def test_the_document(run: Run) -> None:
    """The totals of one call, and the same of every layer, with PyTorch's names."""
    document = json.loads(run("explain", LENET, "--input", "1x32x32", "--json").out)
    assert _valid(document)
    assert document["parameters"] == {
        "total": 61706,
        "weights": 61470,
        "biases": 236,
        "trainable": 61706,
        "non_trainable": 0,
        "buffers": 0,
    }
    assert (document["output_shape"], document["macs"], document["note"]) == ([10], 416520, "")
    assert document["weight_shapes"]["7.weight"] == [120, 400]
    first, relu, pooled = document["layers"][:3]
    assert (first["name"], first["call"], first["output_shape"]) == ("0", "nn.Conv2d(1, 6, 5)", [6, 28, 28])
    assert (first["weight_shapes"], first["receptive_field"]) == ({"weight": [6, 1, 5, 5], "bias": [6]}, [5, 5])
    assert (relu["parameters"]["total"], relu["macs"], pooled["receptive_field"]) == (0, 0, [6, 6])
    assert document["layers"][-1]["receptive_field"] is None
    assert document["explanation"][-1].endswith("61,706")
    for key in document["parameters"]:
        assert sum(layer["parameters"][key] for layer in document["layers"]) == document["parameters"][key]


@pytest.mark.parametrize("name", sorted(file.stem for file in MODELS.iterdir()))
def test_every_model_has_a_valid_document(run: Run, name: str) -> None:
    """With and without an input; what is not known is null."""
    file = str(MODELS / f"{name}.txt")
    extra = ("--input", "28x28x1") if name == "flax_linen" else ()
    ran = run("explain", file, *extra, "--json")
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert _valid(document)
    assert len(ran.out.splitlines()) == 1
    if name.startswith("pytorch"):
        assert document["macs"] is None


def test_unnamed_fields_are_refused(run: Run) -> None:
    """A schema that accepted anything would say nothing."""
    document = json.loads(run("explain", LENET, "--json").out)
    row = document["layers"][0]
    for changed in (
        document | {"more": 1},
        {key: value for key, value in document.items() if key != "note"},
        document | {"layers": []},
        document | {"layers": [row | {"more": 1}]},
        document | {"layers": [row | {"receptive_field": [0, 5]}]},
        document | {"layers": [row | {"macs": "117600"}]},
    ):
        with pytest.raises(ValidationError):
            _valid(changed)


def test_files_and_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text from an argument, a file with or without an ending, and standard input."""
    expected = run("explain", LENET).out
    monkeypatch.chdir(tmp_path)
    for name in ("model.py", "model.txt", "model", "model (1).py"):
        (tmp_path / name).write_text(LENET, "utf-8")
        assert run("explain", name).out == expected
    (tmp_path / "marked.py").write_bytes(b"\xef\xbb\xbf" + LENET.replace(", ", ",\r\n").encode())
    assert run("explain", "marked.py").out == expected
    assert run("explain", "-", typed=LENET).out == expected
    assert run("explain", "-", typed="nn.Conv2d(3, 10, 3)").out == run("explain", "nn.Conv2d(3, 10, 3)").out


def test_a_single_layer_in_any_form_is_explained_as_one(run: Run) -> None:
    """An assignment, an application, a printed line: the steps of the one layer."""
    plain = run("explain", "nn.Conv2d(3, 10, 3)").out
    for form in ("self.conv = CALL", "x = CALL(x);", "nn.Sequential(CALL)"):
        assert run("explain", form.replace("CALL", "nn.Conv2d(3, 10, 3)")).out == plain
    printed = run("explain", "(conv1): Conv2d(3, 10, kernel_size=(3, 3), stride=(1, 1))")
    assert "280 = 270 weights + 10 biases" in printed.out
    document = json.loads(run("explain", "self.a = nn.Conv2d(3, 10, 3)", "--json").out)
    assert "layers" not in document
    assert _valid(document)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("explain", "missing.py"), b"", "missing.py cannot be used"),
        (("explain", "."), b"", "layer call"),
        (("explain", "nowhere/.txt"), b"", "cannot be used"),
        (("explain", "-"), b"", "no layer"),
        (("explain", "-"), b"\xff\xfe\x00", "not text"),
        (("explain", "-"), b"x" * 10_000_000, "200,000"),
        (("explain", "-"), b"((((" * 40_000, ""),
        (("explain", "-"), b"import os\n" * 15_000, "no layer"),
        (("explain", LENET, "--input", "3x32x32"), b"", "Conv2d takes 1 channels"),
        (("explain", LENET, "--input", "1x28x28"), b"", "nn.Linear(400, 120) does not fit behind nn.Flatten()"),
        (("explain", LENET, "--framework", "keras"), b"", "Keras"),
        (("explain", "nn.Sequential(nn.Linear(3, 4), nn.GRU(4, 4))"), b"", "'GRU'"),
        (("check", "nn.Sequential(nn.GRU(4, 4))", "3"), b"", "'GRU'"),
        (("check", "missing.py", "3"), b"", "missing.py cannot be used"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(run: Run, words: tuple[str, ...], typed: bytes, said: str) -> None:
    """Exit code 2, one sentence, nothing half printed."""
    ran = run(*words, typed=typed)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert len(ran.err) < 500


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    """A name in a text is data."""
    ran = run("explain", "Net(\n  (a): Linear(in_features=3, out_features=2, bias='\x1b[31m')\n  (b): ReLU()\n)")
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("text", "answer", "misconception"),
    [
        (LENET, "61470", "forgot_bias"),
        (LENET, "61475", "one_bias_total"),
        (LENET, "850", "last_layer_only"),
        (LENET, "61550", "forgot_a_layer"),
        (LENET, "59706", "forgot_in_channels"),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8))", "256", "bn_two_or_four"),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2))", "228", "pool_has_params"),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(8, 8, 3))", "160", "forgot_in_channels"),
        ("a = nn.Linear(4, 4)\nnn.Sequential(a, nn.ReLU(), a)", "40", "shared_counted_twice"),
        ("keras.Sequential([keras.Input((9, 9, 3)), layers.Conv2D(8, 3), layers.BatchNormalization()])", "240",
         "bn_two_or_four"),
    ],
)  # fmt: skip
def test_wrong_counts_are_diagnosed(run: Run, text: str, answer: str, misconception: str) -> None:
    """A slip carried through all layers, or made in one of them."""
    document = json.loads(run("check", text, answer, "--json").out)
    assert document["correct"] is False
    assert misconception in [slip["id"] for slip in document["misconceptions"]]


def test_the_right_count_is_right(run: Run, tmp_path: Path) -> None:
    """Of a text, of a file, with arithmetic as the answer."""
    assert run("check", LENET, "61706", "--input", "1x32x32").code == 0
    assert run("check", LENET, "156+2416+48120+10164+850").code == 0
    file = tmp_path / "model.py"
    file.write_text(LENET, "utf-8")
    assert run("check", str(file), "61706").code == 0
    ran = run("check", LENET, "12345")
    assert ran.code == 1
    assert "All layers together: 156 + 2,416 + 48,120 + 10,164 + 850 = 61,706" in ran.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# only a comment", "there is no layer in the text, such as nn.Conv2d(3, 10, 3)."),
        ("x = [1]\nfor i in range(24): x = [x, x]\nm = nn.Conv2d(2, 2, x)", "has too long an argument."),
        ("x = [1]\nfor i in range(40): x.extend(x)\nm = nn.Linear(2, 2)", "is too long."),
        (f"m = nn.Linear(2, {'9' * 5_000})", "a number at line 1 has too many digits."),
    ],
)
def test_texts_that_ask_for_too_much(run: Run, text: str, said: str) -> None:
    """Exit code 2, one sentence with its full stop, nothing on standard output."""
    ran = run("explain", "-", typed=text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("convdrill: ")
    assert ran.err.endswith(f"{said}\n")
    assert ran.err.count("\n") == 1


def test_a_directory_is_no_text(run: Run, tmp_path: Path) -> None:
    """The system's own words end in a full stop as well."""
    (tmp_path / "model.py").mkdir()
    ran = run("explain", str(tmp_path / "model.py"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(" cannot be used: Is a directory.\n")


def test_a_printed_model_says_what_print_hides(run: Run) -> None:
    """On the page, beside the hint at the input, and in the document; a text in Python has no such note."""
    text = "Sequential(\n  (a): Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1))\n  (b): ReLU()\n)"
    page = run("explain", text).out
    assert page.splitlines()[-1].startswith("Read from a printed model: weights that print() does not show")
    assert "--input 3x224x224." in page
    assert json.loads(run("explain", text, "--json").out)["note"].endswith("are not counted.")
    assert "printed model" not in run("explain", LENET).out


def test_numbers_are_tied_to_their_layer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the form of two lines a row of numbers is indented and marked; a layer without any has one line."""
    monkeypatch.setenv("COLUMNS", "60")
    ran = run("explain", LENET, "--input", "1x32x32")
    table = ran.out.split("\n\n")[1].splitlines()
    at = table.index("3 Conv2d(6, 16, 5)")
    assert table[at + 1].lstrip().startswith("└ ")
    assert table[at + 1].split()[1:] == ["16x10x10", "2,400", "16", "2,416", "240,000", "14x14"]
    head, marked = table[0], table[at + 1]
    assert head.index("weights") + len("weights") == marked.index("2,400") + len("2,400")
    text = "class A(nn.Module):\n  def __init__(self):\n    self.a = nn.Linear(2, 2)\n    self.b = nn.ReLU()"
    unknown = run("explain", text)
    assert not any(line.strip() == "└" for line in unknown.out.splitlines())


@pytest.mark.parametrize(("layers", "lines"), [(20, 21), (21, 15), (100, 15)])
def test_the_steps_of_a_large_network_are_shortened(run: Run, layers: int, lines: int) -> None:
    """The first ten layers, the last three and the total, with their numbers; the document has every step."""
    text = f"nn.Sequential(*[nn.Linear(4, 4) for i in range({layers})])"
    ran = run("check", text, str(20 * layers))
    steps = ran.out.split("\n\n")[1].splitlines()
    assert (ran.code, len(steps)) == (0, lines)
    assert steps[-1].startswith(f"{layers + 1}. All layers together: ")
    assert steps[9].startswith("10. ")
    if lines == 15:
        assert steps[10].startswith(f"… {layers - 13} more layers")
        assert [step.partition(".")[0] for step in steps[11:]] == [str(layers - 2 + n) for n in range(4)]
    document = json.loads(run("check", text, "20", "--json").out)
    assert len(document["explanation"]) == layers + 1
