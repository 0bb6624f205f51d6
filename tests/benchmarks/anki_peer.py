"""What an answer, the queue and the deck list cost Anki, with FSRS. Run by a Python that has it; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found,unused-ignore]  # lives in a Python of its own
from anki.scheduler.v3 import CardAnswer  # type: ignore[import-not-found,unused-ignore]

FILE, REVIEWS, CARDS, ANSWERS = str(Path(sys.argv[1]) / "peer.anki2"), *map(int, sys.argv[2:5])
DAY = 86_400_000


def milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def filled() -> None:
    """Cards that are due today, after as many reviews over two months."""
    collection = Collection(FILE)
    collection.set_config("fsrs", True)
    options = collection.decks.config_dict_for_deck_id(1)
    options["new"]["perDay"] = options["rev"]["perDay"] = 9_999
    collection.decks.update_config(options)
    kind = collection.models.by_name("Basic")
    wanted = []
    for number in range(CARDS):
        note = collection.new_note(kind)
        note["Front"], note["Back"] = f"How many parameters has layer {number}?", "280"
        wanted.append(AddNoteRequest(note, 1))
    collection.add_notes(wanted)
    ids = list(collection.find_cards(""))
    present = int(time.time() * 1000)
    rows = [
        (present - DAY - 59 * DAY * (REVIEWS - number) // REVIEWS, ids[number % CARDS], -1, 3, 20, 10, 2500, 9000, 1)
        for number in range(REVIEWS)
    ]
    collection.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)  # 51 seconds apart, so ids differ
    collection.sched.set_due_date(ids, "0")
    collection.close()


filled()
answers, queues, decks = [], [], []
for _ in range(5):
    collection = Collection(FILE)
    queues.append(milliseconds(partial(collection.sched.get_queued_cards, fetch_limit=1)))
    decks.append(milliseconds(collection.sched.deck_due_tree))
    collection.close()
collection = Collection(FILE)
before = collection.db.scalar("select count() from revlog")
for _ in range(ANSWERS):
    queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
    card = collection.get_card(queued.card.id)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
    answers.append(milliseconds(partial(collection.sched.answer_card, answer)))
    if collection.get_card(card.id).memory_state is None:
        sys.exit("FSRS is not on")
if collection.db.scalar("select count() from revlog") != before + ANSWERS or before < REVIEWS:
    sys.exit("Anki did not keep every answer")
how = f"journal {collection.db.scalar('pragma journal_mode')}, synchronous {collection.db.scalar('pragma synchronous')}"
collection.close()
print(json.dumps({"answer": median(answers), "queue": median(queues), "figures": median(decks), "how": how}))
