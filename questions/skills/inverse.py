"""From the total back to what was left out: the filters, the input channels, or the side of the kernel."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.specs import Conv
from questions.layers.writing import write_call
from questions.misconceptions.inverse import Riddle, Unknown, inverse_slips
from questions.question import Content, Misconception, Proof
from questions.skills.inverse_steps import inverse_steps
from questions.skills.riddles import KERAS_MOST, draw_layer, told
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import times


def _inverse(draw: Draw, level: int) -> Draft:
    unknown: Unknown = draw.choice(("filters", "channels", "side"))
    layer, _ = draw_layer(draw, level, square=unknown == "side")
    in_code = level > 1 and draw.chance(0.5)
    riddle = Riddle(layer, unknown)
    slips = inverse_slips(riddle)
    return Draft(riddle.answer, slips, lambda: _write_inverse(riddle, slips, in_code))


_NUDGES = {
    "filters": "What does each filter add to it?",
    "channels": "Which of its factors comes from the input channels?",
    "side": "Which of its factors come from the kernel?",
}
_ASKED = {
    "filters": "How many filters does it have?",
    "channels": "How many channels does its input have?",
    "side": "How long is a side of its kernel?",
}


def _prompt(riddle: Riddle, in_code: bool) -> str:
    layer, total = riddle.layer, f"{riddle.total:,}"
    if in_code:
        name = {"filters": "N", "channels": "C", "side": "K"}[riddle.unknown]
        square = " (the same K on every axis)" if riddle.unknown == "side" and layer.rank > 1 else ""
        default = ", its bias left at the default, on" if layer.bias else ""
        return f"PyTorch: {_call(riddle, name)} has {total} learnable parameters{default}. What is {name}{square}?"
    kind = {1: "", 2: " with a square kernel", 3: " with a cubic kernel"}[layer.rank]
    kind = kind if riddle.unknown == "side" else ""
    counted = "biases included" if layer.bias else "none of them biases"
    asked = "How long is its kernel?" if riddle.unknown == "side" and layer.rank == 1 else _ASKED[riddle.unknown]
    return (
        f"A {layer.rank}-d convolutional layer{kind} ({told(layer, riddle.unknown)}) has {total} learnable parameters, "
        f"{counted}. {asked}"
    )


def _call(riddle: Riddle, name: str) -> str:
    """The PyTorch call with a letter for what is asked."""
    layer = riddle.layer
    if isinstance(layer.padding, str):  # another framework's word; it plays no part in the count
        layer = Conv(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, (), layer.dilation,
                     layer.groups, layer.bias)  # fmt: skip
    written = write_call(layer, "pytorch")
    head, arguments = written.split("(", 1)
    first, second, rest = arguments.split(", ", 2)
    if riddle.unknown == "channels":
        first = name
    elif riddle.unknown == "filters":
        second = name
    else:
        side, comma, others = rest.partition(",")
        rest = name + (comma + others if comma else side[len(str(layer.kernel_size[0])) :])
    return f"{head}({first}, {second}, {rest}"


def _setup(riddle: Riddle) -> str:
    layer, total = riddle.layer, riddle.total
    depth = layer.in_channels // layer.groups
    if riddle.unknown == "filters":
        return f"{total}/({times(layer.kernel_size)}·{depth}{' + 1' if layer.bias else ''})"
    weights = f"({total} - {layer.out_channels})" if layer.bias else str(total)
    if riddle.unknown == "channels":
        groups = f"{layer.groups}·" if layer.groups > 1 else ""
        return f"{groups}{weights}/({layer.out_channels}·{times(layer.kernel_size)})"
    return f"{weights}/({layer.out_channels}·{depth})"


def _write_inverse(riddle: Riddle, slips: tuple[Misconception, ...], in_code: bool) -> Content:
    layer, setup = riddle.layer, _setup(riddle)
    divide = "Take off the biases, then divide the weights" if layer.bias else "Divide the weights"
    its_bias = ", its bias included," if layer.bias else ""
    ways = {
        "filters": f"Work out the parameters of a single filter{its_bias} and see how often they fit into the total.",
        "channels": f"{divide} by the filters and by the kernel's positions; that is how many channels one filter "
        "sees.",
        "side": f"{divide} by the filters and by the channels that each one sees; what is left is the kernel's number "
        "of positions.",
    }
    root = {2: "take the square root of ", 3: "take the cube root of "}.get(layer.rank, "")
    rooted = riddle.unknown == "side" and layer.rank > 1
    numbers = {"filters": layer.out_channels, "channels": layer.in_channels}
    numbers.pop(riddle.unknown, None)
    sides = layer.kernel_size if riddle.unknown != "side" else ()
    return Content(
        prompt=_prompt(riddle, in_code),
        kind=AnswerKind.INTEGER,
        answer=riddle.answer,
        layer=layer,
        input_shape=None,
        misconceptions=slips,
        explanation=inverse_steps(riddle),
        prove=lambda: _prove(riddle),
        same_as=(riddle.unknown, layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
        has_setup=not rooted,
        hints=with_setup(
            f"Write the count down with a letter for what is missing. {_NUDGES[riddle.unknown]}",
            ways[riddle.unknown],
            f"{root}{setup}" if rooted else setup,
        ),
        setup=setup,
        needs=(riddle.total, *numbers.values(), *sides, *((layer.groups,) if layer.groups > 1 else ()), "bias"),
    )


def _prove(riddle: Riddle) -> Proof:
    """Every number is tried until the count fits; in Keras the answer and its neighbours."""
    step = riddle.layer.groups if riddle.unknown != "side" else 1
    call = _call(riddle, "n")
    torch = (
        f"next(n for n in range({step}, {4 * riddle.answer + 9}, {step}) "
        f"if sum(p.numel() for p in {call}.parameters()) == {riddle.total})"
    )
    return Proof(pytorch=torch, keras=_keras_neighbours(riddle, step) if riddle.total < KERAS_MOST else "")


def _keras_neighbours(riddle: Riddle, step: int) -> str:
    layer = riddle.layer
    name = {"filters": "n", "channels": str(layer.out_channels), "side": str(layer.out_channels)}[riddle.unknown]
    kernel = "n" if riddle.unknown == "side" else str(layer.kernel_size)
    channels = "n" if riddle.unknown == "channels" else str(layer.in_channels)
    groups = f", groups={layer.groups}" if layer.groups > 1 else ""
    bias = "" if layer.bias else ", use_bias=False"
    tried = tuple(n for n in (riddle.answer - step, riddle.answer, riddle.answer + step) if n > 0)
    axes = "None, " * layer.rank
    return (
        f"next(n for n in {tried} if keras.Sequential([keras.Input(({axes}{channels})), "
        f"keras.layers.Conv{layer.rank}D({name}, {kernel}{groups}{bias})]).count_params() == {riddle.total})"
    )


PARAMETERS = Skill(
    "inverse.parameters",
    "From the total back to the layer",
    "inverse",
    "B",
    AnswerKind.INTEGER,
    _inverse,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
)
