"""Whether a layer has biases, told by its parameter count."""

from __future__ import annotations

from questions.draw import Draw
from questions.layers.parameters import parameters
from questions.layers.specs import Conv
from questions.layers.writing import write_call
from questions.misconceptions.components import BIAS
from questions.question import Content, Misconception, Proof, Step
from questions.skills.riddles import KERAS_MOST, draw_layer, idle_steps, told
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import several, times
from questions.worked.factors import factor, filters_factor, kernel_factor, seen_factor


def _bias(draw: Draw, level: int) -> Draft:
    layer, batch = draw_layer(draw, level, square=False, biased=0.5)
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
            *idle_steps(layer, 1 if in_code else batch),
            Step(
                f"A filter spans {seen}; the weights alone:",
                "C_out·(kernel·channels seen)",
                product,
                f"{weights:,}",
                (filters_factor(layer.out_channels), kernel_factor(layer.kernel_size), seen_factor(layer)),
            ),
            Step(
                found,
                "total - weights",
                f"{total} - {weights}",
                f"{rest:,}",
                (factor("total", total, "parameters of the layer"), factor("weights", weights, "counted above")),
            ),
            Step(last, result="true" if layer.bias else "false"),
        ),
        prove=lambda: _prove_bias(layer, total),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
        hints=(
            "Count what the layer has in any case, and see what is left of the total.",
            "Work out the weights: kernel positions, times the channels that a filter sees, times the filters. Biases "
            "add one number for each filter.",
            f"Compare the total with the weights alone: {product}.",
        ),
        needs=(total, layer.in_channels, layer.out_channels, *layer.kernel_size, "bias"),
    )


def _bias_prompt(layer: Conv, batch: int, total: int, in_code: bool) -> str:
    if in_code:
        bare = Conv(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride,
                    () if isinstance(layer.padding, str) else layer.padding, layer.dilation, layer.groups)  # fmt: skip
        call = f"{write_call(bare, 'pytorch')[:-1]}, bias=…)"
        return f"PyTorch reports {total:,} learnable parameters for {call}. True or false: its bias is on."
    inputs = f", batch size {batch}" if batch > 1 else ""
    return (
        f"A {layer.rank}-d convolutional layer ({told(layer)}{inputs}) has {total:,} learnable parameters. "
        "True or false: it has biases."
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
        keras=keras if total < KERAS_MOST else "",
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
