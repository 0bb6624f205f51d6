"""The sets that are kept on this machine: a file each, in a folder, named by a slug of the title."""

from __future__ import annotations

import os
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from questions.question import Reference
from questions.sets.document import MOST_BYTES, ReadSet, read_set, read_undrawn, write_set
from questions.sets.errors import SetError
from questions.sets.question_set import QuestionSet
from questions.sets.titles import clean_title
from questions.sets.words import code_title
from trainer import paths
from trainer.folder_lock import alone

SUFFIX = ".json"
LONGEST_NAME = 48
_MOST_ALIKE = 1_000
_NO_FILES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""What Windows takes for devices, whatever stands behind the full stop."""


class NoSuchSet(SetError):
    """No set of that name is kept; the message says which are."""


class ShelfTrouble(SetError):
    """A set's file cannot be read or written; the message says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A set on the shelf, as its file says; `problem` says why it is none, and is empty otherwise.

    `code` is None for an edited set. Whether the `references` can be drawn shows when it is loaded.
    """

    name: str
    title: str
    count: int
    code: str | None
    id: str
    problem: str = ""
    references: tuple[Reference, ...] = ()


class SetShelf:
    """The sets in `folder`, which need not exist. Every method may raise SetError."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = paths.sets_folder() if folder is None else folder

    def list(self) -> tuple[Kept, ...]:
        """All of them by name; also files that are no sets, which say so."""
        try:
            names = [file.name.removesuffix(SUFFIX) for file in self.folder.iterdir() if _is_set_file(file.name)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise ShelfTrouble(_told(self.folder, error)) from error
        return tuple(self._kept(name) for name in sorted(names))

    def load(self, name: str) -> QuestionSet:
        """The set of that name, as its questions are drawn today."""
        return self.read(name).set

    def read(self, name: str) -> ReadSet:
        """The same, with what of its file is not as it was written."""
        if not self.has(name):
            raise NoSuchSet(self._missing(name))
        try:
            return read_set(read_bytes(self._file(name)))
        except ShelfTrouble:
            raise
        except SetError as error:
            raise SetError(f"the set {name!r} cannot be used: {error}") from error

    def unchecked(self, name: str) -> QuestionSet:
        """The set as its file says, also with questions or a code that are none of this program."""
        return read_undrawn(read_bytes(self._file(name)))

    def meant(self, text: str) -> str:
        """The name of the kept set with this name or title."""
        name = self.find(text)
        if name is None:
            raise NoSuchSet(self._missing(text))
        return name

    def find(self, text: str) -> str | None:
        """The name of the kept set that is meant by a name or a title; None where there is none."""
        if self.has(text):
            return text
        meant = clean_title(text).casefold()
        if not meant:
            return None
        found = [kept.name for kept in self.list() if meant in (kept.title.casefold(), kept.name.casefold())]
        if len(found) > 1:
            raise NoSuchSet(f"{len(found)} sets have the title {text[:60]!r}; take a name: {', '.join(found[:8])}")
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether there is a file of that name, damaged or not."""
        return _is_name(name) and os.path.lexists(self._file(name))

    def save(self, made: QuestionSet) -> str:
        """Keep the set and tell its name.

        One with the same title and the same questions is there already, and stays; so does one of another title where
        the code is all that is known of `made`.
        """
        for kept in self.list():
            titles = (kept.title, code_title(made.recipe)) if made.recipe else (kept.title,)
            if made.title in titles and (kept.id, kept.code) == (made.id, made.code):
                return kept.name
        with self._written(write_set(made)) as temporary:
            return self._named(temporary, slug(made.title))

    def edit(
        self, name: str, change: Callable[[QuestionSet], QuestionSet], read: Callable[[str], QuestionSet] | None = None
    ) -> tuple[str, QuestionSet, QuestionSet]:
        """Put what `change` makes of the set in its place: the name it has now, and the set before and after.

        The file follows the title. Whoever else changes sets waits meanwhile, so that no edit is lost.
        """
        with self._alone(name):
            found = read_bytes(self._file(name))
            before = (read or self.load)(name)
            after = change(before)
            if not self.has(name) or read_bytes(self._file(name)) != found:  # by hand, or where locks do nothing
                raise ShelfTrouble(f"the set {name!r} was changed by another program meanwhile; try again")
            with self._written(write_set(after)) as temporary:
                if after.title == before.title or name == slug(after.title):
                    temporary.replace(self._file(name))
                    return name, before, after
                there = self._named(temporary, slug(after.title))
            self._remove(name)
        return there, before, after

    def delete(self, name: str) -> None:
        """Take the set away, damaged or not."""
        with self._alone(name):
            self._remove(name)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Nobody else changes a set of the folder meanwhile; the set of that name is there."""
        if not self.has(name):
            raise NoSuchSet(self._missing(name))
        with ExitStack() as held:
            try:
                held.enter_context(alone(self.folder))
            except OSError as error:
                raise ShelfTrouble(_told(self.folder, error)) from error
            if not self.has(name):
                raise NoSuchSet(self._missing(name))
            yield

    def _remove(self, name: str) -> None:
        try:
            self._file(name).unlink()
        except OSError as error:
            raise ShelfTrouble(_told(self._file(name), error)) from error

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _kept(self, name: str) -> Kept:
        try:
            made = self.unchecked(name)
        except SetError as error:
            return Kept(name, "", 0, None, "", str(error))
        return Kept(name, made.title, len(made.references), made.code, made.id, references=made.references)

    def _missing(self, name: str) -> str:
        names = [kept.name for kept in self.list()]
        shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        return f"there is no set {name[:60]!r}; " + (f"there are {shown}" if names else "none is kept yet")

    @contextmanager
    def _written(self, data: bytes) -> Iterator[Path]:
        """The data in a file of the folder that has no set's name yet, and is gone at the end."""
        temporary = self.folder / f".{secrets.token_hex(8)}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            yield temporary
        except OSError as error:
            raise ShelfTrouble(_told(self.folder, error)) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _named(self, temporary: Path, stem: str) -> str:
        """Give the file a name that no other set has, also if two programs do so at once."""
        for number in range(1, _MOST_ALIKE):
            name = stem if number == 1 else f"{stem}-{number}"
            try:
                os.link(temporary, self._file(name))
            except FileExistsError:
                continue
            except OSError:  # a file system without links
                if os.path.lexists(self._file(name)):
                    continue
                temporary.replace(self._file(name))
            return name
        raise ShelfTrouble(f"there are {_MOST_ALIKE:,} sets called {stem!r} already")


def slug(title: str) -> str:
    """The name of a set with this title: its letters and digits in small, hyphens between."""
    plain = unicodedata.normalize("NFKC", title).lower()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    name = "-".join(words)[:LONGEST_NAME].strip("-")
    return f"{name}-set" if name in _NO_FILES else name or "set"


def read_set_file(file: Path, title: str = "") -> ReadSet:
    """The set in a file from anywhere. Raises SetError."""
    data = read_bytes(file)
    try:
        return read_set(data, title)
    except SetError as error:
        raise SetError(f"{file} holds no set that can be used: {error}") from error


def read_bytes(file: Path, most: int = MOST_BYTES) -> bytes:
    """What is in a regular file, at most one byte more than `most`. Raises ShelfTrouble."""
    try:
        number = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(number, "rb") as opened:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise ShelfTrouble(f"{file} is no regular file")
            return opened.read(most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, SetError):
            raise
        raise ShelfTrouble(_told(file, error)) from error


def _told(file: Path, error: Exception) -> str:
    return f"{file} cannot be used: {getattr(error, 'strerror', None) or error}"


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith(".") and len(name) <= 200 and not set(name) & set("/\\\0:")


def _is_set_file(name: str) -> bool:
    return name.endswith(SUFFIX) and _is_name(name.removesuffix(SUFFIX))
