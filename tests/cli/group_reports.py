"""Asking for a group's report and reading it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ran, Run
from tests.group.students import as_file


def refused(ran: Ran, *words: str) -> None:
    """One sentence on standard error, nothing on standard output."""
    assert (ran.code, ran.out) == (2, ""), ran
    assert re.fullmatch(r"convdrill: [^\n]+[.!?)]\n", ran.err), ran.err
    assert ran.err.strip().isprintable()
    for word in words:
        assert word in ran.err, ran.err


def report_of(run: Run, *words: object) -> Any:
    """The report as its JSON document."""
    ran = run("group", "report", *map(str, words), "--json")
    assert (ran.code, ran.err) == (0, ""), ran.err
    return json.loads(ran.out)


def handed_in(folder: Path, documents: list[Any]) -> list[Path]:
    """Each in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number}.json" for number in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_bytes(as_file(document))
    return files
