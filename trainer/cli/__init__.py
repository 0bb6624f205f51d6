"""The command `convdrill`. Each command imports what it needs when it runs, so that starting stays fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence

DONE, INCORRECT, REFUSED, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done (for check: correct), 1 check: incorrect, 2 not understood or refused."""
    from trainer.cli.arguments import parse
    from trainer.cli.output import complain

    for stream in (sys.stdout, sys.stderr):
        # What cannot be encoded for this terminal is shown as an escape rather than ending the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    arguments = parse(sys.argv[1:] if argv is None else argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:
        message = _refusal(error)
        if message is None:
            raise
        complain(message)
        return REFUSED
    return code


def _refusal(error: Exception) -> str | None:
    """One line for an error that is the user's to mend; None for one that is ours."""
    from questions.generator import UnknownQuestion
    from questions.layers.specs import LayerError
    from questions.question import BadReference
    from trainer.cli.refusal import Refused
    from trainer.store.errors import StoreError

    if isinstance(error, (Refused, UnknownQuestion, BadReference, LayerError, StoreError)):
        return str(error)
    return None


def _reader_gone() -> int:
    """Standard output was closed by its reader (`| head`): stop quietly, and keep Python from complaining at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
