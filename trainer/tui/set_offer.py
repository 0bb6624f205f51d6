"""What a learner typed or pasted to take a set: the code of one, or the name of a set's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from questions.sets.code import looks_like_code, read_code
from questions.sets.errors import SetError
from questions.sets.preview import Preview, drawn, recipe_preview, set_preview
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe
from questions.sets.titles import clean_title
from trainer.set_shelf import SetShelf, read_set_file


class NothingYet(SetError):
    """The text may become a code; the message says what there is to type."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What it would be: a set of a file, else what a recipe draws. `notes` tell what of the file is not as it was."""

    preview: Preview
    recipe: Recipe | None = None
    made: QuestionSet | None = None
    notes: tuple[str, ...] = ()

    def make(self, title: str, show: Callable[[int, int], None]) -> QuestionSet:
        """The set itself, under that title or else its own. Raises SetError and what `show` does."""
        named = clean_title(title) or self.preview.title
        if self.made is not None:
            return replace(self.made, title=named)
        if self.recipe is None:
            raise SetError("there is nothing to draw")
        return drawn(named, self.recipe, show)


def offered(text: str, shelf: SetShelf) -> Offered:
    """What the text stands for, and whether its questions are on the shelf already. Raises SetError."""
    found = _read(text)
    code = found.preview.code
    kept = next((each.title for each in shelf.list() if code is not None and each.code == code), None)
    return found if kept is None else replace(found, notes=(*found.notes, f"its questions are kept as “{kept}”"))


def _read(text: str) -> Offered:
    text = text.strip()
    try:
        file = Path(text).expanduser()
        there = file.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, a home that there is not
        there = False
    if there:
        read = read_set_file(file)
        return Offered(set_preview(read.set), made=read.set, notes=read.notes)
    if not looks_like_code(text):
        raise NothingYet("this is no file, and not a code yet: groups of five letters and digits, such as BAFCD-EFGHJ")
    recipe = read_code(text)
    return Offered(recipe_preview(recipe), recipe=recipe)
