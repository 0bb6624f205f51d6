"""Filters of the history: which words name what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.answer_filter import EVERYTHING, AnswerFilter, BadFilter, Subject, read_filter
from trainer.domain import Outcome

TODAY = date(2026, 3, 2)
SKILLS = ("conv2d.parameters", "bias.effect", "conv3d.formula", "Old.Skill")
SLIPS = ("forgot_bias", "forgot_in_channels", "bias")


def _read(text: str) -> AnswerFilter:
    return read_filter(text, SKILLS, SLIPS, TODAY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", EVERYTHING),
        ("   ", EVERYTHING),
        ("wrong", AnswerFilter(outcomes=(Outcome.WRONG,))),
        ("WRO", AnswerFilter(outcomes=(Outcome.WRONG,))),
        ("wrong dont-know wrong", AnswerFilter(outcomes=(Outcome.WRONG, Outcome.DONT_KNOW))),
        ("self", AnswerFilter(outcomes=(Outcome.SELF_RATED,))),
        ("conv2d.parameters", AnswerFilter((Subject(("conv2d.parameters",)),))),
        ("conv", AnswerFilter((Subject(("conv2d.parameters", "conv3d.formula")),))),
        (
            "conv formula",
            AnswerFilter((Subject(("conv2d.parameters", "conv3d.formula")), Subject(("conv3d.formula",)))),
        ),
        ("old.skill", AnswerFilter((Subject(("Old.Skill",)),))),
        ("bias", AnswerFilter((Subject((), ("bias",)),))),
        ("bia", AnswerFilter((Subject(("bias.effect",), ("forgot_bias", "bias")),))),
        ("today", AnswerFilter(since=TODAY, until=TODAY)),
        ("yesterday", AnswerFilter(since=date(2026, 3, 1), until=date(2026, 3, 1))),
        ("7d", AnswerFilter(since=date(2026, 2, 24))),
        ("1day", AnswerFilter(since=TODAY)),
        ("2026-1-31", AnswerFilter(since=date(2026, 1, 31), until=date(2026, 1, 31))),
        ("2026-01-31..", AnswerFilter(since=date(2026, 1, 31))),
        ("..2026-01-31", AnswerFilter(until=date(2026, 1, 31))),
        ("2026-01-01..2026-01-31", AnswerFilter(since=date(2026, 1, 1), until=date(2026, 1, 31))),
        ("2026-01-01.. ..2026-02-15 30d", AnswerFilter(since=date(2026, 2, 1), until=date(2026, 2, 15))),
    ],
)
def test_words(text: str, wanted: AnswerFilter) -> None:
    """Verdicts, days, names and parts of names, in small letters or capitals."""
    assert _read(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["conv9d", "..2026-01-31 7d", "2026-02-30", "2026-13-01..", "..", "today yesterday", "x" * 500, "[/]"],
    ids=range(8),
)
def test_names_nothing(text: str) -> None:
    """A word without a meaning is said to have none, in one short line."""
    with pytest.raises(BadFilter) as refused:
        _read(text)
    assert 0 < len(str(refused.value)) < 120


@given(st.text(st.sampled_from("wrongcv2d.-bias0126 \t[]"), max_size=30))
def test_any_text(text: str) -> None:
    """Whatever is typed is read or refused."""
    try:
        wanted = _read(text)
    except BadFilter:
        return
    assert (wanted == EVERYTHING) == (not text.strip())
