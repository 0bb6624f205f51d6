"""Commands that a message names, made complete: they are about the store and the learner of this call."""

from __future__ import annotations

import argparse
import re

# Those that open a store, and of them those that are about one learner.
_ABOUT_STORES = ("backup", "doctor", "history", "interview", "learners", "practice", "redo", "restore", "settings",
                 "skills", "stats", "undo")  # fmt: skip
_ABOUT_LEARNERS = {"history", "interview", "practice", "redo", "settings", "skills", "stats", "undo"}
_NAMED = re.compile(rf"(?<![\w/.-])convdrill ({'|'.join(_ABOUT_STORES)})\b")
# Up to the last @: what stands before it may be a password that has one.
_PASSWORD = re.compile(r"((?<=://)[^:/@]*:).*(?=@)|([?&]\w*password=)[^&]*", re.IGNORECASE)

_given: dict[str, str] = {}


def called_with(arguments: argparse.Namespace) -> None:
    """From now on messages are about this call."""
    _given.clear()
    for option in ("database", "learner"):
        if value := getattr(arguments, option, None):
            _given[option] = value


def completed(message: str) -> str:
    """The message with `--database` and `--learner` in the commands that it names, where they were given.

    No password is repeated. A message that says itself where the options go stays as it is.
    """
    if not _given or "--database" in message:
        return message
    from shlex import quote

    def complete(found: re.Match[str]) -> str:
        options = ""
        if "database" in _given:
            options += f"--database {quote(_PASSWORD.sub(_hidden, _given['database']))} "
        if "learner" in _given and found[1] in _ABOUT_LEARNERS:
            options += f"--learner {quote(_given['learner'])} "
        return f"convdrill {options}{found[1]}"

    return _NAMED.sub(complete, message)


def _hidden(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}***"
