"""Placement: a few questions that find out what is known, searching the graph of skills as one halves an interval.

An answer says something about more skills than its own: who can do one can do what it builds on, who cannot will not
do what builds on it. Each question is the one whose answer settles most. Only what was asked is recorded; that the
foundations of a success are known follows from the cards (`trainer.scheduling.opening`), so a rebuild knows it too.
"""

from __future__ import annotations

from dataclasses import dataclass

from questions.skills import SKILLS
from trainer.scheduling.choosing import Choice, Situation, Why
from trainer.scheduling.opening import Cards, answered, foundations, implied, order, succeeded, suspended

_WEIGHTS = {"A": 3, "B": 2, "C": 1}
_WHY = Why("placement: this tells most about what you know", "placement: this tells most about what you know")
_MOST_LIKELY = 0.9
_MUCH = 4
_NAMED = 4
"""The most skills whose titles are told."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Chooses until everything is settled; the session ends then, or after its number of questions."""

    def choose(self, situation: Situation) -> Choice | None:
        """The skill whose answer settles most; None once nothing is open. The first question is always asked."""
        open_ = _unsettled(situation)
        if not open_:
            return None if situation.asked else Choice(next(iter(SKILLS)), _WHY)
        known = len(situation.succeeded)
        likely = min(_MOST_LIKELY, (known + 1) / (len(situation.asked) + 2))

        def settled(skill: str) -> float:
            below = sum(_weight(other) for other in foundations(skill) & open_) + _weight(skill)
            above = sum(_weight(other) for other in open_ if skill in foundations(other)) + _weight(skill)
            return likely * below + (1 - likely) * above

        return Choice(max(open_, key=lambda skill: (settled(skill), -order(skill))), _WHY)

    def why(self, skill: str, situation: Situation) -> Why:
        """The same for every question."""
        del skill, situation
        return _WHY


def placed_lines(cards: Cards, asked: int, most: int) -> list[str]:
    """What a placement came to, why it ended before its `most` questions, and what counts as known."""
    early = [f"It stopped after {asked} of {most} questions: no other would have told more."] if asked < most else []
    return [placed_line(cards), *early, *_known_lines(cards)]


def left_lines(cards: Cards) -> list[str]:
    """What is kept of a placement that was left before its end."""
    return ["Placement left early; every answer is kept.", *_known_lines(cards)]


def _known_lines(cards: Cards) -> list[str]:
    """`Known now: What bias=False changes, Output shape in Keras and 12 more.`"""
    titles = [SKILLS[skill].title for skill in sorted(_known(cards), key=order)]
    if not titles:
        return []
    rest = len(titles) - _NAMED
    told = f"{', '.join(titles[:_NAMED])} and {rest} more" if rest > 1 else ", ".join(titles)
    never = len([skill for skill in _known(cards) if not answered(cards, skill)])
    new = f" Those not asked yet ({never}) stay new, and come last." if never else ""
    return [f"Known now: {told}.{new}"]


def _known(cards: Cards) -> frozenset[str]:
    return implied(cards) | {skill for skill in cards if skill in SKILLS and succeeded(cards, skill)}


def placed_line(cards: Cards) -> str:
    """What a placement came to, in one sentence."""
    known = len(_known(cards))
    if not known:
        return "Placement done: we begin at the beginning."
    count = "1 skill counts" if known == 1 else f"{known} skills count"
    return f"Placement done: {count} as known, and what builds on {'it' if known == 1 else 'them'} is open."


def _unsettled(situation: Situation) -> frozenset[str]:
    """Skills of which neither a success nor a failure says whether they are known, but for the one just asked."""
    cards = situation.cards
    successes = situation.succeeded | {skill for skill in cards if skill in SKILLS and succeeded(cards, skill)}
    failures = {skill for skill in situation.asked if skill not in situation.succeeded and _counts(skill, situation)}
    known = successes.union(*(foundations(skill) for skill in successes))
    return frozenset(
        skill
        for skill in SKILLS
        if skill not in known
        and skill != situation.last
        and skill not in failures
        and not foundations(skill) & failures
        and not suspended(cards, skill)
    )


def _counts(skill: str, situation: Situation) -> bool:
    """Whether the failure is believed. Where it would close much, a slip is possible: that is asked once more."""
    closes = sum(skill in foundations(other) for other in SKILLS)
    return closes < _MUCH or situation.asked.count(skill) > 1


def _weight(skill: str) -> int:
    return _WEIGHTS[SKILLS[skill].tier]
