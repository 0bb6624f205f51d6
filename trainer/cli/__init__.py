"""The command `convdrill`. Each command imports what it needs when it runs, so that starting stays fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence

DONE, INCORRECT, REFUSED, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 the answer is no (check, prove, doctor), 2 not understood or refused."""
    from trainer.cli.output import complain
    from trainer.cli.streams import OutputLost, flushed, prepare_streams, reader_gone

    prepare_streams()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        flushed()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        reader_gone()
        return DONE
    except OutputLost as lost:
        reader_gone()
        complain(str(lost))
        return REFUSED
    except Exception as error:
        message = _refusal(error)
        if message is None:
            raise
        complain(message)
        return REFUSED
    return code


def _run(argv: Sequence[str]) -> int:
    from trainer.cli.arguments import parse
    from trainer.cli.hints import called_with

    arguments = parse(argv)
    called_with(arguments)
    code: int = arguments.run(arguments)
    return code


def _refusal(error: Exception) -> str | None:
    """One line for an error that is the user's to mend; None for one that is ours."""
    from questions.generator import UnknownQuestion
    from questions.layers.specs import LayerError
    from questions.question import BadReference
    from questions.sets.errors import SetError
    from trainer.cli.refusal import Refused
    from trainer.exports.contract import BadExport
    from trainer.store.errors import StoreError

    if isinstance(error, OSError):
        return f"{error.filename or 'a file'} cannot be used: {error.strerror or error}"
    if isinstance(error, (Refused, UnknownQuestion, BadReference, SetError, BadExport, LayerError, StoreError)):
        return str(error)
    return None
