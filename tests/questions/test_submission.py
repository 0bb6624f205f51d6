"""What a person typed: a value, or Unreadable with what was expected."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from questions.expressions.agreement import points
from questions.expressions.expression import MAX_TYPED, Expression, parse_expression
from questions.submission import AnswerKind, Submission, Unreadable, Value, formulas_agree, read_submission

LETTERS = ("M", "K", "D", "H", "W", "P", "S")
CHOICES = ("valid padding", "same padding", "3×3", "1")


def read(kind: AnswerKind, text: str) -> Submission | Unreadable:
    """Read with the symbols and choices used throughout this file."""
    return read_submission(kind, text, symbols=LETTERS, choices=CHOICES)


def value(kind: AnswerKind, text: str) -> Value:
    """The value of a text that has to be readable."""
    submission = read(kind, text)
    assert isinstance(submission, Submission), submission
    assert submission.kind is kind
    return submission.value


def reason(kind: AnswerKind, text: str) -> str:
    """The reason given for a text that has to be unreadable."""
    submission = read(kind, text)
    assert isinstance(submission, Unreadable), submission
    return submission.reason


@pytest.mark.parametrize(
    ("text", "expected", "is_expression"),
    [
        ("280", 280, False),
        (" 2,800\n", 2800, False),
        ("2.8k", 2800, False),
        ("-5", -5, False),
        ("= 280", 280, False),
        ("10*(3*3*3)+10", 280, True),
        ("10×27+10", 280, True),
        ("3²", 9, True),
        ("7/2*2", 7, True),
        ("floor(7/2)", 3, True),
        ("2.125*8", 17, True),
    ],
)
def test_integers(text: str, expected: int, is_expression: bool) -> None:
    """A whole number is read from any arithmetic that gives one; a set-up is told apart from a bare number."""
    assert read(AnswerKind.INTEGER, text) == Submission(AnswerKind.INTEGER, expected, is_expression)
    assert type(value(AnswerKind.INTEGER, text)) is int


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Type a whole number or the arithmetic that gives it, such as 10*27+10."),
        ("\u200b \u3000", "Type a whole number or the arithmetic that gives it, such as 10*27+10."),
        ("10/3", "“10/3” is 3.33…, not a whole number."),
        ("-7/2", "“-7/2” is -3.5, not a whole number."),
        ("2^200/3", "“2^200/3” is a fraction, not a whole number."),
        ("2.800", "2.800 is read with a decimal point: for thousands write 2800 or 2,800."),
        ("28.000", "28.000 could mean 28 or 28,000: write it without the point."),
        ("1/0", "That divides by zero."),
        ("280 parameters", "“parameters” is not understood here: type digits and arithmetic only, such as 10*27+10."),
        ("M*K", "“M” is not understood here: type digits and arithmetic only, such as 10*27+10."),
        ("params = 280", "“params” is not understood here: type digits and arithmetic only, such as 10*27+10."),
        ("1" * (MAX_TYPED + 1), "That is longer than the 300 characters an answer may have."),
    ],
)
def test_unreadable_integers(text: str, expected: str) -> None:
    """What is no whole number is unreadable, not wrong, and the reason is about what was typed."""
    assert reason(AnswerKind.INTEGER, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(10, 3, 3, 3)", (10, 3, 3, 3)),
        ("[10,3,3,3]", (10, 3, 3, 3)),
        ("10x3x3x3", (10, 3, 3, 3)),
        ("10 X 3 x 3", (10, 3, 3)),
        ("10×3×3×3", (10, 3, 3, 3)),
        ("10*3*3*3", (10, 3, 3, 3)),
        ("10 3 3 3", (10, 3, 3, 3)),
        ("10,3,3,3", (10, 3, 3, 3)),
        ("10, 3, 3, 3,", (10, 3, 3, 3)),
        ("（１０，３）", (10, 3)),
        ("torch.Size([10, 3])", (10, 3)),
        ("(10,)", (10,)),
        ("10", (10,)),
        ("2,800", (2, 800)),
        ("2 800", (2, 800)),
        ("0 1", (0, 1)),
        ("1 2 3 4 5 6 7 8", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("999999999999", (999999999999,)),
    ],
)
def test_shapes(text: str, expected: tuple[int, ...]) -> None:
    """A shape is read from every usual notation; in it a comma separates axes and never thousands."""
    assert read(AnswerKind.SHAPE, text) == Submission(AnswerKind.SHAPE, expected, is_expression=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Type a shape"),
        ("()", "Type a shape"),
        ("x", "Type a shape"),
        ("(10, 3", "brackets"),
        ("10, 3)", "brackets"),
        ("(10, 3]", "brackets"),
        ("(", "brackets"),
        ("10,,3", "missing"),
        (",10", "missing"),
        ("10x", "missing"),
        ("10**3", "missing"),
        ("1,000", "“000” begins with a zero"),
        ("1,024", "“024” begins with a zero"),
        ("-1, 3", "“-1” is not an axis"),
        ("(None, 3)", "“None” is not an axis"),
        ("3.5, 2", "“3.5” is not an axis"),
        ("10, 3 3", "“3 3” is not an axis"),
        ("10x3, 3", "“10x3” is not an axis"),
        ("((10, 3))", "“(10” is not an axis"),
        ("1 2 3 4 5 6 7 8 9", "at most 8 axes"),
        ("1234567890123", "larger than any axis"),
    ],
)
def test_unreadable_shapes(text: str, expected: str) -> None:
    """What is no shape is unreadable, with a reason about what was typed."""
    assert expected in reason(AnswerKind.SHAPE, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b", "b"),
        ("B)", "b"),
        ("b.", "b"),
        ("(b)", "b"),
        ("ｂ", "b"),
        ("2", "b"),
        ("2)", "b"),
        ("same padding", "b"),
        ("Same   Padding", "b"),
        ("3x3", "c"),
        ("3×3", "c"),
        ("4", "d"),
    ],
)
def test_choices(text: str, expected: str) -> None:
    """A choice is named by its letter, its number or its text; the value is the letter."""
    assert read(AnswerKind.CHOICE, text) == Submission(AnswerKind.CHOICE, expected, is_expression=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Type a letter from a to d."),
        ("e", "“e” is not among the choices: type a letter from a to d."),
        ("ab", "“ab” is not among the choices: type a letter from a to d."),
        ("0", "“0” is not among the choices: type a letter from a to d."),
        ("padding", "“padding” is not among the choices: type a letter from a to d."),
        ("1", "“1” could mean a or d: type the letter."),
    ],
)
def test_unreadable_choices(text: str, expected: str) -> None:
    """A text that names no choice, or two (the first choice and the choice that says 1), is unreadable."""
    assert reason(AnswerKind.CHOICE, text) == expected


def test_every_choice_can_be_typed_in_full() -> None:
    """A long choice can be typed in full although other answers may not be that long."""
    choices = ("word " * 100, "no")
    submission = read_submission(AnswerKind.CHOICE, choices[0], choices=choices)
    assert submission == Submission(AnswerKind.CHOICE, "a", is_expression=False)


@pytest.mark.parametrize("text", ["true", "True", "t", "YES", "y", "1", "✓", "✔️", " true. "])
def test_true(text: str) -> None:
    """Every usual way to say true is read as True."""
    assert value(AnswerKind.TRUTH, text) is True


@pytest.mark.parametrize("text", ["false", "F", "no", "N", "0", "✗", "✘", "Ｆ"])
def test_false(text: str) -> None:
    """Every usual way to say false is read as False."""
    assert value(AnswerKind.TRUTH, text) is False


@pytest.mark.parametrize("text", ["", "maybe", "2", "tf", "truefalse"])
def test_neither_true_nor_false(text: str) -> None:
    """Anything else is unreadable."""
    assert "true" in reason(AnswerKind.TRUTH, text)


@pytest.mark.parametrize(
    ("text", "written", "is_expression"),
    [
        ("M*(K*K*D)+M", "M*(K*K*D) + M", True),
        ("P = MK²D + M", "M*K**2*D + M", True),
        ("params = MKKD", "M*K*K*D", True),
        ("f(M, K, D) = 2M", "2*M", True),
        ("number of parameters = M", "M", False),
        ("H_{out} = ⌊(H+2P-K)/S⌋+1", "floor((H + 2*P - K)/S) + 1", True),
        ("= M", "M", False),
        ("M =", "M", False),
    ],
)
def test_formulas(text: str, written: str, is_expression: bool) -> None:
    """A formula is read with or without a name in front."""
    submission = read(AnswerKind.FORMULA, text)
    assert isinstance(submission, Submission), submission
    assert (str(submission.value), submission.is_expression) == (written, is_expression)


@pytest.mark.parametrize("text", ["280", "10*27+10", "P = 280"])
def test_a_formula_needs_a_letter(text: str) -> None:
    """A number where a formula is asked for was meant for another question, and costs nothing."""
    assert isinstance(read(AnswerKind.FORMULA, text), Unreadable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Type a formula in M, K, D, H, W, P, S."),
        ("P =", None),
        ("M*Q", "“Q” is not among the symbols of this question: M, K, D, H, W, P, S."),
        ("M*K = K*M", "An equals sign does not belong inside the answer: type one side only."),
        ("P = M = K", "An equals sign does not belong inside the answer: type one side only."),
        ("2 = M", "An equals sign does not belong inside the answer: type one side only."),
        ("a = ", "“a” is not among the symbols of this question: M, K, D, H, W, P, S."),
    ],
)
def test_unreadable_formulas(text: str, expected: str | None) -> None:
    """An equation or an unknown symbol is unreadable; None stands for readable."""
    if expected is None:
        assert str(value(AnswerKind.FORMULA, text)) == "P"
    else:
        assert reason(AnswerKind.FORMULA, text) == expected


def grouped(number: int, separator: str) -> str:
    """The number in groups of three digits."""
    return f"{number:,}".replace(",", separator)


@given(st.integers(-(10**29), 10**29), st.sampled_from(["", ",", "_", " ", "\u00a0", "\u2009", "\u202f", "'", "’"]))
def test_every_integer_reads_back(number: int, separator: str) -> None:
    """An integer written in any supported grouping is read as itself, and not as a set-up."""
    expected = Submission(AnswerKind.INTEGER, number, is_expression=False)
    assert read(AnswerKind.INTEGER, grouped(number, separator)) == expected


@given(st.integers(1, 10**9))
def test_every_integer_reads_back_from_powers_of_ten(number: int) -> None:
    """Thousands, millions and powers of ten are exact, however many decimals they need."""
    whole, thousandths = divmod(number, 1000)
    for text in (f"{whole}.{thousandths:03}k", f"{number}000e-3", f"{number // 10**6}.{number % 10**6:06}M"):
        assert value(AnswerKind.INTEGER, text) == number


@given(st.lists(st.integers(0, 10**12 - 1), min_size=1, max_size=8), st.sampled_from([", ", ",", " ", "x", "×", " * "]))
def test_every_shape_reads_back(axes: list[int], separator: str) -> None:
    """A shape written with any separator, bare or in brackets, is read as itself."""
    body = separator.join(map(str, axes))
    for text in (body, f"({body})", f"[{body}]", str(tuple(axes))):
        assert value(AnswerKind.SHAPE, text) == tuple(axes)


any_text = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(st.sampled_from("0123456789.,_ '+-*/^()[]{}⌊⌋⌈⌉²³⁻xXkKMDeE=abtf\u200b\u202e\ud800\0٣３×−½₂")),
)


@settings(max_examples=500, deadline=None)
@given(any_text, st.sampled_from(list(AnswerKind)))
@example("(" * 100_000, AnswerKind.INTEGER)
@example("9" * 10_000_000, AnswerKind.INTEGER)
@example("9" * 10_000_000, AnswerKind.SHAPE)
@example("b" * 10_000_000, AnswerKind.CHOICE)
@example(" " * 10_000_000, AnswerKind.TRUTH)
@example("K" * MAX_TYPED, AnswerKind.FORMULA)
@example("_" * MAX_TYPED, AnswerKind.FORMULA)
@example("9" * MAX_TYPED, AnswerKind.INTEGER)
@example("9**9**9**9", AnswerKind.INTEGER)
@example("2^255*2^-255*" * 20 + "1", AnswerKind.INTEGER)
@example("__import__('os')", AnswerKind.FORMULA)
@example("Size()", AnswerKind.SHAPE)
@example("\u200b", AnswerKind.CHOICE)
def test_any_text_is_a_submission_or_unreadable(text: str, kind: AnswerKind) -> None:
    """Any text at all gives a value of the right type, or one printable sentence; nothing is raised."""
    submission = read(kind, text)
    if isinstance(submission, Unreadable):
        assert submission.reason.endswith(".")
        assert submission.reason.isprintable()
        assert len(submission.reason) < 180
        return
    types: dict[AnswerKind, type] = {
        AnswerKind.INTEGER: int,
        AnswerKind.SHAPE: tuple,
        AnswerKind.CHOICE: str,
        AnswerKind.TRUTH: bool,
        AnswerKind.FORMULA: Expression,
    }
    assert type(submission.value) is types[kind]


@given(any_text, st.sampled_from(list(AnswerKind)))
def test_reading_needs_no_symbols_or_choices(text: str, kind: AnswerKind) -> None:
    """Reading raises nothing even where a question has brought neither symbols nor choices."""
    assert isinstance(read_submission(kind, text), Submission | Unreadable)


def agree(left: str, right: str, symbols: Sequence[str] = LETTERS) -> bool:
    """Whether two typed formulas agree, the same in both directions."""
    a, b = parse_expression(left, symbols), parse_expression(right, symbols)
    assert formulas_agree(a, b, symbols) == formulas_agree(b, a, symbols)
    return formulas_agree(a, b, symbols)


COUNT = "M*(K*K*D)+M"
OUTPUT = "floor((H+2P-K)/S)+1"


@pytest.mark.parametrize(
    ("truth", "text"),
    [
        (COUNT, COUNT),
        (COUNT, "M(K²D+1)"),
        (COUNT, "MKKD+M"),
        (COUNT, "M + D*K^2*M"),
        (COUNT, "(K*K*D+1)M"),
        (COUNT, "((K*D*2)*K*M)/2 + M"),
        (OUTPUT, "⌊(H-K+2P)/S⌋+1"),
        (OUTPUT, "(H+2P-K)//S+1"),
        (OUTPUT, "floor((H+2P-K)/S+1)"),
        (OUTPUT, "floor((H+2P-K+S)/S)"),
        (OUTPUT, "ceil((H+2P-K+1)/S)"),
        ("K³", "K*K*K"),
        ("280", "10*27+10"),
    ],
)
def test_rewritings_agree(truth: str, text: str) -> None:
    """A formula agrees with every algebraic rewriting of it."""
    assert agree(truth, text)


@pytest.mark.parametrize(
    ("truth", "text"),
    [
        (COUNT, "M*K*K+M"),
        (COUNT, "M*K*K*D"),
        (COUNT, "M*(K+K)*D+M"),
        (COUNT, "M*K*D+M"),
        (COUNT, "M*K*K*D+D"),
        (COUNT, "M*(K*K+1)*D"),
        (COUNT, "M*K*K*D+1"),
        (COUNT, "M*K*K*D+K"),
        (COUNT, "D*K*K*M"),
        (COUNT, "2*(M*K*K*D)"),
        (COUNT, "M*K*K*D*H*W+M"),
        (COUNT, "280"),
        (OUTPUT, "(H+2P-K)/S+1"),
        (OUTPUT, "floor((H+2P-K)/S)"),
        (OUTPUT, "ceil((H+2P-K)/S)+1"),
        (OUTPUT, "floor((H+2P-K+1)/S)+1"),
        (OUTPUT, "floor((H+2P-K-1)/S)+1"),
        (OUTPUT, "floor((H+P-K)/S)+1"),
        (OUTPUT, "floor(H/S)+1"),
        ("K*K", "2*K"),
        ("K**3", "K*K*K*K"),
        ("K**3", "3*K"),
        ("K", "D"),
        ("1/(K-K)", "1/(K-K)"),
        ("K^K", "K^K"),
    ],
)
def test_wrong_formulas_disagree(truth: str, text: str) -> None:
    """A wrong formula disagrees, and so does one that has no value at some point, even with itself."""
    assert not agree(truth, text)


@pytest.mark.parametrize("seed", range(20))
def test_agreement_hardly_depends_on_the_seed(seed: int) -> None:
    """Verdicts are the same whichever points were drawn, also where only rounding differs."""
    truth = parse_expression(OUTPUT, LETTERS)
    same, differs = "ceil((H+2P-K+1)/S)", "floor((H+2P-K+1)/S)+1"
    assert formulas_agree(truth, parse_expression(same, LETTERS), LETTERS, seed=seed)
    assert not formulas_agree(truth, parse_expression(differs, LETTERS), LETTERS, seed=seed)


def test_points_are_varied_and_reproducible() -> None:
    """At least 24 points with different sizes, small and large, then some with equal ones; pinned for every Python."""
    tried = list(points(("M", "K", "D")))
    distinct = [point for point in tried if len(set(point.values())) == 3]
    sizes = {size for point in tried for size in point.values()}
    assert len(distinct) == len(tried) - 3 >= 24
    assert [2] * 3 in [list(point.values()) for point in tried]
    assert min(sizes) == 2
    assert 500 < max(sizes) <= 1010
    assert [tuple(point.values()) for point in tried[:3]] == [(2, 6, 7), (6, 32, 29), (828, 735, 639)]


def test_symbols_without_a_value_disagree() -> None:
    """A formula in a symbol the question does not have agrees with nothing."""
    formula = parse_expression("Q", ("Q",))
    assert not formulas_agree(formula, formula, LETTERS)
