"""What an Anki note has in its fields. The list of fields of a shipped model never changes: hence the spare ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from questions.picture import Scene, picture_after, picture_before
from questions.question import Content, Question, Reference, Step
from questions.sets.document import answer_text
from questions.submission import AnswerKind
from questions.wording import parted
from trainer.drawing.svg import draw_svg
from trainer.exports.contract import Sheet
from trainer.exports.html_text import clean, h, lines_html, prompt_html
from trainer.exports.material import slips_of
from trainer.exports.tex import tex
from trainer.telling import shown_answer

FIELDS = (
    "Id",
    "Question",
    "Choices",
    "Answer",
    "Shown answer",
    "Picture before",
    "Picture",
    "Steps",
    "Mistakes",
    "Hints",
    "Reference",
    "Spare 1",
    "Spare 2",
    "Spare 3",
    "Spare 4",
)
Pictures = dict[str, bytes]


def note_guid(reference: Reference) -> str:
    """The note's identity in every collection; it depends on the reference alone."""
    return f"convdrill-{_digest(reference)}"


def text_guid(reference: Reference) -> str:
    """The identity of the note that `anki-text` makes of it: of another note type, it cannot have the same."""
    return f"convdrill-text-{_digest(reference)}"


def _digest(reference: Reference) -> str:
    return sha256(str(reference).encode()).hexdigest()[:20]


def deck_title(sheet: Sheet) -> str:
    """A deck's name on one line; two colons would make a deck below another."""
    return re.sub(":{2,}", ":", " ".join(clean(sheet.heading).split())) or "Questions"


def note_fields(question: Question) -> tuple[list[str], Pictures]:
    """The fields in the order of FIELDS, and the files of pictures that they show, by name."""
    content = question.content
    pictures: Pictures = {}
    before = _picture(question, picture_before(content), "before", pictures)
    after = _picture(question, picture_after(content), "after", pictures)
    fields = {
        "Id": question.id,
        "Question": prompt_html(content),
        "Choices": "".join(f"<li>{h(choice)}</li>" for choice in content.lettered),
        "Answer": typed_answer(content),
        "Shown answer": _in_line(shown_answer(content)),
        "Picture before": before,
        "Picture": after,
        "Steps": steps_with_tex(content.explanation),
        "Mistakes": "".join(lines_html(slip.feedback) for slip in slips_of(content)),
        "Hints": "".join(f"<li>{h(hint)}</li>" for hint in content.hints),
        "Reference": str(question.reference),
    }
    return [fields.get(name, "") for name in FIELDS], pictures


def typed_answer(content: Content) -> str:
    """What Anki compares letter by letter with what was typed; empty for a formula, which has many spellings."""
    return "" if content.kind is AnswerKind.FORMULA else answer_text(content.kind, content.answer)


def steps_with_tex(steps: Sequence[Step]) -> str:
    r"""The worked steps as a list, the formulas in `\( … \)`, which Anki sets as mathematics."""
    items = []
    for step in steps:
        parts = [parted(part) for part in (step.formula, step.substitution, step.result) if part]
        counted = f"<br>\\({h(' = '.join(map(tex, parts)))}\\)" if parts else ""
        told = "".join(
            f"<br><small>{h(row.symbol)} = {h(row.number)}: {h(row.meaning)}</small>"
            for row in (*step.factors, *step.idle)
        )
        items.append(f"<li>{h(step.sentence)}{counted}{told}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _picture(question: Question, scene: Scene | None, when: str, pictures: Pictures) -> str:
    if scene is None:
        return ""
    name = f"convdrill-{question.id}-{when}.svg"
    pictures[name] = draw_svg(scene).encode()
    return f'<img src="{name}" alt="Picture of the layer">'


def _in_line(text: str) -> str:
    return re.sub(r"\s+", " ", h(clean(text)))
