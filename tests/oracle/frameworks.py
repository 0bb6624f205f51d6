"""The frameworks themselves, imported late: together they take seconds and a gigabyte."""

import os
from types import ModuleType

import pytest


def framework(name: str) -> ModuleType:
    """Import a framework; without it the test is skipped, but fails under CI, where the oracle must speak."""
    if os.environ.get("CI"):
        import importlib

        return importlib.import_module(name)
    module: ModuleType = pytest.importorskip(name)
    return module
