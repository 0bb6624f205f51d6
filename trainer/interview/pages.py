"""A report as a page of its own: Markdown, HTML that needs nothing beside it, and a JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from trainer.interview.report import InterviewReport, Row, Score, Summary
from trainer.interview.words import (
    SIGNS,
    answered_line,
    clock,
    comparison_lines,
    day_and_time,
    head_lines,
    typed,
)
from trainer.markdown import fenced, md, without_controls
from trainer.steps import step_lines

_HEADS = ("", "Result", "Question", "Time", "Answer")


def markdown(report: InterviewReport) -> str:
    """The report in Markdown. Whatever is foreign in it stands for itself, markup included."""
    lines = [f"# Interview of {md(day_and_time(report.summary.at))}", "", md(report.summary.plan.words), ""]
    lines += [f"- {md(line)}" for line in (*head_lines(report), *comparison_lines(report))]
    lines += ["", "## By family", "", "| Family | Right | Time each |", "| --- | --- | --- |"]
    lines += [
        f"| {md(family)} | {score.right} of {score.asked} | {clock(score.taken_ms // score.asked)} |"
        for family, score in report.families.items()
    ]
    lines += ["", "## Questions", "", f"| {' | '.join(_HEADS)} |", f"|{' --- |' * len(_HEADS)}"]
    lines += [f"| {' | '.join(map(md, _cells(row)))} |" for row in report.rows]
    if report.mistakes:
        lines += ["", "## Mistakes"]
    for row in report.mistakes:
        lines += ["", f"### {row.number}\\. {md(row.title)}", "", *fenced(row.prompt.splitlines()), ""]
        lines += [f"{md(told)}  " for told in (answered_line(row), *row.diagnosis, row.note) if told]
        lines += ["", *fenced(step_lines(row.steps, 100))] if row.steps else []
    if any(row.rubric for row in report.rows):
        lines += ["", "## Explained aloud"]
    for row in report.rows:
        if row.rubric:
            lines += ["", f"### {row.number}\\. {md(row.title)}", ""]
            lines += [f"- [{'x' if each.said else ' '}] {md(each.line)}" for each in row.rubric]
    return "\n".join(lines) + "\n"


def html(report: InterviewReport) -> str:
    """The report as one HTML file: no script, nothing fetched, light or dark as the reader has it."""
    when = day_and_time(report.summary.at)
    parts = [f"<h1>Interview of {_h(when)}</h1>", f"<p class=plan>{_h(report.summary.plan.words)}</p>"]
    first, *others = head_lines(report)
    parts += [f"<p class=score>{_h(first)}</p>", _list((*others, *comparison_lines(report)))]
    families = [
        (family, f"{score.right} of {score.asked}", clock(score.taken_ms // score.asked))
        for family, score in report.families.items()
    ]
    parts += ["<h2>By family</h2>", _table(("Family", "Right", "Time each"), families)]
    parts += ["<h2>Questions</h2>", _table(_HEADS, [_cells(row) for row in report.rows])]
    if report.mistakes:
        parts.append("<h2>Mistakes</h2>")
    for row in report.mistakes:
        told = "".join(f"<p>{_h(line)}</p>" for line in (answered_line(row), *row.diagnosis, row.note) if line)
        steps = f"<pre>{_h(chr(10).join(step_lines(row.steps, 88)))}</pre>" if row.steps else ""
        head = f"<h3>{row.number}. {_h(row.title)}</h3><pre class=prompt>{_h(row.prompt)}</pre>"
        parts.append(f"<section>{head}{told}{steps}</section>")
    if any(row.rubric for row in report.rows):
        parts.append("<h2>Explained aloud</h2>")
    for row in report.rows:
        if row.rubric:
            said = [f"{'☑' if each.said else '☐'} {each.line}" for each in row.rubric]
            parts.append(f"<section><h3>{row.number}. {_h(row.title)}</h3>{_list(said, 'ticks')}</section>")
    return _PAGE.format(title=_h(f"Interview of {when}"), style=_STYLE, body="\n".join(parts))


def document(report: InterviewReport) -> dict[str, Any]:
    """The report as JSON knows it."""
    return summary_document(report.summary) | {
        "time_over": report.time_over,
        "breaks": report.breaks,
        "families": [{"family": family, **_score(score)} for family, score in report.families.items()],
        "known_before": _score(report.known),
        "not_known_before": _score(report.fresh),
        "earlier": [summary_document(summary) for summary in report.earlier],
        "questions": [_row(row) for row in report.rows],
    }


def summary_document(summary: Summary) -> dict[str, Any]:
    """An interview that is over, in short."""
    plan = summary.plan
    return {
        "id": summary.id,
        "local_time": summary.at.isoformat(timespec="seconds"),
        "plan": {
            "questions": plan.questions,
            "minutes": plan.minutes,
            "tiers": list(plan.tiers),
            "level": plan.level,
            "set": plan.set or None,
        },
        **_score(summary.score),
    }


def _score(score: Score) -> dict[str, int]:
    return {"right": score.right, "asked": score.asked, "taken_ms": score.taken_ms}


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "reference": row.reference,
        "title": row.title,
        "family": row.family,
        "prompt": row.prompt,
        "expected": row.expected,
        "submission": row.submitted,
        "outcome": row.outcome.value if row.outcome is not None else None,
        "taken_ms": row.taken_ms,
        "known_before": row.known,
        "diagnosis": list(row.diagnosis),
        "steps": [str(step) for step in row.steps],
        "explained_aloud": [{"line": each.line, "said": each.said} for each in row.rubric],
        "note": row.note,
    }


def _cells(row: Row) -> tuple[str, ...]:
    return (str(row.number), SIGNS[row.outcome], row.title, clock(row.taken_ms), typed(row))


def _h(text: str) -> str:
    return escape(without_controls(text, "\n"))


def _list(lines: Iterable[str], kind: str = "") -> str:
    shown = f" class={kind}" if kind else ""
    return f"<ul{shown}>{''.join(f'<li>{_h(line)}</li>' for line in lines)}</ul>"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope=col>{_h(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_h(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>"


_STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
.plan { margin-top: .2rem; opacity: .8; } .score { font-size: 1.5rem; font-weight: 600; margin: .6rem 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; } td:nth-child(1), td:nth-child(2), td:nth-child(4) { white-space: nowrap; }
pre { background: var(--soft); padding: .6rem .8rem; border-radius: .3rem; white-space: pre-wrap; font-size: .9rem; }
.ticks { list-style: none; padding-left: 0; } section { break-inside: avoid; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
