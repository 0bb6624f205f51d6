"""A deck for Anki: cards with pictures, steps as mathematics, and the diagnosis of every usual mistake.

Every identifier is fixed: exported again, a set updates its notes and doubles none, and what was learned stays. Anki
takes an update only where a note's time is newer; that time is the day on which the content of its skill changed last
(data/content_dates.json), so that the same questions give the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from questions.generator import question_bias
from questions.question import Question
from trainer.exports.anki_note import FIELDS, deck_title, note_fields, note_guid
from trainer.exports.anki_page import BACK, CSS, FRONT
from trainer.exports.content_dates import modified
from trainer.exports.contract import BadExport, Became, Sheet, Tally
from trainer.exports.likeness import Likeness
from trainer.exports.material import tags_of

MODEL_ID = 1_607_392_319
_FIRST_ID = 1_600_000_000_000
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """An .apkg. The option `variants` makes so many notes of each question, each with numbers of its own."""
    if sheet.exam:
        raise BadExport("cards carry their answers, so Anki has no exam; export one as moodle, canvas, pdf or html")
    import genanki

    deck = genanki.Deck(_deck_id(sheet), f"convdrill::{deck_title(sheet)}")
    model = genanki.Model(
        MODEL_ID,
        "convdrill",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )
    media: dict[str, bytes] = {}
    times: dict[str, int] = {}
    for due, question in enumerate(variants(sheet, tally)):
        fields, pictures = note_fields(question)
        media |= pictures
        guid = note_guid(question.reference)
        times[guid] = modified(question.reference.skill)
        tags = list(tags_of(question))
        deck.add_note(genanki.Note(model, fields, sort_field=fields[0], tags=tags, guid=guid, due=due))
        tally.note(Became.CARD)
    out.write(_package(deck, media, times))


def variants(sheet: Sheet, tally: Tally | None = None) -> Iterator[Question]:
    """The set's questions, then as often as asked for others of the same skills and levels, in the same order.

    All of these are different; the tally gets how many are left out as there are no more.
    """
    asked = sheet.options.get("variants")
    rounds = asked if isinstance(asked, int) else 1
    questions = [entry.question for entry in sheet.entries()]
    yield from questions
    likeness = Likeness(questions, spare=False)
    for turn in range(1, rounds):
        for question in questions:
            reference = question.reference
            found = likeness.fresh(reference, question_bias(question), "variant", reference, turn)
            if found is not None:
                yield found
            elif tally is not None:
                tally.note(Became.LEFT_OUT, "as their skill has no more different questions at that level")


def _deck_id(sheet: Sheet) -> int:
    return 2**40 + int.from_bytes(sha256(deck_title(sheet).encode()).digest()[:4], "big")


def _package(deck: Any, media: dict[str, bytes], times: dict[str, int]) -> bytes:
    """The deck as genanki writes it, each note with its own time, in a zip whose bytes depend on the content alone."""
    import io

    import genanki

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "collection.anki2")
        database = sqlite3.connect(path)
        try:
            genanki.Package(deck).write_to_db(database.cursor(), max(times.values()), count(_FIRST_ID))
            for guid, time in times.items():
                database.execute("UPDATE notes SET mod = ? WHERE guid = ?", (time, guid))
            database.commit()
            database.execute("VACUUM")
        finally:
            database.close()
        collection = path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        names = sorted(media)
        _put(archive, "collection.anki2", collection)
        _put(archive, "media", json.dumps({str(number): name for number, name in enumerate(names)}).encode())
        for number, name in enumerate(names):
            _put(archive, str(number), media[name])
    return packed.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
