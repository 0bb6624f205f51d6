"""`convdrill export`: questions as a file for other programs."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from trainer.cli.chosen_set import chosen_source
from trainer.cli.output import complain, printable, say
from trainer.cli.progress_bar import progress_bar
from trainer.cli.refusal import Refused
from trainer.cli.whole_file import whole_file
from trainer.exports.contract import Sheet, Tally, Writer
from trainer.exports.formats import FORMATS, Format
from trainer.exports.sheets import Source, form_sheets, plain_sheet, seed_text
from trainer.exports.writing import file_stem, too_many, watched, written_words

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
    source = chosen_source(arguments)
    source = replace(source, title=arguments.title or _title(source, exam=arguments.exam), options=options)
    target = arguments.output or _default_name(source, form)
    if not arguments.exam and (arguments.key or arguments.exam_seed):
        raise Refused("--key and --exam-seed belong to --exam")
    if told := too_many(form, source.count):
        raise Refused(told)
    if not arguments.exam and not arguments.forms:
        _write_sheet(form, plain_sheet(source), target)
        return 0
    _write_forms(arguments, form, source, target)
    return 0


def _write_forms(arguments: argparse.Namespace, form: Format, source: Source, target: str) -> None:
    if target == "-":
        raise Refused("an exam or several forms are several files; name the first with -o FILE")
    exam: bool = arguments.exam
    secret = arguments.exam_seed or secrets.token_hex(16)
    sheets = form_sheets(source, arguments.forms or 1, secret if exam else seed_text(source.version), exam=exam)
    key = arguments.key or _beside(target, "-key", form.key_suffix or ".json")
    names = [_beside(target, f"-{sheet.form}") if sheet.form else target for sheet in sheets]
    if exam and key in names:
        raise Refused("the key of an exam goes to a file of its own")
    for sheet, name in zip(sheets, names, strict=True):
        _write_sheet(form, sheet, name)
    if exam:
        _write_key(form, sheets, secret, key)


def _write_key(form: Format, sheets: Sequence[Sheet], secret: str, key: str) -> None:
    from trainer.exports.exam_key import key_text

    data = key if key.endswith(".json") else _beside(key, "", ".json")
    with whole_file(data) as out:
        out.write(key_text(sheets, secret))
    say(f"The key, with the seed that draws this exam again, is in {printable(data)}; keep it to yourself")
    if form.key_suffix:
        for sheet in sheets:
            name = _beside(key, f"-{sheet.form}" if sheet.form else "", form.key_suffix)
            with whole_file(name) as out:
                form.write_key(sheet, out, Tally())
            say(f"The key to print is in {printable(name)}")


def _write_sheet(form: Format, sheet: Sheet, target: str) -> None:
    """Write one file with a bar, and tell what became of its questions."""
    tally = Tally()
    write: Writer = form.write
    with whole_file(target) as out:
        write(watched(sheet, progress_bar("Writing")), out, tally)
    told = written_words(form, sheet, tally)
    if target == "-":
        complain(told)
    else:
        say(f"{told}", f"Written to {printable(target)}")


def _title(source: Source, *, exam: bool) -> str:
    """The set's own; an exam does not tell the code that a drawn set is called by."""
    return "Exam" if exam and source.version in source.title else source.title


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
    return f"{file_stem(source.title)}{form.suffix}"


def _beside(target: str, ending: str, suffix: str | None = None) -> str:
    """The name with something behind its stem: `exam-A.xml`, `exam-key.json`."""
    path = Path(target)
    return str(path.with_name(f"{path.stem}{ending}{path.suffix if suffix is None else suffix}"))
