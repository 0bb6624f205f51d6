"""Packages of QTI 2.1: each answer is judged and diagnosed as `convdrill check` does it, and the files are sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import unescape
from typing import Any

from questions.question import Question
from questions.skills import SKILLS
from questions.submission import AnswerKind
from tests.architecture.loading import ROOT
from tests.exports.package_files import files_of, tree
from tests.exports.page_questions import many_questions
from tests.exports.qti_answers import lines_to, numbers_to, value_of
from tests.exports.qti_grader import Item, Q, items_of, name_of
from tests.exports.qti_model import faults
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.exports.contract import Became, Tally
from trainer.exports.formats import FORMATS
from trainer.exports.qti.package import write
from trainer.telling import shown_answer

ALL = many_questions()
FEW = ALL[::23]
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@cache
def played_all() -> list[tuple[Question, Item]]:
    return played(ALL)


def played(questions: Sequence[Question], **options: Any) -> list[tuple[Question, Item]]:
    return list(zip(questions, items_of(written(write, sheet_of(questions, **options))), strict=True))


def test_every_answer_is_diagnosed() -> None:
    """Of every skill at every level: right, each mistake, two at once, what nothing explains."""
    seen: Counter[str] = Counter()
    for question, item in played_all():
        content = question.content
        if item.choices:
            answers = {ident: value_of(content, text) for ident, text in item.choices.items()}
        else:
            numbers = [content.answer, *numbers_to(content)]
            limit = 2**31 if item.types["RESPONSE"] == "integer" else 2**53
            answers = {str(number): number for number in numbers if isinstance(number, int) and number < limit}
        for answer, value in answers.items():
            state = item.answered(answer)
            lines = item.lines_after(state)
            if value == content.answer:
                assert state["SCORE"] == 1 and lines == [f"✓ Correct: {shown_answer(content)}"]
                assert str(question.reference) in item.lines_after(state, "solution")
            else:
                assert state["SCORE"] == 0
                assert lines == lines_to(content, value), (question.reference, answer)
            seen[str(state["FEEDBACK"])] += 1
        nothing = item.answered(None)
        assert nothing["SCORE"] == 0 and item.lines_after(nothing) == []
    assert seen["RIGHT"] == len(ALL) and seen["OTHER"] > len(ALL)
    assert sum(count for name, count in seen.items() if "." in name) > 100


def test_base_types() -> None:
    """Numbers that need more than 32 bits, or whose mistakes do, are floats: QTI's integers have no more."""
    kinds = Counter(item.types["RESPONSE"] for _, item in played_all())
    assert kinds["integer"] > 100 and kinds["float"] > 0 and kinds["identifier"] > 50
    for question, item in played_all():
        if question.content.kind is AnswerKind.INTEGER:
            assert item.types["RESPONSE"] in ("integer", "float")


def test_items_keep_to_the_model() -> None:
    """Every element stands where QTI 2.1 lets it, with the attributes that it has there."""
    for question, item in played_all():
        assert not faults(item.root), question.reference
    test = tree(files_of(written(write, sheet_of(FEW)))["test.xml"])
    assert not faults(test)


def test_identifiers() -> None:
    """They are names as XML has them; what is set is there to be shown, and what is there can be set."""
    for _, item in played_all():
        named = [each.attrib["identifier"] for each in item.root.iter() if name_of(each) == "modalFeedback"]
        assert len(named) == len(set(named)) >= 2 and all(map(_NAME.fullmatch, named))
        given = {each.text for each in item.root.iter(f"{Q}baseValue") if each.attrib["baseType"] == "identifier"}
        assert given - set(item.choices) == set(named)
        assert _NAME.fullmatch(item.root.attrib["identifier"]) and len(item.root.attrib["identifier"]) <= 32


def test_identifiers_come_from_references() -> None:
    """Another title, other words in a question: the same identifiers. The same question twice: two of them."""
    changed = [replace(question, content=replace(question.content, prompt="Something else?")) for question in FEW]
    names = [item.root.attrib["identifier"] for _, item in played(FEW)]
    again = items_of(written(write, sheet_of(changed, title="Other")))
    assert names == [item.root.attrib["identifier"] for item in again]
    twice = [item.root.attrib["identifier"] for item in items_of(written(write, sheet_of([FEW[0], FEW[1], FEW[0]])))]
    assert twice == [f"Q-{FEW[0].id}", f"Q-{FEW[1].id}", f"Q-{FEW[0].id}-2"]


def test_a_whole_package() -> None:
    """The manifest names every file and each need, and no other; every picture has words."""
    files = files_of(written(write, sheet_of(FEW)))
    manifest = tree(files["imsmanifest.xml"])
    named = [each.attrib["href"] for each in manifest.iter() if each.tag.endswith("}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(files)
    identifiers = [each.attrib["identifier"] for each in manifest.iter() if each.tag.endswith("}resource")]
    needed = [each.attrib["identifierref"] for each in manifest.iter() if each.tag.endswith("}dependency")]
    assert len(set(identifiers)) == len(identifiers) and identifiers[1:] == needed
    images = set()
    for _, item in played(FEW):
        for image in item.root.iter(f"{Q}img"):
            assert len(image.attrib["alt"]) > 20
            images.add(f"items/{image.attrib['src']}")
    assert images == {name for name in files if name.endswith(".svg")} != set()
    for question in FEW:
        assert f">reference:{question.reference}<" in files["imsmanifest.xml"].decode()
    assert b"BDU9A-AAAAD-3UAUR" in files["imsmanifest.xml"]
    assert not [name for name in files_of(written(write, sheet_of(FEW, pictures="off"))) if name.endswith(".svg")]


def test_the_same_bytes() -> None:
    """Both kinds of package, again, in another process, with other hashes."""
    script = (
        "from hashlib import sha256; from tests.exports.sheets import sheet_of, written\n"
        "from questions.question import Reference; from questions.generator import generate\n"
        "from trainer.exports.formats import FORMATS\n"
        f"questions = [generate(Reference.parse(each)) for each in {[str(each.reference) for each in FEW]}]\n"
        "for name in ('canvas', 'qti'):\n"
        "    print(sha256(written(FORMATS[name].write, sheet_of(questions))).hexdigest())"
    )
    ours = [sha256(written(FORMATS[name].write, sheet_of(FEW))).hexdigest() for name in ("canvas", "qti")]
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ours


def test_hostile_title() -> None:
    """It stays text, in each file."""
    files = files_of(written(write, sheet_of(FEW[:3], title=HOSTILE + "\x00\x1f")))
    test = tree(files["test.xml"])
    assert test.attrib["title"] == " ".join(HOSTILE.split())
    manifest = tree(files["imsmanifest.xml"])
    assert [each.text for each in manifest.iter() if each.text and "<script>" in each.text] == [HOSTILE]


def test_numbers_that_qti_cannot_hold() -> None:
    """Beyond 2^53 a number is chosen among the wrong ones; where there are none, it is left out with a reason."""
    question = next(each for each in ALL if each.content.kind is AnswerKind.INTEGER and each.content.misconceptions)
    large = replace(question, content=replace(question.content, answer=2**53 + 1))
    bare = replace(question, content=replace(question.content, answer=2**53 + 1, misconceptions=()))
    tally = Tally()
    (item,) = items_of(written(write, sheet_of([large, bare]), tally))
    assert item.choices[str(item.right)] == f"{2**53 + 1:,}"
    assert tally.words == "1 as choice, 1 left out (1 with a number too large for QTI)"


def test_exam() -> None:
    """Graded as ever, and it says nothing: no feedback, nothing that leads to a question's solution."""
    tally = Tally()
    package = written(write, sheet_of(FEW, exam=True, form="B", pictures="on"), tally)
    assert sum(tally.counts.values()) == len(FEW) and not tally.counts[Became.LEFT_OUT]
    text = "\n".join(unescape(data.decode()) for data in files_of(package).values())
    assert "Week 3 · form B" in text and 'showFeedback="false"' in text and "MARK0001" in text
    for question, item in zip(FEW, items_of(package), strict=True):
        content, reference = question.content, question.reference
        assert "FEEDBACK" not in item.types and item.root.find(f"{Q}modalFeedback") is None
        assert item.answered(str(item.right))["SCORE"] == 1
        wrong = next((name for name in item.choices if name != item.right), "1234567890")
        assert item.answered(wrong)["SCORE"] == 0
        assert not faults(item.root)
        hidden = [str(reference), reference.skill, question.id, SKILLS[reference.skill].title]
        hidden += [slip.id for slip in content.misconceptions if "_" in slip.id]
        hidden += [slip.lesson for slip in content.misconceptions] + list(content.hints)
        hidden += [step.sentence for step in content.explanation]
        assert not [each for each in hidden if each and each in text.replace(content.prompt, "")], reference
