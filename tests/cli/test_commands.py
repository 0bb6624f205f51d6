"""`question`, `skills`, `stats`, `practice --plain`, and what all commands share."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from questions.question import Reference
from questions.skills import SKILLS
from tests.cli.conftest import Run
from trainer.domain import Review
from trainer.scheduling.cards import fold
from trainer.store.store import Store

LAYER_KEYS = {
    "type",
    "rank", "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias",
    "input_shape",
}  # fmt: skip


def test_a_question_as_json(run: Run) -> None:
    """Without `--answer` it holds nothing that gives the answer away; with it, everything."""
    words = ("question", "--skill", "conv2d.parameters", "--level", "2", "--seed", "5", "--json")
    bare = json.loads(run(*words).out)
    assert set(bare) == {"id", "reference", "skill", "level", "prompt", "answer_kind", "choices", "layer"}
    assert set(bare["layer"]) == LAYER_KEYS
    full = json.loads(run(*words, "--answer").out)
    assert set(full) - set(bare) == {"answer", "misconceptions", "explanation", "steps", "proof"}
    assert {key: full[key] for key in bare} == bare
    assert set(full["proof"]) == {"pytorch", "keras"}
    assert all(set(slip) == {"id", "value", "feedback"} for slip in full["misconceptions"])


def test_a_reference_recreates_its_question(run: Run) -> None:
    """What was drawn is drawn again from the reference alone."""
    drawn = [json.loads(line) for line in run("question", "--seed", "8", "--count", "12", "--json").out.splitlines()]
    assert len({document["id"] for document in drawn}) == 12
    for document in drawn:
        assert json.loads(run("question", document["reference"], "--json").out) == document


@pytest.mark.parametrize(("bias", "value"), [("on", True), ("off", False)])
def test_the_bias_filter(run: Run, bias: str, value: bool) -> None:
    """`--bias` keeps only such layers."""
    out = run("question", "--skill", "conv3d.parameters", "--bias", bias, "--count", "20", "--json", "--seed", "1").out
    assert {json.loads(line)["layer"]["bias"] for line in out.splitlines()} == {value}


def test_a_page_for_people(run: Run) -> None:
    """Prompt and id; with `--answer` the steps, the mistakes, the proof and the reference."""
    plain = run("question", "conv2d.parameters/v1/1/42")
    assert Reference.parse("conv2d.parameters/v1/1/42").question_id in plain.out
    full = run("question", "conv2d.parameters/v1/1/42", "--answer")
    for part in (
        "Answer: ",
        "1. ",
        "is what you get if",
        "PyTorch: ",
        "Keras: ",
        "Reference: conv2d.parameters/v1/1/42",
    ):
        assert part in full.out
    assert max(len(line) for line in full.out.splitlines() if "ras:" not in line and "PyTorch:" not in line) <= 88


@pytest.mark.parametrize(
    "words",
    [
        ("question", "--level", "4"),
        ("question", "--level", "x"),
        ("question", "--count", "0"),
        ("question", "--seed", "-1"),
        ("question", "--skill", "conv2d"),
        ("question", "conv2d.parameters/v1/1/42", "--seed", "3"),
        ("question", "nonsense"),
        ("question", "--skill", "bias.effect", "--bias", "off"),
        ("practice", "--limit", "0", "--plain"),
        ("practice", "--skill", "nothing", "--plain"),
        ("nonsense",),
        ("--nonsense",),
        ("stats", "--database", ""),
        ("stats", "--database", "mysql://x/y"),
    ],
)
def test_bad_requests_are_refused_in_one_line(run: Run, words: tuple[str, ...]) -> None:
    """Exit code 2, one line on standard error, nothing on standard output."""
    ran = run(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran


def test_the_app_needs_a_terminal(run: Run) -> None:
    """Without one, the line mode is pointed out."""
    for words in ((), ("practice",)):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "--plain" in ran.err


def test_version(run: Run) -> None:
    """The command's name and its version."""
    assert run("--version").out.startswith("convdrill ")


def test_looking_does_not_create_a_store(run: Run, home: Path) -> None:
    """`stats` and `skills` before the first answer leave nothing behind."""
    stats = json.loads(run("stats", "--json").out)
    assert (stats["reviews"], stats["due"], stats["new"], stats["accuracy"]) == (0, 0, len(SKILLS), None)
    skills = json.loads(run("skills", "--json").out)["skills"]
    assert [skill["id"] for skill in skills] == list(SKILLS)
    assert not home.exists()


def test_a_plain_session(run: Run, home: Path) -> None:
    """One line of input answers one prompt; an unreadable line is said so and the question stands; the end ends it."""
    ran = run("practice", "--plain", typed="2 80\n-1\n?\n")
    assert ran.code == 0
    assert ran.out.count("Question 1 of 12") == 1
    assert "not counted" in ran.out
    assert ran.out.index("not counted") < ran.out.index("✗ Not yet") < ran.out.index("Question 2 of 12")
    assert ran.out.count("Reference: ") == 2
    stats = json.loads(run("stats", "--json").out)
    assert (stats["reviews"], stats["accuracy"], stats["today"]) == (2, 0.0, 2)
    with Store.open(home / "convdrill.db") as store:
        assert store.cards("me") == store.rebuild("me", fold)


def test_a_plain_session_of_n(run: Run) -> None:
    """`--limit N` asks N questions and stops; `--skill` asks nothing else."""
    ran = run("practice", "--plain", "--limit", "3", "--skill", "conv3d.parameters", typed="1\n" * 10)
    assert ran.out.count("Reference: conv3d.parameters/") == 3
    assert ran.out.endswith("0 of 3 right.\n")


def test_a_placement(run: Run) -> None:
    """It ends as soon as all is settled, and says what it came to; it chooses its own questions."""
    ran = run("practice", "--plain", "--placement", typed="?\n" * 12)
    assert ran.code == 0
    assert 2 <= ran.out.count("Reference: ") <= 6
    assert "\nPlacement done: we begin at the beginning.\nIt stopped after " in ran.out
    left = run("practice", "--plain", "--placement", typed="?\n")
    assert "Placement done" not in left.out
    assert left.out.endswith("Placement left early; every answer is kept.\n")


@pytest.mark.parametrize("words", [("--limit", "3"), ("--skill", "macs.conv"), ("--flashcards",)], ids=" ".join)
def test_a_placement_takes_no_wishes(run: Run, words: tuple[str, ...]) -> None:
    """What would be ignored is refused."""
    ran = run("practice", "--plain", "--placement", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("convdrill: a placement chooses its own questions")


def test_why_and_by_rating(run: Run) -> None:
    """Each question says why it comes, and after the answer what each rating would do."""
    ran = run("practice", "--plain", "--limit", "1", typed="?\n")
    assert ") · new\n" in ran.out
    assert "Rated Again; comes back tomorrow. By rating: 1 Again tomorrow, 2 Hard tomorrow, 3 Good in" in ran.out
    assert " Asked now: new. Reference: " in ran.out


def test_cards_of_an_older_version(run: Run, home: Path) -> None:
    """They are made anew from the log by whatever needs them."""
    run("practice", "--plain", "--limit", "2", typed="?\n" * 2)
    expected = run("skills", "--json").out
    with closing(sqlite3.connect(home / "convdrill.db")) as connection:
        connection.execute("UPDATE cards SET body = json_remove(body, '$.version', '$.chances', '$.recent')")
        connection.commit()
    assert run("skills", "--json").out == expected
    with Store.open(home / "convdrill.db") as store:
        assert store.cards("me") == store.rebuild("me", fold)


def test_plain_flashcards(run: Run) -> None:
    """A line turns the card, the next one rates it; a line that is no rating is asked again."""
    ran = run("practice", "--plain", "--flashcards", "--limit", "2", typed="\nseven\n3\n\neasy\n")
    assert "type 1, 2, 3 or 4" in ran.out
    assert ran.out.count("Rated ") == 2
    stats = json.loads(run("stats", "--json").out)
    assert (stats["reviews"], stats["accuracy"]) == (2, None)


def test_a_plain_session_takes_any_bytes(run: Run) -> None:
    """Neither bytes that are no text nor a line of ten megabytes end the session or cost an attempt."""
    ran = run("practice", "--plain", typed=b"\xff\xfe\n" + b"9" * 10_000_000 + b"\n\x00\n-1\n")
    assert ran.code == 0
    assert ran.out.count("not counted") == 3
    assert json.loads(run("stats", "--json").out)["reviews"] == 1


def test_another_store(run: Run, home: Path, tmp_path: Path) -> None:
    """`--database` names it, before or behind the command, as a path or a URL; the default stays untouched."""
    elsewhere = tmp_path / "elsewhere.db"
    run("practice", "--plain", "--database", str(elsewhere), typed="-1\n")
    assert json.loads(run("--database", f"sqlite:///{elsewhere}", "stats", "--json").out)["reviews"] == 1
    assert not home.exists()


def test_a_damaged_store_is_refused_and_left_alone(run: Run, home: Path) -> None:
    """Exit code 2 and one line, from every command that opens it."""
    home.mkdir()
    file = home / "convdrill.db"
    file.write_bytes(b"this is not a database, however long one looks at it" * 20)
    before = file.read_bytes()
    for words in (("stats",), ("skills",), ("practice", "--plain")):
        ran = run(*words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
        assert str(file) in ran.err
    assert file.read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["convdrill.db"]


@pytest.mark.parametrize(
    "words",
    [
        ("question", "separable.parameters/v1/2/4", "--hints"),
        ("question", "summary.reading/v1/3/1"),
        ("check", "nn.Conv2d(3, 10, 3)", "27"),
        ("explain", "nn.Conv2d(3, 10, 3)"),
        ("explain", "Net(\n  (conv1): Conv2d(3, 10, kernel_size=(3, 3), stride=(1, 1))\n  (relu): ReLU()\n)"),
    ],
    ids=" ".join,
)
def test_prose_fits_the_terminal(run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrapped between words on a terminal; whole lines, for other programs, in a pipe."""
    piped = run(*words).out
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    shown = run(*words).out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.split() == piped.split()


def test_hints_in_a_plain_session(run: Run) -> None:
    """`!` gives the next hint and the question stands; the rating says what they cost; the end of them is said."""
    skill = ("practice", "--plain", "--limit", "1", "--skill", "conv2d.parameters")
    ran = run(*skill, typed="!\n ! \n!\n!\n?\n")
    first = ran.out.splitlines()[0]
    assert "! gives a hint" in first
    assert [f"Hint {number} of 3: " in ran.out for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert ran.out.index("Hint 2 of 3") < ran.out.index("The next hint is the set-up") < ran.out.index("Hint 3 of 3")
    assert ran.out.count("The next hint is the set-up") == 1
    assert "There are no more hints." in ran.out
    assert ran.out.count("Question 1 of 1") == 1
    assert "Rated Again" in ran.out


def test_hints_before_a_plain_card_is_turned(run: Run, home: Path) -> None:
    """They come before the answer, and the review counts them."""
    ran = run("practice", "--plain", "--flashcards", "--limit", "1", typed="!\n!\n\n3\n")
    assert "! gives a hint" in ran.out.splitlines()[0]
    assert ran.out.index("Hint 1 of ") < ran.out.index("Hint 2 of ") < ran.out.index("Answer: ")
    assert "The next hint is the set-up" not in ran.out
    assert "Rated Good by you" in ran.out
    with Store.open(home / "convdrill.db") as store:
        [review] = [event for event in store.events("me") if isinstance(event, Review)]
    assert review.hints == 2
