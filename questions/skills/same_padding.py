"""Which padding keeps the size, or divides it by the stride."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.hinting import with_setup
from questions.misconceptions.same_padding import Axis, Form, Frame, padding_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.articles import with_article
from questions.skills.padded import Padded, draw_padded
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.worked.factors import Factors, factor


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


def _reach(axis: Axis) -> str:
    return f"{axis.dilation}·({axis.kernel}-1)" if axis.dilation > 1 else f"({axis.kernel}-1)"


def _setup(frame: Frame) -> str:
    axis = frame.axis
    match frame.form:
        case "side":
            return f"{_reach(axis)}/2"
        case "both":
            return f"{axis.dilation}·({axis.kernel}-1)" if axis.dilation > 1 else f"{axis.kernel} - 1"
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


def _steps(setting: Padded) -> tuple[Step, ...]:
    frame, axis = setting.frame, setting.frame.axis
    p, answer = axis.padding, frame.answer
    idle = _idle(setting)
    given = [factor("channels", setting.channels, "every channel is padded alike"),
             factor("filters", setting.filters, "every filter meets the same zeros")]  # fmt: skip
    given += [factor("batch", setting.batch, "every input is padded alike")] if setting.batch > 1 else []
    first = (Step(idle, idle=tuple(given)),) if idle else ()
    if frame.form in ("kernel", "dilation"):
        rule = Step("At stride 1 the size is kept if both sides together make up for what the kernel loses:",
                    "dilation·(kernel - 1) = 2·P", f"2·{p}", str(2 * p), _backward_factors(frame))  # fmt: skip
        if frame.form == "dilation":
            return rule, Step(
                "Solved for the dilation:", "2·P/(kernel - 1)", f"{2 * p}/({axis.kernel} - 1)", str(answer)
            )
        spread = f"{2 * p}/{axis.dilation} + 1" if axis.dilation > 1 else f"{2 * p} + 1"
        return rule, Step("Solved for the kernel:", "2·P/dilation + 1", spread, str(answer))
    loses = Step("Positions that the kernel would lose:", "dilation·(kernel - 1)", _reach(axis), f"{axis.window - 1}",
                 _reach_factors(axis))  # fmt: skip
    if frame.form == "shrink":
        out = axis.size // axis.stride
        return (
            *first,
            Step("The kernel spans:", "dilation·(kernel - 1) + 1", f"{_reach(axis)} + 1", f"{axis.window}",
                 _reach_factors(axis)),
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
            made_up = Step("At stride 1 the zeros of both sides together make up for what the kernel would lose.")
            return *first, made_up, loses
        case "extent":
            sizes = (factor("size", axis.size, "positions of the input"), factor("2·P", 2 * p, "zeros of both sides"))
            padded = f"{axis.size} + {2 * p}"
            return *first, loses, Step("So the padded axis has:", "size + 2·P", padded, f"{answer:,}", sizes)
    other = frame.other or axis
    q = other.padding
    rows, columns = axis.size + 2 * p, other.size + 2 * q
    return (
        *first,
        Step("Padded height:", "size + dilation·(kernel - 1)", f"{axis.size} + {_reach(axis)}", f"{rows:,}",
             (factor("size", axis.size, "height of the input"), *_reach_factors(axis))),
        Step("Padded width:", "", f"{other.size} + {_reach(other)}", f"{columns:,}",
             (factor("size", other.size, "width of the input"), factor("kernel", other.kernel, "size of the kernel"),
              *((factor("dilation", other.dilation, "from one tap to the next"),) if other.dilation > 1 else ()))),
        Step("Everything that was not there before is a zero:", "", f"{rows}·{columns} - {axis.size}·{other.size}",
             f"{answer:,}"),
    )  # fmt: skip


def _reach_factors(axis: Axis) -> Factors:
    return (factor("dilation", axis.dilation, "from one tap to the next"),
            factor("kernel", axis.kernel, "size of the kernel"))  # fmt: skip


def _backward_factors(frame: Frame) -> Factors:
    """Where the padding is given and the kernel or the dilation is not, which then has no number yet."""
    axis = frame.axis
    dilation = "?" if frame.form == "dilation" else axis.dilation
    kernel = "?" if frame.form == "kernel" else axis.kernel
    return (factor("P", axis.padding, "zeros on each side"), factor("dilation", dilation, "from one tap to the next"),
            factor("kernel", kernel, "size of the kernel"))  # fmt: skip


def _idle(setting: Padded) -> str:
    if setting.channels == 1:
        return ""
    facts = "channels, the filters and the batch" if setting.batch > 1 else "channels and the filters"
    return f"The {facts} play no part: every channel is padded alike."


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
        explanation=_steps(setting),
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
