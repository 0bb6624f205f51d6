"""Which answers somebody wants to see again: a filter, and reading it from what was typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trainer.domain import Outcome

VERDICTS = {
    "right": Outcome.CORRECT,
    "wrong": Outcome.WRONG,
    "dont-know": Outcome.DONT_KNOW,
    "self-rated": Outcome.SELF_RATED,
}
_SHORTEST = 3
"""From so many letters on, the beginning of a verdict stands for it."""
_DAY = r"\d{4}-\d{1,2}-\d{1,2}"
_SPAN = re.compile(rf"({_DAY})?\.\.({_DAY})?")
_LAST_DAYS = re.compile(r"(\d{1,4})d(?:ays?)?")


class BadFilter(ValueError):
    """A word that names nothing to filter by; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer is about: it is of one of these skills, or shows one of these misconceptions."""

    skills: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """Answers about every one of `subjects`, with one of `outcomes` (if any), of the local days `since` to `until`."""

    subjects: tuple[Subject, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    since: date | None = None
    until: date | None = None


EVERYTHING = AnswerFilter()


def read_filter(text: str, skills: Collection[str], misconceptions: Collection[str], today: date) -> AnswerFilter:
    """The filter of the words: verdicts, days, and parts of the names of skills and misconceptions. Raises BadFilter.

    Each word narrows; of several verdicts one is enough. `today` is the learner's day.
    """
    wanted = EVERYTHING
    for word in text.lower().split():
        span = _days(word, today)
        if span is not None:
            since = max(filter(None, (wanted.since, span[0])), default=None)
            until = min(filter(None, (wanted.until, span[1])), default=None)
            wanted = replace(wanted, since=since, until=until)
        elif (outcome := _verdict(word)) is not None:
            wanted = replace(wanted, outcomes=tuple(dict.fromkeys((*wanted.outcomes, outcome))))
        else:
            wanted = replace(wanted, subjects=(*wanted.subjects, _subject(word, skills, misconceptions)))
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise BadFilter("the days leave no day over")
    return wanted


def _verdict(word: str) -> Outcome | None:
    if len(word) < _SHORTEST:
        return None
    return next((outcome for name, outcome in VERDICTS.items() if name.startswith(word)), None)


def _subject(word: str, skills: Collection[str], misconceptions: Collection[str]) -> Subject:
    """What a word of small letters names: a whole name, or all names that it is part of."""
    exactly = Subject(*(tuple(name for name in names if name.lower() == word) for names in (skills, misconceptions)))
    if exactly != Subject():
        return exactly
    found = Subject(
        tuple(skill for skill in skills if word in skill.lower()),
        tuple(slip for slip in misconceptions if word in slip.lower()),
    )
    if found == Subject():
        shown = word if len(word) <= 30 else f"{word[:29]}…"
        raise BadFilter(f"“{shown}” is in the name of no skill or misconception, and is no verdict or day")
    return found


def _days(word: str, today: date) -> tuple[date | None, date | None] | None:
    """First and last day, None where that end is open; None if the word is about no days. Raises BadFilter."""
    if word in ("today", "yesterday"):
        day = today - timedelta(days=word == "yesterday")
        return day, day
    if (match := _LAST_DAYS.fullmatch(word)) is not None:
        return today - timedelta(days=max(0, int(match[1]) - 1)), None
    if re.fullmatch(_DAY, word):
        return _read_day(word), _read_day(word)
    if (match := _SPAN.fullmatch(word)) is not None and (match[1] or match[2]):
        return (_read_day(match[1]) if match[1] else None), (_read_day(match[2]) if match[2] else None)
    return None


def _read_day(text: str) -> date:
    try:
        return date(*map(int, text.split("-")))
    except ValueError:
        raise BadFilter(f"there is no day {text}") from None
