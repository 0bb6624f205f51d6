"""Reads what `convdrill group` is given: results files or folders of them, a key, the responses of a quiz."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from trainer.cli.chosen_set import chosen_set
from trainer.cli.output import printable
from trainer.cli.refusal import Refused
from trainer.group import exam_key, response_table, results_file
from trainer.group.errors import BadFile, GroupError
from trainer.group.gathering import Gathered, common_title, gathered, gathered_responses, same_set
from trainer.group.moodle_responses import BadResponses, read_responses
from trainer.group.paper import Edition, Paper, one_form, paper_of_answers, paper_of_set, recipe_set
from trainer.group.results_file import ResultsFile, read_results
from trainer.set_shelf import ShelfTrouble, read_bytes

MOST_FILES = 5_000

T = TypeVar("T")


def read_group(arguments: argparse.Namespace) -> tuple[Paper, Gathered, Sequence[Path]]:
    """What was asked, the answers, and the files that were read. Raises Refused, GroupError, SetError, BadExport."""
    if arguments.moodle is not None:
        return _from_moodle(arguments)
    paths = [*dict.fromkeys(_files(arguments.files))]
    if len(paths) > MOST_FILES:
        raise Refused(f"these are more than {MOST_FILES:,} files")
    files = []
    for path in paths:
        read = partial(read_results, name=printable(str(path)))
        files.append(_read(path, results_file.MOST_BYTES, read))
    paper = _paper(arguments, files)
    return paper, gathered(files, paper), [*paths, *([Path(arguments.key)] if arguments.key else [])]


def _from_moodle(arguments: argparse.Namespace) -> tuple[Paper, Gathered, Sequence[Path]]:
    path = Path(arguments.moodle)
    responses = _read(path, response_table.MOST_BYTES, read_responses)
    if arguments.key:
        paper = _key(arguments.key)
    else:
        made = chosen_set(arguments.set)
        form = arguments.form
        paper = paper_of_set(made, [Edition(made.code or made.id, ord(form) - ord("A"), form)] if form else [])
    asked = one_form(paper, arguments.form)
    return replace(paper, asked=asked), gathered_responses(responses, asked), [path]


def _paper(arguments: argparse.Namespace, files: Sequence[ResultsFile]) -> Paper:
    """The questions that the files are about."""
    exam = next((file for file in files if file.is_exam), None)
    practice = next((file for file in files if file.answers and not file.is_exam), None)
    if exam and practice:
        raise GroupError(f"{exam.name} is of an exam and {practice.name} is not; a report is about one of the two")
    if arguments.key:
        if practice:
            raise GroupError(f"{practice.name} is of no exam; leave --key out")
        return _key(arguments.key)
    if exam:
        raise GroupError(f"{exam.name} is of an exam; --key with its key says which questions it had")
    editions = [Edition.named(file.version, file.form) for file in files]
    if arguments.set:
        return paper_of_set(chosen_set(arguments.set), editions)
    base, title = same_set(files), common_title(files)
    drawn = recipe_set(title, base)
    return paper_of_set(drawn, editions) if drawn is not None else paper_of_answers(title, base, files)


def _key(name: str) -> Paper:
    return _read(Path(name), exam_key.MOST_BYTES, exam_key.read_key)


def _files(names: Sequence[str]) -> Iterator[Path]:
    """The files; of a folder those in it and below that can be results. Raises Refused."""
    for name in names:
        path = Path(name)
        if "\0" in name or not path.is_dir():
            yield path
            continue
        found = sorted(Path(folder) / file for folder, _, inside in os.walk(path) for file in inside)
        results = [file for file in found if file.suffix.lower() == ".json" and not file.name.startswith(".")]
        if not results:
            raise Refused(f"there are no .json files in the folder {printable(name)}")
        yield from results


def _read(path: Path, most: int, read: Callable[[bytes], T]) -> T:
    """What is in the file. Raises Refused, with its name."""
    try:
        return read(read_bytes(path, most))
    except (BadFile, BadResponses) as error:
        raise Refused(f"{printable(str(path))}: {error}") from error
    except ShelfTrouble as error:
        raise Refused(printable(str(error))) from error
