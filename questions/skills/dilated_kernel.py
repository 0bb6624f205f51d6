"""How far a dilated kernel reaches along an axis, and what that makes of padding and output."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.specs import Conv
from questions.misconceptions.dilated import (
    Axis,
    keeping_slips,
    skipped_slips,
    span_slips,
    window_slips,
)
from questions.question import Content, Misconception, Proof, Step
from questions.skills.articles import with_article
from questions.skills.dilated_output import SPAN, SPAN_WAY, draw_output
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several
from questions.worked.factors import factor, span_factors, things

_RATES = (2, 3, 4, 5, 6, 8, 12, 16, 18, 24, 32, 36)
_REACH = 72
"""No kernel of a real network spans much more: large kernels have small dilations."""
_NUDGE = "Mark the taps on a line of positions: how far is it from the first to the last?"


def _draft(draw: Draw, level: int) -> Draft:
    if level == 1:
        axis = Axis(draw.integer(2, 11), draw.integer(2, 12))
        if axis.taps == axis.dilation:
            axis = Axis(axis.taps, axis.dilation + 1)
        return draw.choice((_span, _span, _window, _skipped))(draw, axis)
    if level == 2 and draw.chance(0.25):
        taps = draw.choice((3, 5, 7, 9, 11, 15))
        axis = Axis(taps, draw.choice([rate for rate in _RATES if rate * (taps - 1) <= _REACH]))
        return draw.choice((_keeping, _skipped, _window))(draw, axis)
    return draw_output(draw, level)


def _span(draw: Draw, axis: Axis) -> Draft:
    slips = tuple(span_slips(axis))
    longest = draw.chance(0.5)

    def write() -> Content:
        k, d = axis.taps, axis.dilation
        prompt = (
            f"A 1-d convolution has kernel size {k}, dilation {d} and no padding. How long must an input be at least "
            "for there to be an output?"
            if longest
            else f"A kernel with {k} taps is applied with dilation {d}. How many input positions does it span along "
            "its axis, from the first tap to the last, both included?"
        )
        steps = (
            Step(f"From the first of {k} taps to the last it is {several(k - 1, 'step')} of {d} positions:",
                 "d·(k - 1)", f"{d}·({k} - 1)", f"{d * (k - 1):,}", span_factors(k, d)),
            Step("The position of the first tap counts as well:", SPAN, axis.shown_span, f"{axis.span:,}"),
        )  # fmt: skip
        hints = with_setup(_NUDGE, f"{SPAN_WAY}.", axis.shown_span)
        return _content(prompt, axis, axis.span, slips, steps, hints, axis.shown_span, ("span", k, d))

    return Draft(axis.span, slips, write)


def _window(_draw: Draw, axis: Axis) -> Draft:
    slips = tuple(window_slips(axis))
    answer = axis.span**2

    def write() -> Content:
        k, d = axis.taps, axis.dilation
        prompt = (
            f"A 2-d convolution has {with_article(by((k, k)))} kernel with dilation {d} along both axes. How many "
            "input positions lie in the square window from a filter's first tap to its last, including those that it "
            "skips?"
        )
        steps = (
            Step("Along one axis the taps span:", SPAN, axis.shown_span, f"{axis.span:,}", span_factors(k, d)),
            Step("The window is as long along the other axis:", "", f"{axis.span}·{axis.span}", f"{answer:,}"),
        )
        setup = f"({axis.shown_span})·({axis.shown_span})"
        hints = with_setup(_NUDGE, f"{SPAN_WAY}: one side of the window. It has two.", setup)
        return _content(prompt, axis, answer, slips, steps, hints, setup, ("window", k, d), rank=2)

    return Draft(answer, slips, write)


def _skipped(_draw: Draw, axis: Axis) -> Draft:
    slips = tuple(skipped_slips(axis))
    answer = (axis.dilation - 1) * (axis.taps - 1)

    def write() -> Content:
        k, d = axis.taps, axis.dilation
        prompt = (
            f"A 1-d kernel with {k} taps has dilation {d}. How many of the input positions between its first tap and "
            "its last does it skip?"
        )
        steps = (
            Step(f"From one tap to the next it is {d} positions, so each gap skips:", "d - 1", f"{d} - 1", f"{d - 1}",
                 (factor("d", d, "dilation, from one tap to the next"),)),
            Step(f"Between {k} taps there {'is one gap' if k == 2 else f'are {k - 1} gaps'}:",
                 "(d - 1)·(k - 1)", f"{d - 1}·{k - 1}", f"{answer:,}",
                 (things("k - 1", k - 1, "gap"),)),
        )  # fmt: skip
        setup = f"({d} - 1)·({k} - 1)"
        hints = with_setup(
            "How many gaps are there, and how many positions lie in each?",
            "A dilation of 1 skips nothing, 2 skips one position in each gap; a gap lies between two taps.",
            setup,
        )
        return _content(prompt, axis, answer, slips, steps, hints, setup, ("skipped", k, d))

    return Draft(answer, slips, write)


def _keeping(_draw: Draw, axis: Axis) -> Draft:
    slips = tuple(keeping_slips(axis))
    answer = axis.dilation * (axis.taps - 1) // 2

    def write() -> Content:
        k, d = axis.taps, axis.dilation
        prompt = (
            f"A convolution with kernel size {k}, dilation {d} and stride 1 is to give an output as long as its input. "
            "How many zeros of padding does each side of the axis need?"
        )
        steps = (
            Step("Along the axis the taps span:", SPAN, axis.shown_span, f"{axis.span:,}", span_factors(k, d)),
            Step("Without padding the output is shorter than the input by one less than that:", "d·(k - 1)",
                 f"{d}·({k} - 1)", f"{2 * answer:,}"),
            Step("The two sides share it:", "d·(k - 1)/2", f"{2 * answer}/2", f"{answer:,}"),
        )  # fmt: skip
        setup = f"{d}·({k} - 1)/2"
        hints = with_setup(
            "By how much would the output be shorter than the input without padding?",
            "It loses one position less than the kernel spans; both sides share the zeros that make up for it.",
            setup,
        )
        return _content(prompt, axis, answer, slips, steps, hints, setup, ("keeping", k, d))

    return Draft(answer, slips, write)


def _content(
    prompt: str, axis: Axis, answer: int, slips: tuple[Misconception, ...], steps: tuple[Step, ...],
    hints: tuple[str, ...], setup: str, same_as: tuple[object, ...], rank: int = 1,
) -> Content:  # fmt: skip
    layer = Conv(1, 1, (axis.taps,) * rank, dilation=(axis.dilation,) * rank)
    return Content(
        prompt=prompt,
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=None,
        misconceptions=slips,
        explanation=steps,
        prove=lambda: _prove(axis, str(same_as[0])),
        same_as=same_as,
        hints=hints,
        setup=setup,
        needs=(axis.taps, axis.dilation),
    )


_PROVED = {"span": "span", "window": "span * span", "skipped": "span - {k}", "keeping": "(span - 1) // 2"}


def _prove(axis: Axis, form: str) -> Proof:
    """What an input of known length loses tells how far the kernel spans."""
    k, d, length = axis.taps, axis.dilation, axis.span + 9
    last = _PROVED[form].format(k=k)
    torch = f"out = nn.Conv1d(1, 1, {k}, dilation={d})(torch.empty(1, 1, {length}))"
    keras = f"shape = keras.layers.Conv1D(1, {k}, dilation_rate={d}).compute_output_shape((1, {length}, 1))"
    return Proof(
        f"{torch}\nspan = {length} - out.shape[2] + 1\n{last}",
        f"{keras}\nspan = {length} - shape[1] + 1\n{last}",
    )


DILATED_KERNEL = Skill(
    "dilated.kernel",
    "How far a dilated kernel reaches",
    "dilated",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("dilated.parameters", "output.pytorch"),
    confusable=("dilated.parameters",),
    biases=(),
    hidden=("effective",),
)
