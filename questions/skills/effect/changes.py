"""A change to a convolution: what it says, what is true of the number of parameters, and what is believed of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from questions.draw import Draw
from questions.layers.specs import Conv, Shape
from questions.skills.conv_layers import Setting
from questions.skills.effect.claims import Claim
from questions.wording import by


class Slip(NamedTuple):
    """What a wrong procedure would claim; `cause` and `lesson` as in Misconception."""

    claim: Claim
    id: str
    component: str
    cause: str
    lesson: str


@dataclass(frozen=True)
class Change:
    """`text` is a clause ("the stride goes from 1 to 2"), `right` what is true of the count, `wrong` what is believed.

    `make` gives the changed layer; of many changes only a few are looked at so closely.
    `extra` names what is put behind the layer, in PyTorch; `needs` are the numbers of the text.
    """

    text: str
    make: Callable[[], Conv]
    input_shape: Shape
    right: Claim
    wrong: tuple[Slip, ...]
    needs: tuple[int, ...] = ()
    extra: str = ""

    @cached_property
    def after(self) -> Conv:
        """The layer with the change."""
        return self.make()


Maker = Callable[[Draw, Setting], Change | None]


def sized(sizes: Shape) -> str:
    """`3×5`, or `length 5`: the sides of a kernel, a window or an input."""
    return by(sizes) if len(sizes) > 1 else f"length {sizes[0]}"
