"""The shape that comes out of a convolution: PyTorch with padding in numbers, Keras with padding as a rule."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.specs import LayerError, Shape
from questions.layers.writing import write_call
from questions.misconceptions.output_rules import batch_slip, explicit_slips, rule_slips
from questions.misconceptions.output_size import Axis, OutputFacts
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES
from questions.skills.output_settings import Sliding, draw_keras, draw_pytorch, tell
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import several
from questions.worked.factors import Factors, factor, filters_factor, size_factor, slide_factors, span_factors


def _drafts(draw_layer: Callable[[Draw, int], Sliding]) -> Callable[[Draw, int], Draft]:
    def draft(draw: Draw, level: int) -> Draft:
        x = draw_layer(draw, level)
        last = x.framework == "keras"
        f = OutputFacts(x.layer, x.input_shape, output_shape(x.layer, x.input_shape), last=last)
        slips = rule_slips(f) if last else explicit_slips(f)
        if x.batch:
            slips = (*slips, batch_slip(f, x.batch))
        return Draft(f.answer, slips, lambda: _write(x, f, slips))

    return draft


def _write(x: Sliding, f: OutputFacts, slips: tuple[Misconception, ...]) -> Content:
    layer = x.layer
    moves = [value for values in (layer.stride, layer.dilation) for value in values if value > 1]
    padding: list[int | str] = [layer.padding] if isinstance(layer.padding, str) else [p for p in layer.padding if p]
    if f.last and not padding:
        padding = ["valid"]
    return Content(
        prompt=tell(x),
        kind=AnswerKind.SHAPE,
        answer=f.answer,
        layer=layer,
        input_shape=x.input_shape,
        misconceptions=slips,
        explanation=_explain(x, f),
        prove=lambda: _prove(x),
        same_as=(layer, x.input_shape),
        hints=_hints(f),
        setup=_setup(f),
        needs=(layer.out_channels, *layer.kernel_size, *x.input_shape[1:], *moves, *padding, "channels"),
    )


def _size(f: OutputFacts, axis: Axis) -> str:
    if f.explicit:
        return axis.shown
    return f"ceil({axis.n}/{axis.s})"


def _setup(f: OutputFacts) -> str:
    sizes = [_size(f, axis) for axis in f.axes]
    parts = [*sizes, str(f.cout)] if f.last else [str(f.cout), *sizes]
    return f"({', '.join(parts)})"


def _hints(f: OutputFacts) -> tuple[str, ...]:
    nudge = "Two things to find: how many places the window has along each axis, and how many maps come out."
    if f.explicit:
        way = (
            "Along each axis: the input's size plus the padding on both sides, minus what the kernel spans; divide by "
            "the stride, round down, add 1. The output has one channel per filter."
        )
    else:
        way = (
            f"padding='{f.layer.padding}' leaves the kernel out of it: along each axis divide the input's size by the "
            "stride and round up. The output has one channel per filter."
        )
    return with_setup(nudge, way, _setup(f))


def _explain(x: Sliding, f: OutputFacts) -> tuple[Step, ...]:
    layer = f.layer
    steps = [Step("The output has one channel per filter:", "", "", str(f.cout), (filters_factor(f.cout),))]
    if layer.padding == "causal":
        steps.append(
            Step("Causal padding adds d·(K - 1) zeros before the first position: that makes up for the kernel.")
        )
    elif not f.explicit:
        steps.append(Step("'same' adds as many zeros as the kernel needs, so that only the stride counts."))
    elif f.last:
        steps.append(Step("padding='valid' adds nothing: P = 0."))
    if f.explicit and any(step > 1 for step in layer.dilation):
        for k, d in dict.fromkeys(zip(layer.kernel_size, layer.dilation, strict=True)):
            steps.append(Step("The dilated kernel spans:", "d·(K - 1) + 1", f"{d}·({k} - 1) + 1", str(d * (k - 1) + 1),
                              span_factors(k, d, ("K", "d"))))  # fmt: skip
    seen: dict[tuple[str, str], list[str]] = {}
    for axis, size, name in zip(f.axes, f.true, AXES[layer.rank - 1], strict=True):
        seen.setdefault((_shown(f, axis), str(size)), []).append(name)
    for (shown, result), (name, *others) in seen.items():
        also = f", and the {' and the '.join(others)} likewise" if others else ""
        axis = f.axes[AXES[layer.rank - 1].index(name)]
        formula = _formula(f, axis, name[0].upper()) if shown else ""
        steps.append(Step(f"Along the {name}{also}:", formula, shown, result, _factors(f, axis, name) if shown else ()))
    idle = f"The {several(f.cin, 'input channel')} {'is' if f.cin == 1 else 'are'} summed within each filter"
    passed = ", and the batch is only passed through" if x.batch else ""
    steps.append(Step(f"{idle}{passed}.", idle=_given(x, f)))
    order = "last" if f.last else "first"
    steps.append(Step(f"So, channels {order}{', without the batch axis' if x.batch else ''}:", "", "", str(f.answer)))
    return tuple(steps)


def _given(x: Sliding, f: OutputFacts) -> Factors:
    """What does not enter the output's size, though it is given."""
    idle = [factor("channels", f.cin, "of the input: summed within each filter")]
    if not f.explicit:
        kernel = size_factor("kernel", f.layer.kernel_size, "the padding makes up for it")
        idle.append(kernel)
    if x.batch:
        idle.append(factor("batch", x.batch, "only passed through"))
    return tuple(idle)


def _factors(f: OutputFacts, axis: Axis, name: str) -> Factors:
    size = factor(name[0].upper(), axis.n, f"{name} of the input")
    if not f.explicit:
        return size, factor("S", axis.s, "stride")
    told = "size of the kernel" if axis.d == 1 else "positions that the dilated kernel spans"
    return slide_factors(size, factor("K", axis.window, told), axis.p, axis.s, ("P", "S"))


def _shown(f: OutputFacts, axis: Axis) -> str:
    """How a size comes about; nothing where it is the input's."""
    if f.explicit:
        return axis.shown
    return f"ceil({axis.n}/{axis.s})" if axis.s > 1 else ""


def _formula(f: OutputFacts, axis: Axis, letter: str) -> str:
    if not f.explicit:
        return f"ceil({letter}/S)"
    room = f"{letter} + 2P - K" if axis.p else f"{letter} - K"
    return f"floor(({room})/S) + 1" if axis.s > 1 else f"{room} + 1"


def _prove(x: Sliding) -> Proof:
    keras = pytorch = ""
    channels, *spatial = x.input_shape
    try:
        call = write_call(x.layer, "pytorch")
    except LayerError:
        pass
    else:
        given: Shape = (x.batch or 1, channels, *spatial)
        pytorch = f"tuple({call}(torch.empty{given}).shape)[1:]"
        if x.framework == "keras":
            pytorch = f"channels, *spatial = {pytorch}\n(*spatial, channels)"
    if x.framework == "keras":
        keras = f"{write_call(x.layer, 'keras')}.compute_output_shape({(x.batch or 1, *spatial, channels)})[1:]"
    return Proof(pytorch=pytorch, keras=keras)


PYTORCH = Skill(
    "output.pytorch",
    "Output shape in PyTorch",
    "output size",
    "A",
    AnswerKind.SHAPE,
    _drafts(draw_pytorch),
    confusable=("output.keras",),
    biases=(),
)
KERAS = Skill(
    "output.keras",
    "Output shape in Keras",
    "output size",
    "A",
    AnswerKind.SHAPE,
    _drafts(draw_keras),
    confusable=("output.pytorch",),
    biases=(),
)
