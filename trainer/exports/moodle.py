"""Moodle XML: every usual wrong answer with its diagnosis, worked steps, hints and pictures.

Numbers are numerical questions; what has no number is a choice. See `moodle_calculated` for one question in many
variants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from questions.picture import Scene, picture_after, picture_before
from questions.question import Content
from questions.skills import SKILLS
from questions.submission import AnswerKind
from trainer.drawing.svg import draw_svg
from trainer.exports.contract import Became, Entry, Sheet, Tally
from trainer.exports.html_text import clean, h, lines_html, prompt_html, steps_html
from trainer.exports.material import Option, options_of, slips_of, tags_of
from trainer.exports.moodle_partial import grade_of, partial_grades
from trainer.exports.moodle_xml import (
    CATCH_ALL,
    END,
    EXACT,
    START,
    File,
    answer,
    category,
    formatted,
    head,
    hints,
    html,
    plain,
    question,
    tags,
)

PICTURED = 100
"""Files of more questions come without pictures unless they are wanted: they take most of the time and room."""
DIGITS = "<p>Answer with digits only, without commas.</p>"
AGAIN = "Questions of convdrill. Moodle adds them anew with every import, so import this file once."
NO_UNITS = (
    "    <unitgradingtype>0</unitgradingtype>\n    <unitpenalty>0.1</unitpenalty>\n"
    "    <showunits>3</showunits>\n    <unitsleft>0</unitsleft>\n"
)
_EMPTY = '<{0} format="html"><text></text></{0}>'
_COMBINED = "".join(
    f"    {_EMPTY.format(f'{name}feedback')}\n" for name in ("correct", "partiallycorrect", "incorrect")
)


@dataclass(frozen=True, slots=True)
class _How:
    """How a sheet's questions are written; `places` is the number of digits in their names."""

    exam: bool
    pictures: bool
    partial: Mapping[str, str]
    places: int


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """A category and its questions. The options are `pictures` (on or off) and `partial`. Raises BadExport."""
    wanted = sheet.options.get("pictures")
    pictures = not sheet.exam and (sheet.count <= PICTURED if wanted is None else wanted == "on")
    how = _How(sheet.exam, pictures, partial_grades(sheet.options.get("partial")), len(f"{max(sheet.count, 100)}"))
    out.write((START + category(sheet, "" if sheet.exam else AGAIN)).encode())
    for entry in sheet.entries():
        became, reason, text = _written(entry, how)
        tally.note(became, reason)
        out.write(text.encode())
    out.write(END.encode())


def question_name(entry: Entry, places: int, *, exam: bool) -> str:
    """`007 K3MPT9QX Parameters of a 2-d convolution`; students do not see it. In an exam it has no skill."""
    name = f"{entry.number:0{places}} {entry.mark}"
    return name if exam else f"{name} {SKILLS[entry.question.reference.skill].title}"


def _written(entry: Entry, how: _How) -> tuple[Became, str, str]:
    content = entry.question.content
    if content.kind is AnswerKind.TRUTH:
        return Became.TRUTH, "", _question(entry, how, "truefalse", _truth(content, how))
    if content.kind is AnswerKind.INTEGER and isinstance(content.answer, int) and abs(content.answer) < EXACT:
        return Became.NUMERIC, "", _question(entry, how, "numerical", _numbers(content, how), DIGITS)
    options = options_of(entry.question)
    if not options:
        return Became.LEFT_OUT, "without a wrong answer to choose", ""
    shuffled = content.kind is not AnswerKind.CHOICE  # whose diagnoses name the letters
    return Became.CHOICE, "", _question(entry, how, "multichoice", _choice(options, how, shuffled=shuffled))


def _question(entry: Entry, how: _How, kind: str, body: str, told: str = "") -> str:
    content = entry.question.content
    name = question_name(entry, how.places, exam=how.exam)
    before, files = _picture(picture_before(content) if how.pictures else None, f"{entry.mark}-before.svg")
    text = formatted(prompt_html(content) + before + told, files)
    if how.exam:
        return question(kind, head(name, text, formatted(""), entry.mark), body)
    after, files = _picture(picture_after(content) if how.pictures else None, f"{entry.mark}-after.svg")
    reference = f"<p><small>{h(str(entry.question.reference))}</small></p>"
    solution = formatted(steps_html(content.explanation) + after + reference, files)
    more = hints([f"<p>{h(hint)}</p>" for hint in content.hints]) + tags(tags_of(entry.question))
    return question(kind, head(name, text, solution, entry.mark), body + more)


def _picture(scene: Scene | None, name: str) -> tuple[str, list[File]]:
    if scene is None:
        return "", []
    alt = f"{scene.title}. {scene.caption}" if scene.caption else scene.title
    shown = f'<p><img src="@@PLUGINFILE@@/{name}" alt="{h(alt)}" class="img-fluid"></p>'
    return shown, [File(name, draw_svg(scene).encode())]


def _numbers(content: Content, how: _How) -> str:
    """The right number, each usual wrong one, and behind them whatever else is typed: Moodle takes the first match."""
    exact = "<tolerance>0</tolerance>"
    lines = [answer("100", plain(str(content.answer)), "", exact)]
    for slip in () if how.exam and not how.partial else slips_of(content):
        grade = grade_of(slip.misconceptions, how.partial)
        if not isinstance(slip.value, int) or abs(slip.value) >= EXACT or (how.exam and grade == "0"):
            continue
        feedback = "" if how.exam else lines_html(slip.feedback)
        lines.append(answer(grade, plain(str(slip.value)), feedback, exact))
    if not how.exam:
        lines.append(answer("0", plain("*"), lines_html(CATCH_ALL), exact))
    return "".join(lines) + NO_UNITS


def _choice(options: tuple[Option, ...], how: _How, *, shuffled: bool) -> str:
    lines = []
    for option in options:
        grade = grade_of(option.slip.misconceptions, how.partial) if option.slip else "0"
        feedback = "" if how.exam or option.right else lines_html(option.slip.feedback if option.slip else CATCH_ALL)
        fraction = "100" if option.right else grade
        lines.append(
            f'    <answer fraction="{fraction}" format="html">{html(h(clean(option.text)))}'
            f'<feedback format="html">{html(feedback)}</feedback></answer>\n'
        )
    return (
        "    <single>true</single>\n"
        f"    <shuffleanswers>{'true' if shuffled else 'false'}</shuffleanswers>\n"
        "    <answernumbering>abc</answernumbering>\n    <showstandardinstruction>0</showstandardinstruction>\n"
        f"{_COMBINED}{''.join(lines)}"
    )


def _truth(content: Content, how: _How) -> str:
    """Moodle knows the two by these words, in any language."""
    right = bool(content.answer)
    slips = () if how.exam else slips_of(content)
    feedback = "" if how.exam else lines_html(slips[0].feedback if slips else CATCH_ALL)
    return "".join(
        answer("100" if truth is right else "0", plain(str(truth).lower()), "" if truth is right else feedback)
        for truth in (True, False)
    )
