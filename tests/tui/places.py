"""The places that show text from outside: each a function from a text to what is shown of it.

A new widget is covered by a line in PLACES; tests/tui/test_foreign_text.py holds all of them to the same law.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from textual.content import Content

from questions.checker import Verdict
from questions.generator import generate
from questions.question import Factor, Proof, Question, Reference, Step
from questions.sets.preview import Preview
from questions.skills import SKILLS
from tests.helpers.clock import MONDAY, Clock
from tests.questions.test_cheatsheet import BY_ID
from tests.tui.harness import CONV2D
from trainer.domain import Hit, Outcome
from trainer.interview.plan import InterviewPlan
from trainer.interview.report import InterviewReport, Row, Said, Score, Summary
from trainer.interview.words import Section, sections
from trainer.options import OPTIONS
from trainer.past import Past
from trainer.progress.set_answers import SetAnswers
from trainer.session import PracticeSession, Result, SessionPlan
from trainer.set_shelf import Kept
from trainer.settings import LearnerSettings
from trainer.skill_tree import skill_rows
from trainer.tui.blanks import Mark
from trainer.tui.export_words import export_head, export_notice
from trainer.tui.feedback import (
    answer_head,
    code_content,
    hints_content,
    schedule_line,
    steps_content,
    verdict,
    worked_content,
)
from trainer.tui.key_help import KeyHelp
from trainer.tui.row_content import answer_facts, answer_row, skill_facts
from trainer.tui.screens.help import help_content
from trainer.tui.screens.interview_report import report_content
from trainer.tui.screens.interview_rubric import rubric_content
from trainer.tui.screens.set_form import form_about
from trainer.tui.set_rows import KeptRow, damaged_facts, head_facts, offer_facts, question_facts, set_facts, set_row
from trainer.tui.sheet_row import row_content
from trainer.tui.widgets.code_line import shared_code
from trainer.tui.widgets.facts import facts_content
from trainer.tui.widgets.setting_lines import SettingLines

Place = Callable[[str], Content]

_QUESTION = generate(Reference.parse(CONV2D))
_MISCONCEPTION = _QUESTION.content.misconceptions[0]


def _answered(question: Question = _QUESTION, typed: str = "", *, combined: bool = False) -> PracticeSession:
    """A session whose only question has just been answered with one of its misconceptions."""
    clock = Clock()
    session = PracticeSession({}, SessionPlan(), Random(1), clock(), first=_QUESTION.reference)
    session.answer(str(_MISCONCEPTION.value), clock())
    [result] = session.results
    slips = question.content.misconceptions[: 2 if combined else 1]
    review = replace(result.review, submission=typed or result.review.submission)
    session.results[0] = Result(question, review, Verdict(correct=False, misconceptions=slips, combined=combined))
    return session


def _with_slip(**fields: str) -> Question:
    slips = tuple(replace(slip, **fields) for slip in _QUESTION.content.misconceptions)  # type: ignore[arg-type]
    return replace(_QUESTION, content=replace(_QUESTION.content, misconceptions=slips))


def _with_steps(*steps: Step) -> Question:
    return replace(_QUESTION, content=replace(_QUESTION.content, explanation=steps))


def _card(text: str) -> Content:
    return answer_head(replace(_QUESTION.content, choices=(text,), answer="a"))


def _set_up(text: str) -> Content:
    session = _answered()
    [result] = session.results
    session.results[0] = replace(result, review=replace(result.review, outcome=Outcome.WRONG, setup=text))
    return verdict(session)


def _trouble(text: str) -> Content:
    return schedule_line(_answered(), Clock()(), text, stored=False)


def _reviewed(text: str) -> Content:
    """A skill that the database names and this program does not have."""
    session = _answered()
    [result] = session.results
    session.results[0] = replace(result, review=replace(result.review, reference=text))
    return schedule_line(session, Clock()(), "", stored=True)


def _choices(text: str) -> Content:
    skill = next(skill for skill in SKILLS.values() if skill.kind.value == "choice")
    question = generate(Reference(skill.id, skill.version, 1, 1))
    content = replace(question.content, choices=(text, *question.content.choices[1:]))
    return Content(content.asked)


def _hinted(text: str) -> Content:
    clock = Clock()
    session = PracticeSession({}, SessionPlan(), Random(1), clock(), first=_QUESTION.reference)
    session.question = replace(_QUESTION, content=replace(_QUESTION.content, hints=(text, "second", "third")))
    session.hint()
    return hints_content(session)


def _kept(**fields: Any) -> Content:
    """An answer of the log whose question is no more, as the history tells of it."""
    review = replace(_answered().results[0].review, **{"outcome": Outcome.WRONG, "setup": None} | fields)
    return facts_content(answer_facts(Past(review, missing="why")))


def _in_list(**fields: Any) -> Content:
    review = replace(_answered().results[0].review, **{"outcome": Outcome.WRONG, "misconceptions": ()} | fields)
    return answer_row(review, 400)


def _slip(text: str) -> Content:
    [row, *_] = skill_rows({}, LearnerSettings(), MONDAY.date(), {})
    return facts_content(skill_facts(replace(row, slip=Hit(text, 2, MONDAY)), MONDAY.date()))


def _interviewed(text: str) -> Content:
    """A report whose only question has this prompt, submission, diagnosis, step and rubric."""
    said, steps = (Said(text, said=True),), (Step(text),)
    row = Row(1, "r", "Title", "family", text, "280", text, Outcome.WRONG, 5, False, said, (text,), steps)
    summary = Summary("1", Clock().at.replace(tzinfo=None), InterviewPlan(), Score(0, 1, 5))
    return report_content(sections(InterviewReport(summary, (row,), time_over=False, breaks=0)))


def _theme(text: str) -> Content:
    lines = SettingLines(dict.fromkeys(OPTIONS) | {"theme": text}, Clock()().at.date(), id="lines")
    return lines.turning("theme", "theme", text, len(text))


_PREVIEW = Preview("Title", "about", "skills", 1, "CODE")


def _set(**fields: Any) -> KeptRow:
    return KeptRow(replace(Kept("name", "Title", 1, "CODE", "id"), **fields), SetAnswers(1))


PLACES: dict[str, Place] = {
    "kept prompt": lambda text: _kept(prompt=text),
    "kept answer": lambda text: _kept(submission=f"1 {text}"),
    "kept set-up": lambda text: _kept(setup=f"1 {text}"),
    "kept right answer": lambda text: _kept(expected=f"1 {text}"),
    "kept misconception": lambda text: _kept(misconceptions=(text,)),
    "kept reference": lambda text: _kept(reference=text),
    "why a question is missing": lambda text: facts_content(
        answer_facts(Past(_answered().results[0].review, missing=text))
    ),
    "answer in the list": lambda text: _in_list(submission=f"1 {text}"),
    "right answer in the list": lambda text: _in_list(expected=f"1 {text}"),
    "misconception in the list": lambda text: _in_list(misconceptions=(text,)),
    "misconception of a skill": _slip,
    "line of a rubric": rubric_content,
    "title in a report": lambda text: report_content([Section(text, ("line",))]),
    "line of a report": lambda text: report_content([Section("Title", (text,))]),
    "question in a report": _interviewed,
    "hint": _hinted,
    "PyTorch code": lambda text: code_content(Proof(f"1 {text}", "")),
    "Keras code": lambda text: code_content(Proof("1", f"1 {text}")),
    "prompt": lambda text: Content(replace(_QUESTION.content, prompt=text).asked),
    "choices": _choices,
    "sentence of a step": lambda text: steps_content([Step(text)]),
    "formula of a step": lambda text: steps_content([Step("One.", text, "", "280")]),
    "substitution of a step": lambda text: steps_content([Step("One.", "k", text, "280")]),
    "result of a step": lambda text: steps_content([Step("One.", "k", "", text)]),
    "worked solution": lambda text: worked_content([Step(text), Step("Last.", "", "", text)]),
    "symbol of a factor": lambda text: worked_content([Step("One.", "k", "3", "3", (Factor(text, "3", "kernel"),))]),
    "meaning of a factor": lambda text: worked_content([Step("One.", "k", "3", "3", (Factor("k", "3", text),))]),
    "idle number": lambda text: worked_content([Step("One.", idle=(Factor(text, text, text),))]),
    "back of a card": _card,
    "typed answer": lambda text: verdict(_answered(typed=text)),
    "cause of a mistake": lambda text: verdict(_answered(_with_slip(cause=text))),
    "lesson of a mistake": lambda text: verdict(_answered(_with_slip(lesson=text))),
    "working of a mistake": lambda text: verdict(_answered(_with_slip(working=f"1 {text}"))),
    "two mistakes together": lambda text: verdict(_answered(_with_slip(cause=text, lesson=text), combined=True)),
    "set-up": _set_up,
    "trouble with the store": _trouble,
    "reference": _reviewed,
    "purpose of a screen": lambda text: help_content(text, [], 60),
    "name of a key": lambda text: help_content("", [("Keys", [KeyHelp((text,), text, text)])], 400),
    "theme of the file": _theme,
    "title of a set in the list": lambda text: set_row(_set(title=text), 400),
    "name of a damaged set": lambda text: set_row(_set(name=text, title="", problem="why"), 400),
    "problem of a set in the list": lambda text: set_row(_set(problem=f"1 {text}"), 400),
    "title of a set": lambda text: facts_content(head_facts(replace(_PREVIEW, title=text))),
    "skills of a set": lambda text: facts_content(set_facts(replace(_PREVIEW, skills=f"1 {text}"), _set())),
    "first question of a set": lambda text: facts_content(question_facts(replace(_PREVIEW, first=(text,)))),
    "trouble of a set": lambda text: facts_content(question_facts(replace(_PREVIEW, trouble=text))),
    "problem of a set": lambda text: facts_content(damaged_facts(_set(problem=f"1 {text}"))),
    "file of a damaged set": lambda text: facts_content(damaged_facts(_set(name=text, title="", problem="why"))),
    "note about a set": lambda text: facts_content(offer_facts(_PREVIEW, (f"1 {text}",))),
    "code of a set": shared_code,
    "title of an export": lambda text: export_head(text, 3),
    "file of an export": export_notice,
    "about a new set": form_about,
    "name on the cheat sheet": lambda text: row_content(replace(BY_ID["bias"], name=text), {0: Mark.HIDDEN}, 0),
    "formula on the cheat sheet": lambda text: row_content(
        replace(BY_ID["bias"], parts=(text, *BY_ID["bias"].parts)), {0: Mark.RIGHT}, 0
    ),
}
