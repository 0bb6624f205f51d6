"""What an exported question can be answered with, and what `convdrill check` says to it; nothing of the exporters."""

from __future__ import annotations

from questions.checker import check
from questions.misconceptions.components import BIAS
from questions.question import Content, shown_value
from questions.submission import AnswerKind, Value
from trainer.telling import diagnosis_lines


def numbers_to(content: Content) -> list[int]:
    """Wrong numbers: what each misconception leads to, what two of them do, and what no mistake gives."""
    values = [slip.value for slip in content.misconceptions]
    split = [(slip.component, slip.parts) for slip in content.misconceptions if slip.parts]
    values += [
        parts[0] + others[1]
        for component, parts in split
        for other, others in split
        if component != BIAS and other == BIAS
    ]
    numbers = dict.fromkeys(value for value in values if isinstance(value, int) and value != content.answer)
    assert isinstance(content.answer, int)
    unknown = [content.answer + 1, content.answer - 1, content.answer * 10, content.answer + 7919, 0]
    return [*numbers, *(value for value in unknown if not check(content, value).correct)]


def value_of(content: Content, text: str) -> Value:
    """The value that stands behind the text of a choice."""
    if content.kind is AnswerKind.TRUTH:
        return {"True": True, "False": False}[text]
    if content.kind is AnswerKind.CHOICE:
        return "abcdefgh"[content.choices.index(text)]
    values = [content.answer, *(slip.value for slip in content.misconceptions)]
    return {shown_value(value): value for value in values}[text]


def lines_to(content: Content, value: Value) -> list[str]:
    """The diagnosis of an answer; none of a right one."""
    return diagnosis_lines(check(content, value))
