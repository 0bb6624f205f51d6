"""How the padding that keeps a size is found, step by step."""

from __future__ import annotations

from questions.misconceptions.same_padding import Axis, Frame
from questions.question import Step
from questions.skills.padded import Padded
from questions.worked.factors import Factors, factor


def reach(axis: Axis) -> str:
    """`4·(3-1)`: positions beyond its first that the kernel covers, without a dilation of 1."""
    return f"{axis.dilation}·({axis.kernel}-1)" if axis.dilation > 1 else f"({axis.kernel}-1)"


def padding_steps(setting: Padded) -> tuple[Step, ...]:
    """The steps to what is asked about the padding."""
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
    loses = Step("Positions that the kernel would lose:", "dilation·(kernel - 1)", reach(axis), f"{axis.window - 1}",
                 _reach_factors(axis))  # fmt: skip
    if frame.form == "shrink":
        out = axis.size // axis.stride
        return (
            *first,
            Step("The kernel spans:", "dilation·(kernel - 1) + 1", f"{reach(axis)} + 1", f"{axis.window}",
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
        Step("Padded height:", "size + dilation·(kernel - 1)", f"{axis.size} + {reach(axis)}", f"{rows:,}",
             (factor("size", axis.size, "height of the input"), *_reach_factors(axis))),
        Step("Padded width:", "", f"{other.size} + {reach(other)}", f"{columns:,}",
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
