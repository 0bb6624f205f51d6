"""Text that Anki imports into its own Basic notes: a line per note, identity and tags in columns of their own.

It streams; pictures and typing of answers are in the `anki` format only.
"""

from __future__ import annotations

from typing import BinaryIO

from trainer.exports.anki_note import deck_title, steps_with_tex, text_guid
from trainer.exports.contract import BadExport, Became, Entry, Sheet, Tally
from trainer.exports.html_text import h, lines_html, prompt_html
from trainer.exports.material import slips_of, tags_of
from trainer.telling import shown_answer


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """Columns: GUID, front, back, tags; behind the headers that tell Anki so."""
    if sheet.exam:
        raise BadExport("cards carry their answers, so Anki has no exam; export one as moodle, canvas, pdf or html")
    heads = (
        "separator:Tab",
        "html:true",
        "notetype:Basic",
        f"deck:convdrill::{deck_title(sheet)}",
        "guid column:1",
        "tags column:4",
    )
    out.write("".join(f"#{head}\n" for head in heads).encode())
    for entry in sheet.entries():
        out.write("\t".join(_columns(entry)).encode() + b"\n")
        tally.note(Became.CARD)


def _columns(entry: Entry) -> tuple[str, ...]:
    content, reference = entry.question.content, entry.question.reference
    choices = "".join(f"<br>{h(choice)}" for choice in content.lettered)
    front = f"{prompt_html(content)}{choices}<p><small>{entry.mark}</small></p>"
    slips = "".join(lines_html(slip.feedback) for slip in slips_of(content))
    answer = f"<p><b>{h(shown_answer(content))}</b></p>"
    back = f"{answer}{steps_with_tex(content.explanation)}{slips}<p><small>{reference}</small></p>"
    return text_guid(reference), _in_column(front), _in_column(back), " ".join(tags_of(entry.question))


def _in_column(html: str) -> str:
    """On one line, without a sign that ends a column."""
    return html.replace("\t", "    ").replace("\r", "").replace("\n", "<br>")
