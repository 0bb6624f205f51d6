"""How many multiply-adds one forward pass through a convolution takes."""

from __future__ import annotations

from dataclasses import replace

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.output import output_shape, window_length
from questions.layers.specs import Conv, Padding, Shape
from questions.layers.writing import write_call
from questions.misconceptions.macs import mac_slips
from questions.misconceptions.work import Work
from questions.question import Content, Misconception, Proof
from questions.skills.conv_layers import Setting, Style, describe
from questions.skills.macs_steps import macs_steps
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import times

_CHANNELS = (16, 24, 32, 40, 48, 64, 64, 80, 96, 112, 128, 160, 192, 256)
_LARGE = (256, 320, 384, 480, 512, 640, 728, 768, 960, 1024, 1280)
_EDGES = (7, 8, 14, 16, 28, 32, 56, 64, 112, 128)
_LENGTHS = (100, 128, 200, 256, 500, 512, 1000, 1024, 4000)
_FRAMES = (8, 10, 12, 16, 24, 32)
_ONE_MAC = "One MAC is one multiplication with its addition"


def _draft(draw: Draw, level: int) -> Draft:
    setting = (_small, _real, _full)[level - 1](draw)
    flops = level == 3 and draw.chance(0.3)
    work = Work(setting.layer, setting.input_shape, batch=setting.batch, flops=flops)
    slips = mac_slips(work)
    return Draft(work.answer, slips, lambda: _write(setting, work, slips))


def _small(draw: Draw) -> Setting:
    """A square kernel of its own number; no padding, and seldom a stride of 2."""
    while True:
        side, channels, filters = draw.integer(2, 6), draw.integer(2, 9), draw.integer(2, 16)
        size = draw.integer(side + 2, 20)
        if len({side, channels, filters, size}) == 4:
            break
    step = 2 if draw.chance(0.25) else 1
    layer = Conv(channels, filters, (side, side), (step, step), bias=draw.chance(0.5))
    return Setting(layer, (channels, size, size), "words", 1)


def _real(draw: Draw) -> Setting:
    """Plain, grouped, depthwise and pointwise layers of real networks; the size is kept, or halved."""
    style: Style = draw.choice(("words", "pytorch", "keras"))
    channels, filters, groups = draw.choice((3, *_CHANNELS)), draw.choice(_CHANNELS), 1
    kernel: Shape = draw.choice(((3, 3), (3, 3), (5, 5), (7, 7), (1, 7), (7, 1), (3, 5), (5, 3)))
    kind = draw.choice(("plain", "plain", "pointwise", "groups", "depthwise"))
    if kind == "pointwise":
        kernel = (1, 1)
    elif kind == "groups":
        channels, groups = draw.choice(_CHANNELS), draw.choice((2, 4, 8))
    elif kind == "depthwise":
        channels = filters = groups = draw.choice(_CHANNELS)
    size = draw.choice(_EDGES)
    shape = (channels, size, size if draw.chance(0.7) else draw.choice(_EDGES))
    step = 2 if draw.chance(0.25) else 1
    keeps = draw.chance(0.7)
    layer = Conv(channels, filters, kernel, (step, step), _padding(style, kernel, (1, 1), keeps), groups=groups,
                 bias=draw.chance(0.5))  # fmt: skip
    return Setting(layer, _fitting(layer, shape), style, 1)


def _full(draw: Draw) -> Setting:
    """One to three dimensions, with stride or dilation, groups, a batch, and large numbers."""
    style: Style = draw.choice(("words", "pytorch", "keras"))
    rank = draw.choice((1, 2, 2, 3))
    channels, filters = draw.choice((*_CHANNELS, *_LARGE)), draw.choice((*_CHANNELS, *_LARGE))
    side = draw.choice(((3, 5, 7, 9, 15), (3, 5, 7), (3, 3, 5))[rank - 1])
    kernel = (side,) * rank
    if rank > 1 and draw.chance(0.3):
        kernel = (draw.choice((1, 3)), *kernel[1:])
    step, holes = draw.choice(((2, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4)))
    groups = draw.choice((1, 1, 1, 2, 4, 8, 16))
    if channels % groups or filters % groups:
        groups = 1
    edge = draw.choice(_EDGES[2:])
    shape = (channels, *((draw.choice(_LENGTHS),), (edge, edge), (draw.choice(_FRAMES), edge, edge))[rank - 1])
    dilation = (holes,) * rank
    padding = _padding(style, kernel, dilation, draw.chance(0.6))
    layer = Conv(channels, filters, kernel, (step,) * rank, padding, dilation, groups, bias=draw.chance(0.5))
    return Setting(layer, _fitting(layer, shape), style, draw.choice((1, 4, 8, 16, 32, 64)))


def _padding(style: Style, kernel: Shape, dilation: Shape, keeps: bool) -> Padding:
    if style == "keras":
        return "same" if keeps else "valid"
    if not keeps:
        return (0,) * len(kernel)
    reach = tuple(d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True))
    # Words have one number for all sides; a call can say them apart.
    return reach if style == "pytorch" or len(set(reach)) == 1 else (0,) * len(kernel)


def _fitting(layer: Conv, shape: Shape) -> Shape:
    """The input, made large enough for the kernel."""
    reach = map(window_length, layer.kernel_size, layer.dilation)
    return (shape[0], *(max(extent, window + 1) for extent, window in zip(shape[1:], reach, strict=True)))


def _prompt(setting: Setting, work: Work) -> str:
    layer = setting.layer
    told = [describe(setting)]
    if setting.style == "words":
        if layer.groups == layer.in_channels > 1:
            told.append("It is depthwise: each filter sees one channel of its own.")
        elif layer.groups > 1:
            told.append(f"Its channels are split into {layer.groups} groups.")
    plain = [] if any(step > 1 for step in layer.stride) or setting.style != "words" else ["its stride is 1"]
    padded = isinstance(layer.padding, str) or any(layer.padding)
    plain += [] if padded else ["there is no padding"]
    if plain:
        rest = " and ".join(plain)
        told.append(f"{rest[0].upper()}{rest[1:]}.")
    zeros = ", and products with padding zeros count" if padded else ""
    passes = "does a forward pass with a single input take"
    if work.per == 2:
        told.append(f"How many FLOPs {passes}? {_ONE_MAC}, and counts as 2 FLOPs; biases are not counted{zeros}.")
    else:
        told.append(f"How many multiply-adds (MACs) {passes}? {_ONE_MAC}; biases are not counted{zeros}.")
    return " ".join(told)


def _setup(work: Work) -> str:
    f = work.f
    return f"{work.prefix}{times(work.out)}·{f.cout}·({f.k}·{f.depth})"


def _proof(work: Work) -> Proof:
    layer, shape = work.layer, work.shape
    signal = f"torch.zeros(1, {', '.join(map(str, shape))})"
    if layer.padding == "same" and any(step > 1 for step in layer.stride):
        # PyTorch has no 'same' with a stride: the zeros that Keras adds are put around the input first.
        sides: list[int] = []
        for n, k, s, d, out in zip(
            shape[1:], layer.kernel_size, layer.stride, layer.dilation, output_shape(layer, shape)[1:], strict=True
        ):
            zeros = max((out - 1) * s + window_length(k, d) - n, 0)
            sides = [zeros // 2, zeros - zeros // 2, *sides]
        signal = f"nn.functional.pad({signal}, {tuple(sides)})"
        layer = replace(layer, padding=(0,) * layer.rank)
    return Proof(
        pytorch=(
            "from torch.utils.flop_counter import FlopCounterMode\n"
            "with FlopCounterMode(display=False) as counter:\n"
            f"    {write_call(layer, 'pytorch')}({signal})\n"
            f"counter.get_total_flops(){'' if work.per == 2 else ' // 2'}"
        )
    )


def _write(setting: Setting, work: Work, slips: tuple[Misconception, ...]) -> Content:
    layer = work.layer
    setup = _setup(work)
    numbers = [layer.in_channels, layer.out_channels, *layer.kernel_size, *work.shape[1:]]
    numbers += [value for value in (*layer.stride, *layer.dilation, *(work.padding or ())) if value > 1]
    return Content(
        prompt=_prompt(setting, work),
        kind=AnswerKind.INTEGER,
        answer=work.answer,
        layer=layer,
        input_shape=work.shape,
        misconceptions=slips,
        explanation=macs_steps(setting, work),
        prove=lambda: _proof(work),
        same_as=(work.per, layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, work.out),
        hints=with_setup(
            "How many values come out, and what does a single one of them cost?",
            "Find the output's size first. Each output value is one weighted sum over the kernel's positions and the "
            "channels that its filter sees.",
            setup,
        ),
        setup=setup,
        needs=(*dict.fromkeys(numbers), "FLOPs" if work.per == 2 else "MAC", "biases are not counted"),
    )


MACS = Skill(
    "macs.conv",
    "Multiply-adds of a convolution",
    "multiply-adds",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters", "output.pytorch"),
    confusable=("conv2d.parameters",),
)
