"""From a source of questions to the sheets that are exported: one as it is, or forms with numbers of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from questions.generator import draw_reference, generate, question_bias
from questions.question import Question, Reference, opaque_id
from questions.sets.question_set import QuestionSet
from questions.skills import SKILLS
from trainer.exports.contract import BadExport, Entry, Sheet

MOST_FORMS = 26
LONGEST = 1_000
"""Questions per form of an exam or of several forms; all their references are kept in memory."""
_SEARCH = 400


@dataclass(frozen=True, slots=True)
class Source:
    """Where the questions come from. `questions()` begins anew each time; `version` is the set's code or id."""

    title: str
    version: str
    count: int
    questions: Callable[[], Iterator[Question]]
    options: Mapping[str, object] = field(default_factory=dict)


def set_source(made: QuestionSet) -> Source:
    """The set's questions under its code, or under its id."""
    return Source(made.title, made.code or made.id, len(made.references), made.questions)


def plain_sheet(source: Source) -> Sheet:
    """The questions as they are, each with its question id."""

    def entries() -> Iterator[Entry]:
        for number, question in enumerate(source.questions(), 1):
            yield Entry(number, question, question.id)

    return Sheet(source.title, source.version, source.count, entries, options=source.options)


def form_sheets(source: Source, forms: int, seed: str, *, exam: bool) -> tuple[Sheet, ...]:
    """`forms` sheets about the same skills at the same levels, with fresh numbers that depend on the seed alone.

    No question of one form is in another. In an exam the marks tell nothing: neither the reference nor, without the
    seed, how to find it. Raises BadExport.
    """
    if not 1 <= forms <= MOST_FORMS:
        raise BadExport(f"there can be 1 to {MOST_FORMS} forms")
    if source.count > LONGEST:
        raise BadExport(f"an exam or a set in forms has at most {LONGEST:,} questions; these are {source.count:,}")
    patterns = [(question.reference, question_bias(question)) for question in source.questions()]
    taken: set[tuple[object, ...]] = set()
    drawn = [[_fresh(each, (seed, form, at), taken) for at, each in enumerate(patterns)] for form in range(forms)]
    letters = [*ascii_uppercase] if forms > 1 else [""]
    sheets = []
    for form, references in enumerate(drawn):
        entries = _entries(references, f"{seed}/{form}" if exam else "")
        version = "" if exam else f"{source.version}-{letters[form] or 'A'}"
        sheets.append(Sheet(source.title, version, len(references), entries, exam, letters[form], source.options))
    return tuple(sheets)


def _entries(references: list[Reference], secret: str) -> Callable[[], Iterator[Entry]]:
    def entries() -> Iterator[Entry]:
        for number, reference in enumerate(references, 1):
            mark = opaque_id(f"{secret}/{number}") if secret else reference.question_id
            yield Entry(number, generate(reference), mark)

    return entries


def _fresh(
    pattern: tuple[Reference, bool | None], parts: tuple[str, int, int], taken: set[tuple[object, ...]]
) -> Reference:
    """Another question of that skill and level, with a bias where the pattern has one, that no form has yet."""
    reference, bias = pattern
    skill = SKILLS[reference.skill]
    passing: Reference | None = None
    for attempt in range(_SEARCH):
        found = generate(draw_reference(skill, reference.level, "form", *parts, attempt))
        if question_bias(found) is not bias:
            continue
        passing = passing or found.reference
        if found.identity not in taken:
            taken.add(found.identity)
            return found.reference
    if passing is None:
        raise BadExport(f"no other question of {skill.id} at level {reference.level} can be drawn")
    return passing


def seed_text(*parts: object) -> str:
    """A seed for forms that depends on all parts."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:32]
