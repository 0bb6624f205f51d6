"""Imports packages into an Anki collection, one after the other, and tells as JSON what Anki makes of them.

Run by a Python that has Anki: anki_peer.py FOLDER PACKAGE… Between two packages some cards are answered.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from anki.collection import (  # type: ignore[import-not-found,unused-ignore]  # in an environment of its own
    Collection,
    CsvMetadata,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

ANSWERED = 5
_UPDATED = 1  # always, as far as newer
_EXISTING = CsvMetadata.DupeResolution.UPDATE


def main() -> None:
    """One document."""
    folder, *files = sys.argv[1:]
    collection = Collection(str(Path(folder, "collection.anki2")))
    told: list[dict[str, Any]] = []
    for number, file in enumerate(files):
        if number:
            _answer_some(collection)
        told.append(_imported(collection, file))
    problems, sound = collection.fix_integrity()
    cards = [collection.get_card(card) for card in sorted(collection.find_cards(""))]
    shown = [
        {
            "guid": card.note().guid,
            "fields": dict(card.note().items()),
            "tags": card.note().tags,
            "question": card.question(),
            "answer": card.answer(),
            "due": card.due,
            "reps": card.reps,
        }
        for card in cards
    ]
    media = sorted(path.name for path in Path(collection.media.dir()).iterdir())
    unused = list(collection.media.check().unused)
    missing = list(collection.media.check().missing)
    decks = [deck.name for deck in collection.decks.all_names_and_ids()]
    sys.stdout.write(
        json.dumps(
            {
                "imports": told,
                "sound": sound,
                "problems": problems,
                "cards": shown,
                "media": media,
                "missing": missing,
                "unused": unused,
                "decks": decks,
            }
        )
    )


def _answer_some(collection: Collection) -> None:
    # The cards of the package are not in the selected deck.
    deck = next(each.id for each in collection.decks.all_names_and_ids() if "::" in each.name)
    collection.decks.select(deck)
    for _ in range(ANSWERED):
        card = collection.sched.getCard()
        if card is None:
            raise RuntimeError("there is no card to answer")
        collection.sched.answerCard(card, 3)


def _imported(collection: Collection, file: str) -> dict[str, int]:
    if file.endswith(".txt"):
        metadata = collection.get_csv_metadata(path=file, delimiter=None)
        metadata.dupe_resolution = _EXISTING
        log = collection.import_csv(ImportCsvRequest(path=file, metadata=metadata)).log
    else:
        options = ImportAnkiPackageOptions(update_notes=_UPDATED, update_notetypes=_UPDATED, with_scheduling=False)
        log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options)).log
    names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")
    return {name: len(getattr(log, name)) for name in names} | {"found": log.found_notes}


main()
