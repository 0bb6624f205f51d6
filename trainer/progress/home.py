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
from trainer.scheduling.limits import new_limit, today_of
from trainer.scheduling.opening import answered
from trainer.scheduling.readiness import Ready
from trainer.scheduling.tallies import Tally
from trainer.settings import LearnerSettings

ROOM = 61
"""Columns of a line: what 80 leave beside the margins of the screen and the longest name."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class HomeDetails:
    """`interview_in`: days, None without a date to come. `nearest`: a skill that lacks least, and what it lacks.

    `opened` new skills of at most `may_open` were asked today; `known` is how many were ever asked and may come again.
    """

    interview_in: int | None
    readiness: ReadinessCounts
    nearest: tuple[str, tuple[str, ...]] | None
    weakest: Tally | None
    week: tuple[DueDay, ...]
    opened: int = 0
    may_open: int = 1
    known: int = 0
    left_open: bool = False
    """Whether a mock interview was left and can be taken up again."""

    @property
    def no_more_new(self) -> bool:
        """Whether the day's new skills are used up."""
        return self.opened >= self.may_open


def home_details(
    cards: Mapping[str, Card], settings: LearnerSettings, today: date, *, left_open: bool = False
) -> HomeDetails:
    """As the cards stand now; `left_open` says that a mock interview is not over."""
    return HomeDetails(
        days_left(settings, today),
        readiness_counts(cards, today),
        _nearest(cards, today),
        weakest_component(cards),
        week_forecast(cards, settings, today),
        today_of(cards, today).new,
        new_limit(cards, settings, today),
        sum(answered(cards, skill) and not cards[skill].suspended for skill in cards),
        left_open,
    )


def no_more_new_line(details: HomeDetails) -> str:
    """What Enter does once the day's new skills are used up and nothing is due."""
    done = f"{details.opened} of {details.may_open}"
    again = (
        "asks again what was new today" if details.known <= details.opened else "practises the weakest ahead of time"
    )
    return f"Today's new skills are done ({done}); Enter {again}; , changes the limit."


def told_lines(details: HomeDetails) -> list[tuple[str, str]]:
    """Each line with its name, no longer than home has room for in 80 columns."""
    lines = []
    if details.interview_in is not None:
        when = ("today", "tomorrow")[details.interview_in] if details.interview_in < 2 else ""
        lines.append(("Interview", when or f"in {several(details.interview_in, 'day')}"))
    if details.left_open:
        lines.append(("Mock", "an interview is not over; i takes it up again"))
    lines.append(("Ready", _ready(details.readiness)))
    if details.nearest is not None:
        lines.append(("Nearest", _lacks(*details.nearest)))
    if details.weakest is not None:
        tally = details.weakest
        of = max(tally.hits, round(tally.opportunities))
        answers = f"{tally.hits} of about {several(of, 'answer')}" if of > 1 else "the one answer so far"
        whole = f"{tally.component}: went wrong in {answers}"
        lines.append(("Weakest", _fitting(whole, f"{tally.component}: wrong in {tally.hits} of about {of:,}")))
    week = [f"{_name(day, number)} {day.due or '–'}" for number, day in enumerate(details.week)]
    lines.append(("Due", _fitting("   ".join(week), "  ".join(week))))
    return lines


def _lacks(skill: str, lacking: tuple[str, ...]) -> str:
    """`What bias=False changes lacks 2 right answers more; one answer at level 3`, or as much as there is room for.

    The id stands for a title that leaves too little room.
    """
    told = [what.partition(",")[0] for what in lacking]
    titled = f"“{SKILLS[skill].title}” lacks {'; '.join(lacking)}"
    if len(titled) <= ROOM:
        return titled
    whole = f"{skill} lacks {'; '.join(lacking)}"
    parts = [f"{skill} lacks {'; '.join([*told[:number], '…'])}" for number in range(len(told) - 1, 0, -1)]
    return _fitting(whole, f"{skill} lacks {'; '.join(told)}", *parts)


def _fitting(*texts: str) -> str:
    """The first that there is room for, else the last."""
    return next((text for text in texts if len(text) <= ROOM), texts[-1])


def _name(day: DueDay, number: int) -> str:
    return "today" if number == 0 else _WEEKDAYS[day.day.weekday()]


def _ready(counts: ReadinessCounts) -> str:
    told = [f"{counts.ready} of {several(counts.total, 'skill')}"]
    if counts.provisional:
        told.append(f"{counts.provisional} provisional")
    if counts.not_yet:
        told.append(f"{counts.not_yet} begun")
    return ", ".join(told)


def _nearest(cards: Mapping[str, Card], today: date) -> tuple[str, tuple[str, ...]] | None:
    """Of the skills that were begun and are not ready, the one that lacks least; tier A before the others."""
    begun = [
        (SKILLS[skill].tier, len(state.lacking), number, skill, state.lacking)
        for number, (skill, state) in enumerate(skill_readiness(cards, today).items())
        if state.state is not Ready.YES and answered(cards, skill) and not cards[skill].suspended
    ]
    return min(begun)[3:] if begun else None
