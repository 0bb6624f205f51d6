"""The page as a file: complete, the same each time, without a request in it; an exam's has nothing that helps."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from questions.picture import picture_after
from questions.question import Reference
from questions.sets.recipe import Recipe
from questions.skills import SKILLS
from tests.architecture.loading import ROOT
from tests.exports.page_questions import many_questions
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.cli.chosen_set import recipe_source
from trainer.drawing.svg import draw_svg
from trainer.exports.contract import Became, Tally
from trainer.exports.html.page import PICTURED, page_data, policy, script_text, style_text, write
from trainer.exports.sheets import form_sheets, plain_sheet

ALL = many_questions()
SOME = ALL[:30]
FEW = ALL[::47]


class Parsed(HTMLParser):
    """The elements of a page with their attributes, and the text in those that hold one."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: str | None = None
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.texts[self._open][-1] += data

    @property
    def data(self) -> Any:
        """What the page's script reads."""
        return json.loads(self.texts["script"][0])


def test_complete() -> None:
    """Every question is there in its order, with its id, its reference, and all that explains it."""
    tally = Tally()
    data = page_data(sheet_of(ALL), tally)
    assert tally.counts == {Became.QUESTION: len(ALL)}
    assert [each["id"] for each in data["questions"]] == [question.id for question in ALL]
    for each, question in zip(data["questions"], ALL, strict=True):
        content = question.content
        assert Reference.parse(each["reference"]) == question.reference
        assert each["prompt"] == content.prompt
        assert each["hints"] == list(content.hints)
        assert [slip["id"] for slip in each["slips"]] == [slip.id for slip in content.misconceptions]
        assert [slip["feedback"] for slip in each["slips"]] == [slip.feedback for slip in content.misconceptions]
        told = {step["text"] for step in each["steps"]}
        assert all(step.sentence in told for step in content.explanation if not step.idle or step.result)
    letters = {len(question.content.symbols) for question in ALL} - {0}
    assert set(data["points"]) == {str(count) for count in letters}
    assert data["set"] == {"title": "Week 3", "version": "BDU9A-AAAAD-3UAUR", "form": ""}


def test_same_bytes_in_another_process() -> None:
    """The file depends on the sheet alone."""
    script = (
        "import sys; from trainer.cli.chosen_set import recipe_source; from questions.sets.recipe import Recipe;"
        "from trainer.exports.sheets import plain_sheet; from trainer.exports.html.page import write;"
        "from trainer.exports.contract import Tally; from tests.exports.test_html import SMALL;"
        "write(plain_sheet(recipe_source(SMALL)), sys.stdout.buffer, Tally())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {written(write, plain_sheet(recipe_source(SMALL)))}


SMALL = Recipe(tuple(SKILLS), (1, 2, 3), 8, 5)


def test_policy() -> None:
    """Only the script and the style that are there may run, and nothing may be fetched."""
    page = Parsed(written(write, sheet_of(FEW)))
    [meta] = [each for tag, each in page.elements if tag == "meta" and each.get("http-equiv")]
    script, style = page.texts["script"][1], page.texts["style"][0]
    assert meta["content"] == policy(style, script)
    rules = dict(rule.split(" ", 1) for rule in policy(style, script).split("; "))
    assert rules["default-src"] == "'none'"
    for name, text in (("script-src", script), ("style-src", style)):
        assert rules[name] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert rules["img-src"] == "data:"
    assert {tag for tag, _ in page.elements} <= {
        *("html", "head", "meta", "link", "title", "style", "body", "p", "script"),
    }
    assert [each for tag, each in page.elements if tag == "link"] == [{"rel": "icon", "href": "data:,"}]
    assert not any(each.get("src") for _, each in page.elements)
    assert not re.search(
        "innerHTML|outerHTML|insertAdjacent|document.write|eval\\(|Function\\(|fetch\\(|https?:", script
    )


def test_hostile_title() -> None:
    """A title is text wherever it stands."""
    page = Parsed(written(write, sheet_of(FEW, title=HOSTILE, form="B")))
    assert page.texts["title"] == [f"{HOSTILE} · form B"]
    assert len(page.texts["script"]) == 2
    assert page.data["set"]["title"] == HOSTILE
    assert page.data["heading"] == f"{HOSTILE} · form B"
    assert "img" not in page.texts
    assert written(write, sheet_of(FEW, title="\ud800\0\x1b[2J")).count(b"<script") == 2


def test_exam() -> None:
    """Neither a reference nor a skill, a misconception, a hint, a step or an answer is in an exam's file."""
    source = recipe_source(Recipe(tuple(SKILLS), (2,), 2 * len(SKILLS), 11), "Final")
    for sheet in form_sheets(source, 2, "0f1e2d3c", exam=True):
        page = written(write, sheet).decode()
        assert f"<title>Final · form {sheet.form}</title>" in page
        assert source.version not in page and "0f1e2d3c" not in page
        parsed = Parsed(page.encode())
        keys = {"number", "id", "kind", "prompt", "symbols", "choices"}
        assert parsed.data["points"] == {}
        for entry, each in zip(sheet.entries(), parsed.data["questions"], strict=True):
            content, reference = entry.question.content, entry.question.reference
            assert set(each) == keys
            assert each["id"] == entry.mark != entry.question.id
            hidden = [str(reference), reference.skill, entry.question.id, SKILLS[reference.skill].title]
            hidden += [slip.id for slip in content.misconceptions if "_" in slip.id]
            hidden += [*content.hints, *(step.sentence for step in content.explanation)]
            told = [text for text in hidden if text not in content.prompt]
            assert not [text for text in told if json.dumps(text, ensure_ascii=False)[1:-1] in page]


def test_pictures() -> None:
    """Each picture is the drawing, tag by tag; a page of many questions has none unless they are wanted."""
    data = page_data(sheet_of(SOME), Tally())
    seen = 0
    for each, question in zip(data["questions"], SOME, strict=True):
        scene = picture_after(question.content)
        assert ("after" in each) == (scene is not None)
        if scene is not None:
            seen += 1
            assert _tree(each["after"]["svg"]) == _tree(draw_svg(scene))
            assert each["after"]["alt"].startswith(scene.title)
    assert seen > 20
    many = [FEW[0]] * (PICTURED + 1)
    for sheet, wanted in (
        (sheet_of(many), False),
        (sheet_of(many[1:]), True),
        (sheet_of(many, pictures="on"), True),
        (sheet_of(FEW, pictures="off"), False),
    ):
        assert ("after" in page_data(sheet, Tally())["questions"][0]) == wanted


def _tree(svg: str) -> list[tuple[str, dict[str, str], str]]:
    return [(each.tag, each.attrib, (each.text or "").strip()) for each in ElementTree.fromstring(svg).iter()]  # noqa: S314


def test_sizes() -> None:
    """Thirty questions with pictures fit a mail; without pictures a question takes a few thousand bytes."""
    assert len(written(write, sheet_of(SOME))) < 1_200_000
    bare = written(write, sheet_of(ALL))
    assert len(bare) < 120_000 + 6_500 * len(ALL)


def test_everything_is_packaged() -> None:
    """The script has all its parts, none of them twice."""
    names = {path.stem for path in Path(ROOT, "trainer", "exports", "html").rglob("*.js")}
    from trainer.exports.html.page import APP, READER

    assert names == {*READER, *APP} and len(names) == len(READER + APP)
    assert script_text(READER + APP).isprintable() is False
    assert "@media print" in style_text()


@pytest.mark.parametrize(
    "file", sorted(Path(ROOT, "trainer", "exports", "html").rglob("*.[jc]s*")), ids=lambda p: p.name
)
def test_short_files(file: Path) -> None:
    """Scripts and styles have one idea each, too."""
    assert len(file.read_text("utf-8").splitlines()) < 250
