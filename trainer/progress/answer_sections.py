"""The sections about answers, right and wrong: accuracy, and the misconceptions behind mistakes."""

from __future__ import annotations

from questions.wording import several
from trainer.drawing.plots.bars import bar, sparkline
from trainer.drawing.plots.ink import Look, Row
from trainer.progress.accuracy import Share
from trainer.progress.paper import NAME, Paper, bar_cells, said
from trainer.progress.slips import ComponentHistory
from trainer.progress.statistics import Statistics

_COUNTS = 21
"""The width of hits over opportunities."""
_CLEARED = "  cleared since"
_NAMED = 2
"""The most misconceptions of a component that are named."""
_NARROW = 16
"""The width of a component's name where there is no room for its weeks."""


def accuracy_section(figures: Statistics, paper: Paper) -> list[Row]:
    """The share of right answers per family and per level."""
    if not figures.families:
        return said(paper, f"No answer was marked {figures.range.words}; flashcards have no verdict.")
    marked = sum(share.marked for share in figures.levels)
    right = sum(share.right for share in figures.levels)
    return [
        *said(paper, f"{right:,} of {several(marked, 'answer')} right: {right / marked:.0%}", Look.STRONG),
        *(said(paper, "Flashcards have no verdict and are not counted here.") if figures.answers > marked else ()),
        *(_share(share.name, share, paper) for share in figures.families),
        (),
        *(_share(f"level {share.name}", share, paper) for share in figures.levels),
    ]


def mistakes_section(figures: Statistics, paper: Paper) -> list[Row]:
    """Misconceptions per component, as hits over opportunities, week by week."""
    shown = sorted(
        (each for each in figures.components if each.hits), key=lambda each: each.component in figures.cleared
    )
    if not shown:
        return said(paper, f"No wrong answer was explained by a misconception {figures.range.words}.")
    most = max(week.part or 0 for each in shown for week in each.weeks)
    weeks = max(0, min(len(shown[0].weeks), paper.width - NAME - _COUNTS - len(_CLEARED)))
    wide = f"{'weeks':<{_column(weeks)}}" if weeks else ""
    head = f"{'mistakes about':<{_name(weeks)}}{wide}   shown, of about so many chances"
    rows: list[Row] = [((head[: paper.width], Look.MUTED),)]
    for each in shown:
        rows += _component(each, weeks, most, paper, cleared=each.component in figures.cleared)
    if weeks:
        none = "." if paper.ascii_only else "·"
        rows += said(paper, f"A sign for each week: {none} no chance, _ none shown, the higher the more often.")
    others = [each.component for each in figures.components if not each.hits]
    if others:
        rows += [(), *said(paper, f"Not {figures.range.words}: {', '.join(sorted(others))}.")]
    return rows


def _component(each: ComponentHistory, weeks: int, most: float, paper: Paper, *, cleared: bool) -> list[Row]:
    line = sparkline([week.part for week in each.weeks[-weeks:]], most, ascii_only=paper.ascii_only) if weeks else ""
    part = each.hits / max(each.opportunities, 1)
    counted = f"{each.hits:>{7 if weeks else 4},} of {each.opportunities:>5,.0f} {part:>{5 if weeks else 4}.0%}"
    tick = _CLEARED if cleared and weeks else ""
    slips = ", ".join(f"{slip.replace('_', ' ')} {times}×" for slip, times in each.slips[:_NAMED])
    if rest := sum(times for _, times in each.slips[_NAMED:]):
        slips += f" and {rest} more"
    if paper.ascii_only:
        slips = slips.replace("×", "x")
    return [
        (
            (f"{each.component:<{_name(weeks)}}", Look.PLAIN),
            (f"{line:<{_column(weeks)}}", Look.LOW),
            (counted, Look.PLAIN),
            (tick, Look.GOOD),
        ),
        ((f"  {slips}"[: paper.width], Look.MUTED),),
    ]


def _name(weeks: int) -> int:
    return NAME if weeks else _NARROW


def _column(weeks: int) -> int:
    """How wide the weeks are with their heading."""
    return max(5, weeks) if weeks else 0


def _share(name: str, share: Share, paper: Paper) -> Row:
    cells = bar_cells(paper.width - NAME - 22)
    drawn = bar(share.part, 1, cells, ascii_only=paper.ascii_only)
    numbers = f" {share.part:>4.0%}  {share.right:,} of {share.marked:,}"
    return ((f"{name:<{NAME}}", Look.PLAIN), (drawn, Look.FILL), (numbers, Look.PLAIN))
