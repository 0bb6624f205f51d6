"""Layers, questions and misconceptions as JSON values. Numbers are numbers, shapes are lists."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from questions.layers.network import Network
from questions.layers.specs import Layer
from questions.question import Content, Question, Step


def layer_json(content: Content) -> dict[str, Any] | None:
    """What is asked about, in PyTorch's terms and order; letters stand as strings where the question has letters."""
    if content.symbolic_layer is not None:
        return _typed(content.symbolic_layer)
    layer = content.layer
    if layer is None:
        return None
    if isinstance(layer, Network):
        described: dict[str, Any] = {"type": "Network", "layers": [_described(each) for each in layer.layers]}
    else:
        described = _described(layer)
    return {**described, "input_shape": list(content.input_shape) if content.input_shape else None}


def _typed(symbolic: dict[str, Any]) -> dict[str, Any]:
    """A layer in letters with its type, which is Conv unless it says otherwise; so are the layers of a network."""
    if "layers" in symbolic:
        layers = [_typed(each) for each in symbolic["layers"]]
        inputs = [layer.pop("input_shape", None) for layer in layers]
        return symbolic | {"layers": layers, "input_shape": inputs[0]}
    return {"type": "Conv", **symbolic}


def _described(layer: Layer) -> dict[str, Any]:
    """The kind of layer, its number of spatial axes where it has them, and its fields."""
    rank = getattr(layer, "rank", None)
    described: dict[str, Any] = {"type": type(layer).__name__} | ({} if rank is None else {"rank": rank})
    for field in dataclasses.fields(layer):
        value = getattr(layer, field.name)
        described[field.name] = list(value) if isinstance(value, tuple) else value
    return described


def answer_json(value: object) -> Any:
    """A number stays a number, a shape becomes a list, a formula its text."""
    if isinstance(value, (bool, int, str)):
        return value
    return list(value) if isinstance(value, tuple) else str(value)


def steps_json(steps: Sequence[Step]) -> dict[str, Any]:
    """The worked steps twice: `explanation` has a line for each, `steps` its parts."""
    return {"explanation": [str(step) for step in steps], "steps": [_step_json(step) for step in steps]}


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "sentence": step.sentence,
        "formula": step.formula or None,
        "substitution": step.substitution or None,
        "result": step.result or None,
        "factors": [{"symbol": each.symbol, "number": each.number, "meaning": each.meaning} for each in step.factors],
        "idle": [{"name": each.symbol, "number": each.number, "reason": each.meaning} for each in step.idle],
    }


def question_json(question: Question, *, with_answer: bool, with_hints: bool) -> dict[str, Any]:
    """The document that `question --json` prints."""
    content, reference = question.content, question.reference
    document: dict[str, Any] = {
        "id": question.id,
        "reference": str(reference),
        "skill": reference.skill,
        "level": reference.level,
        "prompt": content.prompt,
        "answer_kind": content.kind.value,
        "choices": list(content.choices),
        "layer": layer_json(content),
    }
    if with_hints:
        document["hints"] = list(content.hints)
    if with_answer:
        proof = content.proof
        document |= {
            "answer": answer_json(content.answer),
            "misconceptions": [
                {"id": slip.id, "value": answer_json(slip.value), "feedback": slip.feedback}
                for slip in content.misconceptions
            ],
            **steps_json(content.explanation),
            "proof": {"pytorch": proof.pytorch or None, "keras": proof.keras or None} if proof else None,
        }
    return document
