"""`convdrill demo`: a store to keep, or the app on one that is gone afterwards; never the learner's own."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trainer import paths
from trainer.cli import app_start, main
from trainer.domain import DEFAULT_LEARNER
from trainer.store.store import Store


class Terminal(io.StringIO):
    """A standard stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_store_to_keep(run: Run, tmp_path: Path, home: Path) -> None:
    """It is told how to open it, it can be opened, and the learner's own store is not even made."""
    file = tmp_path / "a demo.db"
    ran = run("demo", "--database", str(file), "--reviews", "40")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"\w+, who is invented, gave 40 answers on \d+ days \([\d,]+ made a second\)\.", ran.out)
    assert f"convdrill --database '{file}'\n" in ran.out
    ran = run("demo", "--database", str(tmp_path / "larger.db"), "--reviews", "600")
    number = int(re.findall(r"on \d+ days, (\d+) mock interviews among them \(", ran.out)[0])
    listed = run("interview", "--list", "--database", str(tmp_path / "larger.db"))
    assert len(listed.out.splitlines()) == number
    assert run("doctor", "--database", str(tmp_path / "larger.db")).code == 0
    stats = run("stats", "--database", str(file))
    assert "40" in stats.out
    assert not home.exists()


def test_another_learner_and_seed(run: Run, tmp_path: Path) -> None:
    """The answers are that learner's; another seed has another name and other answers."""
    names = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.db"
        ran = run("demo", "--learner", "ada", "--seed", seed, "--reviews", "5", "--database", str(file))
        assert f"--database {file} --learner ada\n" in ran.out
        names.append(ran.out.partition(",")[0])
        with Store.open(file) as store:
            assert "ada" in store.learners()
            assert len(list(store.events(DEFAULT_LEARNER))) == 0
            assert len(list(store.events("ada"))) >= 5
    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "needs a terminal; with --database FILE it is only made, and kept"),
        (("--reviews", "0"), "'0' is not a whole number from 1 to 200000"),
        (("--reviews", "many"), "'many' is not a whole number"),
        (("--database", "postgresql+psycopg://localhost/x"), "a demo is written to a new file"),
        (("--database", ""), "a demo is written to a new file"),
        (("--database", "/no/such/folder/x.db"), "there is no folder /no/such/folder"),
        (("--database", "x.db", "--keep"), "leave out --keep"),
    ],
)
def test_refused(run: Run, words: tuple[str, ...], complaint: str) -> None:
    """In one line, before anything is made."""
    ran = run("demo", *words)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
    assert ran.err.count("\n") == 1


def test_never_into_what_is_there(run: Run, tmp_path: Path) -> None:
    """A file that exists stays as it is, byte for byte, and so does what a link points to."""
    file, link = tmp_path / "mine.db", tmp_path / "link.db"
    file.write_bytes(b"mine")
    link.symlink_to(tmp_path / "nowhere.db")
    for there in (file, link):
        ran = run("demo", "--database", str(there))
        assert (ran.code, "is there already" in ran.err) == (2, True)
    assert file.read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.db", "mine.db"]


@pytest.mark.parametrize("keep", [False, True])
def test_the_app_on_a_demo(home: Path, monkeypatch: pytest.MonkeyPatch, keep: bool) -> None:
    """The app gets a full store away from home; afterwards it is gone, or kept if wanted. Progress is shown."""
    opened: list[tuple[Path, int]] = []

    def app(url: str, learner: str, plan: object, *, demo: str) -> int:
        assert plan is None
        assert "who is invented" in demo
        with Store.open(url) as store:
            opened.append((Path(url), len(list(store.active_events(learner)))))
        assert paths.database() == Path(url)
        assert home not in Path(url).parents
        return 0

    monkeypatch.setattr(app_start, "run_app", app)
    out, err = Terminal(), Terminal()
    for name, stream in (("stdin", Terminal()), ("stdout", out), ("stderr", err)):
        monkeypatch.setattr(sys, name, stream)
    code = main(["demo", "--reviews", "30", *(["--keep"] if keep else [])])
    [(file, count)] = opened
    assert (code, count) == (0, 30)
    assert "Making a demo [" in err.getvalue()
    assert "15 of 30" in err.getvalue()
    assert file.exists() is keep
    assert (str(file) in out.getvalue()) is keep
    assert ("That was the demo; it is gone" in out.getvalue()) is not keep
    assert os.environ["CONVDRILL_HOME"] == str(home)
    assert not home.exists()
    if keep:
        for path in [*file.parent.iterdir()]:
            path.unlink()
        file.parent.rmdir()


def test_nothing_is_left_of_one_that_failed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while it is made: no file."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.demo.practice.Practice._sit", interrupted)
    assert run("demo", "--database", str(tmp_path / "x.db"), "--reviews", "9").code == 130
    assert list(tmp_path.iterdir()) == []
