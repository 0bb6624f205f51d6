"""Which skill comes next in a session: due, then new, then ahead of time. Pure: no clock, no store, no FSRS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from questions.skills import SKILLS
from trainer.domain import Card
from trainer.scheduling.cards import TOP_LEVEL
from trainer.scheduling.choosing import Choice, Situation, Why
from trainer.scheduling.horizon import days_left, due_day, returns_at_last
from trainer.scheduling.limits import new_limit, new_pace, review_limit, today_of
from trainer.scheduling.memory import retrievability
from trainer.scheduling.opening import Cards, answered, closed_skills, new_skills, order, suspended
from trainer.scheduling.policy import OURS, Policy
from trainer.scheduling.reasons import reason
from trainer.scheduling.tallies import Tally, needs, tallies
from trainer.settings import LearnerSettings

NO_SETTINGS = LearnerSettings()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Our chooser: what is due, then what is new, then ahead of time with the weakest first.

    A skill that failed in the session returns as soon as it is ripe. New skills are spread over the session, and over
    the days with an interview near; then they come between what is due, too. Where the learner went on, what is known
    comes before what is new. Never the skill just asked, unless there is no other. Where nothing else is left, a skill
    is opened early: a session always has something worth doing.
    """

    policy: Policy = OURS

    def choose(self, situation: Situation) -> Choice | None:
        """The next skill; there always is one."""
        skill = situation.ripe or self._found(situation)
        return Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        """See trainer.scheduling.reasons."""
        return reason(skill, situation, self.policy)

    def _found(self, situation: Situation) -> str:
        last = situation.last
        blocked = situation.waiting | ({last} if last else frozenset())
        ahead = weakest(situation, self.policy)
        for group in self._groups(situation, ahead):
            free = [skill for skill in group if skill not in blocked]
            if free:
                # The weakest-first order of `ahead` is itself the choice; confusables decide only among the others.
                return free[0] if group is ahead or not self.policy.interleaving else _prefer_confusable(free, last)
        rest = [skill for skill in (*ahead, *SKILLS) if skill != last and not suspended(situation.cards, skill)]
        if rest:
            return rest[0]
        return last if last and not suspended(situation.cards, last) else _of_the_suspended(situation)

    def _groups(self, situation: Situation, ahead: list[str]) -> list[list[str]]:
        cards, today, settings, policy = situation.cards, situation.today, situation.settings, self.policy
        done = today_of(cards, today)
        seen = set(situation.asked)
        found = situation.tallies if policy.steering else {}
        due = [skill for skill in due_skills(cards, today, settings, policy, found) if skill not in seen]
        if done.reviews >= review_limit(settings, policy):
            due = []
        new = _of_first_tier(new_skills(cards, gate=_has_gate(situation, policy)))
        room = done.new < new_limit(cards, settings, today, policy)
        opened, number = len(situation.opened), len(situation.asked) + 1
        pace = new_pace(cards, settings, today, policy)
        hurry = new if room and opened < pace * number else []
        some = new if room and opened < max(pace, policy.new_share) * number else []
        if situation.gone_on:
            return [due, ahead, some, new, closed_skills(cards)]
        return [hurry, due, some, ahead, new, closed_skills(cards)]


def due_skills(
    cards: Cards,
    today: date,
    settings: LearnerSettings = NO_SETTINGS,
    policy: Policy = OURS,
    found: Mapping[str, Tally] | None = None,
) -> list[str]:
    """Skills that are due; suspended ones left out.

    In the last days before an interview tier A comes first; then the longest overdue, then those whose questions work
    on a misconception that is not cleared: `found` are the tallies of the cards, if they are at hand.
    """
    if found is None:
        found = tallies(cards) if policy.steering else {}
    due = []
    for skill, card in _known(cards):
        day = due_day(card, settings, today, policy)
        if day is not None and day <= today:
            final = returns_at_last(card, settings, today, policy)
            due.append((not final, day, -needs(skill, found), order(skill), skill))
    return [skill for *_, skill in sorted(due)]


def weakest(situation: Situation, policy: Policy = OURS) -> list[str]:
    """All known skills for practice ahead of time: the least asked here, then the weakest.

    Weak is what is likely forgotten by now, and what works on a misconception that is not cleared.
    """
    found = situation.tallies if policy.steering else {}

    def key(item: tuple[str, Card]) -> tuple[int, float, float, int]:
        skill, card = item
        if card.memory is None:
            return (situation.asked.count(skill), 0.0, 0.0, order(skill))
        forgotten = 1 - retrievability(card.memory, situation.today)
        weakness = forgotten + policy.steering_weight * needs(skill, found)
        return (situation.asked.count(skill), -weakness, card.memory.stability, order(skill))

    return [skill for skill, _ in sorted(_known(situation.cards), key=key)]


def question_level(card: Card | None, rng: Random, policy: Policy = OURS) -> int:
    """The level to ask at: the card's own, or one above now and then once the skill has been answered."""
    if card is None:
        return 1
    if card.unaided_successes and card.level < TOP_LEVEL and rng.random() < policy.one_above:
        return card.level + 1
    return card.level


def _has_gate(situation: Situation, policy: Policy) -> bool:
    left = days_left(situation.settings, situation.today)
    return policy.gate and not (policy.horizon and left is not None and left <= policy.open_days)


def _of_first_tier(skills: list[str]) -> list[str]:
    """Those of the tier that is introduced first, so that a confusable skill does not jump ahead of its tier."""
    return [skill for skill in skills if SKILLS[skill].tier == SKILLS[skills[0]].tier]


def _of_the_suspended(situation: Situation) -> str:
    """Where every skill is suspended: the least asked here, first those that are known."""

    def key(skill: str) -> tuple[int, bool, int]:
        return (situation.asked.count(skill), not answered(situation.cards, skill), order(skill))

    return min((skill for skill in SKILLS if skill != situation.last), key=key)


def _prefer_confusable(group: list[str], last: str | None) -> str:
    confusable = SKILLS[last].confusable if last and last in SKILLS else ()
    return next((skill for skill in group if skill in confusable), group[0])


def _known(cards: Cards) -> list[tuple[str, Card]]:
    return [
        (skill, card)
        for skill, card in cards.items()
        if skill in SKILLS and answered(cards, skill) and not card.suspended
    ]
