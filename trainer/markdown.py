"""Foreign text in Markdown: it stands for itself, whatever markup it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What is markup anywhere; addresses that would become links; and what is markup at the beginning of a line.
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&$!@^]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LEADING = re.compile(r"^(\d*)([-+=:.)])")


def md(text: str) -> str:
    """Text for one line of Markdown."""
    return _LEADING.sub(r"\1\\\2", _MARKED.sub(r"\\\1", without_controls(text).strip()))


def item(lead: str, lines: Sequence[str]) -> list[str]:
    """An item of a list: the lead with the lines behind it; those with a bullet are a list of their own below it."""
    said = [lead, *(line for line in lines if not line.startswith("• "))]
    return [f"- {md(' '.join(said))}", *(f"  - {md(line[2:])}" for line in lines if line.startswith("• "))]


def fenced(lines: Sequence[str]) -> list[str]:
    """Lines as they are, behind a fence that is longer than any run of its sign in them."""
    cleaned = [without_controls(line) for line in lines]
    longest = max((len(run) for line in cleaned for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *cleaned, fence]


def without_controls(text: str, kept: str = "") -> str:
    """Without characters that steer a terminal or an editor; the signs of `kept` stay."""
    return "".join(sign if sign.isprintable() or sign in kept else " " if sign.isspace() else "\ufffd" for sign in text)
