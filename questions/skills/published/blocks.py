"""A block of a published network, or a small one as a whole, as published or wider: its parameters in all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from questions.architectures import Architecture, Block, Stage, architecture
from questions.draw import Draw
from questions.layers.counting import parameters
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense
from questions.misconceptions.block_facts import BlockFacts
from questions.misconceptions.blocks import block_slips
from questions.misconceptions.published import ignored_the_change
from questions.question import Misconception
from questions.skills.published.block_writing import write
from questions.skills.published.changes import WIDTHS, Placed, placed, widened_block, with_kernel
from questions.skills.skill import Draft

Counting = Literal["all", "weights", "without norms", "keras"]
"""Everything that is learned; the weights alone; no batch norms; everything that Keras reports."""

_NETWORKS = {
    1: ("lenet5", "mobilenet_v1", "mobilenet_v1", "squeezenet", "textcnn", "unet", "unet", "vgg16", "vgg16", "wavenet"),
    2: (
        "alexnet_one_tower", "googlenet", "googlenet", "mobilenet_v1", "mobilenet_v2", "resnet18", "resnet34",
        "resnet50", "resnet50", "squeezenet", "unet", "vgg16", "wavenet",
    ),
    3: (
        "alexnet", "alexnet_one_tower", "c3d", "c3d", "googlenet", "lenet5", "mobilenet_v1", "mobilenet_v2", "resnet18",
        "resnet34", "resnet50", "textcnn", "unet", "unet", "vgg16",
    ),
}  # fmt: skip
_WHOLE = ("lenet5", "textcnn", "alexnet_one_tower")


Stages = tuple[tuple[tuple[Placed, ...], ...], ...]
Form = tuple[Stages, tuple[str, ...], int]
"""A block's layers, what differs from the paper, and how many channels are concatenated."""


@dataclass(frozen=True)
class AskedBlock:
    """A drawn block: its network, what differs from the paper (nothing: ""), its layers, and what counts."""

    network: Architecture
    block: Block
    stages: Stages
    change: str
    counting: Counting
    repeat: int
    level: int
    skip: int

    @cached_property
    def layers(self) -> tuple[Placed, ...]:
        """All layers of the block."""
        return tuple(each for stage in self.stages for branch in stage for each in branch)

    @cached_property
    def has_norms(self) -> bool:
        """Whether there are batch norms in it."""
        return any(isinstance(each.layer, BatchNorm) for each in self.layers)

    @cached_property
    def has_biases(self) -> bool:
        """Whether its layers have biases."""
        return any(getattr(each.layer, "bias", False) for each in self.layers)

    @cached_property
    def counts(self) -> tuple[Placed, ...]:
        """The layers whose parameters are asked for."""
        kinds: tuple[type, ...] = (Conv, ConvTranspose, Dense)
        if self.has_norms and self.counting in ("all", "keras"):
            kinds = (*kinds, BatchNorm)
        return tuple(each for each in self.layers if isinstance(each.layer, kinds))

    @property
    def total(self) -> int:
        """The number asked for."""
        return self.repeat * sum(self.count(each) for each in self.counts)

    def count(self, each: Placed) -> int:
        """What one layer adds to the number asked for."""
        counted = parameters(each.layer, "keras" if self.counting == "keras" else "pytorch")
        return counted.weights if self.counting == "weights" else counted.total


def draft_block(draw: Draw, level: int) -> Draft:
    """A question about a block."""
    network = architecture(draw.choice(_NETWORKS[level]))
    block = draw.choice(_blocks(network.name, level))
    forms = _changed(draw, level, network, block)
    stages, changes, skip = forms[-1]
    change = " and ".join(changes)
    whole = not block.name
    asked = AskedBlock(network, block, stages, change, "all", 1, level, skip)
    ways: tuple[Counting, ...] = ("all",)
    if asked.has_norms:
        ways = ("without norms",) if level == 1 else ("all", "all", "without norms") if level == 2 else ("keras", "all")
    elif not whole:
        ways = ("all", "all", "weights")
    repeat = block.repeat if level == 3 else 1
    asked = AskedBlock(network, block, stages, change, draw.choice(ways), repeat, level, skip)
    answer = asked.total
    slips = (*_slips(asked), *_ignored(asked, answer, forms))
    return Draft(answer, slips, lambda: write(asked, answer, slips))


def _slips(asked: AskedBlock) -> tuple[Misconception, ...]:
    stages = tuple(
        tuple(tuple((each.name, each.layer, each.input_shape) for each in branch) for branch in stage)
        for stage in asked.stages
    )
    return tuple(block_slips(BlockFacts(stages, asked.counting, asked.repeat, asked.skip, asked.block.join)))


def _ignored(asked: AskedBlock, answer: int, forms: list[Form]) -> Iterator[Misconception]:
    """The numbers of the block as published, and with one of two changes alone."""
    what = "the network" if not asked.block.name else "the block" if asked.repeat == 1 else "the blocks"
    for stages, changes, skip in forms[:-1]:
        value = replace(asked, stages=stages, skip=skip).total
        overlooked = " and ".join(each for each in forms[-1][1] if each not in changes) if changes else ""
        if value != answer:
            yield ignored_the_change(what, asked.network.title, asked.change, value, overlooked=overlooked)


@cache
def _blocks(network: str, level: int) -> tuple[Block, ...]:
    """The blocks to ask about at a level; level 3 has the repeated ones and small whole networks too."""
    found = architecture(network)
    if level < 3:
        return tuple(block for block in found.blocks if block.level == level)
    normed = any(isinstance(each.layer, BatchNorm) for block in found.blocks for each in block.layers)
    large = [block for block in found.blocks if block.level == 3]
    chosen = large or [block for block in found.blocks if block.level and normed]
    if network in _WHOLE:
        chosen.append(Block("", "the whole network", _all_stages(found), found.blocks[0].join))
    return tuple(chosen)


def _all_stages(network: Architecture) -> tuple[Stage, ...]:
    """The network's stages; where all are chains, as one chain."""
    stages = tuple(stage for block in network.blocks for stage in block.stages)
    if any(len(stage) > 1 for stage in stages):
        return stages
    return ((tuple(layer for stage in stages for branch in stage for layer in branch),),)


def _changed(draw: Draw, level: int, network: Architecture, block: Block) -> list[Form]:
    """The block as it is asked about, last, and before it the forms that overlook a change: the published one first."""
    stages = tuple(tuple(tuple(placed(each) for each in branch) for branch in stage) for stage in block.stages)
    forms: list[Form] = [(stages, (), block.skip)]
    skip = block.skip
    if draw.chance(0.8):
        factor = draw.choice(WIDTHS)
        wide = widened_block(network, block, factor)
        if wide is not None and wide != stages:
            stages, skip = wide, skip * factor[0] // factor[1]
            forms.append((stages, (f"with {factor[2]} in every layer",), skip))
    if level < 3 and draw.chance(0.4):
        side = draw.choice((5, 7))
        larger = [_with_larger(form[0], side) for form in forms]
        if larger[-1] != stages:
            change = f"with {side}×{side} in place of every 3×3 kernel"
            forms += [(each, (*form[1], change), form[2]) for each, form in zip(larger, forms, strict=True)]
    return forms


def _with_larger(stages: Stages, side: int) -> Stages:
    return tuple(tuple(tuple(_larger(each, side) for each in branch) for branch in stage) for stage in stages)


def _larger(each: Placed, side: int) -> Placed:
    layer = each.layer
    if not isinstance(layer, Conv) or layer.kernel_size != (3, 3):
        return each
    return replace(with_kernel(each, side), name=each.name.replace("3×3", f"{side}×{side}"))
