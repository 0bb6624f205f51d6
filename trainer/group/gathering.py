"""From files to students: whose answers they are, to which questions, and which of two handed-in files counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from questions.wording import several
from trainer.group.errors import GroupError
from trainer.group.moodle_matching import matched
from trainer.group.moodle_responses import Responses
from trainer.group.paper import Asked, Edition, Paper
from trainer.group.results_file import GivenAnswer, ResultsFile
from trainer.group.truth_words import in_our_words

MOST_ANSWERS = 500_000


@dataclass(frozen=True, slots=True)
class Try:
    """One answer of a student to a question. `given` is what a results file says of it; Moodle says nothing."""

    asked: Asked
    text: str
    hints: int = 0
    given: GivenAnswer | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """A student's tries; those of one question stand in the order in which they were made."""

    name: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everybody's tries, by name, and what of the files was put together, left out or could not be known.

    `is_certain` is False where nothing but the order of the answers says to which questions they are.
    """

    students: tuple[Student, ...]
    remarks: tuple[str, ...]
    is_certain: bool = True


def same_set(files: Sequence[ResultsFile]) -> str:
    """The code or id of the one set that all files are about. Raises GroupError where there are several."""
    bases: dict[str, ResultsFile] = {}
    for file in files:
        bases.setdefault(Edition.named(file.version, file.form).base, file)
    if len(bases) > 1:
        one, other = list(bases.values())[:2]
        raise GroupError(
            f"{one.name} and {other.name} are about different sets ({one.title} and {other.title}); a report is about "
            "one: leave the others out, or name the set that counts with --set"
        )
    return next(iter(bases))


def common_title(files: Sequence[ResultsFile]) -> str:
    """What most of the files call the set."""
    counted = Counter(file.title for file in files if file.title)
    return min(counted, key=lambda title: (-counted[title], title), default="Question set")


def gathered(files: Sequence[ResultsFile], paper: Paper) -> Gathered:
    """The answers of all files, whatever their order. Raises GroupError for one that does not belong here.

    Of practice every try counts once, however often it was handed in; of an exam the newest answer to a question.
    """
    places = _places(paper)
    students: list[Student] = []
    left_out = 0
    if sum(len(file.answers) for file in files) > MOST_ANSWERS:
        raise GroupError(f"these are more than {MOST_ANSWERS:,} answers; report on fewer files at once")
    people = _people(files)
    for name, handed_in in people.items():
        tries: dict[tuple[object, ...], tuple[tuple[object, ...], Try]] = {}
        for file in handed_in:
            for place, answer in enumerate(file.answers):
                asked = _asked(answer, file, paper, places)
                if asked is None:
                    left_out += 1
                    continue
                order = (answer.at, not answer.first, place, repr(answer))
                same = (asked.form, asked.number, answer.at, answer.text)
                found = (order, Try(asked, answer.text, answer.hints, answer))
                tries[same] = min(tries.get(same, found), found, key=lambda each: each[0])
        ordered = [each for _, each in sorted(tries.values(), key=lambda each: each[0])]
        students.append(Student(name, tuple(_newest(ordered) if paper.is_exam else ordered)))
    return Gathered(_sorted(students), tuple(_remarks(people, left_out, paper)))


def _remarks(people: dict[str, list[ResultsFile]], left_out: int, paper: Paper) -> Iterator[str]:
    twice = sum(len(handed_in) > 1 for handed_in in people.values())
    if twice:
        counts = "the newest answer to a question counts" if paper.is_exam else "an answer that is in two counts once"
        yield f"Of {several(twice, 'student')} several files were put together: {counts}."
    nameless = sum(not handed_in[0].student for handed_in in people.values())
    if nameless:
        yield f"{several(nameless, 'student')} gave no name."
    if left_out:
        yield (
            f"{several(left_out, 'answer')} to questions that are not in the set {'was' if left_out == 1 else 'were'} "
            "left out."
        )
    if not paper.is_whole:
        yield "Questions that nobody answered are not known here; --set with the set's name or file lists them too."


def gathered_responses(responses: Responses, asked: Sequence[Asked]) -> Gathered:
    """The answers of a quiz whose questions are these. Raises GroupError where it has others."""
    tries: dict[str, list[Try]] = {}
    for response, question in matched(responses, asked):
        text = in_our_words(question.question, response.answer)
        tries.setdefault(response.student, []).append(Try(question, text))
    students = _sorted([Student(name, tuple(made)) for name, made in tries.items()])
    return Gathered(students, (), is_certain=responses.is_told)


def _people(files: Sequence[ResultsFile]) -> dict[str, list[ResultsFile]]:
    """The files of each student. Files without a name are one student's where they begin with the same answer."""
    named: dict[str, list[ResultsFile]] = {}
    nameless: dict[tuple[object, ...], list[ResultsFile]] = {}
    spelled: dict[str, list[str]] = {}
    for file in files:
        if file.student:
            named.setdefault(file.student.casefold(), []).append(file)
            spelled.setdefault(file.student.casefold(), []).append(file.student)
        else:
            nameless.setdefault(_beginning(file), []).append(file)
    people = {min(spelled[key]): found for key, found in named.items()}
    for number, key in enumerate(sorted(nameless), 1):
        name = f"no name {number}"
        while name.casefold() in named:
            name += " (no name)"
        people[name] = nameless[key]
    return people


def _beginning(file: ResultsFile) -> tuple[object, ...]:
    return min(((str(each.at), each.mark, each.text) for each in file.answers), default=("", "", ""))


def _places(paper: Paper) -> dict[tuple[str, object], Asked]:
    """Each question by its form and its mark in an exam, else by its reference alone."""
    if paper.is_exam:
        return {(each.form, each.mark): each for each in paper.asked}
    return {("", each.question.reference): each for each in paper.asked}


def _asked(
    answer: GivenAnswer, file: ResultsFile, paper: Paper, places: dict[tuple[str, object], Asked]
) -> Asked | None:
    if not paper.is_exam:
        return places.get(("", answer.reference))
    found = places.get((file.form, answer.mark))
    if found is None:
        raise GroupError(
            f"{file.name}: the key has no question {answer.mark}{f' in form {file.form}' if file.form else ''}; it is "
            "the key of another exam"
        )
    return found


def _newest(tries: Sequence[Try]) -> list[Try]:
    return list({(each.asked.form, each.asked.number): each for each in tries}.values())


def _sorted(students: Iterable[Student]) -> tuple[Student, ...]:
    return tuple(sorted(students, key=lambda each: (each.name.casefold(), each.name)))
