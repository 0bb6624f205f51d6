"""Rows of the skills and of the history, and what is told of one of them. Foreign text is data here, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain import Outcome, Review
from trainer.past import SIGNS, WORDS, Past, circumstances, local_time
from trainer.skill_tree import SkillRow, Standing
from trainer.telling import clipped, due_words, told
from trainer.tui.controls import without_controls
from trainer.tui.widgets.facts import Fact

if TYPE_CHECKING:
    from questions.question import Question

_OUTCOMES = {Outcome.CORRECT: "$text-success", Outcome.WRONG: "$text-error", Outcome.DONT_KNOW: "$text-warning"}
STANDINGS = {
    Standing.READY: ("✓", "$text-success"),
    Standing.PROVISIONAL: ("~", "$text-success"),
    Standing.NOT_YET: ("○", "$text-warning"),
    Standing.NEW: ("+", "$text-accent"),
    Standing.CLOSED: ("·", ""),
    Standing.SUSPENDED: ("=", ""),
}
_SKILL, _NAME = 26, 28
"""Columns of the longest skill, and with the lines of the tree before it."""

_MANY = 4

Cell = tuple[str, int, str]
"""A text, the columns it has (negative: at their right), its style."""


def answer_row(review: Review, width: int) -> Content:
    """When, what came of it, which skill, what was typed: as much of it as there is room for."""
    when, style = local_time(review), _OUTCOMES.get(review.outcome, "")
    sign, word = SIGNS[review.outcome], WORDS[review.outcome]
    if width < 50:
        return cells_content((when[5:], 11, ""), (sign, 1, style), (review.skill, width - 14, ""))
    slips = f"  [{', '.join(review.misconceptions)}]" if review.misconceptions else ""
    day, verdict, room = _answer_columns(width)
    head: list[Cell] = [(when[-day:], day, ""), (f"{sign} {word}"[:verdict], verdict, style)]
    head.append((review.skill, _SKILL, ""))
    typed = told(review.submission)
    if review.outcome is Outcome.WRONG:
        typed += f", not {told(review.expected)}"
    return cells_content(*head, (typed + slips, room, ""))


def answer_head(width: int) -> Content:
    """What stands above the columns of answers."""
    if width < 50:
        return cells_content(("when", 11, ""), ("", 1, ""), ("skill", width - 14, ""))
    day, verdict, room = _answer_columns(width)
    return cells_content(
        ("when", day, ""), ("verdict" if verdict > 1 else "", verdict, ""), ("skill", _SKILL, ""), ("typed", room, "")
    )


def _answer_columns(width: int) -> tuple[int, int, int]:
    """For the day (without its year where there is little room), the verdict (then its sign alone), what was typed."""
    day, verdict = 16 if width >= 90 else 11, 12 if width >= 66 else 1
    return day, verdict, max(0, width - day - verdict - _SKILL - 3)


def answer_facts(past: Past) -> list[Fact]:
    """The question as it was, what was typed, what was right, and what explains a wrong answer."""
    review = past.review
    facts: list[Fact] = [
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
        facts.append(("You typed", told(review.submission, past.question.content if past.question else None)))
    if review.setup:
        facts.append(("Set-up", clipped(review.setup)))
    if review.outcome is not Outcome.CORRECT:
        facts.append(("Answer", told(review.expected)))
    if past.diagnosis:
        facts += [Content(""), *map(Content, past.diagnosis)]
    if past.missing:
        facts += [Content(""), Content.styled(past.missing, "italic")]
    return facts


def skill_row(row: SkillRow, today: date, width: int, *, tree: bool) -> Content:
    """Sign, name, and as many figures as there is room for."""
    sign, style = STANDINGS[row.standing]
    name = (row.branch if tree else "") + row.skill.id
    due = "" if row.suspended or row.due is None else due_words(row.due, today)
    if width < 45:
        return cells_content((sign, 1, style), (name, width - 12, ""), (due, 10, ""))
    right = "" if row.figures.accuracy is None else f"{row.figures.accuracy:.0%}"
    cells: list[Cell] = [
        (sign, 1, style),
        (name, _NAME, ""),
        (row.standing.value, 11, style),
        (due, 12, ""),
        (right, -5, ""),
        (str(row.level) if row.card and row.card.answers else "", -5, ""),
        (ago(row.last_seen, today), -12, ""),
    ]
    return cells_content(*_fitting(cells, width))


def skill_head(width: int) -> Content:
    """What stands above the columns of skills."""
    if width < 45:
        return cells_content(("", 1, ""), ("skill", width - 12, ""), ("due", 10, ""))
    cells: list[Cell] = [("", 1, ""), ("skill", _NAME, ""), ("how far", 11, ""), ("due", 12, "")]
    return cells_content(*_fitting([*cells, ("right", -5, ""), ("level", -5, ""), ("last seen", -12, "")], width))


def skill_facts(row: SkillRow, today: date) -> list[Fact]:
    """All there is to say of a skill."""
    skill, figures = row.skill, row.figures
    facts: list[Fact] = [
        Content.styled(skill.title, "bold"),
        Content(f"{skill.id} · tier {skill.tier} · level {row.level}"),
    ]
    if row.suspended:
        facts.append(("Suspended", "it is not asked until you take it up again"))
    elif row.standing is Standing.CLOSED:
        missing = " and ".join(base.skill for base in row.builds_on if not base.known)
        facts.append(("Waits", f"for a right answer at {missing}"))
    else:
        facts.append(("Ready", row.readiness.line))
    if figures.accuracy is not None:
        facts.append(("Right", f"{figures.correct:,} of {figures.verdicts:,} ({figures.accuracy:.0%})"))
    if row.last_seen is not None and row.due is not None:
        due = "" if row.suspended else f", due {due_words(row.due, today)}"
        facts.append(("Last seen", f"{ago(row.last_seen, today)}{due}"))
    elif row.standing is Standing.NEW:
        facts.append(("Last seen", "never; Enter asks it now"))
    if row.slip is not None:
        about = f" ({row.component})" if row.component else ""
        facts.append(("Slip", f"{row.slip.misconception}{about}, {_times(row.slip.times)}"))
    if row.builds_on:
        facts.append(("Builds on", ", ".join(f"{base.skill} {'✓' if base.known else '○'}" for base in row.builds_on)))
    if row.leads_to:
        facts.append(("Leads to", _some(row.leads_to)))
    if skill.confusable:
        facts.append(("Like", f"{', '.join(skill.confusable)}: often confused"))
    return facts


def example_facts(question: Question) -> list[Fact]:
    """A question of the skill, with its answer."""
    content = question.content
    return [
        Content(""),
        Content.styled("For example", "bold $text-primary"),
        Content(content.asked),
        ("Answer", content.shown(content.answer)),
    ]


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


def _some(names: Sequence[str]) -> str:
    """Not more of them than can be read at a glance."""
    if len(names) <= _MANY + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MANY])} and {len(names) - _MANY} more"


def _fitting(cells: list[Cell], width: int) -> list[Cell]:
    """The first cells, as many as fit; the last columns go first."""
    kept: list[Cell] = []
    for cell in cells:
        width -= abs(cell[1]) + 1
        if width < -1:
            break
        kept.append(cell)
    return kept


def cells_content(*cells: Cell) -> Content:
    """The cells side by side, with a blank between."""
    return Content(" ").join(_cell(*cell) for cell in cells)


def _cell(text: str, width: int, style: str) -> Content:
    """One line, cut or filled up to so many columns."""
    content = Content.styled(without_controls(text.replace("\n", " ").replace("\t", " ")), style)
    if width < 0:
        content = content.pad_left(max(0, -width - content.cell_length))
    return content.truncate(abs(width), ellipsis=True, pad=True)
