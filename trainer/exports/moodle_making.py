"""Makes one calculated question of several variants: a formula for the right answer, one for each usual mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from questions.question import Content, Factor, Question, Step
from questions.submission import AnswerKind
from trainer.exports.html_text import h, lines_html, prompt_html, steps_html
from trainer.exports.material import Slip
from trainer.exports.moodle_formulas import Formulas, tidy
from trainer.exports.moodle_partial import grade_of
from trainer.exports.moodle_rows import Row, Variants, variants_of
from trainer.exports.moodle_sizes import size_texts
from trainer.exports.moodle_slots import Column, Marks, columns, is_constant
from trainer.exports.moodle_xml import EXACT


@dataclass(frozen=True, slots=True)
class Mistake:
    """A usual wrong answer: its formula, its diagnosis as HTML, its part of the mark."""

    formula: str
    feedback: str
    grade: str


@dataclass(frozen=True, slots=True)
class Calculated:
    """`prompt`, `solution` and the diagnoses are HTML with Moodle's codes; `wildcards` in the order of the prompt."""

    rows: tuple[Row, ...]
    wildcards: Mapping[str, Column]
    prompt: str
    right: str
    mistakes: tuple[Mistake, ...]
    solution: str
    hints: tuple[str, ...]


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
    prompts = [content.prompt for content in contents]
    answers = _whole([content.answer for content in contents])
    wildcards = _wildcards(prompts)
    if answers is None or not wildcards:
        return None
    formulas = Formulas(wildcards)
    for texts in size_texts(contents):
        formulas.learn_first(texts)
    if variants.alike:
        for steps in zip(*(content.explanation for content in contents), strict=True):
            formulas.learn([step.substitution for step in steps], [step.result for step in steps])
    right = formulas.of_texts([content.setup for content in contents], answers) or formulas.of_column(answers)
    marks = Marks(lambda column: _code(formulas, wildcards, column))
    prompt = marks.marked(prompts)
    if right is None or prompt is None:
        return None
    mistakes = [_mistake([row.slips[key] for row in variants.rows], formulas, marks, partial) for key in variants.keys]
    return Calculated(
        variants.rows,
        wildcards,
        marks.filled(prompt_html(replace(contents[0], prompt=prompt))),
        tidy(right),
        tuple(mistake for mistake in mistakes if mistake),
        marks.filled(_solution(variants, contents, marks)),
        # Moodle puts no numbers into hints, so only those are there that say the same to everybody.
        tuple(hint for hint in contents[0].hints if all(hint in content.hints for content in contents)),
    )


def _wildcards(prompts: Sequence[str]) -> dict[str, Column]:
    """A name for each number that differs; equal ones, such as the sides of a kernel, are one."""
    different = dict.fromkeys(column for column in columns(prompts) or () if not is_constant(column))
    return {f"n{place}": column for place, column in enumerate(different, 1)}


def _code(formulas: Formulas, wildcards: Mapping[str, Column], column: Column) -> str | None:
    formula = formulas.of_column(column)
    if formula is None:
        return None
    return formula if column in wildcards.values() else f"{{={tidy(formula)}}}"


def _whole(values: Sequence[object]) -> Column | None:
    whole = tuple(value for value in values if isinstance(value, int))
    return whole if len(whole) == len(values) and max(map(abs, whole)) < EXACT else None


def _mistake(slips: Sequence[Slip], formulas: Formulas, marks: Marks, partial: Mapping[str, str]) -> Mistake | None:
    """None where no formula gives the value in all variants, or some number of the diagnosis."""
    values = _whole([slip.value for slip in slips])
    if values is None:
        return None
    formula = None
    for workings in zip(*([each.working for each in slip.misconceptions] for slip in slips), strict=True):
        formula = formula or formulas.of_texts(workings, values)
    formula = formula or formulas.of_column(values)
    lines = [marks.marked(texts) for texts in zip(*(slip.feedback for slip in slips), strict=True)]
    told = [line for line in lines if line is not None]
    if formula is None or len(told) < len(lines):
        return None
    return Mistake(tidy(formula), marks.filled(lines_html(told)), grade_of(slips[0].misconceptions, partial))


def _solution(variants: Variants, contents: Sequence[Content], marks: Marks) -> str:
    """The worked steps with marks in them; where one has a number that no formula gives, only the set-up."""
    steps = _steps([content.explanation for content in contents], marks) if variants.alike else None
    if steps is not None:
        return steps_html(steps)
    setup = marks.marked([f"{content.setup} = {content.answer}" for content in contents])
    return f"<p><code>{h(setup)}</code></p>" if setup is not None else ""


def _steps(solutions: Sequence[Sequence[Step]], marks: Marks) -> list[Step] | None:
    found: list[Step] = []
    for steps in zip(*solutions, strict=True):
        texts = _marked(steps, ("sentence", "formula", "substitution", "result"), marks)
        factors = _factors([step.factors for step in steps], marks)
        idle = _factors([step.idle for step in steps], marks)
        if texts is None or factors is None or idle is None:
            return None
        sentence, formula, substitution, result = texts
        found.append(Step(sentence, formula, substitution, result, factors, idle))
    return found


def _factors(rows: Sequence[Sequence[Factor]], marks: Marks) -> tuple[Factor, ...] | None:
    if len({len(row) for row in rows}) != 1:
        return None
    found: list[Factor] = []
    for factors in zip(*rows, strict=True):
        texts = _marked(factors, ("symbol", "number", "meaning"), marks)
        if texts is None:
            return None
        symbol, number, meaning = texts
        found.append(Factor(symbol, number, meaning))
    return tuple(found)


def _marked(things: Sequence[object], names: Sequence[str], marks: Marks) -> list[str] | None:
    """Those texts of the first thing, with marks for what differs in the others."""
    texts = [marks.marked([getattr(thing, name) for thing in things]) for name in names]
    found = [text for text in texts if text is not None]
    return found if len(found) == len(texts) else None
