"""The parser that all commands share: it complains in one line and takes arguments for what they are."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, and takes no shortened options, whose meaning could change with the next one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        if message == "argument --svg: expected one argument":
            message = "argument --svg: expected a FILE to write to, or - for standard output"
        from trainer.cli.output import printable

        self.exit(2, f"convdrill: {printable(' '.join(message.split()))} (see {self.prog} --help)\n")


class Version(argparse.Action):
    """Shows the version and stops."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"convdrill {version('convdrill')}\n")
        parser.exit()


def shielded(argv: list[str]) -> list[str]:
    """An answer that begins with a minus sign (`-5*2`) would be taken for an option; a blank in front prevents it."""
    if "check" not in argv:
        return argv
    return [f" {argument}" if _is_negative_answer(argument) else argument for argument in argv]


def _is_negative_answer(argument: str) -> bool:
    """Options have a letter behind the signs; `-` alone is standard input, `--` ends the options."""
    return argument.startswith("-") and argument.lstrip("-")[:1] != "" and not argument.lstrip("-")[0].isalpha()
