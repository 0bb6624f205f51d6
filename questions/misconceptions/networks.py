"""Wrong procedures for the weights and the biases of a small network."""

from __future__ import annotations

from math import prod

from questions.misconceptions.chain import Chain
from questions.misconceptions.components import (
    BIAS,
    COMPOSITION,
    FLATTEN,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    OUTPUT_SIZE,
    PADDING,
    POOLING,
    WEIGHT_SHARING,
)
from questions.misconceptions.facts import Slips, counted
from questions.question import Misconception
from questions.wording import by, several, times


def weight_slips(c: Chain) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for the number of weights, biases not counted."""
    shared = (*_flatten(c), *_channels(c))
    return (*_layers(c), *shared, *_extras(c), *_without_the_last(c, shared))


def _told(id_: str, component: str, weights: int, working: str, cause: str, lesson: str) -> Misconception:
    """A wrong number of weights, to which biases may have been added by a second slip."""
    return counted(id_, component, weights, 0, working, cause, lesson)


def _layers(c: Chain) -> Slips:
    terms = c.terms()
    conv, dense = c.conv_weights(), c.dense_weights()
    every = f"Convolutions and dense layers both belong to the total: {' + '.join(terms)}."
    yield _told(
        "forgot_last_layer", COMPOSITION, sum(conv) + sum(dense[:-1]), " + ".join(terms[:-1]),
        "the last layer is left out",
        f"The output layer has weights too: {terms[-1]}.",
    )  # fmt: skip
    if len(dense) > 1:
        yield _told(
            "forgot_dense_layers", COMPOSITION, sum(conv), " + ".join(terms[: len(conv)]),
            "only the convolutions are counted", every,
        )  # fmt: skip
    yield _told(
        "forgot_conv_layers", COMPOSITION, sum(dense), " + ".join(terms[len(conv) :]),
        "only the dense part is counted", every,
    )  # fmt: skip


def _flatten(c: Chain) -> Slips:
    channels, *spatial = c.flat
    true = times((*spatial, channels))

    def slip(inputs: tuple[int, ...], cause: str, lesson: str, id_: str = "flatten_slips") -> Misconception:
        component = {"flatten_slips": FLATTEN, "same_as_valid": PADDING}.get(id_, OUTPUT_SIZE)
        return _told(id_, component, c.weights(prod(inputs)), " + ".join(c.terms(times(inputs))), cause, lesson)

    last = c.outputs[-1]
    if last != c.flat:
        yield slip(
            (*last[1:], channels), "the size before the last pooling is flattened",
            f"The dense layer sees what the pooling leaves: {true}.",
        )  # fmt: skip
    yield slip(
        tuple(spatial), "the channels are forgotten in flattening",
        f"Flattening joins positions and channels: {true}.",
    )  # fmt: skip
    yield slip(
        (channels,), "only the channels are taken for the inputs of the dense layer",
        f"Flattening keeps every position of every channel: {true}; one number per channel takes a global pooling.",
    )  # fmt: skip
    up = c.flattened(rounded_up=True)
    if up != tuple(spatial):
        yield slip(
            (*up, channels), "the pooling is rounded up",
            f"A pooling window that does not fit is dropped, so that {by(tuple(spatial))} is left.",
        )  # fmt: skip
    bare = c.flattened(unpadded=True)
    if bare != tuple(spatial) and min(bare) > 0:
        yield slip(
            (*bare, channels), "the padding of the convolutions is left out",
            f"Padding 'same' keeps the size in every convolution; {by(tuple(spatial))} is left in the end.",
            "same_as_valid",
        )  # fmt: skip
    kept = c.flattened(kept=True)
    if kept != tuple(spatial):
        yield slip(
            (*kept, channels), "the convolutions are taken to keep the size",
            f"Without padding a convolution loses K - 1 positions per axis; {by(tuple(spatial))} is left in the end.",
            "conv_keeps_size",
        )  # fmt: skip


def _without_the_last(c: Chain, slips: tuple[Misconception, ...]) -> Slips:
    """The same slips once more, with the last layer left out as well."""
    if len(c.dense) == 1:
        return  # the last layer is the one behind the flatten
    lost, last = c.dense_weights()[-1], c.terms()[-1]
    for slip in slips:
        if isinstance(slip.value, int):
            yield _told(
                slip.id, slip.component, slip.value - lost, slip.working.removesuffix(f" + {last}"),
                f"{slip.cause} and the last layer is left out",
                f"{slip.lesson} The output layer has weights too: {last}.",
            )  # fmt: skip


def _channels(c: Chain) -> Slips:
    dense = sum(c.dense_weights())
    depths = [c.convs[0].in_channels]
    for conv in c.convs:
        depths.append(depths[-1] * conv.out_channels)
    if depths[-1] != c.flat[0]:
        flat = prod(c.flat[1:]) * depths[-1]
        yield _told(
            "filters_times_channels_out", INPUT_DEPTH, sum(c.conv_weights(depths[:-1])) + sum(c.dense_weights(flat)),
            f"{' → '.join(map(str, depths))} channels", "every filter is taken to give a map for each input channel",
            "A filter sums over all its input channels and gives one map: "
            f"{' → '.join(map(str, (depths[0], *(conv.out_channels for conv in c.convs))))} channels.",
        )  # fmt: skip
    if any(conv.in_channels > 1 for conv in c.convs):
        flat_filters = [f"{conv.out_channels}·({times(conv.kernel_size)})" for conv in c.convs]
        yield _told(
            "forgot_in_channels", INPUT_DEPTH, sum(c.conv_weights([1] * len(c.convs))) + dense,
            " + ".join((*flat_filters, *c.terms()[len(c.convs) :])),
            "the filters are taken as flat, without the input channels",
            "A filter spans all channels of what it gets, in later layers all maps of the layer before.",
        )  # fmt: skip
    sides = sum(conv.out_channels * conv.in_channels * conv.kernel_size[0] for conv in c.convs)
    yield _told(
        "one_kernel_dim", KERNEL_EXTENT, sides + dense, "", "only one side of each kernel is used",
        "Multiply both sides of a kernel.",
    )  # fmt: skip


def _extras(c: Chain) -> Slips:
    biases = c.bias_terms()
    true = c.weights()
    yield counted(
        "counted_biases_too", BIAS, true, sum(biases), f"{true} + {sum(biases)}", "the biases are counted as well",
        "Only the weights were asked for.",
    )  # fmt: skip
    if c.pooled:
        yield from (
            _told("pool_has_params", POOLING, true + more, f"{true} + {working}",
                  "the pooling windows are taken for kernels with weights",
                  "Pooling takes a maximum; it learns nothing.")
            for more, working in (_pool_weights(c, channels=False), _pool_weights(c, channels=True))
        )  # fmt: skip
    places = [prod(shape[1:]) for shape in c.outputs]
    unshared = sum(w * n for w, n in zip(c.conv_weights(), places, strict=True))
    yield _told(
        "unshared_weights", WEIGHT_SHARING, unshared + sum(c.dense_weights()), "",
        "the weights of a convolution are counted at every output position",
        "A convolution shares its filters over all positions; only the dense layers depend on the size.",
    )  # fmt: skip


def _pool_weights(c: Chain, *, channels: bool) -> tuple[int, str]:
    windows = [(*window, count) if channels else window for count, window in c.pooled]
    return sum(map(prod, windows)), " + ".join(map(times, windows))


def bias_slips(c: Chain) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for the number of biases."""
    return (*_bias_layers(c), *_bias_owners(c), *_not_biases(c))


def _bias_layers(c: Chain) -> Slips:
    biases = c.bias_terms()
    conv = [each.out_channels for each in c.convs]
    dense = [each.out_features for each in c.dense]
    told = " + ".join(map(str, biases))
    if sum(conv) + sum(dense) != sum(biases):
        yield Misconception(
            "added_bias_when_off", BIAS, sum(conv) + sum(dense), " + ".join(map(str, conv + dense)),
            "layers without biases are given some", f"Only these layers have biases: {told}.",
        )  # fmt: skip
    yield Misconception(
        "forgot_last_layer", COMPOSITION, sum(biases[:-1]), " + ".join(map(str, biases[:-1])),
        "the last layer is left out", f"The output layer has {several(biases[-1], 'bias', 'biases')} too.",
    )  # fmt: skip
    if any(each.bias for each in c.convs):
        every = f"Every layer with biases belongs to the total: {told}."
        yield Misconception(
            "forgot_conv_layers", COMPOSITION, sum(dense), " + ".join(map(str, dense)),
            "only the dense layers are given biases", every,
        )  # fmt: skip
        given = [each.out_channels for each in c.convs if each.bias]
        yield Misconception(
            "forgot_dense_layers", COMPOSITION, sum(given), " + ".join(map(str, given)),
            "only the convolutions are given biases", every,
        )  # fmt: skip
    if c.pooled:
        channels = [count for count, _ in c.pooled]
        yield Misconception(
            "pool_has_params", POOLING, sum(biases) + sum(channels), " + ".join(map(str, biases + channels)),
            "the pooling layers are given biases, one per channel", "Pooling takes a maximum; it learns nothing.",
        )  # fmt: skip


def _bias_owners(c: Chain) -> Slips:
    biases = c.bias_terms()
    dense = sum(each.out_features for each in c.dense)
    conv = [each for each in c.convs if each.bias]
    yield Misconception(
        "one_bias_total", BIAS, len(biases), " + ".join("1" for _ in biases), "every layer is given a single bias",
        "There is one bias per filter and one per unit.",
    )  # fmt: skip
    if any(each.in_channels > 1 for each in conv):
        yield Misconception(
            "bias_per_channel_slice", BIAS, sum(each.out_channels * each.in_channels for each in conv) + dense, "",
            "every channel slice of a filter gets a bias of its own",
            "The slices of a filter are summed first; one bias is added to the sum.",
        )  # fmt: skip
    yield Misconception(
        "bias_per_input_channel", BIAS,
        sum(each.in_channels for each in conv) + sum(each.in_features for each in c.dense), "",
        "there is one bias per input of a layer", "Biases belong to what a layer gives: its filters or its units.",
    )  # fmt: skip
    if conv:
        places = [prod(shape) for each, shape in zip(c.convs, c.outputs, strict=True) if each.bias]
        yield Misconception(
            "bias_per_output_position", BIAS, sum(places) + dense, "",
            "every output position of a convolution has a bias of its own",
            "A filter adds the same bias at every position.",
        )  # fmt: skip


def _not_biases(c: Chain) -> Slips:
    weights, biases = c.weights(), sum(c.bias_terms())
    asked = "Only the biases were asked for."
    yield Misconception("gave_weights_instead", BIAS, weights, "", "the weights are given instead", asked)
    yield Misconception(
        "gave_total_instead", BIAS, weights + biases, f"{weights} + {biases}", "all parameters are given", asked
    )
