"""Formulas in letters: every way of writing the right one is right, near misses are not, and examples add up."""

from __future__ import annotations

import re

import pytest

from questions.checker import check, read_answer, slip_verdicts
from questions.generator import draw_questions, generate
from questions.question import LEVELS, Content, Question
from questions.skills import SKILLS
from questions.submission import AnswerKind, Submission, read_submission

FORMULAS = [skill for skill in SKILLS if skill.endswith(".formula")]
EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in FORMULAS for level in LEVELS]


def drawn(skill: str, level: int, count: int, seed: int = 3) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], seed, count))


def asking(skill: str, level: int, answer: str) -> Content:
    """A question of that skill whose answer is written just so."""
    for question in draw_questions([SKILLS[skill]], [level], 17, 6000):
        if question.expected == answer:
            return question.content
    raise AssertionError(f"no question of {skill} at level {level} has the answer {answer}")


def typed(content: Content, text: str) -> tuple[bool, set[str]]:
    """Whether it is right, and the misconceptions named."""
    read = read_answer(content, text)
    assert isinstance(read, Submission), (text, read)
    verdict = check(content, read.value)
    return verdict.correct, {slip.id for slip in verdict.misconceptions}


def value_of(arithmetic: str) -> int:
    read = read_submission(AnswerKind.INTEGER, arithmetic)
    assert isinstance(read, Submission), read
    assert isinstance(read.value, int)
    return read.value


CASES = {
    "conv": ("output.formula", 1, "floor((H + 2*P - K)/S) + 1"),
    "dilated": ("output.formula", 2, "floor((H + 2*P - D*(K - 1) - 1)/S) + 1"),
    "positions": ("output.formula", 3, "(floor((H + 2*P - K)/S) + 1)*(floor((W + 2*P - K)/S) + 1)"),
    "same": ("output.formula", 3, "ceil(H/S)"),
    "transposed": ("output.formula", 3, "(H - 1)*S - 2*P + K + R"),
    "3-d": ("conv3d.formula", 1, "M*(K*K*K*C) + M"),
    "groups": ("groups.formula", 1, "M*(K*K*D/G) + M"),
    "depthwise": ("depthwise.formula", 2, "D*R*(K*K) + D*R"),
    "separable": ("separable.formula", 1, "D*(K*K) + D*M + M"),
    "macs": ("macs.formula", 1, "M*(K*K*D)*U*V"),
    "macs from the input": ("macs.formula", 3, "M*(K*K*D)*(floor((H - K)/S) + 1)*(floor((W - K)/S) + 1)"),
}


@pytest.fixture(scope="module")
def contents() -> dict[str, Content]:
    """One question for each of the cases."""
    return {name: asking(*case) for name, case in CASES.items()}


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("conv", "(H+2P-K)//S+1"),
        ("conv", "floor((H-K+2*P)/S + 1)"),
        ("conv", "⌊(H+2P−K)/S⌋+1"),
        ("conv", "1 + floor((h + p + p - k) / s)"),
        ("conv", "ceil((H+2P-K+1)/S)"),
        ("conv", "(H+2P-K+S)//S"),
        ("conv", "H_out = floor((H+2P-K)/S)+1"),
        ("dilated", "(H+2P-D(K-1)-1)//S+1"),
        ("dilated", "floor((H + 2P - (D*(K-1)+1))/S) + 1"),
        ("dilated", "floor((H+2P-DK+D-1)/S)+1"),
        ("positions", "((H+2P-K)//S+1)((W+2P-K)//S+1)"),
        ("positions", "(1+floor((W-K+2P)/S))*(1+floor((H-K+2P)/S))"),
        ("same", "(H+S-1)//S"),
        ("same", "⌈H/S⌉"),
        ("same", "floor((H-1)/S)+1"),
        ("same", "-(-H//S)"),
        ("transposed", "S(H-1)+K-2P+R"),
        ("transposed", "H*S - S - P*2 + K + R"),
        ("3-d", "M(K^3 C + 1)"),
        ("3-d", "MCK³+M"),
        ("3-d", "(k*k*k*c+1)*m"),
        ("groups", "M*D*K*K/G + M"),
        ("groups", "M*(D/G)*K**2+M"),
        ("groups", "M*(D//G)*K*K+M"),
        ("groups", "G*(M//G)*(D//G)*K*K + M"),
        ("groups", "G*(M/G*D/G*K*K) + M"),
        ("groups", "M(KKD/G+1)"),
        ("depthwise", "DR(K²+1)"),
        ("depthwise", "R*D*K*K + R*D"),
        ("separable", "D(K*K+M)+M"),
        ("separable", "K^2*D + M*(D+1)"),
        ("macs", "UVMKKD"),
        ("macs", "U*V*M*K^2*D"),
        ("macs from the input", "M*K*K*D*((H-K)//S+1)*((W-K)//S+1)"),
        ("macs from the input", "M D K² (1+(H-K)//S) (1+(W-K)//S)"),
    ],
)
def test_every_way_of_writing_it_is_right(contents: dict[str, Content], case: str, text: str) -> None:
    """Order, brackets, powers, products without a sign, rounding down or up: what is the same function is right."""
    assert typed(contents[case], text)[0], (contents[case].prompt, text)


@pytest.mark.parametrize(
    ("case", "text", "slip"),
    [
        ("conv", "(H+2P-K)//S", "out_forgot_plus_one"),
        ("conv", "ceil((H+2P-K)/S)+1", "out_ceil"),
        ("conv", "(H+2P-K)/S+1", "out_not_rounded"),
        ("conv", "(H+P-K)//S+1", "out_single_padding"),
        ("conv", "(H-K)//S+1", "out_ignores_padding"),
        ("conv", "H+2P-K+1", "out_ignores_stride"),
        ("conv", "(H+2P-K+1)//S", "out_plus_one_before_dividing"),
        ("dilated", "(H+2P-K)//S+1", "out_ignores_dilation"),
        ("dilated", "(H+2P-DK)//S+1", "out_kernel_times_dilation"),
        ("positions", "(H+2P-K)//S+1", "one_axis_only"),
        ("same", "H", "same_means_unchanged"),
        ("same", "H//S", "same_rounds_down"),
        ("same", "H/S", "out_not_rounded"),
        ("same", "(H-J)//S+1", "same_as_valid"),
        ("transposed", "(H+2P-K)//S+1", "transposed_with_conv_formula"),
        ("transposed", "(H-1)S-P+K+R", "out_single_padding"),
        ("transposed", "(H-1)S-2P+K", "forgot_output_padding"),
        ("3-d", "M*K*K*C+M", "dropped_kernel_depth"),
        ("3-d", "M*K^3+M", "no_channels_in_3d"),
        ("groups", "M*D*K*K+M", "forgot_groups"),
        ("groups", "M*D*K*K/G^2+M", "one_group_only"),
        ("groups", "(M//G)*(D//G)*K*K+M", "one_group_only"),
        ("groups", "M*D/G*K*K+M/G", "divided_bias_by_groups"),
        ("groups", "M*D/G*K*K", "forgot_bias"),
        ("groups", "M*D/G*K*K+1", "one_bias_total"),
        ("depthwise", "D*D*R*K*K+D*R", "depthwise_as_standard"),
        ("depthwise", "D*K*K+D", "forgot_depth_multiplier"),
        ("depthwise", "D*R*K*K+D", "bias_per_input_channel"),
        ("separable", "D*K*K+M", "forgot_pointwise"),
        ("separable", "D*K*K+D*M+D+M", "bias_in_both_stages"),
        ("separable", "M*K*K*D+M", "depthwise_as_standard"),
        ("macs", "M*K*K*D*H*W", "macs_at_input_size"),
        ("macs", "2*M*K*K*D*U*V", "flops_is_macs"),
        ("macs", "M*K*K*D", "weights_instead_of_macs"),
        ("macs", "M*(K*K*D+1)*U*V", "macs_with_bias"),
        ("macs from the input", "M*K*K*D*((H-K)//S)*((W-K)//S)", "out_forgot_plus_one"),
    ],
)
def test_a_known_mistake_is_named(contents: dict[str, Content], case: str, text: str, slip: str) -> None:
    """However it is written, a wrong formula is wrong, and the procedure that leads to it is told."""
    correct, named = typed(contents[case], text)
    assert not correct
    assert slip in named


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("conv", "(H+2P-K)//S+2"),
        ("conv", "(H+2P-K)//(S+1)"),
        ("conv", "(W+2P-K)//S+1"),
        ("same", "H//S+1-H//(S+1)"),
        ("3-d", "M*(3K*C)+M"),
        ("groups", "M*(D//K)*G*K+M"),
        ("groups", "M*(D//G+1)*K*K+M"),
        ("depthwise", "D*R*K*K + D + R"),
        ("macs", "M*K*K*D*U*U"),
    ],
)
def test_a_near_miss_is_wrong(contents: dict[str, Content], case: str, text: str) -> None:
    """What differs for some sizes only is not the formula."""
    assert not typed(contents[case], text)[0]


@pytest.mark.parametrize(
    ("case", "numbers", "value"),
    [
        # Dumoulin & Visin, arXiv:1603.07285: their examples of no padding, padding with stride, and dilation.
        ("conv", {"H": 5, "K": 3, "P": 1, "S": 2}, 3),
        ("conv", {"H": 6, "K": 3, "P": 1, "S": 2}, 3),
        ("dilated", {"H": 7, "K": 3, "P": 0, "D": 2, "S": 1}, 3),
        # The first layers of ResNet and of a U-Net's way up.
        ("conv", {"H": 224, "K": 7, "P": 3, "S": 2}, 112),
        ("transposed", {"H": 28, "K": 2, "P": 0, "S": 2, "R": 0}, 56),
        ("same", {"H": 25, "S": 2}, 13),
        # C3D's first layer; ResNeXt-50's first grouped one; Keras' SeparableConv2D(100, 5) on ten channels.
        ("3-d", {"M": 64, "K": 3, "C": 3}, 5248),
        ("groups", {"M": 128, "D": 128, "K": 3, "G": 32}, 4608 + 128),
        ("depthwise", {"D": 32, "R": 1, "K": 3}, 320),
        ("separable", {"D": 10, "M": 100, "K": 5}, 1350),
        # AlexNet's first layer; ten 3×3 filters on 24×24×3.
        ("macs", {"M": 64, "K": 11, "D": 3, "U": 55, "V": 55}, 70276800),
        ("macs from the input", {"M": 10, "K": 3, "D": 3, "H": 24, "W": 24, "S": 1}, 130680),
    ],
)
def test_published_numbers(contents: dict[str, Content], case: str, numbers: dict[str, int], value: int) -> None:
    """The formula gives what is printed for known layers."""
    formula = str(contents[case].answer)
    filled = re.sub(r"\b[A-Z]\b", lambda letter: str(numbers[letter[0]]), formula)
    assert value_of(filled) == value


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_the_example_is_the_formula_in_numbers(skill: str, level: int) -> None:
    """The set-up has the formula's shape, its value is shown, and it stands in the last hint alone."""
    for question in drawn(skill, level, 40):
        content = question.content
        steps = content.explanation
        assert value_of(content.setup) == value_of(steps[-2].result)
        assert steps[-2].substitution == content.setup
        assert content.setup in content.hints[-1]
        assert steps[-1].result == question.expected
        assert not any(step.result == question.expected for step in steps[:-2] if step is steps[0])


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_letters_are_hard_to_confuse(skill: str, level: int) -> None:
    """Single capitals, none that looks like a digit; beside them the letters that the prompt brings."""
    for question in drawn(skill, level, 60):
        content = question.content
        confusing = set("O") if skill == "parameters.formula" else set("OILX")
        assert not confusing & set(content.symbols)
        assert all(re.fullmatch("[A-Z]", letter) for letter in content.symbols)
        for letter in content.symbols:
            assert re.search(rf"(?<![a-zA-Z]){letter}(?![a-zA-Z])", content.prompt), (letter, content.prompt)


@pytest.mark.parametrize("skill", [skill for skill in FORMULAS if skill != "parameters.formula"])
def test_levels_differ(skill: str) -> None:
    """Questions of a higher level are others than those of the first."""
    shapes = [{re.sub("[A-Z]|[0-9]+", "_", q.content.prompt) for q in drawn(skill, level, 60)} for level in LEVELS]
    assert not shapes[0] & shapes[2]
    assert shapes[1] != shapes[0]
    assert shapes[1] != shapes[2]


def test_a_group_divides_the_channels_in_a_number_too() -> None:
    """Where the groups are a number, whole division by it is as good."""
    for question in draw_questions([SKILLS["groups.formula"]], [2], 5, 400):
        found = re.fullmatch(r"([MNF])\*\(([A-Z]\*[A-Z])\*([DC])/([0-9]+)\)", question.expected)
        if found:
            filters, kernel, depth, groups = found.groups()
            assert typed(question.content, f"{filters}*{kernel}*({depth}//{groups})")[0]
            assert typed(question.content, f"{groups}*({filters}//{groups})*{kernel}*({depth}//{groups})")[0]
            return
    raise AssertionError("no question has its groups in a number")


def test_a_question_is_the_same_however_often_it_is_drawn() -> None:
    """What is kept of a question does not leak into another one."""
    for skill in FORMULAS:
        for question in drawn(skill, 3, 10):
            again = generate(question.reference)
            assert (again.content.prompt, again.expected) == (question.content.prompt, question.expected)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_all_slips_at_once(skill: str, level: int) -> None:
    """The verdicts on all misconceptions at once are those on each of them."""
    for question in drawn(skill, level, 12, seed=8):
        content = question.content
        assert slip_verdicts(content) == tuple(check(content, slip.value) for slip in content.misconceptions)
