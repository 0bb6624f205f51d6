"""The report in short, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.group import words
from trainer.group.cards import cards
from trainer.group.report import GroupReport, Score

_SLIPS = 5
_WEAK = 5


def short_lines(report: GroupReport) -> Iterator[str]:
    """The score, the weakest skills and the most frequent mistakes."""
    yield words.title(report)
    yield words.head_line(report)
    yield ""
    yield words.score_line(report)
    if report.doubt:
        yield from ("", report.doubt)
    weak = sorted((row for row in report.skills if row.first.of), key=lambda row: row.first.share or 0)[:_WEAK]
    yield from ("", "The weakest skills at the first try")
    width = max(len(_told(row.first)) for row in weak)
    yield from (f"  {_told(row.first):>{width}}  {row.title}" for row in weak)
    if report.slips:
        yield from ("", "The most frequent mistakes")
        yield from (f"{at}. {card.title}: {card.counted}" for at, card in enumerate(cards(report.slips)[:_SLIPS], 1))


def _told(score: Score) -> str:
    return f"{score.words} ({words.percent(score)})"
