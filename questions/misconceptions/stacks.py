"""Wrong procedures about several convolutions in a row, alone or against one that would do the same.

A procedure is a way to count a layer of a design wrongly; it is carried out on every layer of what is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import (
    BIAS,
    COMPOSITION,
    DEPTHWISE,
    FILTERS,
    GROUPS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    POINTWISE,
    RECEPTIVE_FIELD,
    WEIGHT_SHARING,
)
from questions.misconceptions.designs import Counted, Design, Designs, Part, less, terms, total, true_part, true_terms
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.wording import several, times


def stack_slips(designs: Designs) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for what is asked; values that equal the truth included."""
    first_is_larger = sum(map(total, designs.first)) > sum(map(total, designs.second))
    layerwise = [_slip(designs, rule, first_is_larger) for rule in _RULES if rule.applies(designs)]
    return (*layerwise, *_whole(designs))


@dataclass(frozen=True, slots=True)
class _Rule:
    """`change` counts the layer at a place of a design, or leaves it out with None."""

    id: str
    component: str
    cause: str
    lesson: Callable[[Designs], str]
    change: Callable[[Design, int], Part | None]
    applies: Callable[[Designs], bool]


def _slip(designs: Designs, rule: _Rule, first_is_larger: bool) -> Misconception:
    weights, biases, working = _carried_out(designs.first, rule)
    parts: tuple[int, int] | None = (weights, biases)
    if designs.difference:
        other_weights, other_biases, other = _carried_out(designs.second, rule)
        sign = 1 if first_is_larger else -1
        weights, biases = sign * (weights - other_weights), sign * (biases - other_biases)
        ordered = (working, other) if (weights + biases > 0) == first_is_larger else (other, working)
        working = less(*ordered)
        parts = (weights, biases) if weights + biases > 0 else None
    return Misconception(
        rule.id, rule.component, abs(weights + biases), working, rule.cause, rule.lesson(designs), parts
    )


def _carried_out(design: Design, rule: _Rule) -> Counted:
    changed = [rule.change(design, place) for place in range(len(design))]
    kept = [part for part in changed if part]
    return terms(kept) if kept else true_terms(design)


def _whole(d: Designs) -> Slips:
    """Slips that are not about a single layer."""
    first, second = true_terms(d.first), true_terms(d.second)
    if d.difference:
        lesson = f"The question is by how much {d.name} and {d.other} differ."
        for (weights, biases, working), name in ((first, d.name), (second, d.other)):
            yield Misconception(
                "gave_total_instead", COMPOSITION, weights + biases, working,
                f"the count of {name} is given instead of the difference", lesson,
            )  # fmt: skip
        if d.window:
            yield Misconception(
                "same_window_same_cost", RECEPTIVE_FIELD, 0, "0",
                "what sees the same window is taken to cost the same",
                "Weights grow with the positions of each kernel, not with how far the layers see together.",
            )  # fmt: skip
        return
    yield Misconception(
        "counted_other_design", COMPOSITION, sum(second[:2]), second[2], f"{d.other} is counted",
        f"The question is about {d.name}.",
    )  # fmt: skip
    if d.input_shape:
        spatial = d.input_shape[1:]
        yield Misconception(
            "times_input_area", WEIGHT_SHARING, first[0] * prod(spatial) + first[1],
            f"({first[2]})·{times(spatial)}" if not first[1] else f"{first[0]}·{times(spatial)} + {first[1]}",
            "the weights are multiplied by the size of the input",
            "The size of the input never enters the count: the same filters are used at every position.",
        )  # fmt: skip


def _in_all(d: Designs) -> Design:
    return (*d.first, *d.second) if d.difference else d.first


def _biased(d: Designs) -> bool:
    return d.first[0].bias


def _with(layer: Conv, *, kernel: Shape = (), depth: int = 0, biases: int | None = None) -> Part:
    filters, true_kernel, true_depth, true_biases = true_part(layer)
    return filters, kernel or true_kernel, depth or true_depth, true_biases if biases is None else biases


def _channels_before(design: Design, place: int) -> int:
    return design[0].in_channels * prod(layer.out_channels for layer in design[:place])


def _joined(design: Design) -> Part:
    sides = zip(*(layer.kernel_size for layer in design), strict=True)
    return _with(design[0], kernel=tuple(sum(side) for side in sides))


def _widest(d: Designs) -> str:
    return times(max((layer.kernel_size for layer in _in_all(d)), key=prod))


def _is_flat(layer: Conv) -> bool:
    """Whether one side of the kernel is 1 and another is not."""
    return 1 in layer.kernel_size and max(layer.kernel_size) > 1


def _made_square(layer: Conv) -> Part:
    return _with(layer, kernel=(max(layer.kernel_size),) * layer.rank) if _is_flat(layer) else _with(layer)


def _first_input(design: Design, place: int) -> Part:
    layer = design[place]
    channels = design[0].in_channels
    return _with(layer, depth=channels // layer.groups if channels % layer.groups == 0 else channels)


def _depths(d: Designs) -> str:
    return ", then ".join(dict.fromkeys(str(layer.in_channels // layer.groups) for layer in d.first))


def _is_pointwise(layer: Conv) -> bool:
    return prod(layer.kernel_size) == 1


_RULES = (
    _Rule(
        "forgot_in_channels", INPUT_DEPTH, "the filters are taken as flat, without the channels they span",
        lambda d: f"A filter spans the channels that its layer gets: {_depths(d)}.",
        lambda design, place: _with(design[place], depth=1),
        lambda d: any(layer.in_channels > layer.groups for layer in _in_all(d)),
    ),
    _Rule(
        "input_of_first_layer", INPUT_DEPTH, "every layer is given the input channels of the first one",
        lambda d: "Each later layer gets what the one before it puts out: "
        f"{', then '.join(dict.fromkeys(several(layer.in_channels, 'channel') for layer in d.first[1:]))}.",
        _first_input,
        lambda d: len({layer.in_channels for layer in d.first}) > 1,
    ),
    _Rule(
        "filters_times_channels_out", FILTERS, "each layer's output channels are taken as its filters times its inputs",
        lambda d: "A filter sums over all channels that it gets and puts out one: "
        f"{several(d.first[0].out_channels, 'channel')} after the first layer, not "
        f"{d.first[0].in_channels}·{d.first[0].out_channels}.",
        lambda design, place: _with(design[place], depth=_channels_before(design, place)),
        lambda d: len(d.first) > 1 and all(layer.groups == 1 for layer in d.first),
    ),
    _Rule(
        "counted_one_layer", COMPOSITION, "only one of the layers is counted",
        lambda d: f"There are {len(d.first)} layers, each with weights of its own.",
        lambda design, place: _with(design[place]) if place == _largest(design) else None,
        lambda d: len(d.first) > 1,
    ),
    _Rule(
        "kernels_added_before_squaring", KERNEL_EXTENT, "the kernels are joined to one before they are multiplied out",
        lambda d: f"Each layer has weights for its own {times(d.first[0].kernel_size)} positions; the products are "
        "added, not the sides.",
        lambda design, place: _joined(design) if place == 0 else None,
        lambda d: len(d.first) > 1 and d.first[0].rank > 1 and len({c.kernel_size for c in d.first}) == 1,
    ),
    _Rule(
        "kernel_dims_summed", KERNEL_EXTENT, "the sides of the kernels are added",
        lambda d: f"The sides of a kernel are multiplied: {_widest(d)}.",
        lambda design, place: _with(design[place], kernel=(sum(design[place].kernel_size),)),
        lambda d: d.first[0].rank > 1,
    ),
    _Rule(
        "one_kernel_dim", KERNEL_EXTENT, "only one side of each kernel is used",
        lambda d: f"Multiply all sides of a kernel: {_widest(d)}.",
        lambda design, place: _with(design[place], kernel=(max(design[place].kernel_size),)),
        lambda d: any(sum(side > 1 for side in c.kernel_size) > 1 for c in _in_all(d)),
    ),
    _Rule(
        "kernel_made_square", KERNEL_EXTENT, "the kernels with a side of 1 are counted with all sides alike",
        lambda d: f"The first kernel has {times(d.first[0].kernel_size)} positions in each channel.",
        lambda design, place: _made_square(design[place]),
        lambda d: any(map(_is_flat, d.first)),
    ),
    _Rule(
        "kernels_all_alike", KERNEL_EXTENT, "every layer is counted with the largest kernel",
        lambda d: "A 1×1 layer has a single weight for each pair of an input and an output channel."
        if d.first[0].rank == 2 else "A layer with kernel 1 has one weight for each pair of channels.",
        lambda design, place: _with(design[place], kernel=max(layer.kernel_size for layer in design)),
        lambda d: any(map(_is_pointwise, d.first)) and not all(map(_is_pointwise, d.first)),
    ),
    _Rule(
        "forgot_pointwise", POINTWISE, "the layers whose kernel has a single position are left out",
        lambda d: "They mix the channels, and have a weight for each pair of them: "
        f"{next((f'{c.in_channels}·{c.out_channels}' for c in d.first if _is_pointwise(c)), '')}.",
        lambda design, place: None if _is_pointwise(design[place]) else _with(design[place]),
        lambda d: any(map(_is_pointwise, d.first)) and not all(map(_is_pointwise, d.first)),
    ),
    _Rule(
        "depthwise_as_standard", DEPTHWISE, "the depthwise layer is counted like any other",
        lambda d: f"Each of its {d.first[0].out_channels} filters sees one channel alone.",
        lambda design, place: _with(design[place], depth=design[place].in_channels),
        lambda d: d.first[0].groups == d.first[0].in_channels > 1,
    ),
    _Rule(
        "forgot_groups", GROUPS, "every filter is taken to see all channels, without the groups",
        lambda d: next((f"With {c.groups} groups a filter sees {c.in_channels}/{c.groups} = "
        f"{several(c.in_channels // c.groups, 'channel')}." for c in d.first if c.groups > 1), ""),
        lambda design, place: _with(design[place], depth=design[place].in_channels),
        lambda d: any(1 < layer.groups < layer.in_channels for layer in d.first),
    ),
    _Rule(
        "forgot_bias", BIAS, "the biases are left out",
        lambda d: f"Every filter of every layer has a bias: "
        f"{' + '.join(str(layer.out_channels) for layer in d.first)} of them in {d.name}.",
        lambda design, place: _with(design[place], biases=0),
        _biased,
    ),
    _Rule(
        "bias_in_last_layer_only", BIAS, "only the last of the layers is given biases",
        lambda d: f"Each of the {len(d.first)} layers has biases of its own, one per filter.",
        lambda design, place: _with(design[place], biases=None if place == len(design) - 1 else 0),
        lambda d: _biased(d) and len(d.first) > 1,
    ),
    _Rule(
        "one_bias_total", BIAS, "each layer is given a single bias",
        lambda d: f"There is one bias per filter: {d.first[0].out_channels} in the first layer alone.",
        lambda design, place: _with(design[place], biases=1),
        _biased,
    ),
    _Rule(
        "added_bias_when_off", BIAS, "a bias per filter is added although there are none",
        lambda _: "Without biases only the weights count.",
        lambda design, place: _with(design[place], biases=design[place].out_channels),
        lambda d: not _biased(d),
    ),
)  # fmt: skip


def _largest(design: Design) -> int:
    """The place of the layer that counts as the main one: the first of those with the largest kernel."""
    sizes = [prod(layer.kernel_size) for layer in design]
    return sizes.index(max(sizes))
