"""The page itself: data, styles and script in one file that needs no other and asks for none."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import BinaryIO

from trainer.exports.contract import Became, Sheet, Tally
from trainer.exports.html.data import Data, asked_data, points_for, solved_data
from trainer.exports.html_text import clean, h

SCHEMA_VERSION = 1
PICTURED = 100
"""Pages of more questions come without pictures unless they are wanted: each question's are about 15 kB."""

READER = ("text", "numbers", "words", "expression", "submission", "verdict")
APP = ("elements", "records", "explaining", "answering", "question", "results", "printing", "main")

_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<p id="notice">This page asks its questions with a script of its own. Who still reads this has a browser that is older
than 2020, or one that lets no script run in this file.</p>
<script type="application/json" id="data">"""
_END = """</script>
<script>{script}</script>
</body>
</html>
"""


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The whole page. Its answers can be read in its source, save in an exam, which has none."""
    data = json.dumps(page_data(sheet, tally), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    style, script = style_text(), script_text(READER + APP)
    head = _FRAME.format(policy=policy(style, script), title=h(sheet.heading), style=style)
    out.write((head + data + _END.format(script=script)).encode())


def page_data(sheet: Sheet, tally: Tally) -> Data:
    """What the script reads: the set, its questions, and the points at which formulas are compared."""
    wanted = sheet.options.get("pictures")
    pictures = sheet.count <= PICTURED if wanted is None else wanted == "on"
    questions: list[Data] = []
    letters: set[int] = set()
    for entry in sheet.entries():
        questions.append(asked_data(entry) if sheet.exam else solved_data(entry, pictures=pictures))
        letters.add(len(entry.question.content.symbols))
        tally.note(Became.QUESTION)
    data: Data = {
        "schema_version": SCHEMA_VERSION,
        "set": {"title": clean(sheet.title), "version": sheet.version, "form": sheet.form},
        "heading": clean(sheet.heading),
        "exam": sheet.exam,
        "points": {} if sheet.exam else {str(count): points_for(count) for count in sorted(letters) if count},
        "questions": questions,
    }
    content = json.dumps(data, sort_keys=True)
    return data | {"key": sha256(content.encode()).hexdigest()[:16]}


def policy(style: str, script: str) -> str:
    """Nothing is fetched, sent or framed; only this script and this style run, and no text ever becomes markup."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def script_text(parts: tuple[str, ...], *, wrapped: bool = True) -> str:
    """The parts of the script, in one scope of their own."""
    folders = {**dict.fromkeys(READER, "reader"), **dict.fromkeys(APP, "app")}
    text = "\n".join(_packaged(f"{folders[part]}/{part}.js") for part in parts)
    return f'(() => {{\n"use strict";\n{text}}})();\n' if wrapped else text


def style_text() -> str:
    """The styles: screen, then print."""
    return "".join(_packaged(f"app/{name}.css") for name in ("page", "print"))


@cache
def _packaged(name: str) -> str:
    return files("trainer.exports.html").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
