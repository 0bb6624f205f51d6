"""What a session asks: it chooses the next skill, draws a question with fresh numbers, and knows why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from questions.generator import draw_reference, generate
from questions.question import Question, Reference
from questions.skills import SKILLS
from trainer.domain import Card, Moment, Rating, Review
from trainer.scheduling.choosing import Choice, Chooser, Listed, Named, Situation, Why
from trainer.scheduling.days import day_of
from trainer.scheduling.horizon import due_day
from trainer.scheduling.opening import answered
from trainer.scheduling.placement import Placement
from trainer.scheduling.policy import Policy
from trainer.scheduling.preview import preview
from trainer.scheduling.queue import Schedule, question_level
from trainer.scheduling.relearning import Relearning
from trainer.session_state import Place, SessionPlan
from trainer.settings import LearnerSettings

_TRIES = 100
"""How many questions are drawn for one with numbers that this session has not had."""


class Asking:
    """The questions of one session. `cards` is None as long as the store is not open."""

    def __init__(
        self,
        cards: Mapping[str, Card] | None,
        settings: LearnerSettings,
        chooser: Chooser,
        policy: Policy,
        rng: Random,
    ) -> None:
        self.chooser = chooser
        self.why: Why | None = None
        self._cards = dict(cards) if cards is not None else None
        self.settings = settings
        self._policy = policy
        self._rng = rng
        self._relearning = Relearning(policy)
        self._asked: list[str] = []
        self._references: list[Reference] = []
        self._put_off: list[Reference] = []
        self._repeated: list[str] = []
        self._repeating = False
        self._opened: set[str] = set()
        self._succeeded: set[str] = set()
        self._identities: set[tuple[object, ...]] = set()
        self._before: Card | None = None
        self._before_known = False

    @property
    def cards(self) -> Mapping[str, Card]:
        """All cards as far as they are stored."""
        return self._cards or {}

    def card(self, skill: str) -> Card | None:
        """The card of a skill as far as it is stored."""
        return self.cards.get(skill)

    def due(self, skill: str, now: Moment) -> date | None:
        """The day on which a skill comes back, as far as its answers are stored."""
        card, today = self.card(skill), day_of(now)
        return due_day(card, self.settings, today, self._policy) if card is not None else None

    def preview(self, now: Moment) -> dict[Rating, date]:
        """The due day by rating of the question asked last; empty where its card was not known yet. Imports FSRS."""
        if not self._before_known:
            return {}
        return preview(self._before, self._asked[-1], day_of(now), self.settings, self._policy)

    def why_one_day(self, now: Moment) -> str:
        """Why every rating would bring the skill back on the same day, where the memory model would not."""
        before = self._before
        if before is not None and before.memory is not None and before.memory.last_day >= day_of(now):
            return "it was asked before today"
        return "your interview is near" if self.settings.interview_date is not None else ""

    def is_faded(self, skill: str) -> bool:
        """Whether a question of the skill comes with the worked steps that lead up to the answer."""
        return self._relearning.is_faded(skill)

    def planned(self, reference: Reference, now: Moment) -> Question:
        """Ask the question that was planned before. Raises ValueError if it cannot be drawn."""
        question = generate(reference)
        skill = reference.skill
        self._why_planned(skill, now)
        return self._ask(question)

    def next(self, now: Moment, *, gone_on: bool = False) -> Question | None:
        """The next question, or None if there is nothing more to ask."""
        choice = self.chooser.choose(self._situation(now, gone_on=gone_on))
        return None if choice is None else self._chosen(choice)

    def put_off(self, now: Moment) -> Question | None:
        """The next question of a list in place of the newest, which comes behind the others; None if there is none."""
        skill, reference = self._asked[-1], self._references[-1]
        choice = self.chooser.choose(
            replace(
                self._situation(now),
                asked=tuple(self._asked[:-1]),
                references=tuple(self._references[:-1]),
                put_off=(*self._put_off, reference),
                repeated=tuple(self._repeated[:-1] if self._repeating else self._repeated),
            )
        )
        if choice is None or choice.reference == reference or (self._repeating and choice.skill == skill):
            return None
        del self._asked[-1], self._references[-1]
        self._put_off.append(reference)
        if self._repeating:
            del self._repeated[-1]
        if skill not in self._asked:
            self._opened.discard(skill)
        return self._chosen(choice)

    def place(self, references: Sequence[Reference]) -> Place:
        """Where it stands in this list: the number of a question is its own, whatever was skipped or taken back."""
        if self._repeating:
            left = self._relearning.waiting.difference(self._repeated)
            return Place(len(self._repeated), len(self._repeated) + len(left), again=True)
        newest = next(each for each in reversed(self._references) if each in references)
        return Place(references.index(newest) + 1, len(references))

    def go_on(self) -> None:
        """Choose by the schedule from here on; what was failed so far is still to be learned again."""
        self.chooser = Schedule(self._policy)

    def begin(self, chooser: Chooser) -> None:
        """Choose by this from here on, as in a session of its own: what was only measured is not learned again now."""
        self.chooser = chooser
        self._relearning = Relearning(self._policy)
        self._asked = self._asked[-1:]
        self._references = self._references[-1:]
        self._opened.clear()

    def note(self, review: Review) -> None:
        """Take in what an answer came to, or what it comes to now."""
        self._relearning.note(review)
        if review.unaided_success:
            self._succeeded.add(review.skill)
        else:
            self._succeeded.discard(review.skill)

    def again(self, skill: str) -> Question:
        """Fresh numbers for the skill just asked, whose answer was taken back."""
        return self._ask(self._drawn(skill))

    def forget(self, review: Review, left: Sequence[Review]) -> None:
        """That answer was taken back; `left` are the session's others, oldest first."""
        self._relearning = Relearning(self._policy)
        self._succeeded.clear()
        self._opened.discard(review.skill)
        for other in left:
            self.note(other)

    def know(self, cards: Mapping[str, Card], now: Moment | None = None) -> None:
        """What the store has now. If that comes before the first answer, `now` explains the planned question."""
        first = self._cards is None
        self._cards = dict(cards)
        if not first or not self._asked:
            return
        skill = self._asked[0]
        if now is None:
            if skill in cards and cards[skill].answers == 1:
                self._opened.add(skill)
        else:
            asked, self._asked = self._asked, []
            references, self._references = self._references, []
            self._why_planned(skill, now)
            self._asked, self._references = asked, references
            self._remember_before(skill)

    def _why_planned(self, skill: str, now: Moment) -> None:
        if self._cards is not None:
            self.why = self.chooser.why(skill, self._situation(now))

    def _situation(self, now: Moment, *, gone_on: bool = False) -> Situation:
        asked = tuple(self._asked)
        return Situation(
            self.cards,
            day_of(now),
            self.settings,
            asked,
            tuple(self._references),
            opened=frozenset(self._opened),
            succeeded=frozenset(self._succeeded),
            waiting=self._relearning.waiting,
            ripe=self._relearning.ripe(asked),
            helped=self._relearning.helped,
            gone_on=gone_on,
            put_off=tuple(self._put_off),
            repeated=tuple(self._repeated),
        )

    def _chosen(self, choice: Choice) -> Question:
        self.why = choice.why
        self._repeating = choice.again
        if choice.again:
            self._repeated.append(choice.skill)
        return self._ask(self._drawn(choice.skill) if choice.reference is None else generate(choice.reference))

    def _ask(self, question: Question) -> Question:
        skill = question.reference.skill
        self._asked.append(skill)
        self._references.append(question.reference)
        self._identities.add(question.identity)
        self._remember_before(skill)
        return question

    def _remember_before(self, skill: str) -> None:
        self._before_known = self._cards is not None
        if self._cards is not None:
            self._before = self._cards.get(skill)
            if not answered(self._cards, skill):
                self._opened.add(skill)

    def _drawn(self, skill: str) -> Question:
        level = question_level(self.card(skill), self._rng, self._policy)
        for _ in range(_TRIES):
            question = generate(draw_reference(SKILLS[skill], level, self._rng.getrandbits(64)))
            if question.identity not in self._identities:
                break
        return question


def chooser_for(plan: SessionPlan, policy: Policy) -> Chooser:
    """What finds the skills of such a session."""
    if plan.placement:
        return Placement()
    if plan.references:
        return Listed(plan.references)
    return Named(plan.only) if plan.only else Schedule(policy)
