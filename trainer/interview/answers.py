"""What counts as an answer in an interview: the number itself, not the arithmetic that gives it."""

from __future__ import annotations

from questions.checker import read_answer
from questions.question import Question
from questions.submission import AnswerKind, Submission, Unreadable
from trainer.scheduling.evidence import typed_as_result

# Where letters or words are wanted there is nothing to work out.
_NOT_PLAIN = {
    AnswerKind.INTEGER: "Not a plain number: an interview wants it worked out, in digits.",
    AnswerKind.SHAPE: "Not plain sizes: an interview wants them worked out, such as (10, 22, 22).",
}


def read_plain(question: Question, text: str) -> Submission | Unreadable:
    """The typed text as an answer. Unreadable costs nothing: it can be typed anew for as long as there is time."""
    submission = read_answer(question.content, text)
    if isinstance(submission, Unreadable):
        return submission
    refusal = _NOT_PLAIN.get(question.content.kind)
    if refusal is not None and not typed_as_result(text, question.expected):
        return Unreadable(refusal)
    return submission
