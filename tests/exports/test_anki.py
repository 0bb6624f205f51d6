"""Decks in Anki itself: notes arrive whole, are updated and never doubled, and what was learned stays."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from questions.generator import question_bias
from questions.question import Reference
from questions.sets.recipe import Recipe, chosen_skills
from questions.skills import SKILLS
from questions.submission import AnswerKind
from tests.exports.sheets import HOSTILE, sheet_of, written
from tests.helpers.programs import missing
from trainer.cli.chosen_set import recipe_source
from trainer.exports import anki, anki_note, anki_text, content_dates
from trainer.exports.anki_note import FIELDS, note_guid, text_guid
from trainer.exports.contract import Became, Tally
from trainer.exports.sheets import plain_sheet

SOURCE = recipe_source(Recipe(chosen_skills(), (1, 2, 3), 47, 5), "Week 3")
QUESTIONS = list(SOURCE.questions())


def test_dates_follow_content() -> None:
    """If this fails, what notes say has changed: run `python -m trainer.exports.content_dates`."""
    dates = content_dates._dates()
    assert list(dates) == list(SKILLS)
    assert {skill: found["digest"] for skill, found in dates.items()} == {
        skill: content_dates.digest(skill) for skill in SKILLS
    }


def test_fields_are_for_ever() -> None:
    """Another list of fields, or another identity, would make every note in the world a new one."""
    assert (
        *("Id", "Question", "Choices", "Answer", "Shown answer", "Picture before", "Picture", "Steps", "Mistakes"),
        *("Hints", "Reference", "Spare 1", "Spare 2", "Spare 3", "Spare 4"),
    ) == FIELDS
    assert anki.MODEL_ID == 1_607_392_319
    reference = Reference.parse("conv2d.parameters/v1/2/42")
    assert note_guid(reference) == "convdrill-51bf7658261c22362d04"
    assert text_guid(reference) == "convdrill-text-51bf7658261c22362d04"


def test_identity_is_of_the_reference() -> None:
    """No two questions share one, and it has no other source."""
    assert len({note_guid(question.reference) for question in QUESTIONS}) == len(QUESTIONS)


def test_no_identity_is_in_both_formats() -> None:
    """Anki takes no note whose identity another type of notes has already."""
    lines = written(anki_text.write, plain_sheet(SOURCE)).decode().splitlines()
    heads = [line for line in lines if line.startswith("#")]
    assert len(heads) == len(set(heads)) == 6
    found = {line.split("\t")[0] for line in lines[len(heads) :]}
    assert len(found) == len(QUESTIONS)
    assert not found & {note_guid(question.reference) for question in QUESTIONS}


def test_variants() -> None:
    """So many notes of each question, all with numbers of their own, the first ones being the set's."""
    questions = list(anki.variants(sheet_of(QUESTIONS[:10], variants=4)))
    assert questions[:10] == QUESTIONS[:10]
    assert len({question.identity for question in questions}) == 40
    for turn in range(4):
        for question, like in zip(questions[turn * 10 :], QUESTIONS[:10], strict=False):
            assert question.reference.skill == like.reference.skill
            assert question.reference.level == like.reference.level


def test_variants_of_few() -> None:
    """Where a skill has fewer questions at a level than asked for, each is there once, and the rest is told."""
    few = [*recipe_source(Recipe(("conv3d.formula",), (1,), 2, 5)).questions()]
    tally = Tally()
    questions = [*anki.variants(sheet_of(few, variants=100), tally)]
    assert len({question.identity for question in questions}) == len(questions) < 100
    assert tally.counts[Became.LEFT_OUT] == tally.reasons.total() == 200 - len(questions)


def test_variants_keep_the_bias() -> None:
    """Of a set about layers without bias they have none either."""
    few = [*recipe_source(Recipe(("conv2d.parameters",), (1,), 2, 5, bias=False)).questions()]
    assert {question_bias(question) for question in anki.variants(sheet_of(few, variants=20))} == {False}


@pytest.mark.parametrize("title", ["a::b", "a:::b::::c", "::a::", "a:\u200b:\x01:b", "::::"])
def test_one_deck(title: str, tmp_path: Path) -> None:
    """Whatever its title, a set is one deck below that of the program."""
    name = anki_note.deck_title(sheet_of(QUESTIONS[:1], title=title))
    assert name and "::" not in name
    text = written(anki_text.write, sheet_of(QUESTIONS[:1], title=title)).decode()
    assert f"#deck:convdrill::{name}\n" in text
    with zipfile.ZipFile(io.BytesIO(written(anki.write, sheet_of(QUESTIONS[:1], title=title)))) as archive:
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        decks = json.loads(database.execute("SELECT decks FROM col").fetchone()[0])
    assert f"convdrill::{name}" in [deck["name"] for deck in decks.values()]


def test_headers_stand_once() -> None:
    """Of the text for Anki."""
    lines = written(anki_text.write, sheet_of(QUESTIONS[:1])).decode().splitlines()
    heads = [line.partition(":")[0] for line in lines if line.startswith("#")]
    assert heads == ["#separator", "#html", "#notetype", "#deck", "#guid column", "#tags column"]


def _python() -> str:
    named = os.environ.get("CONVDRILL_ANKI")
    if named:
        return named
    if find_spec("anki") is None:
        missing("Anki is not installed (extra clients)")
    return sys.executable


def _in_anki(folder: Path, *files: tuple[str, bytes]) -> dict[str, Any]:
    """What Anki says after importing these files, one after the other."""
    for name, data in files:
        (folder / name).write_bytes(data)
    (folder / "collection").mkdir()
    ran = subprocess.run(
        [_python(), Path(__file__).with_name("anki_peer.py"), folder / "collection", *(folder / n for n, _ in files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout[ran.stdout.index("{") :])
    return told


@pytest.mark.clients
def test_a_deck_arrives(tmp_path: Path) -> None:
    """All notes are there, in order, sound and whole: question, answer, pictures, tags."""
    told = _in_anki(tmp_path, ("week.apkg", written(anki.write, plain_sheet(SOURCE))))
    assert told["imports"][0]["new"] == told["imports"][0]["found"] == len(QUESTIONS)
    assert told["sound"] and told["problems"] == "Database rebuilt and optimized."
    assert "convdrill::Week 3" in told["decks"]
    assert told["missing"] == [] and told["unused"] == []
    assert [card["due"] for card in told["cards"]] == sorted({card["due"] for card in told["cards"]})
    cards = {card["guid"]: card for card in told["cards"]}
    for question in QUESTIONS:
        card = cards[note_guid(question.reference)]
        assert card["fields"] == dict(zip(FIELDS, anki_note.note_fields(question)[0], strict=True))
        assert question.id in card["question"]
        assert str(question.reference) in card["answer"] and str(question.reference) not in card["question"]
        typed = question.content.kind is not AnswerKind.FORMULA
        assert ("[[type:Answer]]" in card["question"]) is typed
        assert f"skill:{question.reference.skill}" in card["tags"]


@pytest.mark.clients
def test_a_later_version_updates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the content replaces that of its notes, makes no new ones and keeps what was learned."""
    first = written(anki.write, plain_sheet(SOURCE))
    fields, dates = anki_note.note_fields, content_dates.modified
    changed = QUESTIONS[0].reference.skill

    def mended(question: Any) -> Any:
        values, pictures = fields(question)
        if question.reference.skill == changed:
            values[1] += "<p>Mended</p>"
        return values, pictures

    monkeypatch.setattr(anki, "note_fields", mended)
    monkeypatch.setattr(anki, "modified", lambda skill: dates(skill) + 86_400 * (skill == changed))
    second = written(anki.write, plain_sheet(SOURCE))
    told = _in_anki(tmp_path, ("first.apkg", first), ("again.apkg", first), ("second.apkg", second))
    of_skill = sum(question.reference.skill == changed for question in QUESTIONS)
    assert told["imports"][1]["updated"] == told["imports"][1]["new"] == 0
    assert told["imports"][2]["updated"] == of_skill and told["imports"][2]["new"] == 0
    assert len(told["cards"]) == len(QUESTIONS)
    assert sum("Mended" in card["question"] for card in told["cards"]) == of_skill
    assert sum(card["reps"] for card in told["cards"]) == 10
    assert told["sound"]


@pytest.mark.clients
def test_text_arrives_and_updates(tmp_path: Path) -> None:
    """The text makes Basic notes; a second import changes them and doubles none."""
    data = written(anki_text.write, plain_sheet(SOURCE))
    told = _in_anki(tmp_path, ("week.txt", data), ("again.txt", data.replace(b"is what you get if", b"comes if")))
    assert told["imports"][0]["new"] == len(QUESTIONS)
    assert told["imports"][1]["new"] == 0 and told["imports"][1]["updated"] > 0
    assert {card["guid"] for card in told["cards"]} == {text_guid(each.reference) for each in QUESTIONS}
    assert "convdrill::Week 3" in told["decks"]
    assert all("skill:" in " ".join(card["tags"]) for card in told["cards"])


@pytest.mark.clients
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_formats_side_by_side(tmp_path: Path, order: tuple[int, int]) -> None:
    """Who has imported a set as one of them can import it as the other, too."""
    sheet = plain_sheet(SOURCE)
    files = ("week.apkg", written(anki.write, sheet)), ("week.txt", written(anki_text.write, sheet))
    told = _in_anki(tmp_path, *(files[place] for place in order))
    assert [each["new"] for each in told["imports"]] == [len(QUESTIONS)] * 2
    assert not any(each["conflicting"] or each["duplicate"] for each in told["imports"])
    assert len(told["cards"]) == 2 * len(QUESTIONS) and told["sound"]


@pytest.mark.clients
def test_a_hostile_title_is_a_name(tmp_path: Path) -> None:
    """It names the deck and nothing else."""
    sheet = sheet_of(QUESTIONS[:3], title=HOSTILE)
    told = _in_anki(tmp_path, ("a.apkg", written(anki.write, sheet)), ("a.txt", written(anki_text.write, sheet)))
    assert told["imports"][0]["new"] == told["imports"][1]["found"] == 3
    assert any("{{c1:x}}" in deck for deck in told["decks"])
