"""`convdrill group report`: what the answers of a group add up to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer.cli.group_files import read_group
from trainer.cli.output import printable, say, say_page
from trainer.cli.refusal import Refused
from trainer.cli.whole_file import write_whole
from trainer.exports.contract import BadExport
from trainer.group import words
from trainer.group.counting import report_of
from trainer.group.errors import GroupError
from trainer.group.lines import short_lines
from trainer.group.report import FILES, MOODLE, GroupReport

_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def run(arguments: argparse.Namespace) -> int:
    """Write the report, or print it in short. Raises Refused and SetError."""
    _check_sources(arguments)
    form = _form(arguments)
    try:
        paper, found, files = read_group(arguments)
        report = report_of(paper, found, MOODLE if arguments.moodle else FILES, anonymous=arguments.anonymous)
    except (GroupError, BadExport) as error:
        raise Refused(str(error)) from error
    target = arguments.output or "-"
    if not form:
        say_page(*map(printable, short_lines(report)))
        _tell_next(report)
    elif target == "-":
        sys.stdout.write(_rendered(report, form))
    else:
        _spare(target, files)
        write_whole(target, _rendered(report, form))
        _tell(report)
        say(f"Written to {printable(target)}")
    return 0


def _check_sources(arguments: argparse.Namespace) -> None:
    """What does not go together is refused before anything is read."""
    if bool(arguments.files) is (arguments.moodle is not None):
        raise Refused("give the files of results, or the responses of a quiz with --moodle; one of the two")
    if arguments.moodle is not None and not (arguments.set or arguments.key):
        raise Refused("say with --set which questions the quiz has, or with --key if it is an exam")
    if arguments.set and arguments.key:
        raise Refused("an exam's key has its questions; leave --set out")
    if arguments.form and arguments.moodle is None:
        raise Refused("--form belongs to --moodle; a file of results says itself which form it is about")


def _form(arguments: argparse.Namespace) -> str:
    """What is asked for: html, markdown, json, or empty for the short one on the terminal."""
    if arguments.markdown and arguments.json:
        raise Refused("one form at a time: leave --markdown or --json out")
    asked = "markdown" if arguments.markdown else "json" if arguments.json else ""
    if arguments.output in (None, "-"):
        return asked or ("markdown" if arguments.output else "")
    ending = _ENDINGS.get(Path(arguments.output).suffix.lower(), "")
    if asked and ending not in ("", asked):
        raise Refused(f"the file's name says {ending}, and --{asked} another form; leave one of them out")
    if not (asked or ending):
        raise Refused("the report's file ends in .html, .md or .json")
    return asked or ending


def _spare(target: str, files: Sequence[Path]) -> None:
    """A report never takes the place of what it was made of. Raises Refused."""
    if "\0" not in target and Path(target).exists() and any(Path(target).samefile(file) for file in files):
        raise Refused(f"{printable(target)} is one of the files that the report is about; name another one")


def _rendered(report: GroupReport, form: str) -> str:
    if form == "html":
        from trainer.group.html_page import html

        return html(report)
    if form == "markdown":
        from trainer.group.markdown_page import markdown

        return markdown(report)
    from trainer.group.document import document_text

    return document_text(report)


def _tell(report: GroupReport) -> None:
    """What was counted, beside the file that has all of it."""
    say_page(*map(printable, (words.title(report), words.head_line(report), words.score_line(report))))
    if report.doubt:
        say_page("", printable(report.doubt))
    _tell_next(report)


def _tell_next(report: GroupReport) -> None:
    """What to do next, its command in one line to be copied; and what was not as it should be."""
    say_page("", "Next set", *map(printable, words.next_lines(report.next)))
    if report.next:
        say(printable(report.next.command), f"Code: {report.next.code}")
    if report.remarks:
        say_page("", *(f"• {printable(remark)}" for remark in report.remarks))
