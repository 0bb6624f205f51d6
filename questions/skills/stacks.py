"""Several small convolutions against one large one: stacks, bottlenecks, factorised kernels."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.specs import Conv, Shape
from questions.misconceptions.designs import Designs
from questions.skills.conv_layers import AXES
from questions.skills.designs import COUNTS, bias_clause, draft_designs
from questions.skills.skill import Draft, Skill
from questions.skills.stack_factors import CHANNELS, WIDE, asymmetric, from_to, separable, split
from questions.submission import AnswerKind
from questions.wording import by

_TOWERS = ((2, 3), (2, 3), (3, 3), (3, 3), (4, 3), (5, 3), (2, 5), (3, 5), (2, 7))
_EDGES = (7, 14, 17, 28, 35, 56, 64, 112)
_FRAMES = (8, 12, 16, 24, 32)
_PLAIN = 64
"""Up to so many channels a bottleneck's middle kernel may be larger than 3, as it is in no wide network."""
_HOW_MANY = "How many learnable parameters does"
_BY_HOW_MUCH = "By how much do the parameter counts of"


def _named(kernel: Shape, *, plural: bool = False) -> str:
    """`3×3 convolution`, or of a 1-d one `1-d convolution of length 3`."""
    noun = "convolutions" if plural else "convolution"
    return f"{by(kernel)} {noun}" if len(kernel) > 1 else f"1-d {noun} of length {kernel[0]}"


def _spatial(draw: Draw, rank: int, channels: int) -> Shape:
    edge = draw.choice(_EDGES if channels <= CHANNELS[13] else _EDGES[:5])
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
    channels = draw.integer(2, 40) if level == 1 else draw.choice(CHANNELS)
    entering = draw.choice((1, 3, *CHANNELS[:9], *WIDE[:3])) if level == 3 else channels
    wide = count * (side - 1) + 1
    kernel, large = (side,) * rank, (wide,) * rank
    first = (
        Conv(entering, channels, kernel, bias=bias),
        *(Conv(channels, channels, kernel, bias=bias),) * (count - 1),
    )
    shape = (entering, *_spatial(draw, rank, entering)) if level == 3 else None
    other = f"the single {_named(large)}"
    designs = Designs(
        first, (Conv(entering, channels, large, bias=bias),), draw.chance(0.55), "the stack", other,
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
    asked = f"{_HOW_MANY} the stack have?"
    if designs.difference:
        asked = f"{_BY_HOW_MUCH} the whole stack and {other} differ?"
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
        narrow = draw.integer(2, 20)
        entering = leaving = draw.integer(2 * narrow, 64)
    else:
        narrow = draw.choice((16, 20, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256))
        entering = leaving = narrow * draw.choice((2, 3, 4, 4))
        side = draw.choice((3, 3, 3, 5, 7)) if narrow <= _PLAIN else 3
    if level == 3:
        rank = draw.choice((1, 2, 2, 3))
        side = 3 if rank == 3 or narrow > _PLAIN else draw.choice((3, 5, 7))
        wider = (leaving, leaving // 2, 2 * leaving, 2 * narrow + 64)
        entering = draw.choice([channels for channels in wider if channels > narrow])
        groups = draw.choice((1, 2, 4, 8, 16, 32))
        groups = groups if narrow % groups == 0 else 1
        step = draw.choice((1, 2))
    ones, middle = (1,) * rank, (side,) * rank
    first = (
        Conv(entering, narrow, ones, bias=bias),
        Conv(narrow, narrow, middle, (step,) * rank, groups=groups, bias=bias),
        Conv(narrow, leaving, ones, bias=bias),
    )
    shape = (entering, *_spatial(draw, rank, entering)) if level == 3 else None
    plain = (Conv(entering, leaving, middle, bias=bias),)
    one, wide = _named(ones), _named(middle)
    difference = level > 1 and draw.chance(0.5)
    twice = level == 2 and draw.chance(0.4)
    other = f"the plain {_named(middle, plural=True)}" if twice else f"the plain {wide}"
    if not difference:
        other = f"one plain {wide} {from_to(entering, leaving)}"
    designs = Designs(
        first, plain * (2 if twice and difference else 1), difference, "the bottleneck", other, window=False,
        input_shape=shape,
    )  # fmt: skip
    details = f", with {groups} groups" if groups > 1 else ""
    details += f"{' and' if details else ', with'} stride {step}" if step > 1 else ""
    prompt = (
        f"A bottleneck: a {one} takes {entering} channels to {narrow}, a {wide} keeps {narrow}{details}, and a {one} "
        f"takes them to {leaving}. {bias_clause(bias)}"
    )
    if shape:
        prompt += f" The input is {by((*shape[1:], shape[0]))} ({' × '.join((*AXES[rank - 1], 'channels'))})."
    if designs.difference:
        end = f"{from_to(entering, leaving)}, with{'' if bias else 'out'} biases?"
        plain_ones = f"two plain {_named(middle, plural=True)} together, each" if twice else f"one plain {wide}"
        prompt += f" By how much does its parameter count differ from that of {plain_ones} {end}"
    else:
        prompt += f" {_HOW_MANY} it have?"
    needs: tuple[int | str, ...] = (entering, narrow, leaving, side, *((groups,) if groups > 1 else ()), "biases")
    return draft_designs(designs, prompt, needs, "Write down, layer by layer, how many channels go in and come out.")


# --- factorised kernels -----------------------------------------------------------------------------------------


def _factorised(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.3 if level == 1 else 0.5)
    kind = draw.choice((asymmetric, asymmetric, separable) if level < 3 else (asymmetric, separable, split))
    first, second, told = kind(draw, level, bias)
    rank = first[0].rank
    shape = (first[0].in_channels, *_spatial(draw, rank, first[0].in_channels)) if level == 3 else None
    other = f"the original {_named(second[0].kernel_size)}"
    designs = Designs(first, second, draw.chance(0.55), "the pair", other, input_shape=shape)
    asked = f"{_HOW_MANY} the pair that replaces it have?"
    if designs.difference:
        asked = f"{_BY_HOW_MUCH} the pair together and {other} differ?"
    prompt = f"{told} {bias_clause(bias)}{_on_input(shape)} {asked}"
    numbers = [n for c in first for n in (c.in_channels, c.out_channels, *c.kernel_size)]
    needs: tuple[int | str, ...] = (*dict.fromkeys(numbers), "biases")
    return draft_designs(designs, prompt, needs, "Take the two layers of the pair apart: what does each one see?")


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
