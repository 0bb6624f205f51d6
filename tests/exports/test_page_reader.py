"""The page reads answers as the program does: the same value or the same sentence for any text."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from questions.expressions.agreement import Multiples
from questions.expressions.expression import ExpressionError, parse_expression
from questions.expressions.typed_text import one_spelling
from questions.submission import AnswerKind, Unreadable, formulas_agree, read_submission
from tests.exports.page_reader import as_read, asked
from tests.questions import test_submission as corpus
from trainer.exports.html.data import points_for
from trainer.telling import told

pytestmark = pytest.mark.clients

LETTERS = (("M", "K", "D", "H", "W", "P", "S"), ("C_in", "C_out", "k"), ("N", "n", "e1"), ("groups", "x"), ())
CHOICES = (("1", "same padding", "3×3", "1"), ("valid", "Straße", "x"), ())

signs = st.text(st.sampled_from("0123456789.,_ '+-*/^()[]{}⌊⌋⌈⌉²³⁻xXkKMDeE=abtf\u200b\u202e\0٣３×−½₂ᵢ°ſ√"), max_size=20)
# Characters that only the newer of two Unicode versions knows are printable for one of them alone.
any_text = signs | st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=20)
leaves = (
    st.integers(0, 10**6).map(str)
    | st.integers(1000, 10**9).map("{:,}".format)
    | st.sampled_from(
        ["M", "K", "D", "C_in", "c_out", "Cᵢₙ", "kk", "MKKD", "2.5", ".5", "1e3", "2.8k", "1 000", "1_000"]
    )
    | signs
)
arithmetic = st.recursive(
    leaves,
    lambda inner: (
        st.builds(
            "{}{}{}".format,
            inner,
            st.sampled_from(["+", "-", " * ", "/", "//", "**", "^", "×", "−", " x ", "", " "]),
            inner,
        )
        | st.builds(
            "{}{}{}".format,
            st.sampled_from(["(", "-(", "floor(", "math.ceil(", "2[", "⌊", "⌈", "{"]),
            inner,
            st.sampled_from([")", "]", "⌋", "⌉", "}", ")²", ")³", ")⁻¹"]),
        )
    ),
    max_leaves=8,
)
shapes = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "(", "[", "torch.Size(["]),
    st.lists(st.integers(0, 3000).map(str) | signs, max_size=9).flatmap(
        lambda axes: st.sampled_from([", ", ",", "x", " × ", " "]).map(lambda sign: sign.join(axes))
    ),
    st.sampled_from(["", ")", "]", ",)", "])"]),
)
words = st.sampled_from(
    ["a", "B)", "(c)", "2", "1", "Same  Padding", "STRASSE", "3x3", "t", "True.", "no!", "✗", "maybe"]
)
typed = {
    AnswerKind.INTEGER: arithmetic,
    AnswerKind.FORMULA: arithmetic,
    AnswerKind.SHAPE: shapes,
    AnswerKind.CHOICE: words,
    AnswerKind.TRUTH: words,
}


def a_request(kind: AnswerKind) -> st.SearchStrategy[dict[str, Any]]:
    """A text that may be an answer of that kind, or anything."""
    return st.fixed_dictionaries(
        {
            "do": st.just("read"),
            "kind": st.just(kind.value),
            "text": typed[kind] | typed[kind] | arithmetic | any_text,
            "symbols": st.sampled_from(LETTERS).map(list),
            "choices": st.sampled_from(CHOICES).map(list),
        }
    )


requests = st.sampled_from(list(AnswerKind)).flatmap(a_request)


def same_as_ours(texts: list[dict[str, Any]]) -> int:
    """Both read them alike; how many are readable."""
    readable = 0
    for request, theirs in zip(texts, asked(texts), strict=True):
        kind = AnswerKind(request["kind"])
        ours = read_submission(kind, request["text"], symbols=request["symbols"], choices=request["choices"])
        assert theirs == as_read(ours), request
        readable += not isinstance(ours, Unreadable)
    return readable


def corpus_texts() -> list[str]:
    """Every text that the tests of our own reader use."""
    marks = [mark for name in dir(corpus) for mark in getattr(getattr(corpus, name), "pytestmark", [])]
    rows = [row for mark in marks if mark.name == "parametrize" for row in mark.args[1]]
    texts = [each for row in rows for each in (row if isinstance(row, tuple) else (row,)) if isinstance(each, str)]
    return list(dict.fromkeys(texts))


def test_corpus() -> None:
    """Each text that our own tests know, as every kind of answer."""
    texts = corpus_texts()
    assert len(texts) > 150
    requests = [
        {"do": "read", "kind": kind.value, "text": text, "symbols": list(symbols), "choices": list(choices)}
        for text in [*texts, "(" * 299, "9" * 300, "9**9**9**9", "2^255*2^-255*" * 20 + "1", "K" * 300, "1" * 301]
        for kind in AnswerKind
        for symbols in LETTERS
        for choices in CHOICES
    ]
    assert same_as_ours(requests) > 1000


@settings(max_examples=25, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(st.lists(requests, min_size=100, max_size=200))
def test_any_text(texts: list[dict[str, Any]]) -> None:
    """Arithmetic, shapes, words and anything at all."""
    same_as_ours(texts)


def test_every_character() -> None:
    """Each character behind a letter has the same plain spelling in both."""
    known = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [f"a{sign}{sign}" for sign in known]
    differ = [
        hex(ord(text[1]))
        for text, plain in zip(texts, asked([{"do": "plain", "text": text} for text in texts]), strict=True)
        if plain != one_spelling(text)
    ]
    assert not differ


def pairs() -> list[tuple[str, str, tuple[str, ...], Multiples]]:
    """Formulas beside each other: those of our own tests, and every pair of some that differ little."""
    known = [
        row
        for test in (corpus.test_rewritings_agree, corpus.test_wrong_formulas_disagree)
        for mark in test.pytestmark  # type: ignore[attr-defined]
        for row in mark.args[1]
    ]
    letters = LETTERS[0]
    alike = [
        "M*K*K*D+M",
        "(K²D+1)M",
        "M*K*D+M",
        "M*(D//P)*K+M",
        "M*D*K/P + M",
        "ceil(D/P)*M*K+M",
        "K^-1*K*M",
        "1/(K-D)",
    ]
    kept: list[Multiples] = [(), (("D", "P"), ("M", "P")), (("D", 4),)]
    return [(left, right, letters, ()) for left, right in known] + [
        (left, right, letters, multiples) for left in alike for right in alike for multiples in kept
    ]


def test_agreement() -> None:
    """Both find the same formulas equal, also where letters are multiples of others."""
    requests, ours = [], []
    for left, right, symbols, multiples in pairs():
        try:
            a, b = parse_expression(left, symbols), parse_expression(right, symbols)
        except ExpressionError:
            continue
        ours.append(formulas_agree(a, b, symbols, multiples=multiples))
        requests.append(
            {
                "do": "agree",
                "left": left,
                "right": right,
                "symbols": list(symbols),
                "multiples": [list(pair) for pair in multiples],
                "points": points_for(len(symbols)),
            }
        )
    assert ours.count(True) > 40 and ours.count(False) > 40
    assert asked(requests) == ours


@settings(max_examples=5, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(st.lists(any_text | st.integers(0, 10**19).map(str), min_size=200))
def test_what_was_typed(texts: list[str]) -> None:
    """What was typed is told in the same words."""
    assert asked([{"do": "told", "text": text} for text in texts]) == [told(text) for text in texts]
