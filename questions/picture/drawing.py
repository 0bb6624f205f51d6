"""Which scene a layer or a network has."""

from __future__ import annotations

from questions.layers.network import Network
from questions.layers.specs import (
    Activation,
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    Flatten,
    GlobalPool,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerError,
    LayerNorm,
    Pad,
    Permute,
    PixelShuffle,
    Pool,
    PReLU,
    Reshape,
    SeparableConv,
    Shape,
    Upsample,
)
from questions.picture.scene import Scene

_MOST_STAGES = 3


def scene_of(layer: Layer | Network, input_shape: Shape | None) -> Scene | None:
    """The picture of a layer over an input (channels first, without batch), or None where there is nothing to see.

    Without an input a modest one is drawn and the caption says so. Nothing to see is in activations, in normalizations
    of last axes that learn nothing, and in shapes of more than four axes. Raises LayerError where the two do not fit.
    """
    match layer:
        case Network():
            return _network(layer, input_shape)
        case Conv() | DepthwiseConv() | Pool():
            from questions.picture.sliding import sliding
            from questions.picture.windows import window_scene

            return window_scene(sliding(layer, input_shape))
        case SeparableConv():
            from questions.picture.stages import separable_scene

            return separable_scene(layer, input_shape)
        case ConvTranspose():
            from questions.picture.transposed import transposed_scene

            return transposed_scene(layer, input_shape)
        case Activation():
            return None
    return _rarer(layer, input_shape)


def _rarer(layer: Layer, input_shape: Shape | None) -> Scene | None:
    from questions.picture import tables
    from questions.picture.shapes import shaping_scene

    match layer:
        case Dense():
            return tables.dense_scene(layer)
        case Embedding():
            return tables.embedding_scene(layer)
        case BatchNorm() | GroupNorm() | InstanceNorm():
            return tables.norm_scene(layer, input_shape) if input_shape is None or len(input_shape) <= 4 else None
        case LayerNorm():
            return tables.layer_norm_scene(layer)
        case PReLU():
            return tables.slope_scene(layer)
        case Reshape() if input_shape is None:
            return None
        case Flatten() | Pad() | Upsample() | Reshape() | Permute() | PixelShuffle() | GlobalPool() | AdaptivePool():
            return shaping_scene(layer, input_shape)
    return None


def _network(network: Network, input_shape: Shape | None) -> Scene | None:
    layers = tuple([layer for layer in network.layers if not isinstance(layer, Activation)])
    if not layers:
        return None
    if len(layers) == 1:
        return scene_of(layers[0], input_shape)
    from questions.picture import chains, stacks, stages

    if _one_after_the_other(layers):
        windows = stacks.windows_of(layers)
        if input_shape is None and windows and len(windows) > 1:
            axis = stacks.widest_axis(windows)
            if sum(each.kernel_size[axis] > 1 for each in windows) > 1:
                return stacks.stack_scene(windows, axis)
        convolutions = tuple([layer for layer in layers if isinstance(layer, Conv | DepthwiseConv)])
        if len(convolutions) == len(layers) <= _MOST_STAGES and len({layer.rank for layer in convolutions}) == 1:
            try:
                return stages.staged_scene(convolutions, input_shape)
            except LayerError:
                pass
    return chains.chain_scene(network, input_shape)


def _one_after_the_other(layers: tuple[Layer, ...]) -> bool:
    """Whether the channels of each fit the one before: the layers of parallel paths do not."""
    channels = 0
    for layer in layers:
        taken = getattr(layer, "in_channels", channels)
        if channels and taken != channels:
            return False
        channels = getattr(layer, "out_channels", channels)
    return True
