"""`convdrill group report`: what it takes, what it refuses, and the forms of the report."""

from __future__ import annotations

import copy
import json
import random
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from questions.sets.code import read_code
from questions.sets.document import write_set
from questions.sets.drawing import draw_set, fingerprint
from questions.sets.editing import Changes, edited
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe
from tests.cli.conftest import Run
from tests.cli.group_reports import handed_in, refused, report_of
from tests.group.hostile_results import NAMES as HOSTILE_NAMES
from tests.group.hostile_results import hostile_files
from tests.group.students import CODE, NAMES, QUESTIONS, SET, Done, as_file, invented, results
from tests.making import right

GROUP = invented(QUESTIONS, names=NAMES[:6])
HOSTILE = [*hostile_files()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six students' results."""
    place = tmp_path / "handed in"
    place.mkdir()
    for name, done in GROUP.items():
        (place / f"{name}.json").write_bytes(as_file(results(name, done)))
    return place


def test_in_short(run: Run, folder: Path) -> None:
    """On the terminal: score, weakest skills, mistakes, the next set."""
    ran = run("group", "report", str(folder))
    assert (ran.code, ran.err) == (0, "")
    report = report_of(run, folder)
    score = report["first_tries"]
    assert ran.out.startswith(
        f"Group report: Week 3\n6 students · 18 questions · {report['tries']['of']} answers · set {CODE}\n"
    )
    assert f"{score['right']} of {score['of']} first tries." in ran.out
    first = report["misconceptions"][0]
    assert f"1. {first['cause'].capitalize()[:1]}{first['cause'][1:]}: {first['answers']} answer" in ran.out
    assert f"\n{report['next_set']['command']}\nCode: {report['next_set']['code']}\n" in ran.out


def test_files_of_each_form(run: Run, folder: Path, tmp_path: Path) -> None:
    """By the ending; `-` is Markdown unless it is said otherwise; what was written is told."""
    document = run("group", "report", str(folder), "--json").out
    markdown = run("group", "report", str(folder), "--markdown").out
    assert run("group", "report", str(folder), "-o", "-").out == markdown
    for name, text in (("r.md", markdown), ("r.json", document), ("r.MD", markdown)):
        ran = run("group", "report", str(folder), "-o", str(tmp_path / name))
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines()[-1] == f"Written to {tmp_path / name}"
        assert "right at once" in ran.out and "Code: " in ran.out
        assert (tmp_path / name).read_text("utf-8") == text
    assert run("group", "report", str(folder), "-o", str(tmp_path / "r.html")).code == 0
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_order_of_files_does_not_matter(run: Run, folder: Path, tmp_path: Path) -> None:
    """The same bytes in every form, whatever the order and the names of the files; also twice the same file."""
    files = sorted(map(str, folder.iterdir()))
    wanted = {form: tmp_path / f"first.{form}" for form in ("html", "md", "json")}
    for file in wanted.values():
        run("group", "report", *files, "-o", str(file))
    for seed in range(3):
        random.Random(seed).shuffle(files)
        for form, file in wanted.items():
            again = tmp_path / f"again.{form}"
            assert run("group", "report", *files, files[0], "-o", str(again)).code == 0
            assert again.read_bytes() == file.read_bytes()


def test_a_student_twice(run: Run, tmp_path: Path) -> None:
    """All tries count once, in the order in which they were made; the name's case does not matter."""
    question = QUESTIONS[5]
    done = [Done(6, question, question.id, ("1", "2", right(question)))]
    whole = results("Ada", done)
    early, late, other = copy.deepcopy(whole), copy.deepcopy(whole), results("ADA ", [])
    del early["answers"][2:], late["answers"][:2]
    for documents in ([early, whole], [whole, early], [late, early, other], [other, whole, late, early]):
        report = report_of(run, *handed_in(tmp_path, documents))
        assert [row["tries"] for row in report["students"]] == [{"right": 1, "of": 3}]
        assert report["first_tries"] == {"right": 0, "of": 1}
        assert "Of 1 student several files were put together" in report["remarks"][0]
        assert not any("otherwise" in remark for remark in report["remarks"])


def test_students_without_a_name(run: Run, tmp_path: Path) -> None:
    """Each file is a student's, unless it begins as another does."""
    done = list(GROUP.values())
    whole = results("", done[0])
    early = copy.deepcopy(whole)
    del early["answers"][4:]
    other = results(" \x1b[2J", done[1])
    report = report_of(run, *handed_in(tmp_path, [early, other, whole]))
    assert [row["name"] for row in report["students"]] == ["no name 1", "no name 2"]
    assert report["tries"]["of"] == len(whole["answers"]) + len(other["answers"])
    assert any("2 students gave no name." in remark for remark in report["remarks"])


def test_a_file_is_not_believed(run: Run, folder: Path, tmp_path: Path) -> None:
    """What it claims changes no count; that it claims it is told."""
    honest = report_of(run, folder)
    name = NAMES[0]
    forged = results(name, GROUP[name])
    for answer in forged["answers"]:
        answer |= {"correct": True, "misconceptions": []}
    (folder / f"{name}.json").write_bytes(as_file(forged))
    report = report_of(run, folder)
    (remark,) = [each for each in report.pop("remarks") if "otherwise" in each]
    wrong = sum(not answer["correct"] for answer in results(name, GROUP[name])["answers"])
    assert remark.startswith(
        f"The file of Ada says otherwise than was judged here: {wrong} answers called right but judged wrong"
    )
    assert report == {key: value for key, value in honest.items() if key != "remarks"}
    ran = run("group", "report", str(folder), "-o", str(tmp_path / "r.md"))
    assert "The file of Ada says otherwise" in ran.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"correct": False}, "1 answer called wrong but judged right"),
        ({"misconceptions": ["forgot_bias"]}, "1 answer explained by other mistakes"),
        ({"id": "AAAAAAAA"}, "1 answer under the id of another question"),
        ({"first": False}, "1 answer called a later try, but the first"),
    ],
)
def test_differences(run: Run, tmp_path: Path, change: Any, said: str) -> None:
    """Each kind of claim is compared."""
    document = results("Ada", [Done(1, QUESTIONS[0], QUESTIONS[0].id, (right(QUESTIONS[0]),))])
    document["answers"][0] |= change
    report = report_of(run, *handed_in(tmp_path, [document]))
    assert any(said in remark for remark in report["remarks"]), report["remarks"]


def test_anonymous(run: Run, folder: Path, tmp_path: Path) -> None:
    """No name is left in any form; the counts are the same."""
    known, hidden = report_of(run, folder), report_of(run, folder, "--anonymous")
    assert [row["name"] for row in hidden["students"]] == [f"student {number}" for number in range(1, 7)]

    def rows(report: Any) -> list[str]:
        return sorted(json.dumps({**row, "name": ""}, sort_keys=True) for row in report["students"])

    assert rows(known) == rows(hidden)
    assert known["next_set"] == hidden["next_set"] and known["first_tries"] == hidden["first_tries"]
    texts = [run("group", "report", str(folder), "--anonymous").out, json.dumps(hidden, ensure_ascii=False)]
    for form in ("html", "md"):
        run("group", "report", str(folder), "--anonymous", "-o", str(tmp_path / f"r.{form}"))
        texts.append((tmp_path / f"r.{form}").read_text("utf-8"))
    for text in texts:
        assert "student 1" in text or text is texts[0]
        assert not [name for name in GROUP if re.search(rf"\b{name}\b", text)]


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_names_and_answers(run: Run, tmp_path: Path) -> None:
    """They stay text in every form, and steer no terminal."""
    documents = []
    for place, name in enumerate(HOSTILE_NAMES):
        document = results(name, list(GROUP.values())[place])
        document["set"]["title"] = '"><img src=x onerror=alert(1)> | `x` </style>'
        document["answers"][0]["answer"] = f"{name} | </td><script>"
        documents.append(document)
    files = handed_in(tmp_path / "in", documents)
    for form in ("html", "md"):
        assert run("group", "report", *map(str, files), "-o", str(tmp_path / f"r.{form}")).code == 0
    html = (tmp_path / "r.html").read_text("utf-8")
    page, plain = Page(html), Page(run_plain(run, tmp_path))
    assert page.tags == plain.tags and page.attributes == plain.attributes
    assert not {"script", "img", "iframe", "link", "object", "form", "a"} & page.tags
    assert "<script>alert(1)</script>" in page.text and "onerror=alert(1)" in page.text
    assert all(sign.isprintable() or sign == "\n" for sign in html)
    assert "style-src 'sha256-" in html and "default-src 'none'" in html and "unsafe" not in html
    markdown = (tmp_path / "r.md").read_text("utf-8")
    assert r"\<script\>alert(1)\</script\>" in markdown and "<script>" not in re.sub(r"(?s)```.*?```", "", markdown)
    for line in markdown.splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) in (6, 7, 8), line
    told = run("group", "report", *map(str, files)).out
    assert all(sign.isprintable() or sign == "\n" for sign in told + markdown)
    document = report_of(run, *files)
    assert all(row["name"].isprintable() for row in document["students"])


def run_plain(run: Run, folder: Path) -> str:
    """A page about harmless names."""
    files = handed_in(folder / "plain", [results(name, done) for name, done in GROUP.items()])
    run("group", "report", *map(str, files), "-o", str(folder / "plain.html"))
    return (folder / "plain.html").read_text("utf-8")


@pytest.mark.parametrize("data", [data for _, data in HOSTILE], ids=[what for what, _ in HOSTILE])
def test_one_bad_file_among_many(run: Run, folder: Path, tmp_path: Path, data: bytes) -> None:
    """The lot is refused, the file named, and nothing written."""
    (folder / "Zed.json").write_bytes(data)
    refused(run("group", "report", str(folder), "-o", str(tmp_path / "r.html")), "Zed.json")
    assert [path.name for path in tmp_path.iterdir()] == ["handed in"]


def test_an_empty_group(run: Run, tmp_path: Path) -> None:
    """Nobody has answered; a folder without files; no file at all."""
    refused(run("group", "report", *map(str, handed_in(tmp_path / "in", [results("Ada", [])]))), "nobody has answered")
    (tmp_path / "none").mkdir()
    refused(run("group", "report", str(tmp_path / "none")), "no .json files")
    refused(run("group", "report"), "give the files")
    refused(run("group"), "convdrill group report")


def test_one_who_has_not_answered(run: Run, folder: Path) -> None:
    """Is a student without answers, among others."""
    (folder / "Zed.json").write_bytes(as_file(results("Zed", [])))
    report = report_of(run, folder)
    assert report["students"][-1]["name"] == "Zed" and report["students"][-1]["answered"] == 0
    assert all("Zed" in row["unanswered"] for row in report["questions"])


def test_different_sets(run: Run, folder: Path, tmp_path: Path) -> None:
    """Are refused with both files named; --set says which one counts, and what is of none is left out."""
    other = QuestionSet.drawn("Other", Recipe(("macs.conv",), (1,), 2, 5))
    document = results("Zed", [Done(1, question, question.id, ("1",)) for question in other.questions()])
    document["set"] = {"title": "Other", "version": other.code, "form": ""}
    (folder / "Zed.json").write_bytes(as_file(document))
    refused(run("group", "report", str(folder)), "Zed.json", "different sets", "--set")
    report = report_of(run, folder, "--set", CODE)
    assert "2 answers to questions that are not in the set were left out." in report["remarks"]
    assert report["students"][-1]["answered"] == 0
    refused(run("group", "report", str(folder / "Zed.json"), "--set", CODE), "nobody has answered")
    assert run("group", "report", str(folder), "--set", "nothing").code == 2
    assert not list(tmp_path.glob("*.html"))


def test_a_set_without_a_code(run: Run, tmp_path: Path) -> None:
    """Only what was answered is known, in the order of the skills; the set's file knows all of it."""
    made = edited(SET, Changes(drop=(2, 5)))
    questions = list(made.questions())
    done = [Done(number, question, question.id, ("1",)) for number, question in enumerate(questions, 1)]
    documents = [results("Ada", done[:3], version=made.id), results("Bob", done[2:5], version=made.id)]
    files = handed_in(tmp_path / "in", documents)
    report = report_of(run, *files)
    assert {row["reference"] for row in report["questions"]} == {str(each.reference) for each in questions[:5]}
    assert "Questions that nobody answered are not known here" in report["remarks"][0]
    (tmp_path / "set.json").write_bytes(write_set(made))
    report = report_of(run, *files, "--set", tmp_path / "set.json")
    assert [row["reference"] for row in report["questions"]] == [str(each) for each in made.references]
    documents[0]["answers"][0] |= {"reference": "conv2d.parameters/v9/1/1"}
    refused(run("group", "report", *map(str, handed_in(tmp_path / "in", documents))), "0.json", "version 9")


@pytest.mark.parametrize("forms", ["1", "2"])
def test_forms_for_practice(run: Run, tmp_path: Path, forms: str) -> None:
    """Each student has a form; questions are those of both, and skills count together."""
    out = tmp_path / "week.jsonl"
    assert run("export", "jsonl", CODE, "--forms", forms, "-o", str(out)).code == 0
    documents = []
    for letter in "AB"[: int(forms)]:
        file = tmp_path / ("week.jsonl" if forms == "1" else f"week-{letter}.jsonl")
        asked = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        document = results(f"Student {letter}", [], version=f"{CODE}-{letter}", form=letter if forms == "2" else "")
        document["answers"] = [
            {"id": each["id"], "reference": each["reference"], "answer": each["answer"], "correct": True,
             "misconceptions": [], "hints": 0, "taken_ms": 1, "at": "2026-03-02T18:00:00Z", "first": True}
            for each in asked[:10]
        ]  # fmt: skip
        documents.append(document)
    files = handed_in(tmp_path / "in", documents)
    for more in ((), ("--set", CODE)):
        report = report_of(run, *files, *more)
        assert len(report["questions"]) == 18 * int(forms) and report["version"] == CODE
        assert report["first_tries"] == {"right": 10 * int(forms), "of": 10 * int(forms)}
        assert not any("left out" in remark or "otherwise" in remark for remark in report["remarks"])
    labels = [row["label"] for row in report["questions"]]
    assert labels[0] == ("1" if forms == "1" else "A1") and labels[-1] == ("18" if forms == "1" else "B18")


def test_the_next_set(run: Run, folder: Path, home: Path) -> None:
    """Its command and its code make the same set: the weakest skills, other numbers; the same for the same answers."""
    report = report_of(run, folder)
    proposed = report["next_set"]
    command = shlex.split(proposed["command"])
    assert command[:3] == ["convdrill", "set", "new"]
    ran = run(*command[1:])
    assert ran.code == 0 and f"Code: {proposed['code']}\n" in ran.out
    recipe = read_code(proposed["code"])
    assert [*recipe.skills] == proposed["skills"] and [*recipe.levels] == proposed["levels"]
    drawn = list(draw_set(recipe))
    assert len(drawn) == proposed["count"] and {each.reference.skill for each in drawn} == {*recipe.skills}
    assert not {fingerprint(each) for each in drawn} & {fingerprint(each) for each in QUESTIONS}
    shares = {row["skill"]: row["first_tries"]["right"] / row["first_tries"]["of"] for row in report["skills"]}
    weakest = sorted(shares.values())[: len(recipe.skills)]
    assert max(shares[skill] for skill in recipe.skills) <= max(weakest) + 0.1
    assert report_of(run, folder)["next_set"] == proposed


def test_the_next_set_of_a_sure_group(run: Run, tmp_path: Path) -> None:
    """Harder numbers; where there are none, nothing."""
    for levels, wanted in (((1, 2), [3]), ((3,), None)):
        made = QuestionSet.drawn("Sure", Recipe(("conv2d.parameters",), levels, 4, 5))
        done = [Done(at, each, each.id, (right(each),)) for at, each in enumerate(made.questions(), 1)]
        report = report_of(run, *handed_in(tmp_path, [results("Ada", done, version=str(made.code))]))
        assert (report["next_set"] and report["next_set"]["levels"]) == wanted
    assert "there is nothing to propose" in run("group", "report", str(tmp_path / "0.json")).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json", "--markdown"), "one form at a time"),
        (("-o", "r.txt"), "ends in .html, .md or .json"),
        (("-o", "r"), "ends in .html, .md or .json"),
        (("-o", "r.html", "--json"), "the file's name says html"),
        (("--set", CODE, "--key", "x"), "leave --set out"),
        (("--form", "A"), "--form belongs to --moodle"),
        (("--moodle", "x.csv", "--set", CODE), "one of the two"),
        (("--key", "nothing.json"), "is of no exam; leave --key out"),
        (("-o", "no/where.html"), "cannot be written"),
    ],
)
def test_what_does_not_go_together(run: Run, folder: Path, words: tuple[str, ...], said: str) -> None:
    """One sentence each."""
    refused(run("group", "report", str(folder), *words), said)


def test_a_report_never_overwrites_its_files(run: Run, folder: Path) -> None:
    """Nor by another name of the same file."""
    file = folder / "Ada.json"
    before = file.read_bytes()
    (folder / "other.json").symlink_to(file)
    for name in ("Ada.json", "other.json"):
        refused(run("group", "report", str(file), "-o", str(folder / name)), "is one of the files")
    assert file.read_bytes() == before


def test_files_that_cannot_be_read(run: Run, folder: Path, tmp_path: Path) -> None:
    """None, a device, a name that is none."""
    for name in ("nothing.json", "/dev/zero", "a\0b"):
        refused(run("group", "report", str(folder), name), "cannot be used" if "/" not in name else "no regular file")
