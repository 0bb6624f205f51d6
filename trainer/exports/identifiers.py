"""Identifiers of a package: from references and marks, never from what a question says, so that an update is one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from trainer.exports.contract import Sheet


class Identifiers:
    """Gives each name once; a question that stands twice in a set gets a number behind its second one."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def new(self, name: str) -> str:
        """The name, or `name-2`, `name-3` …"""
        number = self._given[name] = self._given.get(name, 0) + 1
        return name if number == 1 else self.new(f"{name}-{number}")


def digest(*parts: str) -> str:
    """32 digits that depend on the parts and do not tell them."""
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def sheet_identifier(sheet: Sheet, items: Sequence[str]) -> str:
    """Of the whole: the set's version tells it apart; an exam, which has none, is known by its questions."""
    return digest(sheet.version, sheet.form) if sheet.version else digest(*items)
