"""Programs that others wrote agree: Pyslet carries out our items, and our quizzes have the shape of text2qti's."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.exports.canvas_grader import quiz_of
from tests.exports.package_files import files_of, tree
from tests.exports.page_questions import many_questions
from tests.exports.qti_answers import numbers_to
from tests.exports.qti_grader import items_of
from tests.exports.sheets import sheet_of, written
from tests.helpers.programs import missing
from trainer.exports.canvas.package import write as write_canvas
from trainer.exports.qti.package import write

pytestmark = pytest.mark.clients

MANY = many_questions()[:141]
# One of each skill, of each level in turn.
SOME = [each for place, each in enumerate(MANY) if place % 3 == place // 3 % 3]


def test_pyslet_agrees() -> None:
    """Pyslet, by an author of the specification, knows each element, and comes to the same outcomes."""
    if find_spec("pyslet") is None:
        missing("pyslet is not installed (extra 'clients')")
    package = written(write, sheet_of(SOME, pictures="off"))
    files = files_of(package)
    asked = []
    for question, item in zip(SOME, items_of(package), strict=True):
        numbers = [] if item.choices else [question.content.answer, *numbers_to(question.content)[:6], 123_456_789]
        answers = [*item.choices] or [str(number) for number in numbers]
        asked.append((item, files[f"items/Q-{question.id}.xml"].decode(), answers))
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("pyslet_peer.py")],
        input=json.dumps([[source, answers] for _, source, answers in asked]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for (item, _, answers), theirs in zip(asked, json.loads(done.stdout), strict=True):
        assert theirs["unknown"] == []
        for answer, found in zip(answers, theirs["outcomes"], strict=True):
            ours = item.answered(answer)
            assert (ours["SCORE"], ours["FEEDBACK"]) == (found["score"], found["feedback"])


QUIZ = """\
Quiz title: Peer

1. Choose
... everybody sees this
a) one
... wrong since
*b) two
... right since
c) three

2. Number
... everybody sees this
=   9472
"""


def test_text2qti_has_the_same_shape(tmp_path: Path) -> None:
    """The same elements and attributes in the same places as text2qti's, whose files Canvas imports."""
    if find_spec("text2qti") is None:
        missing("text2qti is not installed (extra 'clients')")
    script = (
        "import sys; from text2qti.config import Config; from text2qti.quiz import Quiz; from text2qti.qti import QTI\n"
        "QTI(Quiz(sys.stdin.read(), config=Config())).save(sys.argv[1])"
    )
    target = tmp_path / "peer.zip"
    subprocess.run([sys.executable, "-W", "ignore", "-c", script, target], input=QUIZ, text=True, check=True)
    theirs = {item.kind: _shape(item.item) for item in quiz_of(target.read_bytes())}
    package = written(write_canvas, sheet_of(SOME, pictures="off"))
    for item in quiz_of(package):
        if item.kind != "true_false_question":
            assert _shape(item.item) == theirs[item.kind]
    resources = [
        {
            (each.attrib["type"], len(each))
            for each in tree(files_of(each)["imsmanifest.xml"]).iter()
            if "type" in each.attrib
        }
        for each in (package, target.read_bytes())
    ]
    assert resources[0] == resources[1]


def _shape(element: Element, path: str = "") -> set[str]:
    """Each path to an element with its attributes, and the fixed ones' values."""
    fixed = ("continue", "action", "varname", "vartype", "fibtype", "rcardinality", "feedbacktype", "respident")
    told = sorted(f"{name}={value}" if name in fixed else name for name, value in element.attrib.items())
    here = f"{path}/{element.tag.split('}')[1]}[{' '.join(told)}]"
    return {here}.union(*(_shape(child, here) for child in element))
