"""What a fresh Python has loaded after doing something."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]

_REPORT = "\nimport sys as _s\n_s.stderr.write('LOADED ' + ' '.join(_s.modules))\n"


def modules_after(code: str, home: Path, arguments: Iterable[str] = ()) -> set[str]:
    """The names of all modules in a new Python that has run the code."""
    # -P: nothing of the folder that the tests happen to run in; the site packages stay.
    command = [sys.executable, "-P", "-c", code + _REPORT, *arguments]
    environment = os.environ | {"CONVDRILL_HOME": str(home)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.rpartition("LOADED ")[2].split())


def packages(modules: Iterable[str]) -> set[str]:
    """The top-level packages among them that belong neither to the standard library nor to Python itself."""
    tops = {name.partition(".")[0] for name in modules}
    return {top for top in tops if top not in sys.stdlib_module_names and not top.startswith("_")}


def own_modules(package: str) -> list[str]:
    """Every module of one of our packages, by its file."""
    files = sorted((ROOT / package).rglob("*.py"))
    dotted = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return [name for name in dotted if ".migrations" not in name]
