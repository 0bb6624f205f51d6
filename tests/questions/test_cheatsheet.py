"""The cheat sheet: every formula holds, every likely skill has a row, any form of what belongs in a gap is right."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.cheatsheet import BLANK, LETTERS, SECTIONS, Gap, Row, fits, meanings
from questions.draw import Draw
from questions.expressions.agreement import formulas_agree
from questions.expressions.expression import ExpressionError, parse_expression
from questions.layers.specs import DepthwiseConv
from questions.layers.weights import weight_shapes
from questions.skills import SKILLS
from tests.questions.sheet_truths import TRUTHS

ROWS = [row for section in SECTIONS for row in section.rows]
BY_ID = {row.id: row for row in ROWS}
POINTS = 60
_WIDEST = {"k": 7, "k_d": 4, "k_h": 5, "k_w": 7, "S": 5, "d": 4, "P": 6, "m": 4, "n": 6, "groups": 6, "jump": 8}
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
each_gap = pytest.mark.parametrize(
    ("row", "gap"),
    [pytest.param(row, gap, id=f"{row.id}-{place}") for row in ROWS for place, gap in enumerate(row.gaps)],
)


def _drawn(row: Row, draw: Draw) -> dict[str, int]:
    """Numbers for the symbols of the row that some layer has."""
    values = {symbol: draw.integer(1, _WIDEST.get(symbol, 12)) for symbol in row.symbols}
    for size in {"H", "W"} & set(values):
        values[size] = draw.integer(25, 60)
    for name, of in row.multiples:
        if name in values:
            values[name] *= of if isinstance(of, int) else values[of]
    if "total" in values:  # one that a layer with or without biases comes to
        weights = values["k_h"] * values["k_w"] * values["C_in"]
        filters = values.get("C_out", draw.integer(1, 12))
        values["total"] = filters * (weights + (draw.chance(0.5) if row.id == "biases_left" else 1))
    return values


@each_row
def test_the_formula_holds(row: Row) -> None:
    """At many points it comes to what the layers themselves count."""
    draw = Draw(f"cheat sheet {row.id}")
    for _ in range(POINTS):
        values = _drawn(row, draw)
        found = row.evaluated(values)
        assert (found if row.is_shape else found[0]) == TRUTHS[row.id](values), values


@each_row
def test_the_example_holds(row: Row) -> None:
    """Its numbers are those of the symbols, its result is what the layers count, and its working comes to that."""
    assert set(row.values) == set(row.symbols)
    assert row.result == TRUTHS[row.id](row.values)
    if not row.is_shape:
        assert parse_expression(row.working).evaluate({}) == row.result
    assert row.example(solved=True).startswith(f"{row.given} → ")
    assert row.example(solved=True).endswith(row.shown_result)
    assert row.example(solved=False) == f"{row.given} → {row.shown_result}"


def test_nothing_else_is_counted() -> None:
    """A truth for every row, and a row for every truth."""
    assert set(TRUTHS) == set(BY_ID)
    assert len(BY_ID) == len({row.name for row in ROWS}) == len(ROWS)


def test_every_likely_skill_has_a_row() -> None:
    """Tiers A and B; no row names a skill that is not there."""
    covered = {skill for row in ROWS for skill in row.skills}
    assert {skill.id for skill in SKILLS.values() if skill.tier in "AB"} <= covered
    assert covered <= set(SKILLS)
    assert all(row.skills for row in ROWS)


@each_row
def test_what_is_shown(row: Row) -> None:
    """Blanks stand where the gaps are, and every symbol of the row is told."""
    assert row.gaps
    assert row.blanked.count(BLANK) == len(row.gaps)
    filled = row.blanked
    for gap in row.gaps:
        filled = filled.replace(BLANK, gap.text, 1)
    assert filled == row.formula
    assert set(row.symbols) <= set(LETTERS)
    assert len(f"  {row.name:<25}{row.formula}") <= 79
    assert len(row.name) < 25


def test_meanings() -> None:
    """No symbol is told twice, and none that no row has."""
    told = [letter for letters, _ in meanings() for letter in letters]
    assert sorted(told) == sorted({symbol for row in ROWS for symbol in row.symbols})


@each_gap
def test_what_belongs_in_a_gap_is_right(row: Row, gap: Gap) -> None:
    """As it stands, and in other forms of the same; the answer of no other gap of another value is right."""
    assert fits(row, gap, gap.text, LETTERS)
    if gap.is_rounding:
        assert not fits(row, gap, {"floor": "ceil", "ceil": "floor"}[gap.text], LETTERS)
        return
    bare = gap.text.removeprefix("+ ")
    for same in (bare, f" {bare} ", f"({bare})*1", f"2*({bare})/2", f"{bare} + 0", f"= {bare}"):
        assert fits(row, gap, same, LETTERS), same
    for other in (f"({gap.text}) + 1", f"3*({gap.text}) + 1", f"-({gap.text}) - 1"):
        assert not fits(row, gap, other, LETTERS), other


@pytest.mark.parametrize(
    ("row", "letter", "term"),
    [pytest.param(row, *pair, id=f"{row.id}-{pair[0]}") for row in ROWS for pair in row.alike],
)
def test_another_letter_of_the_sheet_for_the_same(row: Row, letter: str, term: str) -> None:
    """It is not written in the row, and belongs wherever its term does, as that many and not one more."""
    assert letter in set(LETTERS) - set(row.symbols)
    assert parse_expression(term, row.symbols).symbols
    for gap in row.gaps:
        assert fits(row, gap, f"({gap.text})*{letter}/({term})", LETTERS)
        assert not fits(row, gap, f"({gap.text})*({letter} + 1)/({term})", LETTERS)
        assert gap.text.removeprefix("+ ") != term or fits(row, gap, letter, LETTERS)


def test_what_a_depthwise_layer_has() -> None:
    """Where a row of a depthwise convolution takes C_out and groups, they are those of the layer."""
    rows = [row for row in ROWS if "groups" in dict(row.alike)]
    assert {row.id for row in rows} == {row.id for row in ROWS if "epthwise" in row.name}
    for row in rows:
        draw = Draw(f"depthwise {row.id}")
        for _ in range(POINTS):
            values = {"m": 1, **_drawn(row, draw)}
            layer = DepthwiseConv(values["C_in"], (3, 5), values["m"])
            stored = weight_shapes(layer, "pytorch")["weight"]
            said = {letter: parse_expression(term, row.symbols).evaluate(values) for letter, term in row.alike}
            assert said == {"C_out": layer.out_channels, "groups": layer.in_channels // stored[1]}


@each_row
def test_gaps_cannot_change_places(row: Row) -> None:
    """If they could, a right formula would be marked wrong. The axes of a shape have an order."""
    texts = [gap.text for gap in row.gaps]
    for one, other in combinations(range(len(texts)), 2):
        if texts[one] == texts[other] or row.is_shape or any(gap.is_rounding for gap in row.gaps[one : other + 1]):
            continue
        swapped = list(texts)
        swapped[one], swapped[other] = texts[other], texts[one]
        left = iter(swapped)
        text = "".join(next(left) if isinstance(part, Gap) else part for part in row.parts)
        try:
            changed = parse_expression(text, row.symbols)
        except ExpressionError:
            continue
        assert not formulas_agree(changed, row.axes[0], row.symbols, multiples=row.multiples), text


@pytest.mark.parametrize(
    ("row", "place", "typed", "right"),
    [
        ("conv2d", 0, "Cin", True),
        ("conv2d", 0, "C_out", False),
        ("conv2d", 0, "H", False),
        ("conv2d", 1, "C_out", True),
        ("conv2d", 1, "+C_out", True),
        ("conv2d", 1, "1", False),
        ("groups", 0, "C_in//groups", True),
        ("groups", 0, "C_in", False),
        ("dense_instead", 1, "C_out H_out W_out", True),
        ("dense_instead", 1, "C_out", False),
        ("output_pytorch", 0, "FLOOR", True),
        ("output_pytorch", 0, "round down", True),
        ("output_pytorch", 1, "P + P", True),
        ("output_pytorch", 1, "P", False),
        ("output_pytorch", 2, "d·k − d", True),
        ("output_pytorch", 2, "k - 1", False),
        ("output_same", 0, "floor", False),
        ("output_same", 1, "s", True),
        ("macs", 0, "H_out × W_out", True),
        ("macs", 0, "H W", False),
        ("biases_left", 0, "kh kw cin cout", True),
        ("norm_learnt", 0, "1+1", True),
        ("nothing", 0, "0", True),
        ("same_padding", 1, "-1", True),
        ("depthwise", 0, "C_out", True),
        ("depthwise", 1, "+ Cout", True),
        ("depthwise", 1, "C_in", False),
        ("macs_depthwise", 0, "cout", True),
        ("depthwise_pytorch", 0, "C_out", True),
        ("depthwise_pytorch", 1, "C_in/groups", True),
        ("depthwise_pytorch", 1, "C_in", False),
        ("depthwise_keras", 1, "C_out/C_in", True),
        ("depthwise_flax", 1, "C_out", True),
        ("separable_layers", 0, "C_out", False),
        ("separable_layers", 0, "+ C_mid", True),
        ("norm_spare", 0, "C", True),
        ("norm_spare", 0, "2·C", False),
        ("norm_behind", 0, "+ 2C", True),
        ("stack", 0, "C_in", True),
        ("flattened", 0, "C_out", True),
        ("conv2d", 0, "C", False),
    ],
)
def test_typed(row: str, place: int, typed: str, right: bool) -> None:
    """What people type: other spellings and orders, and the usual slips."""
    assert fits(BY_ID[row], BY_ID[row].gaps[place], typed, LETTERS) is right


@pytest.mark.parametrize("typed", ["", " ", "(C_in", "apples", "C_in +", "C_in" * 200, "[out_channels]"])
def test_unreadable(typed: str) -> None:
    """One sentence, and no verdict."""
    with pytest.raises(ExpressionError) as told:
        fits(BY_ID["conv2d"], BY_ID["conv2d"].gaps[0], typed, LETTERS)
    assert "\n" not in str(told.value)


@settings(max_examples=200)
@given(st.text(st.sampled_from("C_inout kHWPsd0123456789+-*/()[]^ ⌊⌋·¹²"), max_size=40), st.sampled_from(ROWS))
def test_any_typed_text(typed: str, row: Row) -> None:
    """Any text is right, wrong or unreadable."""
    for gap in row.gaps:
        try:
            assert fits(row, gap, typed, LETTERS) in (True, False)
        except ExpressionError as error:
            assert str(error)
