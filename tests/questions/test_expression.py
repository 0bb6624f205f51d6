"""Reading, evaluating and writing expressions."""

import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questions.expressions.expression import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TYPED,
    Expression,
    ExpressionError,
    parse_expression,
)
from questions.expressions.grammar import MAX_TOKENS
from questions.expressions.operations import MAX_BITS

LETTERS = ("M", "K", "D", "H", "W", "P", "S")
NAMES = ("M", "K", "D", "C_in", "C_out", "k_h")
VALUES = {"M": 10, "K": 3, "D": 5, "H": 28, "W": 31, "P": 1, "S": 2, "C_in": 7, "C_out": 16, "k_h": 11}


def complaint(text: str, symbols: tuple[str, ...] = ()) -> str:
    """The sentence with which a text is refused, at the latest when it is evaluated."""
    with pytest.raises(ExpressionError) as refused:
        parse_expression(text, symbols).evaluate(VALUES)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # numbers
        ("280", 280),
        ("2,800", 2800),
        ("2_800", 2800),
        ("2 800", 2800),
        ("2\u00a0800", 2800),
        ("2\u2009800", 2800),
        ("2\u202f800", 2800),
        ("2'800", 2800),
        ("2’800", 2800),
        ("1,234,567.5", Fraction(2469135, 2)),
        ("2.8k", 2800),
        ("2.8 K", 2800),
        ("1.5M", 1_500_000),
        ("2.8e2", 280),
        ("2.8E+2", 280),
        ("28e-1", Fraction(14, 5)),
        ("2.800", Fraction(14, 5)),
        (".5", Fraction(1, 2)),
        ("280.", 280),
        ("007", 7),
        ("２８０", 280),
        ("٢٨٠", 280),
        ("२,८००", 2800),
        ("1e29", 10**29),
        # operators and their spellings
        ("10*(3*3*3)+10", 280),
        ("10×27+10", 280),
        ("10·27⋅1∗1•1", 270),
        ("10x27+10", 280),
        ("10 X 27", 270),
        ("10x3x3x3", 270),
        ("１０×２７＋１０", 280),
        ("（１０＊２７）－１", 269),
        ("7/2", Fraction(7, 2)),
        ("7÷2", Fraction(7, 2)),
        ("7//2", 3),
        ("-7//2", -4),
        ("3**2", 9),
        ("3^2", 9),
        ("3²", 9),
        ("(1+2)³", 27),
        ("2¹⁰", 1024),
        ("2⁻²", Fraction(1, 4)),
        ("2^-2", Fraction(1, 4)),
        ("2^3^2", 512),
        ("2^3²", 512),
        ("-3²", -9),
        ("(-3)²", 9),
        ("-2*3", -6),
        ("2*-3", -6),
        ("10−3", 7),
        ("10–3", 7),
        ("3--3", 6),
        ("+5", 5),
        ("8/4/2", 1),
        ("8-4-2", 2),
        ("8/2*4", 16),
        # brackets, juxtaposition, rounding
        ("[2*{3+(1)}]", 8),
        ("10(3*3*3)+10", 280),
        ("2(3)", 6),
        ("(2)(3)", 6),
        ("2(3)²", 18),
        ("floor(7/2)", 3),
        ("ceil(7/2)", 4),
        ("Floor[-7/2]", -4),
        ("math.floor(7/2)", 3),
        ("⌊7/2⌋+⌈7/2⌉", 7),
        ("2floor(7/2)", 6),
        # equals signs at the ends, invisible characters
        ("= 280", 280),
        ("280 =", 280),
        ("\u202e280\u202c", 280),
        ("\ufeff1\u200b0", 10),
    ],
)
def test_reads_every_spelling_of_arithmetic(text: str, value: int | Fraction) -> None:
    """Every form a person may type gives its exact value, an int wherever the value is whole."""
    found = parse_expression(text).evaluate({})
    assert found == value
    assert isinstance(found, int) == (Fraction(value).denominator == 1)


@pytest.mark.parametrize(
    ("text", "symbols", "written"),
    [
        ("M*(K*K*D)+M", LETTERS, "M*(K*K*D) + M"),
        ("M(K*K*D)+M", LETTERS, "M*(K*K*D) + M"),
        ("MK²D + M", LETTERS, "M*K**2*D + M"),
        ("MK^2D + M", LETTERS, "M*K**2*D + M"),
        ("MKKD+M", LETTERS, "M*K*K*D + M"),
        ("M K K D", LETTERS, "M*K*K*D"),
        ("mkkd+m", LETTERS, "M*K*K*D + M"),
        ("M x K × D", LETTERS, "M*K*D"),
        ("MxKxD", LETTERS, "M*K*D"),
        ("2P", LETTERS, "2*P"),
        ("2M", LETTERS, "2*M"),
        ("2.5K", LETTERS, "2.5*K"),
        ("𝑀𝐾", LETTERS, "M*K"),
        ("floor((H+2P-K)/S)+1", LETTERS, "floor((H + 2*P - K)/S) + 1"),
        ("⌊(H+2P−K)/S⌋+1", LETTERS, "floor((H + 2*P - K)/S) + 1"),
        ("C_in*C_out", NAMES, "C_in*C_out"),
        ("c_in C_OUT", NAMES, "C_in*C_out"),
        ("CinCout", NAMES, "C_in*C_out"),
        ("C_{in}C_{out}", NAMES, "C_in*C_out"),
        ("CᵢₙCₒᵤₜ", NAMES, "C_in*C_out"),
        ("2k_hM", NAMES, "2*k_h*M"),
        ("2x", ("x",), "2*x"),
        ("xX", ("x", "X"), "x*X"),
        ("K k", ("K", "k"), "K*k"),
        ("ABC", ("A", "AB", "BC"), "A*BC"),
        ("AB", ("A", "B", "AB"), "AB"),
        ("ABC", ("A", "AB", "BC", "C"), "AB*C"),
        ("Kkm", ("K", "k", "M"), "K*k*M"),
        ("K1x2", ("K", "K1"), "K1*2"),
        ("2e3", ("e",), None),
        ("2e", ("e",), "2*e"),
        ("1-(2-3)", (), "1 - (2 - 3)"),
        ("(1-2)-3", (), "1 - 2 - 3"),
        ("(2^3)^2", (), "(2**3)**2"),
        ("2^(3^2)", (), "2**3**2"),
        ("(-2)^2", (), "(-2)**2"),
        ("-(2^2)", (), "-2**2"),
        ("-(2*3)", (), "-(2*3)"),
        ("(-2)*3", (), "-2*3"),
    ],
)
def test_symbols_and_brackets_are_understood(text: str, symbols: tuple[str, ...], written: str | None) -> None:
    """What was understood shows in how the expression writes itself; None stands for not understood."""
    if written is None:
        complaint(text, symbols)
    else:
        assert str(parse_expression(text, symbols)) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "nothing to read"),
        (" = ", "nothing to read"),
        ("2 80", "exactly three digits"),
        ("2,80", "exactly three digits"),
        ("28 00", "exactly three digits"),
        ("1,0000", "exactly three digits"),
        ("1,234 567", "exactly three digits"),
        ("0,800", "exactly three digits"),
        ("1234,567", "exactly three digits"),
        ("3 3 3", "write * between"),
        ("2, 800", "A comma belongs inside"),
        ("2  800", "Write an operator between “2” and “800”"),
        ("2(3)4", "Write an operator between “)” and “4”"),
        ("3² 4", "Write an operator"),
        ("1.000.000", "more than one decimal point"),
        ("280 parameters", "“parameters” is not understood"),
        ("__import__('os')", "“__import__” is not understood"),
        ("3ⁿ", "not understood"),
        ("3½", "not understood"),
        ("3₂", "not understood"),
        ("3①", "not understood"),
        ("5%", "“%” has no meaning"),
        ("\0", "U+0000 has no meaning"),
        ("\ud800", "U+D800 has no meaning"),
        ("10*27=270", "equals sign"),
        ("10*", "missing after “*”"),
        ("10x", "missing after “x”"),
        ("*10", "cannot begin with “*”"),
        ("10 * * 3", "missing between “*” and “*”"),
        ("()", "missing between “(” and “)”"),
        ("(2*[3)]", "[ is closed by )"),
        ("⌊7/2⌉", "⌊ is closed by ⌉"),
        ("((3)", "( is not closed"),
        ("3)", ") closes nothing"),
        ("floor 7", "floor needs brackets"),
        ("floor⌊7⌋", "floor needs brackets"),
        ("floor", "missing after “floor”"),
        ("2³^2", "Two exponents"),
        ("2³ ²", "Two exponents"),
        ("100/2(5)", "behind a /"),
        ("100/2²(5)", "behind a /"),
        ("100//2(5)", "behind a /"),
        ("1/0", "divides by zero"),
        ("1//(2-2)", "divides by zero"),
        ("0^-1", "divides by zero"),
        ("2^(1/2)", "whole number"),
        ("9**9**9**9", "exponent may be at most"),
        ("2^256", "larger than any answer"),
        ("(10^70)*(10^70)", "larger than any answer"),
        ("1e999999", "at most 30 digits"),
        ("1e30", "at most 30 digits"),
        ("1e-31", "at most 30 digits"),
        ("9" * 200, "at most 30 digits"),
        ("+" * (MAX_TOKENS + 1) + "1", "numbers and signs"),
        ("(" * (MAX_DEPTH + 1), "deep"),
        ("1" * (MAX_LENGTH + 1), "longer than"),
    ],
)
def test_refusals_say_what_was_expected(text: str, expected: str) -> None:
    """What cannot be read or evaluated is refused with one sentence about this text."""
    sentence = complaint(text)
    assert expected in sentence
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < 180


@pytest.mark.parametrize(
    ("text", "symbols", "expected"),
    [
        ("foo", LETTERS, "“foo” is not among the symbols of this question: M, K, D, H, W, P, S."),
        ("MQ", LETTERS, "“MQ” is not among"),
        ("K2", LETTERS, "Write an operator between “K” and “2”."),
        ("H/2K", LETTERS, "behind a /"),
        ("C_IN", ("C_in", "c_in"), "“C_IN” could be C_in or c_in"),
        ("2k", ("k_h",), "“k” is not among"),
    ],
)
def test_unknown_names_are_named(text: str, symbols: tuple[str, ...], expected: str) -> None:
    """A name that is no symbol is refused together with the symbols that are."""
    assert expected in complaint(text, symbols)


def test_a_missing_value_is_an_error() -> None:
    """An expression is not evaluated without a value for each of its symbols."""
    with pytest.raises(ExpressionError, match="“K” has no value"):
        parse_expression("M*K", LETTERS).evaluate({"M": 1})


@pytest.mark.parametrize(
    ("text", "operators"), [("280", 0), ("-280", 0), ("(2.8k)", 0), ("3²", 1), ("MK", 1), ("-floor(7/2)+1", 3)]
)
def test_a_bare_number_has_no_operators(text: str, operators: int) -> None:
    """Binary operators and functions make a set-up; signs, brackets and powers of ten do not."""
    assert parse_expression(text, LETTERS if "M" in text and "K" in text else ()).operators == operators


def test_whole_numbers_do_not_import_fractions() -> None:
    """A whole number at program start does not pay for importing fractions or random."""
    program = (
        "import sys; from questions.submission import *;"
        "assert read_submission(AnswerKind.INTEGER, '10*(3*3*3)+2.5e2+6/3').value == 522;"
        "sys.exit(any(name in sys.modules for name in ('fractions', 'decimal', 'random')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# Random trees, typed in random styles.


@dataclass(frozen=True)
class Node:
    """A tree of our own, evaluated in fractions. `sign` is a number, a symbol, or what is applied to the parts."""

    sign: str
    parts: "tuple[Node, ...]" = ()
    number: Fraction = Fraction(0)

    def value(self) -> Fraction:
        """The value by Python's own Fraction arithmetic."""
        if self.sign == "number":
            return self.number
        if not self.parts:
            return Fraction(VALUES[self.sign])
        result = Fraction(COMPUTE[self.sign](*(part.value() for part in self.parts)))
        assume(max(result.numerator.bit_length(), result.denominator.bit_length()) <= MAX_BITS)
        return result

    def operators(self) -> int:
        """How many operators and functions it applies."""
        return sum(part.operators() for part in self.parts) + (bool(self.parts) and self.sign != "negate")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    assume(exponent.denominator == 1 and abs(exponent) <= 20)
    return Fraction(base ** int(exponent))


COMPUTE: dict[str, Callable[..., Fraction | int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "**": _power,
    "negate": lambda a: -a,
    "floor": math.floor,
    "ceil": math.ceil,
}
STYLES = {
    "+": ("+", " + ", "＋", " +"),
    "-": ("-", " - ", "−", "–"),
    "*": ("*", "×", " · ", " x ", "⋅", "*  "),
    "/": ("/", "÷", " / ", "∕"),
    "//": ("//", " // "),
    "**": ("**", "^", " ^ "),
}
SCRIPTS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩")
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "negate": 3, "**": 4}


def typed(node: Node, style: Random, least: int = 0) -> str:
    """The tree as someone may type it, bracketed where the place it stands in binds more tightly."""
    text = _typed(node, style)
    if BINDING.get(node.sign, 5) >= least and style.random() < 0.9:
        return text
    opening, closing = style.choice(("()", "[]", "{}", "（）"))
    return f"{opening}{text}{closing}"


def _typed(node: Node, style: Random) -> str:
    sign, parts = node.sign, node.parts
    if sign == "number":
        return _typed_number(node.number, style)
    if not parts:
        return sign
    if sign == "negate":
        return style.choice("-−") + typed(parts[0], style, 3)
    if sign in ("floor", "ceil"):
        opening, closing = style.choice(
            (("⌊", "⌋"), ("floor(", ")"), ("FLOOR [", "]"))
            if sign == "floor"
            else (("⌈", "⌉"), ("ceil(", ")"), ("ceiling{", "}"))
        )
        return opening + typed(parts[0], style) + closing
    left, right = parts
    if sign == "**":
        base = typed(left, style, 5)
        if right.sign == "number" and right.number.denominator == 1 and style.random() < 0.5:
            return base + str(right.number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return base + style.choice(STYLES[sign]) + typed(right, style, 3)
    if sign == "*" and right.sign in NAMES and style.random() < 0.4:
        # Only a bracket or a letter may stand directly behind a factor, and no division before it.
        return typed(left, style, 5) + style.choice(("", " ")) + right.sign
    binding = BINDING[sign]
    return typed(left, style, binding) + style.choice(STYLES[sign]) + typed(right, style, binding + 1)


def _typed_number(number: Fraction, style: Random) -> str:
    if number.denominator != 1:
        return f"{float(number):.3f}"
    digits = f"{int(number):,}".replace(",", style.choice(("", ",", "_", " ", "'", "\u202f")))
    return digits.translate(str.maketrans(SCRIPTS[0], style.choice(SCRIPTS)))


numbers = st.one_of(st.integers(0, 12), st.integers(0, 10**7)).map(lambda n: Node("number", (), Fraction(n)))
decimals = st.integers(0, 99_999).map(lambda n: Node("number", (), Fraction(n, 1000)))
exponents = st.integers(0, 4).map(lambda n: Node("number", (), Fraction(n)))
leaves = st.one_of(numbers, decimals, st.sampled_from(NAMES).map(Node))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda sign, *parts: Node(sign, parts), st.sampled_from(("+", "-", "*", "/", "//")), inner, inner),
        st.builds(lambda base, n: Node("**", (base, n)), inner, exponents),
        st.builds(lambda base, n: Node("**", (base, Node("negate", (n,)))), inner, exponents),
        st.builds(lambda sign, part: Node(sign, (part,)), st.sampled_from(("negate", "floor", "ceil")), inner),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(trees, st.integers(0, 2**32))
def test_evaluates_as_fractions_do(tree: Node, seed: int) -> None:
    """Whatever tree is typed in whatever style: value, count of operators, division by zero are those of the tree."""
    text = typed(tree, Random(seed))
    assume(len(text) <= MAX_TYPED)
    expression = parse_expression(text, NAMES)
    assert expression.operators == tree.operators()
    try:
        expected = tree.value()
    except ZeroDivisionError:
        with pytest.raises(ExpressionError, match="zero"):
            expression.evaluate(VALUES)
        return
    assert expression.evaluate(VALUES) == expected
    assert_reads_back(expression, NAMES)


def assert_reads_back(expression: Expression, symbols: tuple[str, ...]) -> None:
    """The expression's own text is that expression, and short enough to be read."""
    assert parse_expression(str(expression), symbols) == expression
    assert hash(parse_expression(str(expression), symbols)) == hash(expression)


@pytest.mark.parametrize(
    "text",
    ["1e29+" * 59 + "1e29", "⌊K⌋" * 100, "MKKD" * 75, "-" * 299 + "1", "K²" * 150, "(" * 40 + "1" + ")" * 40,
     "CinCout" * 42, "1e-29*" * 49 + "1", "2⁻²" + "+2⁻²" * 74, "2^" * 149 + "2", "9" * 30],
)  # fmt: skip
def test_the_longest_typed_texts_read_back(text: str) -> None:
    """However much longer an expression writes itself than it was typed, its text stays within the limits."""
    assert len(text) <= MAX_TYPED
    assert_reads_back(parse_expression(text, NAMES), NAMES)


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("0123459.,_ '+-*/^()[]⌊⌋²³⁻xXkKMDeE=C_inflor"), max_size=40))
def test_limits_hold_for_any_arithmetic(text: str) -> None:
    """Whatever is readable reads back, and its value stays within the bits allowed."""
    try:
        expression = parse_expression(text, NAMES)
    except ExpressionError as error:
        assert str(error).endswith(".")
        return
    assert len(expression.steps) <= 2 * MAX_TOKENS
    assert expression.symbols <= set(NAMES)
    assert_reads_back(expression, NAMES)
    try:
        value = expression.evaluate(VALUES)
    except ExpressionError:
        return
    assert max(value.numerator.bit_length(), value.denominator.bit_length()) <= MAX_BITS


def test_symbols_used() -> None:
    """An expression knows which of the symbols it uses, under their own names."""
    assert parse_expression("m*(k+1)", LETTERS).symbols == {"M", "K"}
    assert parse_expression("3*3").symbols == frozenset()
