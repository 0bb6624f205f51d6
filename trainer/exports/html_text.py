"""Prompts, diagnoses and worked steps as HTML that every client can show. Whatever is foreign in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from questions.question import Content, Factor, Step
from questions.wording import parted

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHANGED = re.compile(f"[&<>\"']|{_FORBIDDEN.pattern}")


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def h(text: str) -> str:
    """Text as HTML: nothing in it is markup."""
    return escape(clean(text), quote=True) if _CHANGED.search(text) else text


def lines_html(lines: Iterable[str]) -> str:
    """A paragraph per line; neighbouring lines with a bullet are one list."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("• "):
            item = f"<li>{h(line[2:])}</li>"
            if parts and parts[-1].endswith("</ul>"):
                parts[-1] = parts[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                parts.append(f"<ul>{item}</ul>")
        else:
            parts.append(f"<p>{h(line)}</p>")
    return "".join(parts)


def prompt_html(content: Content) -> str:
    """The prompt without its choices: paragraphs, and what is pushed in (layers, tables) with its own spaces."""
    parts: list[str] = []
    block: list[str] = []
    for line in [*content.prompt.split("\n"), ""]:
        if line.startswith("  "):
            block.append(line[2:])
            continue
        if block:
            parts.append(f"<pre>{h(chr(10).join(block))}</pre>")
            block = []
        if line.strip():
            parts.append(f"<p>{h(line)}</p>")
    return "".join(parts)


def steps_html(steps: Sequence[Step]) -> str:
    """The worked steps as a list: the sentence, which number is what, the formula with its numbers."""
    numbered = [step for step in steps if not _only_idle(step)]
    idle = dict.fromkeys(row for step in steps for row in step.idle)
    html = f"<ol>{''.join(f'<li>{_step(step)}</li>' for step in numbered)}</ol>"
    return f"{html}<p>Not needed:</p>{_table(idle)}" if idle else html


def _only_idle(step: Step) -> bool:
    return bool(step.idle) and not (step.factors or step.formula or step.substitution or step.result)


def _step(step: Step) -> str:
    parts = [parted(part) for part in (step.formula, step.substitution, step.result) if part]
    counted = f"<br><code>{h(' = '.join(parts))}</code>" if parts else ""
    return f"{h(step.sentence)}{counted}{_table(step.factors)}"


def _table(rows: Iterable[Factor]) -> str:
    cells = "".join(
        f"<tr><td><code>{h(row.symbol)}</code></td><td>{h(row.number)}</td><td>{h(row.meaning)}</td></tr>"
        for row in rows
    )
    return f"<table>{cells}</table>" if cells else ""
