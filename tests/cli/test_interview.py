"""`convdrill interview`: line by line, its list, its reports, and what is refused."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Ran, Run
from tests.interview.holding import FIXED, fixed
from trainer.store import Store

FOUR = ("interview", "--plain", "--questions", "4", "--tier", "A", "--tier", "B")


@pytest.fixture(autouse=True)
def _fixed_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of the fixed questions, as many as were asked for."""

    def drawn(plan: object, cards: object, rng: Random) -> object:
        return fixed(FIXED[: plan.questions])  # type: ignore[attr-defined]

    monkeypatch.setattr("trainer.interview.drawing.draw_interview", drawn)


def _answers() -> list[str]:
    return [each.question.expected for each in fixed()]


def _held(run: Run, *lines: str) -> Ran:
    ran = run(*FOUR, typed="".join(f"{line}\n" for line in lines))
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_line_by_line(run: Run, home: Path) -> None:
    """Plain answers only, nothing judged before the end, then rubric and report."""
    first, second, third, _ = _answers()
    ran = _held(run, "10*28", first, second, third, "?", "1 3")
    questions, _, report = ran.out.partition("Question 1, explained aloud.")
    assert "Interview: 4 questions, 20 minutes, tiers A and B, level 2." in questions
    assert "Not taken, and nothing is lost: Not a plain number" in questions
    assert "Explain aloud" in questions
    for word in ("✓", "✗", "right (", "Correct"):
        assert word not in questions
    assert "3 of 4 right (75 %)." in report
    assert report.count("[x]") == 2
    with Store.open(home / "convdrill.db") as store:
        assert len(list(store.events("me"))) == 4


def test_end_of_input(run: Run, home: Path) -> None:
    """It ends the interview; what was not seen is not recorded, and nothing at all if nothing was answered."""
    ran = _held(run, _answers()[0])
    assert "1 of 4 right" in ran.out
    assert "· not seen" in ran.out
    assert "Nothing was answered, so nothing is recorded." in _held(run).out
    assert "Nothing was answered, so nothing is recorded." in _held(run, "?", "?", "?", "?").out
    with Store.open(home / "convdrill.db") as store:
        assert len(store.interviews("me")) == 1
        assert len(list(store.events("me"))) == 2


def test_list_and_reports(run: Run, home: Path, tmp_path: Path) -> None:
    """The newest first; a report by number or id, on the screen, as Markdown and as HTML."""
    assert "No interview is over yet" in run("interview", "--list").out
    _held(run, *_answers(), "")
    _held(run, "1", "?", "?", "1", "")
    listed = run("interview", "--list").out.splitlines()
    assert [line.split("  ")[3] for line in listed] == ["0 of 4 right (0 %)", "4 of 4 right (100 %)"]
    newest = run("interview", "--report").out
    assert "0 of 4 right" in newest
    assert "Last time 4 of 4 right (100 %)" in newest
    assert newest == run("interview", "--report", "1").out
    with Store.open(home / "convdrill.db") as store:
        ids = [kept.id for kept in store.interviews("me")]
    assert newest == run("interview", "--report", ids[0]).out
    assert "no interview that is over" in run("interview", "--report", ids[0][:7]).err
    assert "4 of 4 right (100 %)." in run("interview", "--report", "2").out
    target = tmp_path / "report.html"
    assert run("interview", "--report", "--html", str(target)).out == f"Report written to {target}\n"
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("interview", "--report", "2", "--markdown", "-").out.startswith("# Interview of ")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--questions", "14", "--tier", "A", "--plain"), "1 to 13 questions"),
        (("--questions", "0"), "whole number from 1 to 40"),
        (("--minutes", "181"), "whole number from 1 to 180"),
        (("--tier", "D"), "invalid choice"),
        (("--list", "--report"), "leave one out"),
        (("--list", "--plain"), "takes no choice"),
        (("--report", "--level", "2"), "takes no choice"),
        (("--report",), "no interview that is over"),
        (("--report", "--json", "--html", "-"), "one form at a time"),
        (("--list", "--html", "-"), "the list is printed"),
        (("--json",), "need --report"),
        (("--markdown", "x.md"), "need --report"),
        ((), "needs a terminal"),
    ],
    ids=" ".join,
)
def test_refused(run: Run, home: Path, words: tuple[str, ...], complaint: str) -> None:
    """One line that says why, nothing on standard output, and no interview."""
    ran = run("interview", *words)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("name", ["3", "0", "", "x", "99999999999", "-1", "٣"])
def test_no_such_report(run: Run, name: str) -> None:
    """It is told where the numbers are."""
    _held(run, "1")
    ran = run("interview", f"--report={name}")
    assert (ran.code, ran.out) == (2, "")
    assert "convdrill interview --list" in ran.err


def test_unwritable(run: Run, tmp_path: Path) -> None:
    """A report that cannot be written is a refusal."""
    _held(run, "1")
    ran = run("interview", "--report", "--html", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err


def test_unfinished(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was broken off is offered: Enter goes on with what has no answer yet, e ends it."""
    first, second, third, last = _answers()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for word in ("", "e"):
        with monkeypatch.context() as patch:
            patch.setattr("trainer.interview.session.InterviewSession.finish", stop)
            assert run(*FOUR, typed=f"{first}\n{second}\n").code == 130
        ran = run(*FOUR, typed=f"{word}\n{third}\n{last}\n\n")
        assert ran.code == 0
        assert "2 of 4 questions answered" in ran.out
        assert f"{'2' if word else '4'} of 4 right" in ran.out
    assert len(run("interview", "--list").out.splitlines()) == 2


def test_learners_apart(run: Run) -> None:
    """Each has interviews of their own."""
    _held(run, "1")
    assert "No interview is over yet" in run("interview", "--list", "--learner", "Zoë").out
