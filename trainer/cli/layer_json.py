"""Layers, questions and misconceptions as JSON values. Numbers are numbers, shapes are lists."""

from __future__ import annotations

from typing import Any

from questions.layers.specs import Conv
from questions.question import Content, Question


def layer_json(content: Content) -> dict[str, Any]:
    """The layer asked about, in PyTorch's terms and order; letters stand as strings where the question has letters."""
    if content.symbolic_layer is not None:
        return content.symbolic_layer
    layer = content.layer
    if not isinstance(layer, Conv):
        raise TypeError(f"questions about {type(layer).__name__} have no JSON form")
    return {
        "rank": layer.rank,
        "in_channels": layer.in_channels,
        "out_channels": layer.out_channels,
        "kernel_size": list(layer.kernel_size),
        "stride": list(layer.stride),
        "padding": layer.padding if isinstance(layer.padding, str) else list(layer.padding),
        "dilation": list(layer.dilation),
        "groups": layer.groups,
        "bias": layer.bias,
        "input_shape": list(content.input_shape) if content.input_shape else None,
    }


def answer_json(value: object) -> Any:
    """A number stays a number, a shape becomes a list, a formula its text."""
    if isinstance(value, (bool, int, str)):
        return value
    return list(value) if isinstance(value, tuple) else str(value)


def question_json(question: Question, *, with_answer: bool) -> dict[str, Any]:
    """The document that `question --json` prints."""
    content, reference = question.content, question.reference
    document: dict[str, Any] = {
        "id": question.id,
        "reference": str(reference),
        "skill": reference.skill,
        "level": reference.level,
        "prompt": content.prompt,
        "answer_kind": content.kind.value,
        "layer": layer_json(content),
    }
    if with_answer:
        proof = content.proof
        document |= {
            "answer": answer_json(content.answer),
            "misconceptions": [
                {"id": slip.id, "value": answer_json(slip.value), "feedback": slip.feedback}
                for slip in content.misconceptions
            ],
            "explanation": [str(step) for step in content.explanation],
            "proof": {"pytorch": proof.pytorch, "keras": proof.keras} if proof else None,
        }
    return document
