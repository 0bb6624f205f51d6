"""`convdrill prove`: the program that proves an answer, run where its framework is installed."""

from __future__ import annotations

import argparse
import ast
import importlib.metadata
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from questions.generator import generate
from questions.proof_script import ProofFramework, proof_script, proven_value
from questions.question import Question, Reference, shown_value
from questions.submission import AnswerKind, Value
from trainer.cli import DONE, INCORRECT, REFUSED
from trainer.cli.layer_json import answer_json
from trainer.cli.output import complain, say, say_json
from trainer.telling import shown_answer

_TITLES: dict[ProofFramework, str] = {"pytorch": "PyTorch", "keras": "Keras"}
_PACKAGES: dict[ProofFramework, str] = {"pytorch": "torch", "keras": "keras"}
_BACKENDS = ("tensorflow", "jax", "torch")


@dataclass(frozen=True, slots=True)
class Trial:
    """What running a proof came to. `value` is None where it did not run or failed; then `error` says why."""

    framework: ProofFramework
    code: str
    version: str | None
    output: str = ""
    value: Value | None = None
    error: str = ""


def run(arguments: argparse.Namespace) -> int:
    """Show and run the proofs. 0 if nothing disagrees, 1 if a framework gives another answer, 2 if a run fails."""
    question = generate(Reference.parse(arguments.reference))
    frameworks: list[ProofFramework] = [arguments.framework] if arguments.framework else ["pytorch", "keras"]
    expected = proven_value(question.content)
    trials = []
    for framework in frameworks:
        code = proof_script(question.content, framework)
        if not arguments.json:
            _show(framework, code)
        trial = _try(framework, code, arguments.timeout, run_it=bool(code) and not arguments.show)
        trials.append(trial)
        if not arguments.json and code:
            told = _told(trial, expected, shown_only=arguments.show)
            say(*told, *([""] if told else []))
    if arguments.json:
        say_json(_document(question, expected, trials))
    else:
        example = "" if question.content.kind is not AnswerKind.FORMULA else f", {shown_value(expected)} in the example"
        say(f"convdrill's answer: {shown_answer(question.content)}{example}")
    if failed := [f"{_TITLES[trial.framework]} could not prove it: {trial.error}" for trial in trials if trial.error]:
        complain("; ".join(failed))
    if any(trial.value is not None and not _agrees(trial.value, expected) for trial in trials):
        return INCORRECT
    return REFUSED if any(trial.error for trial in trials) else DONE


def _show(framework: ProofFramework, code: str) -> None:
    title = _TITLES[framework]
    if code:
        say(f"# {title}", *code.rstrip("\n").split("\n"), "")
    else:
        say(f"# {title} has nothing to compare with this question.", "")


def _try(framework: ProofFramework, code: str, timeout: int, *, run_it: bool) -> Trial:
    package = _PACKAGES[framework]
    version = importlib.metadata.version(package) if importlib.util.find_spec(package) else None
    if version is None or not run_it:
        return Trial(framework, code, version)
    # The learner's folder must not stand in for the framework (a torch.py there), so it is kept off the path.
    command = [sys.executable, "-P", "-c", code]
    try:
        done = subprocess.run(  # noqa: S603 - our own generated program
            command, capture_output=True, text=True, timeout=timeout, env=_environment(), stdin=subprocess.DEVNULL,
            check=False, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Trial(framework, code, version, error=f"it took more than {timeout} seconds")
    lines = done.stdout.rstrip("\n").split("\n")
    if done.returncode:
        reason = done.stderr.strip().split("\n")[-1] or f"it ended with code {done.returncode}"
        return Trial(framework, code, version, error=reason)
    return Trial(framework, code, version, "\n".join(lines[:-1]), _read(lines[-1]))


def _environment() -> dict[str, str]:
    """Keras is told a backend that is there, if the learner has not chosen one, and says nothing else."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONIOENCODING": "utf-8"}
    backend = next((name for name in _BACKENDS if importlib.util.find_spec(name)), None)
    if backend:
        environment.setdefault("KERAS_BACKEND", backend)
    return environment


def _read(printed: str) -> Value:
    """The printed answer: a number, a shape, True or False, or a choice's letter as it stands."""
    try:
        value: Value = ast.literal_eval(printed)
    except (ValueError, SyntaxError):
        return printed
    return value


def _agrees(value: Value, expected: Value) -> bool:
    """True is not 1 here: a truth value is compared with a truth value."""
    return type(value) is type(expected) and value == expected


def _told(trial: Trial, expected: Value, *, shown_only: bool) -> list[str]:
    title = _TITLES[trial.framework]
    if shown_only or trial.error:
        return []
    if trial.version is None:
        return [f"{title} is not installed here; `pip install {_PACKAGES[trial.framework]}` and run it again."]
    assert trial.value is not None  # noqa: S101 - it ran without an error
    agrees = _agrees(trial.value, expected)
    verdict = "✓ agrees" if agrees else f"✗ differs from {shown_value(expected)}"
    said = trial.output.split("\n") if trial.output else []
    return [*said, f"{title} {trial.version} gives {shown_value(trial.value)}: {verdict}"]


def _document(question: Question, expected: Value, trials: list[Trial]) -> dict[str, Any]:
    return {
        "reference": str(question.reference),
        "answer": answer_json(question.content.answer),
        "expected": answer_json(expected),
        "proofs": [
            {
                "framework": trial.framework,
                "code": trial.code or None,
                "version": trial.version,
                "value": None if trial.value is None else answer_json(trial.value),
                "agrees": None if trial.value is None else _agrees(trial.value, expected),
                "error": trial.error or None,
            }
            for trial in trials
        ],
    }
