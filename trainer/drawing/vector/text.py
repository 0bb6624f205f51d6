"""Text as a picture takes it: without what XML forbids, measured with room for a wide font, wrapped and shortened."""

from __future__ import annotations

import unicodedata
from math import fsum

# In ems of DejaVu Sans, which is as wide as Verdana and wider than the other usual fonts, and a little more.
_NARROW = dict.fromkeys(" .,:;|/·'ijlIJ", 0.345)
_SLIM = dict.fromkeys('ftr-()[]!²³"', 0.46)
_CAPITAL = dict.fromkeys("ABCEFHKLNPRSTUVXYZ", 0.77)
_ROUND = dict.fromkeys("DGOQ&", 0.81)
_SIGNS = dict.fromkeys("=×+−±→↓↗<>~#^wM", 0.88)
_WIDE = dict.fromkeys("mW@%…", 1.02)
_EMS = _NARROW | _SLIM | _CAPITAL | _ROUND | _SIGNS | _WIDE | dict.fromkeys("γβμσ", 0.68)
_PLAIN, _FOREIGN = 0.65, 1.15
_BOLD = 1.13
_UNKNOWN = "�"


def clean(text: str) -> str:
    """The text with blanks for line ends and a sign for each character that XML forbids or that turns a line round."""
    return "".join(map(_shown, " ".join(text.split())))


def _shown(character: str) -> str:
    forbidden = unicodedata.category(character) in ("Cc", "Cs", "Cf", "Cn")
    return _UNKNOWN if forbidden else character


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line gets at most in a font of this size, as wide as DejaVu Sans."""
    ems = fsum(map(_ems, text))
    return ems * size * (_BOLD if bold else 1)


def _ems(character: str) -> float:
    return _EMS.get(character, _PLAIN if character.isascii() else _FOREIGN)


def elided(text: str, size: float, limit: float, *, bold: bool = False) -> str:
    """The text, or as much of it as the width holds, with … behind."""
    if width(text, size, bold=bold) <= limit:
        return text
    kept = _fitting(text, size, limit - width("…", size, bold=bold), bold)
    return text[:kept].rstrip() + "…"


def wrapped(text: str, size: float, limit: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines of at most this width; words that are too long are broken."""
    made: list[str] = []
    rest = clean(text)
    while rest and len(made) < lines - 1 and width(rest, size, bold=bold) > limit:
        kept = _fitting(rest, size, limit, bold)
        blank = rest.rfind(" ", 0, kept + 1)
        cut = blank if blank > 0 else max(1, kept)
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*made, elided(rest, size, limit, bold=bold)] if rest else made


def balanced(text: str, size: float, limit: float, *, lines: int, bold: bool = False) -> list[str]:
    """Like `wrapped`, but with lines about as long as each other, and broken behind commas where that fits."""
    made = wrapped(text, size, limit, lines=lines, bold=bold)
    if len(made) < 2 or made[-1].endswith("…"):
        return made
    parts = [f"{part}," for part in clean(text).split(", ")]
    parts[-1] = parts[-1][:-1]
    if len(parts) == len(made) and all(width(part, size, bold=bold) <= limit for part in parts):
        return parts
    while True:
        limit *= 0.95
        narrower = wrapped(text, size, limit, lines=lines, bold=bold)
        if len(narrower) > len(made) or narrower[-1].endswith("…") or _broken(narrower, text):
            return made
        made = narrower


def _broken(lines: list[str], text: str) -> bool:
    """Whether a word has been cut."""
    return " ".join(lines) != clean(text)


def _fitting(text: str, size: float, limit: float, bold: bool) -> int:
    taken, room = 0, limit / (size * (_BOLD if bold else 1))
    for character in text:
        room -= _ems(character)
        if room < 0:
            break
        taken += 1
    return taken
