"""Files of results are read strictly, and their schema says the same."""

from __future__ import annotations

import copy
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from questions.data import read_data
from questions.sets.strict_json import BadJson, read_json
from tests.group.hostile_results import EXAM, GOOD, NAMES, hostile_files
from tests.group.students import as_file
from trainer.group.errors import BadFile
from trainer.group.exam_key import read_key
from trainer.group.results_file import read_results

SCHEMA = Draft202012Validator(
    json.loads(read_data("schemas/results.schema.json")), format_checker=Draft202012Validator.FORMAT_CHECKER
)
HOSTILE = [*hostile_files()]
UNSEEN = ("2026-13", "2026-02-30", "T25", "larger", "too many tries")
"""What no schema can know: the calendar, how long a file is, what comes how often."""


def test_good_files() -> None:
    """Practice and an exam: everything is there."""
    for document in (GOOD, EXAM):
        SCHEMA.validate(document)
        read = read_results(as_file(document), "ada.json")
        assert (read.name, read.student, read.title, read.form) == ("ada.json", "Ada", "Week 3", "")
        assert read.is_exam is (document is EXAM)
        assert [answer.text for answer in read.answers] == [each["answer"] for each in document["answers"]]
        assert [answer.correct for answer in read.answers] == [each["correct"] for each in document["answers"]]
        assert [str(answer.reference) for answer in read.answers] == [
            each.get("reference", "None") for each in document["answers"]
        ]


@pytest.mark.parametrize("data", [data for _, data in HOSTILE], ids=[what for what, _ in HOSTILE])
def test_hostile_files(data: bytes) -> None:
    """One sentence; what is a JSON document, the schema refuses as well."""
    with pytest.raises(BadFile) as caught:
        read_results(data, "x.json")
    assert re.fullmatch(r"[^\n]{5,400}", str(caught.value))
    try:
        document = read_json(data, 100)
    except BadJson:
        return
    what = {each: name for name, each in HOSTILE}[data]
    if not any(word in what for word in UNSEEN):
        assert not SCHEMA.is_valid(document), what


@pytest.mark.parametrize("name", NAMES)
def test_names_are_cleaned(name: str) -> None:
    """On one line, without controls and what cannot be seen; markup is text."""
    document = copy.deepcopy(GOOD) | {"student": name}
    document["set"] = GOOD["set"] | {"title": name}
    read = read_results(as_file(document), "x.json")
    for cleaned in (read.student, read.title):
        assert cleaned.isprintable() and cleaned.strip()
    assert read_results(as_file(copy.deepcopy(GOOD) | {"student": "\x1b[31m\u202e\n"}), "x").student == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(NAMES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, *GOOD["answers"][0]]), inner),
    max_leaves=8,
)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes(data: bytes) -> None:
    """Neither a file nor a key, and never anything but one sentence."""
    for read in (lambda: read_results(data, "x"), lambda: read_key(data)):
        with pytest.raises(BadFile, match=r"^[^\n]+$"):
            read()


@given(st.sampled_from([*GOOD["answers"][0]]), JSON)
def test_any_field(field: str, value: object) -> None:
    """Reader and schema agree about every value of a field, and what is taken is of its type."""
    document = copy.deepcopy(GOOD)
    document["answers"][1][field] = value
    try:
        read_results(as_file(document), "x")
    except BadFile:
        assert not SCHEMA.is_valid(document)
    else:
        SCHEMA.validate(document)
