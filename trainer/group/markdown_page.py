"""The report in Markdown. Whatever is foreign in it stands for itself, markup included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trainer.group import words
from trainer.group.cards import Card, cards
from trainer.group.report import GroupReport, QuestionRow
from trainer.markdown import fenced, item, md
from trainer.steps import step_lines
from trainer.telling import shown_answer

_WIDTH = 100


def markdown(report: GroupReport) -> str:
    """The whole report."""
    lines = [f"# {md(words.title(report))}", "", md(words.head_line(report)), "", f"**{md(words.score_line(report))}**"]
    lines += ["", md(report.doubt)] if report.doubt else []
    lines += ["", md(words.FIRST), *_slips(report), *_skills(report), *_questions(report), *_students(report)]
    lines += ["", "## Next set", "", *_paragraphs(words.next_lines(report.next))]
    if report.next:
        lines += ["", *fenced([report.next.command]), "", f"Code: {md(report.next.code)}"]
    lines += ["", "## Remarks", "", *_list((*report.remarks, words.provenance(report)))]
    return "\n".join(lines) + "\n"


def _slips(report: GroupReport) -> Iterator[str]:
    if not report.slips:
        return
    yield from ("", "## The most frequent mistakes", "", md(words.SHARED))
    told = cards(report.slips)
    for number, card in enumerate(told[: words.MOST_SLIPS], 1):
        yield from _slip(number, card)
    rest = told[words.MOST_SLIPS :]
    if rest:
        yield from ("", "### Others", "", *_list(f"{card.title}: {card.counted}" for card in rest))


def _slip(number: int, card: Card) -> Iterator[str]:
    row = card.first
    content = row.example.question.content
    about = md(", ".join(card.components))
    yield from ("", f"### {number}\\. {md(card.title)}", "", f"{md(card.counted)} · {about}")
    yield from ("", *fenced([f"Question {row.example.label}", "", *content.asked.splitlines()]), "")
    yield from _paragraphs([f"Right is {shown_answer(content)}", *row.diagnosis])
    yield from ("", *fenced(step_lines(content.explanation, _WIDTH)))


def _skills(report: GroupReport) -> Iterator[str]:
    yield from ("", "## Skills", "")
    heads = ("Skill", "Questions", "Right at once", "Right of all tries", "A first try wrong")
    yield from _table(
        heads,
        (
            (
                row.title,
                ", ".join(row.labels),
                f"{row.first.words} ({words.percent(row.first)})",
                row.tries.words,
                words.names(row.missed_by),
            )
            for row in report.skills
        ),
    )


def _questions(report: GroupReport) -> Iterator[str]:
    yield from ("", "## Questions", "")
    heads = ("Question", "Id", "Skill", "Right at once", "Right of all tries", "Most given wrong answer")
    yield from _table(
        heads,
        (
            (
                row.asked.label,
                row.asked.mark,
                row.skill,
                f"{row.first.words} ({words.percent(row.first)})",
                row.tries.words,
                words.commonest(row),
            )
            for row in report.questions
        ),
    )
    for row in report.questions:
        if row.first.of:
            yield from _question(row)


def _question(row: QuestionRow) -> Iterator[str]:
    content = row.asked.question.content
    yield from ("", f"### Question {md(row.asked.label)}", "", *fenced(content.asked.splitlines()), "")
    yield from _paragraphs([f"Right is {shown_answer(content)}"])
    yield ""
    yield from _list(f"{what}: {words.names(who, len(who))}" for what, who in words.standing(row))
    if row.wrong:
        yield from ("", "Wrong answers:", "")
    told, others = words.told_wrong(row)
    for each in told:
        line = words.wrong_line(each)
        yield from item(f"{line}:" if each.diagnosis else line, each.diagnosis)
    if others:
        yield from _list([others])


def _students(report: GroupReport) -> Iterator[str]:
    yield from ("", "## Students", "")
    heads = (
        "Student",
        "Answered",
        "Right at once",
        "Right in the end",
        "Hints",
        "First try wrong",
        "Mistake seen most often",
    )
    yield from _table(
        heads,
        (
            (
                row.name,
                f"{row.answered:,}",
                row.first.words,
                row.in_the_end.words,
                f"{row.hints:,}",
                ", ".join(row.missed),
                words.mistake(row),
            )
            for row in report.students
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(md, row))} |"


def _list(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"- {md(line)}"


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """A line each; neighbouring ones with a bullet are a list."""
    listed = False
    for line in lines:
        if line.startswith("• "):
            yield from ([] if listed else [""])
            yield f"- {md(line[2:])}"
        else:
            yield f"{md(line)}  "
        listed = line.startswith("• ")
