"""What a learner may type at a question: right, wrong for a known reason, wrong for none, a set-up."""

from __future__ import annotations

from questions.checker import Verdict, check, read_answer
from questions.question import Misconception, Question
from questions.submission import AnswerKind, Submission


def right_answer(question: Question) -> str:
    """Text that is judged correct."""
    return question.expected


def known_mistake(question: Question) -> tuple[str, Misconception]:
    """Text that is judged wrong for a reason that has a name, and the misconception named first."""
    for slip in question.content.misconceptions:
        verdict = _verdict(question, str(slip.value))
        if not verdict.correct and verdict.misconceptions:
            return str(slip.value), verdict.misconceptions[0]
    raise AssertionError(f"{question.reference} teaches no misconception")


def unknown_mistake(question: Question) -> str:
    """Text that is judged wrong and that no misconception leads to."""
    answer = question.content.answer
    if question.content.kind in (AnswerKind.CHOICE, AnswerKind.TRUTH):
        raise AssertionError(f"{question.reference} has a reason for every wrong answer")
    if isinstance(answer, tuple):
        candidates = [str((*answer[:-1], answer[-1] + step)) for step in range(7, 200)]
    elif isinstance(answer, int):
        candidates = [str(answer + step) for step in range(7, 200)]
    else:
        candidates = [f"({question.expected})*{step}" for step in range(7, 200)]
    for text in candidates:
        verdict = _verdict(question, text)
        if not verdict.correct and not verdict.misconceptions:
            return text
    raise AssertionError(f"every wrong answer to {question.reference} has a reason")


def right_setup(question: Question) -> str:
    """Factors whose product is the answer. Only for questions that ask for a number."""
    assert question.content.kind is AnswerKind.INTEGER
    return f"{question.expected}*1"


def wrong_setup(question: Question) -> str:
    """Factors whose product is wrong, for no known reason."""
    return f"{unknown_mistake(question)}*1"


def unreadable(question: Question) -> str:
    """Text that is no answer to any kind of question."""
    del question
    return "2 80+"


def _verdict(question: Question, text: str) -> Verdict:
    content = question.content
    submission = read_answer(content, text)
    assert isinstance(submission, Submission), f"{text!r}: {submission}"
    return check(content, submission.value)
