"""Programs that a test needs and that may not be installed."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test for want of something; where CI is set, everything has to be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} (must not be missing where CI is set)")
    pytest.skip(what)


def need(program: str) -> None:
    """Skip unless the program is installed."""
    if shutil.which(program) is None:
        missing(f"{program} is not installed")
