"""Which padding keeps the size, or divides it by the stride."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.specs import Conv
from questions.misconceptions.same_padding import Axis, Form, Frame, padding_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import several

_ODD = (3, 5, 7, 9, 11, 13, 15, 17, 19, 21)
_SIDES = (3, 3, 5, 5, 7, 9, 11)
_EDGES = (28, 32, 48, 56, 64, 96, 112, 128, 224, 256)
_CHANNELS = (3, 16, 24, 32, 48, 64, 96, 128, 256)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is asked, and the facts around it that play no part."""

    frame: Frame
    rank: int
    channels: int = 1
    filters: int = 1
    batch: int = 1

    @property
    def spatial(self) -> tuple[int, ...]:
        frame = self.frame
        return (frame.axis.size,) if self.rank == 1 else (frame.axis.size, (frame.other or frame.axis).size)

    @property
    def layer(self) -> Conv:
        axes = (self.frame.axis, self.frame.other or self.frame.axis)[: self.rank]
        return Conv(
            self.channels,
            self.filters,
            tuple(axis.kernel for axis in axes),
            tuple(axis.stride for axis in axes),
            tuple(axis.padding for axis in axes),
            tuple(axis.dilation for axis in axes),
        )


def _draft(draw: Draw, level: int) -> Draft:
    setting = (_small, _real, _full)[level - 1](draw)
    slips = padding_slips(setting.frame)
    return Draft(setting.frame.answer, slips, lambda: _write(setting, slips))


def _small(draw: Draw) -> _Setting:
    form: Form = draw.choice(("side", "both", "extent", "extent"))
    kernel = draw.choice(_ODD)
    return _Setting(Frame(form, Axis(draw.integer(kernel + 1, 64), kernel)), 2)


def _real(draw: Draw) -> _Setting:
    """Dilation, unequal sides of the kernel, and the way back to the kernel or the dilation."""
    form: Form = draw.choice(("side", "both", "extent", "zeros", "kernel", "dilation"))
    rank = 2 if form == "zeros" or draw.chance(0.7) else 1
    kernel, dilation = draw.choice(_SIDES), draw.choice((1, 2, 3, 4, 6, 8, 12, 18))
    size = draw.choice(_EDGES) if rank == 2 else draw.choice((500, 1000, 4000, 16000))
    if form in ("kernel", "dilation"):
        kernel = draw.choice(_ODD) if dilation < 8 else kernel
        dilation = draw.integer(2, 12) if form == "dilation" else dilation
        return _Setting(Frame(form, Axis(max(size, dilation * kernel), kernel, dilation)), rank)
    other = Axis(size, kernel)
    if rank == 2:
        kernel, across = draw.choice(((3, 3), (3, 5), (5, 3), (1, 7), (7, 1), (3, 7), (7, 3), (5, 11), (9, 5)))
        dilation = draw.choice((1, 1, 2, 3, 4))
        other = Axis(size if draw.chance(0.5) else draw.choice(_EDGES), across, dilation)
        if kernel == 1 and form != "zeros":
            kernel = 9
    axis = Axis(max(size, dilation * kernel), kernel, dilation)
    return _Setting(Frame(form, axis, other if rank == 2 else None), rank)


def _full(draw: Draw) -> _Setting:
    """Sizes divided by the stride, the zeros of a whole frame, and channels and a batch that play no part."""
    form: Form = draw.choice(("shrink", "shrink", "zeros", "zeros", "extent"))
    channels, filters = draw.choice(_CHANNELS), draw.choice(_CHANNELS[1:])
    batch = draw.choice((1, 4, 8, 16, 32, 64))
    if form == "shrink":
        stride = draw.choice((2, 2, 3, 4))
        kernel, dilation = draw.integer(stride + 1, 16), draw.choice((1, 1, 2, 3, 4))
        size = stride * draw.integer(-(-dilation * kernel // stride), 120)
        return _Setting(
            Frame(form, Axis(size, kernel, dilation, stride)), draw.choice((1, 2)), channels, filters, batch
        )
    kernel, across = draw.choice(_SIDES), draw.choice(_SIDES)
    dilation = draw.choice((1, 2, 3, 4))
    axis, other = (Axis(draw.choice(_EDGES) + dilation * side, side, dilation) for side in (kernel, across))
    return _Setting(Frame(form, axis, other), 2, channels, filters, batch)


# --- in words ---------------------------------------------------------------------------------------------------


def _size(setting: _Setting, kernel: bool = False) -> str:
    axes = (setting.frame.axis, setting.frame.other or setting.frame.axis)[: setting.rank]
    return "×".join(str(axis.kernel if kernel else axis.size) for axis in axes)


def _prompt(setting: _Setting) -> str:
    frame, axis = setting.frame, setting.frame.axis
    dilation = f", dilation {axis.dilation}" if axis.dilation > 1 else ""
    if frame.form in ("kernel", "dilation"):
        return _backwards(setting)
    extras = ""
    if setting.channels > 1:
        inputs = several(setting.batch, "input") if setting.batch > 1 else "an input"
        extras = f" It has {setting.filters} filters and gets {inputs} of {setting.channels} channels."
    order = " (height × width)" if frame.other and (frame.other.kernel != axis.kernel or frame.form == "zeros") else ""
    order = order or (" (height × width)" if frame.other and frame.other.size != axis.size else "")
    kind = f"A {setting.rank}-d convolution with kernel {_size(setting, kernel=True)}, stride {axis.stride}{dilation}"
    if frame.form == "shrink":
        out = axis.size // axis.stride
        outs = "×".join([str(out)] * setting.rank)
        floor = "an output that does not come out even is rounded down"
        return (
            f"{kind} is to turn {_size(setting)} into exactly {outs}.{extras} What is the smallest padding per side "
            f"that does it, the same on every side ({floor})?"
        )
    along = {1: "its length", 2: "the height" if order else "each axis"}[setting.rank]
    asked = {
        "side": f"Along {along}, how many zeros must be added on each side?",
        "both": f"Along {along}, how many zeros must be added in all, on both sides together?",
        "extent": f"Along {along}, how long is the padded input, zeros included?",
        "zeros": "How many zeros does the padding add around each channel?",
    }[frame.form]
    return f"{kind} is to keep the size of its {_size(setting)} input{order}, padded alike on opposite sides.{extras} {asked}"


def _backwards(setting: _Setting) -> str:
    frame, axis = setting.frame, setting.frame.axis
    keeps = "keeps the size of its input"
    if frame.form == "kernel":
        spread = f", dilation {axis.dilation}" if axis.dilation > 1 else ""
        what = "How long is a side of its square kernel?" if setting.rank == 2 else "How long is its kernel?"
        return f"A {setting.rank}-d convolution with padding {axis.padding} on every side, stride 1{spread} {keeps}. {what}"
    kernel = _size(setting, kernel=True)
    return (
        f"A {setting.rank}-d convolution with kernel {kernel}, padding {axis.padding} on every side and stride 1 {keeps}. "
        "What is its dilation?"
    )


def _reach(axis: Axis) -> str:
    return f"{axis.dilation}·({axis.kernel}-1)" if axis.dilation > 1 else f"({axis.kernel}-1)"


def _setup(frame: Frame) -> str:
    axis = frame.axis
    match frame.form:
        case "side":
            return f"{_reach(axis)}/2"
        case "both":
            return f"2·{_reach(axis)}/2"
        case "extent":
            return f"{axis.size} + {_reach(axis)}"
        case "zeros":
            other = frame.other or axis
            return f"({axis.size} + {_reach(axis)})·({other.size} + {_reach(other)}) - {axis.size}·{other.size}"
        case "kernel":
            return f"2·{axis.padding}{f'/{axis.dilation}' if axis.dilation > 1 else ''} + 1"
        case "dilation":
            return f"2·{axis.padding}/({axis.kernel}-1)"
        case "shrink":
            return f"ceil(({_reach(axis)} + 1 - {axis.stride})/2)"


def _steps(setting: _Setting) -> tuple[Step, ...]:
    frame, axis = setting.frame, setting.frame.axis
    p, answer = axis.padding, frame.answer
    idle = _idle(setting)
    first = (Step(idle),) if idle else ()
    if frame.form in ("kernel", "dilation"):
        rule = Step("At stride 1 the size is kept if both sides together make up for what the kernel loses:",
                    "dilation·(kernel - 1) = 2·P", f"2·{p}", str(2 * p))  # fmt: skip
        if frame.form == "dilation":
            return rule, Step(
                "Solved for the dilation:", "2·P/(kernel - 1)", f"{2 * p}/({axis.kernel} - 1)", str(answer)
            )
        spread = f"{2 * p}/{axis.dilation} + 1" if axis.dilation > 1 else f"{2 * p} + 1"
        return rule, Step("Solved for the kernel:", "2·P/dilation + 1", spread, str(answer))
    loses = Step("Positions that the kernel would lose:", "dilation·(kernel - 1)", _reach(axis), f"{axis.window - 1}")
    if frame.form == "shrink":
        out = axis.size // axis.stride
        return (
            *first,
            Step("The kernel spans:", "dilation·(kernel - 1) + 1", f"{_reach(axis)} + 1", f"{axis.window}"),
            Step(f"{out} output positions are {out - 1} steps of {axis.stride}; the last window has to fit:",
                 f"({out} - 1)·{axis.stride} + {axis.window}", "", f"{(out - 1) * axis.stride + axis.window}"),
            Step(f"So many zeros are missing beside the {axis.size} positions of the input:", "",
                 f"{(out - 1) * axis.stride + axis.window} - {axis.size}", f"{axis.window - axis.stride}"),
            Step("Half of them on each side, rounded up:", "", f"ceil({axis.window - axis.stride}/2)", str(answer)),
        )  # fmt: skip
    half = Step("Half of that on each side:", "", f"{axis.window - 1}/2", str(p))
    match frame.form:
        case "side":
            return *first, loses, half
        case "both":
            return *first, loses, Step("That many zeros on both sides together:", "", f"2·{p}", str(answer))
        case "extent":
            return *first, loses, Step("So the padded axis has:", "size + 2·P", f"{axis.size} + {2 * p}", f"{answer:,}")
    other = frame.other or axis
    q = other.padding
    rows, columns = axis.size + 2 * p, other.size + 2 * q
    return (
        *first,
        Step("Padded height:", "size + dilation·(kernel - 1)", f"{axis.size} + {_reach(axis)}", f"{rows:,}"),
        Step("Padded width:", "", f"{other.size} + {_reach(other)}", f"{columns:,}"),
        Step("Everything that was not there before is a zero:", "", f"{rows}·{columns} - {axis.size}·{other.size}",
             f"{answer:,}"),
    )  # fmt: skip


def _idle(setting: _Setting) -> str:
    if setting.channels == 1:
        return ""
    batch = " and the batch" if setting.batch > 1 else ""
    return f"The numbers of channels and of filters{batch} play no part: every channel is padded alike."


def _proof(setting: _Setting) -> Proof:
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
    return (
        f"{name} = next(n for n in range({axis.window + 1}) "
        f"if {call}(torch.zeros(1, 1, {axis.size})).shape[-1] == {axis.size // axis.stride})"
    )


def _write(setting: _Setting, slips: tuple[Misconception, ...]) -> Content:
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
        explanation=_steps(setting),
        prove=lambda: _proof(setting),
        same_as=(frame.form, axis.kernel, axis.dilation, axis.stride, *sized, *identity),
        hints=with_setup(
            "By how much would the size fall without any padding?",
            "A kernel loses dilation·(kernel - 1) positions at stride 1; the zeros of both sides together have to make "
            "up for them."
            if axis.stride == 1
            else "The last window has to fit: its start is (outputs - 1)·stride, and it spans dilation·(kernel - 1) + 1 "
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
    biases=(),
)

SKILLS = (SAME,)
