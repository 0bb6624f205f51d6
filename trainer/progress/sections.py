"""The sections about days as lines to read, at any width: the days, retention, and what comes due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from questions.wording import several
from trainer.drawing.plots.bars import bar
from trainer.drawing.plots.columns import Axis, Column, draw_columns, room
from trainer.drawing.plots.heat import MONTHS, draw_heat, draw_legend
from trainer.drawing.plots.ink import Look, Row
from trainer.progress.paper import NAME, Paper, bar_cells, day_words, said
from trainer.progress.practice import Stretch, steps, stretches
from trainer.progress.retention import RetentionWeek
from trainer.progress.statistics import Statistics

_LATEST = 4
"""Weeks of retention that are told in numbers."""
_BOTTOM = 0.5
"""Where the plot of retention begins."""
_LENGTHS = (1, 7, 28)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def days_section(figures: Statistics, paper: Paper) -> list[Row]:
    """The calendar; answers and minutes a day."""
    shades = steps(figures.calendar)
    rows = draw_heat(figures.calendar, shades, figures.today, paper.width, ascii_only=paper.ascii_only)
    rows += draw_legend(shades, paper.width, ascii_only=paper.ascii_only)
    rows += [(), *said(paper, _habit(figures)), ()]
    length = next(
        (days for days in _LENGTHS if ((figures.today - figures.first).days + 1) // days < room(paper.width)), 28
    )
    found = stretches(figures.days, figures.first, figures.today, length)
    each = f"per {'day' if length == 1 else f'{length} days'} {figures.range.words}"
    minutes = sum(stretch.minutes for stretch in found)
    rows.append(((f"Answers {each}: {figures.answers:,} in all", Look.STRONG),))
    rows += _over_time(found, [stretch.answers for stretch in found], length, 5, paper)
    rows += [(), ((f"Minutes {each}: {_hours(minutes)} in all", Look.STRONG),)]
    return rows + _over_time(found, [stretch.minutes for stretch in found], length, 4, paper)


def retention_section(weeks: Sequence[RetentionWeek], desired: float, paper: Paper) -> list[Row]:
    """What was still known when it came due, week by week, beside the share that is desired."""
    asked, recalled = sum(week.asked for week in weeks), sum(week.recalled for week in weeks)
    if not asked:
        return said(
            paper,
            "In these days nothing was answered that had come due. The share that you still knew will stand here, "
            f"beside the {desired:.0%} that you want to know.",
        )
    rows = said(
        paper,
        f"Asked {several(asked, 'time')} when a skill was due, you knew it {several(recalled, 'time')}: "
        f"{recalled / asked:.0%}. You want {desired:.0%} (the line).",
        Look.STRONG,
    )
    drawn = weeks if len(weeks) <= room(paper.width) else _joined(weeks)
    columns = [
        Column(week.part, _week_label(week.week, drawn), Look.GOOD if (week.part or 0) >= desired else Look.LOW)
        for week in drawn
    ]
    axis = Axis(1, lambda value: f"{value:.0%}", line=desired, base=_BOTTOM)
    rows += draw_columns(columns, axis, paper.width, 5, ascii_only=paper.ascii_only)
    told = [week for week in reversed(weeks) if week.asked][:_LATEST]
    for week in told:
        sign = "at least" if (week.part or 0) >= desired else "below"
        line = f"week of {day_words(week.week):<6}  {week.recalled:>3} of {week.asked:>3}  {week.part or 0:>4.0%}"
        rows.append(((line, Look.PLAIN), (f"  {sign} {desired:.0%}", Look.MUTED)))
    return rows + said(
        paper, "Counted are the first answers of a day to a skill that was due; known is what was not rated Again."
    )


def due_section(figures: Statistics, paper: Paper) -> list[Row]:
    """What comes due in the next weeks, and how much is ready for an interview."""
    ahead, ready = figures.forecast, figures.readiness
    due = [day.due for day in ahead.days]
    rows = said(
        paper,
        f"{several(due[0], 'skill')} due today, {sum(due[:7]):,} within 7 days, {sum(due):,} within {len(due)}; "
        f"{ahead.later:,} later.",
        Look.STRONG,
    )
    columns = [
        Column(day.due, _ahead_label(day.day, number, ahead.interview), Look.MARK if not number else Look.FILL)
        for number, day in enumerate(ahead.days)
    ]
    rows += draw_columns(columns, Axis(max(due) or 1, _whole), paper.width, 6, ascii_only=paper.ascii_only)
    if ahead.interview is not None:
        days = (ahead.interview - figures.today).days
        when = "today" if not days else f"in {several(days, 'day')}"
        day = f"{_WEEKDAYS[ahead.interview.weekday()]} {day_words(ahead.interview)}"
        rows += said(paper, f"Interview {when}, {day}: until then skills come back sooner.")
    rows += said(paper, "As things stand now: what you answer well leaves for longer, what fails is back tomorrow.")
    return [
        *rows,
        (),
        (("Ready for an interview", Look.STRONG),),
        *(
            _counted(name, number, ready.total, paper)
            for name, number in (
                ("ready", ready.ready),
                ("provisional", ready.provisional),
                ("not yet", ready.not_yet),
                ("never asked", ready.unseen),
            )
        ),
    ]


def _habit(figures: Statistics) -> str:
    habit = figures.habit
    now = f"; {habit.in_a_row:,} in a row now" if habit.in_a_row > 1 else ""
    return f"Practised on {habit.practised:,} of {several(habit.days, 'day')}, at most {habit.longest:,} in a row{now}."


def _over_time(found: Sequence[Stretch], values: Sequence[float], days: int, height: int, paper: Paper) -> list[Row]:
    columns = [
        Column(value, _label(stretch.first, stretch.last, days)) for stretch, value in zip(found, values, strict=True)
    ]
    return draw_columns(columns, Axis(max(values) or 1, _whole), paper.width, height, ascii_only=paper.ascii_only)


def _label(first: date, last: date, days: int) -> str:
    """Of single days the Mondays; of longer stretches the one with a month's first day in it."""
    if days == 1:
        return day_words(first) if not first.weekday() else ""
    return MONTHS[last.month - 1] if last.day <= days else ""


def _joined(weeks: Sequence[RetentionWeek]) -> list[RetentionWeek]:
    """Four weeks in one, the newest of them whole ones."""
    groups = [weeks[max(0, end - 4) : end] for end in range(len(weeks), 0, -4)]
    return [
        RetentionWeek(group[0].week, sum(week.recalled for week in group), sum(week.asked for week in group))
        for group in reversed(groups)
    ]


def _week_label(week: date, weeks: Sequence[RetentionWeek]) -> str:
    if len(weeks) <= 12:
        return day_words(week)
    months = (weeks[1].week - weeks[0].week).days
    return MONTHS[week.month - 1] if week.day <= months else ""


def _ahead_label(day: date, number: int, interview: date | None) -> str:
    if day == interview:
        return "interview"
    return "today" if not number else day_words(day) if not day.weekday() else ""


def _counted(name: str, number: int, total: int, paper: Paper) -> Row:
    cells = bar_cells(paper.width - NAME - 12)
    drawn = bar(number, total, cells, ascii_only=paper.ascii_only)
    return ((f"{name:<{NAME}}", Look.PLAIN), (drawn, Look.FILL), (f" {number:>3} of {total}", Look.PLAIN))


def _hours(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return f"{hours:,} h {rest} min" if hours else f"{rest} min"


def _whole(value: float) -> str:
    return f"{value:,.0f}" if value < 9_999.5 else f"{value / 1000:,.0f}k"
