"""The command line: which commands there are and what they take."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence

from trainer.cli.argument_values import day, learner, whole
from trainer.cli.parser import OneLineParser, Version, shielded
from trainer.cli.set_arguments import add_set_commands

_MAX_COUNT = 1_000_000
HISTORY_LIMIT = 20

_Command = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command of this name with this help."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options; `run` in it carries the command out. Exits with 2 if it is not understood."""
    return _parser().parse_args(shielded(list(argv)), argparse.Namespace(database=None, learner=None))


def _late(module: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        code: int = importlib.import_module(f"trainer.cli.{module}").run(arguments)
        return code

    return run


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="convdrill",
        parents=[_shared()],
        description="Drill the arithmetic of convolutional layers. Without a command it opens the terminal app.",
    )
    parser.add_argument("--version", action=Version, nargs=0, help="show the version and stop")
    parser.set_defaults(run=_late("home"))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=OneLineParser)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_, parents=[_shared()])
        made.set_defaults(run=_late(name))
        return made

    for add in (_practising, _questions, _layers, _log, _keeping, _showing):
        add(command)
    add_set_commands(command, whole, _nested)
    return parser


def _nested(parser: argparse.ArgumentParser, name: str) -> _Command:
    """What adds the commands below that command; `name_act` is the module of each."""
    acts = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=OneLineParser)

    def command(act: str, help_: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = acts.add_parser(act, help=help_, description=help_, parents=[_shared()])
        made.set_defaults(run=_late(f"{name}_{act}"))
        return made

    return command


def _practising(command: _Command) -> None:
    practice = command("practice", "Practise, what is due first: 12 questions or 10 minutes unless you set others.")
    practice.add_argument("--skill", metavar="ID", action="append", default=[], help="only this skill (repeatable)")
    practice.add_argument("--set", metavar="SET|CODE", help="exactly the questions of this set: its name, code or file")
    practice.add_argument("--limit", metavar="N", type=whole(1, 10_000), help="ask N questions, however long it takes")
    practice.add_argument("--flashcards", action="store_true", help="think, turn the card, rate yourself")
    practice.add_argument("--placement", action="store_true", help="at most 12 questions that find out what you know")
    practice.add_argument("--plain", action="store_true", help="line by line, for pipes and screen readers")

    interview = command("interview", "A mock interview: 10 questions in 20 minutes, plain numbers, judged at the end.")
    interview.add_argument("--questions", metavar="N", type=whole(1, 40), help="how many (default 10)")
    interview.add_argument("--minutes", metavar="M", type=whole(1, 180), help="how long (default 20)")
    interview.add_argument(
        "--tier", choices=("A", "B", "C"), action="append", help="skills of this tier (repeatable; default A and B)"
    )
    interview.add_argument("--set", metavar="SET|CODE", help="about the questions of this set: its name, code or file")
    interview.add_argument("--level", metavar="L", type=whole(1, 3), help="1 small numbers, 2 real networks, 3 large")
    interview.add_argument("--plain", action="store_true", help="line by line, without going back")
    interview.add_argument("--list", action="store_true", help="list the interviews that are over")
    interview.add_argument(
        "--report",
        nargs="?",
        const="1",
        metavar="ID",
        help="show a report: an id, or its number in the list (default 1)",
    )
    interview.add_argument("--markdown", metavar="FILE", help="write the report as Markdown; - is standard output")
    interview.add_argument("--html", metavar="FILE", help="write the report as one HTML file; - is standard output")
    interview.add_argument("--json", action="store_true", help="the list or the report as one JSON document")


def _questions(command: _Command) -> None:
    question = command("question", "Show a question, or draw new ones.")
    question.add_argument("reference", nargs="?", metavar="REFERENCE", help="for example conv2d.parameters/v1/2/42")
    question.add_argument("--skill", metavar="ID", action="append", default=[], help="only this skill (repeatable)")
    question.add_argument("--level", type=whole(1, 3), help="1 small numbers, 2 real networks, 3 with distractions")
    question.add_argument("--seed", type=whole(0, 10**18 - 1), help="the same seed gives the same questions")
    question.add_argument("--bias", choices=("on", "off"), help="only layers with or without bias")
    question.add_argument("--count", metavar="N", type=whole(1, _MAX_COUNT), default=1, help="how many (default 1)")
    question.add_argument("--answer", action="store_true", help="with the answer, the steps and the usual mistakes")
    question.add_argument("--hints", action="store_true", help="with hints, from a nudge to the set-up")
    question.add_argument("--picture", action="store_true", help="with a picture, before the answer what may be seen")
    question.add_argument(
        "--svg", metavar="FILE", help="write its picture (with --answer all of it); - is standard output"
    )
    question.add_argument("--json", action="store_true", help="one JSON document per question, one per line")

    check = command("check", "Check an answer to a question, or a parameter count of a layer or network.")
    check.add_argument(
        "target",
        metavar="REFERENCE|CALL",
        help="a reference, a call such as 'nn.Conv2d(3, 10, 3)', a network such as 'nn.Sequential(...)', or a file",
    )
    check.add_argument("answer", metavar="ANSWER", help="a number, arithmetic or formula; - reads standard input")
    check.add_argument("--input", metavar="SHAPE", help="its input without batch, e.g. 3x24x24")
    check.add_argument("--json", action="store_true", help="one JSON document")

    prove = command("prove", "Prove an answer by a PyTorch and a Keras program, run where they are installed.")
    prove.add_argument("reference", metavar="REFERENCE", help="for example conv2d.parameters/v1/2/42")
    prove.add_argument("--framework", choices=("pytorch", "keras"), help="only this one")
    prove.add_argument("--timeout", metavar="SECONDS", type=whole(1, 3600), default=120, help="for each (default 120)")
    prove.add_argument("--show", action="store_true", help="show the programs without running them")
    prove.add_argument("--json", action="store_true", help="one JSON document")


def _layers(command: _Command) -> None:
    explain = command("explain", "Count the parameters of a layer or a whole network and show how they come about.")
    explain.add_argument(
        "call",
        nargs="?",
        metavar="CALL|FILE",
        help="a layer call such as 'nn.Conv2d(3, 10, 3)'; a network in PyTorch, Keras or Flax as text, as a file "
        "(model.py), or - for standard input; what print(model) shows. Nothing of it is run.",
    )
    explain.add_argument("--input", metavar="SHAPE", help="input in the framework's order without batch, e.g. 24x24x3")
    explain.add_argument("--framework", choices=("pytorch", "keras", "flax"), help="whose call it is")
    explain.add_argument("--picture", action="store_true", help="with a picture of the layer or the network")
    explain.add_argument(
        "--cheatsheet", action="store_true", help="instead: the formulas on one page, with blanks, then filled in"
    )
    explain.add_argument("--page", choices=("blanks", "filled"), help="only this page of the cheat sheet")
    explain.add_argument("--svg", metavar="FILE", help="write a picture of it; - is standard output")
    explain.add_argument("--json", action="store_true", help="one JSON document")

    lab = command("lab", "Turn the settings of a convolution and see what changes, what does not, and why.")
    lab.add_argument("call", nargs="?", metavar="CALL", help="open on this layer, such as 'nn.Conv2d(3, 10, 3)'")
    lab.add_argument("--input", metavar="SHAPE", help="input in the framework's order without batch, e.g. 3x24x24")
    lab.add_argument("--framework", choices=("pytorch", "keras", "flax"), help="whose call it is")
    lab.add_argument("--plain", action="store_true", help="the figures of the layer as lines, for pipes")


def _log(command: _Command) -> None:
    skills = command("skills", "List the skills and how far each one is.")
    skills.add_argument("--json", action="store_true", help="one JSON document")
    stats = command("stats", "Show what the log adds up to.")
    stats.add_argument("--json", action="store_true", help="one JSON document")
    stats.add_argument(
        "--range", choices=("30", "90", "all"), default="30", help="how many days to look back on (default: 30)"
    )


def _shared() -> OneLineParser:
    """What every command takes, before or behind its name."""
    shared = OneLineParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--database", metavar="URL", help="another store: a path or a database URL")
    shared.add_argument(
        "--learner", metavar="NAME", type=learner, help="whose answers, schedule and settings (default me)"
    )
    return shared


def _keeping(command: _Command) -> None:
    """The commands about the store itself."""
    command("undo", "Take the newest answer back, of whichever session; again for the one before it.")
    command("redo", "Bring back the answer that was taken back last, unless you have answered since.")

    _history(command("history", "List your answers, the newest first; export and import the whole log."))

    doctor = command("doctor", "Say whether the store is sound and what each finding means; only --repair changes it.")
    doctor.add_argument("--repair", action="store_true", help="back up, then repair what can be made from the log")
    doctor.add_argument("--json", action="store_true", help="one JSON document")

    learners = command("learners", "List who practises with this store.")
    learners.add_argument("--json", action="store_true", help="one JSON document")

    settings = command("settings", "Show or change the interview date, limits of a day, theme and session length.")
    settings.add_argument(
        "key",
        nargs="?",
        metavar="KEY",
        help="interview_date, desired_retention, new_per_day, reviews_per_day; theme, questions, minutes",
    )
    settings.add_argument("value", nargs="?", metavar="VALUE", help="its new value; default takes it back")
    settings.add_argument("--json", action="store_true", help="one JSON document")

    backup = command("backup", "Make a verified copy of the store.")
    backup.add_argument("file", nargs="?", metavar="FILE", help="a new file (default: among the automatic backups)")

    restore = command("restore", "List the backups and bring one back. What is there now is kept.")
    restore.add_argument("backup", nargs="?", metavar="BACKUP|FILE", help="a number or name of the list, or a file")
    restore.add_argument("--latest", action="store_true", help="the newest one that is without a fault")


def _history(history: argparse.ArgumentParser) -> None:
    limit = history.add_argument("--limit", metavar="N", type=whole(1, _MAX_COUNT), default=HISTORY_LIMIT)
    limit.help = f"how many (default {HISTORY_LIMIT})"
    history.add_argument("--skill", metavar="ID", help="only answers of this skill")
    history.add_argument("--verdict", choices=("right", "wrong", "dont-know", "self-rated"), help="only such answers")
    history.add_argument("--misconception", metavar="ID", help="only answers that show this misconception")
    history.add_argument("--since", metavar="DATE", type=day, help="from this day on, e.g. 2026-03-01")
    history.add_argument("--until", metavar="DATE", type=day, help="up to this day")
    history.add_argument("--json", action="store_true", help="one JSON document per answer, one per line")
    act = _nested(history, "history")
    for name, help_, file in (
        ("export", "Write your whole log: answers, undos, suspensions, resets.", "a new file; - for standard output"),
        ("import", "Take in what the log does not have yet; twice is once.", "an exported file; - for standard input"),
    ):
        parser = act(name, help_)
        parser.add_argument("file", metavar="FILE", help=file)
        parser.add_argument("--format", choices=("csv", "jsonl"), help="where the file's name does not say it")


def _showing(command: _Command) -> None:
    demo = command("demo", "Look around in the app with four months of an invented learner's history.")
    demo.add_argument("--reviews", metavar="N", type=whole(1, 200_000), default=2_500, help="answers (default 2500)")
    demo.add_argument("--seed", type=whole(0, 10**18 - 1), default=1, help="another seed, another learner (default 1)")
    demo.add_argument("--keep", action="store_true", help="do not remove the demo's store at the end")

    serve = command("serve", "Open the app to browsers: each tab is a session on the same store.")
    serve.add_argument("--host", metavar="NAME", default="127.0.0.1", help="who may reach it (default: this machine)")
    serve.add_argument("--port", metavar="N", type=whole(0, 65_535), default=8000, help="default 8000; 0: any free one")
