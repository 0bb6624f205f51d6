"""What the doctor can find, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from questions.wording import several

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that is wrong: how often, what it means, and the ids of a few; of one learner, or of all."""

    check: str
    count: int
    message: str
    examples: tuple[str, ...] = ()
    learner: str = ""
    repairable: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found."""

    version: str
    events: dict[str, int]
    cards: int
    findings: tuple[Finding, ...]

    @property
    def repairable(self) -> bool:
        """Whether anything can be put right; not where the file itself is damaged, as writing would make it worse."""
        checks = {finding.check for finding in self.findings}
        return any(finding.repairable for finding in self.findings) and not checks & {"pages", "schema", "rule"}

    @property
    def sound(self) -> bool:
        """Whether nothing is left to be wrong."""
        return all(finding.repaired for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The most events that a learner's log has held, as a plan file remembers."""

    learner: str
    events: int
    plan_file: Path


# check: (after "1 event", after "2 events", what it means)
MEANINGS = {
    "unreadable": ("cannot be read", "cannot be read", "what reads the log stops there; restore a backup"),
    "digest": (
        "does not match the digest that was taken when it was recorded",
        "do not match the digests that were taken when they were recorded",
        "changed or damaged since, and counted as found; a backup may have the original",
    ),
    "rule": (
        "breaks a rule of the database",
        "break rules of the database",
        "convdrill did not write it so, and SQLite refuses the store; restore a backup",
    ),
    "future": ("is dated in the future", "are dated in the future", "a clock was wrong; skills may come back too late"),
    "early": ("is dated before 2020", "are dated before 2020", "a clock was wrong; skills may come back too early"),
    "level": ("has an impossible level", "have an impossible level", "counted as found"),
    "reference": (
        "has a reference that names no question",
        "have references that name no question",
        "the question cannot be drawn again; the prompt is kept",
    ),
    "skill": (
        "is about a skill that this convdrill does not know",
        "are about skills that this convdrill does not know",
        "kept, but practised by a version that knows it",
    ),
    "undo": (
        "takes back an event that is not in the log",
        "take back events that are not in the log",
        "without effect until that event is imported",
    ),
    "override": (
        "replaces an answer that is not in the log",
        "replace answers that are not in the log",
        "counted as found; the first answer is lost",
    ),
}


def of_events(check: str, count: int, examples: tuple[str, ...]) -> Finding:
    """A finding about so many events."""
    one, many, meaning = MEANINGS[check]
    message = f"{several(count, 'event')} {one if count == 1 else many} ({_named(examples, count)}): {meaning}."
    return Finding(check, count, message, examples)


def of_interviews(learner: str, ids: Sequence[str], meaning: str) -> Finding:
    """A finding about mock interviews of a learner that cannot be read."""
    examples, count = tuple(ids[:EXAMPLES]), len(ids)
    named = f"{several(count, 'mock interview')} of {learner} cannot be read ({_named(examples, count)})"
    return Finding("interview", count, f"{named}: {meaning}.", examples, learner)


def _named(examples: Sequence[str], count: int) -> str:
    return examples[0][:64] + (f" and {count - 1:,} more" if count > 1 else "")
