"""Files that are written in one piece: alone, or several of them at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from trainer.exports.whole_file import all_whole, whole


def _write(target: Path, text: str = "new") -> None:
    with whole(str(target)) as file:
        file.write(text.encode())


def _there(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", ["字" * 82 + ".gift", "x" * 255, "a\udcff.gift"])
def test_every_name_that_a_file_can_have(name: str, tmp_path: Path) -> None:
    """Long in bytes, as long as can be, and not of letters."""
    _write(tmp_path / name, "old")
    _write(tmp_path / name)
    assert _there(tmp_path) == {name: "new"}


def test_what_a_killed_process_left(tmp_path: Path) -> None:
    """Files of the same process number stand in nobody's way."""
    for name in (f".x.gift.{os.getpid()}.tmp", f".x.gift.{os.getpid()}"):
        (tmp_path / name).write_text("left")
    _write(tmp_path / "x.gift")
    assert _there(tmp_path)["x.gift"] == "new" and len(_there(tmp_path)) == 3


def test_permissions_stay(tmp_path: Path) -> None:
    """Who may read a file may read it afterwards, and nobody else."""
    file = tmp_path / "key.json"
    file.write_text("old")
    file.chmod(0o600)
    _write(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and _there(tmp_path) == {"key.json": "new"}


@pytest.mark.parametrize("name", ["", "loop", "folder", "x" * 256, "file/below"])
def test_what_is_no_file(name: str, tmp_path: Path) -> None:
    """An error of the system, and everything stays as it is."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    with pytest.raises(OSError), whole(str(tmp_path / name) if name else "") as file:
        file.write(b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "loop"]
    assert (tmp_path / "loop").is_symlink() and (tmp_path / "file").read_text() == "old"


def test_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last one cannot be moved into place, the others are what they were, and nothing lies beside them."""
    (tmp_path / "old").write_text("old")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "last":
            raise PermissionError(1, "Operation not permitted", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match=r"Operation not permitted.*last"), all_whole() as files:
        for name in ("old", "new", "last"):
            with files.open(str(tmp_path / name)) as file:
                file.write(b"new")
        assert (tmp_path / "old").read_text() == "old"
    assert _there(tmp_path) == {"old": "old"}
    monkeypatch.undo()
    with all_whole() as files:
        for name in ("old", "new", "last"):
            with files.open(str(tmp_path / name)) as file:
                file.write(b"new")
    assert _there(tmp_path) == {"old": "new", "new": "new", "last": "new"}


def test_one_that_is_not_finished(tmp_path: Path) -> None:
    """None comes into place if a later one cannot be made."""
    with pytest.raises(KeyError), all_whole() as files:
        with files.open(str(tmp_path / "first")) as file:
            file.write(b"new")
        with files.open(str(tmp_path / "second")):
            raise KeyError
    assert _there(tmp_path) == {}
