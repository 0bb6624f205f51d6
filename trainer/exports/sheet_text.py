"""A sheet in Markdown: the questions with room to work, and behind them the answers with their steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from trainer.exports.contract import Became, Entry, Sheet, Tally
from trainer.exports.material import slips_of, ticked_of
from trainer.markdown import fenced, item, md
from trainer.steps import step_lines
from trainer.telling import shown_answer

_WIDTH = 88


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """Both parts have the same numbers. The questions are drawn twice, so that none has to be kept."""
    _put(out, [f"# {md(sheet.heading)}", ""])
    if sheet.version:
        _put(out, [f"Set `{sheet.version}`", ""])
    for entry in sheet.entries():
        _put(out, _asked(entry))
        tally.note(Became.QUESTION)
    if sheet.exam:
        return
    _put(out, ["---", "", "# Answers", ""])
    for entry in sheet.entries():
        _put(out, _solved(entry))


def write_key(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The answers of an exam, with its numbers and marks."""
    _put(out, [f"# {md(sheet.heading)}: answers", ""])
    for entry in sheet.entries():
        _put(out, _solved(entry))
        tally.note(Became.QUESTION)


def _put(out: BinaryIO, lines: Iterable[str]) -> None:
    out.write("".join(f"{line}\n" for line in lines).encode())


def _asked(entry: Entry) -> list[str]:
    content = entry.question.content
    lines = [f"## {entry.number}", "", f"`{entry.mark}`", "", *_prompt(content.prompt)]
    ticked = ticked_of(content)
    answer = [f"- [ ] {md(each)}" for each in ticked] if ticked else ["Answer: ______________"]
    return [*lines, "", *answer, ""]


def _solved(entry: Entry) -> list[str]:
    content, reference = entry.question.content, entry.question.reference
    lines = [f"## {entry.number}\\. {md(shown_answer(content))}", "", f"`{entry.mark}` · `{reference}`", ""]
    lines += [*fenced(step_lines(content.explanation, _WIDTH)), ""]
    slips = slips_of(content)
    if slips:
        lines += ["Wrong answers that say something:", ""]
        for slip in slips:
            lines += item(f"{slip.shown}:", slip.feedback)
        lines.append("")
    return lines


def _prompt(text: str) -> list[str]:
    """Paragraphs; lines that are pushed in (layers, tables) keep their places behind a fence."""
    lines: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("  "):
            block.append(line[2:])
            continue
        if block:
            lines += [*fenced(block), ""]
            block = []
        if line.strip():
            lines += [md(line), ""]
    return lines[:-1]
