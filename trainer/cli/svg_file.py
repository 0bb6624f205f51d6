"""`--svg FILE`: the picture of a question, a layer or a network in a file of its own; `-` is standard output."""

from __future__ import annotations

import argparse
import sys

from questions.picture.scene import Scene
from trainer.cli.output import say
from trainer.cli.refusal import Refused
from trainer.cli.whole_file import write_whole
from trainer.drawing.svg import draw_svg

_NOTHING = "there is no picture of this"


def question_svg(arguments: argparse.Namespace) -> int:
    """What may be seen before the answer; with `--answer` all of it."""
    from questions.generator import generate
    from questions.picture import picture_after, picture_before
    from questions.question import Reference

    others = arguments.skill or arguments.level or arguments.seed is not None or arguments.bias or arguments.count > 1
    if arguments.reference is None or others:
        raise Refused("--svg draws one question: name it by its reference alone")
    _refuse_words(arguments, "json", "hints")
    content = generate(Reference.parse(arguments.reference)).content
    if arguments.answer:
        return _keep(picture_after(content), arguments.svg, _NOTHING)
    before = picture_before(content)
    later = "; with --answer there is one" if before is None and picture_after(content) else ""
    return _keep(before, arguments.svg, f"{_NOTHING} before its answer{later}")


def explain_svg(arguments: argparse.Namespace) -> int:
    """The layer over its input, or a modest one where none is given; or the network."""
    from trainer.cli.explain_picture import read_scene

    _refuse_words(arguments, "json")
    return _keep(read_scene(arguments), arguments.svg, _NOTHING)


def _refuse_words(arguments: argparse.Namespace, *options: str) -> None:
    for option in (*options, "picture"):
        if getattr(arguments, option, False):
            raise Refused(f"--svg writes the picture alone; leave --{option} out")


def _keep(scene: Scene | None, target: str, lacking: str) -> int:
    if scene is None:
        raise Refused(lacking)
    document = draw_svg(scene)
    if target == "-":
        sys.stdout.write(document)
    else:
        write_whole(target, document)
        say(f"Picture written to {target}")
    return 0
