"""What an answer, the queue and the counters cost Mnemosyne. Run by a Python that has it; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from statistics import median
from time import perf_counter

from mnemosyne.script import Mnemosyne  # type: ignore[import-not-found,unused-ignore]  # lives in a Python of its own

FOLDER, REVIEWS, CARDS, ANSWERS = sys.argv[1], *map(int, sys.argv[2:5])
DAY = 86_400
REPETITION = 9


def milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


program = Mnemosyne(FOLDER)
program.config()["save_after_n_reps"] = 1  # as we do; else nine answers may be lost
program.config()["shown_schedule_help"] = True
program.config()["shown_learn_new_cards_help"] = True
database, controller, scheduler = program.database(), program.review_controller(), program.scheduler()
kind = program.card_type_with_id("1")
for number in range(CARDS):
    program.controller().create_new_cards(
        {"f": f"How many parameters has layer {number}?", "b": "280"}, kind, grade=4, tag_names=["drill"], save=False
    )
present = int(time.time())
ids = [row[0] for row in database.con.execute("select id from cards")]
columns = "event_type, timestamp, object_id, grade, easiness, acq_reps, ret_reps, lapses, next_rep"
database.con.connection.executemany(
    f"insert into log({columns}) values (?,?,?,?,?,?,?,?,?)",  # noqa: S608
    [
        (
            REPETITION,
            present - DAY - 59 * DAY * (REVIEWS - n) // REVIEWS,
            ids[n % CARDS],
            4,
            2.5,
            1,
            n // CARDS,
            0,
            present,
        )
        for n in range(REVIEWS)
    ],
)
database.con.execute("update cards set next_rep=?, last_rep=?", (present - DAY, present - 20 * DAY))
database.save()

queues, counters, answers = [], [], []


def queue() -> None:
    scheduler.reset()
    scheduler.rebuild_queue()


def answer() -> None:
    controller.grade_answer(4)


for _ in range(9):
    queues.append(milliseconds(queue))
    counters.append(milliseconds(controller.reload_counters))
controller.reset()
before = database.con.execute("select count() from log").fetchone()[0]
for _ in range(ANSWERS):
    controller.show_answer()
    answers.append(milliseconds(answer))
if database.con.execute("select count() from log").fetchone()[0] != before + ANSWERS or before < REVIEWS:
    sys.exit("Mnemosyne did not keep every answer")
journal, synchronous = (
    database.con.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
)
how = f"journal {journal}, synchronous {synchronous}"
program.finalise()
print(json.dumps({"answer": median(answers), "queue": median(queues), "figures": median(counters), "how": how}))
