"""`convdrill settings`: the interview date and the limits of a day."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.clock import Clock
from trainer.cli import practice
from trainer.clock import now
from trainer.domain import Moment
from trainer.planfile import read_plan
from trainer.scheduling.days import day_of


def soon(days: int) -> str:
    """The date so many days from the learner's today."""
    return (day_of(now()) + timedelta(days=days)).isoformat()


def test_looking_creates_nothing(run: Run, home: Path) -> None:
    """Without a store they are the defaults, with what the schedule makes of them."""
    ran = run("settings")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines[:7]] == [
        "interview_date",
        "desired_retention",
        "new_per_day",
        "reviews_per_day",
        "theme",
        "questions",
        "minutes",
    ]
    assert "default (8)" in lines[2]
    assert "default (convdrill-dark)" in lines[4]
    assert lines[-2].startswith("A day begins at 4:00 in the morning, fixed.")
    assert lines[-1] == str(home / "config.toml")
    assert not home.exists()


def test_a_page_for_people(run: Run) -> None:
    """The columns stand apart, whatever is in them, and a line fits into 80 columns."""
    run("settings", "interview_date", soon(300))
    run("settings", "reviews_per_day", "1000")
    lines = run("settings").out.partition("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= 80
    assert len({line.rindex("  ") for line in lines}) == 1
    assert "new skills a day, more near the day" in lines[2]
    assert run("settings", "new_per_day", "3").out == "new_per_day        3  new skills a day\n"
    assert "days)  the day" in run("settings", "interview_date", "9999-12-31").out


def test_set_and_taken_back(run: Run) -> None:
    """A change is kept, told, and undone by default; each learner has their own."""
    assert run("settings", "interview-date", soon(10)).out.split()[1:4] == [soon(10), "(in", "10"]
    assert run("settings", "new_per_day", "0").code == 0
    assert json.loads(run("settings", "--json").out)["settings"] == {
        "interview_date": soon(10),
        "desired_retention": 0.9,
        "new_per_day": 0,
        "reviews_per_day": None,
    }
    assert json.loads(run("settings", "--json", "--learner", "Ada").out)["settings"]["new_per_day"] is None
    assert run("settings", "interview_date").out.startswith("interview_date")
    for words in (("new_per_day",), ("new_per_day", "0")):
        assert json.loads(run("settings", *words, "--json").out) == {"settings": {"new_per_day": 0}}
    for nothing in ("none", "default"):
        run("settings", "interview_date", soon(3))
        assert run("settings", "interview_date", nothing).out.split()[1] == "none"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("interview", "2999-01-01"), "there is no setting 'interview'; there are interview_date, desired_retention"),
        (("interview_date", "tomorrow"), "interview_date is a day such as 2026-03-01, or default; not 'tomorrow'"),
        (("interview_date", "2020-01-01"), "2020-01-01 has passed"),
        (("interview_date", "2026-02-30"), "interview_date is a day"),
        (("desired_retention", "0.99"), "the desired retention is between 0.70 and 0.97"),
        (("desired_retention", "nan"), "the desired retention is between"),
        (("desired_retention", "high"), "desired_retention is a number such as 0.9"),
        (("new_per_day", "1_0"), "new_per_day is a whole number, or default; not '1_0'"),
        (("new_per_day", "٣"), "new_per_day is a whole number, or default"),
        (("new_per_day", "-5"), "new_per_day is a whole number from 0 to 1,000"),
        (("new_per_day", "3.5"), "new_per_day is a whole number, or default; not '3.5'"),
        (("reviews_per_day", "9" * 30), "reviews_per_day is a whole number from 0 to 1,000"),
        (("reviews_per_day", "9" * 5000), "reviews_per_day is a whole number, or default"),
        (("reviews_per_day", ""), "reviews_per_day is a whole number, or default"),
        (("theme", "nrod"), "there is no theme 'nrod'; there are convdrill-dark, convdrill-light"),
        (("questions", "0"), "questions is a whole number from 1 to 10,000"),
        (("questions", "x"), "questions is a whole number, or default; not 'x'"),
        (("minutes", "601"), "minutes is a whole number from 0 (no limit) to 600"),
    ],
)
def test_refused(run: Run, home: Path, words: tuple[str, ...], told: str) -> None:
    """What cannot be is told in one line, and nothing is written."""
    ran = run("settings", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"convdrill: {told}")
    assert len(ran.err.splitlines()) == 1
    assert not home.exists()


def test_they_hold_at_once(run: Run, home: Path) -> None:
    """For the next session, the figures of home, and the day on which a skill comes back."""
    run("practice", "--plain", "--limit", "1", "--skill", "macs.conv", typed="?\n")
    run("settings", "new_per_day", "0")
    told = run("practice", "--plain", "--limit", "4", typed="?\n" * 4).out
    assert "macs.conv" in told
    run("settings", "interview_date", soon(1))
    assert " · new" not in run("practice", "--plain", "--limit", "1", typed="?\n").out
    run("settings", "new_per_day", "default")
    ran = run("practice", "--plain", "--limit", "1", typed="?\n")
    assert "your interview is tomorrow" in ran.out or " · new\n" in ran.out
    assert read_plan(home / "plan.json") is not None


def test_a_due_day_that_the_interview_brings_nearer(run: Run) -> None:
    """`skills` tells the day on which a skill is due for this learner."""
    run("practice", "--plain", "--flashcards", "--limit", "1", "--skill", "macs.conv", typed="\n4\n")

    def due() -> str:
        skills = json.loads(run("skills", "--json").out)["skills"]
        return str(next(skill["due"] for skill in skills if skill["id"] == "macs.conv"))

    assert due() > soon(3)
    run("settings", "interview_date", soon(7))
    assert due() == soon(1)


def test_a_far_interview_keeps_its_distance(run: Run) -> None:
    """However many days are left, a space stands between them and what the setting means."""
    run("settings", "interview_date", soon(1500))
    assert ")  the day to be ready on" in run("settings").out


def test_of_the_program(run: Run, home: Path) -> None:
    """Theme and session length stand in a file that explains itself; a session is as long as it says."""
    assert run("settings", "theme", "nord").out.split()[:2] == ["theme", "nord"]
    assert run("settings", "questions", "2").code == 0
    assert run("settings", "minutes", "0").out.split()[:4] == ["minutes", "0", "(no", "limit)"]
    assert not (home / "convdrill.db").exists()
    document = json.loads(run("settings", "--json", "--learner", "Ada").out)
    assert document["program"] == {"theme": "nord", "questions": 2, "minutes": 0}
    assert document["file"] == str(home / "config.toml")
    text = (home / "config.toml").read_text("utf-8")
    assert text.startswith("# How convdrill looks") and 'theme = "nord"' in text
    told = run("practice", "--plain", typed="?\n" * 5).out
    assert "of 2" in told and "of 12" not in told
    assert run("settings", "theme", "default").out.split()[:3] == ["theme", "default", "(convdrill-dark)"]


@pytest.mark.parametrize(("minutes", "asked"), [("0", 4), ("600", 1), ("1", 1)])
def test_the_end_of_a_session(run: Run, monkeypatch: pytest.MonkeyPatch, minutes: str, asked: int) -> None:
    """However long the answers take, 0 minutes leave it to the questions; else the answer that is due is the last."""
    clock = Clock(now().at, now().utc_offset)

    def hours_later() -> Moment:
        clock.forward(minutes=601)
        return clock()

    monkeypatch.setattr(practice, "now", hours_later)
    run("settings", "questions", "4")
    run("settings", "minutes", minutes)
    told = run("practice", "--plain", typed="?\n" * 9).out
    assert told.endswith(f"0 of {asked} right.\n")


def test_a_bad_line_of_the_file(run: Run, home: Path) -> None:
    """It is named, the default holds, and the program goes on; setting the key mends it."""
    home.mkdir()
    (home / "config.toml").write_text("# mine\nquestions = many\nminutes = 5\n", "utf-8")
    ran = run("settings")
    assert ran.code == 0
    assert ran.err == "convdrill: config.toml, line 2: questions has no value that can be read; it is passed over.\n"
    assert "default" not in ran.out.splitlines()[6]
    assert "line 2" in run("practice", "--plain", typed="").err
    ran = run("settings", "questions", "3")
    assert (ran.code, ran.err) == (0, "")
    assert (home / "config.toml").read_text("utf-8") == "# mine\nquestions = 3\nminutes = 5\n"
