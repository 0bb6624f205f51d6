"""Random layers with an input, from any source of integers: a seeded Random or Hypothesis.

Shapes are channels first. Sizes are small, and an input need not fit: that is for the test to expect.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Flatten,
    GlobalPool,
    GroupNorm,
    Layer,
    LayerNorm,
    Padding,
    Pool,
    PoolKind,
    SeparableConv,
    Shape,
)

T = TypeVar("T")

Choose = Callable[[int, int], int]
"""An integer between two bounds, both included."""

KINDS: tuple[PoolKind, ...] = ("max", "avg")

Drawn = tuple[Layer, Shape]

Weighted = Conv | ConvTranspose | DepthwiseConv | SeparableConv | Dense


def from_hypothesis(data: st.DataObject) -> Choose:
    """Integers that Hypothesis draws, and shrinks when a test fails."""
    return lambda low, high: data.draw(st.integers(low, high))


def one_of(choose: Choose, options: Sequence[T]) -> T:
    return options[choose(0, len(options) - 1)]


def sizes(choose: Choose, rank: int, least: int, most: int) -> Shape:
    return tuple([choose(least, most) for _ in range(rank)])


def padding(choose: Choose, rank: int, *rules: Padding) -> Padding:
    """A rule, no padding, or up to two zeros per side of each axis."""
    options: list[Padding] = [(), sizes(choose, rank, 0, 2), *rules]
    return one_of(choose, options)


def conv(choose: Choose, rank: int) -> tuple[Conv, Shape]:
    groups = one_of(choose, (1, 1, 2, 3))
    rules: tuple[Padding, ...] = ("same", "valid", "causal") if rank == 1 else ("same", "valid")
    layer = Conv(
        groups * choose(1, 3),
        groups * choose(1, 3),
        sizes(choose, rank, 1, 3),
        sizes(choose, rank, 1, 3),
        padding(choose, rank, *rules),
        sizes(choose, rank, 1, 2),
        groups,
        bool(choose(0, 1)),
    )
    return layer, (layer.in_channels, *sizes(choose, rank, 1, 9 if rank < 3 else 6))


def conv_transpose(choose: Choose, rank: int) -> tuple[ConvTranspose, Shape]:
    """With integer padding, as PyTorch has it."""
    groups = one_of(choose, (1, 1, 2, 3))
    stride, dilation = sizes(choose, rank, 1, 3), sizes(choose, rank, 1, 2)
    layer = ConvTranspose(
        groups * choose(1, 3),
        groups * choose(1, 3),
        sizes(choose, rank, 1, 3),
        stride,
        sizes(choose, rank, 0, 2),
        tuple([choose(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True)]),
        dilation,
        groups,
        bool(choose(0, 1)),
    )
    return layer, (layer.in_channels, *sizes(choose, rank, 1, 5 if rank < 3 else 3))


def conv_transpose_by_rule(choose: Choose, rank: int) -> tuple[ConvTranspose, Shape]:
    """With padding "valid" or "same", as Keras and Flax have it; strided or dilated, not both."""
    stride = sizes(choose, rank, 1, 3)
    dilation = sizes(choose, rank, 1, 2) if max(stride) == 1 else ()
    rule: Padding = one_of(choose, ("valid", "same"))
    extra = tuple([choose(0, s - 1) for s in stride]) if choose(0, 1) else None
    layer = ConvTranspose(
        choose(1, 3),
        choose(1, 3),
        sizes(choose, rank, 1, 4),
        stride,
        rule,
        extra,
        dilation,
        bias=bool(choose(0, 1)),
    )
    return layer, (layer.in_channels, *sizes(choose, rank, 1, 5 if rank < 3 else 3))


def depthwise_conv(choose: Choose, rank: int) -> tuple[DepthwiseConv, Shape]:
    layer = DepthwiseConv(
        choose(1, 4),
        sizes(choose, rank, 1, 3),
        choose(1, 3),
        sizes(choose, rank, 1, 3),
        padding(choose, rank, "same"),
        sizes(choose, rank, 1, 2),
        bool(choose(0, 1)),
    )
    return layer, (layer.in_channels, *sizes(choose, rank, 1, 8 if rank < 3 else 5))


def separable_conv(choose: Choose, rank: int) -> tuple[SeparableConv, Shape]:
    layer = SeparableConv(
        choose(1, 3),
        choose(1, 4),
        sizes(choose, rank, 1, 3),
        choose(1, 3),
        sizes(choose, rank, 1, 3),
        padding(choose, rank, "same"),
        sizes(choose, rank, 1, 2),
        bool(choose(0, 1)),
    )
    return layer, (layer.in_channels, *sizes(choose, rank, 1, 8 if rank < 3 else 5))


def dense(choose: Choose) -> tuple[Dense, Shape]:
    layer = Dense(choose(1, 9), choose(1, 9), bool(choose(0, 1)))
    return layer, (*sizes(choose, choose(0, 2), 1, 4), layer.in_features)


def pool(choose: Choose, rank: int) -> tuple[Pool, Shape]:
    kernel = sizes(choose, rank, 1, 4)
    stride: Shape = () if choose(0, 1) else sizes(choose, rank, 1, 5)
    shape = (choose(1, 3), *sizes(choose, rank, 1, 9))
    kind = one_of(choose, KINDS)
    if not choose(0, 3):
        return Pool(kind, kernel, stride, "same"), shape
    dilation = sizes(choose, rank, 1, 2) if kind == "max" else (1,) * rank
    pads = tuple([choose(0, k // 2) for k in kernel])
    ceil_mode = bool(choose(0, 1))
    return Pool(kind, kernel, stride, pads, dilation, ceil_mode), shape


def norm(choose: Choose) -> Drawn:
    """A normalization with the input it needs: LayerNorm over the last axes, the others over channels."""
    scale, shift = bool(choose(0, 1)), bool(choose(0, 1))
    shape = sizes(choose, 3, 1, 8)
    match choose(0, 2):
        case 0:
            return BatchNorm(shape[0], scale, shift), shape
        case 1:
            return LayerNorm(shape[choose(0, 2) :], scale, shift), shape
        case _:
            groups = choose(1, 4)
            return GroupNorm(groups, groups * shape[0], scale, shift), (groups * shape[0], *shape[1:])


def shapeless(choose: Choose) -> Drawn:
    """Layers without weights that take whatever comes."""
    rank = choose(1, 3)
    shape = sizes(choose, rank + 1, 1, 9)
    match choose(0, 2):
        case 0:
            return GlobalPool(one_of(choose, KINDS), rank, bool(choose(0, 1))), shape
        case 1:
            output_size = tuple([choose(1, 5) if choose(0, 3) else None for _ in range(rank)])
            return AdaptivePool(one_of(choose, KINDS), output_size), shape
        case _:
            start = choose(1, rank + 1)
            return Flatten(start, one_of(choose, (-1, choose(start, rank + 1)))), shape


def any_layer(choose: Choose) -> Drawn:
    """A layer of any kind."""
    rank = choose(1, 3)
    match choose(0, 8):
        case 0:
            return conv_transpose(choose, rank)
        case 1:
            return conv_transpose_by_rule(choose, rank)
        case 2:
            return depthwise_conv(choose, rank)
        case 3:
            return separable_conv(choose, rank)
        case 4:
            return dense(choose)
        case 5:
            return pool(choose, rank)
        case 6:
            return norm(choose)
        case 7:
            return shapeless(choose)
        case _:
            return conv(choose, rank)
