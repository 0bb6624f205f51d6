"""Statistics as JSON; see data/schemas/stats.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trainer.progress.accuracy import Share
from trainer.progress.retention import RetentionWeek
from trainer.progress.slips import ComponentHistory
from trainer.progress.statistics import Statistics


def document(figures: Statistics, weeks: Sequence[RetentionWeek]) -> dict[str, Any]:
    """The figures of a stretch of time and what lies ahead."""
    ready, habit, ahead = figures.readiness, figures.habit, figures.forecast
    return {
        "from": figures.first.isoformat(),
        "to": figures.today.isoformat(),
        "days": [
            {
                "day": day.day.isoformat(),
                "answers": day.answers,
                "marked": day.marked,
                "right": day.right,
                "minutes": round(day.taken_ms / 60_000, 2),
            }
            for day in figures.days
        ],
        "days_in_a_row": habit.in_a_row,
        "most_in_a_row": habit.longest,
        "retention": {
            "desired": figures.desired,
            "asked": sum(week.asked for week in weeks),
            "recalled": sum(week.recalled for week in weeks),
            "weeks": [
                {"week": week.week.isoformat(), "asked": week.asked, "recalled": week.recalled} for week in weeks
            ],
        },
        "forecast": {
            "days": [{"day": day.day.isoformat(), "due": day.due} for day in ahead.days],
            "later": ahead.later,
            "interview": ahead.interview.isoformat() if ahead.interview else None,
        },
        "readiness": {
            "ready": ready.ready,
            "provisional": ready.provisional,
            "not_yet": ready.not_yet,
            "never_asked": ready.unseen,
        },
        "families": [{"family": share.name, **_share(share)} for share in figures.families],
        "levels": [{"level": int(share.name), **_share(share)} for share in figures.levels],
        "components": [_component(each, cleared=each.component in figures.cleared) for each in figures.components],
        "weakest": figures.weakest,
    }


def _share(share: Share) -> dict[str, int]:
    return {"right": share.right, "marked": share.marked}


def _component(each: ComponentHistory, *, cleared: bool) -> dict[str, Any]:
    return {
        "component": each.component,
        "hits": each.hits,
        "opportunities": round(each.opportunities, 1),
        "cleared": cleared,
        "misconceptions": dict(each.slips),
        "weeks": [
            {"week": week.week.isoformat(), "hits": week.hits, "opportunities": round(week.opportunities, 1)}
            for week in each.weeks
        ],
    }
