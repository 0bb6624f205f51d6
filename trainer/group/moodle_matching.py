"""Which question of a set a response is to: by the question's text where the file has it, else by its place.

What cannot be told is refused: counted against the wrong question, a perfect student would have nothing right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from questions.checker import check, read_answer
from questions.sets.titles import clean_title
from questions.submission import AnswerKind, Unreadable
from questions.wording import several
from trainer.group.errors import GroupError
from trainer.group.moodle_responses import Response, Responses
from trainer.group.paper import Asked
from trainer.telling import clipped, shown_answer

CALCULATED = "A quiz of moodle-calculated cannot be counted: each student has other numbers in it."
_MEANT = f"name the set that the quiz was made of. {CALCULATED}"
_PARTS = re.compile(r"[^\W_]+")
_FEWEST_NUMBERS = 2
"""A translated prompt is known by its numbers, if it has so many."""


def matched(responses: Responses, asked: Sequence[Asked]) -> Iterator[tuple[Response, Asked]]:
    """Each response with its question. Raises GroupError where a question or its answer is not the set's."""
    texts = _Texts(asked)
    known: dict[tuple[int, str, str], Asked] = {}
    for response in responses.answers:
        key = (response.number, response.prompt, response.right)
        if key not in known:
            found = texts.question(response) if response.prompt else _at_its_place(response, responses, asked)
            _check_right(response, found)
            known[key] = found
        yield response, known[key]


def _at_its_place(response: Response, responses: Responses, asked: Sequence[Asked]) -> Asked:
    if responses.questions != len(asked):
        raise GroupError(
            f"the quiz has {several(responses.questions, 'question')} and the set {len(asked):,}, so it is not clear "
            f"which is which: download the report with the question text, too, or {_MEANT}"
        )
    return asked[response.number - 1]


def _check_right(response: Response, asked: Asked) -> None:
    """The right answer that the file names is ours, as far as it is a number."""
    content = asked.question.content
    if content.kind is not AnswerKind.INTEGER or not response.right:
        return
    found = read_answer(content, response.right)
    if not isinstance(found, Unreadable) and not check(content, found.value).correct:
        theirs = clipped(clean_title(response.right))
        raise GroupError(
            f"the right answer to question {response.number} of the quiz is {theirs}, and "
            f"that to question {asked.label} of the set {shown_answer(content)}; {_MEANT}"
        )


class _Texts:
    """The prompts of a set, to be found in what Moodle makes of them: without markup, with pictures' texts behind."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked
        self._parts = [_parts(each.question.content.prompt) for each in asked]
        self._alike = Counter(self._parts)

    def question(self, response: Response) -> Asked:
        """The question whose text this is; the one at its place where several have it. Raises GroupError."""
        text, own = _parts(response.prompt), response.number - 1
        there = own < len(self._asked)
        if there and self._parts[own] in text and self._alike[self._parts[own]] == 1:
            return self._asked[own]
        found = [place for place, parts in enumerate(self._parts) if parts in text]
        # A prompt may be the beginning of another one; of equal ones the choices tell which it is.
        longest = max((len(self._parts[place]) for place in found), default=0)
        found = [place for place in found if len(self._parts[place]) == longest]
        found = [place for place in found if self._has_choices(place, text)] or found
        if own in found:
            return self._asked[own]
        if len(found) == 1:
            return self._asked[found[0]]
        if there and not found and self._has_numbers(own, text):
            return self._asked[own]
        raise GroupError(f"question {response.number} of the quiz is none of the set; {_MEANT}")

    def _has_choices(self, place: int, text: str) -> bool:
        choices = self._asked[place].question.content.choices
        return bool(choices) and all(_parts(choice) in text for choice in choices)

    def _has_numbers(self, place: int, text: str) -> bool:
        wanted = _numbers(self._parts[place])
        return wanted.total() >= _FEWEST_NUMBERS and wanted <= _numbers(text)


def _parts(text: str) -> str:
    """Words and numbers alone, parted by blanks: markup, signs and line ends are not the same everywhere."""
    return f" {' '.join(_PARTS.findall(text.casefold()))} "


def _numbers(parts: str) -> Counter[str]:
    return Counter(part for part in parts.split() if part.isdecimal())
