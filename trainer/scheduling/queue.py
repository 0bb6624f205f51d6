"""Which skill comes next in a session: due, then new, then ahead of time. Pure: no clock, no store, no FSRS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from questions.skills import SKILLS
from questions.skills.skill import Skill
from trainer.domain import Card
from trainer.scheduling.cards import TOP_LEVEL

Cards = Mapping[str, Card]

ONE_ABOVE = 0.15
"""How often a skill that is known is asked one level above its own."""


def due_skills(cards: Cards, today: date) -> list[str]:
    """Skills that are due, the longest overdue first; suspended ones left out."""
    due = [(card.due, _order(skill), skill) for skill, card in _known(cards) if card.due and card.due <= today]
    return [skill for *_, skill in sorted(due)]


def new_skills(cards: Cards) -> list[str]:
    """Skills never answered whose prerequisites have one unaided success each, in the order of introduction."""
    return [skill.id for skill in _unseen(cards) if all(_opened(cards, needed) for needed in skill.prerequisites)]


def closed_skills(cards: Cards) -> list[str]:
    """Skills never answered whose prerequisites are not met yet, in the order of introduction."""
    return [skill.id for skill in _unseen(cards) if not all(_opened(cards, needed) for needed in skill.prerequisites)]


def next_skill(
    cards: Cards,
    today: date,
    asked: Sequence[str],
    *,
    avoid: frozenset[str] = frozenset(),
    weakest_first: bool = False,
) -> str:
    """The skill to ask next, given those already asked in this session (oldest first).

    Due skills first, then new ones, then ahead of time with the weakest memory first; with `weakest_first` what is
    known comes before what is new. Never the one just asked, unless there is no other. Among skills of one group, one
    that is easily confused with the one just asked is preferred. `avoid` names skills that wait for their relearning
    question. Where nothing else is left, a skill whose prerequisites are not met is opened: a session always has
    something worth doing.
    """
    last = asked[-1] if asked else None
    blocked = avoid | ({last} if last else frozenset())
    seen = set(asked)
    ahead = _ahead(cards, asked)
    new = _of_first_tier(new_skills(cards))
    for group in (
        [skill for skill in due_skills(cards, today) if skill not in seen],
        *((ahead, new) if weakest_first else (new, ahead)),
        closed_skills(cards),
    ):
        free = [skill for skill in group if skill not in blocked]
        if free:
            # The weakest-first order of `ahead` is itself the choice; confusables decide only among the others.
            return free[0] if group is ahead else _prefer_confusable(free, last)
    rest = [skill for skill in (*ahead, *SKILLS) if skill != last and not _suspended(cards, skill)]
    return rest[0] if rest else last or next(iter(SKILLS))


def next_of(only: Sequence[str], asked: Sequence[str]) -> str:
    """The skill to ask next where the learner named the skills: the least asked, not the one just asked."""
    last = asked[-1] if asked else None
    candidates = [skill for skill in only if skill != last] or list(only)
    return min(candidates, key=lambda skill: (asked.count(skill), only.index(skill)))


def question_level(card: Card | None, rng: Random) -> int:
    """The level to ask at: the card's own, now and then one above once the skill has been answered."""
    if card is None:
        return 1
    if card.unaided_successes and card.level < TOP_LEVEL and rng.random() < ONE_ABOVE:
        return card.level + 1
    return card.level


def _ahead(cards: Cards, asked: Sequence[str]) -> list[str]:
    def weakness(item: tuple[str, Card]) -> tuple[int, float, int]:
        skill, card = item
        stability = card.memory.stability if card.memory else 0.0
        return (asked.count(skill), stability, _order(skill))

    return [skill for skill, _ in sorted(_known(cards), key=weakness)]


def _of_first_tier(skills: list[str]) -> list[str]:
    """Those of the tier that is introduced first, so that a confusable skill does not jump ahead of its tier."""
    return [skill for skill in skills if SKILLS[skill].tier == SKILLS[skills[0]].tier]


def _prefer_confusable(group: list[str], last: str | None) -> str:
    confusable = SKILLS[last].confusable if last and last in SKILLS else ()
    return next((skill for skill in group if skill in confusable), group[0])


def _known(cards: Cards) -> list[tuple[str, Card]]:
    return [(skill, card) for skill, card in cards.items() if skill in SKILLS and card.answers and not card.suspended]


def _unseen(cards: Cards) -> list[Skill]:
    return [
        skill
        for skill in SKILLS.values()
        if not _suspended(cards, skill.id) and (skill.id not in cards or not cards[skill.id].answers)
    ]


def _opened(cards: Cards, skill: str) -> bool:
    return skill in cards and cards[skill].unaided_successes > 0


def _suspended(cards: Cards, skill: str) -> bool:
    return skill in cards and cards[skill].suspended


def _order(skill: str) -> int:
    return list(SKILLS).index(skill)
