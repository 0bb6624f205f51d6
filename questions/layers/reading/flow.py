"""Shapes through the steps of a forward pass: what each layer is, what comes out, how far it sees."""

from dataclasses import dataclass, field

from questions.layers.call import Call
from questions.layers.inputs import written
from questions.layers.literals import NotationError
from questions.layers.notation import bind_call, fit_call
from questions.layers.output import output_shape
from questions.layers.reading.fields import Field, seen_through
from questions.layers.reading.graph import Step
from questions.layers.reading.values import Made
from questions.layers.signatures import Axes, Built
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    GroupNorm,
    InstanceNorm,
    LayerError,
    LayerNorm,
    Reshape,
    SeparableConv,
    Shape,
)
from questions.layers.terms import Framework

_PROBES = (1_000_000_007, 2_000_000_033)
"""Two sizes for an open axis: what differs between them in the output is open there too."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that was taken: the layer, if it is one, and the shape and the field behind it."""

    step: Step
    call: Call | None
    output: Axes | None
    field: Field | None


@dataclass(slots=True)
class Flow:
    """Carries shapes, in the framework's own order without the batch axis; None where a size is open."""

    text: str
    framework: Framework | None
    shapes: dict[int, Axes | None] = field(default_factory=dict)
    fields: dict[int, Field | None] = field(default_factory=dict)
    producers: dict[int, str] = field(default_factory=dict)

    def take(self, step: Step) -> Passed:
        """Take one step. Raises NotationError, naming both layers, where the shapes do not fit."""
        if step.made is None:
            return self._join(step)
        (number,) = step.inputs
        given = self.shapes.get(number)
        try:
            call, axes = self.fitted(step.made, given)
            output = _output(call, axes)
        except LayerError as error:
            raise NotationError(self._in_context(step, given, str(error))) from None
        if axes is None and number not in self.producers:
            axes = first_input(call)
            if axes is not None and None not in axes:
                call, axes = self.fitted(step.made, axes)
            output = _output(call, axes)
        if given is None:
            self.shapes[number] = axes
        seen = seen_through(call, axes, self.fields.get(number), fresh=number not in self.fields)
        return self._keep(step, call, output, seen)

    def fitted(self, made: Made, given: Axes | None) -> tuple[Call, Axes | None]:
        """The layer for an input. Raises LayerError where it does not fit."""
        if made.built is not None:
            return _built_call(made.label, made.built, given, self.framework or "pytorch"), given
        if made.bound is None:
            made.bound = bind_call(made.node, self.text, self.framework)
        self.framework = self.framework or made.bound.framework
        return fit_call(made.bound, made.label, given)

    def _keep(self, step: Step, call: Call | None, output: Axes | None, seen: Field | None) -> Passed:
        self.shapes[step.output] = output
        self.fields[step.output] = seen
        self.producers[step.output] = step.label
        return Passed(step, call, output, seen)

    def _in_context(self, step: Step, given: Axes | None, reason: str) -> str:
        before = self.producers.get(step.inputs[0])
        if "column " in reason:  # it has its place already
            return reason
        if before is None or given is None:
            return f"{clipped(step.label)}: {reason}"
        return f"{clipped(step.label)} does not fit behind {clipped(before)}, which gives {written(given)}: {reason}"

    def _join(self, step: Step) -> Passed:
        shapes = [self.shapes.get(number) for number in step.inputs]
        known = [shape for shape in shapes if shape is not None]
        output = None
        if len(known) == len(shapes):
            output = _concatenated(known, step.axis) if step.join == "concat" else _added(known)
            if output is None:
                told = " and ".join(map(written, known[:3]))
                raise NotationError(f"{clipped(step.label)}: the shapes {told} do not fit together.")
        fields = [self.fields.get(number) for number in step.inputs]
        along_positions = step.join == "concat" and not self._by_channels(step.axis, shapes[0])
        return self._keep(step, None, output, None if along_positions else _widest(fields))

    def _by_channels(self, axis: int, shape: Axes | None) -> bool:
        """Whether an axis that is counted with the batch axis is that of the channels."""
        if self.framework in ("keras", "flax"):
            return axis == -1 or (shape is not None and axis == len(shape))
        return axis == 1 or (shape is not None and axis == -len(shape))


def first_input(call: Call) -> Axes | None:
    """What a layer says of its own input: the channels, with the other axes open."""
    layer = call.layer
    match layer:
        case Conv() | ConvTranspose() | DepthwiseConv() | SeparableConv():
            spatial: Axes = (None,) * layer.rank
            return (*spatial, layer.in_channels) if call.channels_last else (layer.in_channels, *spatial)
        case Dense():
            return (layer.in_features,)
        case _:
            return None


def _built_call(label: str, built: Built, given: Axes | None, framework: Framework) -> Call:
    shape: Shape | None = None
    if given is not None and None not in given:
        known = tuple([n for n in given if n is not None])
        shape = (known[-1], *known[:-1]) if built.channels_last else known
    return Call(label, framework, built.layer, shape, built.channels_last)


def _output(call: Call, axes: Axes | None) -> Axes | None:
    """The output for an input with open sizes. Raises LayerError where it does not fit."""
    if axes is None:
        return None
    if call.input_shape is not None:
        return call.output_shape
    told = _told(call, axes)
    if isinstance(call.layer, Reshape) and not call.layer.dim:
        return tuple([n if n > 0 else None for n in call.layer.target])
    outputs = []
    for probe in _PROBES:
        shape = tuple([probe if n is None else n for n in told])
        if call.channels_last:
            shape = (shape[-1], *shape[:-1])
        out = output_shape(call.layer, shape)
        outputs.append((*out[1:], out[0]) if call.channels_last else out)
    return tuple([m if m == n else None for m, n in zip(*outputs, strict=True)])


def _told(call: Call, axes: Axes) -> Axes:
    """The axes, with the open ones that the layer itself names."""
    layer = call.layer
    channels = None
    match layer:
        case Dense() if axes[-1] is None:
            return (*axes[:-1], layer.in_features)
        case LayerNorm():
            names = layer.normalized_shape
            if len(names) <= len(axes):
                ends = [n if m is None else m for m, n in zip(axes[-len(names) :], names, strict=True)]
                return (*axes[: -len(names)], *ends)
        case Conv() | ConvTranspose() | DepthwiseConv() | SeparableConv():
            channels = layer.in_channels
        case BatchNorm() | GroupNorm() | InstanceNorm():
            channels = layer.channels
    if channels is None:
        return axes
    if call.channels_last:
        return (*axes[:-1], channels if axes[-1] is None else axes[-1])
    return (channels if axes[0] is None else axes[0], *axes[1:])


def _widest(fields: list[Field | None]) -> Field | None:
    """What joined branches see together: on every axis as far as the branch that sees farthest there."""
    known = [seen for seen in fields if seen is not None]
    if len(known) < len(fields) or len({seen.jump for seen in known}) != 1:
        return None
    return Field(tuple([max(sizes) for sizes in zip(*[seen.size for seen in known], strict=True)]), known[0].jump)


def _added(shapes: list[Axes]) -> Axes | None:
    """Broadcast shapes, or None if they do not fit."""
    rank = max(len(shape) for shape in shapes)
    output: list[int | None] = []
    for axis in range(-rank, 0):
        sizes = {shape[axis] for shape in shapes if len(shape) >= -axis} - {1}
        known = sizes - {None}
        if len(known) > 1:
            return None
        output.append(known.pop() if known else None if sizes else 1)
    return tuple(output)


def _concatenated(shapes: list[Axes], axis: int) -> Axes | None:
    """Shapes side by side along an axis that is counted with the batch axis; None if they do not fit."""
    rank = len(shapes[0])
    at = axis - 1 if axis > 0 else rank + axis
    if not 0 <= at < rank or any(len(shape) != rank for shape in shapes):
        return None
    output: list[int | None] = []
    for index in range(rank):
        sizes = [shape[index] for shape in shapes]
        if index == at:
            output.append(None if None in sizes else sum(n for n in sizes if n is not None))
            continue
        known = set(sizes) - {None}
        if len(known) > 1:
            return None
        output.append(known.pop() if known else None)
    return tuple(output)


def clipped(label: str, most: int = 60) -> str:
    """A call, no longer than a sentence can bear."""
    return label if len(label) <= most else f"{label[: most - 1]}…"


def is_input(call: Call | None) -> bool:
    """Whether a layer only tells the shape."""
    return call is not None and isinstance(call.layer, Activation) and call.layer.name == "InputLayer"
