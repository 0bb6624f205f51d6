"""What a demo asks: the program's own order of skills, found once for a sitting instead of before every question."""

from __future__ import annotations

from trainer.scheduling.choosing import Choice, Situation, Why
from trainer.scheduling.limits import new_limit, today_of
from trainer.scheduling.opening import new_skills
from trainer.scheduling.queue import due_skills, weakest

_WHY = Why("demo", "demo")
_FIRST, _NEW, _DUE = 3, 3, 9
"""Of a sitting: so many that are due, at most so many new ones, then more that are due, at most so many in all."""


class Rota:
    """The chooser of one sitting: what failed and is ripe, then what is due, some that are new, the weakest.

    Finding that order is most of what a question costs, and a demo has many of them.
    """

    def __init__(self) -> None:
        self._order: list[str] = []

    def choose(self, situation: Situation) -> Choice | None:
        """The next skill; None where every skill is suspended."""
        skill = situation.ripe or self._next(situation)
        return None if skill is None else Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        """Nothing that anybody would read."""
        del skill, situation
        return _WHY

    def _next(self, situation: Situation) -> str | None:
        blocked = {*situation.waiting, situation.last}
        for _ in range(2):
            for skill in self._order:
                if skill not in blocked:
                    self._order.remove(skill)
                    return skill
            self._order = _order(situation)
        return next(iter(self._order), None)


def _order(situation: Situation) -> list[str]:
    cards, today, settings = situation.cards, situation.today, situation.settings
    room = max(0, new_limit(cards, settings, today) - today_of(cards, today).new)
    due = [skill for skill in due_skills(cards, today, settings) if skill not in situation.asked]
    new = new_skills(cards)
    ahead = weakest(situation)
    some = new[: min(room, _NEW)] or (new[:1] if not due and not ahead else [])
    return list(dict.fromkeys([*due[:_FIRST], *some, *due[_FIRST:_DUE], *ahead]))
