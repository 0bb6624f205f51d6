"""The report as one HTML file: no script, nothing fetched, light or dark as the reader has it, to print as well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from questions.question import Content
from trainer.exports.html_text import h, lines_html, prompt_html, steps_html
from trainer.group import words
from trainer.group.cards import Card, cards
from trainer.group.report import GroupReport, QuestionRow, Score
from trainer.telling import shown_answer

_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="quiet">{about}</p>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def html(report: GroupReport) -> str:
    """The whole page."""
    style = files("trainer.group").joinpath("report.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    sections = (_summary, _slips, _skills, _questions, _students, _next, _remarks)
    return _FRAME.format(
        policy=policy,
        style=style,
        title=h(words.title(report)),
        about=h(words.head_line(report)),
        body="\n".join(part for section in sections for part in section(report)),
    )


def _summary(report: GroupReport) -> Iterator[str]:
    yield f'<p class="lead">{h(words.score_line(report))}</p>'
    if report.doubt:
        yield f'<p class="wrong">{h(report.doubt)}</p>'
    yield f'<p class="quiet">{h(words.FIRST)}</p>'


def _slips(report: GroupReport) -> Iterator[str]:
    if not report.slips:
        return
    yield f'<section>\n<h2>The most frequent mistakes</h2>\n<p class="quiet">{h(words.SHARED)}</p>'
    told = cards(report.slips)
    for number, card in enumerate(told[: words.MOST_SLIPS], 1):
        yield _slip(number, card)
    rest = told[words.MOST_SLIPS :]
    if rest:
        listed = lines_html(f"• {card.title}: {card.counted}" for card in rest)
        yield f"<details><summary>{len(rest)} more</summary>{listed}</details>"
    yield "</section>"


def _slip(number: int, card: Card) -> str:
    row = card.first
    content = row.example.question.content
    tags = " ".join(f'<span class="tag">{h(component)}</span>' for component in card.components)
    return (
        f"<article><h3>{number}. {h(card.title)}</h3>"
        f"<p>{h(card.counted)} {tags}</p>"
        f'<p class="quiet">{h(words.names(row.students))}</p>'
        f"<h4>Question {h(row.example.label)}</h4>{_asked(content)}"
        f'<div class="wrong">{lines_html(row.diagnosis)}</div>{_steps(content)}</article>'
    )


def _asked(content: Content) -> str:
    choices = "".join(f"<li>{h(line)}</li>" for line in content.lettered)
    return (
        f'<div class="prompt">{prompt_html(content)}{f"<ul>{choices}</ul>" if choices else ""}</div>'
        f'<p class="right">Right is {h(shown_answer(content))}</p>'
    )


def _steps(content: Content) -> str:
    return f"<details><summary>Worked steps</summary>{steps_html(content.explanation)}</details>"


def _skills(report: GroupReport) -> Iterator[str]:
    rows = (
        (
            h(row.title),
            h(", ".join(row.labels)),
            _score(row.first),
            _whole(row.tries),
            h(words.names(row.missed_by)),
        )
        for row in report.skills
    )
    heads = ("Skill", "Questions", "Right at once", "Of all tries", "A first try wrong")
    yield f"<section>\n<h2>Skills</h2>{_table('Skills', heads, rows)}</section>"


def _questions(report: GroupReport) -> Iterator[str]:
    rows = (
        (
            f"{h(row.asked.label)}",
            f"<code>{h(row.asked.mark)}</code>",
            h(row.skill),
            _score(row.first),
            _whole(row.tries),
            h(words.commonest(row)),
        )
        for row in report.questions
    )
    heads = ("Question", "Id", "Skill", "Right at once", "Of all tries", "Most given wrong answer")
    yield f"<section>\n<h2>Questions</h2>{_table('Questions', heads, rows)}"
    yield f'<p class="screen quiet">{h(words.FOLDED)}</p>'
    yield from (_question(row) for row in report.questions if row.first.of)
    yield "</section>"


def _question(row: QuestionRow) -> str:
    content = row.asked.question.content
    who = "".join(
        f"<dt>{h(what)} ({len(students)})</dt><dd>{h(', '.join(students))}</dd>"
        for what, students in words.standing(row)
    )
    told, others = words.told_wrong(row)
    wrong = "".join(f"<li>{h(words.wrong_line(each))}{lines_html(each.diagnosis)}</li>" for each in told)
    wrong += f"<li>{h(others)}</li>" if others else ""
    listed = f'<h3>Wrong answers</h3><ul class="answers">{wrong}</ul>' if wrong else ""
    return (
        f"<details><summary>Question {h(row.asked.label)}: {h(row.first.words)} right at once</summary>"
        f"{_asked(content)}<dl>{who}</dl>{listed}{_steps(content) if wrong else ''}</details>"
    )


def _students(report: GroupReport) -> Iterator[str]:
    rows = (
        (
            h(row.name),
            f"{row.answered:,}",
            _score(row.first),
            _whole(row.in_the_end),
            f"{row.hints:,}",
            h(", ".join(row.missed)),
            h(words.mistake(row)),
        )
        for row in report.students
    )
    heads = (
        "Student",
        "Answered",
        "Right at once",
        "Right in the end",
        "Hints",
        "First try wrong",
        "Mistake seen most often",
    )
    yield f"<section>\n<h2>Students</h2>{_table('Students', heads, rows)}</section>"


def _next(report: GroupReport) -> Iterator[str]:
    yield "<section>\n<h2>Next set</h2>" + lines_html(words.next_lines(report.next))
    if report.next:
        yield f"<pre>{h(report.next.command)}</pre><p>Code: <code>{h(report.next.code)}</code></p>"
    yield "</section>"


def _remarks(report: GroupReport) -> Iterator[str]:
    lines = lines_html(f"• {line}" for line in (*report.remarks, words.provenance(report)))
    yield f"<section>\n<h2>Remarks</h2>{lines}</section>"


def _whole(score: Score) -> str:
    return f'<span class="score">{h(score.words)}</span>'


def _score(score: Score) -> str:
    """Numbers with a bar behind them; the bar is only for the eye."""
    if not score.of:
        return "–"
    width = 100 * score.right // score.of
    bar = (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="10"/><rect width="{width}" height="10"/></svg>'
    )
    return f'<span class="score">{h(score.words)} ({h(words.percent(score))})</span>{bar}'


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are markup already; the first of a row is its heading."""
    head = "".join(f'<th scope="col">{h(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>\n'
        for cells in rows
    )
    return (
        f'<div class="wide" role="region" aria-label="{h(caption)}" tabindex="0"><table><caption class="unseen">'
        f"{h(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>"
    )
