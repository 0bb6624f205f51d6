"""Stacks of convolutions and poolings to ask about: drawing them, and saying them layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.layers.specs import Conv, Pool
from questions.layers.writing import write_call
from questions.misconceptions.receptive import Window
from questions.skills.conv_layers import AXES, Style
from questions.wording import by

_CHANNELS = (16, 24, 32, 48, 64, 96, 128, 192, 256)
_ODD = (1, 3, 3, 3, 5, 5, 7)
_REPEATS = ("", "", "twice", "three times", "four times", "five times")


@dataclass(frozen=True, slots=True)
class Tower:
    """A stack as it is asked about: its layers, the axis, how it is told, and how often a block repeats."""

    layers: tuple[Conv | Pool, ...]
    axis: int
    style: Style = "words"
    block: int = 0

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return self.layers[0].rank

    @property
    def filters(self) -> int:
        """Of the last convolution."""
        return next(layer.out_channels for layer in reversed(self.layers) if isinstance(layer, Conv))

    @property
    def windows(self) -> tuple[Window, ...]:
        """The layers along the axis that is asked about."""
        return tuple(_window(layer, self.axis) for layer in self.layers)


def _window(layer: Conv | Pool, axis: int) -> Window:
    padding = 0 if isinstance(layer.padding, str) else layer.padding[axis]
    pools = isinstance(layer, Pool)
    return Window(layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis], padding, pools)


def draw_tower(draw: Draw, level: int) -> Tower:
    """Level 1: two or three windows; 2: the numbers of real networks; 3: dilation, padding, blocks that repeat."""
    if level == 1:
        return _small(draw)
    if level == 2:
        return _real(draw)
    return _wave(draw) if draw.chance(0.35) else _dilated(draw)


def _small(draw: Draw) -> Tower:
    """Two or three square windows, of which the first or second may move by two."""
    count = draw.integer(2, 3)
    strided = draw.integer(0, count - 2)
    layers: list[Conv | Pool] = []
    for place in range(count):
        step = 2 if place == strided and draw.chance(0.7) else 1
        if step == 2 and draw.chance(0.4):
            side = draw.integer(2, 3)
            layers.append(Pool("max", (side, side), (2, 2)))
        else:
            side = draw.integer(2, 9)
            layers.append(Conv(1, 1, (side, side), (step, step)))
    return Tower(tuple(layers), 1)


def _real(draw: Draw) -> Tower:
    """A stem as published networks have it, then further convolutions and poolings."""
    style: Style = draw.choice(("words", "pytorch", "keras"))
    rank = draw.choice((1, 2, 2))
    channels = 3 if rank == 2 else draw.choice((1, 12, 40, 80))
    layers: list[Conv | Pool] = []
    for place in range(draw.integer(3, 5)):
        if place and not isinstance(layers[-1], Pool) and draw.chance(0.4):
            side, step = draw.choice(((2, 2), (2, 2), (3, 2), (3, 3)))
            layers.append(Pool(draw.choice(("max", "avg")), (side,) * rank, (step,) * rank))
            continue
        if place == 0:
            side, step = draw.choice(((3, 1), (3, 2), (5, 1), (5, 2), (7, 1), (7, 2), (7, 4), (11, 4), (4, 4)))
        else:
            side, step = draw.choice(_ODD), 2 if draw.chance(0.2) else 1
            step = min(side, step)
        kernel = (side,) * rank
        if rank == 2 and place and step == 1 and draw.chance(0.25):
            kernel = draw.choice(((1, 7), (7, 1), (3, 5), (5, 3), (1, 3), (3, 1), (9, 3)))
        filters = draw.choice(_CHANNELS)
        layers.append(Conv(channels, filters, kernel, (step,) * rank))
        channels = filters
    return Tower(tuple(layers), draw.integer(0, rank - 1), style)


def _dilated(draw: Draw) -> Tower:
    """Dilation, padding, channels and poolings of one to three dimensions."""
    style: Style = draw.choice(("words", "pytorch"))
    rank = draw.choice((1, 2, 2, 3))
    channels = draw.choice(_CHANNELS)
    layers: list[Conv | Pool] = []
    for place in range(draw.integer(3, 5)):
        if place and not isinstance(layers[-1], Pool) and draw.chance(0.25):
            side = draw.choice((2, 3))
            layers.append(Pool("max", (side,) * rank, (2,) * rank, (side // 2 if draw.chance(0.5) else 0,) * rank))
            continue
        kernel = (draw.choice((3, 3, 5) if rank == 3 else (2, 3, 3, 5, 7)),) * rank
        if rank > 1 and draw.chance(0.3):
            kernel = (draw.choice((1, 3)), *kernel[1:])
        holes = draw.choice((1, 1, 2) if place == 0 else (1, 2, 2, 3, 4) if rank == 3 else (1, 2, 2, 3, 4, 6, 12))
        step = 2 if holes == 1 and draw.chance(0.4) else 1
        padding = tuple(holes * (side - 1) // 2 for side in kernel)
        filters = draw.choice(_CHANNELS)
        layers.append(Conv(channels, filters, kernel, (step,) * rank, padding, (holes,) * rank))
        channels = filters
    return Tower(tuple(layers), draw.integer(0, rank - 1), style)


def _wave(draw: Draw) -> Tower:
    """Blocks of dilations that double (or triple), as in WaveNet: kernel 2, dilations 1, 2, 4 … 512, three times."""
    side = draw.choice((2, 2, 3, 3, 4, 5, 7))
    growth = 3 if side == 3 and draw.chance(0.3) else 2
    length = draw.integer(3, 6) if growth == 3 else draw.integer(3, 10)
    channels = draw.choice(_CHANNELS)
    first: list[Conv | Pool] = []
    if draw.chance(0.4):
        first.append(Conv(1, channels, (draw.choice((2, 3, 5, 7, 16)),), padding="causal"))
    block = [Conv(channels, channels, (side,), padding="causal", dilation=(growth**i,)) for i in range(length)]
    return Tower((*first, *block * draw.integer(1, 5)), 0, "words", length)


def _told(layer: Conv | Pool) -> str:
    """`convolution 3×5, 64 filters, stride 2`."""
    if isinstance(layer, Pool):
        parts = [f"{'max' if layer.kind == 'max' else 'average'} pooling {_size(layer)}, stride {layer.stride[0]}"]
    else:
        parts = [f"convolution {_size(layer)}"]
        parts += [f"{layer.out_channels} filters"] if layer.out_channels > 1 else []
        parts += [f"stride {layer.stride[0]}"] if layer.stride[0] > 1 else []
    parts += [f"dilation {layer.dilation[0]}"] if layer.dilation[0] > 1 else []
    if not isinstance(layer.padding, str) and any(layer.padding):
        even = len(set(layer.padding)) == 1
        parts.append(f"padding {layer.padding[0] if even else by(layer.padding)}")
    return ", ".join(parts)


def _size(layer: Conv | Pool) -> str:
    return by(layer.kernel_size) if layer.rank > 1 else f"of length {layer.kernel_size[0]}"


def ask(tower: Tower) -> str:
    """The prompt: the layers, and how much of the input one output sees along the axis."""
    if tower.block:
        return _wave_prompt(tower)
    sees = "one position of the last output see"
    if tower.style == "words":
        lines = [f"  {number}. {_told(layer)}" for number, layer in enumerate(tower.layers, 1)]
        opening = f"{tower.rank}-d layers, one after the other; stride 1, no padding and no dilation unless given:"
    else:
        lines = [f"  {write_call(layer, tower.style)}" for layer in tower.layers]
        opening = f"{'PyTorch' if tower.style == 'pytorch' else 'Keras'}, one layer after the other:"
        if any(isinstance(layer, Pool) and layer.stride == layer.kernel_size for layer in tower.layers):
            opening = f"{opening[:-1]}; where a pooling has no stride, it is the size of its window:"
    axes = AXES[tower.rank - 1]
    if any(len(set(layer.kernel_size)) > 1 for layer in tower.layers):
        opening = f"{opening[:-1]} (sizes are {' × '.join(axes)}):"
    asked = f"How many positions of the input, along its {axes[tower.axis]}, does {sees}"
    if any(window.dilation > 1 for window in tower.windows):
        asked += ", from the first to the last, with any gaps between them"
    return "\n".join((opening, *lines, f"{asked}?"))


def _wave_prompt(tower: Tower) -> str:
    first, block, repeats = blocks(tower)
    side = block[0].kernel_size[0]
    dilations = ", ".join(str(layer.dilation[0]) for layer in block)
    head = f"a causal convolution of length {first.kernel_size[0]}, then " if first else ""
    again = f" The block comes {_REPEATS[repeats]} in a row." if repeats > 1 else ""
    return (
        f"An audio network of 1-d layers has {head}a block of {len(block)} causal convolutions of length {side} "
        f"with dilations {dilations}.{again} All have {tower.filters} filters and stride 1, "
        "and their padding keeps the length. How many input samples, padding included, does one output sample see?"
    )


def blocks(tower: Tower) -> tuple[Conv | Pool | None, tuple[Conv | Pool, ...], int]:
    """Of a stack with repeats: the layer before the blocks if any, the layers of one block, and how many there are."""
    repeats, extra = divmod(len(tower.layers), tower.block)
    first = tower.layers[0] if extra else None
    return first, tower.layers[extra : extra + tower.block], repeats
