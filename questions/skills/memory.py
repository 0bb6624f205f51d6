"""How much memory the activations of a layer, or of a few in a row, take."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.network import Network
from questions.layers.specs import Conv, Shape
from questions.layers.writing import write_call
from questions.misconceptions.activations import BYTES, KB, KIB, MB, MIB, Activations, in_unit, written_sum
from questions.misconceptions.memory import memory_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES, Setting, describe
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several
from questions.worked.factors import factor, things

_DTYPES = (("float32", 4), ("float32", 4), ("float16", 2), ("bfloat16", 2), ("int8", 1), ("float64", 8))
_CHANNELS = (3, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384, 512)
_SIDES = (28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
_LENGTHS = (1000, 1024, 2000, 4000, 4096, 8000, 8192, 16000, 16384)
_BATCHES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 50, 64, 128)
_LARGEST = 8_000
_MOST_VALUES = 2**23
"""Of one array and one example: 64 channels of 256×256 are half of it."""
_FEWEST_SLIPS = 4
"""In a large unit few wrong procedures give whole numbers; below this a wrong answer would tell nothing."""


def _draft(draw: Draw, level: int) -> Draft:
    while True:
        case = _small(draw) if level == 1 else _real(draw, level)
        slips = tuple(memory_slips(case))
        if len({slip.value for slip in slips}) >= _FEWEST_SLIPS:
            break
    answer = case.total // case.unit.size
    return Draft(answer, slips, lambda: _write(case, answer, slips, level))


def _small(draw: Draw) -> Activations:
    while True:
        numbers = (
            draw.integer(2, 5), draw.integer(2, 9), draw.integer(3, 16), draw.integer(8, 24), draw.integer(2, 10)
        )  # fmt: skip
        if len(set(numbers)) == len(numbers):
            break
    kernel, channels, filters, size, batch = numbers
    layer = Conv(channels, filters, (kernel, kernel))
    dtype, width = draw.choice(_DTYPES)
    shape = (channels, size, size)
    case = Activations((layer,), (shape, output_shape(layer, shape)), False, batch, dtype, width)
    return _with_unit(draw, case, bytes_too=True) or case


def _real(draw: Draw, level: int) -> Activations:
    """A case that comes to a whole number of kB or KiB, MB or MiB."""
    while True:
        rank = 2 if level == 3 else draw.choice((1, 2, 2, 2))
        spatial = (draw.choice(_LENGTHS),) if rank == 1 else (draw.choice(_SIDES),) * 2
        if rank == 2 and draw.chance(0.4):
            spatial = (spatial[0], draw.choice([side for side in _SIDES if spatial[0] <= 2 * side <= 4 * spatial[0]]))
        layers: list[Conv] = []
        shapes: list[Shape] = [(draw.choice(_CHANNELS), *spatial)]
        for _ in range(draw.choice((2, 2, 3)) if level == 3 else 1):
            layer = _layer(draw, rank, shapes[-1][0], unequal=level == 2)
            layers.append(layer)
            shapes.append(output_shape(layer, shapes[-1]))
        if max(map(prod, shapes)) > _MOST_VALUES:
            continue
        dtype, width = draw.choice(_DTYPES)
        case = Activations(
            tuple(layers), tuple(shapes), draw.chance(0.5), draw.choice(_BATCHES), dtype, width
        )  # fmt: skip
        measured = _with_unit(draw, case, bytes_too=False)
        if measured is not None:
            return measured


def _layer(draw: Draw, rank: int, channels: int, *, unequal: bool) -> Conv:
    filters = draw.choice(_CHANNELS[1:])
    side = draw.choice((1, 3, 3, 5, 7))
    kernel: Shape = (side,) * rank
    # No stride exceeds the kernel, but for the shortcuts with a 1×1 kernel and a stride of 2.
    steps = {1: (1, 1, 1, 2), 3: (1, 1, 2)}.get(side, (1, 1, 2, 2, 4))
    stride = (draw.choice(steps),) * rank
    if unequal and rank == 2 and draw.chance(0.3):
        kernel, stride = draw.choice(((1, 3), (3, 1), (3, 5), (1, 7), (5, 3), (7, 1))), (1, 1)
    padding = tuple((k - 1) // 2 for k in kernel)
    return Conv(channels, filters, kernel, stride, padding)


def _with_unit(draw: Draw, case: Activations, *, bytes_too: bool) -> Activations | None:
    """The case in a unit that it fills a whole number of times; None if there is no such unit."""
    large = [unit for unit in (MB, MIB) if case.total % unit.size == 0 and case.total // unit.size > 1]
    units = large or [unit for unit in (KB, KIB) if case.total % unit.size == 0]
    units = [unit for unit in units if case.total // unit.size <= _LARGEST]
    if bytes_too and (not units or draw.chance(0.5)):
        units = [BYTES]
    return replace(case, unit=draw.choice(units)) if units else None


def _write(case: Activations, answer: int, slips: tuple[Misconception, ...], level: int) -> Content:
    single = len(case.layers) == 1
    layer, shape = case.layers[0], case.shapes[0]
    factors = [str(case.batch)] if case.batch > 1 else []
    factors.append(written_sum(case.counted))
    if case.width > 1:
        factors.append(str(case.width))
    setup = in_unit("·".join(factors), case.unit)
    unit = case.unit
    meaning = f" (1 {unit.name} = {unit.meaning} bytes)" if unit.size > 1 else ""
    given = _describe(case, level)
    batch = "" if case.batch == 1 else " for the whole batch"
    return Content(
        prompt=f"{given} All values are {case.dtype}. {_asked(case).format(f'{unit.name}{meaning}', batch)}?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer if single else Network(case.layers),
        input_shape=shape,
        misconceptions=slips,
        explanation=tuple(_steps(case, answer)),
        prove=lambda: _prove(case),
        same_as=(case.counted, case.batch, case.width, unit.name),
        hints=with_setup(
            "First count the values in what is asked for, then their bytes.",
            _way(case),
            setup,
        ),
        setup=setup,
        needs=(
            *shape, *(layer.out_channels for layer in case.layers), *((case.batch,) if case.batch > 1 else ()),
            case.dtype, unit.name,
        ),
    )  # fmt: skip


def _way(case: Activations) -> str:
    """The rule in words, with the parts that this question has."""
    each = " of each array that counts, added up" if len(case.counted) > 1 else ""
    factors = [*(["the batch"] if case.batch > 1 else []), "the bytes of one value"]
    unit = f"; last, divide by the bytes of one {case.unit.name}" if case.unit.size > 1 else ""
    return f"Channels times positions{each}; times {', times '.join(factors)}{unit}."


def _describe(case: Activations, level: int) -> str:
    shape = case.shapes[0]
    if level == 1:
        layer = case.layers[0]
        return (
            f"A 2-d convolutional layer has {several(layer.out_channels, 'filter')} of size {by(layer.kernel_size)}, "
            f"each with a bias; stride 1, no padding. It gets a batch of {case.batch} inputs, each "
            f"{by((*shape[1:], shape[0]))} (height × width × channels)."
        )
    if len(case.layers) == 1:
        told = describe(Setting(case.layers[0], shape, "pytorch", case.batch))
        return told.removesuffix(" Its bias is left at the default, on.")
    calls = ", then ".join(write_call(layer, "pytorch") for layer in case.layers)
    gets = f"get a batch of {case.batch} inputs, each of shape" if case.batch > 1 else "get an input of shape"
    axes = ", ".join(("channels", *AXES[case.layers[0].rank - 1]))
    return f"PyTorch: {calls} {gets} ({', '.join(map(str, shape))}) ({axes})."


def _asked(case: Activations) -> str:
    if len(case.layers) == 1:
        if case.with_input:
            return "How many {} do the layer's input and its output take together{}"
        return "How many {} does the layer's output take{}"
    if case.with_input:
        return (
            "For the backward pass the first layer's input and the output of every layer are kept, each once. How "
            f"many {{}} do these {_IN_WORDS[len(case.shapes)]} arrays take{{}}"
        )
    return (
        "For the backward pass the output of every layer is kept; the input is not counted. How many {} do these "
        f"{_IN_WORDS[len(case.layers)]} arrays take{{}}"
    )


_IN_WORDS = {2: "two", 3: "three", 4: "four"}


def _steps(case: Activations, answer: int) -> list[Step]:
    steps = []
    if case.with_input:
        steps.append(_values_step(case, "the input", case.shapes[0]))
    for place, shape in enumerate(case.shapes[1:], 1):
        name = "the output" if len(case.layers) == 1 else f"the output of layer {place}"
        steps.append(_values_step(case, name, shape))
    values = [prod(shape) for shape in case.counted]
    shown = f"({' + '.join(map(str, values))})" if len(values) > 1 else f"{values[0]}"
    if case.batch > 1:
        shown = f"{case.batch}·{shown}"
        steps.append(Step(f"The batch has {case.batch} examples:", "", shown, f"{case.batch * sum(values):,}"))
    each = f"{several(case.width, 'byte')}"
    steps.append(Step(
        f"A value of type {case.dtype} takes {each}:", "", f"{case.batch * sum(values)}·{case.width}",
        f"{case.total:,}",
        (factor("values", case.batch * sum(values), "in all"), things("bytes", case.width, "byte", " for each")),
    ))  # fmt: skip
    if case.unit.size > 1:
        steps.append(Step(f"In {case.unit.name}:", "", in_unit(str(case.total), case.unit), f"{answer:,}"))
    return steps


def _values_step(case: Activations, name: str, shape: Shape) -> Step:
    """`Values of the output, 13 channels of 15×15, for one example: 13·15·15 = 2,925`."""
    size = f"length {shape[1]}" if case.layers[0].rank == 1 else by(shape[1:])
    one = ", for one example" if case.batch > 1 else ""
    sentence = f"Values of {name}, {several(shape[0], 'channel')} of {size}{one}:"
    return Step(sentence, "", "·".join(map(str, shape)), f"{prod(shape):,}")


def _prove(case: Activations) -> Proof:
    lines = [f"x = torch.empty{(case.batch, *case.shapes[0])}", f"values = {'x.numel()' if case.with_input else '0'}"]
    for layer in case.layers:
        lines += [f"x = {write_call(layer, 'pytorch')}(x)", "values += x.numel()"]
    lines.append(f"values * torch.empty(0, dtype=torch.{case.dtype}).element_size() // {case.unit.size}")
    return Proof("\n".join(lines))


MEMORY_ACTIVATIONS = Skill(
    "memory.activations",
    "Memory of activations",
    "memory",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("output.pytorch",),
    biases=(),
)
