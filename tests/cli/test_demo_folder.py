"""The folder of a demo: gone with its program, also by a signal; what a kill leaves, the next one removes."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from time import monotonic

import pytest

from trainer.cli.demo_folder import demo_folder, sweep
from trainer.cli.endings import ended_by_signals

PATIENCE = 60
COMMAND = (
    sys.executable,
    "-c",
    "import sys; from trainer.cli import main; sys.exit(main())",
    "demo",
    "--reviews",
    "40",
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def left_behind(place: Path, name: str = "convdrill-demo-left") -> Path:
    """What a demo leaves that was killed."""
    folder = place / name
    folder.mkdir(mode=0o700)
    (folder / "held-by-a-running-demo").touch(mode=0o600)
    (folder / "convdrill.db").write_text("kept")
    return folder


def test_gone_behind_it(place: Path) -> None:
    """Unless it is to be kept; one that is kept is not taken for one that was left behind."""
    with demo_folder(keep=False) as folder:
        assert folder.parent == place
        sweep()
        assert folder.is_dir()
    assert not folder.exists()
    with demo_folder(keep=True) as kept:
        pass
    sweep()
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("keep", [True, False])
def test_gone_after_an_error(place: Path, keep: bool) -> None:
    """Whatever was raised."""
    with pytest.raises(KeyboardInterrupt), demo_folder(keep=keep):
        raise KeyboardInterrupt
    assert list(place.iterdir()) == []


def test_the_next_one_sweeps(place: Path) -> None:
    """What a killed program has left is removed, whatever is in it."""
    left_behind(place)
    with demo_folder(keep=False) as folder:
        assert list(place.iterdir()) == [folder]


def test_only_what_is_clearly_ours(place: Path, tmp_path: Path) -> None:
    """Not one that is in use, nor one without the sign of a demo, nor what has only the name, nor behind a link."""
    used = left_behind(place, "convdrill-demo-used")
    (place / "convdrill-demo-mine").mkdir()
    (place / "convdrill-demo-file").write_text("mine")
    left_behind(place, "convdrill-other")
    elsewhere = left_behind(tmp_path, "elsewhere")
    (place / "convdrill-demo-link").symlink_to(elsewhere)
    linked = place / "convdrill-demo-linked"
    linked.mkdir()
    (linked / "held-by-a-running-demo").symlink_to(elsewhere / "held-by-a-running-demo")
    before = sorted(place.rglob("*"))
    with (used / "held-by-a-running-demo").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        sweep()
    assert sorted(place.rglob("*")) == before
    assert (elsewhere / "convdrill.db").exists()


def test_another_users(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's stays."""
    folder = left_behind(place)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    sweep()
    assert folder.is_dir()


def test_signals() -> None:
    """One that ends programs is told with a shell's exit code; one that is ignored is not, and all is as before."""
    ends: list[int] = []
    ignored = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        before = signal.getsignal(signal.SIGTERM)
        with ended_by_signals(ends.append):
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGHUP)
        assert ends == [143]
        assert signal.getsignal(signal.SIGTERM) == before
    finally:
        signal.signal(signal.SIGHUP, ignored)


def _lead() -> None:
    """Have the terminal for one's own, as a program has that a shell started."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def demo(place: Path, home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command in a terminal of its own, which it is the leader of."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, 80))
    environment = {**os.environ, "TMPDIR": str(place), "CONVDRILL_HOME": str(home), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        COMMAND,
        stdin=its,
        stdout=its,
        stderr=its,
        env=environment,
        preexec_fn=_lead,  # noqa: PLW1509 - there are no threads
    )
    os.close(its)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def shown(terminal: int, until: bytes) -> bytes:
    """What is written there, up to those words or to the end."""
    told, deadline = b"", monotonic() + PATIENCE
    while until not in told:
        assert monotonic() < deadline, told
        if not select([terminal], [], [], 1)[0]:
            continue
        try:
            told += os.read(terminal, 65536)
        except OSError:  # nobody has it open any more
            break
    return told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_app(place: Path, home: Path, number: signal.Signals) -> None:
    """The app ends as it does by its own key: the terminal as it was, nothing left."""
    with demo(place, home) as (process, terminal):
        shown(terminal, b"Enter")
        [folder] = place.iterdir()
        assert (folder / "convdrill.db").exists()
        process.send_signal(number)
        told = shown(terminal, b"\x1b[?1049l")
        assert b"\x1b[?1049l" in told  # out of the alternate screen
        shown(terminal, b"never")
        assert process.wait(PATIENCE) == 128 + number
    assert list(place.iterdir()) == []
    assert b"Traceback" not in told
    assert not home.exists()


def test_a_kill_in_the_app(place: Path, home: Path) -> None:
    """SIGKILL leaves the folder, and its program's end lets go of it."""
    with demo(place, home) as (process, terminal):
        shown(terminal, b"Enter")
        sweep()
        assert len(list(place.iterdir())) == 1
        process.kill()
        process.wait(PATIENCE)
    assert len(list(place.iterdir())) == 1
    sweep()
    assert list(place.iterdir()) == []
