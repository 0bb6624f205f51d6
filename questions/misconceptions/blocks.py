"""Wrong procedures for the parameters of a block: a layer forgotten, a depth not carried on, norms miscounted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from questions.layers.specs import Conv, Dense, Flatten, Pool
from questions.misconceptions.block_facts import BlockFacts
from questions.misconceptions.components import (
    BATCH_NORM,
    BIAS,
    COMPOSITION,
    DEPTHWISE,
    FILTERS,
    FLATTEN,
    GROUPS,
    INPUT_DEPTH,
    POOLING,
)
from questions.question import Misconception
from questions.wording import several, times


def block_slips(f: BlockFacts) -> Iterator[Misconception]:
    """What the known wrong procedures give for the block's count."""
    for rule in _RULES:
        yield from rule(f)


def _biases(f: BlockFacts) -> Iterator[Misconception]:
    count, total = len(f.weighted), sum(f.biases)
    if total:
        yield f.slip(
            "forgot_bias", BIAS, "the biases are left out",
            f"The {several(count, 'layer')} have {several(total, 'bias', 'biases')} together.",
            biases=[0] * count, parts=True,
        )  # fmt: skip
        yield f.slip(
            "one_bias_total", BIAS, "every layer is given a single bias",
            f"Each layer has one bias per filter or unit: {total:,} together, not {count}.",
            biases=[1] * count, parts=True,
        )  # fmt: skip
    elif f.counting == "weights":
        yield f.slip(
            "added_bias_when_off", BIAS, "the biases are counted as well", "Only weights are asked for.",
            biases=f.outputs, parts=True,
        )  # fmt: skip
    else:
        yield f.slip(
            "bias_before_bn", BIAS, "the convolutions are given biases",
            "They have none: the batch norm after each of them subtracts the mean, and has a shift of its own.",
            biases=f.outputs, parts=True,
        )  # fmt: skip


def _norms(f: BlockFacts) -> Iterator[Misconception]:
    if not f.norm_channels:
        return
    if not f.norm_factor:
        yield f.slip(
            "counted_batch_norm", BATCH_NORM, "scale and shift of the batch norms are counted",
            "The batch norms are not asked for.", factor=2,
        )  # fmt: skip
        return
    other = 6 - f.norm_factor
    yield f.slip(
        "bn_two_or_four", BATCH_NORM,
        f"the moving means and variances are {'counted as learned' if other == 4 else 'left out'}",
        "Scale and shift are learned; the moving mean and variance are not, but Keras counts them in its total.",
        factor=other,
    )  # fmt: skip
    yield f.slip(
        "forgot_batch_norm", BATCH_NORM, "the batch norms are left out",
        f"Each channel of a batch norm has {f.norm_factor} numbers here: {f.norm_factor}·{f.norm_channels} in all.",
        factor=0,
    )  # fmt: skip


def _forgotten(f: BlockFacts) -> Iterator[Misconception]:
    """One layer left out, with the batch norm that follows it."""
    last = len(f.weighted) - 1
    for index, layer in enumerate(f.weighted):
        id_, name = "", ""
        if index == last:
            shortcut = f.join == "added"
            id_ = "forgot_projection" if shortcut else "forgot_layer"
            name = "the projection of the shortcut" if shortcut else "the last layer"
        elif isinstance(layer, Conv) and layer.kernel_size == (1, 1) and layer.in_channels != layer.out_channels:
            does = "narrows" if layer.out_channels < layer.in_channels else "widens"
            id_ = "forgot_pointwise"
            name = f"the 1×1 convolution that {does} {layer.in_channels} channels to {layer.out_channels}"
        if id_:
            norm = f.outputs[index] * f.norm_factor if f.norm_channels else 0
            rest = [0 if at == index else weight for at, weight in enumerate(f.weights)]
            kept = [0 if at == index else bias for at, bias in enumerate(f.biases)]
            lost = f.weights[index] + f.biases[index] + norm
            yield f.slip(
                id_, COMPOSITION, f"{name} is left out", f"It has {lost:,} of the parameters asked for.",
                weights=rest, biases=kept, factor=0, more=f.norm_channels * f.norm_factor - norm,
            )  # fmt: skip
            if norm and id_ == "forgot_projection":
                yield f.slip(
                    id_, COMPOSITION, f"{name} and the batch norms are left out",
                    f"The projection has {lost:,} of the parameters asked for, and the other batch norms "
                    f"{f.norm_channels * f.norm_factor - norm:,}.",
                    weights=rest, biases=kept, factor=0,
                )  # fmt: skip


def _pooling(f: BlockFacts) -> Iterator[Misconception]:
    pools = [(prod(layer.kernel_size), shape[0]) for _, layer, shape in f.layers if isinstance(layer, Pool)]
    if len(pools) > 2:
        return  # so many are not listed in a prompt
    for more in (sum(window for window, _ in pools), sum(window * channels for window, channels in pools)):
        if more:
            yield f.slip(
                "pool_has_params", POOLING, "the pooling windows are taken for kernels with weights",
                "Pooling takes a maximum or a mean; it learns nothing.", more=more,
            )  # fmt: skip


def _with_depths(f: BlockFacts, depth: Callable[[Conv], int]) -> list[int]:
    """The weights of each layer if every convolution that is not grouped saw that many channels."""
    return [
        layer.out_channels * prod(layer.kernel_size) * depth(layer)
        if isinstance(layer, Conv) and layer.groups == 1
        else weights
        for layer, weights in zip(f.weighted, f.weights, strict=True)
    ]


def _depths(f: BlockFacts) -> Iterator[Misconception]:
    """What follows if the depth is forgotten, never updated, or multiplied up."""
    flat = _with_depths(f, lambda _: 1)
    if flat != f.weights:
        yield f.slip(
            "forgot_in_channels", INPUT_DEPTH, "the filters are taken as flat, without the input channels",
            "Every filter spans all channels that come into its layer.", weights=flat, parts=True,
        )  # fmt: skip
    first = f.layers[0][2][0]
    stale = _with_depths(f, lambda _: first)
    if stale != f.weights and not f.skip and isinstance(f.weighted[0], Conv):
        yield f.slip(
            "input_depth_not_updated", INPUT_DEPTH, f"every convolution is taken to see {several(first, 'channel')}",
            "A convolution sees as many channels as the layer before it has filters.", weights=stale, parts=True,
        )  # fmt: skip
    if len(f.stages) == 1 and not f.skip and isinstance(f.weighted[0], Conv):
        seen: list[int] = []
        for branch in f.stages[0]:
            channels = f.layers[0][2][0]
            for _, layer, _ in branch:
                if isinstance(layer, Conv):
                    seen.append(channels)
                    channels = channels * layer.out_channels if layer.groups == 1 else channels
        depths = iter(seen)
        grown = [
            weights // layer.in_channels * next(depths) if isinstance(layer, Conv) else weights
            for layer, weights in zip(f.weighted, f.weights, strict=True)
        ]
        if grown != f.weights:
            yield f.slip(
                "filters_times_channels_out", FILTERS, "every filter is taken to give one map per channel it sees",
                "A filter sums over all its channels and gives one map.", weights=grown, parts=True,
            )  # fmt: skip


def _groups(f: BlockFacts) -> Iterator[Misconception]:
    full = [
        layer.out_channels * layer.in_channels * prod(layer.kernel_size) if isinstance(layer, Conv) else weights
        for layer, weights in zip(f.weighted, f.weights, strict=True)
    ]
    if full == f.weights:
        return
    if any(isinstance(layer, Conv) and layer.groups == layer.in_channels > 1 for layer in f.weighted):
        yield f.slip(
            "depthwise_as_standard", DEPTHWISE, "the depthwise convolution is counted as a standard one",
            "Its filters see one channel each.", weights=full, parts=True,
        )  # fmt: skip
    else:
        yield f.slip(
            "forgot_groups", GROUPS, "the groups are left out", "A filter sees the channels of its own group only.",
            weights=full, parts=True,
        )  # fmt: skip


def _concatenated(f: BlockFacts) -> Iterator[Misconception]:
    if f.skip:
        joined = next(layer for layer in f.weighted if isinstance(layer, Conv))
        without = _with_depths(f, lambda layer: layer.in_channels - (f.skip if layer is joined else 0))
        yield f.slip(
            "forgot_concatenation", COMPOSITION, "the concatenated channels are left out",
            f"The next convolution sees {joined.in_channels - f.skip} + {f.skip} = {joined.in_channels} channels.",
            weights=without, parts=True,
        )  # fmt: skip


def _flattened(f: BlockFacts) -> Iterator[Misconception]:
    """The first fully connected layer after a flattened map, with too few inputs."""
    maps = [shape for _, layer, shape in f.layers if isinstance(layer, Flatten) and prod(shape[1:]) > 1]
    if not maps:
        return
    channels, *spatial = maps[0]
    at = next(index for index, layer in enumerate(f.weighted) if isinstance(layer, Dense))
    for inputs, cause in (
        (channels, "the positions are left out of the flattened inputs"),
        (prod(spatial), "the channels are left out of the flattened inputs"),
    ):
        weights = [inputs * f.outputs[at] if index == at else each for index, each in enumerate(f.weights)]
        yield f.slip(
            "flatten_slips", FLATTEN, cause,
            f"Flattening keeps every number of the map: {times(tuple(spatial))}·{channels}.",
            weights=weights, parts=True,
        )  # fmt: skip


def _copies(f: BlockFacts) -> Iterator[Misconception]:
    if f.repeat > 1:
        terms = sum(f.weights) + sum(f.biases) + f.norm_channels * f.norm_factor
        yield Misconception(
            "counted_once", COMPOSITION, terms, "", "only one of the blocks is counted",
            f"There are {f.repeat}, and each has parameters of its own.",
        )  # fmt: skip


_RULES: tuple[Callable[[BlockFacts], Iterator[Misconception]], ...] = (
    _biases, _norms, _forgotten, _pooling, _depths, _groups, _concatenated, _flattened, _copies,
)  # fmt: skip
