"""How the multiply-adds of a convolution come about, step by step."""

from __future__ import annotations

from questions.misconceptions.work import Work
from questions.question import Step
from questions.skills.conv_layers import AXES, Setting
from questions.wording import times
from questions.worked import kernel_letters
from questions.worked.factors import Factors, depth_factor, factor, filters_factor, kernel_factors, span_factors


def macs_steps(setting: Setting, work: Work) -> tuple[Step, ...]:
    """The output size, the cost of one value, and the two together."""
    f, layer = work.f, work.layer
    steps = list(_size_steps(work))
    if len(work.out) > 1:
        steps.append(Step("So many output positions:", "", times(work.out), f"{work.positions:,}"))
    seen = f.spanned if layer.groups == 1 else f"{f.depth} of the {f.cin} channels"
    letters = "·".join((*kernel_letters(f.rank), "C_in" if layer.groups == 1 else "(C_in/groups)"))
    steps += [
        Step(f"A filter sees {seen}; multiply-adds for one output value:", letters, f"{f.k}·{f.depth}",
             f"{f.K * f.depth:,}", (*kernel_factors(layer.kernel_size), depth_factor(layer))),
        Step("At each position every filter gives one value:", "C_out·per value", f"{f.cout}·{f.K * f.depth}",
             f"{f.W:,}", (filters_factor(f.cout), factor("per value", f.K * f.depth, "multiply-adds of one value"))),
    ]  # fmt: skip
    given = [factor("biases", f.cout, "added, not multiplied: not counted here")] if f.B else []
    given += [factor("batch", setting.batch, "a single input is asked for")] if setting.batch > 1 else []
    idle = ["biases"] if f.B else []
    idle += ["number of inputs in a batch"] if setting.batch > 1 else []
    if idle:
        steps.append(Step(f"The {' and the '.join(idle)} {'play' if f.B or len(idle) > 1 else 'plays'} no part here.",
                          idle=tuple(given)))  # fmt: skip
    macs = work.answer // work.per
    steps.append(Step("At all positions:", "", f"{work.positions}·{f.W}", f"{macs:,}"))
    if work.per == 2:
        steps.append(Step("Two FLOPs for each multiply-add:", "", f"2·{macs}", f"{work.answer:,}"))
    return tuple(steps)


def _size_steps(work: Work) -> list[Step]:
    """The output size per axis, once for axes that are alike."""
    layer, names = work.layer, AXES[work.layer.rank - 1]
    axes: dict[tuple[str, int], list[str]] = {}
    factors: dict[str, Factors] = {}
    for axis, size in enumerate(work.out):
        n, k, s, d = work.shape[axis + 1], layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
        if work.padding is None:
            written = f"ceil({n}/{s})"
        else:
            pad = work.padding[axis]
            room = f"{n}{f' + 2·{pad}' if pad else ''} - {f'{d}·({k} - 1)' if d > 1 else k - 1} - 1"
            written = f"floor(({room})/{s}) + 1" if s > 1 else f"{room} + 1"
        axes_before = len(axes)
        axes.setdefault((written, size), []).append(names[axis])
        factors.setdefault(written, _size_factors(work, axis, first=not axes_before))
    formula = "ceil(size/stride)" if work.padding is None else "floor((size + 2·P - d·(k - 1) - 1)/s) + 1"
    return [
        Step(f"The output's {' and '.join(of)}:", formula if not place else "", written, f"{size:,}", factors[written])
        for place, ((written, size), of) in enumerate(axes.items())
    ]


def _size_factors(work: Work, axis: int, *, first: bool) -> Factors:
    """What the rule for an output size names along this axis; behind the first also a padding of 0 is left out."""
    layer = work.layer
    n, k, s, d = work.shape[axis + 1], layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
    size = factor("size", n, "positions of the input")
    if work.padding is None:
        return size, factor("stride", s, "from one window to the next")
    pad = work.padding[axis]
    found = [size, factor("P", pad, "zeros on each side")] if first or pad else [size]
    if d > 1:
        found += span_factors(k, d)
    else:
        found += [factor("d", d, "dilation"), factor("k", k, "size of the kernel")] if first else []
        found.append(factor("k - 1", k - 1, "positions of the kernel beyond its first"))
    if first or s > 1:
        found.append(factor("s", s, "stride"))
    return tuple(found)
