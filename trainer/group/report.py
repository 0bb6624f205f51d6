"""What the answers of a group add up to, as data; the pages only lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from questions.question import Misconception
from questions.sets.recipe import Recipe
from trainer.group.paper import Asked

FILES, MOODLE = "results files", "Moodle"
"""Where the answers come from."""


@dataclass(frozen=True, slots=True)
class Score:
    """`right` of `of`."""

    right: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """None where there is nothing to have a share of."""
        return Fraction(self.right, self.of) if self.of else None

    @property
    def words(self) -> str:
        """`7 of 12`, or a dash."""
        return f"{self.right:,} of {self.of:,}" if self.of else "–"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """One wrong answer to a question: how it was written, how often and by whom, and what leads to it.

    `diagnosis` is what `convdrill check` says of it, or why it cannot be read; empty for "I don't know".
    """

    shown: str
    times: int
    students: tuple[str, ...]
    misconceptions: tuple[str, ...]
    diagnosis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question, who had it right at the first try, who later, who not at all; the rest has not answered."""

    asked: Asked
    skill: str
    first: Score
    tries: Score
    at_once: tuple[str, ...]
    later: tuple[str, ...]
    not_right: tuple[str, ...]
    unanswered: tuple[str, ...]
    wrong: tuple[WrongAnswer, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill: its first tries and all tries, also by level, and who had a first try wrong."""

    skill: str
    title: str
    labels: tuple[str, ...]
    first: Score
    tries: Score
    levels: tuple[tuple[int, Score], ...]
    missed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A misconception over all questions.

    `answers` show it, `alone` of them nothing else explains, `first` are first tries; an answer that several explain
    counts for each a part of `weight`, by which the rows are ordered. `given` are these answers: student, place of the
    question, try. `example` is the question that it was shown in
    most often, there with that `slip`; one of true or false only where there is no other.
    """

    slip: Misconception
    answers: int
    alone: int
    first: int
    weight: Fraction
    given: frozenset[tuple[str, int, int]]
    students: tuple[str, ...]
    labels: tuple[str, ...]
    example: Asked
    diagnosis: tuple[str, ...]

    @property
    def title(self) -> str:
        """`The biases are left out`."""
        return self.slip.cause[:1].upper() + self.slip.cause[1:]


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student: how many questions are answered, right at once, right in the end, with which mistake most often."""

    name: str
    answered: int
    first: Score
    in_the_end: Score
    tries: Score
    hints: int
    missed: tuple[str, ...]
    slip: Misconception | None


@dataclass(frozen=True, slots=True)
class NextSet:
    """What to draw next, and why these skills; `command` keeps it, as does importing `code`."""

    title: str
    recipe: Recipe
    code: str
    why: str
    command: str


@dataclass(frozen=True, slots=True)
class GroupReport:
    """All of it.

    `source` is FILES or MOODLE; `remarks` say what was left out or put together, and where files say otherwise than
    was judged. `doubt` says why none of it may hold, and is empty where nothing speaks against it.
    """

    title: str
    version: str
    is_exam: bool
    source: str
    first: Score
    tries: Score
    students: tuple[StudentRow, ...]
    questions: tuple[QuestionRow, ...]
    skills: tuple[SkillRow, ...]
    slips: tuple[SlipRow, ...]
    next: NextSet | None
    remarks: tuple[str, ...]
    doubt: str = ""
