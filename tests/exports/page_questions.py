"""Questions of every skill and level, and what a learner might type: what the page and the program are compared by."""

from __future__ import annotations

from functools import cache
from typing import Any

from questions.checker import check, read_answer
from questions.generator import draw_reference, generate
from questions.misconceptions.components import BIAS
from questions.question import LEVELS, Content, Question
from questions.skills import SKILLS
from questions.submission import AnswerKind, Unreadable, Value
from trainer.exports.contract import Entry
from trainer.telling import diagnosis_lines


@cache
def many_questions() -> tuple[Question, ...]:
    """More than 200, of every skill at every level."""
    return tuple(
        generate(draw_reference(skill, level, "page", again))
        for again in range(2)
        for skill in SKILLS.values()
        for level in LEVELS
    )


def entry_of(question: Question, number: int = 1) -> Entry:
    """The question as a sheet has it."""
    return Entry(number, question, question.id)


def typed_value(value: Value) -> str:
    """A value as a learner could type it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def answers_to(content: Content) -> list[str]:
    """The right answer, what every misconception leads to, two slips at once, and what no mistake gives."""
    values: list[Value] = [content.answer, *(slip.value for slip in content.misconceptions)]
    split = [(slip.component, slip.parts) for slip in content.misconceptions if slip.parts]
    weights = [parts[0] for component, parts in split if component != BIAS]
    biases = [parts[1] for component, parts in split if component == BIAS]
    pairs = [weight + bias for bias in biases for weight in weights][:6]
    texts = [typed_value(value) for value in (*values, *pairs)]
    if isinstance(content.answer, int) and not isinstance(content.answer, bool):
        texts += [str(content.answer + 7919), f"{content.answer:,}", f"2*{content.answer}/2", "10*27+10", "7/2", "many"]
    if content.kind is AnswerKind.SHAPE:
        texts += ["(7, 7, 7)", "7x7", "(1,"]
    if content.kind is AnswerKind.CHOICE:
        texts += [*(f"{letter})" for letter in "abc"), "1", content.choices[-1], "z"]
    if content.kind is AnswerKind.FORMULA:
        one = content.symbols[0]
        texts += [f"({content.answer})*1", f"{one}-{one}+{content.answer}", f"{one}**2 + 3", "17", f"1/({one}-{one})"]
    return list(dict.fromkeys(texts))


def our_judgement(content: Content, text: str) -> Any:
    """The verdict and the diagnosis of `convdrill check`, or why the text cannot be read."""
    submission = read_answer(content, text)
    if isinstance(submission, Unreadable):
        return submission.reason
    verdict = check(content, submission.value)
    return {
        "correct": verdict.correct,
        "combined": verdict.combined,
        "ids": [slip.id for slip in verdict.misconceptions],
        "lines": diagnosis_lines(verdict),
    }
