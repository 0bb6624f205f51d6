"""What a teacher downloads from a quiz's report is read in any language, as CSV, TSV and JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.group.moodle_responses import LONGEST_ANSWER, BadResponses, Response, Responses, read_responses

HEADS = ["Last name", "First name", "Email address", "State", "Started on", "Completed", "Time taken", "Grade/30.00"]
ADA = ["Lovelace", "Ada", "ada@example.org", "Finished", "3 March 2026  9:00 AM", "3 March 2026  9:20 AM", "20 mins"]
BOB = ["Noyce", "Bob", "bob@example.org", "In progress", "3 March 2026  9:00 AM", "-", "-"]


def table(*rows: list[str], delimiter: str = ",", mark: bool = True) -> bytes:
    """Rows as Moodle downloads them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def answers(found: Responses) -> list[tuple[str, int, str]]:
    """As plain tuples."""
    return [(each.student, each.number, each.answer) for each in found.answers]


def test_a_download() -> None:
    """Names, numbers and answers; a dash is no answer."""
    heads = [*HEADS, "Response 1", "Response 2", "Response 3"]
    data = table(heads, [*ADA, "2.00", "9 472", "9472.0", "True"], [*BOB, "-", "(10, 3, 3, 3)\n", "-", ""])
    assert answers(read_responses(data)) == [
        ("Ada Lovelace", 1, "9 472"),
        ("Ada Lovelace", 2, "9472.0"),
        ("Ada Lovelace", 3, "True"),
        ("Bob Noyce", 1, "(10, 3, 3, 3)"),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Question", "Response", "Right answer"),
        ("Frage", "Antwort", "Richtige Antwort"),
        ("Question", "Réponse", "Bonne réponse"),
        ("Pregunta", "Respuesta", "Respuesta correcta"),
        ("問題", "解答", "正解"),
        ("Vpraš", "Odz", "Prav odz"),
        ("{} vapros", "{} odz", "{} prav"),
    ],
)
@pytest.mark.parametrize("shown", [(0, 1, 2), (1,), (0, 1), (1, 2)])
def test_columns_in_any_language(names: tuple[str, ...], shown: tuple[int, ...]) -> None:
    """The responses are found among the texts of the questions and the right answers."""
    cells = (("How many?", "How many more?"), ("10", "20"), ("10", "30"))
    other = (("How many?", "How many more?"), ("11", "-"), ("10", "30"))

    def heading(which: int, number: int) -> str:
        name = names[which]
        return name.format(number) if "{}" in name else f"{name} {number}"

    heads = [*HEADS, *(heading(which, number) for number in (1, 2) for which in shown)]
    rows = [
        [*who, "2", *(texts[which][place] for place in (0, 1) for which in shown)]
        for who, texts in ((ADA, cells), (BOB, other))
    ]
    read = read_responses(table(heads, *rows))
    told = [(each.prompt, each.right) for each in read.answers]
    first, second = ((cells[0][k] if 0 in shown else "", cells[2][k] if 2 in shown else "") for k in (0, 1))
    assert told == [first, second, first] and read.questions == 2 and read.is_told is (len(shown) > 1)
    found = answers(read)
    assert found == [("Ada Lovelace", 1, "10"), ("Ada Lovelace", 2, "20"), ("Bob Noyce", 1, "11")]


def test_other_files() -> None:
    """TSV, semicolons, JSON as Moodle writes it and UTF-16 say the same as CSV."""
    heads = [*HEADS, "Response 1", "Response 2"]
    rows = [[*ADA, "2", "1,024", "7"], [*BOB, "-", "-", "8"]]
    wanted = read_responses(table(heads, *rows))
    assert len(wanted.answers) == wanted.questions + 1 == 3
    for delimiter in ";\t":
        assert read_responses(table(heads, *rows, delimiter=delimiter, mark=False)) == wanted
    assert read_responses(table(heads, *rows, mark=False).decode().encode("utf-16")) == wanted
    keys = [head.lower().replace(" ", "") for head in heads]
    assert read_responses(json.dumps([[dict(zip(keys, row, strict=True)) for row in rows]]).encode()) == wanted


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("9472,0", "9472"),
        ("9.472,00", "9472"),
        ("9 472,0", "9472"),
        ("9,472", "9,472"),
        ("9472.0", "9472.0"),
        ("'=1+1", "=1+1"),
        ("'-5", "-5"),
        ("-5", "-5"),
        ("True", "True"),
        ("'t was", "'t was"),
        ("a  b\n c ", "a b c"),
        ("x" * 5000, "x" * LONGEST_ANSWER),
    ],
)
def test_cells(cell: str, answer: str) -> None:
    """Numbers of other countries, guards against formulas, lines."""
    (found,) = read_responses(table([*HEADS, "Response 1"], [*ADA, "2", cell])).answers
    assert found.answer == answer


def test_students() -> None:
    """Two of one name are told apart; of an attempt in several rows the first has the name; none is needed."""
    heads = [*HEADS[:3], "Response 1"]
    twins = table(heads, ["Li", "Wei", "a@x.org", "1"], ["Li", "Wei", "b@x.org", "2"], ["Li", "Wei", "a@x.org", "3"])
    ada, bob = "Wei Li (a@x.org)", "Wei Li (b@x.org)"
    assert [each.student for each in read_responses(twins).answers] == [ada, bob, ada]
    tries = table(heads, ["Li", "Wei", "a@x.org", "1"], ["", "", "", "2"])
    assert [each.student for each in read_responses(tries).answers] == ["Wei Li", "Wei Li"]
    assert read_responses(table(["Response 1"], ["7"])).answers == (Response("Student 1", 1, "7"),)
    coded = table(["Code", "Response 1"], ["K-17", "7"], ["K-18", "8"])
    assert [each.student for each in read_responses(coded).answers] == ["K-17", "K-18"]
    steered = table(heads, ["\x1b[31mLi\n", "Wei", "a@x.org", "1"])
    assert read_responses(steered).answers[0].student == "Wei Li"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"<html>", "page"),
        (b"\xff\xff\xff", "UTF-8"),
        (b"a\0b", "no text"),
        (b"[1,2]", "no list of attempts"),
        (b"[" * 50_000, "no JSON"),
        (table([*HEADS, "Response 1"]), "no answers"),
        (table([*HEADS, "Response 1"], [*ADA, "2", "-"]), "nobody"),
        (table([*HEADS, "Q. 1 /1.00", "Q. 2 /1.00"], [*ADA, "2", "1.00", "1.00"]), "no columns"),
        (table([*HEADS, "Question 1"], [*ADA, "2", "How?"]), "no responses"),
        (table([*HEADS, "Right answer 1"], [*ADA, "2", "7"]), "no responses"),
        (table([*HEADS, "Abc 1", "Xyz 1"], [*ADA, "2", "7", "8"]), "not clear"),
        (b"x" * 70_000_000, "larger"),
        (b"Response 1\n" + b"7\n" * 60_000, "rows"),
    ],
)
def test_refusals(data: bytes, said: str) -> None:
    """One sentence about what is the matter."""
    with pytest.raises(BadResponses, match=said) as caught:
        read_responses(data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    """Answers or BadResponses, whatever is read."""
    try:
        found = read_responses(data)
    except BadResponses:
        return
    assert all(each.number > 0 and each.answer and each.student for each in found.answers)
