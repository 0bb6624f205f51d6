"""`convdrill export`: questions as a file for other programs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from questions.sets.titles import LONGEST_TITLE, is_title
from trainer.cli.chosen_set import choose, chosen_source
from trainer.cli.export_files import write_forms, write_one
from trainer.cli.output import printable, say
from trainer.cli.refusal import Refused
from trainer.exports.exam_title import tells_questions
from trainer.exports.formats import FORMATS, Format
from trainer.exports.sheets import Source, plain_sheet
from trainer.exports.writing import file_stem, too_many

_OPTIONS: tuple[str, ...] = ("pictures", "variants", "partial", "choices")
"""Options that only some formats have; see Format.options."""


def run(arguments: argparse.Namespace) -> int:
    """Write one file, or one per form and a key. What became of the questions is told on standard error."""
    if arguments.format == "list":
        width = max(map(len, FORMATS))
        say(*(f"{each.name:<{width}}  {each.title}" for each in FORMATS.values()))
        return 0
    form = FORMATS.get(arguments.format)
    if form is None:
        raise Refused(f"there is no format {arguments.format[:40]!r}; there are {', '.join(FORMATS)}")
    options = _options(arguments, form)
    for name in ("output", "key"):
        if getattr(arguments, name) == "":
            raise Refused(f"--{name} needs the name of a file")
    if not arguments.exam and (arguments.key is not None or arguments.exam_seed is not None):
        raise Refused("--key and --exam-seed belong to --exam")
    title = _given_title(arguments.title)
    source = chosen_source(arguments)
    title = title or source.title
    is_telling = arguments.exam and (source.version in title or tells_questions(title))
    source = replace(source, title="Exam" if is_telling else title, options=options)
    target = _default_name(source, form) if arguments.output is None else arguments.output
    if told := too_many(form, source.count):
        raise Refused(told)
    if not arguments.exam and not arguments.forms:
        write_one(form, plain_sheet(source), target)
        return 0
    write_forms(arguments, form, source, target, _set_file(arguments.set))
    if is_telling and source.version not in title:
        say(f'The exam is called "Exam", since "{printable(title)}" would tell what it was made from')
    return 0


def _given_title(given: str | None) -> str:
    if given is not None and not is_title(given):
        raise Refused(f"a title is 1 to {LONGEST_TITLE} characters on one line")
    return given or ""


def _set_file(given: str | None) -> str:
    """The file that the questions come from; empty where they come from elsewhere."""
    return str(choose(given).file or "") if given is not None else ""


def _options(arguments: argparse.Namespace, form: Format) -> dict[str, object]:
    given = {name: getattr(arguments, name) for name in _OPTIONS if getattr(arguments, name) is not None}
    for name in given:
        if name not in form.options:
            those = " and ".join(each.name for each in FORMATS.values() if name in each.options)
            raise Refused(f"--{name} is an option of {those}; {form.name} has no such thing")
    return given


def _default_name(source: Source, form: Format) -> str:
    if not sys.stdout.isatty() and form.streams:
        return "-"
    return f"{file_stem(source.title)}{form.ending}"
