"""A report in words: sections of lines that the terminal app, the command and the exported pages share."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from textwrap import wrap

from questions.wording import several
from trainer.domain import Outcome
from trainer.interview.record import InterviewRecord
from trainer.interview.report import InterviewReport, Row, Score, Summary, local
from trainer.steps import step_lines, wrapped, wrapped_prompt
from trainer.telling import told

SIGNS = {
    Outcome.CORRECT: "✓ right",
    Outcome.WRONG: "✗ wrong",
    Outcome.DONT_KNOW: "? not known",
    None: "· not seen",
}
_TITLE, _SHORT = 30, 10
"""The fewest columns of a title in the list of questions; the most of an answer that takes some from it."""
_INDENT = 17
_LONGEST_WHAT = 24
_BESIDE = 27
"""The columns of a line beside its title and its answer."""
_BOX, _LEAST = 7, 20
"""The columns before a line of the rubric, and the fewest that it is given."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


def clock(milliseconds: int) -> str:
    """`18:42`, `1:05:00`."""
    seconds = milliseconds // 1000
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def left_words(left: timedelta) -> str:
    """`12:31 left`; a second that has begun counts whole."""
    return f"{clock(ceil(left.total_seconds()) * 1000)} left"


def day_and_time(at: datetime) -> str:
    """`2026-03-02 10:00`."""
    return f"{at:%Y-%m-%d %H:%M}"


def score_words(score: Score) -> str:
    """`7 of 10 right (70 %)`."""
    return f"{score.right} of {score.asked} right ({score.share:.0%})".replace("%", " %")


def summary_line(summary: Summary) -> str:
    """`2026-03-02 10:00  7 of 10 right (70 %)  18:42 of 20:00  A+B, level 2`."""
    plan, score = summary.plan, score_words(summary.score)
    what = plan.set if plan.set else f"{'+'.join(plan.tiers)}, level {plan.level}"
    if len(what) > _LONGEST_WHAT:
        what = f"{what[: _LONGEST_WHAT - 1]}…"
    used = f"{clock(summary.score.taken_ms)} of {clock(plan.minutes * 60_000)}"
    return f"{day_and_time(summary.at)}  {score:<23} {used:>14}  {what}"


def unfinished_line(record: InterviewRecord) -> str:
    """`The interview of 2026-03-02 10:00 is not over: 4 of 10 questions answered, 12:31 left.`"""
    at = day_and_time(local(record.started.at, record.started.utc_offset))
    typed_for = sum(bool(slot.text.strip()) for slot in record.slots)
    asked = several(len(record.slots), "question")
    return f"The interview of {at} is not over: {typed_for} of {asked} answered, {clock(record.left_ms)} left."


def head_lines(report: InterviewReport) -> list[str]:
    """Score, time, and how it went."""
    summary, score = report.summary, report.score
    limit = clock(summary.plan.minutes * 60_000)
    each = clock(score.taken_ms // max(1, sum(row.taken_ms > 0 for row in report.rows)))
    lines = [
        f"{score_words(score)}.",
        f"{clock(score.taken_ms)} of {limit} used, {each} for a question.",
    ]
    if report.time_over:
        lines.append("The time ran out.")
    if report.breaks:
        lines.append(f"Left and taken up again {'once' if report.breaks == 1 else several(report.breaks, 'time')}.")
    return lines


def comparison_lines(report: InterviewReport) -> list[str]:
    """Beside the interviews before it, and beside what counted as known."""
    lines = []
    if report.earlier:
        shares = [summary.score.share for summary in report.earlier]
        change = round(100 * (report.score.share - shares[0]))
        than = "as many right as" if not change else f"{abs(change)} points {'more' if change > 0 else 'less'} than"
        lines.append(f"Last time {score_words(report.earlier[0].score)}: this is {than} then.")
        if len(shares) > 1:
            mean, best = sum(shares) / len(shares), max(shares)
            lines.append(
                f"{len(shares)} earlier interviews: {mean:.0%} on average, {best:.0%} at best.".replace("%", " %")
            )
    else:
        lines.append("There is no earlier interview to compare it with.")
    return [*lines, _known_line(report)]


def _known_line(report: InterviewReport) -> str:
    """How what counted as known went, and the rest."""
    known, fresh = report.known, report.fresh
    if not known.asked:
        return "None of its skills counted as known before, by placement or practice."
    asked = several(known.asked + fresh.asked, "skill")
    others = f", and {fresh.right} of the {fresh.asked} that did not" if fresh.asked else ""
    counted = f"{known.asked} of its {asked} counted as known before, by placement and practice"
    return f"{counted}. You were right on {known.right} of those {known.asked}{others}."


def family_lines(report: InterviewReport) -> list[str]:
    """The score of each family, with the mean time."""
    wide = max((len(family) for family in report.families), default=0)
    return [
        f"{family:<{wide}}  {score.right} of {score.asked}  {clock(score.taken_ms // score.asked):>6} each"
        for family, score in report.families.items()
    ]


def title_room(rows: Sequence[Row], width: int | None = None) -> int:
    """How wide the titles of a list may be, so that short answers still stand behind them."""
    longest = max((len(row.title) for row in rows), default=0)
    answers = max((len(typed(row)) for row in rows if len(typed(row)) <= _SHORT), default=0)
    return longest if width is None else min(longest, max(_TITLE, width - _BESIDE - answers))


def row_lines(row: Row, width: int | None = None, room: int = _TITLE) -> list[str]:
    """Number, what came of it, what it was about, the time, what was typed; that on a line of its own if it is long."""
    title = row.title if len(row.title) <= room else f"{row.title[: room - 1]}…"
    line = f"{row.number:>2}  {SIGNS[row.outcome]:<11}  {title:<{room}}  {clock(row.taken_ms):>6}"
    answer = typed(row)
    if width is not None and len(line) + 2 + len(answer) > width:
        return [line, f"{' ' * _INDENT}{answer}"]
    return [f"{line}  {answer}".rstrip()]


def typed(row: Row) -> str:
    """What was typed, and what is right where that is something else."""
    if row.outcome is None:
        return row.note.rstrip(".").lower() if row.note and not row.expected else ""
    if row.right:
        return row.expected
    return f"{told(row.submitted)} → {row.expected}" if row.outcome is Outcome.WRONG else f"→ {row.expected}"


def answered_line(row: Row) -> str:
    """What was typed, and what is right."""
    mine = f"You typed {told(row.submitted)}." if row.submitted.strip() else "You gave no answer."
    return f"{mine} The answer is {row.expected}."


def mistake_lines(row: Row, width: int | None = None) -> list[str]:
    """A question that was not right: its prompt, the diagnosis, the steps."""
    told = _prose((answered_line(row), *row.diagnosis), width)
    lines = [*wrapped_prompt(row.prompt, width), *told, *step_lines(row.steps, width)]
    return [*lines, *(wrapped(row.note, width) if row.note else [])]


def rubric_report(row: Row, width: int | None = None) -> list[str]:
    """What was said of the rubric, and what was not; a long line goes on below itself."""
    said = sum(each.said for each in row.rubric)
    lines = wrapped(f"{row.number}. {row.title}: {said} of {several(len(row.rubric), 'point')} said", width)
    room = max(_LEAST, (width or sys.maxsize) - _BOX)
    for each in row.rubric:
        first, *more = wrap(each.line, room, break_on_hyphens=False) or [""]
        lines += [f"   [{'x' if each.said else ' '}] {first}", *(" " * _BOX + line for line in more)]
    return lines


def _prose(lines: Sequence[str], width: int | None) -> tuple[str, ...]:
    return tuple(part for line in lines for part in wrapped(line, width))


def sections(report: InterviewReport, width: int | None = None) -> list[Section]:
    """The whole report."""
    room, head = title_room(report.rows, width), [report.summary.plan.words, *head_lines(report)]
    aloud = [line for row in report.rows if row.rubric for line in rubric_report(row, width)]
    found = [
        Section(f"Interview of {day_and_time(report.summary.at)}", _prose(head, width)),
        Section("Compared", _prose(comparison_lines(report), width)),
        Section("By family", tuple(family_lines(report))),
        Section("Questions", tuple(line for row in report.rows for line in row_lines(row, width, room))),
        *(
            Section(f"{row.number}. {row.title}: {SIGNS[row.outcome]}", tuple(mistake_lines(row, width)))
            for row in report.mistakes
        ),
        Section("Explained aloud", tuple(aloud)),
    ]
    return [section for section in found if section.lines]
