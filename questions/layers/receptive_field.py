"""How much of the input one output position sees."""

from collections.abc import Iterable

from questions.layers.output import window_length
from questions.layers.specs import AdaptivePool, Conv, DepthwiseConv, GlobalPool, Layer, LayerError, Pool, SeparableConv


def receptive_field(layers: Iterable[Layer], rank: int) -> tuple[int, ...]:
    """Input positions that one output position depends on, per spatial axis; padding zeros count as positions.

    Each layer adds (kernel - 1) · dilation · jump, where the jump is the product of all earlier strides
    (Araujo et al., "Computing receptive fields of convolutional neural networks", Distill 2019).
    Raises LayerError for a layer whose windows depend on the size of the input, or that has another rank.
    """
    field, jump = [1] * rank, [1] * rank
    for layer in layers:
        match layer:
            case Conv() | DepthwiseConv() | SeparableConv() | Pool():
                if layer.rank != rank:
                    raise LayerError(f"A layer of rank {layer.rank} does not fit a stack of rank {rank}.")
                for axis in range(rank):
                    window = window_length(layer.kernel_size[axis], layer.dilation[axis])
                    field[axis] += (window - 1) * jump[axis]
                    jump[axis] *= layer.stride[axis]
            case GlobalPool() | AdaptivePool():
                raise LayerError("A global or adaptive pooling sees all of its input, whatever its size.")
            case _:
                pass
    return tuple(field)
