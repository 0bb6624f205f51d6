"""`convdrill learners`: who practises with this store."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import timedelta

from questions.wording import several
from trainer.cli.output import printable, say, say_json
from trainer.cli.store_access import is_begun_or_told, store_to_read, store_url
from trainer.domain import DEFAULT_LEARNER, Review


@dataclass(frozen=True, slots=True)
class _Learner:
    name: str
    answers: int = 0
    last: Review | None = None


def run(arguments: argparse.Namespace) -> int:
    """Print everybody with their answers. Without a store there is nobody but the default learner."""
    learners = _learners(store_url(arguments))
    if arguments.json:
        say_json({"learners": [_entry(learner) for learner in learners]})
        return 0
    width = max(len(learner.name) for learner in learners)
    for learner in learners:
        last = ""
        if learner.last is not None:
            at = learner.last.at + timedelta(minutes=learner.last.utc_offset)
            last = f", the last one {at:%Y-%m-%d %H:%M}"
        say(f"{printable(learner.name):<{width}}  {several(learner.answers, 'answer')}{last}")
    return 0


def _entry(learner: _Learner) -> dict[str, object]:
    last = learner.last
    return {"name": learner.name, "answers": learner.answers, "last_answer": last and last.at.isoformat()}


def _learners(url: str) -> list[_Learner]:
    if not is_begun_or_told(url):
        return [_Learner(DEFAULT_LEARNER)]
    from trainer.clock import now

    with store_to_read(url) as store:
        found = []
        for name in store.learners():
            active = store.active_events(name, newest_first=True)
            newest = next((event for event in active if isinstance(event, Review)), None)
            found.append(_Learner(name, store.figures(name, now().at).reviews, newest))
    return found
