"""From a source of questions to the sheets that are exported: one as it is, or forms with numbers of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from questions.generator import generate, question_bias
from questions.question import Question, Reference, opaque_id
from questions.sets.question_set import QuestionSet
from questions.wording import several
from trainer.exports.contract import BadExport, Entry, Sheet
from trainer.exports.likeness import Likeness

MOST_FORMS = 26
LONGEST = 1_000
"""Questions per form of an exam or of several forms; all their references are kept in memory."""


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

    No question is in two forms, or twice in one; the source's own come again only where there are no others, and
    Sheet.own counts them. In an exam the marks tell nothing: neither the reference nor, without the seed, how to find
    it. Raises BadExport, also where there are not so many different questions.
    """
    if not 1 <= forms <= MOST_FORMS:
        raise BadExport(f"there can be 1 to {MOST_FORMS} forms")
    if source.count > LONGEST:
        raise BadExport(f"an exam or a set in forms has at most {LONGEST:,} questions; these are {source.count:,}")
    patterns = [*source.questions()]
    likeness = Likeness(patterns, spare=True)
    letters = [*ascii_uppercase] if forms > 1 else [""]
    sheets = []
    for form in range(forms):
        drawn: list[Question] = []
        for at, like in enumerate(patterns):
            found = likeness.fresh(like.reference, question_bias(like), "form", seed, form, at)
            if found is None:
                raise BadExport(_too_few(likeness, patterns, like, forms))
            drawn.append(found)
        entries = _entries([question.reference for question in drawn], f"{seed}/{form}" if exam else "")
        version = "" if exam else f"{source.version}-{letters[form] or 'A'}"
        own = sum(map(likeness.is_own, drawn))
        sheets.append(Sheet(source.title, version, len(drawn), entries, exam, letters[form], source.options, own))
    return tuple(sheets)


def _too_few(likeness: Likeness, patterns: Sequence[Question], like: Question, forms: int) -> str:
    """`conv3d.formula has only 48 different questions at level 1, and 6 forms need 60; …`."""
    skill, level, bias = like.reference.skill, like.reference.level, question_bias(like)
    there = likeness.different(like.reference, bias, "form")
    each = sum((one.reference.skill, one.reference.level) == (skill, level) for one in patterns)
    which = "" if bias is None or likeness.takes_any_bias() else f" with bias {'on' if bias else 'off'}"
    told = f"{skill} has only {several(there, 'different question')} at level {level}{which}"
    if each > there:
        return f"{told}, and every form needs {each}"
    if each * forms > there:
        return f"{told}, and {forms} forms need {each * forms}; there can be at most {several(there // each, 'form')}"
    return f"{told}, which other levels have too; there are not enough for {several(forms, 'form')}"


def _entries(references: list[Reference], secret: str) -> Callable[[], Iterator[Entry]]:
    def entries() -> Iterator[Entry]:
        for number, reference in enumerate(references, 1):
            mark = opaque_id(f"{secret}/{number}") if secret else reference.question_id
            yield Entry(number, generate(reference), mark)

    return entries


def seed_text(*parts: object) -> str:
    """A seed for forms that depends on all parts."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:32]
