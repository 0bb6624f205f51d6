"""What home tells beside its counts: readiness, the week ahead, the weakest component, the interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from questions.skills import SKILLS
from questions.wording import several
from trainer.domain import Card
from trainer.progress.forecast import DueDay, week_forecast
from trainer.progress.standing import ReadinessCounts, readiness_counts, skill_readiness, weakest_component
from trainer.scheduling.horizon import days_left
from trainer.scheduling.opening import answered
from trainer.scheduling.readiness import Ready
from trainer.scheduling.tallies import Tally
from trainer.settings import LearnerSettings

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class HomeDetails:
    """`interview_in`: days, None without a date to come. `nearest`: a skill that lacks least, and what it lacks."""

    interview_in: int | None
    readiness: ReadinessCounts
    nearest: tuple[str, str] | None
    weakest: Tally | None
    week: tuple[DueDay, ...]


def home_details(cards: Mapping[str, Card], settings: LearnerSettings, today: date) -> HomeDetails:
    """As the cards stand now."""
    return HomeDetails(
        days_left(settings, today),
        readiness_counts(cards, today),
        _nearest(cards, today),
        weakest_component(cards),
        week_forecast(cards, settings, today),
    )


def told_lines(details: HomeDetails) -> list[tuple[str, str]]:
    """Each line with its name."""
    lines = []
    if details.interview_in is not None:
        when = ("today", "tomorrow")[details.interview_in] if details.interview_in < 2 else ""
        lines.append(("Interview", when or f"in {several(details.interview_in, 'day')}"))
    lines.append(("Ready", _ready(details.readiness)))
    if details.nearest is not None:
        skill, lacking = details.nearest
        lines.append(("Nearest", f"{skill}, which lacks {lacking}"))
    if details.weakest is not None:
        tally = details.weakest
        of = max(tally.hits, round(tally.opportunities))
        lines.append(("Weakest", f"{tally.component}: went wrong in {tally.hits} of about {several(of, 'answer')}"))
    week = "   ".join(f"{_name(day, number)} {day.due or '–'}" for number, day in enumerate(details.week))
    lines.append(("Due", week))
    return lines


def _name(day: DueDay, number: int) -> str:
    return "today" if number == 0 else _WEEKDAYS[day.day.weekday()]


def _ready(counts: ReadinessCounts) -> str:
    told = [f"{counts.ready} of {several(counts.total, 'skill')}"]
    if counts.provisional:
        told.append(f"{counts.provisional} provisional")
    if counts.not_yet:
        told.append(f"{counts.not_yet} begun")
    return ", ".join(told)


def _nearest(cards: Mapping[str, Card], today: date) -> tuple[str, str] | None:
    """Of the skills that were begun and are not ready, the one that lacks least; tier A before the others."""
    begun = [
        (SKILLS[skill].tier, len(state.lacking), number, skill, "; ".join(state.lacking))
        for number, (skill, state) in enumerate(skill_readiness(cards, today).items())
        if state.state is not Ready.YES and answered(cards, skill) and not cards[skill].suspended
    ]
    return min(begun)[3:] if begun else None
