"""`backup` and `restore`, and the backups that come by themselves."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.stores import altered, contents, filled_store
from trainer.clock import now
from trainer.store.backups import Why, make, of_store
from trainer.store.errors import StoreFull


@pytest.fixture
def file(home: Path) -> Path:
    return filled_store(home / "convdrill.db", plan_file=home / "plan.json")


def answers(run: Run) -> int:
    counted: int = json.loads(run("stats", "--json").out)["reviews"]
    return counted


def test_a_backup_among_the_others(run: Run, file: Path, home: Path) -> None:
    """Named by its time, in the data directory's folder, and told with what was verified."""
    ran = run("backup")
    assert (ran.code, ran.err) == (0, "")
    [made] = of_store(file)
    assert made.path.parent == home / "backups"
    assert made.why is Why.ASKED
    assert ran.out.startswith(f"Backed up 6 events to {made.path}\n")
    assert "every digest" in ran.out


def test_a_backup_in_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    """Where one was named; what is there is not overwritten."""
    target = tmp_path / "deep" / "mine.db"
    assert run("backup", str(target)).code == 0
    with closing(sqlite3.connect(target)) as raw:
        assert raw.execute("SELECT count(*) FROM events").fetchone() == (6,)
    again = run("backup", str(target))
    assert (again.code, again.out) == (2, "")
    assert "there already" in again.err
    assert of_store(file) == []


def test_a_backup_of_another_store(run: Run, tmp_path: Path, home: Path) -> None:
    """Its backups lie beside it."""
    other = filled_store(tmp_path / "other.db")
    assert run("backup", "--database", str(other)).code == 0
    assert [made.path.parent for made in of_store(other)] == [tmp_path / "other.db.backups"]
    assert not home.exists()


def test_what_cannot_be_backed_up(run: Run, home: Path) -> None:
    """No store, a damaged one, a server: exit code 2, one line, and nothing is made."""
    for words in (("backup",), ("restore", "--latest"), ("restore",), ("restore", "1"), ("restore", "x.db")):
        ran = run(*words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
    assert not home.exists()
    for command, told in (
        ("backup", "convdrill --database postgresql+psycopg://me@here/x backup FILE"),
        ("restore", "convdrill history import FILE"),
    ):
        ran = run(command, "--database", "postgresql+psycopg://me@here/x")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert told in ran.err
    file = filled_store(home / "convdrill.db")
    whole = bytearray(file.read_bytes())
    whole[4096 * 5 : 4096 * 6] = b"\xa5" * 4096
    file.write_bytes(whole)
    before = contents(home)
    ran = run("backup")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "damaged" in ran.err
    assert contents(home) == before


def test_restoring_the_latest(run: Run, file: Path, home: Path) -> None:
    """What was answered since is kept as a backup, and that is told."""
    run("backup")
    filled_store(file, 3)
    ran = run("restore", "--latest")
    assert (ran.code, ran.err) == (0, "")
    assert "Restored 6 events" in ran.out
    assert answers(run) == 6
    assert f"kept: {of_store(file)[0].path}" in ran.out
    assert run("doctor").code == 0


def test_restoring_over_a_damaged_store(run: Run, file: Path) -> None:
    """Every other command refuses it; afterwards they work again, and the damaged file is kept."""
    run("backup")
    file.write_bytes(file.read_bytes()[:20000])
    assert run("stats").code == 2
    ran = run("restore", "--latest")
    assert ran.code == 0
    assert "The damaged file that was there is kept" in ran.out
    assert answers(run) == 6
    assert run("doctor").code == 0


def test_an_emptied_file_is_no_new_beginning(run: Run, file: Path) -> None:
    """Where there are backups of it, nobody starts anew on top of it without knowing."""
    run("backup")
    file.write_bytes(b"")
    for words in (("stats",), ("practice", "--plain"), ("undo",)):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "convdrill restore" in ran.err
        assert file.read_bytes() == b""
    run("restore", "--latest")
    assert answers(run) == 6


def test_a_store_that_is_gone_is_no_new_beginning(run: Run, file: Path, home: Path) -> None:
    """What reads says that there are backups; what would begin anew refuses, and says how to do that on purpose."""
    run("backup")
    filled_store(file, 2)
    run("backup")
    assert run("restore", "2").code == 0  # which the plan file outlives
    file.unlink()
    for words in (("stats",), ("stats", "--json"), ("skills",), ("history",), ("learners",), ("settings",)):
        ran = run(*words)
        assert (ran.code, ran.err.count("\n")) == (0, 1), words
        assert f"no store at {file}, but there are 3 backups of it: convdrill restore brings one back." in ran.err
    for changing in (
        ("practice", "--plain"),
        ("undo",),
        ("redo",),
        ("history", "export", "-", "--format", "csv"),
        ("settings", "new_per_day", "3"),
        ("doctor",),
        ("backup",),
    ):
        ran = run(*changing)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), changing
        assert "3 backups of it: convdrill restore brings one back" in ran.err
        assert not file.exists()
    assert f"to begin anew, move {home / 'backups'} away." in run("practice", "--plain").err
    assert run("restore", "--latest").code == 0
    assert answers(run) == 8


def test_beginning_anew_on_purpose(run: Run, file: Path, home: Path) -> None:
    """Without backups it goes on; that there was more once is told by every command until then, and by the doctor."""
    run("backup")
    assert run("restore", "1").code == 0
    file.unlink()
    (home / "backups").rename(home / "old")
    assert "there is no store" in run("stats").err
    ran = run("practice", "--plain", "--limit", "1", typed="?\n")
    assert (ran.code, ran.err) == (0, f"convdrill: there is no store at {file} any more; it held 6 events.\n")
    assert run("stats").err == ""
    doctor = run("doctor")
    assert (doctor.code, "5 events of me are gone" in doctor.out) == (1, True)


def test_a_store_left_in_the_middle_of_a_change(run: Run, file: Path) -> None:
    """The doctor, who changes nothing, says so; a restore puts it aside with what is beside it."""
    run("backup")
    file.with_name(f"{file.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\x01" * 600)
    ran = run("doctor")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "middle of a change" in ran.err
    assert run("restore", "--latest").code == 0
    [aside] = [one.path for one in of_store(file) if one.why is Why.DAMAGED]
    assert aside.with_name(f"{aside.name}-journal").exists()
    assert run("doctor").code == 0


def test_broken_backups_are_passed_over(run: Run, file: Path) -> None:
    """The newest good one comes back, and each newer one is named with its fault."""
    run("backup")
    run("backup")
    newest, older = of_store(file)
    newest.path.write_bytes(newest.path.read_bytes()[:-5000])
    ran = run("restore", "--latest")
    assert ran.out.startswith(f"Passed over {newest.path.name}: it is damaged.\n")
    assert f"from {older.path}" in ran.out


def test_a_list_to_choose_from(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe the list and how to name one; on a terminal a number is asked for."""
    run("backup")
    filled_store(file, 2)
    run("backup")
    ran = run("restore")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert [line.split()[0] for line in ran.out.splitlines()] == ["1", "2"]
    assert "8 events" in ran.out.splitlines()[0]
    assert "6 events" in ran.out.splitlines()[1]
    assert "convdrill restore 1" in ran.err
    assert answers(run) == 8
    for typed, code, left in (("\n", 0, 8), ("", 0, 8), ("x\n", 2, 8), ("3\n", 2, 8), ("2\n", 0, 6)):
        with monkeypatch.context() as patch:
            patch.setattr("trainer.cli.restore._asks", lambda: True)
            assert run("restore", typed=typed).code == code
        assert answers(run) == left


def test_naming_one(run: Run, file: Path, tmp_path: Path) -> None:
    """By number, by name, or as a file anywhere."""
    run("backup")
    run("backup", str(tmp_path / "mine.db"))
    name = of_store(file)[0].path.name
    for word in ("1", name, str(tmp_path / "mine.db")):
        filled_store(file, 1)
        assert run("restore", word).code == 0, word
        assert answers(run) == 6
    for word in ("0", "99", "nothing.db", "", " ", "--latest"):
        words = ("restore", "1", word) if word == "--latest" else ("restore", word)
        ran = run(*words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), word
        assert "backup" in ran.err


def test_a_backup_with_wrong_cards(run: Run, file: Path) -> None:
    """As before a repair: its log is what counts, and the cards of everybody are made from it."""
    for name in ("Ada", "me"):
        run("practice", "--plain", "--limit", "2", "--learner", name, typed="1\n?\n")
    altered(
        file,
        "DELETE FROM cards WHERE learner = 'Ada'",
        "UPDATE cards SET body = '?' WHERE learner = 'me'",
        "DELETE FROM learners WHERE id = 'Ada'",
    )
    assert run("doctor", "--repair").code == 0
    [repair] = [made.path for made in of_store(file) if made.why is Why.REPAIR]
    for which in (repair.name, "--latest"):
        assert run("restore", which).code == 0
        assert json.loads(run("doctor", "--json").out)["findings"] == []
    assert json.loads(run("stats", "--json", "--learner", "Ada").out)["reviews"] == 2


def test_a_backup_whose_log_cannot_be_read(run: Run, file: Path) -> None:
    """It may be all there is, so it is restored when it is named; that no cards could be made is told."""
    altered(file, "UPDATE events SET misconceptions = '{' WHERE NEWEST")
    run("backup")
    ran = run("restore", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "The cards could not be made from its log" in ran.out


def test_a_name_that_is_none(run: Run, file: Path) -> None:
    """An empty name is not taken for no name, and no backup is made instead."""
    for word in ("", ".", "/"):
        ran = run("backup", word)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), word
    assert of_store(file) == []


def test_a_restore_forgets_the_plan(run: Run, file: Path, home: Path) -> None:
    """The plan file knew of more events; after a restore that is no finding."""
    run("backup")
    filled_store(file, 3, plan_file=home / "plan.json")
    run("restore", "1")
    assert run("doctor").code == 0


def test_a_backup_comes_by_itself(run: Run, home: Path) -> None:
    """With the first answer; not with the next ones of the same half hour."""
    for _ in range(2):
        run("practice", "--plain", "--limit", "2", typed="1\n?\n")
    [made] = of_store(home / "convdrill.db")
    assert made.why is Why.AUTOMATIC


def test_a_backup_that_fails_is_told_once(run: Run, home: Path) -> None:
    """The answers are recorded all the same."""
    home.mkdir()
    (home / "backups").write_text("in the way")
    ran = run("practice", "--plain", "--limit", "3", typed="1\n?\n?\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("No backup could be made, but your answers are recorded.") == 1
    assert answers(run) == 3


def test_a_full_disk_on_the_way(run: Run, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that cannot be finished leaves nothing behind."""

    def full(path: Path) -> None:
        raise StoreFull(f"The disk with {path} is full.")

    monkeypatch.setattr("trainer.store.backup.written_out", full)
    before = contents(home)
    ran = run("backup")
    assert (ran.code, ran.out) == (2, "")
    assert "full" in ran.err
    assert contents(home) == before


def test_unsound_events_are_told(run: Run, file: Path) -> None:
    """A backup is as faithful as it can be, and says what it found; restoring the latest passes it over."""
    made = make(file, now().at, Why.ASKED)
    altered(file, "UPDATE events SET submission = '9' WHERE NEWEST")
    assert "1 event does not match its digest" in run("backup").out
    assert f"from {made.path}" in run("restore", "--latest").out
    assert run("doctor").code == 0
