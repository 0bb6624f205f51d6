"""Kept sets: a file each, found by name or title, and nothing that lies beside them stops anything."""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.sets.errors import SetError
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe
from questions.sets.words import code_title
from tests.sets.hostile import GOOD, good_document
from trainer import folder_lock
from trainer.set_shelf import LONGEST_NAME, NoSuchSet, SetShelf, ShelfTrouble, read_set_file, slug


@pytest.fixture
def shelf(tmp_path: Path) -> SetShelf:
    return SetShelf(tmp_path / "there" / "sets")


def test_nothing_is_kept(shelf: SetShelf) -> None:
    """The folder is made when it is needed."""
    assert shelf.list() == ()
    assert not shelf.folder.exists()
    assert shelf.find("x") is None
    for act in (shelf.load, shelf.delete, shelf.meant):
        with pytest.raises(NoSuchSet, match="there is no set 'x'; none is kept yet"):
            act("x")


def test_kept_and_loaded(shelf: SetShelf) -> None:
    """The same set, with its recipe; listed with what its file says."""
    name = shelf.save(GOOD)
    assert name == "week-3"
    assert shelf.load(name) == GOOD
    (kept,) = shelf.list()
    assert (kept.name, kept.title, kept.count, kept.code, kept.id) == (name, "Week 3", 6, GOOD.code, GOOD.id)
    assert [file.name for file in shelf.folder.iterdir()] == ["week-3.json"]
    assert shelf.find("WEEK 3") == shelf.find("week-3") == name


def test_the_same_set_is_kept_once(shelf: SetShelf) -> None:
    """By title and questions; another set of that title gets another name, and then only names tell them apart."""
    other = QuestionSet("Week 3", GOOD.references[::-1])
    assert [shelf.save(each) for each in (GOOD, GOOD, other, other, GOOD)] == [
        *("week-3", "week-3", "week-3-2", "week-3-2", "week-3")
    ]
    assert shelf.load("week-3-2") == other
    with pytest.raises(NoSuchSet, match="2 sets have the title 'Week 3'; take a name: week-3, week-3-2"):
        shelf.find("Week 3")


def test_in_place_of_another(shelf: SetShelf) -> None:
    """An edited set stays where it was."""
    name = shelf.save(GOOD)
    changed = QuestionSet("Week 3", GOOD.references[1:])
    assert shelf.edit(name, lambda _: changed) == (name, GOOD, changed)
    assert shelf.load(name) == changed
    with pytest.raises(NoSuchSet):
        shelf.edit("week-9", lambda _: changed)


def test_renamed(shelf: SetShelf) -> None:
    """The file follows the title; a title that is no other name leaves the file where it is."""
    shelf.save(replace(GOOD, title="Taken"))
    name = shelf.save(GOOD)
    assert _renamed(shelf, name, "Week 3!") == name
    assert _renamed(shelf, name, "Taken") == "taken-2"
    assert [(kept.name, kept.title) for kept in shelf.list()] == [("taken", "Taken"), ("taken-2", "Taken")]
    assert shelf.load("taken-2").code == GOOD.code
    with pytest.raises(SetError, match="a title is"):
        _renamed(shelf, "taken", "\n")
    assert len([*shelf.folder.iterdir()]) == 2


def _renamed(shelf: SetShelf, name: str, title: str) -> str:
    return shelf.edit(name, lambda made: replace(made, title=title))[0]


def test_no_edit_is_lost(shelf: SetShelf) -> None:
    """Many at once, by shelves that know nothing of each other, one of them slow: each works on what the last left."""
    name = shelf.save(GOOD)
    begun, go = threading.Event(), threading.Event()

    def slowly(made: QuestionSet) -> QuestionSet:
        begun.set()
        assert go.wait(20)
        return _without_last(made)

    first = threading.Thread(target=lambda: shelf.edit(name, slowly))
    others = [threading.Thread(target=lambda: SetShelf(shelf.folder).edit(name, _without_last)) for _ in range(4)]
    first.start()
    assert begun.wait(20)
    for other in others:
        other.start()
    go.set()
    for thread in (first, *others):
        thread.join(30)
    assert shelf.load(name).references == GOOD.references[:1]
    assert [file.name for file in shelf.folder.iterdir()] == ["week-3.json"]


def _without_last(made: QuestionSet) -> QuestionSet:
    return QuestionSet(made.title, made.references[:-1])


def test_nobody_waits_for_ever(shelf: SetShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program holds the sets, both an edit and a deletion are refused in the end, and change nothing."""
    name = shelf.save(GOOD)
    monkeypatch.setattr(folder_lock, "_TRIES", 3)
    with folder_lock.alone(shelf.folder):
        for act in (lambda: shelf.edit(name, _without_last), lambda: shelf.delete(name)):
            with pytest.raises(ShelfTrouble, match="another program is changing it; try again"):
                act()
        assert shelf.load(name) == GOOD and shelf.save(GOOD) == name
    shelf.delete(name)
    assert [*shelf.folder.iterdir()] == []


@pytest.mark.parametrize("other", [b"{}", None])
def test_changed_by_hand_meanwhile(shelf: SetShelf, other: bytes | None) -> None:
    """An edit takes nothing back that was written behind its back."""
    name = shelf.save(GOOD)
    file = shelf.folder / f"{name}.json"

    def changed(made: QuestionSet) -> QuestionSet:
        if other is None:
            file.unlink()
        else:
            file.write_bytes(other)
        return _without_last(made)

    with pytest.raises(ShelfTrouble, match="was changed by another program meanwhile; try again"):
        shelf.edit(name, changed)
    assert file.read_bytes() == other if other else not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="locks otherwise")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS])
def test_without_locks(shelf: SetShelf, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file system that has none."""

    def refuse(*_: object) -> None:
        raise OSError(code, "no locks here")

    monkeypatch.setattr("fcntl.flock", refuse)
    name = shelf.save(GOOD)
    assert shelf.edit(name, _without_last)[2].references == GOOD.references[:-1]


def test_deleted(shelf: SetShelf) -> None:
    """Only the one."""
    shelf.save(GOOD)
    shelf.save(replace(GOOD, title="Other"))
    shelf.delete("week-3")
    assert [kept.name for kept in shelf.list()] == ["other"]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", "a\0", ".hidden", "C:x", "x" * 300]
)
def test_no_name_leads_out_of_the_folder(shelf: SetShelf, name: str) -> None:
    """Neither to read nor to delete nor to write."""
    shelf.save(GOOD)
    (shelf.folder.parent / "x.json").write_text("keep")
    (shelf.folder / ".hidden.json").write_text("keep")
    for act in (shelf.load, shelf.delete, lambda wrong: shelf.edit(wrong, lambda _: GOOD)):
        with pytest.raises(NoSuchSet):
            act(name)
    assert (shelf.folder.parent / "x.json").read_text() == (shelf.folder / ".hidden.json").read_text() == "keep"


@pytest.mark.skipif(sys.platform == "win32", reason="makes FIFOs and links")
def test_damaged_files_are_listed_and_stop_nothing(shelf: SetShelf) -> None:
    """Each with what is the matter; the good ones work, and the damaged can be deleted."""
    good = shelf.save(GOOD)
    folder = shelf.folder
    (folder / "empty.json").write_bytes(b"")
    (folder / "half.json").write_bytes((folder / "week-3.json").read_bytes()[:500])
    (folder / "a-folder.json").mkdir()
    os.mkfifo(folder / "pipe.json")
    (folder / "nowhere.json").symlink_to(folder / "not there")
    (folder / "loop.json").symlink_to(folder / "loop.json")
    (folder / "zero.json").symlink_to("/dev/zero")
    (folder / "bad\x1b[31mname.json").write_bytes(b"{")
    (folder / "notes.txt").write_text("no set")
    (folder / ".part.tmp").write_text("left over")
    listed = {kept.name: kept.problem for kept in shelf.list()}
    assert [name for name, problem in listed.items() if not problem] == [good]
    assert len(listed) == 9
    assert all(problem and "\n" not in problem for name, problem in listed.items() if name != good)
    assert shelf.load(good) == GOOD
    for name in listed:
        if name not in (good, "a-folder"):
            with pytest.raises(SetError):
                shelf.load(name)
            shelf.delete(name)
    with pytest.raises(ShelfTrouble):
        shelf.delete("a-folder")
    assert {kept.name for kept in shelf.list()} == {good, "a-folder"}


def test_an_unreadable_folder_is_told(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "sets").write_text("x")
    shelf = SetShelf(tmp_path / "sets")
    for act in (shelf.list, lambda: shelf.save(GOOD)):
        with pytest.raises(ShelfTrouble, match="cannot be used"):
            act()


def test_what_a_file_says_of_its_questions_is_drawn_again(shelf: SetShelf) -> None:
    """An altered file is read as the questions that it refers to, and says so."""
    name = shelf.save(GOOD)
    document = good_document()
    document["questions"][0]["prompt"] = "What is your password?"
    (shelf.folder / "week-3.json").write_text(json.dumps(document))
    read = shelf.read(name)
    assert read.set == GOOD and len(read.notes) == 1
    assert read_set_file(shelf.folder / "week-3.json", "Mine").set.title == "Mine"


def test_many_at_once(shelf: SetShelf) -> None:
    """Sets of one title from several threads: each has a name of its own, and none is lost."""
    sets = [QuestionSet("Same", GOOD.references[: number + 1]) for number in range(6)]
    names: list[str] = []
    threads = [threading.Thread(target=lambda each=each: names.append(shelf.save(each))) for each in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names) == ["same", *(f"same-{number}" for number in range(2, 7))]
    assert {shelf.load(name).references for name in names} == {each.references for each in sets}


def test_without_links(shelf: SetShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has none."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    other = QuestionSet("Week 3", GOOD.references[::-1])
    assert [shelf.save(GOOD), shelf.save(other)] == ["week-3", "week-3-2"]
    assert shelf.load("week-3") == GOOD and shelf.load("week-3-2") == other
    assert len([*shelf.folder.iterdir()]) == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Week 3", "week-3"),
        ("../../etc/passwd", "etc-passwd"),
        ("Übung „4“", "übung-4"),
        ("第三周", "第三周"),
        ("!!!", "set"),
        ("CON", "con-set"),
        ("a" * 200, "a" * LONGEST_NAME),
        ("  -x-  ", "x"),
        ("½ set", "1-2-set"),
    ],
)
def test_slugs(title: str, name: str) -> None:
    """Letters and digits of any script."""
    assert slug(title) == name


@given(st.text(min_size=1))
def test_a_slug_is_a_safe_file_name(title: str) -> None:
    """No separators, no leading full stop, no blanks, and never too long for a file system."""
    name = slug(title)
    assert name and not set(name) & set("/\\\0:. \n") and len(name.encode("utf-8", "surrogatepass")) <= 200


def test_a_code_that_is_kept_under_a_title(shelf: SetShelf) -> None:
    """Where nothing but the code is known, the set that it draws is there already; a title of its own makes another."""
    recipe = Recipe(("conv2d.parameters",), (1,), 3, 7)
    kept = shelf.save(QuestionSet.drawn("From Ada", recipe))
    assert shelf.save(QuestionSet.drawn(code_title(recipe), recipe)) == kept
    assert shelf.save(QuestionSet.drawn("From Björn", recipe)) != kept
    assert len(shelf.list()) == 2


def test_a_file_that_is_no_set_is_named(tmp_path: Path) -> None:
    """Whoever gave several files sees which one it is."""
    (tmp_path / "page.html").write_text("<html>")
    with pytest.raises(SetError, match=r"page\.html holds no set that can be used: it is no JSON: line 1"):
        read_set_file(tmp_path / "page.html")
