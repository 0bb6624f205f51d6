"""The numbers of a block of layers, for the wrong procedures to work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from questions.layers.counting import parameters
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, Layer, Shape
from questions.question import Misconception

Named = tuple[str, Layer, Shape]
Stages = tuple[tuple[tuple[Named, ...], ...], ...]
Weighted = Conv | ConvTranspose | Dense


@dataclass(frozen=True)
class BlockFacts:
    """A block's layers in stages of branches, and what is asked; `counting` is as in AskedBlock.

    `skip` channels are concatenated after the first layer, `join` is what becomes of branches.
    """

    stages: Stages
    counting: str
    repeat: int
    skip: int
    join: str

    @cached_property
    def layers(self) -> tuple[Named, ...]:
        """All layers in order."""
        return tuple(named for stage in self.stages for branch in stage for named in branch)

    @cached_property
    def weighted(self) -> tuple[Weighted, ...]:
        """Every layer with weights of its own but the batch norms."""
        return tuple(layer for _, layer, _ in self.layers if isinstance(layer, Conv | ConvTranspose | Dense))

    @cached_property
    def weights(self) -> list[int]:
        """The weights of each of them."""
        return [parameters(layer).weights for layer in self.weighted]

    @cached_property
    def biases(self) -> list[int]:
        """The biases of each of them that count."""
        return [0 if self.counting == "weights" else parameters(layer).biases for layer in self.weighted]

    @cached_property
    def outputs(self) -> list[int]:
        """The filters or units of each of them."""
        return [layer.out_features if isinstance(layer, Dense) else layer.out_channels for layer in self.weighted]

    @cached_property
    def norm_channels(self) -> int:
        """The channels of all batch norms together."""
        return sum(layer.channels for _, layer, _ in self.layers if isinstance(layer, BatchNorm))

    @property
    def norm_factor(self) -> int:
        """How many numbers of a batch norm count for each channel."""
        return {"all": 2, "keras": 4}.get(self.counting, 0)

    def slip(
        self, id_: str, component: str, cause: str, lesson: str, *,
        weights: Sequence[int] = (), biases: Sequence[int] = (), factor: int = -1, more: int = 0, parts: bool = False,
    ) -> Misconception:  # fmt: skip
        """What comes out with other weights or biases per layer, another factor for batch norms, or something more."""
        weights, biases = weights or self.weights, biases or self.biases
        norms = self.norm_channels * (self.norm_factor if factor < 0 else factor)
        terms = [weight + bias for weight, bias in zip(weights, biases, strict=True)] + [norms, more]
        shown = " + ".join(str(term) for term in terms if term) or "0"
        value = self.repeat * sum(terms)
        working = f"{self.repeat}·({shown})" if self.repeat > 1 else shown
        apart = (self.repeat * sum(weights), self.repeat * sum(biases)) if parts and not norms and not more else None
        return Misconception(id_, component, value, working, cause, lesson, apart)
