"""One invented learner: right rules that are remembered or not, wrong rules in their place, slips and guesses."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from math import exp, log
from random import Random

from questions.draw import derived_seed
from questions.question import Content, Misconception, Question
from questions.submission import AnswerKind
from trainer.demo.answers import fallen_into, guessed, options, products, slipped, typed
from trainer.demo.memory import Unit, memory_of
from trainer.demo.world import World

_PRIOR = ((0.35, 3.0), (0.35, 0.5), (0.30, -2.0))
"""Before practice a component is known, shaky or misconceived: how often, and the mean logit of the right rule."""

_RETRIEVED, _READ, _MENDED, _COMPLETED = 1.0, 0.5, 0.8, 0.6
"""What an answer does for a component: used rightly; read in the worked steps, unfailed or failed; steps were given."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the learner does at a question. `text` is None for "I don't know".

    `failed` are the components whose right rule was not recalled, `causes` the misconceptions that show in the answer,
    none where it is right, guessed, or only the arithmetic slipped. `seconds` is how long it took.
    """

    text: str | None
    failed: frozenset[str]
    causes: tuple[str, ...]
    slip: bool
    seconds: float


class Learner:
    """Determined by the world and the seed; two with the same seed differ only in what happens to them."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self._seed = seed
        self._memory = memory_of(world)
        self._prior: dict[Unit, float] = {}
        self._preference: dict[str, float] = {}
        traits = Random(derived_seed("traits", seed))
        self._pace = exp(traits.gauss(0, 0.25))
        self._carelessness = 0.008 * exp(traits.gauss(0, 0.5))
        self._rng = Random(derived_seed("answers", seed))

    def copy(self) -> Learner:
        """The same learner, who can be asked without anything happening to this one."""
        return deepcopy(self)

    def recall(self, unit: Unit, at: float) -> float:
        """How likely the right rule is recalled at that time, in days."""
        return 1 / (1 + exp(-self._before(unit) - self._memory.strength(unit, at)))

    def prospects(self, unit: Unit, now: float, at: float) -> tuple[float, float, float]:
        """How likely it is recalled later: as things are, or if practised now in another skill or in its own."""
        recalled, before = self.recall(unit, now), self._before(unit)
        amount = recalled * _RETRIEVED + (1 - recalled) * _MENDED
        now_, elsewhere, here = (
            1 / (1 + exp(-before - strength)) for strength in self._memory.prospects(unit, now, at, amount, recalled)
        )
        return now_, elsewhere, here

    def chance(self, question: Question, at: float) -> float:
        """How likely the answer is right, without help, if two wrong rules do not happen to cancel out."""
        content, recalled, not_blank = question.content, 1.0, 1.0
        for unit in units_of(question):
            right = self.recall(unit, at)
            not_blank *= 1 - (1 - right) * self._blank(unit)
            recalled *= right
        by_luck = (1 - not_blank) / options(content) if options(content) else 0.0
        return recalled * (1 - self._slip(content)) + by_luck

    def attempt(self, question: Question, at: float, *, steps_given: bool = False) -> Attempt:
        """Answer the question; with the worked steps given, only the last line is left to do."""
        content, rng = question.content, self._rng
        units = units_of(question)
        failed = [] if steps_given else [unit for unit in units if rng.random() >= self.recall(unit, at)]
        seconds = self._seconds(content, len(failed))
        components = frozenset(component for component, _ in failed)
        if any(rng.random() < self._blank(unit) for unit in failed):
            if not options(content) and rng.random() < 0.6:
                return Attempt(None, components, (), False, seconds)
            return Attempt(typed(guessed(content, rng)), components, (), False, seconds)
        rivals = [self._rival(content, component) for component, _ in failed]
        value, shown = fallen_into(rivals, rng) if rivals else (content.answer, ())
        slip = rng.random() < self._slip(content)
        if slip:
            value = slipped(value, rng)
        return Attempt(typed(value), components, tuple(rival.id for rival in shown), slip, seconds)

    def learn(
        self, question: Question, attempt: Attempt, at: float, *, right: bool, named: frozenset[str], given: bool
    ) -> float:
        """Take in the feedback; gives the seconds that it took. `named` are the components that the diagnosis names."""
        for unit in units_of(question):
            component = unit[0]
            amount = _READ
            if given:
                amount = _COMPLETED
            elif component in attempt.failed:
                amount = _READ if right else _MENDED / len(attempt.failed) ** 0.5
            elif right:
                amount = _RETRIEVED
            if component in named:
                amount *= 1 + self.world.diagnosis
            self._memory.expose(unit, at, amount, self.recall(unit, at))
        return self._pace * (8 if right else 40)

    def _before(self, unit: Unit) -> float:
        """The logit of the right rule before any practice: of the component, a little different in each skill."""
        if unit not in self._prior:
            component, skill = unit
            draw = Random(derived_seed("prior", self._seed, component))
            kind, mean = draw.random(), _PRIOR[-1][1]
            for share, of_kind in _PRIOR:
                if kind < share:
                    mean = of_kind
                    break
                kind -= share
            own = Random(derived_seed("prior", self._seed, component, skill))
            self._prior[unit] = mean + draw.gauss(0, 0.6) + own.gauss(0, 0.7)
        return self._prior[unit]

    def _blank(self, unit: Unit) -> float:
        """How likely nothing comes to mind where the right rule does not."""
        return 0.3 if self._memory.is_fresh(unit) else 0.1

    def _rival(self, content: Content, component: str) -> Misconception:
        """The wrong rule that comes up instead: each learner leans towards some of them, always the same ones."""
        rivals = [slip for slip in content.misconceptions if slip.component == component]
        return self._rng.choices(rivals, [self._leaning(slip.id) for slip in rivals])[0]

    def _leaning(self, slip: str) -> float:
        if slip not in self._preference:
            self._preference[slip] = Random(derived_seed("leaning", self._seed, slip)).expovariate(1) ** 2 + 0.01
        return self._preference[slip]

    def _slip(self, content: Content) -> float:
        if content.kind not in (AnswerKind.INTEGER, AnswerKind.SHAPE):
            return 0.0
        return float(1 - (1 - self._carelessness) ** (1 + products(content)))

    def _seconds(self, content: Content, failed: int) -> float:
        typical = 25 + 5 * products(content) + 8 * failed
        return self._pace * exp(self._rng.gauss(log(typical), 0.4))


def units_of(question: Question) -> list[Unit]:
    """What has to be known for this question: the components that its misconceptions are about."""
    skill = question.reference.skill
    return [
        (component, skill) for component in dict.fromkeys(slip.component for slip in question.content.misconceptions)
    ]
