"""The report's counts are those of `convdrill check`, called for each answer of twenty invented students."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from questions.generator import generate
from questions.question import Reference
from questions.sets.document import write_set
from tests.cli.conftest import Run
from tests.group.students import (
    CODE,
    NAMES,
    QUESTIONS,
    SET,
    Done,
    Group,
    as_file,
    in_moodle,
    invented,
    moodle_csv,
    results,
)

Checked = Callable[[str, str], Any]
GROUP = invented(QUESTIONS)
KNOWN: dict[tuple[str, str], Any] = {}


@pytest.fixture
def checked(run: Run) -> Checked:
    """What `convdrill check --json` says of an answer to a reference."""

    def check(reference: str, text: str) -> Any:
        if (reference, text) not in KNOWN:
            KNOWN[reference, text] = json.loads(run("check", reference, text, "--json").out)
        return KNOWN[reference, text]

    return check


class Recount:
    """The answers counted anew, in the plainest way."""

    def __init__(self, group: Group, label: Callable[[str, Done], str], checked: Checked) -> None:
        self.questions: dict[str, Any] = defaultdict(lambda: defaultdict(list))
        self.first, self.tries = Counter[Any](), Counter[Any]()
        self.skills: dict[str, Counter[Any]] = defaultdict(Counter)
        self.students: dict[str, Counter[Any]] = defaultdict(Counter)
        self.slips: dict[str, Any] = defaultdict(
            lambda: {"answers": 0, "alone": 0, "first_tries": 0, "students": set()}
        )
        for name, done in group.items():
            for each in done:
                self._question(name, each, label(name, each), checked)

    def _question(self, name: str, done: Done, label: str, checked: Checked) -> None:
        found = [checked(str(done.question.reference), text) for text in done.texts]
        rights = [each["correct"] for each in found]
        standing = "right_at_once" if rights[0] else "right_later" if any(rights) else "not_right"
        self.questions[label][standing].append(name)
        for place, right in enumerate(rights):
            self.questions[label]["tries"].append(right)
            for counted in (self.skills[done.question.reference.skill], self.students[name]):
                counted["first_tries", right] += place == 0
                counted["tries", right] += 1
        self.students[name]["in_the_end"] += any(rights)
        for place, each in enumerate(found):
            for slip in each["misconceptions"]:
                counts = self.slips[slip["id"]]
                counts["answers"] += 1
                counts["alone"] += each["combined"] or len(each["misconceptions"]) == 1
                counts["first_tries"] += place == 0
                counts["students"].add(name)


def scores(counted: Counter[Any], what: str) -> dict[str, int]:
    """As the report has them."""
    return {"right": counted[what, True], "of": counted[what, True] + counted[what, False]}


def assert_same(report: Any, recount: Recount) -> None:
    """Every count of the report."""
    asked = {row["label"]: row for row in report["questions"]}
    assert {label for label, row in asked.items() if row["first_tries"]["of"]} == set(recount.questions)
    for label, counted in recount.questions.items():
        row = asked[label]
        for standing in ("right_at_once", "right_later", "not_right"):
            assert row[standing] == sorted(counted[standing], key=str.casefold)
        answered = sum(len(counted[standing]) for standing in ("right_at_once", "right_later", "not_right"))
        assert row["first_tries"] == {"right": len(counted["right_at_once"]), "of": answered}
        assert row["tries"] == {"right": sum(counted["tries"]), "of": len(counted["tries"])}
        assert sum(wrong["times"] for wrong in row["wrong_answers"]) == counted["tries"].count(False)
    assert {row["skill"] for row in report["skills"]} >= set(recount.skills)
    for row in [*report["skills"], *report["students"]]:
        counted = recount.skills[row["skill"]] if "skill" in row else recount.students[row["name"]]
        assert row["first_tries"] == scores(counted, "first_tries")
        assert row["tries"] == scores(counted, "tries")
        assert row.get("right_in_the_end", 0) == counted["in_the_end"]
    slips = {row["id"]: row for row in report["misconceptions"]}
    assert set(slips) == set(recount.slips)
    for name, counts in recount.slips.items():
        assert {**{key: slips[name][key] for key in counts}, "students": {*slips[name]["students"]}} == counts
    for total in ("first_tries", "tries"):
        assert report[total] == {
            key: sum(scores(counted, total)[key] for counted in recount.students.values()) for key in ("right", "of")
        }


def assert_worth_counting(group: Group, kinds: Iterable[str]) -> None:
    """All kinds of answer, right and wrong ones, and things that cannot be read."""
    assert len(group) == 20 and set(kinds) == {"integer", "formula", "shape", "truth", "choice"}
    texts = [text for done in group.values() for each in done for text in each.texts]
    assert len(texts) > 300 and "" in texts and "no idea (really)" in texts


def test_results_files(run: Run, tmp_path: Path, checked: Checked) -> None:
    """Practice with several tries."""
    assert_worth_counting(GROUP, (question.content.kind for question in QUESTIONS))
    files = []
    for place, (name, done) in enumerate(GROUP.items()):
        files.append(str(tmp_path / f"{place}.json"))
        Path(files[-1]).write_bytes(as_file(results(name, done)))
    ran = run("group", "report", *files, "--json")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert_same(report, Recount(GROUP, lambda _, each: str(each.number), checked))
    assert [row["reference"] for row in report["questions"]] == [str(reference) for reference in SET.references]
    assert (report["title"], report["version"], report["exam"]) == ("Week 3", CODE, False)
    assert all("says otherwise" not in remark for remark in report["remarks"])


def test_an_exam(run: Run, tmp_path: Path, checked: Checked) -> None:
    """Two forms with numbers of their own, and a key that says which questions the marks are."""
    (tmp_path / "set.json").write_bytes(write_set(SET))
    exam = tmp_path / "exam.jsonl"
    made = run(
        "export", "jsonl", str(tmp_path / "set.json"), "--exam", "--forms", "2", "--exam-seed", "s", "-o", str(exam)
    )
    assert made.code == 0, made.err
    key = json.loads((tmp_path / "exam-key.json").read_bytes())
    group: dict[str, list[Done]] = {}
    for place, form in enumerate(key["forms"]):
        asked = [generate(Reference.parse(each["reference"])) for each in form["questions"]]
        names = NAMES[place::2]
        group |= invented(asked, names=names, tries=1, marks=[each["id"] for each in form["questions"]])
    letters = {name: "AB"[place % 2] for place, name in enumerate(NAMES)}
    assert len(group) == 20
    for name, done in group.items():
        (tmp_path / f"{name}.results.json").write_bytes(as_file(results(name, done, form=letters[name], exam=True)))
    files = [str(tmp_path / f"{name}.results.json") for name in group]
    ran = run("group", "report", *files, "--key", str(tmp_path / "exam-key.json"), "--json")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert_same(report, Recount(group, lambda name, each: f"{letters[name]}{each.number}", checked))
    assert report["exam"] and report["version"] == "" and len(report["questions"]) == 36
    assert {row["id"] for row in report["questions"]} == {
        each["id"] for form in key["forms"] for each in form["questions"]
    }
    for row in report["questions"]:
        assert {*row["unanswered"]} <= {name for name, letter in letters.items() if letter == row["form"]}


@pytest.mark.parametrize("words", [("True", "False"), ("Wahr", "Falsch"), ("Верно", "Неверно"), ("○", "×")])
def test_moodle(run: Run, tmp_path: Path, checked: Checked, words: tuple[str, str]) -> None:
    """Responses as a quiz's report has them, in the words of several languages."""
    (tmp_path / "responses.csv").write_bytes(moodle_csv(GROUP, QUESTIONS, words=words))
    seen = {}
    for name, done in GROUP.items():
        shown = [(each, [text for text in each.texts if text]) for each in done]
        seen[name] = [
            Done(each.number, each.question, each.mark, tuple(in_moodle(each.question, text) for text in texts))
            for each, texts in shown
            if texts
        ]
    ran = run("group", "report", "--moodle", str(tmp_path / "responses.csv"), "--set", CODE, "--json")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert_same(report, Recount(seen, lambda _, each: str(each.number), checked))
    assert report["source"] == "Moodle"
