"""`convdrill group` alone does nothing by itself."""

from __future__ import annotations

import argparse

from trainer.cli.refusal import Refused


def run(_arguments: argparse.Namespace) -> int:
    """Say what there is. Raises Refused."""
    raise Refused("say what about the group: convdrill group report FILE… counts the answers of results files")
