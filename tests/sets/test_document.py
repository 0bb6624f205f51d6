"""A set as a file: written, read, altered, hostile."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from questions.data import read_data
from questions.question import Reference
from questions.sets.document import (
    answer_text,
    document_bytes,
    read_set,
    read_undrawn,
    set_document,
    write_set,
)
from questions.sets.drawing import draw_set
from questions.sets.editing import Changes, edited
from questions.sets.errors import SetError
from questions.sets.question_set import BadSet, QuestionSet
from questions.sets.recipe import Recipe
from questions.sets.titles import clean_title, is_title
from questions.submission import Unreadable, read_submission
from tests.sets.hostile import GOOD, good_document, hostile_files
from tests.sets.recipes import IDS, SOME, recipes

SCHEMA = Draft202012Validator(json.loads(read_data("schemas/set.schema.json")))
HOSTILE = [*hostile_files()]
TITLES = st.text(min_size=1, max_size=200).map(clean_title).filter(bool)


@settings(max_examples=15, deadline=None)
@given(recipes(most=25), TITLES)
def test_round_trip(recipe: Recipe, title: str) -> None:
    """What is written is read as the same set, with nothing to note; the bytes are the same each time."""
    try:
        made = QuestionSet.drawn(title, recipe)
    except SetError:
        return
    data = write_set(made)
    SCHEMA.validate(json.loads(data))
    read = read_set(data)
    assert (read.set, read.notes) == (made, ())
    assert write_set(read.set) == data
    for reference, question in zip(made.references, read.set.questions(), strict=True):
        assert Reference.parse(str(reference)) == question.reference


def test_every_kind_of_answer_is_exact_text() -> None:
    """Each answer is read by our own reader as what it is; numbers are digits."""
    for question in QuestionSet.drawn("All", Recipe(IDS, (1, 2, 3), 94, 3)).questions():
        content = question.content
        text = answer_text(content.kind, content.answer)
        read = read_submission(content.kind, text, symbols=content.symbols, choices=content.choices)
        assert not isinstance(read, Unreadable)
        assert read.value == content.answer or content.kind.value == "formula"
        assert content.kind.value != "integer" or text.isdigit()


def test_an_edited_set_travels_as_its_references() -> None:
    """No code in it; the same set again."""
    made = QuestionSet("Mine", GOOD.references[::-1])
    document = json.loads(write_set(made))
    assert document["code"] is None
    SCHEMA.validate(document)
    assert read_set(write_set(made)).set == made


def test_an_exam_tells_nothing() -> None:
    """Neither references nor answers nor what the set is; and it cannot be read as a set."""
    marks = [f"MARK{number:04}".replace("0", "Z").replace("1", "Y") for number in range(len(GOOD.references))]
    document = set_document("Exam", GOOD.recipe, GOOD.questions(), True, marks=marks, form="B")
    SCHEMA.validate(document)
    text = json.dumps(document)
    for secret in (*map(str, GOOD.references), GOOD.id, GOOD.code, *(each.question_id for each in GOOD.references)):
        assert secret is not None and secret not in text
    assert [each["id"] for each in document["questions"]] == marks
    assert not {"reference", "answer"} & {*document["questions"][0]}
    with pytest.raises(BadSet, match="it is an exam"):
        read_set(document_bytes(document))


@pytest.mark.parametrize("data", [data for _, data in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_hostile(data: bytes) -> None:
    """One sentence each."""
    with pytest.raises(BadSet) as caught:
        read_set(data)
    told = str(caught.value)
    assert 10 < len(told) < 400 and "\n" not in told and told.isprintable()


def test_there_are_enough_of_them() -> None:
    """Each file another one."""
    assert len(HOSTILE) >= 200
    assert len({data for _, data in HOSTILE}) > len(HOSTILE) - 5


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_is_refused_or_mended(data: st.DataObject) -> None:
    """Whatever is put anywhere: a sentence, or a set of the program's own questions.

    What the schema does not allow is refused, or at least told.
    """
    document = good_document()
    place: Any = document
    while True:
        keys = [*place] if isinstance(place, dict) else [*range(len(place))]
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[key]
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )
    place[key] = data.draw(values | st.sampled_from(["bias.effect/v1/1/5", "BDU9A-AAAAD-9EPE3", "convdrill-exam"]))
    try:
        read = read_set(json.dumps(document).encode())
    except BadSet as error:
        assert "\n" not in str(error)
    else:
        assert read.notes or SCHEMA.is_valid(document)
        SCHEMA.validate(json.loads(write_set(read.set)))
        assert read_set(write_set(read.set)).notes == ()


@pytest.mark.parametrize("field", ["id", "prompt", "answer_kind", "answer", "choices", "symbols"])
def test_altered_text_is_told(field: str) -> None:
    """The program's own text is used, and the numbers of the questions are named."""
    document = good_document()
    for place in (1, 4):
        document["questions"][place][field] = ["x"] if field in ("choices", "symbols") else "x"
    read = read_set(json.dumps(document).encode())
    assert read.set == GOOD
    assert read.notes == ("the text of questions 2, 5 was altered in the file; the program's own text is used",)


def test_many_altered_questions_are_counted() -> None:
    """Ten are named, the others counted."""
    made = QuestionSet.drawn("All", Recipe(IDS, (1,), 12, 3))
    document = set_document(made.title, made.recipe, made.questions())
    for each in document["questions"]:
        each["answer"] = "0"
    (note,) = read_set(json.dumps(document).encode()).notes
    assert note.startswith("the text of questions 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 others was altered")


@pytest.mark.parametrize("code", ["", "BDU9A-AAAAD-9EPE3", "BDT2A-AAAAR-GJCJB", "x\x1b[31m", "<script>", "\ud800"])
def test_a_code_that_draws_other_questions_is_left_out(code: str) -> None:
    """A code is kept only if it really draws these references."""
    document = good_document() | {"code": code}
    read = read_set(json.dumps(document).encode())
    assert read.set == QuestionSet(GOOD.title, GOOD.references)
    assert len(read.notes) == 1 and "its code" in read.notes[0] and "left out" in read.notes[0]


@pytest.mark.parametrize("place", range(len(GOOD.references)))
def test_one_other_question_and_the_code_is_gone(place: int) -> None:
    """Wherever it stands."""
    changed = edited(GOOD, Changes(replace=(place + 1,)))
    document = json.loads(write_set(changed)) | {"code": GOOD.code}
    read = read_set(json.dumps(document).encode())
    assert (read.set, read.notes) == (changed, ("its code draws other questions and was left out",))


def test_a_code_of_another_order_is_left_out() -> None:
    """The same questions in another order are another set."""
    document = good_document()
    document["questions"] = [each | {"number": number} for number, each in enumerate(document["questions"][::-1], 1)]
    read = read_set(json.dumps(document).encode())
    assert read.set.code is None
    assert read.notes == (
        "its code draws other questions and was left out",
        "its questions are not the ones that its id was made of",
    )


@pytest.mark.parametrize(
    ("given_title", "kept"),
    [
        ("\x1b[31mWeek\x1b[0m 3", "Week 3"),
        ("\x1b]0;pwned\x07Week 3", "Week 3"),
        ("\x1b]8;;http://x\x1b\\Week 3\x1b]8;;\x1b\\", "Week 3"),
        ("Week\n\n3\t", "Week 3"),
        ("Week\u202e 3\u2066", "Week 3"),
        ("\x9b31mWeek 3", "Week 3"),
        ("Week\ud800 3", "Week 3"),
        ("  Week  3", "Week 3"),
        ("Week\x00 3\x7f", "Week 3"),
    ],
)
def test_titles_are_cleaned(given_title: str, kept: str) -> None:
    """What cannot be shown is taken out, and told."""
    read = read_set(json.dumps(good_document() | {"title": given_title}).encode())
    assert read.set.title == kept
    assert read.notes == ("signs that cannot be shown were taken out of its title",)


@pytest.mark.parametrize(
    "title",
    ["../../etc/passwd", "</script><script>alert(1)</script>", "[bold]x[/]", "=cmd|' /C calc'!A0", "]]>", "{{c1::x}}"],
)
def test_markup_stays_text(title: str) -> None:
    """It is a title like any other."""
    read = read_set(json.dumps(good_document() | {"title": title}).encode())
    assert (read.set.title, read.notes) == (title, ())


def test_a_byte_order_mark_is_no_harm() -> None:
    """Some editors put it in front."""
    assert read_set(b"\xef\xbb\xbf" + write_set(GOOD)).set == GOOD


def test_another_title() -> None:
    """It stands in for the file's, however that is."""
    data = json.dumps(good_document() | {"title": "\x1b[2J"}).encode()
    assert read_set(data, "Mine").set.title == "Mine"
    with pytest.raises(BadSet):
        read_set(data, "a\nb")


def test_questions_of_another_version() -> None:
    """They are refused with their number; what does not draw them can be edited still."""
    document = copy.deepcopy(good_document())
    document["questions"][3]["reference"] = "conv2d.parameters/v77/1/5"
    data = json.dumps(document).encode()
    with pytest.raises(BadSet, match=r"question 4: conv2d\.parameters/v77/1/5 was drawn by version 77"):
        read_set(data)
    undrawn = read_undrawn(data)
    assert undrawn.references[3].version == 77 and len(undrawn.references) == 6


@given(st.text(max_size=40))
def test_clean_titles_are_titles(text: str) -> None:
    """Or empty; and cleaning twice is cleaning once."""
    cleaned = clean_title(text)
    assert not cleaned or is_title(cleaned)
    assert clean_title(cleaned) == cleaned


def test_ids_tell_sets_apart() -> None:
    """By questions and their order, not by the title."""
    ids = {QuestionSet.drawn("a", recipe).id for recipe in SOME}
    assert len(ids) == len(SOME)
    assert QuestionSet("b", GOOD.references).id == GOOD.id != QuestionSet("b", GOOD.references[::-1]).id


@pytest.mark.parametrize(
    ("title", "references"),
    [
        ("", GOOD.references),
        ("a\nb", GOOD.references),
        ("x" * 201, GOOD.references),
        ("a", ()),
        ("a", GOOD.references * 2),
    ],
)
def test_no_set(title: str, references: tuple[Reference, ...]) -> None:
    """What cannot be one is refused when it is made."""
    with pytest.raises(BadSet):
        QuestionSet(title, references)


def test_too_many_for_a_set() -> None:
    """An export draws more; nothing is drawn before that is said."""
    with pytest.raises(BadSet, match="1 to 5,000"):
        QuestionSet.drawn("a", Recipe(IDS, (1,), 5_001, 1))
    assert next(iter(draw_set(Recipe(IDS, (1,), 5_001, 1)))) is not None
