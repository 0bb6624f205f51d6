"""What a batch norm counts: learned, kept, reported; alone or after a convolution."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.network import Network
from questions.layers.specs import BatchNorm, Conv, Shape
from questions.layers.writing import write_call
from questions.misconceptions.batch_norm import Measure, kept, norm_slips, pair_slips
from questions.misconceptions.facts import Facts
from questions.question import Content, Misconception, Proof, Step
from questions.skills.layer_calls import channels_last, tell_call
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.worked import idle_steps
from questions.worked.common import bias_step
from questions.worked.factors import factor, layer_factors, size_factor, things

_CHANNELS = (
    16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 112, 120, 128, 144, 160, 176, 192, 224, 240, 256, 288, 320, 336, 384,
    440, 448, 480, 512, 576, 640, 672, 728, 768, 896, 960, 1024, 1152, 1280, 1344, 1536, 1792, 1920, 2048,
)  # fmt: skip
_CONVS = (3, 16, 24, 32, 48, 64, 96, 128, 192, 256, 320, 384, 512)
_SIZES = (7, 14, 28, 32, 56, 64, 112, 128)
_LARGEST = 16_384
_WIDE = 256 * 256

_ASKED: dict[Measure, tuple[str, ...]] = {
    "trainable": (
        "How many trainable parameters {has}?",
        "How many numbers {does} gradient descent learn in {it}?",
    ),
    "reported": ("How many parameters does Keras report for {it} in all (count_params())?",),
    "non_trainable": ("How many non-trainable parameters does Keras report for {it}?",),
    "buffers": ("How many numbers do its buffers hold in all (buffers())?",),
    "state": ("How many numbers does its state_dict() hold in all?",),
}


@dataclass(frozen=True, slots=True)
class _Case:
    norm: BatchNorm
    measure: Measure
    keras: bool
    input_shape: Shape
    batch: int = 1
    conv: Conv | None = None


def _draft(draw: Draw, level: int) -> Draft:
    case = _single(draw, level) if level < 3 or draw.chance(0.45) else _pair(draw)
    counts = kept(case.norm, case.measure)
    answer = counts.of(case.norm.channels)
    if case.conv is None:
        slips = norm_slips(case.norm, case.measure, case.input_shape[1:])
    else:
        answer += Facts(case.conv, None).total
        spatial = output_shape(case.conv, case.input_shape)[1:]
        slips = tuple(pair_slips(case.conv, case.norm, case.measure, case.input_shape, spatial))
    asked = draw.choice(_ASKED[case.measure])
    return Draft(answer, slips, lambda: _write(case, asked, answer, slips))


def _single(draw: Draw, level: int) -> _Case:
    keras = draw.chance(0.5)
    measure: Measure
    if level == 1:
        channels, size = draw.integer(3, 90), draw.integer(4, 40)
        measure = "reported" if keras and draw.chance(0.6) else "trainable"
        return _Case(BatchNorm(channels), measure, keras, (channels, size, size))
    channels = draw.choice(_CHANNELS)
    size = draw.choice(_sizes(channels))
    shape = (channels, size, size)
    if level == 2:
        if keras:
            measure = draw.choice(("trainable", "reported", "reported", "non_trainable"))
            scale, shift = draw.choice(((True, True), (True, False), (False, True), (False, True), (False, False)))
            return _Case(BatchNorm(channels, scale, shift), measure, True, shape)
        measure = draw.choice(("trainable", "trainable", "buffers"))
        affine = draw.chance(0.8)
        return _Case(BatchNorm(channels, affine, affine), measure, False, shape)
    affine = draw.chance(0.6)
    measure = draw.choice(("buffers", "state", "state"))
    return _Case(BatchNorm(channels, affine, affine), measure, False, shape, draw.choice((4, 8, 16, 32, 64)))


def _sizes(channels: int) -> list[int]:
    """Sizes of maps as networks have them: the more channels, the smaller."""
    return [size for size in _SIZES if size * channels <= _LARGEST and size != channels]


def _pair(draw: Draw) -> _Case:
    keras = draw.chance(0.5)
    inputs, outputs, side = draw.choice(_CONVS), draw.choice(_CHANNELS), draw.choice((1, 3, 3, 5, 7))
    side = min(side, 3) if inputs * outputs > _WIDE else side
    kernel = (side, side)
    conv = Conv(
        inputs, outputs, kernel, (draw.choice((1, 2)),) * 2, "same" if keras else (side // 2,) * 2,
        bias=draw.chance(0.35),
    )  # fmt: skip
    size = draw.choice(_sizes(max(inputs, outputs)))
    scale = True if not keras else draw.chance(0.7)
    measure: Measure = draw.choice(("reported", "trainable")) if keras else "trainable"
    return _Case(
        BatchNorm(outputs, scale, True), measure, keras, (inputs, size, size), draw.choice((8, 16, 32, 64)), conv
    )  # fmt: skip


def _write(case: _Case, asked: str, answer: int, slips: tuple[Misconception, ...]) -> Content:
    norm, conv, framework = case.norm, case.conv, "keras" if case.keras else "pytorch"
    call = write_call(norm, "keras" if case.keras else "pytorch")
    default = ""
    if conv is not None:
        call = f"{write_call(conv, 'keras' if case.keras else 'pytorch')} followed by {call}"
        default = " The convolution's bias is left at the default, on." if conv.bias else ""
        question = asked.format(has="do the two layers have", does="does", it="the two layers")
    else:
        question = asked.format(has="does it have", does="does", it="it")
    told = tell_call(call, "keras" if case.keras else "pytorch", case.input_shape, case.batch)
    setup = _setup(case)
    has_setup = any(sign in setup for sign in "·+")
    needs: tuple[int | str, ...] = (norm.channels, "Keras" if case.keras else "PyTorch")
    if conv is not None:
        needs = (*needs, conv.in_channels, *conv.kernel_size, "bias")
    return Content(
        prompt=f"{told}{default} {question}",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=norm if conv is None else Network((conv, norm)),
        input_shape=case.input_shape,
        misconceptions=slips,
        explanation=_explain(case, answer),
        prove=lambda: _prove(case),
        same_as=(framework, case.measure, norm, conv and (conv.in_channels, conv.kernel_size, conv.bias)),
        has_setup=has_setup,
        hints=_hints(case, setup, has_setup),
        setup=setup if has_setup else str(answer),
        needs=needs,
    )


def _setup(case: _Case) -> str:
    counts = kept(case.norm, case.measure)
    tail = counts.written(case.norm.channels) if counts.of(1) else ""
    if case.conv is None:
        return tail or "0"
    f = Facts(case.conv, None)
    return f"{f.w}{f.plus_b}{f' + {tail}' if tail else ''}"


def _hints(case: _Case, setup: str, has_setup: bool) -> tuple[str, ...]:
    nudge = "List what a batch norm keeps for one channel. Which of it is learned, and which only updated?"
    way = (
        "Per channel there may be a learned scale and a learned shift, and there are a moving mean and a moving "
        "variance. Multiply those that the question asks for by the channels."
    )
    if case.conv is not None:
        nudge = "Take one layer after the other. Which channels does the second one normalize?"
        way = f"The convolution: filters times the weights of one, biases where it has them. The batch norm: p{way[1:]}"
    elif case.measure in ("buffers", "state"):
        way += " PyTorch keeps one more thing, once per layer."
    if has_setup:
        return with_setup(nudge, way, setup)
    return (
        nudge,
        way,
        "See which of scale and shift are switched off, and whether the question asks for the rest.",
    )


def _explain(case: _Case, answer: int) -> tuple[Step, ...]:
    norm, measure, conv = case.norm, case.measure, case.conv
    c = norm.channels
    steps: list[Step] = []
    parts: list[int] = []
    if conv is not None:
        f = Facts(conv, None)
        steps.append(Step("Weights of the convolution:", "C_out·(k_h·k_w·C_in)", f.w, f"{f.W:,}",
                          layer_factors(conv)))  # fmt: skip
        steps.append(bias_step(f.B, conv.bias, "filter", "The convolution"))
        parts += [f.W, f.B]
    if measure in ("trainable", "reported", "state"):
        for what, on in (("scale (γ)", norm.scale), ("shift (β)", norm.shift)):
            if on:
                steps.append(Step(f"A learned {what} for each of the {c} channels:", "", "", f"{c:,}"))
                parts.append(c)
            else:
                steps.append(Step(f"It is built without a learned {what}:", "", "", "0"))
    if measure == "trainable":
        steps.append(Step("The moving mean and variance are updated from batch to batch, not trained: not counted."))
    else:
        where = {"reported": "Keras counts them as well", "non_trainable": "Keras reports them as non-trainable"}
        kept_as = where.get(measure, "PyTorch keeps them as buffers")
        channels = (factor("statistics", 2, "moving mean and moving variance"), things("C", c, "channel"))
        told = f"A moving mean and a moving variance per channel; {kept_as}:"
        steps.append(Step(told, "", f"2·{c}", f"{2 * c:,}", channels))
        parts.append(2 * c)
    if measure in ("buffers", "state"):
        steps.append(Step("num_batches_tracked, one number for the whole layer:", "", "", "1"))
        parts.append(1)
    if conv is not None:
        steps.extend(idle_steps(conv, case.input_shape, case.batch))
    else:
        idle = [size_factor("maps", case.input_shape[1:], "all positions of a channel share its numbers")]
        idle += [factor("batch", case.batch, "its examples share the numbers as well")] if case.batch > 1 else []
        told = "The size of the maps plays no part: all positions of a channel share its numbers."
        steps.append(Step(told, idle=tuple(idle)))
    parts = [part for part in parts if part]
    steps.append(Step("Together:", "", " + ".join(map(str, parts)) if len(parts) > 1 else "", f"{answer:,}"))
    return tuple(steps)


def _prove(case: _Case) -> Proof:
    norm, conv, measure = case.norm, case.conv, case.measure
    pytorch = keras = ""
    if norm.scale == norm.shift and measure in ("trainable", "buffers", "state"):
        model = write_call(norm, "pytorch")
        if conv is not None:
            # Keras' "same" is no padding that PyTorch takes with a stride; no count depends on it.
            bare = Conv(conv.in_channels, conv.out_channels, conv.kernel_size, bias=conv.bias)
            model = f"nn.Sequential({write_call(bare, 'pytorch')}, {model})"
        what = {"trainable": "parameters()", "buffers": "buffers()", "state": "state_dict().values()"}[measure]
        pytorch = f"sum(t.numel() for t in {model}.{what})"
    if measure in ("trainable", "reported", "non_trainable"):
        calls = write_call(norm, "keras")
        if conv is not None:
            bare = Conv(conv.in_channels, conv.out_channels, conv.kernel_size, bias=conv.bias)
            calls = f"{write_call(bare, 'keras')}, {calls}"
        model = f"keras.Sequential([keras.Input({channels_last(case.input_shape)}), {calls}])"
        if measure == "reported":
            keras = f"{model}.count_params()"
        else:
            keras = f"import math\nsum(map(math.prod, [w.shape for w in {model}.{measure}_weights]))"
    return Proof(pytorch=pytorch, keras=keras)


PARAMETERS = Skill(
    "batch_norm.parameters",
    "What a batch norm counts",
    "batch norm",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("batch_norm.bias", "bias.effect"),
    biases=(),
    hidden=("moving", "gamma", "per channel", "num_batches"),
)
