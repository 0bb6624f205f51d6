"""Several small convolutions against one large one: stacks, bottlenecks, factorised kernels."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.specs import Conv, Shape
from questions.misconceptions.designs import Designs
from questions.skills.articles import with_article
from questions.skills.conv_layers import AXES
from questions.skills.designs import COUNTS, bias_clause, draft_designs
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by

_TOWERS = ((2, 3), (2, 3), (3, 3), (3, 3), (4, 3), (5, 3), (2, 5), (3, 5), (2, 7))
_CHANNELS = (16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 512)
_WIDE = (256, 384, 512, 640, 768, 1024, 1280, 1536, 2048)
_EDGES = (7, 14, 17, 28, 35, 56, 64, 112)
_FRAMES = (8, 12, 16, 24, 32)
_HOW_MANY = "How many learnable parameters does"


def _named(kernel: Shape, *, plural: bool = False) -> str:
    """`3×3 convolution`, or of a 1-d one `1-d convolution of length 3`."""
    noun = "convolutions" if plural else "convolution"
    return f"{by(kernel)} {noun}" if len(kernel) > 1 else f"1-d {noun} of length {kernel[0]}"


def _spatial(draw: Draw, rank: int) -> Shape:
    edge = draw.choice(_EDGES)
    return {1: (draw.choice((1000, 4000, 16000)),), 2: (edge, edge)}.get(rank, (draw.choice(_FRAMES), edge, edge))


def _on_input(shape: Shape | None) -> str:
    if shape is None:
        return ""
    axes = " × ".join((*AXES[len(shape) - 2], "channels"))
    return f" The input is {by((*shape[1:], shape[0]))} ({axes}), and padding keeps its size."


# --- a stack against one large kernel ---------------------------------------------------------------------------


def _comparison(draw: Draw, level: int) -> Draft:
    count, side = draw.choice(_TOWERS)
    rank = 2 if level == 1 else draw.choice((1, 2, 2, 2) if level == 2 else (1, 2, 2, 3))
    bias = level > 1 and draw.chance(0.6)
    channels = draw.integer(2, 40) if level == 1 else draw.choice(_CHANNELS)
    entering = draw.choice((1, 3, *_CHANNELS[:9], *_WIDE[:3])) if level == 3 else channels
    wide = count * (side - 1) + 1
    kernel, large = (side,) * rank, (wide,) * rank
    first = (
        Conv(entering, channels, kernel, bias=bias),
        *(Conv(channels, channels, kernel, bias=bias),) * (count - 1),
    )
    shape = (entering, *_spatial(draw, rank)) if level == 3 else None
    designs = Designs(
        first, (Conv(entering, channels, large, bias=bias),), draw.chance(0.55), "the stack", "the single layer",
        input_shape=shape,
    )  # fmt: skip
    number = COUNTS[count]
    if entering == channels:
        widths = f"Every layer has {channels} channels in and {channels} out."
    else:
        each = "" if count == 2 else "each "
        later = "The other" if count == 2 else f"The other {COUNTS[count - 1]}"
        widths = (
            f"The first layer of the stack, like the single one, takes {entering} "
            f"channel{'s' if entering > 1 else ''} to {channels}. {later} {each}{'takes' if count == 2 else 'take'} "
            f"{channels} to {channels}."
        )
    asked = "By how many parameters do the two differ?" if designs.difference else f"{_HOW_MANY} the stack have?"
    prompt = (
        f"{number.capitalize()} {_named(kernel, plural=True)} one after the other see as much of the input as one "
        f"{_named(large)}. {widths} {bias_clause(bias)}{_on_input(shape)} {asked}"
    )
    needs: tuple[int | str, ...] = (
        number,
        side,
        channels,
        entering,
        *((wide,) if designs.difference else ()),
        "biases",
    )
    return draft_designs(designs, prompt, needs, "Which channels does each layer of the stack get, and from whom?")


# --- a bottleneck -----------------------------------------------------------------------------------------------


def _bottleneck(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.3 if level == 1 else 0.5)
    rank, groups, step, side = 2, 1, 1, 3
    if level == 1:
        narrow = draw.integer(2, 16)
        entering = leaving = draw.integer(narrow + 1, 48)
    else:
        narrow = draw.choice((16, 24, 32, 48, 64, 96, 128, 192, 256))
        entering = leaving = narrow * draw.choice((2, 4, 4))
        side = draw.choice((3, 3, 3, 5, 7))
    if level == 3:
        rank = draw.choice((1, 2, 2, 3))
        side = 3 if rank == 3 else draw.choice((3, 5, 7))
        entering = draw.choice((leaving, leaving // 2, 2 * leaving, 2 * narrow + 64))
        groups = draw.choice((1, 2, 4, 8, 16, 32))
        groups = groups if narrow % groups == 0 else 1
        step = draw.choice((1, 2))
    ones, middle = (1,) * rank, (side,) * rank
    first = (
        Conv(entering, narrow, ones, bias=bias),
        Conv(narrow, narrow, middle, (step,) * rank, groups=groups, bias=bias),
        Conv(narrow, leaving, ones, bias=bias),
    )
    shape = (entering, *_spatial(draw, rank)) if level == 3 else None
    plain = (Conv(entering, leaving, middle, bias=bias),)
    twice = level == 2 and draw.chance(0.4)
    designs = Designs(
        first, plain * (2 if twice else 1), level > 1 and draw.chance(0.5), "the bottleneck",
        "the plain pair" if twice else "the plain layer", window=False, input_shape=shape,
    )  # fmt: skip
    details = f", with {groups} groups" if groups > 1 else ""
    details += f"{' and' if details else ', with'} stride {step}" if step > 1 else ""
    one, wide = _named(ones), _named(middle)
    prompt = (
        f"A bottleneck: a {one} takes {entering} channels to {narrow}, a {wide} keeps {narrow}{details}, and a {one} "
        f"takes them to {leaving}. {bias_clause(bias)}"
    )
    if shape:
        prompt += f" The input is {by((*shape[1:], shape[0]))} ({' × '.join((*AXES[rank - 1], 'channels'))})."
    if designs.difference:
        end = f"from {entering} to {leaving} channels, with{'' if bias else 'out'} biases?"
        plain_ones = f"two {_named(middle, plural=True)}, each" if twice else f"one {wide}"
        prompt += f" By how many parameters does it differ from {plain_ones} {end}"
    else:
        prompt += f" {_HOW_MANY} it have?"
    needs: tuple[int | str, ...] = (entering, narrow, leaving, side, *((groups,) if groups > 1 else ()), "biases")
    return draft_designs(designs, prompt, needs, "Write down, layer by layer, how many channels go in and come out.")


# --- factorised kernels -----------------------------------------------------------------------------------------


def _factorised(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.3 if level == 1 else 0.5)
    kind = draw.choice((_asymmetric, _asymmetric, _separable) if level < 3 else (_asymmetric, _separable, _split))
    first, second, told = kind(draw, level, bias)
    rank = first[0].rank
    shape = (first[0].in_channels, *_spatial(draw, rank)) if level == 3 else None
    designs = Designs(first, second, draw.chance(0.55), "the pair", "the single layer", input_shape=shape)
    asked = "By how many parameters do the two differ?" if designs.difference else f"{_HOW_MANY} the pair have?"
    prompt = f"{told} {bias_clause(bias)}{_on_input(shape)} {asked}"
    numbers = [n for c in first for n in (c.in_channels, c.out_channels, *c.kernel_size)]
    needs: tuple[int | str, ...] = (*dict.fromkeys(numbers), "biases")
    return draft_designs(designs, prompt, needs, "Take the two layers of the pair apart: what does each one see?")


def _to(entering: int, leaving: int) -> str:
    return f"from {entering} to {leaving} channels"


def _asymmetric(draw: Draw, level: int, bias: bool) -> tuple[tuple[Conv, ...], tuple[Conv, ...], str]:
    side = draw.choice((3, 4, 5, 6, 7) if level == 1 else (3, 5, 7, 7, 9, 11))
    if level == 1:
        entering = middle = leaving = draw.integer(2, 32)
    else:
        entering = middle = leaving = draw.choice(_CHANNELS)
    if level == 3:
        middle, leaving = draw.choice(_CHANNELS), draw.choice(_CHANNELS)
    row, column = ((1, side), (side, 1)) if draw.chance(0.7) else ((side, 1), (1, side))
    first = (Conv(entering, middle, row, bias=bias), Conv(middle, leaving, column, bias=bias))
    whole, one, two = (with_article(f"{by(kernel)} convolution") for kernel in ((side, side), row, column))
    if entering == middle == leaving:
        each = f"each of the three with {entering} channels in and out"
        told = f"{whole.capitalize()} is replaced by {one} and then {two}, {each}."
    else:
        told = (
            f"{whole.capitalize()} {_to(entering, leaving)} is replaced by {one} {_to(entering, middle)} and then "
            f"{two} {_to(middle, leaving)}."
        )
    return first, (Conv(entering, leaving, (side, side), bias=bias),), told


def _separable(draw: Draw, level: int, bias: bool) -> tuple[tuple[Conv, ...], tuple[Conv, ...], str]:
    side = draw.choice((3, 4, 5, 7) if level == 1 else (3, 3, 5, 7))
    kernel = (side, side)
    if level == 1:
        entering, leaving = draw.integer(2, 24), draw.integer(2, 32)
    else:
        entering, leaving = draw.choice(_CHANNELS), draw.choice(_CHANNELS if level == 2 else (*_CHANNELS, *_WIDE))
        if draw.chance(0.3):
            kernel = draw.choice(((3, 5), (5, 3), (3, 7), (7, 3)))
    depthwise = Conv(entering, entering, kernel, groups=entering, bias=bias)
    told = (
        f"A {by(kernel)} convolution {_to(entering, leaving)} is replaced by a depthwise {by(kernel)} convolution of "
        f"{entering} channels, with one filter per channel, and then a 1×1 convolution {_to(entering, leaving)}."
    )
    return (
        (depthwise, Conv(entering, leaving, (1, 1), bias=bias)),
        (Conv(entering, leaving, kernel, bias=bias),),
        told,
    )


def _split(draw: Draw, _level: int, bias: bool) -> tuple[tuple[Conv, ...], tuple[Conv, ...], str]:
    """A 3-d kernel split into space and time, as in R(2+1)D; there the middle channels make the counts alike."""
    deep, side = draw.choice(((3, 3), (3, 3), (3, 5), (5, 3), (3, 7), (5, 7)))
    entering, leaving = draw.choice((3, *_CHANNELS[:12])), draw.choice(_CHANNELS[:14])
    alike = deep * side * side * entering * leaving // (side * side * entering + deep * leaving)
    middle = max(2, alike + draw.choice((0, 1, -1))) if draw.chance(0.4) else draw.choice((45, 83, *_CHANNELS[:14]))
    space, time = (1, side, side), (deep, 1, 1)
    first = (Conv(entering, middle, space, bias=bias), Conv(middle, leaving, time, bias=bias))
    told = (
        f"A {by((deep, side, side))} convolution (depth × height × width) {_to(entering, leaving)} is replaced by a "
        f"{by(space)} convolution {_to(entering, middle)} and then a {by(time)} convolution {_to(middle, leaving)}."
    )
    return first, (Conv(entering, leaving, (deep, side, side), bias=bias),), told


COMPARISON = Skill(
    "stack.comparison",
    "Small kernels in a row against one large kernel",
    "stacks",
    "B",
    AnswerKind.INTEGER,
    _comparison,
    prerequisites=("conv2d.parameters",),
    confusable=("receptive_field.stack", "stack.factorised"),
    biases=(),
)
BOTTLENECK = Skill(
    "stack.bottleneck",
    "Bottleneck: 1×1, 3×3, 1×1",
    "stacks",
    "B",
    AnswerKind.INTEGER,
    _bottleneck,
    prerequisites=("conv2d.parameters", "pointwise.parameters"),
    confusable=("stack.comparison",),
    biases=(),
)
FACTORISED = Skill(
    "stack.factorised",
    "A kernel split into factors",
    "stacks",
    "B",
    AnswerKind.INTEGER,
    _factorised,
    prerequisites=("conv2d.parameters",),
    confusable=("stack.comparison",),
    biases=(),
)
