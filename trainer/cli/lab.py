"""`convdrill lab`: the lab in the terminal, on a layer if one is given. It opens no store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace

from questions.layers.notation import read_call
from questions.layers.terms import FRAMEWORK_TITLES
from trainer import paths
from trainer.cli.output import say
from trainer.cli.refusal import Refused
from trainer.cli.shapes import read_shape
from trainer.config import ConfigFile
from trainer.lab.code import code, tensors
from trainer.lab.figures import Quantity, figures, shown_tensors
from trainer.lab.settings import LabSettings, settings_of, trouble

_LABEL = 17


def run(arguments: argparse.Namespace) -> int:
    """Open the lab until the learner leaves. Raises Refused, and LayerError for a call that it cannot show."""
    settings = _settings(arguments)
    if arguments.plain:
        say(*_plain(settings))
        return 0
    # Textual draws on standard error.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused("the lab needs a terminal; without one, convdrill lab --plain CALL gives its figures")
    from trainer.tui.lab_app import LabApp
    from trainer.tui.themes import suit_terminal

    config = ConfigFile(paths.config_file())
    app = LabApp(settings, config)
    suit_terminal(app, config)
    app.run()
    return app.return_code or 0


def _plain(settings: LabSettings) -> Iterator[str]:
    """Every quantity, its formula, and the numbers put in."""
    for figure in figures(settings):
        if figure.quantity is not Quantity.WEIGHTS:
            yield f"{figure.quantity:<{_LABEL}} {figure.text}"
            if figure.formula:
                yield from (f"{'':<{_LABEL}}   {line}" for line in (figure.formula, f"= {figure.substitution}"))
    for title, text in shown_tensors(tensors(settings), settings.layers):
        yield f"{f'weights, {title}':<{_LABEL}} {text}"
    for written in code(settings):
        lines = written.text.split("\n") if written.calls else [written.reason]
        yield f"{f'code, {FRAMEWORK_TITLES[written.framework]}':<{_LABEL}} {lines[0]}"
        yield from (f"{'':<{_LABEL}} {line}" for line in lines[1:])


def _settings(arguments: argparse.Namespace) -> LabSettings:
    shape = read_shape(arguments.input) if arguments.input is not None else None
    if arguments.call is not None:
        call = read_call(arguments.call, arguments.framework, shape)
        return settings_of(call.layer, call.input_shape, call.framework)
    settings = LabSettings(framework=arguments.framework or "pytorch")
    if shape is None:
        return settings
    if len(shape) != settings.rank + 1:
        raise Refused("--input without a layer takes channels, height and width, such as 3x24x24")
    channels, *sizes = shape if settings.framework == "pytorch" else (shape[-1], *shape[:-1])
    settings = replace(settings, in_channels=channels, input_size=tuple(sizes))
    if reason := trouble(settings):
        raise Refused(reason)
    return settings
