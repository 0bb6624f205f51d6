"""The log as text: nothing lost, nothing run by a spreadsheet, nothing hostile taken."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.making import at, chain, events, histories, review, undo
from tests.store.memory import MemoryStore
from trainer.domain import Event, Reset, Suspension
from trainer.store import Store
from trainer.store.exchange import COLUMNS, BadHistory
from trainer.store.history_files import FORMATS, read_history, write_history

names = st.sampled_from(["me", "Zoë", "a b", "=1+1", "'quoted", "小明"])
exchanged = st.lists(events.flatmap(lambda event: names.map(lambda name: replace(event, learner=name))), max_size=6)
EVERY_KIND: list[Event] = [
    review("1", 1, submission="", misconceptions=("flat", "bias"), setup=""),
    review("2", 2, submission="=1+1", setup="@SUM(A1)", replaces="1"),
    undo("3", 3, "1"),
    Suspension("4", "me", at(4), -90, "conv2d.parameters", suspended=True),
    Reset("5", "me", at(5), 0, "conv2d.parameters"),
]


def written(log: list[Event], form: str) -> str:
    file = io.StringIO(newline="")
    assert write_history(log, file, form) == len(log)
    return file.getvalue()


def read(text: str, form: str) -> list[Event]:
    return list(read_history(io.StringIO(text, newline=""), form))


@pytest.mark.parametrize("form", FORMATS)
@given(log=exchanged)
@settings(deadline=None)
def test_nothing_is_lost(form: str, log: list[Event]) -> None:
    """Events of all kinds, with any text in them, come back as they were, through a file in UTF-8."""
    text = written(log, form)
    assert read(text.encode("utf-8").decode("utf-8"), form) == log


@given(log=exchanged)
@settings(deadline=None)
def test_no_cell_is_a_formula(log: list[Event]) -> None:
    """No cell begins with what a spreadsheet takes for a formula."""
    for row in csv.reader(io.StringIO(written(log, "csv"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


def test_json_lines_are_ascii() -> None:
    """One object on each line, readable without knowing its encoding."""
    lines = written([review("1", prompt="3×3 — Größe\x1b\u2028")], "jsonl").splitlines()
    assert len(lines) == 1
    assert lines[0].isascii()
    assert json.loads(lines[0])["at"] == "2026-03-01T09:30:00Z"


@given(histories(), st.randoms(use_true_random=False), st.sampled_from(FORMATS))
@settings(max_examples=40, deadline=None)
def test_any_order_is_the_same_log(calls: list[list[Event]], random: Any, form: str) -> None:
    """Files with overlapping parts of a log, imported in any order and twice: the same log, the same cards."""
    log = list({event.id: event for call in calls for event in call}.values())
    expected = MemoryStore()
    expected.merge(log, chain)
    cuts = sorted(random.sample(range(len(log) + 1), k=min(2, len(log))))
    parts = [log[: cuts[-1]], log[cuts[0] :], log]
    random.shuffle(parts)
    for part in parts:
        random.shuffle(part)
    with TemporaryDirectory() as directory, Store.open(Path(directory) / "log.db") as store:
        for part in (*parts, parts[0]):
            merged = store.merge(read(written(part, form), form), chain)
            assert merged.conflicts == ()
        assert list(store.events("me")) == list(expected.events("me"))
        assert store.cards("me") == store.rebuild("me", chain) == expected.cards("me")
        assert store.verify("me") == []


def changed_json(change: Callable[[dict[str, Any]], object]) -> str:
    record = json.loads(written([EVERY_KIND[0]], "jsonl"))
    change(record)
    return json.dumps(record) + "\n"


HOSTILE: dict[str, tuple[str, str]] = {
    "no JSON": ("{", "Line 1 of the file is not JSON"),
    "no object": ("[1, 2]\n", "not a JSON object"),
    "deep": ("[" * 200_000, "not JSON"),
    "digits": ('{"level": ' + "9" * 100_000 + "}", "not JSON"),
    "after an empty line": (written(EVERY_KIND, "jsonl") + "\n{", "Line 7 of the file is not JSON"),
    "a second mark": ("\ufeff\ufeff" + written(EVERY_KIND, "jsonl"), "Line 1 of the file is not JSON"),
    "no kind": (changed_json(lambda record: record.pop("kind")), "kind"),
    "kind": (changed_json(lambda record: record.update(kind=["review"])), "kind"),
    "missing": (changed_json(lambda record: record.pop("prompt")), "no prompt"),
    "more": (changed_json(lambda record: record.update(more=1)), "a field that a review does not have"),
    "text for a number": (changed_json(lambda record: record.update(level="2")), "level"),
    "truth for a number": (changed_json(lambda record: record.update(hints=True)), "hints"),
    "fraction": (changed_json(lambda record: record.update(level=2.0)), "level"),
    "not a number": (changed_json(lambda record: record.update(level=float("nan"))), "level"),
    "null": (changed_json(lambda record: record.update(prompt=None)), "prompt"),
    "nested": (changed_json(lambda record: record.update(misconceptions=[["x"]])), "misconceptions"),
    "outcome": (changed_json(lambda record: record.update(outcome="fine")), "a value that no event has"),
    "rating": (changed_json(lambda record: record.update(rating=5)), "a value that no event has"),
    "level": (changed_json(lambda record: record.update(level=0)), "a value that no event has"),
    "huge": (changed_json(lambda record: record.update(taken_ms=10**30)), "a value that no event has"),
    "offset": (changed_json(lambda record: record.update(utc_offset=1441)), "a value that no event has"),
    "time": (changed_json(lambda record: record.update(at="2026-02-30T00:00:00Z")), "a value that no event has"),
    "a year before clocks": (
        changed_json(lambda record: record.update(at="0001-01-01T00:00:00Z")),
        "a value that no event has",
    ),
    "a year after dates": (
        changed_json(lambda record: record.update(at="9999-12-31T23:59:00Z")),
        "a value that no event has",
    ),
    "local time": (changed_json(lambda record: record.update(at="2026-02-20T00:00:00+01:00")), "a value that no event"),
    "id": (changed_json(lambda record: record.update(id="\x1b[2J")), "a value that no event has"),
    "learner": (changed_json(lambda record: record.update(learner="x\x1b[2J")), "name"),
    "long learner": (changed_json(lambda record: record.update(learner="x" * 41)), "name"),
    "changed": (changed_json(lambda record: record.update(submission="281")), "does not match its digest"),
    "digest": (changed_json(lambda record: record.update(digest="0" * 64)), "does not match its digest"),
}
HOSTILE_CSV: dict[str, tuple[str, str]] = {
    "empty": ("", "columns"),
    "other columns": ("name,address\n1,2\n", "columns"),
    "a column less": ("kind,id\n", "columns"),
    "a column twice": (",".join((*COLUMNS, "id")) + "\n", "columns"),
    "a cell less": (written(EVERY_KIND, "csv").rpartition(",")[0] + "\r\n", "too many or too few cells"),
    "kind": (written(EVERY_KIND, "csv").replace("\r\nundo,", "\r\nundid,"), "kind"),
    "a cell of another kind": (written(EVERY_KIND, "csv").replace("\r\nundo,", "\r\nreset,"), "a cell that a reset"),
    "number": (written(EVERY_KIND, "csv").replace(",60,", ",sixty,"), "utc_offset"),
    "full width": (written(EVERY_KIND, "csv").replace(",60,", ",６０,"), "utc_offset"),
    "list": (written(EVERY_KIND, "csv").replace('"[""flat"", ""bias""]"', "flat"), "misconceptions"),
    "quote": ('"' + ",".join(COLUMNS), "CSV"),
    "separators mixed": (written(EVERY_KIND, "csv").replace(",", ";", 5), "columns"),
    "only a separator": ("sep=,\r\n", "columns"),
    "a line further on": ("sep=,\r\n" + written(EVERY_KIND, "csv").replace("\r\nundo,", "\r\nundid,"), "Line 5"),
    "changed": (written(EVERY_KIND, "csv").replace("12345", "12346"), "digest"),
}


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        *(pytest.param("jsonl", *case, id=f"jsonl {name}") for name, case in HOSTILE.items()),
        *(pytest.param("csv", *case, id=f"csv {name}") for name, case in HOSTILE_CSV.items()),
    ],
)
def test_hostile_files(form: str, text: str, words: str) -> None:
    """One sentence that names the line; nothing of the file is quoted, nothing of it is kept."""
    store = MemoryStore()
    with pytest.raises(BadHistory, match=words) as caught:
        store.merge(read_history(io.StringIO(text, newline=""), form), chain)
    told = str(caught.value)
    assert told.endswith("Nothing was imported.")
    assert told.isprintable()
    assert len(told) < 150
    assert list(store.events("me")) == []


@pytest.mark.parametrize("form", FORMATS)
def test_an_endless_line(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end."""
    monkeypatch.setattr("trainer.store.history_files.LONGEST", 1000)
    text = written([review("1", prompt="p" * 2000)], form)
    with pytest.raises(BadHistory, match="longer than"):
        read(text, form)


@given(st.binary(max_size=300), st.sampled_from(FORMATS))
@settings(deadline=None)
def test_any_bytes(content: bytes, form: str) -> None:
    """Whatever the file holds: events, or one sentence."""
    file = io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")
    try:
        assert list(read_history(file, form)) == []
    except BadHistory as error:
        assert str(error).isprintable()


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_damaged_file(data: st.DataObject) -> None:
    """Some character of a history is another one, or missing: it is refused, or reads as before."""
    form = data.draw(st.sampled_from(FORMATS))
    text = written(EVERY_KIND, form)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.sampled_from(["", "0", ",", '"', "'", "\n", "\x00", "ä"])) + text[place + 1 :]
    try:
        taken = read(changed, form)
    except BadHistory:
        return
    assert taken in (EVERY_KIND, EVERY_KIND[:-1])


def test_a_spreadsheets_mark() -> None:
    """A mark of the byte order, which spreadsheets put in front, and columns in another order do no harm."""
    text = written(EVERY_KIND, "csv")
    assert read("\ufeff" + text, "csv") == EVERY_KIND
    rows = list(csv.reader(io.StringIO(text, newline="")))
    swapped = io.StringIO(newline="")
    csv.writer(swapped).writerows(row[::-1] for row in rows)
    assert read(swapped.getvalue(), "csv") == EVERY_KIND


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("told", [True, False])
def test_saved_again_by_a_spreadsheet(separator: str, told: bool) -> None:
    """Its own separator, told in a first line or not, truth in capitals, empty rows and a mark in front do no harm."""
    rows = list(csv.reader(io.StringIO(written(EVERY_KIND, "csv"), newline="")))
    saved = io.StringIO(newline="")
    saved.write("\ufeff" + (f"sep={separator}\r\n" if told else ""))
    again = csv.writer(saved, delimiter=separator)
    again.writerows([cell.upper() if cell in ("true", "false") else cell for cell in row] for row in rows)
    again.writerow([""] * len(COLUMNS))
    saved.write("\r\n")
    assert read(saved.getvalue(), "csv") == EVERY_KIND


def test_saved_again_by_an_editor() -> None:
    """JSON lines with a mark in front, other line ends and empty lines are the same events."""
    text = written(EVERY_KIND, "jsonl")
    assert read("\ufeff" + text.replace("\n", "\r\n") + "\r\n \n", "jsonl") == EVERY_KIND
