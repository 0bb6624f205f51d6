"""Moodle's calculated questions: one question with formulas over a data set, so that each student has other numbers.

The right answer is a formula, and each usual mistake is one, with its diagnosis. Every formula was held against every
row of the data set; what no formula gives in all rows is not in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from questions.generator import question_bias
from questions.question import Content, Factor, Question, Step
from questions.submission import AnswerKind
from trainer.exports.contract import BadExport, Became, Entry, Sheet, Tally
from trainer.exports.html_text import h, lines_html, prompt_html, steps_html
from trainer.exports.material import Slip, tags_of
from trainer.exports.moodle import AGAIN, DIGITS, question_name
from trainer.exports.moodle_formulas import Formulas
from trainer.exports.moodle_partial import grade_of, partial_grades
from trainer.exports.moodle_rows import Row, Variants, variants_of
from trainer.exports.moodle_slots import Column, Marks, columns, is_constant
from trainer.exports.moodle_xml import (
    CATCH_ALL,
    END,
    EXACT,
    START,
    category,
    formatted,
    head,
    hints,
    html,
    question,
    tags,
)

VARIANTS = 20
_NO_UNITS = (
    "    <unitgradingtype>0</unitgradingtype>\n    <unitpenalty>0.1</unitpenalty>\n"
    "    <showunits>3</showunits>\n    <unitsleft>0</unitsleft>\n"
)
_SETTINGS = (
    "    <synchronize>0</synchronize>\n    <single>0</single>\n    <answernumbering>abc</answernumbering>\n"
    "    <shuffleanswers>0</shuffleanswers>\n"
    + "".join(
        f"    <{name}feedback><text></text></{name}feedback>\n" for name in ("correct", "partiallycorrect", "incorrect")
    )
)


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A usual wrong answer: its formula, its diagnosis with marks in it, its part of the mark."""

    formula: str
    feedback: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Calculated:
    """A question whose formulas are known; `wildcards` are in the order of the prompt."""

    rows: tuple[Row, ...]
    wildcards: Mapping[str, Column]
    marks: Marks
    prompt: str
    right: str
    mistakes: tuple[_Mistake, ...]
    solution: str


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """A question per skill, level and bias; the options are `variants` and `partial`. Raises BadExport."""
    asked = sheet.options.get("variants")
    wanted = asked if isinstance(asked, int) else VARIANTS
    if wanted < 2:
        raise BadExport("a calculated question has 2 to 100 variants; export a single one as moodle")
    partial = partial_grades(sheet.options.get("partial"))
    groups: dict[tuple[str, int, bool | None], list[Entry]] = {}
    for entry in sheet.entries():
        reference = entry.question.reference
        groups.setdefault((reference.skill, reference.level, question_bias(entry.question)), []).append(entry)
    out.write((START + category(sheet, "" if sheet.exam else AGAIN)).encode())
    places = len(f"{max(sheet.count, 100)}")
    for entries in groups.values():
        found = calculated([entry.question for entry in entries], wanted, partial)
        for _ in entries:
            tally.note(*((Became.LEFT_OUT, found) if isinstance(found, str) else (Became.CALCULATED,)))
        if not isinstance(found, str):
            out.write(_written(found, entries[0], places, exam=sheet.exam).encode())
    out.write(END.encode())


def calculated(own: Sequence[Question], wanted: int, partial: Mapping[str, str]) -> Calculated | str:
    """The calculated question for these questions of one skill, level and bias, or why there can be none."""
    if own[0].content.kind is not AnswerKind.INTEGER:
        return "without a number to calculate"
    reason = "with too few variants in the same words"
    for variants in variants_of(own, wanted):
        found = _calculated(variants, partial)
        if found is not None:
            return found
        reason = "without a formula that holds in all variants"
    return reason


def _calculated(variants: Variants, partial: Mapping[str, str]) -> Calculated | None:
    contents = [row.question.content for row in variants.rows]
    wildcards = _wildcards([content.prompt for content in contents])
    formulas = Formulas(wildcards)
    if variants.alike:
        for steps in zip(*(content.explanation for content in contents), strict=True):
            formulas.learn([step.substitution for step in steps], [step.result for step in steps])
    answers = _whole([content.answer for content in contents])
    right = answers and (
        formulas.of_texts([content.setup for content in contents], answers) or formulas.of_column(answers)
    )
    if not right or not answers or not wildcards:
        return None
    marks = Marks(lambda column: _code(formulas, column))
    prompt = marks.marked([content.prompt for content in contents])
    if prompt is None:
        return None
    mistakes = [_mistake([row.slips[key] for row in variants.rows], formulas, marks, partial) for key in variants.keys]
    return Calculated(
        variants.rows,
        wildcards,
        marks,
        prompt_html(replace(contents[0], prompt=prompt)),
        right,
        tuple(mistake for mistake in mistakes if mistake),
        _solution(variants, contents, marks, right),
    )


def _wildcards(prompts: Sequence[str]) -> dict[str, Column]:
    """A name for each number that differs; equal ones, such as the sides of a kernel, are one."""
    different = dict.fromkeys(column for column in columns(prompts) or () if not is_constant(column))
    return {f"n{place}": column for place, column in enumerate(different, 1)}


def _code(formulas: Formulas, column: Column) -> str | None:
    formula = formulas.of_column(column)
    if formula is None:
        return None
    return formula if formula.startswith("{") and formula.count("{") == 1 else f"{{={formula}}}"


def _whole(values: Sequence[object]) -> Column | None:
    whole = tuple(value for value in values if isinstance(value, int))
    return whole if len(whole) == len(values) and max(map(abs, whole)) < EXACT else None


def _mistake(slips: Sequence[Slip], formulas: Formulas, marks: Marks, partial: Mapping[str, str]) -> _Mistake | None:
    values = _whole([slip.value for slip in slips])
    if values is None:
        return None
    formula = None
    for workings in zip(*([each.working for each in slip.misconceptions] for slip in slips), strict=True):
        formula = formula or formulas.of_texts(workings, values)
    formula = formula or formulas.of_column(values)
    lines = [marks.marked(texts) for texts in zip(*(slip.feedback for slip in slips), strict=True)]
    told = tuple(line for line in lines if line is not None)
    if formula is None or len(told) < len(lines):
        return None
    return _Mistake(formula, told, grade_of(slips[0].misconceptions, partial))


def _solution(variants: Variants, contents: Sequence[Content], marks: Marks, right: str) -> str:
    """The worked steps with marks in them; where one has a number that no formula gives, only the set-up."""
    steps = _steps([content.explanation for content in contents], marks) if variants.alike else None
    if steps is not None:
        return steps_html(steps)
    setup = marks.marked([f"{content.setup} = {content.answer}" for content in contents])
    return f"<p><code>{h(setup)}</code></p>" if setup is not None else ""


def _steps(solutions: Sequence[Sequence[Step]], marks: Marks) -> list[Step] | None:
    found: list[Step] = []
    for steps in zip(*solutions, strict=True):
        texts = [
            marks.marked([getattr(step, name) for step in steps])
            for name in ("sentence", "formula", "substitution", "result")
        ]
        factors = _factors([step.factors for step in steps], marks)
        idle = _factors([step.idle for step in steps], marks)
        if factors is None or idle is None or any(text is None for text in texts):
            return None
        found.append(Step(*(text or "" for text in texts), factors=factors, idle=idle))
    return found


def _factors(rows: Sequence[Sequence[Factor]], marks: Marks) -> tuple[Factor, ...] | None:
    if len({len(row) for row in rows}) != 1:
        return None
    found: list[Factor] = []
    for factors in zip(*rows, strict=True):
        texts = [
            marks.marked([getattr(factor, name) for factor in factors]) for name in ("symbol", "number", "meaning")
        ]
        if any(text is None for text in texts):
            return None
        found.append(Factor(*(text or "" for text in texts)))
    return tuple(found)


def _written(made: Calculated, entry: Entry, places: int, *, exam: bool) -> str:
    marks = made.marks
    text = formatted(marks.filled(made.prompt + DIGITS))
    name = f"{question_name(entry, places, exam=exam)} ({len(made.rows)} variants)"
    answers = [_answer("100", made.right, "")]
    for mistake in made.mistakes:
        if not exam:
            answers.append(_answer(mistake.grade, mistake.formula, marks.filled(lines_html(mistake.feedback))))
        elif mistake.grade != "0":
            answers.append(_answer(mistake.grade, mistake.formula, ""))
    body = [_SETTINGS, *answers]
    if not exam:
        body.append(_answer("0", "*", lines_html(CATCH_ALL)))
    body += [_NO_UNITS, _data_set(made.wildcards)]
    if exam:
        return question("calculatedsimple", head(name, text, formatted(""), entry.mark), "".join(body))
    # Moodle puts no numbers into hints, so only those without any are there.
    told = [hint for hint in entry.question.content.hints if not any(sign.isdigit() for sign in hint)]
    body += [hints([f"<p>{h(hint)}</p>" for hint in told]), tags(tags_of(entry.question))]
    reference = f"<p><small>One of {len(made.rows)} variants of {h(str(made.rows[0].question.reference))}</small></p>"
    solution = formatted(marks.filled(made.solution + reference))
    return question("calculatedsimple", head(name, text, solution, entry.mark), "".join(body))


def _answer(fraction: str, formula: str, feedback: str) -> str:
    """Decimals: none; the tolerance is nominal, and 0."""
    return (
        f'    <answer fraction="{fraction}"><text>{formula}</text><tolerance>0</tolerance>'
        "<tolerancetype>2</tolerancetype><correctanswerformat>1</correctanswerformat>"
        f'<correctanswerlength>0</correctanswerlength><feedback format="html">{html(feedback)}</feedback></answer>\n'
    )


def _data_set(wildcards: Mapping[str, Column]) -> str:
    definitions = []
    for name, column in wildcards.items():
        items = "".join(
            f"<dataset_item><number>{number}</number><value>{value}</value></dataset_item>"
            for number, value in enumerate(column, 1)
        )
        definitions.append(
            "      <dataset_definition><status><text>private</text></status>"
            f"<name><text>{name}</text></name><type>calculatedsimple</type>"
            "<distribution><text>uniform</text></distribution>"
            f"<minimum><text>{min(column)}</text></minimum><maximum><text>{max(column)}</text></maximum>"
            f"<decimals><text>0</text></decimals><itemcount>{len(column)}</itemcount>"
            f"<dataset_items>{items}</dataset_items><number_of_items>{len(column)}</number_of_items>"
            "</dataset_definition>\n"
        )
    return f"    <dataset_definitions>\n{''.join(definitions)}    </dataset_definitions>\n"
