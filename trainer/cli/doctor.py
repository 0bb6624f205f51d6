"""`convdrill doctor`: is the store sound, and what can be put right."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questions.wording import several
from trainer.cli import DONE, INCORRECT
from trainer.cli.hints import completed
from trainer.cli.output import printable, say_json, say_page
from trainer.cli.store_access import plan_files, store_url
from trainer.clock import now
from trainer.doctor import CANNOT_KNOW, after_repair, examine, repair
from trainer.findings import Remembered, Report
from trainer.planfile import read_plan
from trainer.store.inspection import Inspection

if TYPE_CHECKING:
    from trainer.store.backups import Backup

FOUND = INCORRECT


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong. 0 if the store is sound or has been repaired, 1 if not; raises StoreError if unopened."""
    url = store_url(arguments)
    name, path, report = _examined(url)
    backup = None
    if arguments.repair and report.repairable:
        backup = _backed_up(path)
        repair(url, report)
        report = after_repair(report, _examined(url)[2])
    if arguments.json:
        say_json(_document(name, report, backup))
    else:
        _tell(name, report, backup, on_server=path is None, wanted=arguments.repair)
    return DONE if report.sound else FOUND


def _examined(url: str) -> tuple[str, Path | None, Report]:
    remembered = _remembered(url)  # first, as answers may be recorded meanwhile
    with Inspection.open(url) as inspection:
        return inspection.name, inspection.path, examine(inspection, remembered, now().at)


def _remembered(url: str) -> list[Remembered]:
    plans = [(file, read_plan(file)) for file in plan_files(url)]
    return [Remembered(plan.learner, plan.events, file) for file, plan in plans if plan is not None]


def _backed_up(path: Path | None) -> Backup | None:
    """None for a server, whose backups are its owner's."""
    if path is None:
        return None
    from trainer.store.backups import Why, make

    return make(path, now().at, Why.REPAIR)


def _tell(name: str, report: Report, backup: Backup | None, *, on_server: bool, wanted: bool) -> None:
    counted = f": {several(sum(report.events.values()), 'event')}, {several(report.cards, 'card')}"
    if not report.findings:
        say_page(f"{printable(name)} is sound{counted}, every digest and card right.")
    else:
        told = ": " if any(finding.check == "pages" for finding in report.findings) else f"{counted}; "
        say_page(f"{printable(name)}{told}{several(len(report.findings), 'finding')}.")
    if backup is not None:
        say_page(f"Backed up first: {printable(str(backup.path))}")
    say_page(*(f"{_mark(finding.repaired)} {printable(finding.message)}" for finding in report.findings))
    if report.repairable and not wanted:
        first = "" if on_server else "makes a backup, then "
        say_page(completed(f"convdrill doctor --repair {first}makes anew what can be made from the log."))
    elif wanted and not report.sound:
        say_page("What is not marked as repaired cannot be repaired, and was left as it is.")
    say_page(f"No check can know of {', '.join(CANNOT_KNOW[:-1])}, or {CANNOT_KNOW[-1]}.")


def _mark(repaired: bool) -> str:
    return "✓ repaired:" if repaired else "✗"


def _document(name: str, report: Report, backup: Backup | None) -> dict[str, Any]:
    return {
        "store": name,
        "schema": report.version,
        "events": sum(report.events.values()),
        "learners": len(report.events),
        "cards": report.cards,
        "sound": report.sound,
        "findings": [asdict(finding) for finding in report.findings],
        "backup": None if backup is None else str(backup.path),
        "cannot_know": list(CANNOT_KNOW),
    }
