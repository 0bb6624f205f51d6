"""Rows of the skills and of the history, and what is told of one of them. Foreign text is data here, never markup."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain import Outcome, Review
from trainer.past import SIGNS, WORDS, Past, circumstances, local_time, typed_text
from trainer.skill_tree import SkillRow, Standing
from trainer.telling import clipped, due_words, told
from trainer.tui.controls import without_controls

if TYPE_CHECKING:
    from questions.question import Question

_OUTCOMES = {Outcome.CORRECT: "$text-success", Outcome.WRONG: "$text-error", Outcome.DONT_KNOW: "$text-warning"}
_STANDINGS = {
    Standing.READY: ("✓", "$text-success"),
    Standing.PROVISIONAL: ("~", "$text-success"),
    Standing.NOT_YET: ("○", "$text-warning"),
    Standing.NEW: ("+", "$text-accent"),
    Standing.CLOSED: ("·", ""),
    Standing.SUSPENDED: ("=", ""),
}
_SKILL, _NAME = 26, 28
"""Columns of the longest skill, and with the lines of the tree before it."""

Cell = tuple[str, int, str]
"""A text, the columns it has (negative: at their right), its style."""


def answer_row(review: Review, width: int) -> Content:
    """When, what came of it, which skill, what was typed: as much of it as there is room for."""
    when, style = local_time(review), _OUTCOMES.get(review.outcome, "")
    sign, word = SIGNS[review.outcome], WORDS[review.outcome]
    if width < 50:
        return _cells((when[5:], 11, ""), (sign, 1, style), (review.skill, width - 14, ""))
    slips = f"  [{', '.join(review.misconceptions)}]" if review.misconceptions else ""
    day, room = _answer_columns(width)
    head: list[Cell] = [(when[-day:], day, ""), (f"{sign} {word}", 12, style), (review.skill, _SKILL, "")]
    return _cells(*head, (typed_text(review) + slips, room, ""))


def answer_head(width: int) -> Content:
    """What stands above the columns of answers."""
    if width < 50:
        return _cells(("when", 11, ""), ("", 1, ""), ("skill", width - 14, ""))
    day, room = _answer_columns(width)
    return _cells(("when", day, ""), ("verdict", 12, ""), ("skill", _SKILL, ""), ("typed", room, ""))


def _answer_columns(width: int) -> tuple[int, int]:
    """For the day, without its year where there is little room, and for what was typed."""
    day = 16 if width >= 90 else 11
    return day, max(0, width - day - 12 - _SKILL - 3)


def answer_told(past: Past) -> Content:
    """The question as it was, what was typed, what was right, and what explains a wrong answer."""
    review = past.review
    lines = [
        Content.assemble(
            (f"{SIGNS[review.outcome]} {WORDS[review.outcome]}", f"bold {_OUTCOMES.get(review.outcome, '')}".strip()),
            Content(f" · {local_time(review)} · {circumstances(review)}"),
        ),
        Content(review.reference),
        Content(""),
        Content.styled(review.prompt, "bold"),
        Content(""),
    ]
    if review.submission.strip():
        lines.append(_named("You typed", told(review.submission)))
    if review.setup:
        lines.append(_named("Set-up", clipped(review.setup)))
    if review.outcome is not Outcome.CORRECT:
        lines.append(_named("Answer", told(review.expected)))
    if past.diagnosis:
        lines += [Content(""), *(Content(line) for line in past.diagnosis)]
    if past.missing:
        lines += [Content(""), Content.styled(past.missing, "italic")]
    return Content("\n").join(lines)


def skill_row(row: SkillRow, today: date, width: int, *, tree: bool) -> Content:
    """Sign, name, and as many figures as there is room for."""
    sign, style = _STANDINGS[row.standing]
    name = (row.branch if tree else "") + row.skill.id
    due = "" if row.suspended or row.due is None else due_words(row.due, today)
    if width < 45:
        return _cells((sign, 1, style), (name, width - 12, ""), (due, 10, ""))
    right = "" if row.figures.accuracy is None else f"{row.figures.accuracy:.0%}"
    cells: list[Cell] = [
        (sign, 1, style),
        (name, _NAME, ""),
        (row.standing.value, 11, style),
        (due, 12, ""),
        (right, -5, ""),
        (str(row.level), -5, ""),
        (ago(row.last_seen, today), -12, ""),
    ]
    return _cells(*_fitting(cells, width))


def skill_head(width: int) -> Content:
    """What stands above the columns of skills."""
    if width < 45:
        return _cells(("", 1, ""), ("skill", width - 12, ""), ("due", 10, ""))
    cells: list[Cell] = [("", 1, ""), ("skill", _NAME, ""), ("how far", 11, ""), ("due", 12, "")]
    return _cells(*_fitting([*cells, ("right", -5, ""), ("level", -5, ""), ("last seen", -12, "")], width))


def skill_told(row: SkillRow, today: date) -> Content:
    """All there is to say of a skill."""
    skill, figures = row.skill, row.figures
    lines = [Content.styled(skill.title, "bold"), Content(f"{skill.id} · tier {skill.tier} · level {row.level}")]
    if row.suspended:
        lines.append(_named("Suspended", "it is not asked until you take it up again"))
    elif row.standing is Standing.CLOSED:
        missing = ", ".join(base.skill for base in row.builds_on if not base.known)
        lines.append(_named("Waits", f"for a right answer at {missing}"))
    else:
        lines.append(_named("Ready", row.readiness.line))
    if figures.accuracy is not None:
        lines.append(_named("Right", f"{figures.correct:,} of {figures.verdicts:,} ({figures.accuracy:.0%})"))
    if row.last_seen is not None and row.due is not None:
        due = "" if row.suspended else f", due {due_words(row.due, today)}"
        lines.append(_named("Last seen", f"{ago(row.last_seen, today)}{due}"))
    elif row.standing is Standing.NEW:
        lines.append(_named("Last seen", "never; Enter asks it now"))
    if row.slip is not None:
        about = f" ({row.component})" if row.component else ""
        lines.append(_named("Slip", f"{row.slip.misconception}{about}, {_times(row.slip.times)}"))
    if row.builds_on:
        bases = [f"{base.skill} {'✓' if base.known else '○'}" for base in row.builds_on]
        lines.append(_named("Builds on", ", ".join(bases)))
    if row.leads_to:
        lines.append(_named("Leads to", ", ".join(row.leads_to)))
    if skill.confusable:
        lines.append(_named("Beside", f"{', '.join(skill.confusable)} (often confused)"))
    return Content("\n").join(lines)


def example_told(question: Question) -> Content:
    """A question of the skill, with its answer."""
    content = question.content
    return Content.assemble(
        Content("\n"),
        ("For example\n", "bold $text-primary"),
        Content(content.asked),
        Content("\n"),
        _named("Answer", content.shown(content.answer)),
    )


def ago(day: date | None, today: date) -> str:
    """`today`, `yesterday`, `5 days ago`; nothing for never."""
    if day is None:
        return ""
    days = (today - day).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    return f"{days} days ago" if days < 365 else f"{day:%b %Y}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _named(name: str, text: str) -> Content:
    return Content.assemble((f"{name:<10}", "bold"), " ", Content(text))


def _fitting(cells: list[Cell], width: int) -> list[Cell]:
    """The first cells, as many as fit; the last columns go first."""
    kept: list[Cell] = []
    for cell in cells:
        width -= abs(cell[1]) + 1
        if width < -1:
            break
        kept.append(cell)
    return kept


def _cells(*cells: Cell) -> Content:
    return Content(" ").join(_cell(*cell) for cell in cells)


def _cell(text: str, width: int, style: str) -> Content:
    """One line, cut or filled up to so many columns."""
    content = Content.styled(without_controls(text.replace("\n", " ").replace("\t", " ")), style)
    if width < 0:
        content = content.pad_left(max(0, -width - content.cell_length))
    return content.truncate(abs(width), ellipsis=True, pad=True)
