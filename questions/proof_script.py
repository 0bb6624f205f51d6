"""The whole program that proves a question's answer in a framework: text to read, to paste, and to run."""

from __future__ import annotations

import ast
from typing import Literal

from questions.layers.network import Network
from questions.layers.specs import Layer, LayerError
from questions.layers.writing import write_call
from questions.proof import as_keras, as_pytorch
from questions.question import Content
from questions.submission import AnswerKind, Submission, Value, read_submission

ProofFramework = Literal["pytorch", "keras"]

_TORCH_HEAD = """import torch
from torch import nn

torch.set_default_device("meta")  # sizes alone, without memory for the weights
"""
_KERAS_HEAD = "import keras\n"


def proven_value(content: Content) -> Value:
    """What the proof's last line must give: the answer, or for a formula the value of its numeric example."""
    if content.kind is not AnswerKind.FORMULA:
        return content.answer
    read = read_submission(AnswerKind.INTEGER, content.setup)
    if not isinstance(read, Submission):
        raise AssertionError(f"{content.setup!r} is no arithmetic: {read.reason}")
    return read.value


def proof_script(content: Content, framework: ProofFramework) -> str:
    """Imports, the layer with its summary where it can be written, and the proof, whose value is printed last.

    Empty where the framework has nothing to say about the question.
    """
    proof = content.proof
    code = (proof.pytorch if framework == "pytorch" else proof.keras) if proof else ""
    if not code:
        return ""
    head = _TORCH_HEAD if framework == "pytorch" else _KERAS_HEAD
    return "\n".join(part for part in (head, _summary(content, framework), _printed(code)) if part)


def _printed(code: str) -> str:
    """The same lines, with the last expression printed."""
    last = ast.parse(code).body[-1]
    lines = code.split("\n")
    return "\n".join((*lines[: last.lineno - 1], f"print({lines[last.lineno - 1]}", *lines[last.lineno :])) + ")\n"


def _summary(content: Content, framework: ProofFramework) -> str:
    layers = content.layer.layers if isinstance(content.layer, Network) else (content.layer,)
    if any(layer is None for layer in layers):
        return ""
    try:
        calls = [_call(layer, framework) for layer in layers if layer is not None]
    except LayerError:
        return ""
    if framework == "pytorch":
        made = calls[0] if len(calls) == 1 else f"nn.ModuleList([{', '.join(calls)}])"
        return (
            f"layer = {made}\nprint(layer)\nfor name, weight in layer.named_parameters():\n"
            "    print(name, tuple(weight.shape), weight.numel())\n"
        )
    if content.input_shape is None or not _small(content):
        return ""
    shape = (*content.input_shape[1:], content.input_shape[0])
    return f"keras.Sequential([keras.Input({shape}), {', '.join(calls)}]).summary()\n"


def _call(layer: Layer, framework: ProofFramework) -> str:
    return write_call(as_pytorch(layer) if framework == "pytorch" else as_keras(layer), framework)


def _small(content: Content) -> bool:
    """Whether Keras, which really makes the weights, can do so within a few hundred megabytes."""
    from questions.layers.counting import parameters

    layers = content.layer.layers if isinstance(content.layer, Network) else (content.layer,)
    return sum(parameters(layer, "keras").total for layer in layers if layer is not None) <= 50_000_000
