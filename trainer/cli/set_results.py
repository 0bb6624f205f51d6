"""`convdrill set results`: what came of a set, as a file to hand in."""

from __future__ import annotations

import argparse

from questions.wording import several
from trainer.cli.chosen_set import chosen_set
from trainer.cli.output import complain, printable, say
from trainer.cli.refusal import Refused
from trainer.cli.store_access import is_begun_or_told, learner, store_to_read, store_url
from trainer.cli.whole_file import whole_file
from trainer.domain import DEFAULT_LEARNER, Event
from trainer.set_results import results_bytes, results_document


def run(arguments: argparse.Namespace) -> int:
    """Write the file. Raises Refused where there is nothing to write, SetError and StoreError."""
    made = chosen_set(arguments.set)
    whose = learner(arguments)
    student = arguments.student if arguments.student is not None else "" if whose == DEFAULT_LEARNER else whose
    url = store_url(arguments)
    events: list[Event] = []
    if is_begun_or_told(url):
        with store_to_read(url) as store:
            skills = {reference.skill for reference in made.references}
            events = [event for event in store.active_events(whose) if event.skill in skills]
    document = results_document(made, events, student)
    answers = document["answers"]
    if not answers:
        raise Refused(f"none of the questions of {made.title!r} was answered yet; flashcards do not count as answers")
    with whole_file(arguments.output) as out:
        out.write(results_bytes(document))
    answered = len({answer["reference"] for answer in answers})
    right = sum(answer["correct"] for answer in answers if answer["first"])
    told = (
        f"{answered} of {several(len(made.references), 'question')} answered, {right} of them right at once; "
        f"{several(len(answers), 'answer')} in all"
    )
    if arguments.output == "-":
        complain(told)
    else:
        say(told, f"Written to {printable(arguments.output)}")
    return 0
