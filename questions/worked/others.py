"""How the parameters of dense layers, normalizations, embeddings and PReLU come about."""

from __future__ import annotations

from math import prod

from questions.layers.counting import Framework, parameters
from questions.layers.specs import (
    BatchNorm,
    Dense,
    Embedding,
    GroupNorm,
    InstanceNorm,
    LayerNorm,
    PReLU,
    Shape,
)
from questions.question import Step
from questions.worked.common import Steps, bias_step, sum_step, tensor_step
from questions.worked.factors import factor, things


def explain_dense(layer: Dense, framework: Framework, _input_shape: Shape | None, _batch: int) -> Steps:
    weights = layer.in_features * layer.out_features
    return (
        Step(
            "Every output is connected to every input:",
            "in_features·out_features",
            f"{layer.in_features}·{layer.out_features}",
            f"{weights:,}",
            (things("in_features", layer.in_features, "input"), things("out_features", layer.out_features, "output")),
        ),
        bias_step(layer.out_features, layer.bias, "output"),
        sum_step(weights, layer.out_features if layer.bias else 0),
        tensor_step(layer, framework),
    )


def explain_norm(
    layer: BatchNorm | LayerNorm | GroupNorm | InstanceNorm,
    framework: Framework,
    _input_shape: Shape | None,
    _batch: int,
) -> Steps:
    count = parameters(layer, framework)
    if isinstance(layer, LayerNorm):
        each = f"each of the {'·'.join(map(str, layer.normalized_shape))} normalised elements"
    else:
        each = f"each of the {layer.channels} channels"
    steps = [
        _learned("scale (γ)", each, count.weights),
        _learned("shift (β)", each, count.biases),
    ]
    if count.non_trainable:
        steps.append(
            Step(
                "A moving mean and a moving variance per channel, counted by Keras but not trained:",
                "",
                f"2·{count.non_trainable // 2}",
                f"{count.non_trainable:,}",
                (
                    factor("statistics", 2, "moving mean and moving variance"),
                    things("C", count.non_trainable // 2, "channel"),
                ),
            )
        )
    elif count.buffers:
        kept = "as buffers" if framework == "pytorch" else "as batch statistics"
        steps.append(Step(f"The moving statistics ({count.buffers} numbers) are kept {kept}, not as parameters."))
    parts = [part for part in (count.weights, count.biases, count.non_trainable) if part]
    steps.append(Step("Together:", "", " + ".join(map(str, parts)) if len(parts) > 1 else "", f"{count.total:,}"))
    return tuple(steps)


def explain_embedding(layer: Embedding, framework: Framework, _input_shape: Shape | None, _batch: int) -> Steps:
    weights = layer.entries * layer.features
    return (
        Step(
            "Each entry of the table has a vector of its own:",
            "entries·features",
            f"{layer.entries}·{layer.features}",
            f"{weights:,}",
            (
                factor("entries", layer.entries, "rows of the table"),
                things("features", layer.features, "number", " in each vector"),
            ),
        ),
        tensor_step(layer, framework),
    )


def explain_prelu(layer: PReLU, framework: Framework, _input_shape: Shape | None, _batch: int) -> Steps:
    if layer.slopes in ((), (1,)):
        return (Step("A single slope below zero is learned for all elements:", "", "", "1"),)
    if len(layer.slopes) == 1:
        return (Step("One slope below zero is learned per channel:", "", "", f"{layer.slopes[0]:,}"),)
    slopes = "·".join(map(str, layer.slopes))
    return (
        Step("Every element of the input has a slope of its own, unless it shares an axis:", "", slopes,
             f"{prod(layer.slopes):,}"),
        tensor_step(layer, framework),
    )  # fmt: skip


def _learned(what: str, each: str, count: int) -> Step:
    return Step(f"A learned {what} for {each}:", "", "", f"{count:,}") if count else Step(f"It has no learned {what}.")
