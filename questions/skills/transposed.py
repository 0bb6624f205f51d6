"""Transposed convolutions: parameters. Their outputs are in transposed_output.py."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import Framework, parameters
from questions.layers.specs import ConvTranspose
from questions.layers.writing import write_call
from questions.misconceptions import parameter_slips
from questions.misconceptions.transposed import bracketed, transposed_slips
from questions.question import Content, Proof, Step
from questions.skills.conv_layers import Style
from questions.skills.skill import Draft, Skill
from questions.skills.transposed_layers import Stamping, describe, draw_transposed
from questions.submission import AnswerKind
from questions.worked import explain_parameters

_KERAS_LIMIT = 50_000_000


def _draft(draw: Draw, level: int) -> Draft:
    styles: tuple[Style, ...] = ("words",) if level == 1 else ("pytorch", "pytorch", "keras")
    style = draw.choice(styles)
    grouped = level == 3 and style == "pytorch" and draw.chance(0.7)
    stamping = draw_transposed(draw, level, style, bias=draw.chance(0.6), grouped=grouped)
    layer, shape = stamping.layer, stamping.input_shape
    slips = (*parameter_slips(layer, shape), *transposed_slips(layer, shape))
    answer = parameters(layer).total

    def write() -> Content:
        setup = _setup(layer)
        groups = (layer.groups,) if layer.groups > 1 else ()
        return Content(
            prompt=f"{describe(stamping)} How many learnable parameters does the layer have?",
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=layer,
            input_shape=shape,
            misconceptions=slips,
            explanation=_explain(stamping),
            prove=lambda: _prove(stamping),
            same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
            hints=with_setup(
                "Take a single input channel: what does it need to reach the output channels?",
                "One kernel for each pair of an input channel and an output channel"
                f"{' of its group' if groups else ''}; then see whether there are biases, and whose.",
                setup,
            ),
            setup=setup,
            needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, *groups, "bias"),
        )

    return Draft(answer, slips, write)


def _setup(layer: ConvTranspose) -> str:
    width = f"({layer.out_channels}/{layer.groups})" if layer.groups > 1 else f"{layer.out_channels}"
    bias = f" + {layer.out_channels}" if layer.bias else ""
    return f"{layer.in_channels}·{width}·{bracketed(layer)}{bias}"


def _explain(stamping: Stamping) -> tuple[Step, ...]:
    framework: Framework = "keras" if stamping.style == "keras" else "pytorch"
    return explain_parameters(stamping.layer, framework, stamping.input_shape, stamping.batch)


def _prove(stamping: Stamping) -> Proof:
    layer, shape = stamping.layer, stamping.input_shape
    bare = ConvTranspose(
        layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, groups=layer.groups, bias=layer.bias
    )
    told = bare if stamping.style == "keras" else layer
    torch = f"sum(p.numel() for p in {write_call(told, 'pytorch')}.parameters())"
    if layer.groups > 1 or parameters(layer).total > _KERAS_LIMIT:
        return Proof(torch)
    told = layer if stamping.style == "keras" else ConvTranspose(
        layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, "valid", bias=layer.bias
    )  # fmt: skip
    last = (*shape[1:], shape[0])
    return Proof(torch, f"keras.Sequential([keras.Input({last}), {write_call(told, 'keras')}]).count_params()")


TRANSPOSED_PARAMETERS = Skill(
    "transposed.parameters",
    "Parameters of a transposed convolution",
    "transposed",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
)
