"""`convdrill set` alone lists the sets."""

from __future__ import annotations

import argparse

from trainer.cli import set_list


def run(_arguments: argparse.Namespace) -> int:
    """The same as `convdrill set list`."""
    return set_list.show()
