"""Published networks, layer by layer, as the packaged data has them.

A block is a list of stages, one after the other; a stage is a list of branches that all start from the same input; a
branch is a list of layers. A layer is kept as its PyTorch call and read when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from questions.data import data_names, read_data
from questions.layers.counting import macs, output_shape, parameters
from questions.layers.notation import read_call
from questions.layers.specs import Layer, Shape

_FOLDER = "architectures/"


class UnknownArchitecture(LookupError):
    """There is no published network of that name; the message says which there are."""


@dataclass(frozen=True, slots=True)
class PublishedLayer:
    """One layer and its input (channels first, no batch axis). `note` tells where the paper counts otherwise."""

    name: str
    call: str
    input_shape: Shape
    note: str = ""

    @property
    def layer(self) -> Layer:
        """What the call makes."""
        return _read(self.call)

    @property
    def output_shape(self) -> Shape:
        """What comes out of it."""
        return output_shape(self.layer, self.input_shape)


Branch = tuple[PublishedLayer, ...]
Stage = tuple[Branch, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """A named part of a network. Compared by identity, as each is read once.

    `join` is what becomes of the branches of a stage ("added", "concatenated"), `skip` how many channels of an
    earlier layer are concatenated after the first layer, `repeat` how often the block comes in a row, and `level`
    how hard it is to count (0: too little to ask about).
    """

    name: str
    what: str
    stages: tuple[Stage, ...]
    join: str = ""
    skip: int = 0
    repeat: int = 1
    level: int = 0

    @cached_property
    def layers(self) -> tuple[PublishedLayer, ...]:
        """All layers in order of the data, each branch after the one before."""
        return tuple(layer for stage in self.stages for branch in stage for layer in branch)


@dataclass(frozen=True, eq=False)
class Architecture:
    """A published network with its totals. `reported` is what its paper says, `notes` why that may differ.

    Compared by identity, as each is read once.
    """

    name: str
    title: str
    year: int
    paper: str
    input_shape: Shape
    parameters: int
    macs: int
    reported: str
    notes: str
    blocks: tuple[Block, ...]

    @cached_property
    def layers(self) -> tuple[PublishedLayer, ...]:
        """Every layer once, however often its block is repeated."""
        return tuple(layer for block in self.blocks for layer in block.layers)

    def counted(self) -> tuple[int, int]:
        """Parameters and multiply-adds, recomputed from the layers."""
        every = [(block.repeat, each) for block in self.blocks for each in block.layers]
        return (
            sum(times * parameters(each.layer).total for times, each in every),
            sum(times * macs(each.layer, each.input_shape) for times, each in every),
        )


@cache
def architecture_names() -> tuple[str, ...]:
    """The names of all published networks, sorted."""
    return tuple(sorted(_names()))


@cache
def architecture(name: str) -> Architecture:
    """The published network of that name. Raises UnknownArchitecture."""
    if name not in architecture_names():
        raise UnknownArchitecture(f"there is no network {name!r}; there are {', '.join(architecture_names())}")
    found = json.loads(read_data(f"{_FOLDER}{name}.json"))
    blocks = tuple(_block(each) for each in found.pop("blocks"))
    return Architecture(name=name, input_shape=tuple(found.pop("input")), blocks=blocks, **found)


def _names() -> Iterator[str]:
    for file in data_names():
        if file.startswith(_FOLDER) and file.endswith(".json"):
            yield file.removeprefix(_FOLDER).removesuffix(".json")


def _block(found: dict[str, Any]) -> Block:
    stages = tuple(
        tuple(tuple(_layer(*row) for row in branch) for branch in stage) for stage in found.pop("stages")
    )  # fmt: skip
    return Block(stages=stages, **found)


def _layer(name: str, call: str, shape: list[int], note: str = "") -> PublishedLayer:
    return PublishedLayer(name, call, tuple(shape), note)


@cache
def _read(call: str) -> Layer:
    return read_call(call, "pytorch").layer
