"""The command under test, and what a machine must have to run it as these tests do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.helpers.programs import missing


def _command() -> list[str]:
    script = Path(sys.executable).with_name("convdrill")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "import sys; from trainer.cli import main; sys.exit(main())"]


COMMAND = _command()
SECONDS = 60
"""What no single command comes near; after it a test fails instead of hanging."""


def environment(home: Path) -> dict[str, str]:
    """A clean environment whose data directory is `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "CONVDRILL_HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", "PYTHONUTF8": "1"}


def run(
    home: Path, *arguments: str, given: bytes = b"", wrapper: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run one command to its end, inside `wrapper` if there is one."""
    return subprocess.run(
        [*wrapper, *COMMAND, *arguments],
        input=given,
        capture_output=True,
        env=environment(home),
        timeout=SECONDS,
        check=False,
    )


@cache
def _can_mount() -> bool:
    command = ["unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def need_mounts() -> None:
    """Skip unless we may mount in a private name space."""
    if not _can_mount():
        missing("cannot mount in a private name space (unshare --mount, as root)")


# Mounts in a name space of its own vanish with the last process in it, whatever becomes of the test.
_PRIVATE = ("unshare", "--mount", "--propagation", "private", "sh", "-euc")


def on_a_read_only_mount(place: Path) -> list[str]:
    """Run what follows where `place` is mounted read-only."""
    script = 'place=$1; shift; mount --bind "$place" "$place"; mount -o remount,bind,ro "$place"; exec "$@"'
    return [*_PRIVATE, script, "sh", str(place)]


def on_a_small_disk(place: Path, size: str, keep_free: int, result: Path) -> list[str]:
    """Run what follows where `place` is a disk of that size with its files, of which `keep_free` bytes are left free.

    What the disk holds afterwards, without what filled it, is copied to `result`. Meanwhile `make_room` frees it.
    """
    script = """
place=$1 size=$2 free=$3 result=$4; shift 4
echo $$ > "$result.pid"
mkdir "$result.old"; cp -a "$place/." "$result.old"
mount -t tmpfs -o "size=$size" tmpfs "$place"
cp -a "$result.old/." "$place"
if [ "$free" -ge 0 ]; then
    left=$(($(df --output=avail -B1 "$place" | tail -1) - free))
    head -c "$left" /dev/zero > "$place/filler"
fi
code=0; "$@" || code=$?
rm -f "$place/filler"
mkdir "$result"; cp -a "$place/." "$result"
exit $code
"""
    return [*_PRIVATE, script, "sh", str(place), size, str(keep_free), str(result)]


def make_room(place: Path, result: Path) -> None:
    """Free what fills the small disk of these names up, while a program runs on it."""
    inside = result.with_name(f"{result.name}.pid").read_text().strip()
    subprocess.run(["nsenter", "--mount", "--target", inside, "rm", str(place / "filler")], check=True)


def on_a_failing_disk(place: Path, image: Path) -> list[str]:
    """Run what follows where `place` is a disk of its own, in a file, which becomes read-only at its first error.

    The name of its device is written beside the image.
    """
    script = """
place=$1 image=$2; shift 2
truncate -s 16M "$image"; mkfs.ext4 -q -F "$image"
mount -o loop,errors=remount-ro "$image" "$place"
findmnt -no SOURCE "$place" | xargs basename > "$image.device"
exec "$@"
"""
    return [*_PRIVATE, script, "sh", str(place), str(image)]


def break_disk(image: Path) -> None:
    """Have the kernel find an error in the file system of the failing disk."""
    device = image.with_name(f"{image.name}.device").read_text().strip()
    Path(f"/sys/fs/ext4/{device}/trigger_fs_error").write_text("1")


def mended(place: Path, image: Path, result: Path) -> None:
    """Check the failing disk's file system as an administrator would, and copy what it holds."""
    checked = subprocess.run(["e2fsck", "-fy", str(image)], capture_output=True, check=False)
    assert checked.returncode in (0, 1), checked.stdout
    script = 'mount -o loop "$1" "$2"; cp -a "$2/." "$3"'
    subprocess.run([*_PRIVATE, script, "sh", str(image), str(place), str(result)], check=True)


@cache
def _has_failing_disks() -> bool:
    """Whether there are disks in files here, and a kernel that finds errors in them when it is asked to."""
    script = """
image=$(mktemp); trap 'rm -f "$image"' EXIT
truncate -s 4M "$image"; mkfs.ext4 -q -F "$image"; mount -o loop "$image" /mnt
test -w "/sys/fs/ext4/$(basename "$(findmnt -no SOURCE /mnt)")/trigger_fs_error"
"""
    try:
        return subprocess.run([*_PRIVATE, script], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def need_failing_disks() -> None:
    """Skip unless a disk can be broken. Also in CI: not every machine has loop devices."""
    if not _has_failing_disks():
        pytest.skip("no file system here that can be broken (a loop device, ext4, as root)")
