"""The shape of the weight tensor in each framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from questions.draw import Draw
from questions.layers.counting import weight_shapes
from questions.layers.specs import Conv, Dense, DepthwiseConv, Shape
from questions.layers.terms import FRAMEWORK_TITLES, Framework
from questions.layers.writing import write_call
from questions.misconceptions.weight_axes import OWNERS, weight_slips
from questions.proof import as_keras
from questions.question import Content, Proof, Step
from questions.skills.conv_layers import AXES
from questions.skills.layer_calls import channels_last
from questions.skills.skill import Draft, Skill
from questions.skills.weight_layers import Drawn, Weighted, draw_weighted
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked import idle_factors, idle_facts
from questions.worked.factors import Factors, factor, filters_factor, things

_NAMES: dict[Framework, str] = {"pytorch": "weight", "keras": "kernel", "flax": "kernel"}


def _drafts(framework: Framework) -> Callable[[Draw, int], Draft]:
    def draft(draw: Draw, level: int) -> Draft:
        drawn = draw_weighted(draw, framework, level)
        answer = weight_shapes(drawn.layer, framework)[_NAMES[framework]]
        slips = weight_slips(drawn.layer, framework, drawn.input_shape, drawn.batch)

        def write() -> Content:
            return Content(
                prompt=f"{drawn.sentence} {_question(drawn, framework)}",
                kind=AnswerKind.SHAPE,
                answer=answer,
                layer=drawn.layer,
                input_shape=drawn.input_shape,
                misconceptions=slips,
                explanation=_explain(drawn, framework, answer),
                prove=lambda: _prove(drawn, framework),
                same_as=(type(drawn.layer).__name__, answer),
                has_setup=False,
                hints=_hints(drawn.layer, framework),
                needs=_needs(drawn.layer, framework),
            )

        return Draft(answer, slips, write)

    return draft


def _question(drawn: Drawn, framework: Framework) -> str:
    title, name = FRAMEWORK_TITLES[framework], _NAMES[framework]
    if drawn.sentence.startswith("A "):
        return f"What is the shape of its {name if name == 'kernel' else 'weight tensor'} in {title}?"
    return f"What is the shape of its weight tensor ({title} calls it {name})?"


def _needs(layer: Weighted, framework: Framework) -> tuple[int | str, ...]:
    title = FRAMEWORK_TITLES[framework]
    if isinstance(layer, Dense):
        return (title, layer.in_features, layer.out_features)
    if isinstance(layer, DepthwiseConv):
        return (title, *layer.kernel_size, layer.in_channels)
    return (title, layer.in_channels, layer.out_channels, *layer.kernel_size)


def _axes(layer: Weighted, framework: Framework) -> tuple[str, ...]:
    """What each axis of the weight tensor measures."""
    if isinstance(layer, Dense):
        axes = ("output features", "input features")
        return axes if framework == "pytorch" else axes[::-1]
    sides = ("kernel length",) if layer.rank == 1 else tuple(f"kernel {side}" for side in AXES[layer.rank - 1])
    if isinstance(layer, DepthwiseConv):
        return (*sides, "input channels", "depth multiplier")
    seen = "input channels" if layer.groups == 1 else "input channels / groups"
    return ("output channels", seen, *sides) if framework == "pytorch" else (*sides, seen, "output channels")


def _hints(layer: Weighted, framework: Framework) -> tuple[str, ...]:
    axes = _axes(layer, framework)
    told = f"{len(axes)} axes. Which of the given numbers are properties of the layer, and which of its input?"
    if isinstance(layer, Dense):
        way = "One axis counts what a single output is computed from, the other the outputs."
    elif isinstance(layer, DepthwiseConv):
        way = "Each input channel has its own kernels. Keras keeps the channels and the kernels of each on two axes."
    else:
        sides = "length" if layer.rank == 1 else "sides"
        way = f"The {sides} of the kernel, how many channels one filter takes in, and how many filters there are."
    return (f"The tensor has {told}", way, f"In {OWNERS[framework]} order: {', '.join(axes)}.")


def _explain(drawn: Drawn, framework: Framework, answer: Shape) -> tuple[Step, ...]:
    layer = drawn.layer
    names = _axes(layer, framework)
    axes = ", ".join(names)
    steps = [*_sizes(layer)]
    if isinstance(layer, Dense):
        if len(drawn.input_shape) == 2:
            steps.append(Step(f"It works on the last axis alone; the {drawn.input_shape[0]} steps share the weights."))
    else:
        told = layer if "padding" in drawn.sentence else replace(layer, padding=())
        steps.append(Step(idle_facts(told, drawn.input_shape),
                          idle=idle_factors(told, drawn.input_shape, drawn.batch)))  # fmt: skip
    if drawn.batch > 1:
        steps.append(Step(f"The batch adds no axis: all {drawn.batch} inputs meet the same weights."))
    if layer.bias:
        outputs = layer.out_features if isinstance(layer, Dense) else layer.out_channels
        steps.append(Step("The biases are a second tensor:", "", "", f"({outputs},)"))
    steps.append(Step(f"{OWNERS[framework]} order:", f"({axes})", "", str(answer)))
    return tuple(steps)


def _sizes(layer: Weighted) -> tuple[Step, ...]:
    if isinstance(layer, Dense):
        return (Step(f"Each of the {layer.out_features} outputs has a weight for each of {layer.in_features} inputs."),)
    sides = "length of the kernel, as it is" if layer.rank == 1 else "sides of the kernel, as they are"
    kernel = Step(f"The {sides} given:", "", "", by(layer.kernel_size))
    if isinstance(layer, DepthwiseConv):
        multiplier = layer.depth_multiplier
        own = "one kernel of its own" if multiplier == 1 else f"{multiplier} kernels of its own"
        return (kernel, Step(f"Each of the {layer.in_channels} input channels has {own}."))
    seen = layer.in_channels // layer.groups
    formula = "in_channels" if layer.groups == 1 else "in_channels/groups"
    substitution = "" if layer.groups == 1 else f"{layer.in_channels}/{layer.groups}"
    factors: Factors = (things("in_channels", layer.in_channels, "input channel"),)
    if layer.groups > 1:
        factors += (factor("groups", layer.groups, "groups that the channels are split into"),)
    return (
        kernel,
        Step("The channels that one filter spans:", formula, substitution, f"{seen}", factors),
        Step(
            "There are as many filters as output channels:",
            "out_channels",
            "",
            f"{layer.out_channels}",
            (filters_factor(layer.out_channels, "out_channels"),),
        ),
    )


def _prove(drawn: Drawn, framework: Framework) -> Proof:
    """Flax keeps its kernels as Keras' Conv and Dense layers do, so Keras proves both."""
    layer = drawn.layer
    if framework == "pytorch":
        return Proof(pytorch=f"tuple({write_call(layer, 'pytorch')}.weight.shape)")
    shape = drawn.input_shape if isinstance(layer, Dense) else channels_last(drawn.input_shape)
    call = write_call(as_keras(layer) if isinstance(layer, Conv) else layer, "keras")
    return Proof(keras=f"tuple(keras.Sequential([keras.Input({shape}), {call}]).weights[0].shape)")


def _skill(framework: Framework) -> Skill:
    title = FRAMEWORK_TITLES[framework]
    others: tuple[Framework, ...] = ("pytorch", "keras", "flax")
    return Skill(
        f"weights.{framework}",
        f"Shape of the weights in {title}",
        "weights",
        "B",
        AnswerKind.SHAPE,
        _drafts(framework),
        prerequisites=("conv2d.parameters",),
        confusable=tuple(f"weights.{other}" for other in others if other != framework),
        hidden=("order", "output channels"),
    )


PYTORCH, KERAS, FLAX = _skill("pytorch"), _skill("keras"), _skill("flax")
