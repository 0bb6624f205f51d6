"""Which padding keeps the size, or divides it by the stride."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.hinting import with_setup
from questions.misconceptions.same_padding import Axis, Form, Frame, padding_slips
from questions.question import Content, Misconception, Proof
from questions.skills.articles import with_article
from questions.skills.padded import Padded, draw_padded
from questions.skills.padding_steps import padding_steps, reach
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind


def _draft(draw: Draw, level: int) -> Draft:
    setting = draw_padded(draw, level)
    slips = padding_slips(setting.frame)
    return Draft(setting.frame.answer, slips, lambda: _write(setting, slips))


def _size(setting: Padded, kernel: bool = False) -> str:
    axes = (setting.frame.axis, setting.frame.other or setting.frame.axis)[: setting.rank]
    return "×".join(str(axis.kernel if kernel else axis.size) for axis in axes)


def _prompt(setting: Padded) -> str:
    frame, axis = setting.frame, setting.frame.axis
    if frame.form in ("kernel", "dilation"):
        return _backwards(setting)
    extras = ""
    if setting.channels > 1:
        channels = f"{setting.channels} channels"
        inputs = f"an input with {channels}"
        if setting.batch > 1:
            inputs = f"a batch of {setting.batch} inputs with {channels} each"
        extras = f" It has {setting.filters} filters and gets {inputs}."
    other = frame.other
    uneven = other is not None and (frame.form == "zeros" or (other.kernel, other.size) != (axis.kernel, axis.size))
    kind = (
        f"A {setting.rank}-d convolution with kernel {_size(setting, kernel=True)}, stride {axis.stride} and "
        f"{_dilated(axis)}"
    )
    given = f"{_size(setting)} input" if setting.rank > 1 else f"input of length {axis.size}"
    if frame.form == "shrink":
        out = "×".join([str(axis.size // axis.stride)] * setting.rank)
        return (
            f"{kind} is to turn {with_article(given)} into an output of exactly {out}.{extras} A window that does not "
            "fit is left out. What is the smallest padding per side that does it, the same on every side?"
        )
    along = "its length" if setting.rank == 1 else "the height" if uneven else "each axis"
    asked = {
        "side": f"How many zeros must be added on each side, along {along}?",
        "both": f"How many zeros must be added along {along}, on both sides together?",
        "extent": f"How many positions does the padded input have along {along}, zeros included?",
        "zeros": "How many zeros does the padding add around each channel?",
    }[frame.form]
    order = " (height × width)" if uneven else ""
    return f"{kind} is to keep the size of its {given}{order}, padded alike on opposite sides.{extras} {asked}"


def _dilated(axis: Axis) -> str:
    return f"dilation {axis.dilation}" if axis.dilation > 1 else "no dilation"


def _backwards(setting: Padded) -> str:
    frame, axis = setting.frame, setting.frame.axis
    if frame.form == "kernel":
        what = "How long is a side of its square kernel?" if setting.rank == 2 else "How long is its kernel?"
        given = f"stride 1 and {_dilated(axis)}"
        head = f"A {setting.rank}-d convolution with padding {axis.padding} on every side, "
    else:
        what = "What is its dilation?"
        given = f"padding {axis.padding} on every side and stride 1"
        head = f"A {setting.rank}-d convolution with kernel {_size(setting, kernel=True)}, "
    return f"{head}{given} keeps the size of its input. {what}"


def _setup(frame: Frame) -> str:
    axis = frame.axis
    match frame.form:
        case "side":
            return f"{reach(axis)}/2"
        case "both":
            return f"{axis.dilation}·({axis.kernel}-1)" if axis.dilation > 1 else f"{axis.kernel} - 1"
        case "extent":
            return f"{axis.size} + {reach(axis)}"
        case "zeros":
            other = frame.other or axis
            return f"({axis.size} + {reach(axis)})·({other.size} + {reach(other)}) - {axis.size}·{other.size}"
        case "kernel":
            return f"2·{axis.padding}{f'/{axis.dilation}' if axis.dilation > 1 else ''} + 1"
        case "dilation":
            return f"2·{axis.padding}/({axis.kernel}-1)"
        case "shrink":
            return f"ceil(({reach(axis)} + 1 - {axis.stride})/2)"


def _proof(setting: Padded) -> Proof:
    """The numbers are tried one after the other, along one axis."""
    frame, axis = setting.frame, setting.frame.axis
    if frame.form in ("kernel", "dilation"):
        tried = (f"n, padding={axis.padding}, dilation={axis.dilation}" if frame.form == "kernel"
                 else f"{axis.kernel}, padding={axis.padding}, dilation=n")  # fmt: skip
        size = 2 * axis.window + axis.size
        return Proof(
            f"next(n for n in range(1, {frame.answer + 9}) "
            f"if nn.Conv1d(1, 1, {tried})(torch.zeros(1, 1, {size})).shape[-1] == {size})"
        )
    lines = [_first_padding(name, each) for name, each in (("p", axis), ("q", frame.other)) if each]
    last: dict[Form, Callable[[], str]] = {
        "both": lambda: "2 * p",
        "extent": lambda: f"nn.ConstantPad1d(p, 0.0)(torch.zeros(1, 1, {axis.size})).shape[-1]",
        "zeros": lambda: f"({axis.size} + 2 * p) * ({spatial[-1]} + 2 * q) - {axis.size} * {spatial[-1]}",
    }
    spatial = setting.spatial
    return Proof("\n".join((*lines, last[frame.form]() if frame.form in last else "p")))


def _first_padding(name: str, axis: Axis) -> str:
    call = f"nn.Conv1d(1, 1, {axis.kernel}, stride={axis.stride}, padding=n, dilation={axis.dilation})"
    least = max(0, (axis.window - axis.size + 1) // 2)  # with less PyTorch refuses: the kernel would not fit
    tried = f"{least}, {axis.window + 1}" if least else f"{axis.window + 1}"
    return (
        f"{name} = next(n for n in range({tried}) "
        f"if {call}(torch.zeros(1, 1, {axis.size})).shape[-1] == {axis.size // axis.stride})"
    )


def _write(setting: Padded, slips: tuple[Misconception, ...]) -> Content:
    frame, axis = setting.frame, setting.frame.axis
    setup = _setup(frame)
    other = frame.other if frame.form == "zeros" else None
    given: dict[Form, tuple[int, ...]] = {
        "kernel": (axis.padding, axis.dilation),
        "dilation": (axis.padding, axis.kernel),
        "shrink": (axis.size, axis.kernel, axis.dilation, axis.stride, axis.size // axis.stride),
        "extent": (axis.size, axis.kernel, axis.dilation),
        "zeros": (axis.size, axis.kernel, axis.dilation, *((other.size, other.kernel) if other else ())),
    }
    numbers = given.get(frame.form, (axis.kernel, axis.dilation))
    identity = (other.kernel, other.size) if other else ()
    sized = (axis.size,) if frame.form in ("extent", "zeros") else ()
    return Content(
        prompt=_prompt(setting),
        kind=AnswerKind.INTEGER,
        answer=frame.answer,
        layer=setting.layer,
        input_shape=(setting.channels, *setting.spatial),
        misconceptions=slips,
        explanation=padding_steps(setting),
        prove=lambda: _proof(setting),
        same_as=(frame.form, axis.kernel, axis.dilation, axis.stride, *sized, *identity),
        hints=with_setup(
            "By how much would the output shrink without any padding?",
            "A kernel loses dilation·(kernel - 1) positions at stride 1; the zeros of both sides together have to make "
            "up for them."
            if axis.stride == 1
            else "The last window has to fit: it starts at (outputs - 1)·stride and spans dilation·(kernel - 1) + 1 "
            "positions. Half of what is missing goes on each side.",
            setup,
        ),
        setup=setup,
        needs=(*(n for n in dict.fromkeys(numbers) if n > 1), f"stride {axis.stride}"),
    )


SAME = Skill(
    "padding.same",
    "Which padding keeps the size",
    "output size",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("output.pytorch",),
    biases=(),
)
