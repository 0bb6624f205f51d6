"""Rows of the sets, and what is told of one of them. Titles and prompts are foreign text, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from questions.sets.blueprints import Blueprint
from questions.sets.preview import Preview
from questions.wording import several
from trainer.progress.set_answers import SetAnswers
from trainer.set_shelf import SUFFIX, Kept
from trainer.tui.controls import without_controls
from trainer.tui.row_content import Cell, cells_content
from trainer.tui.widgets.facts import Fact

_ANSWERED, _RIGHT = 11, 5
_LONG_CODE, _SHORT_CODE = 29, 17
"""Columns of the codes of some skills, and of whole tiers."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A set on the shelf, or a file there that is none, and how far the learner is with its questions."""

    kept: Kept
    answers: SetAnswers

    @property
    def key(self) -> str:
        """Tells it from every other row."""
        return f"kept {self.kept.name}"

    @property
    def name(self) -> str:
        """Its title, or its file where that cannot be read."""
        return self.kept.title or f"{self.kept.name}{SUFFIX}"

    @property
    def searched(self) -> str:
        """What words of the filter are looked for in."""
        code = self.kept.code or ("damaged" if self.kept.problem else "edited")
        return f"{self.name} {self.kept.name} {code}".casefold()


@dataclass(frozen=True, slots=True)
class StarterRow:
    """A set to begin with, which is not drawn yet."""

    blueprint: Blueprint

    @property
    def key(self) -> str:
        """Tells it from every other row."""
        return f"starter {self.blueprint.name}"

    @property
    def name(self) -> str:
        """Its title."""
        return self.blueprint.title

    @property
    def searched(self) -> str:
        """What words of the filter are looked for in."""
        return f"{self.blueprint.title} {self.blueprint.name} starter {' '.join(self.blueprint.skills)}".casefold()


Row = KeptRow | StarterRow


def set_row(row: Row, width: int) -> Content:
    """Sign, title, how far the learner is, and the code, as much of it as there is room for."""
    title, code = _widths(width)
    if isinstance(row, StarterRow):
        size = several(row.blueprint.count, "question")
        return cells_content(("+", 1, "$text-accent"), (row.name, title, ""), (size, _ANSWERED + 1 + _RIGHT, ""))
    kept, answers = row.kept, row.answers
    if kept.problem:
        title = min(title, width // 2)
        return cells_content(("✗", 1, "$text-error"), (row.name, title, ""), (kept.problem, width - title - 3, ""))
    cells: list[Cell] = [
        _sign(answers),
        (row.name, title, ""),
        (f"{answers.answered:,} of {kept.count:,}", -_ANSWERED, ""),
        (f"{answers.by_now:,}" if answers.answered else "", -_RIGHT, ""),
    ]
    return cells_content(*cells, *([(kept.code or "edited", code, "")] if code else []))


def set_head(width: int) -> Content:
    """What stands above the columns."""
    title, code = _widths(width)
    cells: list[Cell] = [("", 1, ""), ("set", title, ""), ("answered", -_ANSWERED, ""), ("right", -_RIGHT, "")]
    return cells_content(*cells, *([("code", code, "")] if code else []))


def head_facts(preview: Preview) -> list[Fact]:
    """What it is called and about."""
    return [Content.styled(without_controls(preview.title), "bold $text-primary"), Content(preview.about)]


def set_facts(preview: Preview, row: Row) -> list[Fact]:
    """What stands below the code: how far the learner is, or what a starter is for; then the first questions."""
    if isinstance(row, StarterRow):
        facts: list[Fact] = [("For", preview.purpose), ("Draw it", "with Enter; it is kept, and gets a code")]
    else:
        facts = [("Answered", row.answers.words)]
    return [*facts, ("Skills", preview.skills), *question_facts(preview)]


def damaged_facts(row: KeptRow) -> list[Fact]:
    """A file that is no set."""
    return [
        Content.styled(without_controls(row.name), "bold $text-error"),
        Content("This file cannot be used as a set."),
        ("Why", row.kept.problem),
        ("Mend it", "put the file right, or delete it with d"),
    ]


def offer_facts(preview: Preview, notes: Sequence[str]) -> list[Fact]:
    """What somebody shares, before it is kept; what of a file is not as it was written."""
    told: list[Fact] = [("Note", f"{note}.") for note in notes]
    return [*head_facts(preview), ("Skills", preview.skills), *told, *question_facts(preview)]


def question_facts(preview: Preview) -> list[Fact]:
    """The first questions, without their answers; before them why there are no more."""
    facts: list[Fact] = []
    if preview.trouble:
        facts.append(Content.styled(without_controls(f"It cannot be used: {preview.trouble}."), "$text-warning"))
    if preview.first:
        whole = several(preview.count, "question")
        head = f"The first {len(preview.first)} of {whole}" if len(preview.first) < preview.count else whole
        facts += [Content(""), Content.styled(head, "bold $text-primary")]
    return [*facts, *(Content(f"{number}. {asked}") for number, asked in enumerate(preview.first, 1))]


def _sign(answers: SetAnswers) -> Cell:
    if not answers.answered:
        return "+", 1, "$text-accent"
    done = answers.by_now == answers.count
    return ("✓", 1, "$text-success") if done else ("○", 1, "$text-warning")


def _widths(width: int) -> tuple[int, int]:
    """Columns of the title and of the code, which has none where there is little room."""
    room = width - 1 - _ANSWERED - _RIGHT - 4
    for code, least in ((_LONG_CODE, 24), (_SHORT_CODE, 16)):
        if room - code - 1 >= least:
            return room - code - 1, code
    return max(0, room), 0
