"""The output of a dilated convolution along an axis."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.writing import write_call
from questions.misconceptions.dilated import Axis, bracketed, output_slips, rule
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES, Setting, describe
from questions.skills.dilated_layers import draw_dilated
from questions.skills.skill import Draft
from questions.submission import AnswerKind
from questions.worked.factors import Factors, factor, size_factor, slide_factors, span_factors

SPAN = "d·(k - 1) + 1"
SPAN_WAY = "Multiply the steps between the taps by the dilation, and count the first tap as well"
_DEFAULT = " Its bias is left at the default, on."


def draw_output(draw: Draw, level: int) -> Draft:
    """How many positions come out along one axis."""
    while True:
        setting = draw_dilated(draw, level, bias=True)
        padding = setting.layer.padding
        if not isinstance(padding, str):
            break
    layer = setting.layer
    axes = [
        Axis(*numbers)
        for numbers in zip(
            layer.kernel_size, layer.dilation, setting.input_shape[1:], padding, layer.stride, strict=True
        )
    ]
    places = [place for place, axis in enumerate(axes) if axis.taps > 1 and axis.dilation > 1]
    place = draw.choice(places)
    axis = axes[place]
    other = axes[place - 1] if len(axes) > 1 else None
    slips = tuple(output_slips(axis, other))
    return Draft(axis.output, slips, lambda: _write_output(setting, place, axis, slips))


def _idle(setting: Setting, place: int) -> Factors:
    """The channels and the batch, and the other axes."""
    layer = setting.layer
    idle = [factor("channels", layer.in_channels, "summed within each filter, at every position"),
            factor("filters", layer.out_channels, "each gives a channel, not a position")]  # fmt: skip
    others = tuple(size for axis, size in enumerate(setting.input_shape[1:]) if axis != place)
    if others:
        idle.append(size_factor("other axes" if len(others) > 1 else "other axis", others, "slid over on their own"
                                if len(others) > 1 else "slid over on its own"))  # fmt: skip
    idle += [factor("batch", setting.batch, "only passed through")] if setting.batch > 1 else []
    return tuple(idle)


def _write_output(setting: Setting, place: int, axis: Axis, slips: tuple[Misconception, ...]) -> Content:
    layer = setting.layer
    p, s = axis.padding, axis.stride
    name = AXES[layer.rank - 1][place]
    padded = f"{axis.size} + 2·{p}" if p else f"{axis.size}"
    setup = rule(f"{padded} - {bracketed(axis.shown_span)}", s)
    letters = "H + 2p - span" if p else "H - span"
    steps = (
        Step(f"Along the {name} the taps span:", SPAN, axis.shown_span, f"{axis.span:,}",
             span_factors(axis.taps, axis.dilation)),
        Step(
            f"Places it can take along the {name}, each of which gives one output position:",
            f"{letters} + 1" if s == 1 else f"floor(({letters})/s) + 1",
            rule(f"{padded} - {axis.span}", s),
            f"{axis.output:,}",
            slide_factors(factor("H", axis.size, f"{name} of the input"),
                          factor("span", axis.span, "positions from the first tap to the last"), p, s, ("p", "s")),
            _idle(setting, place),
        ),
    )  # fmt: skip
    shape = setting.input_shape

    def prove() -> Proof:
        torch = f"{write_call(layer, 'pytorch')}(torch.empty{(1, *shape)}).shape[{place + 2}]"
        keras = ""
        if not any(layer.padding) and (max(layer.stride) == 1 or max(layer.dilation) == 1):
            last = (1, *shape[1:], shape[0])
            keras = f"{write_call(layer, 'keras')}.compute_output_shape({last})[{place + 1}]"
        return Proof(torch, keras)

    return Content(
        prompt=f"{describe(setting).removesuffix(_DEFAULT)} What is the {name} of its output?",
        kind=AnswerKind.INTEGER,
        answer=axis.output,
        layer=layer,
        input_shape=shape,
        misconceptions=slips,
        explanation=steps,
        prove=prove,
        same_as=("output", axis.taps, axis.dilation, axis.size, p, s),
        hints=with_setup(
            "How many positions does the kernel span along that axis, and how far can it move?",
            f"{SPAN_WAY}: the span. Subtract it from the {'padded ' if p else ''}{name} of the input, "
            f"{'divide by the stride, round down, ' if s > 1 else ''}and add one.",
            setup,
        ),
        setup=setup,
        needs=(axis.taps, axis.dilation, axis.size, name, *([p] if p else []), *([s] if s > 1 else [])),
    )
