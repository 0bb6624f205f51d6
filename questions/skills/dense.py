"""A convolution against the dense layer between the same shapes."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Padding, Shape
from questions.layers.writing import write_call
from questions.misconceptions.dense_layers import Replaced, dense_slips
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES, Setting, Style, describe, draw_setting
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked.factors import Factors, factor, things

_MOST = 2_000_000_000
"""A dense layer with more weights than this would not even be thought of."""
_KERAS_MOST = 5_000_000
"""More weights than this are not worth building, only to count them."""

# Sizes and channels of the maps where a dense layer would still be thinkable: digits, icons, late stages.
_MAPS = (
    (28, 1),
    (28, 1),
    (32, 3),
    (32, 3),
    (14, 6),
    (14, 16),
    (16, 32),
    (8, 64),
    (7, 128),
    (12, 24),
    (64, 1),
    (10, 16),
)
_LARGE = (
    (64, 3),
    (96, 3),
    (112, 3),
    (64, 1),
    (128, 1),
    (28, 32),
    (28, 64),
    (14, 256),
    (14, 512),
    (32, 64),
    (16, 128),
)
_SOUNDS = ((80, 300), (40, 100), (1, 1000), (100, 400), (12, 1000), (64, 128), (300, 50))
_SCANS = ((1, 10, 32), (1, 16, 28), (3, 10, 32), (64, 12, 12), (2, 12, 24), (32, 10, 14), (1, 16, 32))
_KERNELS = ((3, 3), (5, 5), (3, 3), (7, 7), (3, 5), (5, 3), (1, 7), (4, 4), (2, 2))
_FILTERS = (6, 8, 10, 16, 20, 32, 48, 64, 96, 128, 256)


def _draft(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.7)
    while True:
        setting = draw_setting(draw, 2, 1, bias=bias) if level == 1 else _draw_setting(draw, level, bias)
        f = Replaced(setting.layer, setting.input_shape, output_shape(setting.layer, setting.input_shape))
        if f.total <= _MOST:
            break
    slips = dense_slips(f)
    return Draft(f.total, slips, lambda: _write(setting, f, slips))


def _draw_setting(draw: Draw, level: int, bias: bool) -> Setting:
    style: Style = draw.choice(("words", "pytorch", "keras"))
    shape: Shape
    rank = 2 if level == 2 else draw.choice((1, 2, 2, 3))
    kernel: Shape
    if rank == 2:
        size, channels = draw.choice(_MAPS if level == 2 else _LARGE)
        shape, kernel = (channels, size, size), draw.choice(_KERNELS)
    elif rank == 1:
        shape, kernel = draw.choice(_SOUNDS), (draw.choice((3, 5, 7, 9, 10)),)
    else:
        channels, frames, size = draw.choice(_SCANS)
        side = draw.choice((3, 5))
        shape, kernel = (channels, frames, size, size), (draw.choice((1, 3)), side, side)
    step = draw.choice((1, 1, 2)) if level == 2 else draw.choice((1, 2, 2, 3))
    holes = 2 if level == 3 and step == 1 and draw.chance(0.5) else 1
    layer = Conv(
        shape[0], draw.choice(_FILTERS), kernel, (step,) * rank, _padding(draw, style, kernel, step), (holes,) * rank,
        bias=bias,
    )  # fmt: skip
    return Setting(layer, shape, style, draw.choice((8, 16, 32, 64)) if level == 3 else 1)


def _padding(draw: Draw, style: Style, kernel: Shape, step: int) -> Padding:
    if style == "keras":
        return "same" if step == 1 and draw.chance(0.5) else "valid"
    return (draw.integer(0, min(kernel) // 2),) * len(kernel)


def _write(setting: Setting, f: Replaced, slips: tuple[Misconception, ...]) -> Content:
    layer = setting.layer
    plus = f"{f.weights:,} + {f.outs:,}" if f.bias else ""
    idle = "The batch plays no part. " if setting.batch > 1 else ""
    given = [value for values in (layer.stride, layer.dilation) for value in values if value > 1]
    given += [] if isinstance(layer.padding, str) else [value for value in layer.padding if value]
    also = "also has biases" if f.bias else "has no biases either"
    return Content(
        prompt=(
            f"{describe(setting)}{_defaults(setting)} A dense layer is to replace it: it gets each input flattened, "
            f"gives as many numbers as the convolution does, and {also}. How many learnable parameters does the dense "
            "layer have?"
        ),
        kind=AnswerKind.INTEGER,
        answer=f.total,
        layer=layer,
        input_shape=setting.input_shape,
        misconceptions=slips,
        explanation=(
            Step("The dense layer gets all numbers of the input:", "", f.flat_in, f"{f.ins:,}",
                 _map_factors(setting.input_shape, "input")),
            Step(
                f"It gives all numbers of the output, which is {by((*f.outside, f.cout))} (channels last):",
                "", f.flat_out, f"{f.outs:,}", _map_factors((f.cout, *f.outside), "output"),
            ),
            Step("Every output has a weight for every input:", "", f"{f.ins:,}·{f.outs:,}", f"{f.weights:,}"),
            Step("And every output has a bias:", "", "", f"{f.outs:,}") if f.bias else Step("There are no biases."),
            Step(
                f"{idle}The convolution needs only {f.conv.total:,}, as its filters are shared over all positions."
            ),
            Step("The dense layer in all:", "", plus, f"{f.total:,}"),
        ),
        prove=lambda: _prove(setting, f),
        same_as=(layer, setting.input_shape),
        hints=with_setup(
            "How many numbers go into the dense layer, and how many come out of it?",
            "Work out the size of the convolution's output first. Then multiply all inputs by all outputs"
            f"{'; each output also has a bias' if f.bias else ''}.",
            f.setup(),
        ),
        setup=f.setup(),
        needs=(layer.out_channels, *layer.kernel_size, *setting.input_shape, *given, "bias"),
    )  # fmt: skip


def _map_factors(shape: Shape, where: str) -> Factors:
    channels, *sides = shape
    names = AXES[len(sides) - 1]
    found = [factor(name[0].upper(), side, f"{name} of the {where}") for name, side in zip(names, sides, strict=True)]
    return *found, things("C_in" if where == "input" else "C_out", channels, "channel", f" of the {where}")


def _defaults(setting: Setting) -> str:
    """What the output's size rests on and the description leaves out."""
    layer = setting.layer
    unpadded = not isinstance(layer.padding, str) and not any(layer.padding)
    if setting.style == "keras":
        return " Its padding is left at the default, 'valid'." if unpadded else ""
    if setting.style == "pytorch":
        return ""
    if max(layer.stride) > 1:
        return " The convolution has no padding." if unpadded else ""
    return f" The convolution has stride 1{' and no padding' if unpadded else ''}."


def _prove(setting: Setting, f: Replaced) -> Proof:
    layer, shape = setting.layer, setting.input_shape
    off = "" if f.bias else ", bias=False"
    pytorch = (
        f"x = torch.empty{(1, *shape)}\n"
        f"y = {write_call(layer, 'pytorch')}(x)\n"
        f"dense = nn.Linear(x.numel(), y.numel(){off})\n"
        "sum(p.numel() for p in dense.parameters())"
    )
    if f.total > _KERAS_MOST or (not isinstance(layer.padding, str) and any(layer.padding)):
        return Proof(pytorch=pytorch)
    last = (*shape[1:], shape[0])
    unbiased = "" if f.bias else ", use_bias=False"
    keras = (
        f"out = {write_call(layer, 'keras')}.compute_output_shape({(1, *last)})\n"
        f"units = {' * '.join(f'out[{axis + 1}]' for axis in range(len(shape)))}\n"
        f"keras.Sequential([keras.Input({last}), keras.layers.Flatten(), "
        f"keras.layers.Dense(units{unbiased})]).count_params()"
    )
    return Proof(pytorch=pytorch, keras=keras)


COMPARISON = Skill(
    "dense.comparison",
    "A dense layer between the same shapes",
    "dense",
    "A",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters", "output.pytorch"),
    confusable=("conv2d.parameters",),
)
