"""Adds the judged answers of a group up: by question, by skill, by misconception, by student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import blake2b

from questions.checker import read_answer
from questions.question import Misconception
from questions.skills import SKILLS
from questions.submission import AnswerKind, Unreadable
from questions.wording import several
from trainer.group.errors import GroupError
from trainer.group.gathering import Gathered, Student
from trainer.group.judging import Judged, Marked, Outcome, differences, marked, same_answer
from trainer.group.moodle_matching import CALCULATED
from trainer.group.next_set import next_set
from trainer.group.paper import Asked, Paper
from trainer.group.report import GroupReport, QuestionRow, Score, SkillRow, SlipRow, StudentRow, WrongAnswer
from trainer.telling import diagnosis_lines


def report_of(paper: Paper, found: Gathered, source: str, *, anonymous: bool = False) -> GroupReport:
    """The report about these answers. Raises GroupError where nobody has answered anything."""
    if not any(student.tries for student in found.students):
        raise GroupError("nobody has answered a question of this set in these files, so there is nothing to report")
    students = _nameless(found.students) if anonymous else found.students
    places = {(each.form, each.number): place for place, each in enumerate(paper.asked)}
    group = marked(students, places)
    questions = tuple(_question(place, asked, group, paper) for place, asked in enumerate(paper.asked))
    skills = _skills(questions, [each.name for each in group])
    remarks = [*found.remarks, *_unread(group), *_told_differences(group)]
    return GroupReport(
        paper.title,
        paper.version,
        paper.is_exam,
        source,
        _sum(row.first for row in questions),
        _sum(row.tries for row in questions),
        tuple(_student(student, paper) for student in group),
        questions,
        skills,
        tuple(_slips(group, paper)),
        next_set(paper, skills),
        tuple(remarks),
        "" if found.is_certain else _doubt(group),
    )


def _doubt(group: Sequence[Marked]) -> str:
    """Where more than a third of the answers make no sense for their questions, they may be to others."""
    made = [judged for each in group for tries in each.tries.values() for judged in tries]
    given = [judged for judged in made if judged.outcome is not Outcome.BLANK]
    strange = sum(not judged.right and not judged.misconceptions for judged in given)
    if strange * 3 <= len(given):
        return ""
    return (
        f"{strange:,} of {several(len(given), 'answer')} are neither right nor a usual mistake: perhaps the quiz has "
        "other questions than this set. Download the responses with the question text, too, and the two are compared. "
        f"{CALCULATED}"
    )


def _nameless(students: Sequence[Student]) -> tuple[Student, ...]:
    """`student 1` …, in an order that tells nothing of the names' own."""
    mixed = sorted(students, key=lambda each: blake2b(each.name.encode("utf-8", "replace")).digest())
    return tuple(replace(student, name=f"student {number}") for number, student in enumerate(mixed, 1))


def _told_differences(group: Sequence[Marked]) -> Iterable[str]:
    for name, what in differences(group):
        yield f"The file of {name} says otherwise than was judged here: {what}. What was judged counts."


def _unread(group: Sequence[Marked]) -> Iterable[str]:
    count = sum(
        judged.outcome is Outcome.UNREADABLE for each in group for made in each.tries.values() for judged in made
    )
    if count:
        counts = "counts" if count == 1 else "count"
        yield f"{several(count, 'answer')} could not be read as an answer to the question and {counts} as not right."


def _sum(scores: Iterable[Score]) -> Score:
    listed = [*scores]
    return Score(sum(each.right for each in listed), sum(each.of for each in listed))


def _question(place: int, asked: Asked, group: Sequence[Marked], paper: Paper) -> QuestionRow:
    answered = {each.name: each.tries[place] for each in group if place in each.tries}
    at_once = tuple(name for name, made in answered.items() if made[0].right)
    later = tuple(name for name, made in answered.items() if not made[0].right and any(each.right for each in made))
    asked_here = [each for each in group if len(paper.forms) == 1 or _has_form(each, asked.form, paper)]
    return QuestionRow(
        asked,
        asked.question.reference.skill,
        Score(len(at_once), len(answered)),
        _tries(each for made in answered.values() for each in made),
        at_once,
        later,
        tuple(name for name in answered if name not in at_once and name not in later),
        tuple(each.name for each in asked_here if each.name not in answered),
        _wrong(answered),
    )


def _has_form(student: Marked, form: str, paper: Paper) -> bool:
    return any(paper.asked[place].form == form for place in student.tries)


def _tries(judged: Iterable[Judged]) -> Score:
    listed = [*judged]
    return Score(sum(each.right for each in listed), len(listed))


def _wrong(answered: Mapping[str, Sequence[Judged]]) -> tuple[WrongAnswer, ...]:
    """The wrong answers, those of most students first; behind them what is no answer of its kind."""
    alike: dict[tuple[object, ...], list[tuple[str, Judged]]] = {}
    for name, made in answered.items():
        for judged in made:
            if not judged.right:
                alike.setdefault(same_answer(judged), []).append((name, judged))
    rows = [(group[0][1].value is None, _wrong_answer(group)) for group in alike.values()]
    ordered = sorted(rows, key=lambda each: (each[0], -len(each[1].students), -each[1].times, each[1].shown))
    return tuple(row for _, row in ordered)


def _wrong_answer(given: Sequence[tuple[str, Judged]]) -> WrongAnswer:
    one = given[0][1]
    spelled = Counter(judged.shown for _, judged in given)
    return WrongAnswer(
        min(spelled, key=lambda text: (-spelled[text], len(text), text)),
        len(given),
        tuple(dict.fromkeys(name for name, _ in given)),
        tuple(slip.id for slip in one.misconceptions),
        diagnosis(one),
    )


def diagnosis(judged: Judged) -> tuple[str, ...]:
    """What `convdrill check` says of a wrong answer."""
    if judged.verdict is not None:
        return tuple(diagnosis_lines(judged.verdict))
    found = read_answer(judged.tried.asked.question.content, judged.tried.text)
    return (found.reason,) if isinstance(found, Unreadable) and judged.outcome is Outcome.UNREADABLE else ()


def _skills(questions: Sequence[QuestionRow], names: Sequence[str]) -> tuple[SkillRow, ...]:
    """In the order of the skills; only those that were asked."""
    rows = []
    for skill in SKILLS:
        mine = [row for row in questions if row.skill == skill]
        if not mine:
            continue
        levels = sorted({row.asked.question.reference.level for row in mine})
        by_level = [
            (level, _sum(row.first for row in mine if row.asked.question.reference.level == level)) for level in levels
        ]
        missed = {name for row in mine for name in (*row.later, *row.not_right)}
        rows.append(
            SkillRow(
                skill,
                SKILLS[skill].title,
                tuple(row.asked.label for row in mine),
                _sum(row.first for row in mine),
                _sum(row.tries for row in mine),
                tuple(by_level),
                tuple(name for name in names if name in missed),
            )
        )
    return tuple(rows)


@dataclass(slots=True)
class _Shown:
    """One misconception's count so far."""

    alone: int = 0
    first: int = 0
    weight: Fraction = Fraction(0)
    given: dict[tuple[str, int, int], None] = field(default_factory=dict)
    places: dict[int, list[tuple[Judged, Misconception]]] = field(default_factory=dict)


def _slips(group: Sequence[Marked], paper: Paper) -> list[SlipRow]:
    """Each misconception that shows, the most frequent first. Two slips that act together both count wholly."""
    found: dict[str, _Shown] = {}
    for student in group:
        for place, made in student.tries.items():
            for at, judged in enumerate(made):
                shared = 1 if judged.verdict and judged.verdict.combined else len(judged.misconceptions)
                for slip in judged.misconceptions:
                    shown = found.setdefault(slip.id, _Shown())
                    shown.alone += shared == 1
                    shown.first += at == 0
                    shown.weight += Fraction(1, shared)
                    shown.given[student.name, place, at] = None
                    shown.places.setdefault(place, []).append((judged, slip))
    rows = [_slip_row(shown, paper) for shown in found.values()]
    return sorted(rows, key=lambda row: (-row.weight, -row.answers, row.slip.id))


def _slip_row(shown: _Shown, paper: Paper) -> SlipRow:
    place = min(shown.places, key=lambda each: (_is_truth(paper.asked[each]), -len(shown.places[each]), each))
    values = Counter(str(slip.value) for _, slip in shown.places[place])
    judged, slip = min(
        shown.places[place], key=lambda each: (len(each[0].misconceptions), -values[str(each[1].value)], each[0].shown)
    )
    return SlipRow(
        slip,
        len(shown.given),
        shown.alone,
        shown.first,
        shown.weight,
        frozenset(shown.given),
        tuple(dict.fromkeys(name for name, _, _ in shown.given)),
        tuple(paper.asked[each].label for each in sorted(shown.places)),
        paper.asked[place],
        diagnosis(judged),
    )


def _is_truth(asked: Asked) -> bool:
    """Where every other guess is right, an answer shows little of how it came about."""
    return asked.question.content.kind is AnswerKind.TRUTH


def _student(student: Marked, paper: Paper) -> StudentRow:
    made = {place: student.tries[place] for place in sorted(student.tries)}
    slips: Counter[str] = Counter()
    named: dict[str, Misconception] = {}
    for judged in (each for tries in made.values() for each in tries):
        for slip in judged.misconceptions:
            slips[slip.id] += 1
            named.setdefault(slip.id, slip)
    commonest = min(slips, key=lambda each: (-slips[each], each), default=None)
    return StudentRow(
        student.name,
        len(made),
        _tries(tries[0] for tries in made.values()),
        Score(sum(any(each.right for each in tries) for tries in made.values()), len(made)),
        _tries(each for tries in made.values() for each in tries),
        sum(max(each.tried.hints for each in tries) for tries in made.values()),
        tuple(paper.asked[place].label for place, tries in made.items() if not tries[0].right),
        named[commonest] if commonest is not None else None,
    )
