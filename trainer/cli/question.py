"""`convdrill question`: one question by its reference, or newly drawn ones."""

from __future__ import annotations

import argparse
import secrets
import textwrap
from collections.abc import Iterator

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
            say_json(question_json(question, with_answer=arguments.answer))
        else:
            if not first:
                say("", "─" * 40, "")
            say(*_page(question, with_answer=arguments.answer))
        first = False
    return 0


def _questions(arguments: argparse.Namespace) -> Iterator[Question]:
    if arguments.reference is not None:
        if arguments.skill or arguments.level or arguments.seed is not None or arguments.bias or arguments.count > 1:
            raise Refused("a reference already says which question it is; leave the other choices out")
        yield generate(Reference.parse(arguments.reference))
        return
    skills = [find_skill(skill) for skill in dict.fromkeys(arguments.skill)] or list(SKILLS.values())
    levels = (arguments.level,) if arguments.level else LEVELS
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(SEED_LIMIT)
    bias = None if arguments.bias is None else arguments.bias == "on"
    yield from draw_questions(skills, levels, seed, arguments.count, bias=bias)


def _page(question: Question, *, with_answer: bool) -> list[str]:
    content = question.content
    lines = [f"Question {question.id} · level {question.reference.level}", "", *_wrapped(content.prompt), ""]
    if with_answer:
        lines += [f"Answer: {shown_answer(content)}", ""]
        for line in step_lines(content.explanation):
            lines += _wrapped(line, "   ")
        lines += ["", "Wrong answers that say something:"]
        for slip in content.misconceptions:
            lines += _wrapped(f"• {slip.feedback}", "  ")
        if content.proof:
            lines += ["", f"PyTorch: {content.proof.pytorch}", f"Keras:   {content.proof.keras}"]
        lines += ["", f"Reference: {question.reference}"]
    else:
        lines.append(f"Check: convdrill check {question.reference} ANSWER")
    return lines


def _wrapped(text: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
