"""What changes the number of parameters, and what does not, as a statement that is true or false."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.layers.specs import Conv, DepthwiseConv, Shape
from questions.layers.writing import write_call
from questions.misconceptions.components import BIAS, MULTIPLIER
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import describe
from questions.skills.effect.changes import Change, Slip
from questions.skills.effect.claims import CHANGES, SAME, Claim, below, times
from questions.skills.effect.compound import COMPOUND
from questions.skills.effect.counts import RULE, count, counted_step, counting_lines, draw_change, draw_layer
from questions.skills.effect.effective import EFFECTIVE
from questions.skills.effect.idle import IDLE
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind


@dataclass(frozen=True, slots=True)
class Case:
    """A layer and one change to it. `layer` is the convolution that counts the same as the one `shown`."""

    tell: Callable[[], str]
    layer: Conv
    shown: Conv | DepthwiseConv
    input_shape: Shape
    change: Change


def _draft(draw: Draw, level: int) -> Draft:
    case = _multiplied(draw) if level > 1 and draw.chance(0.08) else _drawn(draw, level)
    change = case.change
    claim = draw.choice((SAME, CHANGES)) if level == 1 else _claim(draw, change)
    answer = claim.holds(count(case.layer), count(change.after))
    slips = tuple([_misconception(slip, answer) for slip in _astray(change, claim)[:1]])
    return Draft(answer, slips, lambda: _write(case, claim, answer, slips))


def _drawn(draw: Draw, level: int) -> Case:
    x = draw_layer(draw, level)
    makers = COMPOUND if level == 3 and draw.chance(0.6) else IDLE if draw.chance(0.45) else EFFECTIVE
    return Case(lambda: describe(x), x.layer, x.layer, x.input_shape, draw_change(draw, x, makers))


def _claim(draw: Draw, change: Change) -> Claim:
    """What is true of the count, or as often what a wrong procedure would claim."""
    return change.right if draw.chance(0.5) else draw.choice(change.wrong).claim


def _astray(change: Change, claim: Claim) -> list[Slip]:
    """The wrong procedures that judge the claim differently than it is, the most plausible first.

    Where the count does change, they are listed from the coarse ones to the fine ones, about biases.
    """
    wrong = change.wrong if change.right == SAME else change.wrong[::-1]
    return [slip for slip in wrong if _leads_astray(slip, change, claim)]


def _leads_astray(slip: Slip, change: Change, claim: Claim) -> bool:
    """Whether the wrong procedure judges the claim differently than it is."""
    if claim in (SAME, CHANGES):
        return (slip.claim == SAME) is not (change.right == SAME)
    return (slip.claim == claim) is not (change.right == claim)


def _misconception(slip: Slip, answer: bool) -> Misconception:
    return Misconception(slip.id, slip.component, not answer, "", slip.cause, slip.lesson)


def _multiplied(draw: Draw) -> Case:
    """A depthwise layer whose depth multiplier is raised; the same as a convolution with a group per channel."""
    cin, size, side = draw.choice((16, 24, 32, 48, 64, 96)), draw.choice((14, 28, 56, 112)), draw.choice((3, 5))
    bias, factor, old = draw.chance(0.5), draw.choice((2, 2, 3, 4)), draw.choice((1, 1, 2))
    shown = DepthwiseConv(cin, (side, side), old, bias=bias)
    layer = Conv(cin, cin * old, (side, side), groups=cin, bias=bias)
    after = Conv(cin, cin * old * factor, (side, side), groups=cin, bias=bias)
    also = ", and every map that they give has its bias" if bias else ""
    lesson = f"Every input channel has depth_multiplier kernels of its own{also}."
    wrong = [Slip(SAME, "forgot_depth_multiplier", MULTIPLIER, "the depth multiplier is left out", lesson)]
    if bias:
        wrong.append(Slip(below(factor), "bias_per_input_channel", BIAS, "there is one bias per input channel", lesson))
    else:
        cause = "the multiplier is taken to widen the input as well"
        wrong.append(Slip(times(factor**2), "multiplier_counted_twice", MULTIPLIER, cause, lesson))
    shape = (cin, size, size)
    change = Change(f"depth_multiplier goes from {old} to {old * factor}", lambda: after, shape, times(factor),
                    tuple(wrong), (old, old * factor))  # fmt: skip
    return Case(lambda: _tell_depthwise(shown, shape), layer, shown, shape, change)


def _tell_depthwise(layer: DepthwiseConv, shape: Shape) -> str:
    call = write_call(layer, "keras")
    if layer.depth_multiplier == 1:
        call = f"{call[:-1]}, depth_multiplier=1)"
    default = " Its bias is left at the default, on." if layer.bias else ""
    return (
        f"Keras, channels last: {call} gets an input of shape ({shape[1]}, {shape[2]}, {shape[0]}) "
        f"(height, width, channels).{default}"
    )


def _write(case: Case, claim: Claim, answer: bool, slips: tuple[Misconception, ...]) -> Content:
    change, layer = case.change, case.layer
    # A depthwise layer says its channels and its multiplier, not their product.
    filters = (layer.out_channels,) if isinstance(case.shown, Conv) else ()
    return Content(
        prompt=(
            f"{case.tell()} Now {change.text}; all else stays as it is. True or false: the number of parameters "
            f"{claim.text}."
        ),
        kind=AnswerKind.TRUTH,
        answer=answer,
        layer=case.shown,
        input_shape=case.input_shape,
        misconceptions=slips,
        explanation=_explain(case, answer, slips),
        prove=lambda: _prove(case, claim),
        same_as=(case.shown, change.text, claim.text),
        hints=with_setup(
            "Write down the factors of the number of parameters. Which of them are touched here?",
            RULE,
            f"before, {parameter_setup(layer)}; write the same line with the change.",
        ),
        setup=f"{parameter_setup(layer)}",
        needs=(layer.in_channels, *filters, *layer.kernel_size, *change.needs, "bias"),
    )


def _explain(case: Case, answer: bool, slips: tuple[Misconception, ...]) -> tuple[Step, ...]:
    change = case.change
    before, after = count(case.layer), count(change.after)
    lessons = dict.fromkeys(slip.lesson for slip in slips)
    return (
        counted_step("Before:", case.layer),
        counted_step("After:", change.after),
        Step(" ".join(lessons)),
        Step(f"{before:,} → {after:,}: the number {change.right.text}."),
        Step("So the statement is:", "", "", "true" if answer else "false"),
    )


def _prove(case: Case, claim: Claim) -> Proof:
    before = counting_lines(case.layer, case.input_shape)
    after = counting_lines(case.layer, case.input_shape, case.change)
    keras = f"before = {before.keras}\nafter = {after.keras}\n{claim.test}" if before.keras and after.keras else ""
    return Proof(pytorch=f"before = {before.pytorch}\nafter = {after.pytorch}\n{claim.test}", keras=keras)


EFFECT = Skill(
    "parameters.effect",
    "What changes the parameter count",
    "parameters",
    "A",
    AnswerKind.TRUTH,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters", "bias.effect", "parameters.which"),
)
