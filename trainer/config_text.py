"""The text of `config.toml`: read key by key, so that a bad line spoils no other, and changed line by line."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field

from trainer.settings import BadSetting

TEMPLATE = """\
# How convdrill looks, and how long a session is. The key , changes it in the app; so does any editor.
# What a learner practises towards (interview date, retention, limits of a day) stands in the store instead:
# convdrill settings shows both.

# convdrill-dark, convdrill-light, convdrill-contrast, ansi-dark, ansi-light, or any other that the app offers.
# theme = "convdrill-dark"

# A session is over after so many questions (1 to 10000) ...
# questions = 12

# ... or after so many minutes (1 to 600), whichever comes first.
# 0 minutes set no limit of time: the questions alone end the session.
# minutes = 10
"""

_KEY = r"(?:\"(?P<quoted>[A-Za-z0-9_-]+)\"|'(?P<literal>[A-Za-z0-9_-]+)'|(?P<bare>[A-Za-z0-9_-]+))"
_ASSIGNMENT = re.compile(
    rf"(?P<before>[ \t]*{_KEY}[ \t]*=[ \t]*)"
    r"(?P<value>\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|[^#\"'\r\n]*?|[^\r\n]*?)"
    r"(?P<after>[ \t]*(?:\#[^\r\n]*)?\r?)"
)
_TABLE = re.compile(r"[ \t]*\[")


@dataclass(slots=True)
class Found:
    """What a text sets: each key with its value and line, counted from 1; and the lines that nobody can read.

    `whole` says that all of it is TOML.
    """

    values: dict[str, tuple[object, int]] = field(default_factory=dict)
    unread: list[tuple[int, str]] = field(default_factory=list)
    whole: bool = True


def read_text(text: str) -> Found:
    """What the text sets. Where it is no TOML, every line that is one still counts."""
    lines = text.split("\n")
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _line_by_line(lines)
    found = Found()
    for key, value in document.items():
        found.values[key] = (value, 1 + _line_of(lines, key))
    return found


def _line_by_line(lines: list[str]) -> Found:
    found = Found(whole=False)
    for number, line in enumerate(lines, 1):
        if _TABLE.match(line):
            break
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        match = _ASSIGNMENT.fullmatch(line)
        key = _named(match) if match else line.partition("=")[0].strip().strip("\"'")
        try:
            read = tomllib.loads(line.removesuffix("\r"))
        except (tomllib.TOMLDecodeError, RecursionError):
            what = f"{key[:40]} has no value that can be read" if "=" in line else "this is no setting"
            found.unread.append((number, f"{what}; it is passed over"))
            continue
        for name, value in read.items():
            if name in found.values:
                found.unread.append((number, f"{name[:40]} is set a second time; it is passed over"))
            else:
                found.values[name] = (value, number)
    return found


def with_value(text: str, key: str, value: object) -> str:
    """The text with this key set, or with None its line made a comment. Every other line stays as it is.

    Raises BadSetting where the key is written in a way that only its author can change.
    """
    lines = text.split("\n")
    places = [i for i, line in enumerate(_before_tables(lines)) if _sets(line, key)]
    at = places[0] if places else None
    before = read_text(text)
    if value is None and len(places) > 1:  # without its first line the next one would be the key's
        raise BadSetting(_by_hand(key))
    if at is not None:
        changed = _changed_line(lines[at], value)
    elif value is None:
        changed = None
        if key in before.values:
            raise BadSetting(_by_hand(key))
    else:
        at, changed = _commented(lines, key), f"{key} = {_toml(value)}"
        if at is not None and lines[at].endswith("\r"):
            changed += "\r"
    if changed is not None:
        lines = _placed(lines, at, changed)
    after = "\n".join(lines)
    if not _as_meant(before, read_text(after), key, value):
        raise BadSetting(_by_hand(key))
    return after


def _as_meant(before: Found, after: Found, key: str, value: object) -> bool:
    """Whether the key has its value, every other one what it had, and what was TOML is TOML still."""
    if before.whole and not after.whole:
        return False
    others = {name: told for name, (told, _) in before.values.items() if name != key}
    now = {name: told for name, (told, _) in after.values.items()}
    # As they are written: a number that is no number is never equal to itself.
    return repr(now.pop(key, None)) == repr(value) and repr(sorted(now.items())) == repr(sorted(others.items()))


def _by_hand(key: str) -> str:
    return f"{key} is written in config.toml in a way that only an editor can change; it is left as it is"


def _placed(lines: list[str], at: int | None, line: str) -> list[str]:
    """In place of that line, or else behind the last one before the tables."""
    if at is not None:
        return [*lines[:at], line, *lines[at + 1 :]]
    end = len(_before_tables(lines))
    while end and not lines[end - 1].strip():
        end -= 1
    ending = "\r" if end and lines[end - 1].endswith("\r") else ""
    rest = lines[end:] or [""]
    return [*lines[:end], line + ending, *rest]


def _before_tables(lines: list[str]) -> list[str]:
    end = next((i for i, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    return lines[:end]


def _sets(line: str, key: str) -> bool:
    match = _ASSIGNMENT.fullmatch(line)
    return match is not None and _named(match) == key


def _named(match: re.Match[str]) -> str:
    return match["quoted"] or match["literal"] or match["bare"]


def _line_of(lines: list[str], key: str) -> int:
    """Where the key is set first, or the table of that name begins."""
    written = re.compile(rf"[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]")
    return next((i for i, line in enumerate(lines) if _sets(line, key) or written.match(line)), 0)


def _commented(lines: list[str], key: str) -> int | None:
    """The line of the template, or one that was made a comment, which is where the key belongs."""
    for i, line in enumerate(_before_tables(lines)):
        if line.startswith("# ") and _sets(line[2:], key):
            return i
    return None


def _changed_line(line: str, value: object) -> str:
    if value is None:
        return f"# {line}"
    match = _ASSIGNMENT.fullmatch(line)
    if match is None:
        raise AssertionError("a line that sets a key is an assignment")
    return f"{match['before']}{_toml(value)}{match['after']}"


def _toml(value: object) -> str:
    """A text or a whole number as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else str(value)
