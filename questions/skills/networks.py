"""Small networks with pooling, flatten and dense layers: all their weights, and all their biases."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import Framework
from questions.layers.specs import Conv, Dense, Flatten, Pool, Shape
from questions.layers.writing import write_call
from questions.misconceptions.chain import Chain
from questions.misconceptions.networks import bias_slips, weight_slips
from questions.misconceptions.output_size import Axis
from questions.question import Content, Misconception, Proof, Step
from questions.skills.network_settings import Stack, draw_stack, listing
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several, times

_KERAS_MOST = 20_000_000
"""More weights than this take too long to build, only to count them."""


def _draft_weights(draw: Draw, level: int) -> Draft:
    x = draw_stack(draw, level, unbiased=False)
    answer = x.chain.network.parameters().weights
    slips = weight_slips(x.chain)
    return Draft(answer, slips, lambda: _write_weights(x, answer, slips))


def _draft_biases(draw: Draw, level: int) -> Draft:
    x = draw_stack(draw, level, unbiased=True)
    answer = x.chain.network.parameters().biases
    slips = bias_slips(x.chain)
    return Draft(answer, slips, lambda: _write_biases(x, answer, slips))


def _write_weights(x: Stack, answer: int, slips: tuple[Misconception, ...]) -> Content:
    c = x.chain
    setup = " + ".join(c.terms())
    kernels = [side for conv in c.convs for side in conv.kernel_size]
    moves = [step for conv in c.convs for step in conv.stride if step > 1]
    moves += [window[0] for _, window in c.pooled]
    return Content(
        prompt=(
            f"{listing(x, lazily=True)}{_batch(x)} How many weights does the network have in all, biases not counted?"
        ),
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=c.network,
        input_shape=c.input_shape,
        misconceptions=slips,
        explanation=(*_layer_steps(c), Step(_idle(x)), _together(c.conv_weights() + c.dense_weights())),
        prove=lambda: _prove(c, weights=True),
        same_as=(c.network, c.input_shape),
        hints=with_setup(
            "Follow the shape through the network first: what is left when it comes to the dense part?",
            "A convolution has filters · kernel · input channels weights, whatever the size; a dense layer units · "
            "inputs. The first dense layer gets height · width · channels after the last pooling, rounded down.",
            setup,
        ),
        setup=setup,
        needs=(*_counts(c), *kernels, *moves, *c.input_shape, "biases"),
    )


def _write_biases(x: Stack, answer: int, slips: tuple[Misconception, ...]) -> Content:
    c = x.chain
    terms = c.bias_terms()
    setup = " + ".join(map(str, terms))
    steps = [
        Step(f"Convolution {number}, one bias per filter:", "", "", f"{conv.out_channels}")
        if conv.bias
        else Step(f"Convolution {number} has no biases.")
        for number, conv in enumerate(c.convs, 1)
    ]
    steps += [
        Step(f"Dense layer {number}, one bias per unit:", "", "", f"{dense.out_features}")
        for number, dense in enumerate(c.dense, 1)
    ]
    steps.append(
        Step("Pooling, ReLU and flatten learn nothing; sizes, strides and channels of the input play no part.")
    )
    return Content(
        prompt=f"{listing(x, lazily=False)}{_batch(x)} How many biases does the network have in all?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=c.network,
        input_shape=c.input_shape,
        misconceptions=slips,
        explanation=(*steps, _together(terms)),
        prove=lambda: _prove(c, weights=False),
        same_as=(tuple(terms), len(c.convs)),
        hints=with_setup(
            "Which of the layers have biases at all?",
            "One bias per filter of a convolution and one per unit of a dense layer, where they are not switched off.",
            setup,
        ),
        setup=setup,
        needs=(*terms, "biases"),
    )


def _counts(c: Chain) -> list[int]:
    return [conv.out_channels for conv in c.convs] + [dense.out_features for dense in c.dense]


def _batch(x: Stack) -> str:
    return f" The network is trained with batches of {x.batch}." if x.batch else ""


def _together(terms: list[int]) -> Step:
    return Step("Together:", "", " + ".join(map(str, terms)), f"{sum(terms):,}")


def _idle(x: Stack) -> str:
    batch = ", and the size of the batch plays no part" if x.batch else ""
    return f"ReLU, pooling and flatten learn nothing{batch}."


def _layer_steps(c: Chain) -> list[Step]:
    """What each layer gives and how many weights it has."""
    steps: list[Step] = []
    shape = c.input_shape
    for layer, after in zip(c.network.layers, c.shapes, strict=True):
        if isinstance(layer, Conv):
            what = f"{layer.out_channels} filters {by(layer.kernel_size)} on {several(shape[0], 'channel')}"
            steps.append(
                Step(f"Convolution with {what}:", "", f"{layer.out_channels}·({times((*layer.kernel_size, shape[0]))})",
                     f"{layer.out_channels * prod(layer.kernel_size) * shape[0]:,}")
            )  # fmt: skip
            steps.append(Step(f"It gives {_last(after)} ({_sizes(layer, shape, after)})."))
        elif isinstance(layer, Pool):
            steps.append(Step(f"Pooling leaves {_last(after)} ({_sizes(layer, shape, after)}) and has no weights."))
        elif isinstance(layer, Flatten):
            steps.append(Step("Flattened:", "", times((*shape[1:], shape[0])), f"{after[0]:,}"))
        elif isinstance(layer, Dense):
            count = f"{layer.in_features * layer.out_features:,}"
            steps.append(
                Step(f"Dense layer with {several(layer.out_features, 'unit')}:", "",
                     f"{layer.out_features}·{layer.in_features}", count)
            )  # fmt: skip
        shape = after
    return steps


def _last(shape: Shape) -> str:
    return by((*shape[1:], shape[0]))


def _sizes(layer: Conv | Pool, before: Shape, after: Shape) -> str:
    """How the spatial sizes come about: `128 - 9 + 1 = 120`."""
    said = []
    for n, k, s, size in dict.fromkeys(zip(before[1:], layer.kernel_size, layer.stride, after[1:], strict=True)):
        way = (
            f"{Axis(n, k, s, 0, 1).shown} = {size}" if not isinstance(layer.padding, str) else "padded to keep the size"
        )
        said.append(way)
    return ", ".join(dict.fromkeys(said))


def _prove(c: Chain, *, weights: bool) -> Proof:
    def calls(framework: Framework) -> str:
        return ", ".join(write_call(layer, framework) for layer in c.network.layers)

    channels, *sizes = c.input_shape
    end = "weight" if weights else "bias"
    pytorch = (
        f"net = nn.Sequential({calls('pytorch')})\n"
        f"out = net(torch.empty{(1, *c.input_shape)})\n"
        f"sum(p.numel() for name, p in net.named_parameters() if name.endswith('{end}'))"
    )
    if c.weights() > _KERAS_MOST:
        return Proof(pytorch=pytorch)
    biases = "sum(w.shape[0] for w in net.weights if len(w.shape) == 1)"
    keras = (
        f"net = keras.Sequential([keras.Input({(*sizes, channels)}), {calls('keras')}])\n"
        f"{f'net.count_params() - {biases}' if weights else biases}"
    )
    return Proof(pytorch=pytorch, keras=keras)


WEIGHTS = Skill(
    "network.weights",
    "All weights of a small network",
    "networks",
    "A",
    AnswerKind.INTEGER,
    _draft_weights,
    prerequisites=("conv2d.parameters", "output.pytorch"),
    confusable=("network.biases",),
    biases=(),
)
BIASES = Skill(
    "network.biases",
    "All biases of a small network",
    "networks",
    "A",
    AnswerKind.INTEGER,
    _draft_biases,
    prerequisites=("bias.effect", "network.weights"),
    confusable=("network.weights", "bias.effect"),
    biases=(),
)
