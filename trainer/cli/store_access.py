"""Where the store is, and opening it for a command."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer import paths
from trainer.cli.refusal import Refused


def store_url(arguments: argparse.Namespace) -> str:
    """The store that the command is about: `--database`, else the default file. Raises Refused for no such thing."""
    given = arguments.database
    if given is None:
        return str(paths.database())
    if given in ("", "sqlite:///"):
        raise Refused("--database takes a path or a database URL, not an empty text")
    if ":memory:" in given or (given.startswith("sqlite:") and ("?" in given or not given.startswith("sqlite:///"))):
        raise Refused("a SQLite store is a path, or sqlite:/// and a path, without more behind it")
    return str(given)


def store_file(url: str) -> Path | None:
    """The file behind a path or a sqlite URL; None for a server."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    return None if "://" in url else Path(url)


def store_exists(url: str) -> bool:
    """Whether there is anything to open. A server is always there, or says itself that it is not. Raises OSError."""
    file = store_file(url)
    if file is None:
        return True
    try:
        file.stat()
    except FileNotFoundError:
        return False
    return True  # a parent that is no directory, or may not be entered, is told as it is


def local_file(url: str) -> Path:
    """The store's file, for commands that copy it. Raises Refused for a server."""
    file = store_file(url)
    if file is None:
        raise Refused("a store on a server is backed up there (pg_dump); convdrill history export works with any store")
    return file


def plan_files(url: str) -> list[Path]:
    """All plan files of the store."""
    file = plan_file(url)
    return [] if file is None else [file]


def plan_file(url: str) -> Path | None:
    """The plan file that belongs to the store; none for a server, which others may be writing to."""
    file = store_file(url)
    return (
        None
        if file is None
        else file.with_name("plan.json")
        if file == paths.database()
        else file.with_name(f"{file.name}.plan.json")
    )
