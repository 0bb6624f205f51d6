"""`convdrill serve`: the app in a browser, a session of its own in each tab, all on one store."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import subprocess
import sys
from importlib.util import find_spec

from trainer.cli.output import complain, say
from trainer.cli.refusal import Refused
from trainer.cli.store_access import learner, store_url

_START = "import sys; from trainer.cli import main; sys.exit(main())"


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    if find_spec("textual_serve") is None:
        raise Refused("serving the app to a browser needs more to be installed: pip install 'convdrill[web]'")
    from trainer.store.store import Store
    from trainer.web.server import LOOPBACK, serve

    url = store_url(arguments)
    Store.open(url).close()  # made, upgraded or refused now, and not by each tab
    if arguments.host not in LOOPBACK:
        complain(f"whoever can reach {arguments.host} can practise here and read the answers; there is no password")
    try:
        asyncio.run(serve(tab_command(url, learner(arguments)), arguments.host, arguments.port, _tell))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{arguments.host} port {arguments.port} cannot be used: {reason}; try --port") from error
    return 0


def tab_command(url: str, whose: str) -> str:
    """The line for the shell that opens the app on that store."""
    # -P: nothing of the folder that the server was started in is taken for ours.
    words = [sys.executable, "-P", "-c", _START, "--database", url, "--learner", whose]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _tell(address: str) -> None:
    say(f"convdrill is at {address}  (Ctrl+C ends it)")
    sys.stdout.flush()
