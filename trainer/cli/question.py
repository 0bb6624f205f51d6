"""`convdrill question`: one question by its reference, or newly drawn ones."""

from __future__ import annotations

import argparse
import secrets
import textwrap
from collections.abc import Iterator
from itertools import islice

from questions.draw import SEED_LIMIT
from questions.generator import draw_questions, find_skill, generate
from questions.question import LEVELS, Question, Reference
from questions.skills import SKILLS
from trainer.cli.layer_json import question_json
from trainer.cli.output import say, say_json
from trainer.cli.refusal import Refused
from trainer.telling import shown_answer, step_lines

_WIDTH = 88


def run(arguments: argparse.Namespace) -> int:
    """Print the questions asked for."""
    first = True
    for question in _questions(arguments):
        if arguments.json:
            say_json(question_json(question, with_answer=arguments.answer, with_hints=arguments.hints))
        else:
            if not first:
                say("", "─" * 40, "")
            say(*_page(question, with_answer=arguments.answer, with_hints=arguments.hints))
        first = False
    return 0


def _questions(arguments: argparse.Namespace) -> Iterator[Question]:
    if arguments.reference is not None:
        if arguments.skill or arguments.level or arguments.seed is not None or arguments.bias or arguments.count > 1:
            raise Refused("a reference already says which question it is; leave the other choices out")
        yield generate(Reference.parse(arguments.reference))
        return
    named = dict.fromkeys(arguments.skill)
    # A skill's module takes its time to import, so only those that take a turn are looked up.
    few = named or (SKILLS if arguments.bias else islice(SKILLS, arguments.count))
    skills = [find_skill(skill) for skill in few]
    levels = (arguments.level,) if arguments.level else LEVELS
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(SEED_LIMIT)
    bias = None if arguments.bias is None else arguments.bias == "on"
    yield from draw_questions(skills, levels, seed, arguments.count, bias=bias)


def _page(question: Question, *, with_answer: bool, with_hints: bool) -> list[str]:
    content = question.content
    lines = [f"Question {question.id} · level {question.reference.level}", "", *_paragraphs(content.prompt)]
    if content.choices:
        lines += ["", *(line for choice in content.lettered for line in _wrapped(f"  {choice}", "     "))]
    if with_hints:
        lines += ["", "Hints, each further than the last:"]
        for number, hint in enumerate(content.hints, 1):
            lines += _wrapped(f"{number}. {hint}", "   ")
    if with_answer:
        lines += ["", *_solution(question)]
    else:
        lines += ["", f"Check: convdrill check {question.reference} ANSWER"]
    return lines


def _solution(question: Question) -> list[str]:
    """The answer with its steps, what the usual mistakes lead to, and how to prove it."""
    content = question.content
    lines = [f"Answer: {shown_answer(content)}", ""]
    for line in step_lines(content.explanation):
        lines += _wrapped(line, "   ")
    lines += ["", "Wrong answers that say something:"]
    for slip in content.misconceptions:
        lines += _wrapped(f"• {slip.feedback}", "  ")
    proof = content.proof
    if proof:
        lines.append("")
        for name, code in (("PyTorch", proof.pytorch), ("Keras", proof.keras)):
            if "\n" in code:
                lines += [f"{name}:", *(f"    {line}" for line in code.split("\n"))]
            elif code:
                lines.append(f"{name + ':':<9}{code}")
    return [*lines, "", f"Reference: {question.reference}  ({SKILLS[question.reference.skill].title})"]


def _paragraphs(text: str) -> list[str]:
    """Each line wrapped by itself; what is indented (a table, a list of layers) stays so."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines += _wrapped(line, indent) or [""]
    return lines


def _wrapped(text: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
