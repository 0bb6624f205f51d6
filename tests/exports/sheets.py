"""Sheets of drawn questions, to be exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from questions.question import Question
from trainer.exports.contract import Entry, Sheet, Tally, Writer

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1> ]]> {{c1::x}} \"&amp;'<!--\t=cmd"
)


def sheet_of(
    questions: Sequence[Question], *, title: str = "Week 3", exam: bool = False, form: str = "", **options: object
) -> Sheet:
    """These questions in this order; in an exam under marks of their own."""

    def entries() -> Iterator[Entry]:
        for number, question in enumerate(questions, 1):
            yield Entry(number, question, f"MARK{number:04}" if exam else question.id)

    version = "" if exam else "BDU9A-AAAAD-3UAUR"
    return Sheet(title, version, len(questions), entries, exam, form, options)


def written(write: Writer, sheet: Sheet, tally: Tally | None = None) -> bytes:
    """The file as bytes."""
    out = BytesIO()
    write(sheet, out, tally or Tally())
    return out.getvalue()
