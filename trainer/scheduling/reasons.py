"""Why this question, why now: one line for every scheduled question."""

from __future__ import annotations

from datetime import date

from questions.discrimination import discrimination
from questions.skills import SKILLS
from questions.wording import several
from trainer.domain import Card
from trainer.scheduling.choosing import Situation, Why, relearning_line
from trainer.scheduling.horizon import days_left, due_day, longest_gap, plain_due, returns_at_last
from trainer.scheduling.memory import retrievability
from trainer.scheduling.opening import foundations, implied, knew, new_skills, succeeded, suspended
from trainer.scheduling.policy import Policy
from trainer.scheduling.tallies import Tally, needs

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reason(skill: str, situation: Situation, policy: Policy) -> Why:
    """What the schedule has to say for asking that skill here."""
    if skill in situation.waiting and skill != situation.last:
        return _same(relearning_line(skill, situation))
    if suspended(situation.cards, skill):
        return _same("asked though suspended, as all skills are")
    card = situation.cards.get(skill)
    why = _known(card, situation, policy) if card and card.memory else _new(skill, situation, policy)
    last = situation.last
    confusable = SKILLS[skill].confusable if policy.interleaving and skill in SKILLS else ()
    if last in confusable and str(last) not in why.full:
        why = Why(why.neutral, f"{why.full}; often confused with {last}")
    return why


def _same(line: str) -> Why:
    return Why(line, line)


def _new(skill: str, situation: Situation, policy: Policy) -> Why:
    cards = situation.cards
    harder = next((other for other in cards if succeeded(cards, other) and skill in foundations(other)), None)
    if harder is not None:
        return Why("new", f"new, but {harder}, which builds on it, went right")
    needed = SKILLS[skill].prerequisites if skill in SKILLS else ()
    if not needed:
        return _same("new")
    if skill in new_skills(cards):
        known = [other for other in needed if other in implied(cards) or knew(cards, other)]
        told = f"you know {_listed(known)}, which it builds on" if known else "you suspended what it builds on"
        return Why("new", f"new: {told}")
    left = days_left(situation.settings, situation.today)
    if not policy.gate or (left is not None and left <= policy.open_days):
        return _same(f"new: {_interview(left)}, so nothing waits" if left is not None else "new")
    return _same("new, early: all else was just asked")


def _known(card: Card, situation: Situation, policy: Policy) -> Why:
    settings, today = situation.settings, situation.today
    day = due_day(card, settings, today, policy)
    left = days_left(settings, today)
    if card.memory is not None and day is not None and day <= today:
        plain = plain_due(card, settings)
        if left is not None and returns_at_last(card, settings, today, policy):
            return _same(f"{_interview(left)}: tier A comes back")
        if left is not None and plain is not None and plain > today:
            gap = longest_gap(left + (today - card.memory.last_day).days, policy.gap_part)
            return _same(f"{_interview(left)}: no gap should exceed {several(gap, 'day')}")
        return _same(_since(day, today))
    if card.first_day == today:
        return _same("once more, as it was new today")
    return _ahead(card, situation, policy)


def _ahead(card: Card, situation: Situation, policy: Policy) -> Why:
    if card.memory is None:
        return _same("ahead of time")
    recalled = retrievability(card.memory, situation.today)
    need = policy.steering_weight * needs(card.skill, situation.tallies) if policy.steering else 0.0
    weakest = recalled <= _least_recalled(situation)
    if need > 1 - recalled or (need and not weakest):
        return Why("ahead of time: a weak spot", f"ahead of time: {_went_wrong(card.skill, situation)}")
    asked = _last_asked(card.memory.last_day, situation.today)
    short = f"ahead of time{asked}"
    return Why(short, f"ahead of time: the weakest memory{asked}" if weakest else short)


def _least_recalled(situation: Situation) -> float:
    """The least likely recall of a known skill that could be asked here; 1 if there is none."""
    recalls = (
        retrievability(card.memory, situation.today)
        for skill, card in situation.cards.items()
        if card.memory is not None
        and not card.suspended
        and skill in SKILLS
        and skill != situation.last
        and skill not in situation.waiting
    )
    return min(recalls, default=1.0)


def _went_wrong(skill: str, situation: Situation) -> str:
    """`input depth went wrong in 2 of 3 answers`; of about 3, where not every question could show it."""
    shares = discrimination(skill).shares

    def needed(tally: Tally) -> float:
        return shares[tally.component] * tally.strength

    tally = max((situation.tallies[about] for about in shares if about in situation.tallies), key=needed)
    answers = max(tally.hits, round(tally.opportunities))
    if answers == 1:
        return f"{tally.component} went wrong in the one answer so far"
    about = "" if tally.opportunities == answers else "about "
    return f"{tally.component} went wrong in {tally.hits} of {about}{answers} answers"


def _last_asked(day: date, today: date) -> str:
    """`, last asked 9 days ago`; nothing of a day that is still to come, as the clock was set back since."""
    days = (today - day).days
    if days < 0:
        return ""
    return ", asked earlier today" if days == 0 else f", last asked {'yesterday' if days == 1 else f'{days} days ago'}"


def _since(day: date, today: date) -> str:
    days = (today - day).days
    if days == 0:
        return "due today"
    if days == 1:
        return "due since yesterday"
    return f"due since {_WEEKDAYS[day.weekday()]}" if days < 7 else f"due for {days} days"


def _interview(left: int) -> str:
    if left < 2:
        return f"your interview is {'tomorrow' if left else 'today'}"
    return f"your interview is in {left} days"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
