"""A shelf of sets for the screens: drawn, edited, damaged, with a title that looks like markup; and answers to them."""

from __future__ import annotations

from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Order, Recipe, chosen_skills
from tests.helpers.answered import answered, kept
from tests.helpers.clock import MONDAY
from tests.store.memory import MemoryStore
from trainer.set_shelf import SetShelf
from trainer.store.port import EventStore

WEEK = QuestionSet.drawn("Week 3", Recipe(chosen_skills(tiers=["A"]), (1, 2), 12, 7, order=Order.DIFFICULTY))
EDITED = QuestionSet("Week 3, what went wrong", WEEK.references[1:4])
HOSTILE = QuestionSet.drawn("[@click=app.quit]x[/] $primary", Recipe(chosen_skills(["conv2d.parameters"]), (1,), 4, 3))
SHARED = QuestionSet.drawn("Shared", Recipe(chosen_skills(tiers=["A"]), (1,), 6, 5)).code or ""


def fill_shelf() -> SetShelf:
    """Three sets and a file that is none; by their titles: hostile, broken.json, Week 3, the edited one."""
    shelf = SetShelf()
    for made in (WEEK, EDITED, HOSTILE):
        shelf.save(made)
    (shelf.folder / "broken.json").write_text('{"kind": "convdrill-set", ', "utf-8")
    return shelf


def set_answers_store() -> EventStore:
    """Of the drawn set five questions were answered: two of them wrong at first, one of these right by now."""
    first = [answered(str(each), "?" if number < 2 else None) for number, each in enumerate(WEEK.references[:5])]
    later = answered(str(WEEK.references[0]), None, MONDAY.replace(hour=MONDAY.hour + 1))
    return kept(MemoryStore(), *first, later)
