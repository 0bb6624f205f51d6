"""Writing a sheet to a file, told how far it is: what the command and the terminal app share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from questions.sets.question_set import QuestionSet
from questions.wording import several
from trainer.exports.contract import Entry, Sheet, Tally
from trainer.exports.formats import Format
from trainer.exports.sheets import plain_sheet, set_source
from trainer.exports.whole_file import whole

Show = Callable[[int, int], None]
"""Called with how many questions are written, of how many."""
_MOST_ALIKE = 1_000


def watched(sheet: Sheet, show: Show) -> Sheet:
    """The sheet, which tells of each of its entries once it is written."""

    def entries() -> Iterator[Entry]:
        for entry in sheet.entries():
            yield entry
            show(entry.number, sheet.count)

    return replace(sheet, entries=entries)


def too_many(form: Format, count: int) -> str:
    """Why so many questions cannot be written as that; empty where they can."""
    if form.streams or count <= form.most:
        return ""
    return f"{form.name} takes at most {form.most:,} questions at once; these are {count:,}"


def written_words(form: Format, sheet: Sheet, tally: Tally) -> str:
    """`20 questions as gift: 18 numeric, 2 as choice, 0 left out`, and what else is to know of the format."""
    told = f"{several(sheet.count, 'question')} as {form.name}: {tally.words}"
    return f"{told}. {form.note}" if form.note else told


def file_stem(title: str) -> str:
    """What the file of a set is called, without its suffix."""
    return "".join(sign if sign.isalnum() else "-" for sign in title.lower()).strip("-")[:60] or "questions"


def working_folder() -> Path:
    """What a name without a path leads to."""
    try:
        return Path.cwd()
    except OSError:  # it was removed
        return Path()


def proposed_name(title: str, ending: str, folder: Path | None = None) -> str:
    """The name of a file that is not there yet: `week-3.gift`, `week-3-2.gift`; `ending` is the format's."""
    stem, folder = file_stem(title), folder or working_folder()
    for number in range(1, _MOST_ALIKE):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        if not (folder / name).exists():
            return name
    return f"{stem}{ending}"


def meant_file(typed: str, title: str, ending: str) -> Path:
    """The file that a typed path stands for; in a folder one with a name of its own. Raises OSError and ValueError."""
    try:
        path = working_folder() / Path(typed).expanduser()
    except RuntimeError as error:  # the home of nobody
        raise ValueError(str(error)) from error
    return path / proposed_name(title, ending, path) if path.is_dir() else path


def write_set_file(form: Format, made: QuestionSet, target: str, show: Show) -> str:
    """Write the set in one piece and tell what became of its questions.

    Raises OSError, ValueError (BadExport, SetError), and whatever `show` does; then the file is as it was.
    """
    sheet, tally = plain_sheet(set_source(made)), Tally()
    with whole(target) as out:
        form.write(watched(sheet, show), out, tally)
    return written_words(form, sheet, tally)
