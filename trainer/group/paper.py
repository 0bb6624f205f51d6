"""What a group was asked: the questions of a set, of its forms, or of an exam, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from questions.generator import UnknownQuestion, generate
from questions.question import Question, Reference
from questions.sets.code import BadCode, read_code
from questions.sets.question_set import LONGEST, QuestionSet
from questions.sets.recipe import BadRecipe
from questions.skills import SKILLS
from trainer.exports.sheets import Source, form_sheets, seed_text
from trainer.group.errors import BadFile, GroupError
from trainer.group.results_file import ResultsFile


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was handed out: with its form (empty where there is one), number and mark."""

    form: str
    number: int
    mark: str
    question: Question

    @property
    def label(self) -> str:
        """`7`, or `B7` where there are forms."""
        return f"{self.form}{self.number}"


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that was asked, form by form. `is_whole` is False where only what was answered is known."""

    title: str
    version: str
    asked: tuple[Asked, ...]
    is_exam: bool = False
    is_whole: bool = True

    @property
    def forms(self) -> tuple[str, ...]:
        """The letters of its forms; an empty one for questions without form."""
        return tuple(dict.fromkeys(each.form for each in self.asked))

    def of_form(self, form: str) -> tuple[Asked, ...]:
        """The questions of one form."""
        return tuple(each for each in self.asked if each.form == form)


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """Which paper a file of results is about: of the set with that code or id, the sheet with that place.

    `sheet` is -1 for the set's own questions, else the place of a form, 0 for A; `form` is its letter.
    """

    base: str
    sheet: int = -1
    form: str = ""

    @classmethod
    def named(cls, version: str, form: str) -> Edition:
        """Of the version and the form that a file names. A form's version is the set's with its letter behind."""
        if form:
            return cls(version.removesuffix(f"-{form}"), ascii_uppercase.index(form), form)
        if version.endswith("-A") and not _is_code(version):
            return cls(version.removesuffix("-A"), 0)
        return cls(version)


def _is_code(version: str) -> bool:
    try:
        read_code(version)
    except (BadCode, BadRecipe):
        return False
    return True


def recipe_set(title: str, code: str) -> QuestionSet | None:
    """The set that a code draws; None for what is no code, or one of more questions than a set has."""
    try:
        recipe = read_code(code)
        return QuestionSet.drawn(title or "Question set", recipe) if recipe.count <= LONGEST else None
    except (BadCode, BadRecipe):
        return None


def paper_of_set(made: QuestionSet, editions: Iterable[Edition] = ()) -> Paper:
    """The questions of the set, or of those of its forms that the editions name. Raises UnknownQuestion."""
    base = made.code or made.id
    wanted = sorted({edition for edition in editions if edition.base == base}) or [Edition(base)]
    asked: list[Asked] = []
    last = max(edition.sheet for edition in wanted)
    source = Source(made.title, base, len(made.references), made.questions)
    sheets = form_sheets(source, last + 1, seed_text(base), exam=False) if last >= 0 else ()
    for edition in wanted:
        if edition.sheet < 0:
            asked += numbered("", made.questions())
        else:
            asked += numbered(edition.form, (entry.question for entry in sheets[edition.sheet].entries()))
    return Paper(made.title, base, tuple(asked))


def paper_of_answers(title: str, version: str, files: Iterable[ResultsFile]) -> Paper:
    """The questions that were answered, by form, in the order of the skills: what is known without the set.

    Raises GroupError for one that cannot be drawn, or too many of them.
    """
    found: dict[tuple[str, Reference], Question] = {}
    for file in files:
        for reference in (answer.reference for answer in file.answers):
            if reference is None or (file.form, reference) in found:
                continue
            if len(found) == LONGEST:
                raise GroupError(f"these results are about more than {LONGEST:,} questions; name the set with --set")
            try:
                found[file.form, reference] = generate(reference)
            except UnknownQuestion as error:
                raise GroupError(f"{file.name}: {error}") from error
    places = {skill: place for place, skill in enumerate(SKILLS)}
    asked: list[Asked] = []
    for form in sorted({form for form, _ in found}):
        mine = sorted(
            (reference for letter, reference in found if letter == form),
            key=lambda reference: (places[reference.skill], reference),
        )
        asked += numbered(form, (found[form, reference] for reference in mine))
    return Paper(title, version, tuple(asked), is_whole=False)


def numbered(form: str, questions: Iterable[Question]) -> Iterator[Asked]:
    """Questions with their numbers and ids."""
    for number, question in enumerate(questions, 1):
        yield Asked(form, number, question.id, question)


def drawn(reference: Reference) -> Question:
    """The question of a reference from a file. Raises BadFile."""
    try:
        return generate(reference)
    except UnknownQuestion as error:
        raise BadFile(str(error)) from error


def one_form(paper: Paper, form: str | None) -> tuple[Asked, ...]:
    """The questions of the form that is meant; of the only one where none is named. Raises GroupError."""
    forms: Sequence[str] = paper.forms
    if form is None and len(forms) == 1:
        return paper.of_form(forms[0])
    if form is None:
        raise GroupError(f"this exam has the forms {', '.join(forms)}; say with --form which of them it was")
    if form not in forms:
        raise GroupError(f"there is no form {form}; " + (f"there are {', '.join(forms)}" if forms[0] else "it has one"))
    return paper.of_form(form)
