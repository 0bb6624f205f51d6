"""Whether a skill is ready for an interview, and what is lacking. Pure: from the card alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questions.wording import several
from trainer.domain import Card
from trainer.scheduling.evidence import RECENT

DAYS = 2
LEVEL = 3


class Ready(StrEnum):
    """How far a skill is. Provisional: only the days are missing."""

    NO = "not yet"
    PROVISIONAL = "provisional"
    YES = "ready"


@dataclass(frozen=True, slots=True)
class Readiness:
    """The state, and what is lacking in words; nothing where it is ready."""

    state: Ready
    lacking: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """`ready`, or `not yet: 1 right answer more; one answer at level 3`."""
        return f"{self.state.value}: {'; '.join(self.lacking)}" if self.lacking else self.state.value


def readiness(card: Card | None, today: date) -> Readiness:
    """What the last three direct answers with fresh numbers say.

    Ready is: all right and unaided, over at least two days, one of them at level 3 and typed as a plain number.
    """
    recent = card.recent if card is not None else ()
    right = 0
    for answer in reversed(recent):
        if not answer.right:
            break
        right += 1
    standing = recent[len(recent) - right :]
    days = {answer.day for answer in standing}
    lacking = []
    if right < RECENT:
        lacking.append(several(RECENT - right, "right answer") + (" more" if right else ""))
    top = [answer for answer in standing if answer.level >= LEVEL]
    if not any(answer.plain for answer in top):
        lacking.append(f"one answer at level {LEVEL}{', typed as its result, not as arithmetic' if top else ''}")
    if len(days) >= DAYS:
        return Readiness(Ready.NO, tuple(lacking)) if lacking else Readiness(Ready.YES)
    state = Ready.NO if lacking else Ready.PROVISIONAL
    if not lacking or days == {today}:
        lacking.append("one answer on another day")
    return Readiness(state, tuple(lacking))
