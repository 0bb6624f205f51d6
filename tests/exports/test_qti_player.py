"""A package of QTI 2.1 is read by another program's converter, and played by its player: each answer is diagnosed."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.question import Question
from questions.submission import AnswerKind
from tests.exports.package_files import files_of
from tests.exports.page_browser import browsing
from tests.exports.page_questions import many_questions
from tests.exports.qti_answers import lines_to, numbers_to, value_of
from tests.exports.qti_grader import items_of
from tests.exports.qti_player import Player, converted, served
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.exports.qti.package import write
from trainer.telling import shown_answer

pytestmark = pytest.mark.clients

MANY = many_questions()[:141]
LARGE = next(each for each in many_questions() if isinstance(each.content.answer, int) and each.content.answer > 2**31)
PLAYED = [*MANY[::7], LARGE, *(next(each for each in MANY if each.content.kind is kind) for kind in AnswerKind)]


def answers_to(question: Question, choices: dict[str, str]) -> list[tuple[str, list[str]]]:
    """What is answered, with the lines that it gets: right first, then mistakes, and what no mistake gives."""
    content = question.content
    right = [f"✓ Correct: {shown_answer(content)}"]
    if choices:
        values = {ident: value_of(content, text) for ident, text in choices.items()}
        return [
            (ident, right if value == content.answer else lines_to(content, value))
            for ident, value in sorted(values.items(), key=lambda pair: pair[1] != content.answer)
        ]
    numbers = [number for number in numbers_to(content) if number >= 0]
    some = [*numbers[:2], numbers[len(numbers) // 2], numbers[-2]]
    return [(str(content.answer), right), *((str(number), lines_to(content, number)) for number in some)]


async def test_played(tmp_path: Path) -> None:
    """Answers of every kind to questions of every kind: the score, and the feedback word for word."""
    questions = list({str(each.reference): each for each in PLAYED}.values())
    package = written(write, sheet_of(questions, title=HOSTILE))
    choices = {each.root.attrib["identifier"]: each.choices for each in items_of(package)}
    (tmp_path / "set.zip").write_bytes(package)
    folder = converted(tmp_path / "set.zip")
    told = set()
    with served(folder) as address:
        async with browsing(tmp_path) as browser:
            player = await Player.opened(browser, address)
            assert await player.value("test.querySelectorAll('qti-assessment-item-ref').length") == len(questions)
            for question in questions:
                name = f"Q-{question.id}"
                await player.go_to(name)
                for answer, lines in answers_to(question, choices[name]):
                    found = await player.answer(answer)
                    is_right = lines[0].startswith("✓")
                    assert found["lines"] == lines, (question.reference, answer)
                    assert found["score"] == ("1" if is_right else "0")
                    assert found["told"] == [found["feedback"]]
                    assert (str(question.reference) in found["solution"]) == (found["feedback"] in ("RIGHT", "OTHER"))
                    told.add(found["feedback"])
                assert await player.value("[...item.querySelectorAll('img')].every((each) => each.naturalWidth > 300)")
            assert await player.value("window.hacked === undefined")
            assert not player.tab.complaints
            assert all(url.startswith((address, "data:", "about:")) for url in player.tab.requests)
            assert {"RIGHT", "OTHER"} < told and len(told) > 20


def test_converted(tmp_path: Path) -> None:
    """Of every skill, at each level in turn: nothing of an item is lost on its way to QTI 3."""
    some = [each for place, each in enumerate(MANY) if place % 3 == place // 3 % 3]
    package = written(write, sheet_of(some, title=HOSTILE, pictures="off"))
    (tmp_path / "set.zip").write_bytes(package)
    folder = converted(tmp_path / "set.zip")
    for name, data in files_of(package).items():
        text, theirs = data.decode(), (folder / name).read_text("utf-8")
        if name.startswith("items/"):
            assert theirs.count("<qti-modal-feedback ") == text.count("<modalFeedback ") > 1
            assert theirs.count("<qti-response-else-if>") == text.count("<responseElseIf>")
            assert theirs.count("<qti-simple-choice ") == text.count("<simpleChoice ")
        elif name == "test.xml":
            assert theirs.count("<qti-assessment-item-ref ") == len(some)
