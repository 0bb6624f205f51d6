"""The statistics as lines to read: a section for each subject, at any width, for the terminal app and the command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from questions.wording import several
from trainer.drawing.plots.bars import bar, sparkline
from trainer.drawing.plots.columns import Axis, Column, draw_columns, room
from trainer.drawing.plots.heat import MONTHS, draw_heat, draw_legend
from trainer.drawing.plots.ink import Look, Row
from trainer.progress.accuracy import Share
from trainer.progress.practice import Stretch, steps, stretches
from trainer.progress.retention import RetentionWeek
from trainer.progress.slips import ComponentHistory
from trainer.progress.statistics import Statistics

_NAME = 18
_BAR = 40
_LATEST = 4
"""Weeks of retention that are told in numbers."""
_BOTTOM = 0.5
"""Where the plot of retention begins."""
_LENGTHS = (1, 7, 28)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide the lines may be, and whether they are plain ASCII."""

    width: int
    ascii_only: bool = False


def day_words(day: date) -> str:
    """`2 Mar`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def days_section(figures: Statistics, paper: Paper) -> list[Row]:
    """The calendar; answers and minutes a day."""
    shades = steps(figures.calendar)
    rows = draw_heat(figures.calendar, shades, figures.today, paper.width, ascii_only=paper.ascii_only)
    rows += [draw_legend(shades, ascii_only=paper.ascii_only), (), *_said(paper, _habit(figures)), ()]
    length = next(
        (days for days in _LENGTHS if ((figures.today - figures.first).days + 1) // days < room(paper.width)), 28
    )
    found = stretches(figures.days, figures.first, figures.today, length)
    each = "a day" if length == 1 else f"in {length} days"
    minutes = sum(stretch.minutes for stretch in found)
    rows.append(((f"Answers {each}: {figures.answers:,} in all", Look.STRONG),))
    rows += _over_time(found, [stretch.answers for stretch in found], length, 5, paper)
    rows += [(), ((f"Minutes {each}: {_hours(minutes)} in all", Look.STRONG),)]
    return rows + _over_time(found, [stretch.minutes for stretch in found], length, 4, paper)


def retention_section(weeks: Sequence[RetentionWeek], desired: float, paper: Paper) -> list[Row]:
    """What was still known when it came due, week by week, beside the share that is desired."""
    asked, recalled = sum(week.asked for week in weeks), sum(week.recalled for week in weeks)
    if not asked:
        return _said(
            paper,
            "In these days nothing was answered that had come due. The share that you still knew will stand here, "
            f"beside the {desired:.0%} that you want to know.",
        )
    rows = _said(
        paper,
        f"Asked {several(asked, 'time')} when a skill was due, you knew it {several(recalled, 'time')}: "
        f"{recalled / asked:.0%}. You want {desired:.0%}, the dashed line.",
        Look.STRONG,
    )
    columns = [
        Column(week.part, _week_label(week.week, weeks), Look.GOOD if (week.part or 0) >= desired else Look.LOW)
        for week in weeks
    ]
    axis = Axis(1, lambda value: f"{value:.0%}", line=desired, base=_BOTTOM)
    rows += draw_columns(columns, axis, paper.width, 6, ascii_only=paper.ascii_only)
    told = [week for week in reversed(weeks) if week.asked][:_LATEST]
    for week in told:
        sign = "at least" if (week.part or 0) >= desired else "below"
        line = f"week of {day_words(week.week):<6}  {week.recalled:>3} of {week.asked:>3}  {week.part or 0:>4.0%}"
        rows.append(((line, Look.PLAIN), (f"  {sign} {desired:.0%}", Look.MUTED)))
    return rows + _said(
        paper, "Counted are the first answers of a day to a skill that was due; known is what was not rated Again."
    )


def due_section(figures: Statistics, paper: Paper) -> list[Row]:
    """What comes due in the next weeks, and how much is ready for an interview."""
    ahead, ready = figures.forecast, figures.readiness
    due = [day.due for day in ahead.days]
    rows = _said(
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
        rows += _said(paper, f"Interview {when}, {day}: until then skills come back sooner.")
    rows += _said(paper, "As things stand now: what you answer well leaves for longer, what fails is back tomorrow.")
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


def accuracy_section(figures: Statistics, paper: Paper) -> list[Row]:
    """The share of right answers per family and per level."""
    if not figures.families:
        return _said(paper, f"No answer was marked {figures.range.words}; flashcards have no verdict.")
    marked = sum(share.marked for share in figures.levels)
    right = sum(share.right for share in figures.levels)
    return [
        *_said(paper, f"{right:,} of {several(marked, 'answer')} right: {right / marked:.0%}", Look.STRONG),
        *(_share(share.name, share, paper) for share in figures.families),
        (),
        *(_share(f"level {share.name}", share, paper) for share in figures.levels),
    ]


def mistakes_section(figures: Statistics, paper: Paper) -> list[Row]:
    """Misconceptions per component, as hits over opportunities, week by week."""
    shown = [each for each in figures.components if each.hits]
    if not shown:
        return _said(paper, f"No wrong answer was explained by a misconception {figures.range.words}.")
    most = max(week.part or 0 for each in shown for week in each.weeks)
    weeks = max(1, min(len(shown[0].weeks), paper.width - _NAME - 34))
    rows: list[Row] = [
        ((f"{'about':<{_NAME}}{'weeks':<{max(5, weeks)}}   times, of about so many chances", Look.MUTED),),
    ]
    for each in shown:
        rows += _component(each, weeks, most, paper, cleared=each.component in figures.cleared)
    others = [each.component for each in figures.components if not each.hits]
    if others:
        rows += [(), *_said(paper, f"Not {figures.range.words}: {', '.join(sorted(others))}.")]
    return rows


def _component(each: ComponentHistory, weeks: int, most: float, paper: Paper, *, cleared: bool) -> list[Row]:
    line = sparkline([week.part for week in each.weeks[-weeks:]], most, ascii_only=paper.ascii_only)
    part = each.hits / max(each.opportunities, 1)
    counted = f"   {each.hits:>4,} of {each.opportunities:>5,.0f} {part:>5.0%}"
    tick = "  cleared since" if cleared else ""
    slips = ", ".join(f"{slip.replace('_', ' ')} {times}×" for slip, times in each.slips[:2])
    if paper.ascii_only:
        slips = slips.replace("×", "x")
    return [
        (
            (f"{each.component:<{_NAME}}", Look.PLAIN),
            (f"{line:<{max(5, weeks)}}", Look.LOW),
            (counted, Look.PLAIN),
            (tick, Look.GOOD),
        ),
        ((f"  {slips}"[: paper.width], Look.MUTED),),
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


def _week_label(week: date, weeks: Sequence[RetentionWeek]) -> str:
    return day_words(week) if len(weeks) <= 12 else MONTHS[week.month - 1] if week.day <= 7 else ""


def _ahead_label(day: date, number: int, interview: date | None) -> str:
    if day == interview:
        return "interview"
    return "today" if not number else day_words(day) if not day.weekday() else ""


def _counted(name: str, number: int, total: int, paper: Paper) -> Row:
    cells = min(_BAR, max(1, paper.width - _NAME - 12))
    drawn = bar(number, total, cells, ascii_only=paper.ascii_only)
    return ((f"{name:<{_NAME}}", Look.PLAIN), (drawn, Look.FILL), (f" {number:>3} of {total}", Look.PLAIN))


def _share(name: str, share: Share, paper: Paper) -> Row:
    cells = min(_BAR, max(1, paper.width - _NAME - 22))
    drawn = bar(share.part, 1, cells, ascii_only=paper.ascii_only)
    numbers = f" {share.part:>4.0%}  {share.right:,} of {share.marked:,}"
    return ((f"{name:<{_NAME}}", Look.PLAIN), (drawn, Look.FILL), (numbers, Look.PLAIN))


def _said(paper: Paper, text: str, look: Look = Look.MUTED) -> list[Row]:
    """A sentence, wrapped."""
    import textwrap

    return [((line, look),) for line in textwrap.wrap(text, max(10, paper.width))]


def _hours(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return f"{hours:,} h {rest} min" if hours else f"{rest} min"


def _whole(value: float) -> str:
    return f"{value:,.0f}" if value < 100_000 else f"{value / 1000:,.0f}k"
