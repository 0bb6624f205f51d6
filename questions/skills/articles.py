"""`a` or `an` before what is read aloud as a number: an 8×8 input, an 11×1 convolution, a 112×112 input."""

from __future__ import annotations

import re

_VOWEL = re.compile(r"(?:8|11(?!\d)|18(?!\d)|[aeio])")


def with_article(text: str) -> str:
    """The text with its indefinite article."""
    return f"{'an' if _VOWEL.match(text) else 'a'} {text}"
