"""How many input positions one output position of a stack sees along an axis."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.network import Network
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import Conv, Layer, Pool
from questions.layers.writing import write_call
from questions.misconceptions.receptive import Stack, Window, receptive_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.skill import Draft, Skill
from questions.skills.towers import Tower, ask, blocks, draw_tower
from questions.submission import AnswerKind
from questions.worked.factors import Factors, factor


def _draft(draw: Draw, level: int) -> Draft:
    tower = draw_tower(draw, level)
    stack = Stack(tower.windows)
    answer = receptive_field(tower.layers, tower.rank)[tower.axis]
    slips = receptive_slips(stack)
    return Draft(answer, slips, lambda: _write(tower, stack, answer, slips))


def _setup(tower: Tower, stack: Stack) -> str:
    if tower.block:
        first, block, repeats = blocks(tower)
        head = f" + ({first.kernel_size[0]}-1)" if first else ""
        often = f"{repeats}·" if repeats > 1 else ""
        dilations = " + ".join(str(layer.dilation[0]) for layer in block)
        return f"1{head} + {often}({block[0].kernel_size[0]}-1)·({dilations})"
    return "1" + "".join(f" + {_term(w, j)}" for w, j in zip(stack.windows, stack.jumps, strict=False))


def _term(window: Window, jump: int) -> str:
    holes = f"·{window.dilation}" if window.dilation > 1 else ""
    return f"({window.kernel}-1){holes}" + (f"·{jump}" if jump > 1 else "")


def _steps(tower: Tower, stack: Stack) -> tuple[Step, ...]:
    rule = "field + (kernel - 1)·dilation·jump"
    steps = [Step("Begin with one position; the jump, how far a layer's inputs lie apart in the first input, is 1.")]
    if tower.block:
        return (*steps, *_wave_steps(tower, stack))
    field = 1
    for place, (window, jump) in enumerate(zip(stack.windows, stack.jumps, strict=False), 1):
        before, field = field, field + window.reach * jump
        name = "pooling" if window.pools else "convolution"
        passed = f"; its stride makes the jump {jump * window.stride} from here on" if window.stride > 1 else ""
        steps.append(
            Step(f"Layer {place}, {name}{passed}:", rule if place == 1 else "", f"{before} + {_term(window, jump)}",
                 f"{field:,}", _factors(before, window, jump) if place == 1 else ())
        )  # fmt: skip
    idle = [word for word, given in _idle(tower) if given]
    if idle:
        together = " and ".join(idle)
        together = together[0].upper() + together[1:]
        verb = "plays" if together == "Padding" else "play"
        steps.insert(1, Step(f"{together} {verb} no part: what a window covers depends on neither."
                             if len(idle) > 1 else f"{together} {verb} no part in what a window covers."))  # fmt: skip
    return tuple(steps)


def _factors(field: int, window: Window, jump: int) -> Factors:
    return (
        factor("field", field, "seen before this layer"),
        factor("kernel", window.kernel, "size of the layer's window"),
        factor("dilation", window.dilation, "from one tap to the next"),
        factor("jump", jump, "strides of the layers before, multiplied"),
    )


def _idle(tower: Tower) -> tuple[tuple[str, bool], ...]:
    padded = any(not isinstance(layer.padding, str) and any(layer.padding) for layer in tower.layers)
    filters = any(isinstance(layer, Conv) and layer.out_channels > 1 for layer in tower.layers)
    return ("padding", padded), ("the numbers of channels", filters)


def _wave_steps(tower: Tower, stack: Stack) -> tuple[Step, ...]:
    first, block, repeats = blocks(tower)
    side = block[0].kernel_size[0]
    total = sum(layer.dilation[0] for layer in block)
    dilations = " + ".join(str(layer.dilation[0]) for layer in block)
    added = (side - 1) * total
    head = first.kernel_size[0] - 1 if first else 0
    parts = ["1", *([str(head)] if head else []), f"{repeats}·{added}" if repeats > 1 else str(added)]
    return (
        Step("Every stride is 1, so the jump stays 1. The filters play no part, nor does where the padding lies."),
        *(
            (
                Step(
                    "The first convolution adds:",
                    "kernel - 1",
                    f"{head + 1} - 1",
                    f"{head:,}",
                    (factor("kernel", head + 1, "size of the first kernel"),),
                ),
            )
            if first
            else ()
        ),
        Step(
            "One block adds:",
            "(kernel - 1)·(sum of the dilations)",
            f"({side}-1)·({dilations})",
            f"{added:,}",
            (
                factor("kernel", side, "size of each kernel in the block"),
                factor("sum of the dilations", dilations, "from its first layer to its last"),
            ),
        ),
        Step(
            "Together with the position that they start from:",
            "",
            " + ".join(parts),
            f"{stack.field:,}",
            (factor("blocks", repeats, "one after the other"),) if repeats > 1 else (),
        ),
    )


def _proof(stack: Stack) -> Proof:
    """All weights one, one channel, along the axis asked about: input positions with a gradient are those seen."""
    calls: list[Layer] = [
        Pool("avg", (w.kernel,), (w.stride,)) if w.pools else Conv(1, 1, (w.kernel,), (w.stride,), (0,), (w.dilation,))
        for w in stack.windows
    ]
    length = 2 ** stack.field.bit_length()
    written = ",\n        ".join(write_call(layer, "pytorch") for layer in calls)
    return Proof(
        pytorch=(
            "# The axis alone, one channel, all weights 1, average for maximum: what has a gradient is seen.\n"
            'with torch.device("cpu"):\n'
            f"    stack = nn.Sequential(\n        {written},\n    ).double()\n"
            f"    signal = torch.zeros(1, 1, {length}, dtype=torch.float64, requires_grad=True)\n"
            "    for weight in stack.parameters():\n"
            "        nn.init.ones_(weight)\n"
            "    stack(signal)[0, 0, 0].backward()\n"
            "seen = signal.grad.nonzero()[:, -1]\n"
            "int(seen.max() - seen.min()) + 1"
        )
    )


def _write(tower: Tower, stack: Stack, answer: int, slips: tuple[Misconception, ...]) -> Content:
    setup = _setup(tower, stack)
    windows = dict.fromkeys((w.kernel, w.stride, w.dilation) for w in stack.windows)
    needs = dict.fromkeys(number for window in windows for number in (window[0], *(n for n in window[1:] if n > 1)))
    return Content(
        prompt=ask(tower),
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=Network(tower.layers),
        input_shape=None,
        misconceptions=slips,
        explanation=_steps(tower, stack),
        prove=lambda: _proof(stack),
        same_as=tuple((w.kernel, w.stride, w.dilation, w.pools) for w in stack.windows),
        hints=with_setup(
            "Go through the layers from the input on, and keep two numbers: how much is seen, and how far apart two "
            "neighbouring positions lie.",
            "Begin with 1. Each layer adds (kernel - 1)·dilation steps, and a step is as long as the strides of all "
            "layers before it, multiplied.",
            setup,
        ),
        setup=setup,
        needs=tuple(needs),
    )


RECEPTIVE_FIELD = Skill(
    "receptive_field.stack",
    "The receptive field of a stack",
    "receptive field",
    "B",
    AnswerKind.INTEGER,
    _draft,
    biases=(),
    hidden=("jump",),
)
