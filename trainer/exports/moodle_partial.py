"""Part of the mark for a mistake: `--partial forgot_bias=50`. Moodle knows certain percentages only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction

from questions.discrimination import discrimination
from questions.question import Misconception
from questions.skills import SKILLS
from questions.wording import parted
from trainer.exports.contract import BadExport

GRADES: tuple[str, ...] = (
    "0", "5", "10", "11.11111", "12.5", "14.28571", "16.66667", "20", "25", "30", "33.33333", "40", "50", "60",
    "66.66667", "70", "75", "80", "83.33333", "90", "100",
)  # fmt: skip
"""The percentages that Moodle's importer takes, ascending; any other makes it refuse the question."""
NO_PARTIAL: Mapping[str, str] = {}
_NEAR = Fraction(1, 100)
_WHOLE = 100
_DECIMAL = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?")


def partial_grades(given: object) -> Mapping[str, str]:
    """The grade of each misconception that `--partial` names. Raises BadExport."""
    if not isinstance(given, Iterable):
        return NO_PARTIAL
    found: dict[str, str] = {}
    for text in given:
        name, sign, percent = str(text).partition("=")
        if not sign:
            raise BadExport(
                f"--partial wants a misconception and a percentage, such as forgot_bias=50, not {text!r:.60}"
            )
        found[_known(name.strip())] = _grade(percent.strip().removesuffix("%").strip())
    return found


def grade_of(misconceptions: Iterable[Misconception], partial: Mapping[str, str]) -> str:
    """The grade of a value that these lead to: the best that any of them gets."""
    return max((partial[each.id] for each in misconceptions if each.id in partial), key=Fraction, default="0")


def _known(name: str) -> str:
    known = {slip for skill in SKILLS for slip in discrimination(skill).slips}
    if name in known:
        return name
    near = get_close_matches(name[:60], sorted(known), n=2, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "convdrill check names them after a wrong answer"
    raise BadExport(f"there is no misconception {name[:60]!r}; {hint}")


def _grade(text: str) -> str:
    # only then a fraction, which would first multiply `1e9999999999` out
    if not _DECIMAL.fullmatch(text) or (percent := Fraction(text)) > _WHOLE:
        raise BadExport(f"--partial takes a percentage from 0 to 100, not {text[:20]!r}")
    nearest = sorted(GRADES, key=lambda grade: abs(Fraction(grade) - percent))
    if abs(Fraction(nearest[0]) - percent) < _NEAR:
        return nearest[0]
    below, above = sorted(nearest[:2], key=Fraction)
    raise BadExport(f"Moodle gives no {parted(text)} %; the nearest are {below} and {above}")
