"""`convdrill interview --list` and `--report`: what came of the interviews that are over."""

from __future__ import annotations

import argparse
import sys

from trainer.cli.hints import completed
from trainer.cli.output import page_width, printable, say, say_json, say_page
from trainer.cli.refusal import Refused
from trainer.cli.store_access import learner, store_exists, store_url
from trainer.clock import now
from trainer.interview.pages import document, html, markdown, summary_document
from trainer.interview.report import InterviewReport, Summary
from trainer.interview.shelf import open_report, summaries
from trainer.interview.words import sections, summary_line
from trainer.journal import Journal, open_journal

_SHORTEST = 8
"""Of an id so many characters are enough, and fewer are a number of the list or nothing."""
_NONE = "there is no interview that is over yet; convdrill interview begins one"


def show(arguments: argparse.Namespace) -> int:
    """The list or a report. Raises Refused and StoreError."""
    written = [name for name in ("markdown", "html", "json") if getattr(arguments, name) not in (None, False)]
    if len(written) > 1:
        raise Refused(f"one form at a time: leave --{written[0]} or --{written[1]} out")
    url = store_url(arguments)
    if not store_exists(url):
        if not arguments.list:
            raise Refused(_NONE)
        return _listed(arguments, [])
    journal = open_journal(url, None, now, learner(arguments))
    try:
        found = summaries(journal)
        if arguments.list:
            return _listed(arguments, found)
        report = _report(journal, found, arguments.report)
    finally:
        journal.close()
    return _told(arguments, report)


def _listed(arguments: argparse.Namespace, found: list[Summary]) -> int:
    if arguments.markdown is not None or arguments.html is not None:
        raise Refused("the list is printed, or given as --json; --markdown and --html write a report")
    if arguments.json:
        say_json({"interviews": [summary_document(summary) for summary in found]})
    elif not found:
        say(completed("No interview is over yet; convdrill interview begins one."))
    else:
        say(*(f"{number:>3}  {summary_line(summary)}" for number, summary in enumerate(found, 1)))
    return 0


def _report(journal: Journal, found: list[Summary], wanted: str) -> InterviewReport:
    if not found:
        raise Refused(_NONE)
    name = wanted.strip()
    if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(found) and len(name) <= 9:
        matching = [found[int(name) - 1]]
    else:
        matching = [summary for summary in found if len(name) >= _SHORTEST and summary.id.startswith(name)]
    report = open_report(journal, matching[0].id) if len(matching) == 1 else None
    if report is None:
        counted = "several interviews" if len(matching) > 1 else "no interview that is over"
        raise Refused(f"{printable(name[:60])!r} is {counted}; convdrill interview --list has their numbers")
    return report


def _told(arguments: argparse.Namespace, report: InterviewReport) -> int:
    if arguments.json:
        say_json(document(report))
    elif arguments.markdown is not None:
        _written(arguments.markdown, markdown(report))
    elif arguments.html is not None:
        _written(arguments.html, html(report))
    else:
        for section in sections(report, page_width()):
            lines = (printable(line) for line in section.lines)
            say_page(section.title, "-" * len(section.title), *lines, "")
    return 0


def _written(target: str, text: str) -> None:
    from trainer.cli.whole_file import write_whole

    if target == "-":
        sys.stdout.write(text)
        return
    write_whole(target, text)
    say(f"Report written to {printable(target)}")
