"""The line mode, for pipes and screen readers: one prompt at a time, one line of input answers it.

Everything is written at once. An answer is durable before its verdict is written. End of input ends the session.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TextIO

from questions.submission import Unreadable
from questions.wording import several
from trainer.domain import Event, Mode, Moment, Outcome, Rating
from trainer.journal import Journal
from trainer.scheduling.days import day_of
from trainer.scheduling.placement import left_lines, placed_lines
from trainer.scratch import is_scratch, worked_out
from trainer.session import Phase, PracticeSession
from trainer.session_state import score_words
from trainer.steps import step_lines, wrapped, wrapped_prompt
from trainer.store.errors import StoreError
from trainer.telling import (
    RATINGS,
    diagnosis_lines,
    hint_lines,
    one_day_line,
    preview_line,
    rating_line,
    shown_answer,
    verdict_line,
)

LONGEST_LINE = 20_000
GIVE_UP, HINT = "?", "!"
_TRIES, _PAUSE = 4, 1.0
_BY_WORD = {name.lower(): rating for rating, name in RATINGS.items()} | {str(int(rating)): rating for rating in Rating}


class EndOfInput(Exception):
    """Nothing more will be typed."""


class LineMode:
    """Drives a practice session over two text streams."""

    def __init__(
        self,
        session: PracticeSession,
        journal: Journal,
        clock: Callable[[], Moment],
        given: TextIO,
        shown: TextIO,
        width: int | None = None,
    ) -> None:
        """Prose is wrapped to the `width` if there is one."""
        self._width = width
        self._session = session
        self._journal = journal
        self._clock = clock
        self._given = given
        self._shown = shown

    def run(self) -> None:
        """Until the session or the input ends. Raises StoreError if an answer cannot be kept after several tries."""
        session = self._session
        flashcards = session.plan.mode is Mode.FLASHCARD
        if flashcards:
            self._say(
                f"Flashcards. {HINT} gives a hint, Enter alone turns the card; then rate yourself: "
                "1 again, 2 hard, 3 good, 4 easy."
            )
        else:
            self._say(
                "Answer with what is asked for: a number, or arithmetic such as 12*7+3; a formula where the "
                "question has letters; a shape such as 4x5x6; the letter of a choice; true or false. "
                f"{HINT} gives a hint, {GIVE_UP} if you do not know; arithmetic that ends with = is only worked out."
            )
        try:
            while session.phase is not Phase.DONE:
                self._put_question()
                if flashcards:
                    self._flashcard()
                else:
                    self._typed()
                warning = self._journal.catch_up(self._clock())
                if warning:
                    self._say(warning)
                session.advance(self._clock())
        except EndOfInput:
            pass
        if flashcards:
            self._say("", f"{several(len(session.results), 'card')}.")
        else:
            self._say("", score_words(session.results, session.plan.references))
            if session.plan.placement:
                cards, asked = session.asking.cards, len(session.results)
                done = session.phase is Phase.DONE
                self._say(*(placed_lines(cards, asked, session.plan.limit) if done else left_lines(cards)))

    def _put_question(self) -> None:
        session = self._session
        question = session.question
        why = f" · {session.asking.why.neutral}" if session.asking.why is not None else ""
        head = f"{session.place.told('question').capitalize()} ({question.id}){why}"
        self._say("", head)
        self._write(wrapped_prompt(question.content.asked, self._width))
        if session.given_steps:
            self._say("The steps are given; do the last one:")
            self._write(step_lines(question.content.explanation[: session.given_steps], self._width))

    def _typed(self) -> None:
        session = self._session
        while session.phase is Phase.ASKING:
            line = self._line("Answer: ")
            if line.strip() == HINT:
                self._hint()
                continue
            if is_scratch(line):
                found = worked_out(line)
                self._say(found.reason if isinstance(found, Unreadable) else found)
                continue
            judged = (
                session.dont_know(self._clock()) if line.strip() == GIVE_UP else session.answer(line, self._clock())
            )
            if isinstance(judged, Unreadable):
                self._say(f"Not understood, and not counted: {judged.reason}")
                continue
            self._record(judged.events)
            self._tell()

    def _flashcard(self) -> None:
        session = self._session
        while self._line("Enter turns the card: ").strip() == HINT:
            self._hint()
        session.turn()
        content = session.question.content
        self._say(f"Answer: {shown_answer(content)}")
        self._write(step_lines(content.explanation, self._width))
        while session.phase is Phase.TURNED:
            word = self._line("How well did you know it? 1 again, 2 hard, 3 good, 4 easy: ").strip().lower()
            rating = _BY_WORD.get(word)
            if rating is None:
                self._say("Not understood: type 1, 2, 3 or 4.")
                continue
            judged = session.rate_self(rating, self._clock())
            self._record(judged.events)
            self._tell_schedule()

    def _hint(self) -> None:
        session = self._session
        before = len(session.hints)
        if session.hint() is None:
            self._say("There are no more hints.")
            return
        rated = session.plan.mode is not Mode.FLASHCARD
        self._say(*hint_lines(session.question.content, len(session.hints), rated=rated)[before:])

    def _tell(self) -> None:
        result = self._session.results[-1]
        content = result.question.content
        lines = [verdict_line(result.review.outcome, content, result.review.submission)]
        if result.review.outcome is not Outcome.CORRECT:
            lines += diagnosis_lines(result.verdict)
        self._say(*lines)
        self._write(step_lines(content.explanation, self._width))
        self._tell_schedule()

    def _tell_schedule(self) -> None:
        result = self._session.results[-1]
        review, now = result.review, self._clock()
        asking, today = self._session.asking, day_of(now)
        line = rating_line(review, asking.due(review.skill, now), today, result.aid)
        days = asking.preview(now)
        ratings = preview_line(days, today, ", ")
        by_rating = one_day_line(days, today, asking.why_one_day(now)) or (f"By rating: {ratings}." if ratings else "")
        why = f" Asked now: {asking.why.full}." if asking.why is not None else ""
        self._say(f"{line}{f' {by_rating}' if by_rating else ''}{why} Reference: {review.reference}")

    def _record(self, events: Iterable[Event]) -> None:
        kept = tuple(events)
        for tries_left in range(_TRIES - 1, -1, -1):
            try:
                cards = self._journal.record(kept, self._clock())
            except StoreError as error:
                if not (error.retryable and tries_left):
                    raise
                self._say(f"The answer is not saved yet: {error} Trying again.")
                time.sleep(_PAUSE)
            else:
                self._session.acknowledge(cards, kept)
                return

    def _line(self, prompt: str) -> str:
        return read_line(self._given, self._shown, prompt)

    def _say(self, *lines: str) -> None:
        self._write([part for line in lines for part in wrapped(line, self._width)])

    def _write(self, lines: Iterable[str]) -> None:
        self._shown.write("".join(f"{line}\n" for line in lines))
        self._shown.flush()


def read_line(given: TextIO, shown: TextIO, prompt: str) -> str:
    """One line of input, or EndOfInput. Of one longer than LONGEST_LINE the beginning is kept, and refused."""
    if given.isatty():
        shown.write(prompt)
        shown.flush()
    line = given.readline(LONGEST_LINE)
    if not line:
        raise EndOfInput
    rest = line
    while rest and not rest.endswith("\n"):
        rest = given.readline(LONGEST_LINE)
    return line.rstrip("\r\n")
