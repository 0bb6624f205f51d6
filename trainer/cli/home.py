"""`convdrill` alone: the terminal app, at home."""

from __future__ import annotations

import argparse

from trainer.cli.app_start import run_app
from trainer.cli.store_access import learner, store_url


def run(arguments: argparse.Namespace) -> int:
    """Open the app."""
    return run_app(store_url(arguments), learner(arguments), None)
