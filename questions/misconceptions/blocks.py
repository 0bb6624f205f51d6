"""Wrong procedures for the parameters of a block: a layer forgotten, a depth not carried on, norms miscounted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod

from questions.layers.counting import parameters
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, Layer, Pool, Shape
from questions.misconceptions.components import (
    BATCH_NORM,
    BIAS,
    COMPOSITION,
    DEPTHWISE,
    FILTERS,
    GROUPS,
    INPUT_DEPTH,
    POOLING,
)
from questions.question import Misconception
from questions.wording import several

Named = tuple[str, Layer, Shape]
Stages = tuple[tuple[tuple[Named, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A block's layers in stages of branches, and what is asked: see AskedBlock. `answer` is for all copies."""

    stages: Stages
    counting: str
    repeat: int
    skip: int
    join: str
    answer: int

    @property
    def layers(self) -> tuple[Named, ...]:
        """All layers in order."""
        return tuple(named for stage in self.stages for branch in stage for named in branch)

    @property
    def convolutions(self) -> tuple[tuple[str, Conv], ...]:
        """The plain convolutions."""
        return tuple((name, layer) for name, layer, _ in self.layers if isinstance(layer, Conv))

    @property
    def weighted(self) -> tuple[Conv | ConvTranspose | Dense, ...]:
        """Every layer with weights of its own but the batch norms."""
        return tuple(layer for _, layer, _ in self.layers if isinstance(layer, Conv | ConvTranspose | Dense))

    @property
    def norm_channels(self) -> int:
        """The channels of all batch norms together."""
        return sum(layer.channels for _, layer, _ in self.layers if isinstance(layer, BatchNorm))

    @property
    def biases(self) -> int:
        """The biases that count, or would count if there were any."""
        return 0 if self.counting == "weights" else sum(parameters(layer).biases for layer in self.weighted)

    @property
    def outputs(self) -> int:
        """The output channels and units of all layers with weights together."""
        return sum(_outputs(layer) for layer in self.weighted)


def block_slips(f: BlockFacts) -> Iterator[Misconception]:
    """What the known wrong procedures give for the block's count."""
    for rule in _RULES:
        yield from rule(f)


def _slip(f: BlockFacts, id_: str, component: str, more: int, cause: str, lesson: str, part: str = "") -> Misconception:
    """A count that is off by `more` in every copy of the block."""
    value = f.answer + f.repeat * more
    sign = "+" if more > 0 else "-"
    copies = f"{f.repeat}·" if f.repeat > 1 else ""
    return Misconception(id_, component, value, f"{f.answer} {sign} {copies}{part or abs(more)}", cause, lesson)


def _biases(f: BlockFacts) -> Iterator[Misconception]:
    count = len(f.weighted)
    if f.biases:
        yield _slip(
            f, "forgot_bias", BIAS, -f.biases, "the biases are left out",
            f"The {count} layers have {several(f.biases, 'bias', 'biases')} together, one per filter or unit.",
        )  # fmt: skip
        yield _slip(
            f, "one_bias_total", BIAS, count - f.biases, "every layer is given a single bias",
            f"Each layer has one bias per filter or unit, {f.biases:,} together.", f"({f.biases} - {count})",
        )  # fmt: skip
    elif f.counting == "weights":
        yield _slip(
            f, "added_bias_when_off", BIAS, f.outputs, "the biases are counted as well", "Only weights are asked for."
        )
    else:
        yield _slip(
            f, "bias_before_bn", BIAS, f.outputs, "the convolutions are given biases",
            "They have none: the batch norm after each of them subtracts the mean, and has a shift of its own.",
        )  # fmt: skip


def _norms(f: BlockFacts) -> Iterator[Misconception]:
    c = f.norm_channels
    if not c:
        return
    if f.counting == "without norms":
        yield _slip(
            f, "counted_batch_norm", BATCH_NORM, 2 * c, "scale and shift of the batch norms are counted",
            "The batch norms are not asked for.", f"2·{c}",
        )  # fmt: skip
        return
    factor = 4 if f.counting == "keras" else 2
    learned = "Scale and shift are learned; the moving mean and variance are not, but Keras counts them in its total."
    yield _slip(
        f, "bn_two_or_four", BATCH_NORM, 2 * c if factor == 2 else -2 * c,
        f"the moving means and variances are {'counted as learned' if factor == 2 else 'left out'}",
        learned, f"2·{c}",
    )  # fmt: skip
    yield _slip(
        f, "forgot_batch_norm", BATCH_NORM, -factor * c, "the batch norms are left out",
        f"Each channel of a batch norm has {factor} numbers here: {factor}·{c} in all.", f"{factor}·{c}",
    )  # fmt: skip


def _forgotten(f: BlockFacts) -> Iterator[Misconception]:
    """One layer left out, with the batch norm that follows it."""
    for id_, name, index in _left_out(f):
        layer = f.layers[index][1]
        after = f.layers[index + 1][1] if index + 1 < len(f.layers) else None
        lost = _count(f, layer) + (_count(f, after) if isinstance(after, BatchNorm) else 0)
        yield _slip(f, id_, COMPOSITION, -lost, f"{name} is left out", f"It has {lost:,} of the parameters asked for.")


def _left_out(f: BlockFacts) -> Iterator[tuple[str, str, int]]:
    convolutions = [
        index for index, (_, layer, _) in enumerate(f.layers) if isinstance(layer, Conv | ConvTranspose | Dense)
    ]
    shortcut = f.join == "added"
    for index in convolutions:
        _, layer, _ = f.layers[index]
        one = isinstance(layer, Conv) and max(layer.kernel_size) == 1
        if index == convolutions[-1]:
            what = "the projection of the shortcut" if shortcut else "the last layer"
            yield ("forgot_projection" if shortcut else "forgot_layer"), what, index
        elif one and isinstance(layer, Conv):
            does = "narrows" if layer.out_channels < layer.in_channels else "widens"
            what = f"the 1×1 convolution that {does} {layer.in_channels} channels to {layer.out_channels}"
            if layer.rank == 2 and layer.out_channels != layer.in_channels:
                yield "forgot_pointwise", what, index


def _pooling(f: BlockFacts) -> Iterator[Misconception]:
    pools = [(layer, shape) for _, layer, shape in f.layers if isinstance(layer, Pool)]
    if pools:
        lesson = "Pooling takes a maximum or a mean; it learns nothing."
        cause = "the pooling windows are taken for kernels with weights"
        windows = sum(prod(layer.kernel_size) for layer, _ in pools)
        yield _slip(f, "pool_has_params", POOLING, windows, cause, lesson)
        full = sum(prod(layer.kernel_size) * shape[0] for layer, shape in pools)
        yield _slip(f, "pool_has_params", POOLING, full, cause, lesson)


def _depths(f: BlockFacts) -> Iterator[Misconception]:
    """What follows if the depth is forgotten, never updated, or multiplied up."""
    spanning = [layer for _, layer in f.convolutions if layer.groups == 1]
    flat = sum(_weights(layer, 1) - _weights(layer, layer.in_channels) for layer in spanning)
    if flat:
        yield _slip(
            f, "forgot_in_channels", INPUT_DEPTH, flat, "the filters are taken as flat, without the input depth",
            "Every filter spans all channels that come into its layer.",
        )  # fmt: skip
    chained = [layer for stage in f.stages for branch in stage for layer in _later(branch) if layer.groups == 1]
    first = f.layers[0][2][0]
    stale = sum(_weights(layer, first) - _weights(layer, layer.in_channels) for layer in chained)
    if stale and not f.skip:
        yield _slip(
            f, "input_depth_not_updated", INPUT_DEPTH, stale, f"every convolution is taken to see {first} channels",
            "A convolution sees as many channels as the one before it has filters.",
        )  # fmt: skip
    if chained and len(f.stages) == 1 and not f.skip:
        grown = 0
        for branch in f.stages[0]:
            channels = 0
            for _, layer, _ in branch:
                if isinstance(layer, Conv) and layer.groups == 1:
                    channels = channels or layer.in_channels
                    grown += _weights(layer, channels) - _weights(layer, layer.in_channels)
                    channels *= layer.out_channels
        if grown:
            yield _slip(
                f, "filters_times_channels_out", FILTERS, grown,
                "every filter is taken to give one map per channel it sees",
                "A filter sums over all its channels and gives one map.",
            )  # fmt: skip


def _groups(f: BlockFacts) -> Iterator[Misconception]:
    more = sum(_weights(layer, layer.in_channels) - parameters(layer).weights for _, layer in f.convolutions)
    if more:
        depthwise = any(layer.groups == layer.in_channels > 1 for _, layer in f.convolutions)
        yield _slip(
            f, "depthwise_as_standard" if depthwise else "forgot_groups", DEPTHWISE if depthwise else GROUPS, more,
            "the depthwise convolution is counted as a standard one" if depthwise else "the groups are left out",
            "Its filters see one channel each." if depthwise else "A filter sees the channels of its own group only.",
        )  # fmt: skip


def _concatenated(f: BlockFacts) -> Iterator[Misconception]:
    if f.skip:
        after = next(layer for _, layer in f.convolutions)
        less = _weights(after, after.in_channels - f.skip) - _weights(after, after.in_channels)
        yield _slip(
            f, "forgot_concatenation", COMPOSITION, less, "the concatenated channels are left out",
            f"The next convolution sees {after.in_channels - f.skip} + {f.skip} = {after.in_channels} channels.",
        )  # fmt: skip


def _copies(f: BlockFacts) -> Iterator[Misconception]:
    if f.repeat > 1:
        value = f.answer // f.repeat
        yield Misconception(
            "counted_once", COMPOSITION, value, f"{f.answer}/{f.repeat}", "only one of the blocks is counted",
            f"There are {f.repeat}, and each has parameters of its own.",
        )  # fmt: skip


def _later(branch: tuple[Named, ...]) -> list[Conv]:
    """The convolutions of a branch that come after another one."""
    return [layer for _, layer, _ in branch if isinstance(layer, Conv)][1:]


def _weights(layer: Conv, depth: int) -> int:
    return layer.out_channels * prod(layer.kernel_size) * depth


def _outputs(layer: Conv | ConvTranspose | Dense) -> int:
    return layer.out_features if isinstance(layer, Dense) else layer.out_channels


def _count(f: BlockFacts, layer: Layer) -> int:
    if isinstance(layer, BatchNorm) and f.counting == "without norms":
        return 0
    counted = parameters(layer, "keras" if f.counting == "keras" else "pytorch")
    return counted.weights if f.counting == "weights" else counted.total


_RULES: tuple[Callable[[BlockFacts], Iterator[Misconception]], ...] = (
    _biases, _norms, _forgotten, _pooling, _depths, _groups, _concatenated, _copies,
)  # fmt: skip
