"""The files of an export: one sheet, or the forms of an exam with its key, all of them or none."""

from __future__ import annotations

import argparse
import os
import secrets
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from trainer.cli.output import complain, printable, say
from trainer.cli.progress_bar import progress_bar
from trainer.cli.refusal import Refused
from trainer.cli.whole_file import whole_file, whole_files
from trainer.exports.contract import Sheet, Tally, Writer
from trainer.exports.formats import Format
from trainer.exports.sheets import Source, form_sheets, seed_text
from trainer.exports.writing import watched, written_words

_LONGEST_SEED = 200


def write_one(form: Format, sheet: Sheet, target: str) -> None:
    """Write one file with a bar, and tell what became of its questions. Raises Refused."""
    with whole_file(target) as out:
        told = _written(form, sheet, out)
    if target == "-":
        complain(told)
    else:
        say(told, f"Written to {printable(target)}")


def write_forms(arguments: argparse.Namespace, form: Format, source: Source, target: str, made_from: str) -> None:
    """Write every form and, of an exam, its key. `made_from` is the file of the set, if it comes from one.

    Raises Refused.
    """
    exam: bool = arguments.exam
    if "-" in (target, arguments.key):
        raise Refused("an exam or several forms are several files; name the first with -o FILE")
    secret = _seed(arguments.exam_seed)
    letters = [chr(ord("A") + form) for form in range(arguments.forms or 1)]
    names = {letter: _beside(target, f"-{letter}") for letter in letters} if len(letters) > 1 else {"": target}
    data, printed = _key_names(arguments.key, form, target, names) if exam else ("", {})
    _keep_apart(names, data, printed, made_from)
    sheets = form_sheets(source, len(letters), secret if exam else seed_text(source.version), exam=exam)
    told: list[str] = []
    keys: list[str] = []
    with whole_files() as opened:  # the key first: without it an exam is worth nothing
        if exam:
            with opened(data) as out:
                out.write(_key_text(sheets, secret))
            keys.append(
                f"The key, with the seed that draws this exam again, is in {printable(data)}; keep it to yourself"
            )
        for sheet in sheets if printed else ():
            with opened(printed[sheet.form]) as out:
                form.write_key(sheet, out, Tally())
            keys.append(f"The key to print is in {printable(printed[sheet.form])}")
        for sheet in sheets:
            with opened(names[sheet.form]) as out:
                told += [_written(form, sheet, out), f"Written to {printable(names[sheet.form])}", *_own(sheet)]
    say(*told, *keys)


def _written(form: Format, sheet: Sheet, out: BinaryIO) -> str:
    tally = Tally()
    write: Writer = form.write
    write(watched(sheet, progress_bar("Writing")), out, tally)
    return written_words(form, sheet, tally)


def _own(sheet: Sheet) -> list[str]:
    """What is told of a form that has questions of the set itself."""
    if not sheet.own:
        return []
    told = "1 of its questions is" if sheet.own == 1 else f"{sheet.own:,} of its questions are"
    return [f"{told} in the set too, as there are no others like that"]


def _seed(given: str | None) -> str:
    if given is None:
        return secrets.token_hex(16)
    if not given or not given.isprintable() or len(given) > _LONGEST_SEED:
        raise Refused(f"--exam-seed takes 1 to {_LONGEST_SEED} characters of plain text on one line")
    return given


def _key_text(sheets: tuple[Sheet, ...], secret: str) -> bytes:
    from trainer.exports.exam_key import key_text

    return key_text(sheets, secret)


def _key_names(given: str | None, form: Format, target: str, names: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The file of the key, and the files to print, by form."""
    key = _beside(target, "-key", form.key_suffix or ".json") if given is None else given
    data = key if key.endswith(".json") else _beside(key, "", ".json")
    if not form.key_suffix:
        return data, {}
    return data, {letter: _beside(key, f"-{letter}" if letter else "", form.key_suffix) for letter in names}


def _keep_apart(names: Mapping[str, str], data: str, printed: Mapping[str, str], made_from: str) -> None:
    """No two files may have one name, also not by way of a link or in a system to which capitals do not matter."""
    meant = [(made_from, "the set itself")] if made_from else []
    meant += [(name, f"form {letter}" if letter else "the exam") for letter, name in names.items()]
    if data:
        meant.append((data, "its key"))
    meant += [
        (name, f"the key of form {letter} to print" if letter else "the key to print")
        for letter, name in printed.items()
    ]
    found: dict[str, str] = {}
    for name, what in meant:
        try:
            place = unicodedata.normalize("NFC", os.path.realpath(name)).casefold()
        except ValueError as error:
            raise Refused(f"{name} cannot be written: {error}") from error
        if place in found:
            raise Refused(
                f"{name} would be {found[place]} and {what} at once; give each a file of its own with -o and --key"
            )
        found[place] = what


def _beside(target: str, ending: str, suffix: str | None = None) -> str:
    """The name with something behind its stem: `exam-A.xml`, `exam-key.json`."""
    path = Path(target)
    if path.name in ("", ".."):
        raise Refused(f"{target} is no name of a file")
    return str(path.with_name(f"{path.stem}{ending}{path.suffix if suffix is None else suffix}"))
