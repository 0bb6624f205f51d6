"""`convdrill redo`: bring back the answer that was taken back last."""

from __future__ import annotations

import argparse

from trainer.cli.undo import change
from trainer.journal import Journal


def run(arguments: argparse.Namespace) -> int:
    """Redo and say what. Raises Refused where there is nothing."""
    change(arguments, Journal.redo, "Back again", "there is nothing to bring back, or you have answered since")
    return 0
