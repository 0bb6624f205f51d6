"""An answer of the log, looked at again: its question drawn anew from its reference, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from questions.checker import Verdict, check, read_answer
from questions.discrimination import discrimination
from questions.generator import UnknownQuestion, generate
from questions.question import BadReference, Question, Reference
from questions.skills import SKILLS
from questions.submission import Submission
from trainer.answer_filter import AnswerFilter
from trainer.domain import Card, Mode, Outcome, Review
from trainer.store.port import EventStore
from trainer.telling import RATINGS, clipped, diagnosis_lines

_PAGE = 5_000
SIGNS = {Outcome.CORRECT: "✓", Outcome.WRONG: "✗", Outcome.DONT_KNOW: "?", Outcome.SELF_RATED: "•"}
"""Never colour alone: every outcome has a sign and a word."""
WORDS = {
    Outcome.CORRECT: "right",
    Outcome.WRONG: "wrong",
    Outcome.DONT_KNOW: "not known",
    Outcome.SELF_RATED: "self-rated",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A review with the `question` it was about, or `missing`, a sentence that says why there is only what was kept.

    `verdict` is that of the present checker on what was typed; None where there is none, as for a flashcard.
    """

    review: Review
    question: Question | None = None
    verdict: Verdict | None = None
    missing: str = ""

    @property
    def diagnosis(self) -> list[str]:
        """What explains the wrong answer, line by line; the ids that were kept where there is no more to say."""
        review = self.review
        if review.outcome is not Outcome.WRONG:
            return []
        if self.verdict is not None and self.verdict.correct:
            return ["Your set-up was right, so this was a slip of arithmetic."] if review.setup else []
        if self.verdict is not None and (self.verdict.misconceptions or not review.misconceptions):
            return diagnosis_lines(self.verdict, setup_typed=bool(review.setup))
        return [f"Recorded as {', '.join(review.misconceptions)}."] if review.misconceptions else []


@dataclass(frozen=True, slots=True)
class Names:
    """The skills and the misconceptions that words of a filter may stand for."""

    skills: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


def names_in_log(cards: Mapping[str, Card]) -> Names:
    """All that this program knows, and those that only the log has."""
    slips = {hit.misconception for card in cards.values() for hit in card.hits}
    known = {slip for skill in SKILLS for slip in discrimination(skill).slips}
    return Names(tuple(dict.fromkeys((*SKILLS, *cards))), tuple(sorted(slips | known)))


def look_back(review: Review) -> Past:
    """The review with its question, if this program still draws the very one that was asked."""
    try:
        question = generate(Reference.parse(review.reference))
    except (BadReference, UnknownQuestion) as error:
        return Past(review, missing=f"Only what was kept is shown: {error}.")
    if question.content.asked != review.prompt or question.expected != review.expected:
        return Past(review, missing="Only what was kept is shown: this program draws another question for it now.")
    return Past(review, question, _verdict(review, question))


def read_answers(store: EventStore, learner: str, wanted: AnswerFilter, limit: int) -> Iterator[Review]:
    """Up to `limit` of the answers that count and are wanted, the newest first, read in pages. Raises StoreError."""
    for offset in range(0, limit, _PAGE):
        page = store.answers(learner, wanted, offset, min(_PAGE, limit - offset))
        yield from page
        if len(page) < _PAGE:
            return


def local_time(review: Review) -> str:
    """When it was for the learner: `2026-03-02 18:04`."""
    return f"{review.at + timedelta(minutes=review.utc_offset):%Y-%m-%d %H:%M}"


def typed_text(review: Review) -> str:
    """What was typed, and for a wrong answer what was right, on one line: `90 instead of 280`."""
    typed = clipped(review.submission)
    return f"{typed} instead of {clipped(review.expected)}" if review.outcome is Outcome.WRONG else typed


def circumstances(review: Review) -> str:
    """`level 2 · 0:41 · rated Good · with help`."""
    seconds = round(review.taken_ms / 1000)
    minutes, rest = divmod(seconds, 60)
    rated = f"{RATINGS[review.rating]}{' by you' if review.rated_by_learner else ''}"
    parts = [f"level {review.level}", f"{minutes:,}:{rest:02}", f"rated {rated}"]
    if review.hints:
        parts.append("with help")
    if review.mode is not Mode.TYPED:
        parts.append(review.mode.value)
    return " · ".join(parts)


def _verdict(review: Review, question: Question) -> Verdict | None:
    """As it was told then: of a wrong number with a set-up, what the set-up showed."""
    if review.outcome not in (Outcome.CORRECT, Outcome.WRONG):
        return None
    submission = read_answer(question.content, review.setup or review.submission)
    return check(question.content, submission.value) if isinstance(submission, Submission) else None
