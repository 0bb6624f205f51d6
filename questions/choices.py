"""Questions with choices: the right text among wrong ones, each of which a misconception leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from questions.draw import Draw
from questions.question import Misconception


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong choice and the procedure that leads to it; see Misconception."""

    text: str
    id: str
    component: str
    cause: str
    lesson: str
    working: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices in their drawn order, the letter of the right one, and what leads to the others."""

    choices: tuple[str, ...]
    answer: str
    misconceptions: tuple[Misconception, ...]


def offer(draw: Draw, right: str, wrong: Sequence[Distractor], *, most: int = 4) -> Offer:
    """Up to `most` choices in drawn order. Distractors that say what is right are left out; two may share a text.

    Raises ValueError if no distractor is left.
    """
    texts = list(dict.fromkeys(each.text for each in wrong if each.text != right))
    if not texts:
        raise ValueError("a choice needs something wrong to choose")
    choices = tuple(draw.shuffled([right, *draw.shuffled(texts)[: most - 1]]))
    letters = dict(zip(choices, ascii_lowercase, strict=False))
    slips = tuple(
        Misconception(each.id, each.component, letters[each.text], each.working, each.cause, each.lesson)
        for each in wrong
        if each.text in letters and each.text != right
    )
    return Offer(choices, letters[right], slips)
