"""The interview in lines, for pipes and screen readers: one question after the other, without going back.

Every answer is kept before the next question is written. End of input ends the interview.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TextIO

from trainer.domain import Event, Moment
from trainer.interview.record import InterviewRecord, to_kept
from trainer.interview.rubric import rubric_lines
from trainer.interview.session import InterviewSession, Mark, question_of
from trainer.interview.shelf import open_report
from trainer.interview.words import left_words, sections
from trainer.journal import Journal
from trainer.plain import GIVE_UP, EndOfInput, read_line
from trainer.store.errors import StoreError

_TRIES, _PAUSE = 4, 1.0


class LineInterview:
    """Drives an interview over two text streams."""

    def __init__(
        self, session: InterviewSession, journal: Journal, clock: Callable[[], Moment], given: TextIO, shown: TextIO
    ) -> None:
        self._session = session
        self._journal = journal
        self._clock = clock
        self._given = given
        self._shown = shown

    def run(self) -> None:
        """Until every question was asked, the time or the input is over. Raises StoreError."""
        session = self._session
        self.say(
            f"Interview: {session.record.plan.words}.",
            f"Answer with the plain result, worked out; {GIVE_UP} leaves a question without an answer. "
            "Nothing is judged before the end.",
        )
        self._keep(session.record)
        try:
            for number, mark in enumerate(session.marks, 1):
                if mark is not Mark.ANSWERED and not session.is_over(self._clock()):
                    self._ask(number)
        except EndOfInput:
            self.say("", "The input is over, and so is the interview.")
        if session.is_blank:
            self._journal.drop_interview(session.record.id)
            self.say("", "Nothing was answered, so nothing is recorded.")
            return
        if session.is_over(self._clock()):
            self.say("", "The time is over.")
        finished = session.finish(self._clock())
        self._keep(finished.record, finished.reviews)
        self._keep(self._ticked(finished.record))
        if warning := self._journal.catch_up(self._clock()):
            self.say(warning)
        tell_report(self._journal, finished.record.id, self._shown)

    def say(self, *lines: str) -> None:
        """Write lines at once."""
        self._shown.write("".join(f"{line}\n" for line in lines))
        self._shown.flush()

    def _ask(self, number: int) -> None:
        session = self._session
        session.go_to(number, self._clock())
        question = session.question
        left = left_words(session.left(self._clock()))
        head = f"Question {number} of {len(session.questions)} ({question.id}) · {left}"
        self.say("", head, question.content.asked)
        if session.aloud:
            self.say("Explain aloud how you get there, then type the answer.")
        while True:
            line = read_line(self._given, self._shown, "Answer: ")
            if session.is_over(self._clock()):
                return
            text = "" if line.strip() == GIVE_UP else line
            session.write(text, self._clock())
            if session.unreadable is None and (text.strip() or line.strip() == GIVE_UP):
                break
            self.say(f"Not taken, and nothing is lost: {_why(session)}")
        session.pass_time(self._clock())
        self._keep(session.record)

    def _ticked(self, record: InterviewRecord) -> InterviewRecord:
        """The record with what was said aloud, as the learner says."""
        slots = list(record.slots)
        try:
            for place, slot in enumerate(slots):
                question = question_of(slot) if slot.aloud and slot.seen else None
                if question is None:
                    continue
                lines = rubric_lines(question.content)
                self.say("", f"Question {place + 1}, explained aloud. Which of these did you say?")
                self.say(*(f"{number}. {line}" for number, line in enumerate(lines, 1)))
                typed = read_line(self._given, self._shown, "Their numbers, such as 1 3, or Enter for none: ")
                numbers = {int(found) for found in re.findall(r"\b[0-9]{1,3}\b", typed)}
                slots[place] = replace(slot, ticks=tuple(n - 1 for n in sorted(numbers) if 1 <= n <= len(lines)))
        except EndOfInput:
            pass
        return replace(record, slots=tuple(slots))

    def _keep(self, record: InterviewRecord, events: tuple[Event, ...] = ()) -> None:
        for tries_left in range(_TRIES - 1, -1, -1):
            try:
                self._journal.keep_interview(to_kept(record), events, self._clock())
            except StoreError as error:
                if not (error.retryable and tries_left):
                    raise
                self.say(f"Not saved yet: {error} Trying again.")
                time.sleep(_PAUSE)
            else:
                return


def tell_report(journal: Journal, id_: str, shown: TextIO, width: int | None = None) -> None:
    """Write the report of an interview that is over; nothing where there is none. Raises StoreError."""
    report = open_report(journal, id_)
    for section in sections(report, width) if report is not None else ():
        shown.write("\n".join(("", section.title, "-" * len(section.title), *section.lines, "")))
    shown.flush()


def _why(session: InterviewSession) -> str:
    if session.unreadable is not None:
        return session.unreadable.reason
    return f"type an answer, or {GIVE_UP} to leave the question."
