"""`convdrill check`."""

from __future__ import annotations

import json

import pytest

from questions.generator import draw_questions
from questions.skills import SKILLS
from tests.cli.conftest import Run

SOURCE = ("check", "nn.Conv2d(3, 10, 3)")


@pytest.mark.parametrize(
    "typed",
    [
        "280",
        "2_8_0",
        "10*(3*3*3)+10",
        "10×27+10",
        "2.8e2",
        "２８０",
        "٢٨٠",
        " 280 ",
        "+280",
        "280.0",
        "=280",
        "10*3³+10",
    ],
)
def test_every_way_to_write_280(run: Run, typed: str) -> None:
    """However the right number is written, it is right; `2_8_0` is no way to write it."""
    ran = run(*SOURCE, typed)
    if typed == "2_8_0":
        assert ran.code == 2
    else:
        assert (ran.code, ran.err) == (0, "")
        assert "✓ Correct: 280" in ran.out


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("100", ["forgot_in_channels", "one_kernel_dim"]),
        ("270", ["forgot_bias"]),
        ("271", ["one_bias_total"]),
        ("155530", ["times_input_area"]),
        ("155,530", ["times_input_area"]),
        ("8368360", ["dense_instead_of_conv"]),
        ("281", []),
    ],
)
def test_the_source_question_is_diagnosed(run: Run, typed: str, ids: list[str]) -> None:
    """Both readings of 100 are named; a number without a known reason has none."""
    ran = run(*SOURCE, typed, "--input", "3x24x24", "--json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert [slip["id"] for slip in document["misconceptions"]] == ids
    assert (document["understood"], document["correct"], document["expected"]) == (True, False, 280)
    assert document["reference"] is None
    assert document["submitted"] == typed


@pytest.mark.parametrize(
    "typed",
    ["2 80", "", "   ", "9**9**9**9", "__import__('os')", "ten", "1/0", "10/3", "\x00", "(" * 500, "9" * 5000],
)
def test_what_is_not_understood_is_said_in_one_line(run: Run, typed: str) -> None:
    """Exit code 2, one sentence on standard error, nothing on standard output."""
    ran = run(*SOURCE, typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("convdrill: ")
    assert ran.err.count("\n") == 1


def test_not_understood_as_json_gives_nothing_away(run: Run) -> None:
    """The document says so, and holds neither the answer nor its explanation."""
    ran = run(*SOURCE, "2 80", "--json")
    document = json.loads(ran.out)
    assert ran.code == 2
    assert (document["understood"], document["correct"], document["expected"]) == (False, False, None)
    assert "280" not in ran.out.replace("2 80", "")


def test_standard_input(run: Run) -> None:
    """`-` reads the answer from standard input, whatever bytes it holds and however long it is."""
    assert run(*SOURCE, "-", typed="280\n").code == 0
    assert run(*SOURCE, "-", typed="271").code == 1
    for typed in (b"", b"\xff\xfe280", b"7" * 10_000_000, b"\n\n", b"280\n270\n"):
        ran = run(*SOURCE, "-", typed=typed)
        assert (ran.code, ran.out) == (2, ""), typed[:20]
        assert ran.err.count("\n") == 1


def test_an_answer_may_begin_with_a_minus_sign(run: Run) -> None:
    """It is an answer, not an option."""
    assert run(*SOURCE, "-280").code == 1
    assert run(*SOURCE, "-10*28+560").code == 0


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("27", ["forgot_filters", "forgot_bias"]),
        ("30", ["forgot_kernel", "forgot_bias"]),
        ("41", []),
        ("31", ["forgot_kernel", "one_bias_total"]),
    ],
)
def test_two_slips_are_told_as_two(run: Run, answer: str, found: list[str]) -> None:
    """A slip about the weights and one about the biases that explain the number only together."""
    ran = run("check", "nn.Conv2d(3, 10, 3)", answer, "--json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert [slip["id"] for slip in document["misconceptions"]] == found
    assert document["combined"] is bool(found)
    told = run("check", "nn.Conv2d(3, 10, 3)", answer).out
    assert ("Two slips together give this value: " in told) is bool(found)


def test_a_slip_that_explains_the_number_alone_is_told_alone(run: Run) -> None:
    """270 needs no second slip."""
    document = json.loads(run("check", "nn.Conv2d(3, 10, 3)", "270", "--json").out)
    assert [slip["id"] for slip in document["misconceptions"]] == ["forgot_bias"]
    assert document["combined"] is False


@pytest.mark.parametrize("skill", SKILLS)
def test_the_command_agrees_with_the_question(run: Run, skill: str) -> None:
    """`check REFERENCE` accepts the answer of `question`, and names each misconception at its value."""
    for question in draw_questions([SKILLS[skill]], [1, 2, 3], 4, 3):
        reference = str(question.reference)
        printed = json.loads(run("question", reference, "--answer", "--json").out)
        assert run("check", reference, str(printed["answer"])).code == 0
        for slip in printed["misconceptions"]:
            document = json.loads(run("check", reference, str(slip["value"]), "--json").out)
            assert slip["id"] in {found["id"] for found in document["misconceptions"]}
            assert document["correct"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("check", "foo", "3"),
        ("check", "conv2d.parameters/v1/1/5", "3", "--input", "3x24x24"),
        ("check", "nn.Conv2d(3, 10, 3)", "280", "--input", "banana"),
        ("check", "nn.Conv2d(3, 10, 3)", "280", "--input", "4x24x24"),
        ("check", "nn.Conv2d(3, 10)", "280"),
        ("check", "nn.Conv2d(3, 10, 3"),
        ("check",),
        ("check", "keras.layers.Conv2D(10, 3)", "280"),
        ("check", "conv2d.parameters/v9/1/5", "3"),
    ],
)
def test_a_bad_target_is_refused_in_one_line(run: Run, words: tuple[str, ...]) -> None:
    """The sentence says what was expected."""
    ran = run(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_every_kind_of_layer_can_be_checked(run: Run) -> None:
    """A call of any known layer asks for the count that its framework reports."""
    for call, shape, count in (
        ("nn.Linear(3072, 100)", None, 307300),
        ("nn.BatchNorm2d(64)", None, 128),
        ("keras.layers.BatchNormalization()", "8x8x64", 256),
        ("nn.MaxPool2d(2)", None, 0),
        ("keras.layers.SeparableConv2D(100, 5)", "416x416x10", 1350),
        ("nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)", None, 2056),
    ):
        extra = ("--input", shape) if shape else ()
        assert run("check", call, str(count), *extra).code == 0
        assert run("check", call, str(count + 1), *extra).code == 1


@pytest.mark.parametrize(
    ("call", "shape", "typed", "misconception"),
    [
        ("keras.layers.SeparableConv2D(100, 5)", "416x416x10", "25100", "depthwise_as_standard"),
        ("keras.layers.SeparableConv2D(100, 5)", "416x416x10", "250", "forgot_pointwise"),
        ("keras.layers.SeparableConv2D(100, 5)", "416x416x10", "350", "forgot_pointwise"),
        ("keras.layers.SeparableConv2D(100, 5)", "416x416x10", "1360", "bias_in_both_stages"),
        ("keras.layers.SeparableConv2D(64, 3, depth_multiplier=3)", "56x56x32", "2400", "forgot_depth_multiplier"),
        ("nn.BatchNorm2d(64)", None, "256", "bn_two_or_four"),
        ("keras.layers.BatchNormalization()", "8x8x64", "128", "bn_two_or_four"),
        ("nn.MaxPool2d(2)", "8x15x15", "32", "pool_has_params"),
        ("nn.Linear(512, 10)", None, "5120", "forgot_bias"),
        ("nn.ConvTranspose2d(64, 32, 4)", None, "32768", "forgot_bias"),
        ("nn.Conv2d(16, 32, 3, groups=4)", None, "320", "one_group_only"),
        ("nn.Conv2d(32, 32, 3, groups=32)", None, "9248", "forgot_groups"),
    ],
)
def test_other_layers_are_diagnosed(run: Run, call: str, shape: str | None, typed: str, misconception: str) -> None:
    """Published wrong numbers for separable layers, norms, pooling, groups and the like are named."""
    extra = ("--input", shape) if shape else ()
    document = json.loads(run("check", call, typed, *extra, "--json").out)
    assert misconception in [slip["id"] for slip in document["misconceptions"]]


def test_another_number_of_sizes_is_not_judged(run: Run) -> None:
    """The question asks for three sizes: with two the command was given no answer."""
    skill = SKILLS["output.pytorch"]
    shape = next(each for each in draw_questions([skill], [1], 1, 30) if len(each.content.axes) == 3)
    ran = run("check", str(shape.reference), "(7, 7)")
    assert (ran.code, ran.out) == (2, "")
    assert "asks for three sizes: (channels, height, width)" in ran.err
    assert run("check", str(shape.reference), "(7, 7, 7)").code == 1


def test_arithmetic_is_told_with_its_result(run: Run) -> None:
    """What was typed, what it comes to, what is right; a plain number only with its thousands parted."""
    assert "✗ Not yet: 11*150*64 = 105,600. The answer is 280" in run(*SOURCE, "11*150*64").out
    assert "✗ Not yet: 1e3 = 1,000. The answer is 280" in run(*SOURCE, "1e3").out
    for plain in ("105600", "105,600", "105_600", "=105600"):
        assert " = 105" not in run(*SOURCE, plain).out
