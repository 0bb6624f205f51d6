"""From the total back to the layer: what was left out, and whether there is a bias."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.parameters import parameters
from questions.layers.specs import Conv
from questions.layers.writing import write_call
from questions.misconceptions.components import BIAS
from questions.misconceptions.inverse import Riddle, Unknown, inverse_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import draw_setting
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several, times

_KERAS_MOST = 20_000_000


def _layer(draw: Draw, level: int, *, square: bool) -> tuple[Conv, int]:
    """A layer and its batch; level 3 has groups now and then. `square` asks for equal kernel sides above 1."""
    while True:
        rank = 2 if level == 1 else draw.choice((1, 2, 2, 3))
        setting = draw_setting(draw, rank, level, bias=draw.chance(0.6))
        layer = setting.layer
        if level == 3:
            groups = draw.choice((1, 1, 2, 4, 8, 16))
            if groups > 1 and layer.in_channels % groups == 0 and layer.out_channels % groups == 0:
                layer = Conv(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding,
                             layer.dilation, groups, layer.bias)  # fmt: skip
        if not square or (len(set(layer.kernel_size)) == 1 and layer.kernel_size[0] > 1):
            return layer, setting.batch


# --- what was left out ------------------------------------------------------------------------------------------


def _inverse(draw: Draw, level: int) -> Draft:
    unknown: Unknown = draw.choice(("filters", "channels", "side"))
    layer, _ = _layer(draw, level, square=unknown == "side")
    in_code = level > 1 and draw.chance(0.5)
    riddle = Riddle(layer, unknown)
    slips = inverse_slips(riddle)
    return Draft(riddle.answer, slips, lambda: _write_inverse(riddle, slips, in_code))


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
    parts = []
    if riddle.unknown != "filters":
        parts.append(several(layer.out_channels, "filter"))
    if riddle.unknown != "side":
        parts.append(f"kernel {by(layer.kernel_size)}" if layer.rank > 1 else f"kernel length {layer.kernel_size[0]}")
    if riddle.unknown != "channels":
        parts.append(several(layer.in_channels, "input channel"))
    parts += [f"{layer.groups} groups"] if layer.groups > 1 else []
    parts += [f"stride {layer.stride[0]}"] if max(layer.stride) > 1 else []
    parts += [f"dilation {layer.dilation[0]}"] if max(layer.dilation) > 1 else []
    kind = (
        {2: " with a square kernel", 3: " with a cubic kernel"}.get(layer.rank, "") if riddle.unknown == "side" else ""
    )
    counted = "biases included" if layer.bias else "none of them biases"
    return (
        f"A {layer.rank}-d convolutional layer{kind} ({', '.join(parts)}) has {total} learnable parameters, {counted}. "
        f"{_ASKED[riddle.unknown]}"
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


def _steps(riddle: Riddle) -> tuple[Step, ...]:
    layer, total = riddle.layer, riddle.total
    cout, depth, kernel = layer.out_channels, layer.in_channels // layer.groups, times(layer.kernel_size)
    weights = total - (cout if layer.bias else 0)
    steps: list[Step] = []
    idle = [word for word, given in (("stride", layer.stride), ("dilation", layer.dilation)) if max(given) > 1]
    if idle:
        steps.append(Step(f"The {' and the '.join(idle)} {'play' if len(idle) > 1 else 'plays'} no part in the count."))
    if layer.groups > 1 and riddle.unknown != "channels":
        steps.append(
            Step("Channels that a filter sees:", "C_in/groups", f"{layer.in_channels}/{layer.groups}", str(depth))
        )
    if riddle.unknown == "filters":
        plus = " + 1" if layer.bias else ""
        each = prod(layer.kernel_size) * depth + (1 if layer.bias else 0)
        bias = ", its bias included" if layer.bias else ""
        steps.append(Step(f"Parameters of one filter{bias}:", "", f"{kernel}·{depth}{plus}", f"{each:,}"))
        steps.append(Step("So many filters make the total:", "total/per filter", f"{total}/{each}", f"{cout:,}"))
        return tuple(steps)
    if layer.bias:
        steps.append(Step("One bias per filter comes off first:", "total - C_out", f"{total} - {cout}", f"{weights:,}"))
    per_filter = weights // cout
    steps.append(Step("Weights in one filter:", "weights/C_out", f"{weights}/{cout}", f"{per_filter:,}"))
    if riddle.unknown == "channels":
        positions = prod(layer.kernel_size)
        steps.append(Step("Channels that it sees:", "per filter/kernel", f"{per_filter}/({kernel})", f"{depth:,}"))
        if layer.groups > 1:
            steps.append(Step(f"All {layer.groups} groups together:", "", f"{layer.groups}·{depth}",
                              f"{layer.in_channels:,}"))  # fmt: skip
        assert per_filter == positions * depth  # noqa: S101 - the layer was counted so
        return tuple(steps)
    positions = per_filter // depth
    if depth > 1:
        steps.append(Step("Kernel positions per channel:", "", f"{per_filter}/{depth}", f"{positions:,}"))
    side = layer.kernel_size[0]
    roots = {1: "A 1-d kernel has that length:", 2: "The side is its square root:", 3: "The side is its cube root:"}
    steps.append(Step(roots[layer.rank], "", {1: "", 2: f"√{positions}", 3: f"∛{positions}"}[layer.rank], f"{side:,}"))
    return tuple(steps)


def _write_inverse(riddle: Riddle, slips: tuple[Misconception, ...], in_code: bool) -> Content:
    layer, setup = riddle.layer, _setup(riddle)
    ways = {
        "filters": "Work out the parameters of a single filter, and see how often they fit into the total.",
        "channels": "Take off the biases if there are any, then divide the weights by the filters and by the kernel's "
        "positions; that is how many channels one filter sees.",
        "side": "Take off the biases if there are any, then divide the weights by the filters and by the channels that "
        "each one sees; what is left is the kernel's number of positions.",
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
        explanation=_steps(riddle),
        prove=lambda: _prove(riddle),
        same_as=(riddle.unknown, layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
        has_setup=not rooted,
        hints=with_setup(
            "Write the count down with a letter for what is missing. What does the bias add?",
            ways[riddle.unknown],
            f"{root}{setup}" if rooted else setup,
        ),
        setup=setup,
        needs=(riddle.total, *numbers.values(), *sides, *((layer.groups,) if layer.groups > 1 else ()), "bias"),
    )


def _prove(riddle: Riddle) -> Proof:
    """Every number is tried until the count fits; in Keras the answer and its neighbours."""
    layer, step = riddle.layer, riddle.layer.groups if riddle.unknown != "side" else 1
    call = _call(riddle, "n")
    torch = (
        f"next(n for n in range({step}, {4 * riddle.answer + 9}, {step}) "
        f"if sum(p.numel() for p in {call}.parameters()) == {riddle.total})"
    )
    return Proof(pytorch=torch, keras=_keras_neighbours(riddle, step) if riddle.total < _KERAS_MOST else "")


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


# --- is there a bias? -------------------------------------------------------------------------------------------


def _bias(draw: Draw, level: int) -> Draft:
    layer, batch = _layer(draw, level, square=False)
    in_code = level > 1 and draw.chance(0.4)
    weights = parameters(layer).weights
    truth = layer.bias
    slips = (_wrong_about_bias(layer, weights),)
    return Draft(truth, slips, lambda: _write_bias(layer, weights, batch, slips, in_code))


def _wrong_about_bias(layer: Conv, weights: int) -> Misconception:
    depth = layer.in_channels // layer.groups
    product = f"{layer.out_channels}·({times(layer.kernel_size)}·{depth})"
    if layer.bias:
        return Misconception(
            "forgot_bias", BIAS, False, "", "the whole count is taken for weights",
            f"The weights are {product} = {weights:,}; the {several(layer.out_channels, 'number')} above that "
            f"{'is the bias' if layer.out_channels == 1 else 'are the biases'}.",
        )  # fmt: skip
    return Misconception(
        "added_bias_when_off", BIAS, True, "", "a layer is taken to have biases always",
        f"The weights alone are {product} = {weights:,}, which is all that is counted.",
    )  # fmt: skip


def _write_bias(layer: Conv, weights: int, batch: int, slips: tuple[Misconception, ...], in_code: bool) -> Content:
    depth = layer.in_channels // layer.groups
    total = parameters(layer).total
    product = f"{layer.out_channels}·({times(layer.kernel_size)}·{depth})"
    prompt = _bias_prompt(layer, batch, total, in_code)
    rest = total - weights
    seen = "all input channels" if layer.groups == 1 else f"{layer.in_channels}/{layer.groups} = {depth} channels"
    found = f"Left over for {several(layer.out_channels, 'filter')}:"
    last = "That is one per filter, so the layer has biases:" if rest else "Nothing is left, so it has no bias:"
    return Content(
        prompt=prompt,
        kind=AnswerKind.TRUTH,
        answer=layer.bias,
        layer=layer,
        input_shape=None,
        misconceptions=slips,
        explanation=(
            Step(f"A filter spans {seen}; the weights alone:", "C_out·(kernel·channels seen)", product, f"{weights:,}"),
            Step(found, "total - weights", f"{total} - {weights}", f"{rest:,}"),
            Step(last, result="true" if layer.bias else "false"),
        ),
        prove=lambda: _prove_bias(layer, total),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
        hints=(
            "Count what the layer has in any case, and see what is left of the total.",
            f"Compare the total with the weights alone: {product}.",
        ),
        needs=(total, layer.in_channels, layer.out_channels, *layer.kernel_size, "bias"),
    )


def _bias_prompt(layer: Conv, batch: int, total: int, in_code: bool) -> str:
    if in_code:
        bare = Conv(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride,
                    () if isinstance(layer.padding, str) else layer.padding, layer.dilation, layer.groups)  # fmt: skip
        call = f"{write_call(bare, 'pytorch')[:-1]}, bias=…)"
        return f"PyTorch reports {total:,} learnable parameters for {call}. Is its bias on?"
    parts = [several(layer.out_channels, "filter")]
    parts.append(f"kernel {by(layer.kernel_size)}" if layer.rank > 1 else f"kernel length {layer.kernel_size[0]}")
    parts.append(several(layer.in_channels, "input channel"))
    parts += [f"{layer.groups} groups"] if layer.groups > 1 else []
    parts += [f"stride {layer.stride[0]}"] if max(layer.stride) > 1 else []
    parts += [f"dilation {layer.dilation[0]}"] if max(layer.dilation) > 1 else []
    parts += [f"batch size {batch}"] if batch > 1 else []
    return (
        f"A {layer.rank}-d convolutional layer ({', '.join(parts)}) has {total:,} learnable parameters. "
        "Does it have biases?"
    )


def _prove_bias(layer: Conv, total: int) -> Proof:
    arguments = f"{layer.in_channels}, {layer.out_channels}, {layer.kernel_size}, groups={layer.groups}"
    groups = f", groups={layer.groups}" if layer.groups > 1 else ""
    keras = (
        f"keras.Sequential([keras.Input(({'None, ' * layer.rank}{layer.in_channels})), keras.layers.Conv{layer.rank}D("
        f"{layer.out_channels}, {layer.kernel_size}{groups}, use_bias=True)]).count_params() == {total}"
    )
    return Proof(
        pytorch=f"sum(p.numel() for p in nn.Conv{layer.rank}d({arguments}, bias=True).parameters()) == {total}",
        keras=keras if total < _KERAS_MOST else "",
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
HAS_BIAS = Skill(
    "inverse.bias",
    "Does the total include biases?",
    "inverse",
    "B",
    AnswerKind.TRUTH,
    _bias,
    prerequisites=("conv2d.parameters",),
    confusable=("bias.effect",),
)

SKILLS = (PARAMETERS, HAS_BIAS)
