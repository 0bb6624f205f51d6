"""`convdrill check`: is the answer right, and if not, which mistake gives it."""

from __future__ import annotations

import argparse
import sys

from questions.checker import check, read_answer
from questions.generator import generate
from questions.question import BadReference, Content, Reference
from questions.submission import Unreadable
from trainer.cli import DONE, INCORRECT, REFUSED
from trainer.cli.layer_json import answer_json
from trainer.cli.output import complain, page_width, say, say_json, say_page
from trainer.cli.refusal import Refused
from trainer.cli.shapes import read_shape
from trainer.domain import Outcome
from trainer.steps import shortened
from trainer.telling import diagnosis_lines, verdict_line

LONGEST_ANSWER = 20_000
_ECHO = 200


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict. 0 if correct, 1 if not, 2 if the answer was not understood."""
    content, reference = _target(arguments.target.strip(), arguments.input)
    text = _standard_input() if arguments.answer == "-" else arguments.answer.removeprefix(" ")
    submission = read_answer(content, text)
    if isinstance(submission, Unreadable):
        if arguments.json:
            say_json(_document(reference, text, understood=False))
        complain(submission.reason)
        return REFUSED
    verdict = check(content, submission.value)
    if arguments.json:
        document = _document(reference, text, understood=True)
        document |= {
            "correct": verdict.correct,
            "expected": answer_json(content.answer),
            "combined": verdict.combined,
            "misconceptions": [{"id": slip.id, "feedback": slip.feedback} for slip in verdict.misconceptions],
            "explanation": [str(step) for step in content.explanation],
        }
        say_json(document)
    else:
        outcome = Outcome.CORRECT if verdict.correct else Outcome.WRONG
        say_page(verdict_line(outcome, content, text), *diagnosis_lines(verdict), "")
        say(*shortened(content.explanation, page_width()))
    return DONE if verdict.correct else INCORRECT


def _document(reference: Reference | None, text: str, *, understood: bool) -> dict[str, object]:
    """What was not understood has no verdict, and the answer is not given away."""
    return {
        "reference": str(reference) if reference else None,
        "submitted": text if len(text) <= _ECHO else text[:_ECHO] + "…",
        "understood": understood,
        "correct": False,
        "expected": None,
        "combined": False,
        "misconceptions": [],
        "explanation": [],
    }


def _target(target: str, shape: str | None) -> tuple[Content, Reference | None]:
    try:
        reference = Reference.parse(target)
    except BadReference:
        from trainer.cli.explain_source import read_source

        text = read_source(target) if target != "-" else target
        if "(" not in text:
            raise Refused(
                "expected a reference such as conv2d.parameters/v1/2/42, or a layer call such as 'nn.Conv2d(3, 10, 3)'"
            ) from None
        from questions.calls import ask_text

        return ask_text(text, read_shape(shape) if shape is not None else None), None
    if shape is not None:
        raise Refused("--input goes with a layer call; a reference already holds its input")
    return generate(reference).content, reference


def _standard_input() -> str:
    """All of standard input if it is short enough for an answer; a longer one is cut, and refused when it is read."""
    return sys.stdin.buffer.read(LONGEST_ANSWER + 1).decode("utf-8", errors="replace").rstrip("\r\n")
