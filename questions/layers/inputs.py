"""The input of a layer in the framework's own order: taking its channels, and saying what was expected."""

from questions.layers.literals import NotationError
from questions.layers.signatures import Axes, Built
from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    DepthwiseConv,
    GlobalPool,
    GroupNorm,
    InstanceNorm,
    Pad,
    Pool,
    SeparableConv,
    Shape,
)
from questions.layers.terms import FRAMEWORK_TITLES, Framework

_SPATIAL: dict[int, tuple[str, ...]] = {
    1: ("length",),
    2: ("height", "width"),
    3: ("depth", "height", "width"),
}
_EXAMPLES: dict[int, Shape] = {0: (), 1: (50,), 2: (24, 24), 3: (16, 112, 112)}


def axis_order(rank: int, channels_last: bool) -> str:
    """The names of the axes in order, such as "height x width x channels"."""
    spatial = _SPATIAL.get(rank, ("the rest",)) if rank else ()
    return " x ".join((*spatial, "channels") if channels_last else ("channels", *spatial))


def written(axes: Axes) -> str:
    """A shape as a person types it: 24x24x3, with ? for an open size."""
    return "x".join("?" if n is None else str(n) for n in axes)


def input_channels(name: str, rank: int, channels_last: bool, axes: Axes | None) -> int:
    """The size of the channel axis. ``rank`` 0 stands for any number of spatial axes.

    Raises NotationError when there is no input, or its axes are not ``rank`` spatial ones and the channels.
    """
    if axes is None:
        example = written(_example(rank or 2, channels_last, 3))
        raise NotationError(
            f"{name} takes its channels from its input: give its input with --input, e.g. --input {example}."
        )
    if rank:
        require_axes(name, rank, channels_last, axes)
    channels = axes[-1] if channels_last else axes[0]
    if channels is None:
        raise NotationError(f"The channels of the input of {name} must be a number, not None.")
    return channels


def input_features(name: str, axes: Axes | None) -> int:
    """The size of the last axis. Raises NotationError when there is no input or the size is open."""
    if axes is None:
        raise NotationError(
            f"{name} takes its features from its input: give its input with --input, e.g. --input 3072."
        )
    if axes[-1] is None:
        raise NotationError(f"The last axis of the input of {name} must be a number, not None.")
    return axes[-1]


def require_axes(name: str, rank: int, channels_last: bool, axes: Axes) -> None:
    """Raise NotationError unless ``axes`` are ``rank`` spatial axes and the channels, without the batch axis."""
    if len(axes) != rank + 1:
        order, example = axis_order(rank, channels_last), written(_example(rank, channels_last, 3))
        raise NotationError(
            f"{name} takes an input of {order} without the batch axis, such as {example}, not {written(axes)}."
        )


def check_input(name: str, framework: Framework, built: Built, axes: Axes) -> None:
    """Raise NotationError unless ``axes`` (in the framework's own order) have the axes and channels of the layer."""
    match built.layer:
        case Conv() | ConvTranspose() | DepthwiseConv() | SeparableConv() as layer:
            require_axes(name, layer.rank, built.channels_last, axes)
            _require_channels(name, framework, built.channels_last, layer.in_channels, axes)
        case Pool() | GlobalPool() | AdaptivePool() | Pad() as layer:
            require_axes(name, layer.rank, built.channels_last, axes)
        case BatchNorm() | GroupNorm() | InstanceNorm() as layer:
            _require_channels(name, framework, built.channels_last, layer.channels, axes)


def _require_channels(name: str, framework: Framework, channels_last: bool, channels: int, axes: Axes) -> None:
    found, other = (axes[-1], axes[0]) if channels_last else (axes[0], axes[-1])
    if found is None or found == channels:
        return
    # If the channels stand at the other end, show the same input turned round.
    last = channels_last != (other == channels)
    spatial = axes[:-1] if last else axes[1:]
    example = (*spatial, channels) if channels_last else (channels, *spatial)
    raise NotationError(
        f"{name} takes {channels} channels, but the input {written(axes)} has {found} where "
        f"{FRAMEWORK_TITLES[framework]} has its channels: {axis_order(len(axes) - 1, channels_last)}, "
        f"such as {written(example)}."
    )


def _example(rank: int, channels_last: bool, channels: int) -> Shape:
    return (*_EXAMPLES[rank], channels) if channels_last else (channels, *_EXAMPLES[rank])
