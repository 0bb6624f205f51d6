"""Reads what a teacher downloads from the report "Responses" of a quiz in Moodle: who answered what to which question.

The headings are in the language of whoever downloads it. Moodle always writes the columns in the same order, so they
are known by their places: the last name, the first name, other facts, then per question its text, the response and the
right answer, as far as each was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questions.sets.titles import clean_title
from trainer.group.response_table import BadResponses, Table, read_table

__all__ = ["BadResponses", "Response", "Responses", "read_responses"]

MOST_QUESTIONS = 5_000
LONGEST_ANSWER = 2_000
"""Of an answer no more characters are kept: a quiz may have essays among its questions."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBERED = re.compile(r"(?P<before>[^0-9/]*)(?P<number>[0-9]{1,4})(?P<after>[^0-9/]*)")
_RESPONSE = _words(
    "response answer antwort réponse respuesta resposta risposta antwoord svar besvarelse vastaus odpowiedź odpověď "
    "odpoveď odgovor ответ відповідь отговор válasz răspuns yanıt απάντηση 回答 解答 作答 答え 응답 답안 jawaban"
)
_QUESTION = _words(
    "question frage pregunta questão pergunta domanda vraag spørgsmål spørsmål fråga kysymys pytanie otázka úloha "
    "pitanje вопрос питання въпрос kérdés întrebare soru ερώτηση 問題 题目 试题 문제 질문 soal pertanyaan"
)
_FIRST_NAME = _words("firstname givenname vorname prénom nombre nome voornaam fornavn förnamn etunimi imię jméno имя")
_GUARDED = re.compile("'(?=[=+@\t-])")
_NO_NAME = re.compile(r"@|[0-9]:[0-9]{2}|^[\s0-9]+$")
_DECIMAL_ZERO = re.compile(r"([+-]?(?:[0-9]{1,3}(?:[ .'’\u00a0\u202f][0-9]{3})+|[0-9]+)),0{1,2}")


@dataclass(frozen=True, slots=True)
class Response:
    """One student's answer to the question of that number, as text. Questions are counted from 1, as in the quiz.

    `prompt` and `right` are what the question said to this student and its right answer, where the file has them.
    """

    student: str
    number: int
    answer: str
    prompt: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Responses:
    """The answers, and how many questions the quiz has, answered or not. `is_told`: which they were is in the file."""

    answers: tuple[Response, ...]
    questions: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of what the file has of one question."""

    response: int
    prompt: int | None
    right: int | None


def read_responses(data: bytes) -> Responses:
    """The answers in the order of the file, CSV, TSV or JSON; who has several attempts is there several times.

    A student is called by the name; where two of one name have different addresses, by the address, too. Questions
    without an answer are left out. Raises BadResponses, whose message is one sentence.
    """
    table = read_table(data)
    columns = _response_columns(table)
    first = min(column.response if column.prompt is None else column.prompt for column in columns.values())
    students = _students(table, first)
    found = []
    for student, row in zip(students, table.rows, strict=True):
        for number, column in columns.items():
            answer = _answer(row[column.response])
            if answer:
                prompt = "" if column.prompt is None else row[column.prompt].strip()
                right = "" if column.right is None else _answer(row[column.right])
                found.append(Response(student, number, answer, "" if prompt == "-" else prompt, right))
    if not found:
        raise BadResponses("nobody has answered anything in it")
    told = any(column.prompt is not None or column.right is not None for column in columns.values())
    return Responses(tuple(found), len(columns), told)


def _answer(cell: str) -> str:
    text = _GUARDED.sub("", " ".join(cell.split()), count=1)[:LONGEST_ANSWER]
    if text == "-":
        return ""
    # 9472,0 is what some countries write for 9472.0.
    decimal = _DECIMAL_ZERO.fullmatch(text)
    return re.sub(r"[ .'’]", "", decimal[1]) if decimal else text


def _response_columns(table: Table) -> dict[int, _Columns]:
    """Number of the question to the places of its columns."""
    runs = _runs(table.heads)
    if not runs:
        raise BadResponses(
            "it has no columns such as Response 1, Response 2; download the quiz's report Responses, not its grades"
        )
    names = list(runs)
    if len(names) == 1:
        if _word(names[0]) in _QUESTION or _is_right(names[0]):
            raise BadResponses("it has no responses; tick Response under What to display before downloading the report")
        chosen = names[0]
    else:
        chosen = _chosen(table, runs)
    if len(runs[chosen]) > MOST_QUESTIONS:
        raise BadResponses(f"it has more than {MOST_QUESTIONS:,} questions")
    responses = runs[chosen]
    before, after = _beside(responses, runs, -1), _beside(responses, runs, 1)
    return {
        number: _Columns(column, column - 1 if before else None, column + 1 if after else None)
        for number, column in responses.items()
    }


def _beside(responses: dict[int, int], runs: dict[str, dict[int, int]], step: int) -> bool:
    """Whether each response has a column of another run beside it: its question before, its right answer behind."""
    wanted = {number: column + step for number, column in responses.items()}
    return any(run == wanted for run in runs.values())


def _runs(heads: Sequence[str]) -> dict[str, dict[int, int]]:
    """Headings that are equal but for their numbers, which count from 1; in the order in which they begin."""
    found: dict[str, dict[int, int]] = {}
    for column, head in enumerate(heads):
        match = _NUMBERED.fullmatch(head.strip())
        if match is None or not (match["before"] + match["after"]).strip(" .:#-"):
            continue
        name = f"{match['before'].strip()} {match['after'].strip()}".strip()
        found.setdefault(name, {}).setdefault(int(match["number"]), column)
    return {name: run for name, run in found.items() if list(run) == list(range(1, len(run) + 1))}


def _chosen(table: Table, runs: dict[str, dict[int, int]]) -> str:
    """Which of several runs has the responses: by its name, by its place between the others, by what differs."""
    called = [name for name in runs if _word(name) in _RESPONSE]
    if len(called) == 1:
        return called[0]
    names = sorted(runs, key=lambda name: runs[name][1])
    if len(names) == 3 and runs[names[0]][1] + 2 == runs[names[2]][1]:
        return names[1]
    differing = [name for name in names if _differs(table, runs[name])]
    if len(differing) == 1:
        return differing[0]
    raise BadResponses(
        f"it is not clear whether {' or '.join(repr(name[:30]) for name in names[:4])} are the responses; download it "
        "with nothing ticked but Response"
    )


def _differs(table: Table, run: dict[int, int]) -> bool:
    """Whether students have different texts in some column: then they are no texts of questions."""
    return any(len({row[column] for row in table.rows} - {"", "-"}) > 1 for column in run.values())


def _word(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _is_right(name: str) -> bool:
    """Whether it is "Right answer" or the like: two words, the answer among them."""
    words = name.casefold().split()
    return len(words) > 1 and any(_word(word) in _RESPONSE for word in words) and _word(name) not in _RESPONSE


def _students(table: Table, first: int) -> list[str]:
    """What each row's student is called. Of an attempt in several rows only the first may have the names."""
    names = list(_names(table, first))
    mails = _mails(table, first)
    called: dict[str, set[str]] = {}
    for name, mail in zip(names, mails, strict=True):
        called.setdefault(name, set()).add(mail)
    return [
        f"{name} ({mail})" if len(called[name]) > 1 and mail else name for name, mail in zip(names, mails, strict=True)
    ]


def _names(table: Table, first: int) -> Iterator[str]:
    places = _name_columns(table, first)
    before = ""
    for number, row in enumerate(table.rows, 1):
        name = clean_title(" ".join(row[place] for place in places))[:200].strip()
        before = name or before or f"Student {number}"
        yield before


def _name_columns(table: Table, first: int) -> tuple[int, ...]:
    """The first name, then the last, which Moodle writes first; only one column where a teacher took the other out."""
    if first == 0:
        return ()
    cells = [row[1] for row in table.rows] if first > 1 else []
    alike = len(cells) > 2 and len(set(cells)) == 1 and len({row[0] for row in table.rows}) == len(cells)
    if not cells or alike or any(_NO_NAME.search(cell) for cell in cells):
        return (0,)
    return (0, 1) if _word(table.heads[0]) in _FIRST_NAME else (1, 0)


def _mails(table: Table, first: int) -> list[str]:
    """The address of each row; of a row without one that of the row above."""
    counts = [sum("@" in row[column] for row in table.rows) for column in range(first)]
    best = max(counts, default=0)
    if best * 2 < len(table.rows) or not best:
        return [""] * len(table.rows)
    column = counts.index(best)
    found: list[str] = []
    for row in table.rows:
        found.append(clean_title(row[column])[:200] or (found[-1] if found else ""))
    return found
