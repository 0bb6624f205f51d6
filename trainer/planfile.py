"""The plan file: what the next start needs at once, so that it need not wait for the store.

A cache, never the truth: believed only for the same store and the same local day, and whatever is wrong with it, it is
as if there were none. It is written when a store is opened, and after each record, which never waits for it. So after a
SIGKILL it may be older than the log. That does no harm: home's figures are corrected by the store, and its question was
drawn after the store was opened last, so that nobody has seen its numbers; the skill may be the one just answered.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from trainer.moments import DEFAULT_LEARNER

VERSION = 3


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """What home shows: skills due and new, answers today, reviews in all. `new` is None where it is all there are."""

    due: int
    new: int | None
    today: int
    reviews: int


NOTHING_YET = HomeFigures(due=0, new=None, today=0, reviews=0)
"""Before the first answer, without having looked how many skills there are."""


@dataclass(frozen=True, slots=True)
class StartPlan:
    """`store`, `learner` and `day` say for what it holds.

    `first` is the reference of the question that comes next. Its id, prompt and kind of answer stand beside it, so
    that it can be shown before the questions are even imported. `events` is the most that the log ever held, so that
    it is noticed if some are gone.
    """

    store: str
    day: str
    first: str
    question_id: str
    prompt: str
    answer_kind: str
    figures: HomeFigures
    events: int = 0
    learner: str = DEFAULT_LEARNER


def read_plan(path: Path) -> StartPlan | None:
    """The plan, or None if there is none that can be used."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data.pop("version") != VERSION:
            return None
        figures = HomeFigures(**data.pop("figures"))
        plan = StartPlan(figures=figures, **data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    numbers = (*asdict(figures).values(), plan.events)
    texts = (plan.learner, plan.store, plan.day, plan.first, plan.question_id, plan.prompt, plan.answer_kind)
    if all(type(n) is int and n >= 0 for n in numbers) and all(isinstance(text, str) for text in texts):
        return plan
    return None


def write_plan(path: Path, plan: StartPlan) -> bool:
    """Replace the plan in one step. False if it could not be written; an old plan is then taken away if possible."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"version": VERSION, **asdict(plan)}, file)
        temporary.replace(path)
    except OSError:
        _remove(temporary)
        _remove(path)
        return False
    return True


def _remove(path: Path) -> None:
    from contextlib import suppress

    # A stale plan costs a question that was asked before and figures that the store corrects: no harm.
    with suppress(OSError):
        path.unlink(missing_ok=True)


def remembered_events(path: Path | None) -> int:
    """How many events the log beside this plan file has held, as far as it remembers."""
    plan = None if path is None else read_plan(path)
    return 0 if plan is None else plan.events


def forget(path: Path) -> None:
    """Take the plan away; the next start asks the store. Does nothing if it cannot be."""
    _remove(path)


def store_name(url: str) -> str:
    """A name for a store in the plan file, which holds no address and no password."""
    import hashlib

    return hashlib.sha256(url.encode()).hexdigest()[:16]
