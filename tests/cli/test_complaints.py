"""What stands on standard error: one form for all of it, and commands that are about the store of the call."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.loading import ROOT
from tests.cli.conftest import NAMES, Run, assert_form
from tests.helpers.stores import altered, filled_store
from trainer.cli.hints import called_with, completed
from trainer.cli.output import OPENERS, complain

ERRORS = re.compile(r"(Error|Refused|Unreadable|Bad[A-Z]\w+|Unknown\w+|Store[A-Z]\w+|NotAStore|BackupFailed|\w+Lost)$")
INTERNAL = {"AssertionError", "AttributeError", "RuntimeError", "TypeError", "ValueError"}


def _openings(tree: ast.AST) -> Iterator[str]:
    """The first words of messages, where they stand in the source."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        if not ERRORS.search(name) or name in INTERNAL:
            continue
        for argument in call.args[:1]:
            parts = argument.values[:1] if isinstance(argument, ast.JoinedStr) else [argument]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
                    yield part.value.partition(" ")[0]


def test_every_opening_is_known() -> None:
    """A message that begins with a capital letter begins with a name, or with a word that loses it."""
    files = [file for package in ("trainer", "questions") for file in (ROOT / package).rglob("*.py")]
    found = {word for file in files for word in _openings(ast.parse(file.read_text("utf-8")))}
    capital = {word for word in found if re.fullmatch(r"[A-Z][a-z]*['’]?s?", word)}
    assert capital - NAMES - OPENERS == set()
    assert len(capital & OPENERS) > 10


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("The disk is full", "convdrill: the disk is full.\n"),
        ("There are 2.", "convdrill: there are 2.\n"),
        ("A number\nat line 1", "convdrill: a number at line 1.\n"),
        ("Keras has no layer for it.", "convdrill: Keras has no layer for it.\n"),
        ("The.db is damaged!", "convdrill: The.db is damaged!\n"),
        ("'The' is no number", "convdrill: 'The' is no number.\n"),
        ("PyTorch has none", "convdrill: PyTorch has none.\n"),
    ],
)
def test_form(capsys: pytest.CaptureFixture[str], message: str, told: str) -> None:
    """One line with a full stop; only an ordinary first word loses its capital letter."""
    complain(message)
    err = capsys.readouterr().err
    assert err == told
    assert_form(err)


@pytest.mark.parametrize(
    ("given", "message", "told"),
    [
        ({}, "restore a backup (convdrill restore)", "restore a backup (convdrill restore)"),
        ({"database": "my x.db"}, "use convdrill restore 1.", "use convdrill --database 'my x.db' restore 1."),
        ({"database": "x.db"}, "convdrill doctor, convdrill undo", "convdrill --database x.db doctor, "
                                                                   "convdrill --database x.db undo"),
        ({"learner": "Ada L"}, "convdrill redo or convdrill restore", "convdrill --learner 'Ada L' redo or "
                                                                      "convdrill restore"),
        ({"database": "x", "learner": "a"}, "convdrill history", "convdrill --database x --learner a history"),
        ({"database": "x.db"}, "convdrill lab --plain CALL, or convdrill restored", None),
        ({"database": "x.db"}, "/a/convdrill restore is a file", None),
        ({"database": "x.db"}, "convdrill history import FILE --database with the address", None),
        ({"database": "postgresql+psycopg://me:secret@here/x"}, "convdrill stats",
         "convdrill --database 'postgresql+psycopg://me:***@here/x' stats"),
        ({"database": "postgresql://me:se@c/ret@here/x"}, "convdrill stats",
         "convdrill --database 'postgresql://me:***@here/x' stats"),
        ({"database": "postgresql://me@here:54/x?a=b&password=secret&c=d"}, "convdrill stats",
         "convdrill --database 'postgresql://me@here:54/x?a=b&password=***&c=d' stats"),
        ({"database": "postgresql+psycopg://me@here/x"}, "convdrill stats",
         "convdrill --database postgresql+psycopg://me@here/x stats"),
    ],
)  # fmt: skip
def test_commands_are_completed(given: dict[str, str], message: str, told: str | None) -> None:
    """With the options that were given, as a shell reads them; other programs' words and passwords stay out."""
    called_with(argparse.Namespace(**{"database": None, "learner": None, **given}))
    try:
        assert completed(message) == (message if told is None else told)
    finally:
        called_with(argparse.Namespace(database=None, learner=None))


def test_a_damaged_store_elsewhere(run: Run, tmp_path: Path) -> None:
    """The command that is named brings back the store that the message is about."""
    file = filled_store(tmp_path / "else where.db")
    assert run("backup", "--database", str(file)).code == 0
    whole = file.read_bytes()
    file.write_bytes(whole[:200] + b"\xa5" * (len(whole) - 200))
    ran = run("stats", "--database", str(file))
    assert (ran.code, ran.out) == (2, "")
    hint = f"convdrill --database '{file}' restore"
    assert f"({hint})" in ran.err
    assert run("--database", str(file), "restore", "1").code == 0
    assert file.exists()
    assert "(convdrill restore)" not in ran.err


def test_what_was_done_elsewhere(run: Run, tmp_path: Path) -> None:
    """Hints on standard output, too: `undo` names its `redo`, the doctor its repair."""
    file = filled_store(tmp_path / "x.db")
    assert f"convdrill --database {file} redo brings it back." in run("undo", "--database", str(file)).out
    altered(file, "DELETE FROM cards WHERE skill = 'conv2d.parameters'")
    told = " ".join(run("doctor", "--database", str(file)).out.split())
    assert f"convdrill --database {file} doctor --repair makes a backup" in told
    assert "convdrill redo" in run("undo", "--learner", "me", "--database", str(file)).out.replace(
        f"--database {file} --learner me ", ""
    )
