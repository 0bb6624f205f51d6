"""What an answer to a skill's question can show: how often its questions can tell a component of misconceptions apart.

A question discriminates a component if one of its misconceptions is about it: a learner with that misconception gives
another answer. Old questions need not be drawn again to know it: `data/discrimination.json` has the shares, counted
over drawn questions by `python -m questions.discrimination`, and a test holds it against fresh ones.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from questions.data import read_data

FILE = "discrimination.json"
DRAWN = 120
"""Questions drawn per skill and level for the shares."""


@dataclass(frozen=True, slots=True)
class Discrimination:
    """Of one skill: the share, 0 to 1, of its questions that discriminate a component; the component of each slip."""

    shares: Mapping[str, float]
    slips: Mapping[str, str]


NOTHING = Discrimination(MappingProxyType({}), MappingProxyType({}))


def discrimination(skill: str) -> Discrimination:
    """What questions of that skill discriminate; nothing for a skill that there is no more."""
    return _table().get(skill, NOTHING)


@cache
def mostly_about(component: str, share: float) -> tuple[str, ...]:
    """The skills of whose questions at least this share discriminates the component."""
    return tuple(skill for skill, known in _table().items() if known.shares.get(component, 0) >= share)


@cache
def _table() -> dict[str, Discrimination]:
    found = json.loads(read_data(FILE))
    return {skill: Discrimination(entry["shares"], entry["slips"]) for skill, entry in found.items()}


def counted(skill_id: str, drawn: int = DRAWN, salt: str = "discrimination") -> Discrimination:
    """The same, counted over `drawn` questions of each level; each slip under the component it mostly is about."""
    from questions.generator import draw_reference, generate
    from questions.question import LEVELS
    from questions.skills import SKILLS

    seen: Counter[str] = Counter()
    about: dict[str, Counter[str]] = {}
    for level in LEVELS:
        for index in range(drawn):
            content = generate(draw_reference(SKILLS[skill_id], level, salt, index)).content
            seen.update({slip.component for slip in content.misconceptions})
            for slip in content.misconceptions:
                about.setdefault(slip.id, Counter())[slip.component] += 1
    shares = {component: round(seen[component] / (drawn * len(LEVELS)), 2) for component in sorted(seen)}
    slips = {slip: min(about[slip], key=lambda component: (-about[slip][component], component)) for slip in about}
    return Discrimination(shares, dict(sorted(slips.items())))


def main() -> None:
    """Print the table, as the file has it: one skill a line."""
    from questions.skills import SKILLS

    lines = []
    for skill in SKILLS:
        found = counted(skill)
        lines.append(f"{json.dumps(skill)}: {json.dumps({'shares': found.shares, 'slips': found.slips})}")
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
