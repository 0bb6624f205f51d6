"""A program in tmux: a real terminal of 80×24, keys in, the screen out."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, sleep

from tests.system.program import COMMAND, environment

PATIENCE = 20.0


class Terminal:
    """One tmux server of our own, with one pane."""

    def __init__(self, home: Path) -> None:
        self._socket = ""
        self._home = home
        self._exit_code = home.with_name(f"{home.name}.exit-code")

    def start(self, *arguments: str, wrapper: Sequence[str] = ()) -> None:
        """Run the program, inside `wrapper` if there is one, in a fresh pane that stays when it ends."""
        self.close()
        self._socket = f"convdrill-{uuid.uuid4().hex[:12]}"  # a server that is still ending takes no new session
        self._exit_code.unlink(missing_ok=True)
        variables = [f"{name}={value}" for name, value in environment(self._home).items() if name != "TERM"]
        command = shlex.join(["env", "-i", *variables, "TERM=tmux-256color", *wrapper, *COMMAND, *arguments])
        # Not tmux's pane_dead_status, which stays empty where the end of the program is seen before its status.
        part = shlex.quote(f"{self._exit_code}.part")
        shell = f"{command}; echo $? > {part}; mv {part} {shlex.quote(str(self._exit_code))}"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", shell, ";",
                   "set-option", "-g", "remain-on-exit", "on")  # fmt: skip

    def close(self) -> None:
        """Stop our server, and with it the program."""
        if not self._socket:
            return
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)

    def kill(self) -> None:
        """SIGKILL the program, neither its shell nor its terminal."""
        found = subprocess.run(["pgrep", "-P", self._ask("#{pane_pid}")], capture_output=True, text=True, check=True)
        [program] = found.stdout.split()
        os.kill(int(program), signal.SIGKILL)
        self.until(lambda: self.ended)
        assert self.exit_code == 128 + signal.SIGKILL

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        return self._exit_code.exists()

    @property
    def exit_code(self) -> int:
        """What it ended with."""
        return int(self._exit_code.read_text("ascii"))

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p").splitlines()

    @property
    def history(self) -> str:
        """All that was written, with what has left the screen at the top; wrapped lines put together again."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-")

    @property
    def words(self) -> str:
        """What stands on the screen as one line."""
        return " ".join(" ".join(self.lines).split())

    @property
    def size(self) -> str:
        """`80x24`."""
        return self._ask("#{pane_width}x#{pane_height}")

    def press(self, *keys: str) -> None:
        """Press named keys: Enter, Escape, Space, q."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text and Enter."""
        self._tmux("send-keys", "-l", text)
        self.press("Enter")

    def until(self, condition: Callable[[], bool]) -> None:
        """Until the condition holds."""
        deadline = monotonic() + PATIENCE
        while not condition():
            if monotonic() > deadline:
                raise AssertionError("it never came to that:\n" + "\n".join(self.lines))
            sleep(0.02)

    def until_shown(self, pattern: str) -> re.Match[str]:
        """Until the pattern stands on the screen."""
        self.until(lambda: re.search(pattern, self.words) is not None)
        match = re.search(pattern, self.words)
        assert match is not None
        return match

    def _ask(self, what: str) -> str:
        return self._tmux("display-message", "-p", what).strip()

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
        )
        return done.stdout
