"""What formats need of a question besides its text: the wrong answers with their diagnosis, choices, tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from questions.checker import pair_verdicts, slip_verdicts
from questions.draw import Draw
from questions.question import Content, Misconception, Question
from questions.skills import SKILLS
from questions.submission import AnswerKind, Value
from trainer.telling import diagnosis_lines

MOST_OPTIONS = 5
"""A question turned into a choice offers at most so many answers."""
EXACT = 2**53
"""Formats that read numbers as floats cannot tell integers beyond this apart."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that says something: the value, as it is shown, and the diagnosis that `check` gives of it."""

    value: Value
    shown: str
    misconceptions: tuple[Misconception, ...]
    feedback: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The diagnosis without the value, one reason for each mistake that leads to it; of a truth the likeliest."""
        told = self.misconceptions[:1] if isinstance(self.value, bool) else self.misconceptions
        return tuple(slip.reason for slip in told)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice; `slip` is None for the right one, and for a wrong one that no misconception leads to."""

    text: str
    right: bool
    slip: Slip | None = None


def slips_of(content: Content) -> tuple[Slip, ...]:
    """Each wrong value that some misconception leads to, once, in the order of the skill."""
    found: list[Slip] = []
    told: set[str] = set()
    for slip, verdict in zip(content.misconceptions, slip_verdicts(content), strict=True):
        shown = content.shown(slip.value)
        if verdict.correct or shown in told:
            continue
        told.add(shown)
        found.append(Slip(slip.value, shown, verdict.misconceptions, tuple(diagnosis_lines(verdict))))
    return tuple(found)


def pairs_of(content: Content) -> tuple[Slip, ...]:
    """Each wrong value that no single misconception leads to, but one about the weights and one about the biases."""
    return tuple(
        Slip(value, content.shown(value), verdict.misconceptions, tuple(diagnosis_lines(verdict)))
        for value, verdict in pair_verdicts(content).items()
    )


def options_of(question: Question, most: int = MOST_OPTIONS) -> tuple[Option, ...]:
    """The answers to choose from. Of a question that offers none: the right answer among those of misconceptions.

    Their order depends on the reference alone. Empty where no misconception gives a wrong answer.
    """
    content = question.content
    slips = slips_of(content)
    if content.kind is AnswerKind.CHOICE:
        by_letter = {slip.value: slip for slip in slips}
        letters = ascii_lowercase[: len(content.choices)]
        return tuple(
            Option(text, letter == content.answer, by_letter.get(letter))
            for letter, text in zip(letters, content.choices, strict=True)
        )
    if content.kind is AnswerKind.TRUTH:
        wrong = slips[0] if slips else None
        truth = bool(content.answer)
        return (Option("True", truth, None if truth else wrong), Option("False", not truth, wrong if truth else None))
    if not slips:
        return ()
    draw = Draw(f"options/{question.reference}")
    right = Option(content.shown(content.answer), True)
    wrong_ones = [Option(slip.shown, False, slip) for slip in slips[: most - 1]]
    return tuple(draw.shuffled([right, *wrong_ones]))


def ticked_of(content: Content) -> tuple[str, ...]:
    """What is ticked on paper instead of written: the choices with their letters, true and false."""
    return ("true", "false") if content.kind is AnswerKind.TRUTH else content.lettered


def tags_of(question: Question) -> tuple[str, ...]:
    """`convdrill`, `skill:conv2d.parameters`, `family:parameters`, `tier:A`, `level:2`; no blanks in them."""
    skill = SKILLS[question.reference.skill]
    family = re.sub(r"\W+", "-", skill.family)
    return (
        "convdrill",
        f"skill:{skill.id}",
        f"family:{family}",
        f"tier:{skill.tier}",
        f"level:{question.reference.level}",
    )


def how_to_answer(content: Content) -> str:
    """What a program without our reading of answers has to be told about how an answer is written."""
    if content.kind is AnswerKind.INTEGER:
        return "Answer with digits only."
    if content.kind is AnswerKind.SHAPE:
        return "Answer as a shape, such as (10, 3, 3, 3)."
    return ""


def in_lines(lines: Sequence[str]) -> str:
    """A diagnosis as one text with line ends."""
    return "\n".join(lines)
