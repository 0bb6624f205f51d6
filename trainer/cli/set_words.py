"""What the commands say of a set."""

from __future__ import annotations

from questions.sets.question_set import QuestionSet
from questions.sets.words import about, recipe_words, skills_of, skills_words
from trainer.cli.output import printable
from trainer.set_shelf import SUFFIX, SetShelf

__all__ = ["about", "code_line", "kept_lines", "recipe_words", "skills_of", "skills_words"]


def kept_lines(shelf: SetShelf, name: str, made: QuestionSet) -> list[str]:
    """What was kept, where, and how others get it."""
    file = printable(str(shelf.folder / f"{name}{SUFFIX}"))
    return [
        f"{made.title}: {about(made)}",
        code_line(made),
        f"Kept as {printable(name)} in {file}",
    ]


def code_line(made: QuestionSet) -> str:
    """The code, or how a set without one travels."""
    if made.code is not None:
        return f"Code: {made.code}"
    return f"No code, as it was edited; it travels as a file. Its id is {made.id}"
