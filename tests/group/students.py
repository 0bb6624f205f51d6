"""Invented students who answer a set: what they type, and the files that they hand in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from questions.checker import check, read_answer
from questions.question import Question
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe
from questions.submission import AnswerKind, Unreadable
from tests.making import START, right
from trainer.demo.learner import Learner
from trainer.demo.world import Forgetting, World

SKILLS = (
    "conv2d.parameters",
    "bias.effect",
    "parameters.formula",
    "parameters.effect",
    "parameters.which",
    "output.pytorch",
    "weights.keras",
    "separable.parameters",
    "batch_norm.bias",
)
SET = QuestionSet.drawn("Week 3", Recipe(SKILLS, (1, 2), 18, 11))
QUESTIONS = tuple(SET.questions())
CODE = str(SET.code)
NAMES = (
    *("Ada", "Björn", "Chidi", "Dana", "Emeka", "Farah", "Gül", "Hiro", "Ines", "Jamal", "Kaja", "Li Wei", "Malik"),
    *("Noor", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Tariq"),
)
_WORLD = World(Forgetting.POWER, 0.5, 0.3)


@dataclass(frozen=True)
class Done:
    """The tries of one student at one question; `mark` is what stands beside it."""

    number: int
    question: Question
    mark: str
    texts: tuple[str, ...]


Group = Mapping[str, Sequence[Done]]


def invented(
    questions: Sequence[Question], *, names: Sequence[str] = NAMES, tries: int = 3, marks: Sequence[str] = ()
) -> dict[str, list[Done]]:
    """Everybody's answers: right ones, misconceptions, slips, guesses, "I don't know" and things nobody can read."""
    group: dict[str, list[Done]] = {}
    for place, name in enumerate(names):
        learner, dice = Learner(_WORLD, place), Random(place)
        done = []
        for number, question in enumerate(questions, 1):
            if dice.random() < 0.06:
                continue
            texts: list[str] = []
            while len(texts) < tries:
                attempt = learner.attempt(question, 1.0).text or ""
                text = right(question) if dice.random() < 0.5 else attempt
                texts.append("no idea (really)" if dice.random() < 0.03 else text)
                if is_right(question, texts[-1]) or dice.random() < 0.3:
                    break
            done.append(Done(number, question, marks[number - 1] if marks else question.id, tuple(texts)))
        group[name] = done
    return group


def is_right(question: Question, text: str) -> bool:
    """Whether that is the right answer."""
    found = read_answer(question.content, text)
    return not isinstance(found, Unreadable) and check(question.content, found.value).correct


def results(name: str, done: Iterable[Done], *, version: str = CODE, form: str = "", exam: bool = False) -> Any:
    """The document that a student hands in; honest."""
    answers = []
    at = START
    for each in done:
        for place, text in enumerate(each.texts):
            at += timedelta(seconds=37, milliseconds=251)
            found = read_answer(each.question.content, text)
            verdict = None if isinstance(found, Unreadable) else check(each.question.content, found.value)
            answers.append(
                {
                    "id": each.mark,
                    **({} if exam else {"reference": str(each.question.reference)}),
                    "answer": text,
                    "correct": None if exam else verdict is not None and verdict.correct,
                    "misconceptions": [] if exam or not verdict else [slip.id for slip in verdict.misconceptions],
                    "hints": place,
                    "taken_ms": 37_000,
                    "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                    "first": place == 0,
                }
            )
    about = {"title": SET.title, "version": "" if exam else version, "form": form}
    return {"schema_version": 1, "kind": "convdrill-results", "set": about, "student": name, "answers": answers}


def as_file(document: Any) -> bytes:
    """The document as a file."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def moodle_csv(group: Group, questions: Sequence[Question], *, words: tuple[str, str] = ("True", "False")) -> bytes:
    """The report of responses: a row per attempt; the second attempt has the second tries, and so on."""
    numbers = range(1, len(questions) + 1)
    rows = [["Last name", "First name", "Email address", "State", *(f"Response {number}" for number in numbers)]]
    for place, (name, done) in enumerate(group.items()):
        for attempt in range(max((len(each.texts) for each in done), default=0)):
            texts = {each.number: each.texts[attempt] for each in done if attempt < len(each.texts)}
            cells = [in_moodle(questions[number - 1], texts.get(number, ""), words) for number in numbers]
            rows.append(["", name, f"student{place}@example.org", "Finished", *cells])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def in_moodle(question: Question, text: str, words: tuple[str, str] = ("True", "False")) -> str:
    """An answer as Moodle shows it: of a choice the text that was ticked, nothing as a dash."""
    content = question.content
    found = read_answer(content, text)
    if isinstance(found, Unreadable):
        return text or "-"
    if content.kind is AnswerKind.TRUTH:
        return words[0] if found.value else words[1]
    if content.kind is AnswerKind.CHOICE:
        return content.choices["abcdefgh".index(str(found.value))]
    return text
