"""GIFT: questions as text for Moodle and others, each usual wrong answer with its diagnosis.

An answer of no points with feedback of its own is `=%0%9408:0#…`. A file of GIFT knows no hints and no pictures.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from questions.question import Question
from questions.submission import AnswerKind
from trainer.exports.contract import Became, Entry, Sheet, Tally
from trainer.exports.html_text import clean, lines_html, prompt_html, steps_html
from trainer.exports.material import Option, options_of, slips_of, tags_of
from trainer.exports.moodle_xml import EXACT

_SPECIAL = re.compile(r"([\\~=#{}:])")


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """A question between blank lines; the category is the set's title with its version."""
    version = f" ({sheet.version})" if sheet.version else ""
    out.write(f"$CATEGORY: {_category(sheet.heading + version)}\n\n".encode())
    for entry in sheet.entries():
        became, reason, text = _question(entry, exam=sheet.exam)
        tally.note(became, reason)
        out.write(text.encode())


def _question(entry: Entry, *, exam: bool) -> tuple[Became, str, str]:
    question = entry.question
    content = question.content
    solution = "" if exam else _solution(question)
    if content.kind is AnswerKind.TRUTH:
        became, body = Became.TRUTH, _truth(question, exam=exam)
    elif content.kind is AnswerKind.INTEGER and isinstance(content.answer, int) and abs(content.answer) < EXACT:
        became, body = Became.NUMERIC, _numeric(question, exam=exam)
    else:
        options = options_of(question)
        if not options:
            return Became.LEFT_OUT, "without a wrong answer to choose", ""
        became, body = Became.CHOICE, _choice(options, exam=exam)
    digits = "<p>Digits only, without commas.</p>" if became is Became.NUMERIC else ""
    marks = f"// [id:{entry.mark}]" + ("" if exam else "".join(f" [tag:{tag}]" for tag in tags_of(question)))
    name = f"::{entry.number:03} {entry.mark}::"
    prompt = f"[html]{_text(prompt_html(content) + digits)}"
    return became, "", f"{marks}\n{name}{prompt}{{{body}{solution}\n}}\n\n"


def _numeric(question: Question, *, exam: bool) -> str:
    content = question.content
    lines = [f"={content.answer}:0"]
    if not exam:
        lines += [
            f"=%0%{slip.value}:0#{_feedback(slip.feedback)}"
            for slip in slips_of(content)
            if isinstance(slip.value, int) and abs(slip.value) < EXACT
        ]
    return "#\n\t" + "\n\t".join(lines)


def _choice(options: tuple[Option, ...], *, exam: bool) -> str:
    lines = []
    for option in options:
        told = f"#{_feedback(option.slip.feedback)}" if option.slip and not exam else ""
        lines.append(f"{'=' if option.right else '~'}{_text(clean(option.text))}{told}")
    return "\n\t" + "\n\t".join(lines)


def _truth(question: Question, *, exam: bool) -> str:
    """The first feedback is for the wrong answer."""
    content = question.content
    slips = slips_of(content)
    told = f"#{_feedback(slips[0].feedback)}" if slips and not exam else ""
    return f"{'T' if content.answer else 'F'}{told}"


def _solution(question: Question) -> str:
    reference = f"<p>{question.reference}</p>"
    return f"\n\t####[html]{_text(steps_html(question.content.explanation) + reference)}"


def _feedback(lines: tuple[str, ...]) -> str:
    return f"[html]{_text(lines_html(lines))}"


def _text(text: str) -> str:
    """Nothing in it ends an answer, and no line end ends the question."""
    return _SPECIAL.sub(r"\\\1", text.replace("\r", "")).replace("\n", "\\n")


def _category(title: str) -> str:
    """On one line; a slash would make a category below another."""
    return " ".join(clean(title).split()).replace("/", "//")
