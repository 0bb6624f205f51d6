"""How the formula of an output's size comes about, step by step, and what it leaves out."""

from __future__ import annotations

from questions.misconceptions.formulas import room
from questions.question import Step
from questions.skills.formulas.output_case import Letters
from questions.worked.factors import Factors, factor
from questions.worked.letters import move_places

AXES = ("height", "width")


def output_idle(x: Letters) -> Factors:
    """What an axis of the output does not depend on."""
    idle = [factor("channels", x.channels, "summed within each filter")]
    idle.append(factor("filters", x.filters, "each gives a channel, not a position"))
    if len(x.asked) == 1:
        other = 1 - x.asked[0]
        idle.append(factor(f"input {AXES[other]}", x.size[other], "slid over on its own"))
        if x.kernel[other] != x.kernel[x.asked[0]]:
            idle.append(factor(f"kernel {AXES[other]}", x.kernel[other], "belongs to the other axis"))
    if x.padding == "same":
        idle.append(factor("kernel", "×".join(x.kernel), "the padding makes up for it"))
    return tuple(idle)


def output_steps(x: Letters) -> tuple[Step, ...]:
    """How far the kernel reaches, how much room that leaves, and how many strides fit."""
    size, kernel = x.asked_sizes[0], x.kernel[x.asked[0]]
    name = AXES[x.asked[0]]
    asked = factor("size", size, f"{name} of the input")
    kernels = (factor("kernel", kernel, f"{name} of the kernel"),)
    rest = (*(() if x.padding else (asked,)), *(() if x.dilation else kernels))
    both = (
        (
            Step(
                "The same holds for the width, and the positions are the product of both.",
                factors=(
                    factor("size", x.size[1], "width of the input"),
                    factor("kernel", x.kernel[1], "width of the kernel"),
                ),
            ),
        )
        if x.asked[1:]
        else ()
    )
    if x.transposed:
        steps = [Step(f"Kernels are laid down {x.stride} apart, one per position; the first and the last are apart by",
                      "", "", f"({size} - 1)*{x.stride}",
                      (asked, *move_places(x.stride))),
                 Step("The last kernel adds its length:", "", "", kernel, kernels)]  # fmt: skip
        steps += (
            [
                Step(
                    "Padding cuts this off, half of it on each side:",
                    "",
                    "",
                    f"2*{x.padding}",
                    (factor("padding", x.padding, "cut off on each side"),),
                )
            ]
            if x.padding
            else []
        )
        steps += (
            [
                Step(
                    "output_padding is added at one end:",
                    "",
                    "",
                    x.extra,
                    (factor("output_padding", x.extra, "positions at one end"),),
                )
            ]
            if x.extra
            else []
        )
        return tuple(steps)
    if x.padding == "same":
        return (
            Step('"same" pads so that only the stride makes the axis shorter; the kernel plays no part.'),
            Step("There is a position in every stride, also in an incomplete last one:", "", "",
                 f"ceil({size}/{x.stride})", (asked, *move_places(x.stride))),
            *both,
        )  # fmt: skip
    steps = []
    if x.padding:
        steps.append(Step("The padded axis is longer on both sides:", "", "", f"{size} + 2*{x.padding}",
                          (asked, *move_places(padding=x.padding))))  # fmt: skip
    if x.dilation:
        steps.append(Step("The kernel with its gaps reaches over", "", "", f"{x.dilation}*({kernel} - 1) + 1",
                          (*kernels, *move_places(dilation=x.dilation))))  # fmt: skip
    span = room(size, kernel, x.padding, x.dilation)
    steps.append(Step("So the window has room to move by", "", "", span, rest))
    if x.stride:
        steps.append(Step("Whole strides that fit into it:", "", "", f"floor(({span})/{x.stride})",
                          move_places(x.stride)))  # fmt: skip
    steps.append(Step("The first position counts too, so one is added."))
    return (*steps, *both)
