"""Any Python string in a database's text, and back, without loss.

UTF-8 has no lone surrogates (Python makes them of undecodable input), and PostgreSQL's text holds no NUL. Both, and
the escape character itself, are written as DLE (U+0010, "data link escape") and four hexadecimal digits. All other
text, so nearly all there is, is stored as it stands.
"""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile("\x10(0000|0010|d[89a-f][0-9a-f]{2})")
_MALFORMED = re.compile("[\x00\ud800-\udfff]|\x10(?!0000|0010|d[89a-f][0-9a-f]{2})")


def encoded(text: str) -> str:
    """`text` as it is stored. Different texts are stored differently."""
    if _UNSTORABLE.search(text):
        return _UNSTORABLE.sub(lambda match: f"\x10{ord(match[0]):04x}", text)
    return text


def decoded(stored: str) -> str:
    """The text that was stored; ValueError for anything that `encoded` does not produce."""
    if not isinstance(stored, str):  # as the types promise, but not a damaged database
        raise ValueError("not a text")
    if not _UNSTORABLE.search(stored):
        return stored
    if _MALFORMED.search(stored):
        raise ValueError("not a stored text")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), stored)
