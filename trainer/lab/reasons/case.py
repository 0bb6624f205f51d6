"""One control turned, one quantity looked at: the facts that a sentence about it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.layers.output import window_length
from questions.layers.specs import Shape
from trainer.lab.controls import AXIS_NAMES, FIELDS, Control
from trainer.lab.figures import Quantity, figure
from trainer.lab.settings import Kind, LabLayer, LabSettings, layers_of, shapes_of


@dataclass(frozen=True, slots=True)
class Case:
    """The settings before and after, the control that was turned, and the quantity that is asked about."""

    before: LabSettings
    after: LabSettings
    control: Control
    quantity: Quantity

    @property
    def changed(self) -> bool:
        """Whether the quantity has another value now."""
        return figure(self.before, self.quantity).value != figure(self.after, self.quantity).value

    @property
    def kind(self) -> Kind:
        """The kind of layer now."""
        return self.after.kind

    @property
    def transposed(self) -> bool:
        """Whether it is a transposed convolution now."""
        return self.after.kind is Kind.TRANSPOSED

    @property
    def stack(self) -> bool:
        """Whether there is more than one layer now."""
        return self.after.layers > 1

    @property
    def layer(self) -> LabLayer:
        """The first layer now."""
        return layers_of(self.after)[0]

    @property
    def by_word(self) -> str:
        """The padding if it is a rule: "same", "valid" or "causal"."""
        return self.after.padding if isinstance(self.after.padding, str) else ""

    @property
    def turned_axes(self) -> tuple[int, ...]:
        """The axes on which the control's number is another one now; none where it is not a number per axis."""
        before, after = (getattr(each, FIELDS[self.control]) for each in (self.before, self.after))
        if not isinstance(before, tuple) or not isinstance(after, tuple) or len(before) != len(after):
            return ()
        return tuple([axis for axis, (old, new) in enumerate(zip(before, after, strict=True)) if old != new])

    @property
    def direction(self) -> int:
        """1 where the control's numbers only rose, -1 where they only fell, else 0."""
        before, after = (getattr(each, FIELDS[self.control]) for each in (self.before, self.after))
        pairs = [(before[axis], after[axis]) for axis in self.turned_axes]
        if isinstance(before, int) and isinstance(after, int):
            pairs = [(before, after)]
        return 1 if pairs and all(b < a for b, a in pairs) else -1 if pairs and all(b > a for b, a in pairs) else 0

    @property
    def spans(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The axes on which the window spans more than before, and those on which it spans less."""
        before, after = (
            [window_length(k, d) for k, d in zip(each.kernel_size, each.dilation, strict=True)]
            for each in (self.before, self.after)
        )
        return _moved(before, after)

    @property
    def places(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The axes on which the output is longer than before, and those on which it is shorter."""
        return _moved(*self.sizes)

    def named(self, axes: tuple[int, ...]) -> str:
        """The axes by name: `height and width`."""
        names = [AXIS_NAMES[self.after.rank][axis] for axis in axes]
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]

    @property
    def sizes(self) -> tuple[Shape, Shape]:
        """The output's spatial sizes before and after."""
        return shapes_of(self.before)[-1][1:], shapes_of(self.after)[-1][1:]


def _moved(before: Sequence[int], after: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The places that rose, and those that fell."""
    pairs = list(enumerate(zip(before, after, strict=True)))
    return tuple([at for at, (b, a) in pairs if a > b]), tuple([at for at, (b, a) in pairs if a < b])
