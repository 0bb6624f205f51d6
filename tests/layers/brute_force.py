"""Counting without formulas: every weight element, output position and multiplication, one by one.

No size comes from a formula. Tensors are sets of index tuples, windows slide over lists of positions, and a length
is the number of indices found.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from questions.layers.specs import Conv, ConvTranspose, Dense, DepthwiseConv, Pool, SeparableConv, Shape
from tests.layers.random_layers import Weighted

Index = tuple[int, ...]


def taps(kernel_size: Shape) -> Iterator[Index]:
    """Every index inside a kernel."""
    return product(*(range(n) for n in kernel_size))


def connected(layer: Conv | ConvTranspose) -> Iterator[tuple[int, int]]:
    """Pairs (input channel, output channel) of one group, dealing both kinds of channels out to equal groups."""
    groups = range(layer.groups)
    inputs, outputs = list(range(layer.in_channels)), list(range(layer.out_channels))
    for group in groups:
        own_inputs = [i for i in inputs if _group(i, inputs, layer.groups) == group]
        own_outputs = [o for o in outputs if _group(o, outputs, layer.groups) == group]
        yield from product(own_inputs, own_outputs)


def _group(channel: int, channels: list[int], groups: int) -> int:
    """The group of a channel: contiguous runs of equal length, found by walking along the channels."""
    length = next(n for n in range(1, len(channels) + 1) if len(channels[::n]) == groups)
    return next(g for g, first in enumerate(channels[::length]) if first <= channel < first + length)


def extent(indices: Iterable[Index]) -> Shape:
    """The shape of a tensor from all its indices, provided that none is missing."""
    found = set(indices)
    axes = tuple(len({index[axis] for index in found}) for axis in range(len(next(iter(found)))))
    assert found == set(product(*(range(n) for n in axes)))
    return axes


def window_starts(n: int, kernel: int, stride: int, pad: int, dilation: int, *, ceil_mode: bool = False) -> list[int]:
    """First positions of all windows on an axis of ``n`` positions with ``pad`` more on each side.

    With ``ceil_mode`` a window may hang over the end by less than a stride if it starts before the right padding.
    """
    padded = range(-pad, n + pad)
    starts = []
    for start in range(-pad, n + pad + stride, stride):
        window = [start + dilation * tap for tap in range(kernel)]
        inside = window[-1] in padded
        hanging = ceil_mode and start < n and padded[-1] < window[-1] and window[-1] - padded[-1] < stride
        if inside or hanging:
            starts.append(start)
        if not inside:
            break
    return starts


def positions(layer: Conv | DepthwiseConv | SeparableConv | Pool, spatial: Shape) -> list[list[int]]:
    """On each axis, where the windows of a sliding layer start."""
    found = []
    ceil_mode = isinstance(layer, Pool) and layer.ceil_mode
    for axis, n in enumerate(spatial):
        kernel, stride, dilation = layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
        if layer.padding == "same":
            found.append(list(range(0, n, stride)))  # one for every stride-th position
        elif layer.padding == "causal":
            past = dilation * (kernel - 1)  # zeros on the left: a window never sees what comes after its end
            found.append([start for start in range(-past, n, stride) if start + past in range(n)])
        else:
            assert not isinstance(layer.padding, str)
            found.append(window_starts(n, kernel, stride, layer.padding[axis], dilation, ceil_mode=ceil_mode))
    return found


def stamped(layer: ConvTranspose, spatial: Shape) -> list[list[int]]:
    """On each axis, the output positions that are left after every input position has stamped the kernel."""
    found = []
    for axis, n in enumerate(spatial):
        kernel, stride, dilation = layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
        touched = {stride * i + dilation * tap for i in range(n) for tap in range(kernel)}
        cells = {stride * i + offset for i in range(n) for offset in range(stride)}
        window = range(dilation * (kernel - 1) + 1)
        extra = list(range(layer.output_padding[axis])) if layer.output_padding is not None else None
        if not isinstance(layer.padding, str):
            left = _cut([*range(max(touched) + 1)], layer.padding[axis], extra or [])
        elif layer.padding == "valid":
            left = [*range(max(touched | cells) + 1)] if extra is None else [*range(max(touched) + 1), *extra]
        elif extra is None:
            left = sorted(cells)
        else:
            left = _cut([*range(max(touched) + 1)], len(window[1::2]), extra)
        found.append(left)
    return found


def _cut(full: Iterable[int], pad: int, extra: Iterable[int] = ()) -> list[int]:
    """Take ``pad`` positions off both ends of the full output lengthened by ``extra`` at its far end."""
    kept = [*full, *extra]
    for _ in range(pad):
        kept = kept[1:-1] if len(kept) > 1 else []
    return kept


def weight_indices(layer: Weighted) -> dict[str, list[Index]]:
    """Every weight element by its index, under PyTorch's order: (out, in of the group, *kernel)."""
    match layer:
        case Conv():
            first = {o: min(i for i, other in connected(layer) if other == o) for o in range(layer.out_channels)}
            return {"weight": [(o, i - first[o], *tap) for i, o in connected(layer) for tap in taps(layer.kernel_size)]}
        case ConvTranspose():
            first = {i: min(o for other, o in connected(layer) if other == i) for i in range(layer.in_channels)}
            return {"weight": [(i, o - first[i], *tap) for i, o in connected(layer) for tap in taps(layer.kernel_size)]}
        case DepthwiseConv():
            return {"kernel": list(_depthwise(layer))}
        case SeparableConv():
            middle = sorted({(i, m) for *_, i, m in _depthwise(layer)})
            one = (0,) * len(layer.kernel_size)
            pointwise = [(*one, row, o) for row, _ in enumerate(middle) for o in range(layer.out_channels)]
            return {"depthwise_kernel": list(_depthwise(layer)), "pointwise_kernel": pointwise}
        case Dense():
            return {"weight": list(product(range(layer.out_features), range(layer.in_features)))}


def _depthwise(layer: DepthwiseConv | SeparableConv) -> Iterator[Index]:
    for tap in taps(layer.kernel_size):
        for i in range(layer.in_channels):
            for m in range(layer.depth_multiplier):
                yield (*tap, i, m)


def multiplications(layer: Weighted, input_shape: Shape) -> int:
    """Walk through the whole computation and count every multiplication, padding zeros included."""
    indices = weight_indices(layer)
    if isinstance(layer, Dense):
        return sum(1 for _ in product(*(range(n) for n in input_shape[:-1])) for _ in indices["weight"])
    spatial = input_shape[1:]
    if isinstance(layer, ConvTranspose):
        places = list(product(*(range(n) for n in spatial)))
    else:
        places = list(product(*positions(layer, spatial)))
    return sum(1 for _ in places for kernel in indices.values() for _ in kernel)
