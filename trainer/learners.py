"""Names of learners: what a person may be called here."""

from __future__ import annotations

import unicodedata

LONGEST = 40


class BadName(ValueError):
    """No name for a learner; the message says what one is."""


def learner_name(text: str) -> str:
    """The name as it is kept: composed characters, no blanks around it. Raises BadName."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name:
        raise BadName("a learner's name is not empty")
    if len(name) > LONGEST:
        raise BadName(f"a learner's name has at most {LONGEST} characters")
    # Letters of all scripts, but nothing that moves the cursor, hides itself or is no character at all.
    if any(unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in ("Zl", "Zp") for sign in name):
        raise BadName("a learner's name has no control characters in it")
    return name


def is_learner_name(name: str) -> bool:
    """Whether it is a name as it is kept."""
    try:
        return learner_name(name) == name
    except BadName:
        return False
