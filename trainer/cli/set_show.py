"""`convdrill set show`: what is in a set, or what a code would draw."""

from __future__ import annotations

import argparse

from questions.question import Question
from questions.sets.code import set_code
from questions.sets.document import set_document
from questions.sets.question_set import LONGEST
from questions.sets.recipe import Recipe
from questions.sets.words import code_title
from trainer.cli.chosen_set import choose, tell_notes
from trainer.cli.output import printable, say, say_json, say_page
from trainer.cli.set_words import about, code_line, recipe_words, skills_of, skills_words
from trainer.set_shelf import SUFFIX, SetShelf
from trainer.telling import shown_answer


def run(arguments: argparse.Namespace) -> int:
    """Print it. Raises Refused and SetError."""
    chosen = choose(arguments.set)
    if chosen.recipe is not None and chosen.recipe.count > LONGEST and not arguments.json:
        return _too_long(chosen.recipe)
    made, notes = chosen.read()
    tell_notes(notes)
    if arguments.json:
        say_json(set_document(made.title, made.recipe, made.questions()))
        return 0
    say(made.title, "")
    say_page(f"{about(made)}: {skills_words(skills_of(made.references))}")
    say(code_line(made))
    if chosen.name:
        say(f"Kept as {printable(chosen.name)} in {printable(str(SetShelf().folder / (chosen.name + SUFFIX)))}")
    for number, question in enumerate(made.questions(), 1):
        say("")
        _show(number, question, with_answer=arguments.answers)
    return 0


def _show(number: int, question: Question, *, with_answer: bool) -> None:
    first, *others = question.content.asked.split("\n")
    say_page(f"{number}. {first}")
    pushed = " " * (len(str(number)) + 2)
    say_page(*(f"{pushed}{line}" if line else "" for line in others))
    if with_answer:
        say_page(f"{pushed}Answer: {shown_answer(question.content)}")
        say(f"{pushed}{question.reference}")
    else:
        say(f"{pushed}({question.id})")


def _too_long(recipe: Recipe) -> int:
    """What it would draw, which is too much to read."""
    say(code_title(recipe), "")
    say_page(f"{recipe_words(recipe)}: {skills_words(recipe.skills)}")
    say(f"Code: {set_code(recipe)}", "", f"So many can be exported; a set that is kept has at most {LONGEST:,}.")
    return 0
