"""The way back from the total to what was left out, step by step."""

from __future__ import annotations

from math import prod

from questions.misconceptions.inverse import Riddle
from questions.question import Step
from questions.skills.riddles import idle_steps
from questions.wording import times
from questions.worked.factors import (
    biases_factor,
    depth_factor,
    factor,
    filters_factor,
    kernel_factor,
    kernel_factors,
    things,
)


def inverse_steps(riddle: Riddle) -> tuple[Step, ...]:
    """The steps from the total to what is asked; the last one has the answer."""
    layer, total = riddle.layer, riddle.total
    cout, depth, kernel = layer.out_channels, layer.in_channels // layer.groups, times(layer.kernel_size)
    total_factor = factor("total", total, "parameters of the layer")
    weights = total - (cout if layer.bias else 0)
    steps = [*idle_steps(layer)]
    if layer.groups > 1 and riddle.unknown != "channels":
        steps.append(
            Step(
                "Channels that a filter sees:",
                "C_in/groups",
                f"{layer.in_channels}/{layer.groups}",
                str(depth),
                (things("C_in", layer.in_channels, "input channel"), things("groups", layer.groups, "group")),
            )
        )
    if riddle.unknown == "filters":
        plus = " + 1" if layer.bias else ""
        each = prod(layer.kernel_size) * depth + (1 if layer.bias else 0)
        own = (factor("bias", 1, "of the filter"),) if layer.bias else ()
        bias = ", its bias included" if layer.bias else ""
        steps.append(
            Step(
                f"Parameters of one filter{bias}:",
                "",
                f"{kernel}·{depth}{plus}",
                f"{each:,}",
                (*kernel_factors(layer.kernel_size), depth_factor(layer), *own),
            )
        )
        steps.append(
            Step(
                "So many filters make the total:",
                "total/per filter",
                f"{total}/{each}",
                f"{cout:,}",
                (total_factor, factor("per filter", each, "parameters of one filter")),
            )
        )
        return tuple(steps)
    if layer.bias:
        steps.append(
            Step(
                "One bias per filter comes off first:",
                "total - C_out",
                f"{total} - {cout}",
                f"{weights:,}",
                (total_factor, biases_factor(cout)),
            )
        )
    per_filter = weights // cout
    steps.append(
        Step(
            "Weights in one filter:",
            "weights/C_out",
            f"{weights}/{cout}",
            f"{per_filter:,}",
            (factor("weights", weights, "weights of all filters"), filters_factor(cout)),
        )
    )
    if riddle.unknown == "channels":
        kernel = f"({kernel})" if layer.rank > 1 else kernel
        steps.append(
            Step(
                "Channels that it sees:",
                "per filter/kernel",
                f"{per_filter}/{kernel}",
                f"{depth:,}",
                (factor("per filter", per_filter, "weights of one filter"), kernel_factor(layer.kernel_size)),
            )
        )
        if layer.groups > 1:
            all_groups = f"{layer.groups}·{depth}"
            steps.append(Step(f"All {layer.groups} groups together:", "", all_groups, f"{layer.in_channels:,}"))
        return tuple(steps)
    positions = per_filter // depth
    if depth > 1:
        steps.append(
            Step("Kernel positions per channel:", "", f"{per_filter}/{depth}", f"{positions:,}", (depth_factor(layer),))
        )
    side = layer.kernel_size[0]
    roots = {1: "A 1-d kernel has that length:", 2: "The side is its square root:", 3: "The side is its cube root:"}
    steps.append(Step(roots[layer.rank], "", {1: "", 2: f"√{positions}", 3: f"∛{positions}"}[layer.rank], f"{side:,}"))
    return tuple(steps)
