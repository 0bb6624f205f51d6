"""Moodle's calculated questions: one question with formulas over a data set, so that each student has other numbers.

The right answer is a formula, and each usual mistake is one, with its diagnosis. Every formula was held against every
row of the data set; what no formula gives in all rows is not in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from questions.generator import question_bias
from trainer.exports.contract import BadExport, Became, Entry, Sheet, Tally
from trainer.exports.html_text import h, lines_html
from trainer.exports.material import tags_of
from trainer.exports.moodle import AGAIN, DIGITS, NO_UNITS, question_name
from trainer.exports.moodle_making import Calculated, calculated
from trainer.exports.moodle_partial import partial_grades
from trainer.exports.moodle_slots import Column
from trainer.exports.moodle_xml import CATCH_ALL, END, START, category, formatted, head, hints, html, question, tags

VARIANTS = 20
_SETTINGS = (
    "    <synchronize>0</synchronize>\n    <single>0</single>\n    <answernumbering>abc</answernumbering>\n"
    "    <shuffleanswers>0</shuffleanswers>\n"
    + "".join(
        f"    <{name}feedback><text></text></{name}feedback>\n" for name in ("correct", "partiallycorrect", "incorrect")
    )
)
_Group = tuple[str, int, bool | None]


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """A question per skill, level and bias; the options are `variants` and `partial`. Raises BadExport."""
    if sheet.exam:
        raise BadExport(
            "Moodle draws the numbers of calculated questions for each student, so no key could say who had which; "
            "export the exam as moodle"
        )
    asked = sheet.options.get("variants")
    wanted = asked if isinstance(asked, int) else VARIANTS
    if wanted < 2:
        raise BadExport("a calculated question has 2 to 100 variants; export a single one as moodle")
    partial = partial_grades(sheet.options.get("partial"))
    groups: dict[_Group, list[Entry]] = {}
    for entry in sheet.entries():
        groups.setdefault(_group(entry), []).append(entry)
    out.write((START + category(sheet, AGAIN)).encode())
    places = len(f"{max(sheet.count, 100)}")
    reasons: dict[_Group, str] = {}
    sizes: list[int] = []
    # Once more, so that whoever watches the entries sees how far it is.
    for entry in sheet.entries():
        group = _group(entry)
        if group not in reasons:
            found = calculated([each.question for each in groups[group]], wanted, partial)
            if isinstance(found, str):
                reasons[group] = found
            else:
                reasons[group] = ""
                sizes.append(len(found.rows))
                tally.details[Became.CALCULATED] = _in_the_file(sizes)
                out.write(_written(found, groups[group], places).encode())
        tally.note(Became.LEFT_OUT if reasons[group] else Became.CALCULATED, reasons[group])
    out.write(END.encode())


def _group(entry: Entry) -> _Group:
    reference = entry.question.reference
    return reference.skill, reference.level, question_bias(entry.question)


def _in_the_file(sizes: Sequence[int]) -> str:
    """`in 2 questions of 20 variants each`."""
    if len(sizes) == 1:
        return f"in 1 question of {sizes[0]} variants"
    least, most = min(sizes), max(sizes)
    rows = f"{most} variants each" if least == most else f"{least} to {most} variants"
    return f"in {len(sizes):,} questions of {rows}"


def _written(made: Calculated, entries: Sequence[Entry], places: int) -> str:
    entry = entries[0]
    name = f"{question_name(entry, places, exam=False)} ({len(made.rows)} variants)"
    text = formatted(made.prompt + DIGITS)
    answers = [_answer("100", made.right, "")]
    answers += [_answer(mistake.grade, mistake.formula, mistake.feedback) for mistake in made.mistakes]
    body = [_SETTINGS, *answers, _answer("0", "*", lines_html(CATCH_ALL)), NO_UNITS, _data_set(made.wildcards)]
    body += [hints([f"<p>{h(hint)}</p>" for hint in made.hints]), tags(tags_of(entry.question))]
    names = ", ".join(f"{each.mark} {each.question.reference}" for each in entries)
    solution = f"{made.solution}<p><small>One of {len(made.rows)} variants, in place of {h(names)}</small></p>"
    return question("calculatedsimple", head(name, text, formatted(solution), entry.mark), "".join(body))


def _answer(fraction: str, formula: str, feedback: str) -> str:
    """No decimals; the tolerance is nominal, and 0."""
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
