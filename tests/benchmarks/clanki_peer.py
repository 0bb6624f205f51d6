"""Makes an Anki collection for clanki to review. Run by a Python that has it; what is on the cards comes as JSON."""

from __future__ import annotations

import json
import sys
import time

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found,unused-ignore]  # lives in a Python of its own

FILE, REVIEWS = sys.argv[1], int(sys.argv[2])
DAY = 86_400_000

collection = Collection(FILE)
collection.set_config("fsrs", True)
options = collection.decks.config_dict_for_deck_id(1)
options["new"]["perDay"] = options["rev"]["perDay"] = 9_999
collection.decks.update_config(options)
kind = collection.models.by_name("Basic")
wanted = []
for front, back in json.load(sys.stdin):
    note = collection.new_note(kind)
    note["Front"], note["Back"] = front, back
    wanted.append(AddNoteRequest(note, 1))
collection.add_notes(wanted)
ids = list(collection.find_cards(""))
present = int(time.time() * 1000)
rows = [
    (present - DAY - 59 * DAY * (REVIEWS - number) // REVIEWS, ids[number % len(ids)], -1, 3, 20, 10, 2500, 9000, 1)
    for number in range(REVIEWS)
]
collection.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
collection.sched.set_due_date(ids, "0")
print(collection.db.scalar("select count() from revlog"))
collection.close()
