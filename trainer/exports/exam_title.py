"""Whether a title would tell which questions an exam was made from."""

from __future__ import annotations

import re
import unicodedata

from questions.sets.code import BadCode, read_code
from questions.sets.recipe import BadRecipe
from questions.skills import SKILLS

_REFERENCE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+/v[0-9]")
_GROUPS = re.compile(r"(?<![A-Z0-9])[A-HJ-NP-Z2-9]{5}([-‐-―−][A-HJ-NP-Z2-9]{1,5})+(?![A-Z0-9])")
_WORD = re.compile(r"[^\W_]+")
_MOST_GROUPS, _LONGEST = 8, 40


def tells_questions(title: str) -> bool:
    """Whether a set's code, a reference or a skill's id stands in it."""
    plain = unicodedata.normalize("NFKC", title)
    small = plain.casefold()
    if _REFERENCE.search(small) or any(skill in small for skill in SKILLS):
        return True
    return bool(_GROUPS.search(plain)) or _has_code(_WORD.findall(plain))


def _has_code(words: list[str]) -> bool:
    """Whether some neighbouring words are one, however it is spelt."""
    for start in range(len(words)):
        signs = ""
        for word in words[start : start + _MOST_GROUPS]:
            signs += word
            if len(signs) > _LONGEST:
                break
            try:
                read_code(signs)
            except (BadCode, BadRecipe):
                continue
            return True
    return False
