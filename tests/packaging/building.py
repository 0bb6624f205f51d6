"""Exporting the tree, building from it, and environments to install into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(command: Sequence[str | Path], folder: Path, *, given: str = "", home: Path | None = None) -> str:
    """What the command prints. It sees neither this checkout nor this environment, and its home is its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    if home is not None:
        kept |= {"HOME": str(home), "CONVDRILL_HOME": str(home / "data")}
    ended = subprocess.run(command, cwd=folder, env=kept, input=given, capture_output=True, text=True, check=False)
    if ended.returncode:
        words = " ".join(map(str, command))
        raise AssertionError(f"{words} ended with {ended.returncode}:\n{ended.stdout[-3000:]}\n{ended.stderr[-3000:]}")
    return ended.stdout


def export(target: Path) -> Path:
    """A copy of every file of the checkout that git does not ignore, committed or not."""
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT)
    for name in filter(None, listed.split("\0")):
        source, copy = ROOT / name, target / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    return target


def build(tree: Path, target: Path) -> tuple[Path, Path]:
    """The source archive of the tree, and the wheel built from that archive."""
    run([sys.executable, "-P", "-m", "build", "--outdir", target, tree], target.parent)
    (archive,) = target.glob("*.tar.gz")
    (wheel,) = target.glob("*.whl")
    return archive, wheel


class Environment:
    """A new virtual environment. With `borrowing` it also sees what is installed in another one."""

    def __init__(self, folder: Path, borrowing: Environment | None = None) -> None:
        self.folder = folder
        run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
        if borrowing is not None:
            (self.packages / "borrowed.pth").write_text(f"{borrowing.packages}\n", "utf-8")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    @property
    def program(self) -> Path:
        """Its console script."""
        return self.folder / "bin" / "convdrill"

    def pip(self, *words: str | Path) -> None:
        """Run our pip on it."""
        run([sys.executable, "-m", "pip", "--python", self.python, *words, "--quiet"], self.folder.parent)
