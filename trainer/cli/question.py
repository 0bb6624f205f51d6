"""`convdrill question`: one question by its reference, or newly drawn ones."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator
from itertools import islice
from typing import Any

from questions.draw import SEED_LIMIT
from questions.generator import draw_questions, find_skill, generate
from questions.question import LEVELS, Content, Question, Reference
from questions.skills import SKILLS
from trainer.cli.layer_json import question_json
from trainer.cli.output import page_width, say, say_json, say_page
from trainer.cli.refusal import Refused
from trainer.steps import step_lines
from trainer.telling import shown_answer

_WIDTH = 88


def run(arguments: argparse.Namespace) -> int:
    """Print the questions asked for, or draw one."""
    if arguments.svg is not None:
        return _draw(arguments)
    first = True
    for question in _questions(arguments):
        if arguments.json:
            document = question_json(question, with_answer=arguments.answer, with_hints=arguments.hints)
            say_json(document | (_picture_json(question, arguments) if arguments.picture else {}))
        else:
            if not first:
                say("", "─" * 40, "")
            _show(question, arguments)
        first = False
    return 0


def _picture_json(question: Question, arguments: argparse.Namespace) -> dict[str, Any]:
    from trainer.cli.picture import picture_json
    from trainer.cli.scenes import scene_of_question

    return {"picture": picture_json(scene_of_question(question.content, with_answer=arguments.answer))}


def _show_picture(question: Question, arguments: argparse.Namespace) -> None:
    from trainer.cli.picture import say_picture
    from trainer.cli.scenes import scene_of_question

    say_picture(scene_of_question(question.content, with_answer=arguments.answer))


def _draw(arguments: argparse.Namespace) -> int:
    from trainer.cli.svg_file import question_svg

    return question_svg(arguments)


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


def _show(question: Question, arguments: argparse.Namespace) -> None:
    content = question.content
    lines = [f"Question {question.id} · level {question.reference.level}", "", *content.prompt.split("\n")]
    if content.choices:
        lines += ["", *(f"  {choice}" for choice in content.lettered)]
    say_page(*lines, piped=_WIDTH)
    if arguments.picture:
        _show_picture(question, arguments)
    lines = []
    if arguments.hints:
        lines += ["", "Hints, each further than the last:"]
        lines += [f"{number}. {hint}" for number, hint in enumerate(content.hints, 1)]
    if not arguments.answer:
        say_page(*lines, "", f"Check: convdrill check {question.reference} ANSWER", piped=_WIDTH)
        return
    say_page(*lines, "", f"Answer: {shown_answer(content)}", "", piped=_WIDTH)
    say(*step_lines(content.explanation, page_width(_WIDTH)))
    slips = [f"• {slip.feedback}" for slip in content.misconceptions]
    say_page("", "Wrong answers that say something:", *slips, piped=_WIDTH)
    say(*_proof_lines(content))
    say_page("", f"Reference: {question.reference}  ({SKILLS[question.reference.skill].title})", piped=_WIDTH)


def _proof_lines(content: Content) -> list[str]:
    """The code for each framework, never wrapped, so that it can be copied."""
    proof = content.proof
    lines: list[str] = []
    for name, code in (("PyTorch", proof.pytorch), ("Keras", proof.keras)) if proof else ():
        if "\n" in code:
            lines += [f"{name}:", *(f"    {line}" for line in code.split("\n"))]
        elif code:
            lines.append(f"{name + ':':<9}{code}")
    return ["", *lines] if lines else []
