"""What every form of the report says in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from questions.wording import several
from trainer.group.next_set import words as set_words
from trainer.group.report import (
    FILES,
    MOODLE,
    GroupReport,
    NextSet,
    QuestionRow,
    Score,
    StudentRow,
    WrongAnswer,
)
from trainer.telling import clipped

_PROVENANCE = {
    FILES: (
        "Every answer was judged again from its question; what the files say of right and wrong was not used. Files of "
        "practice are no proof of who answered: whoever has one can change it."
    ),
    MOODLE: "Every answer was judged again from its question; Moodle's own grades were not used.",
}
SHARED = (
    "Ordered by how much they explain: where one answer fits several mistakes, each of them gets a part of it. The "
    "counts are of all answers that a mistake leads to; mistakes that rest on exactly the same answers stand together."
)
FIRST = "Right at once means at the first try; later tries are counted beside it."
FOLDED = "Who answered what, question by question. What is unfolded here, worked steps too, is printed with the page."
MOST_SLIPS = 10
"""So many misconceptions are explained; of the others the page only has the counts."""
_MOST_WRONG = 12
_MOST_NAMES = 12


def title(report: GroupReport) -> str:
    """`Group report: Week 3`."""
    return f"Group report: {report.title}"


def head_line(report: GroupReport) -> str:
    """`20 students · 30 questions · 571 answers · set BDU9A-…`."""
    parts = [
        several(len(report.students), "student"),
        several(len(report.questions), "question"),
        several(report.tries.of, "answer"),
        "an exam" if report.is_exam else f"set {report.version}" if report.version else "",
    ]
    return " · ".join(part for part in parts if part)


def provenance(report: GroupReport) -> str:
    """What the counts rest on."""
    return _PROVENANCE[report.source]


def percent(score: Score) -> str:
    """`58%`, or a dash where there is nothing to count."""
    return f"{(200 * score.right + score.of) // (2 * score.of)}%" if score.of else "–"


def score_line(report: GroupReport) -> str:
    """`58% right at once: 331 of 571 first tries.`"""
    return f"{percent(report.first)} right at once: {report.first.words} first tries."


def by_students(answers: int, students: Sequence[str]) -> str:
    """`11 answers by 8 students`."""
    return f"{several(answers, 'answer')} by {several(len(students), 'student')}"


def questions(labels: Sequence[str]) -> str:
    """`question 3`, `questions 3, 7 and 12`."""
    return f"question{'' if len(labels) == 1 else 's'} {joined(labels)}"


def joined(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def names(students: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names with commas; of many the first and how many more."""
    more = f" and {len(students) - most} more" if len(students) > most + 1 else ""
    return ", ".join(students[:most] if more else students) + more


def standing(row: QuestionRow) -> list[tuple[str, tuple[str, ...]]]:
    """Who is how far with a question; only what somebody is."""
    found = [
        ("Right at once", row.at_once),
        ("Right later", row.later),
        ("Not right", row.not_right),
        ("No answer", row.unanswered),
    ]
    return [(what, who) for what, who in found if who]


def told_wrong(row: QuestionRow) -> tuple[tuple[WrongAnswer, ...], str]:
    """The wrong answers that are told one by one, and a line about the others."""
    others = row.wrong[_MOST_WRONG:] if len(row.wrong) > _MOST_WRONG + 1 else ()
    if not others:
        return row.wrong, ""
    given = dict.fromkeys(name for wrong in others for name in wrong.students)
    return row.wrong[
        :_MOST_WRONG
    ], f"{len(others):,} others ({by_students(sum(each.times for each in others), [*given])})"


def wrong_line(wrong: WrongAnswer) -> str:
    """`9,408 (6 answers by 5 students)`."""
    return f"{wrong.shown} ({by_students(wrong.times, wrong.students)})"


def commonest(row: QuestionRow) -> str:
    """The wrong answer that most have given, with how often; empty where there is none."""
    return f"{clipped(row.wrong[0].shown)} ({len(row.wrong[0].students)}×)" if row.wrong else ""


def mistake(row: StudentRow) -> str:
    """What a student's wrong answers show most often, as a sentence's part."""
    return row.slip.cause if row.slip else ""


def next_lines(proposed: NextSet | None) -> list[str]:
    """What to draw next, without the command and the code."""
    if proposed is None:
        return ["Everything that was asked is sure at the highest level: there is nothing to propose."]
    return [f"{proposed.why}.", f"{set_words(proposed)}, with fresh numbers."]
