"""Wrong procedures for how much memory activations take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

from questions.layers.counting import output_shape, parameters
from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import COMPOSITION, FILTERS, INPUT_DEPTH, OUTPUT_SIZE, UNITS
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.wording import by, several, times


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of memory; `meaning` is the arithmetic of its bytes."""

    name: str
    size: int
    meaning: str


BYTES = Unit("bytes", 1, "")
KB, KIB = Unit("kB", 1000, "1,000"), Unit("KiB", 1024, "1,024")
MB, MIB = Unit("MB", 1000**2, "1,000·1,000"), Unit("MiB", 1024**2, "1,024·1,024")
_MISTAKEN = {KB: KIB, KIB: KB, MB: MIB, MIB: MB}


@dataclass(frozen=True)
class Activations:
    """Layers one after the other, what flows through them (channels first), and what of it is counted."""

    layers: tuple[Conv, ...]
    shapes: tuple[Shape, ...]
    """The input's shape and the output's of each layer."""
    with_input: bool
    batch: int
    dtype: str
    width: int
    """Bytes of one value."""
    unit: Unit = BYTES

    @cached_property
    def counted(self) -> tuple[Shape, ...]:
        """The shapes that are counted."""
        return self.shapes if self.with_input else self.shapes[1:]

    @cached_property
    def total(self) -> int:
        """Bytes in all."""
        return self.batch * self.width * sum(prod(shape) for shape in self.counted)


def written_sum(shapes: tuple[Shape, ...]) -> str:
    """`64·56·56`, or several of them in brackets."""
    summed = " + ".join(times(shape) for shape in shapes)
    return f"({summed})" if len(shapes) > 1 else summed


def in_unit(arithmetic: str, unit: Unit) -> str:
    """The arithmetic of bytes, divided by the unit."""
    if unit.size == 1:
        return arithmetic
    size = unit.meaning.replace(",", "")
    return f"{arithmetic}/({size})" if "·" in size else f"{arithmetic}/{size}"


def memory_slips(case: Activations) -> Slips:
    """What the wrong procedures give, where it is a whole number of the unit."""
    for slip, count in (*_about_units(case), *_about_shapes(case), *_about_what_counts(case)):
        if count > 0 and count % case.unit.size == 0:
            value = count // case.unit.size
            working = in_unit(slip.working, case.unit)
            yield Misconception(slip.id, slip.component, value, working, slip.cause, slip.lesson)


_Found = Iterator[tuple[Misconception, int]]


def _found(id_: str, component: str, count: int, working: str, cause: str, lesson: str) -> tuple[Misconception, int]:
    return Misconception(id_, component, count, working, cause, lesson), count


def _about_units(case: Activations) -> _Found:
    values = case.total // case.width
    shown = f"{_batch(case)}{written_sum(case.counted)}"
    other = _MISTAKEN.get(case.unit)
    if other is not None and case.total % other.size == 0:
        # Given in the other unit; scaled here so that dividing by the unit asked for leaves that number.
        count = case.total // other.size
        yield Misconception(
            "unit_1000_or_1024", UNITS, count, f"{case.total}/({other.meaning.replace(',', '')})",
            f"{case.unit.name} are taken for {other.name}",
            f"1 {case.unit.name} is {case.unit.meaning} bytes here, 1 {other.name} is {other.meaning}.",
        ), count * case.unit.size  # fmt: skip
    yield _found(
        "bits_for_bytes", UNITS, 8 * case.total, f"{shown}·{8 * case.width}", "bits are counted instead of bytes",
        f"A value of type {case.dtype} has {8 * case.width} bits: {several(case.width, 'byte')}.",
    )  # fmt: skip
    if case.width > 1:
        yield _found(
            "forgot_bytes_per_value", UNITS, values, shown, "values are counted instead of bytes",
            f"Each {case.dtype} value takes {case.width} bytes.",
        )  # fmt: skip
    if case.width != 4:
        yield _found(
            "assumed_float32", UNITS, 4 * values, f"{shown}·4", "every value is given the four bytes of a float32",
            f"The values are {case.dtype}: {several(case.width, 'byte')} each.",
        )  # fmt: skip
    if case.batch > 1:
        yield _found(
            "forgot_batch", COMPOSITION, case.total // case.batch, f"{written_sum(case.counted)}{_width(case)}",
            "only one example is counted", f"The batch has {case.batch} examples, each with activations of its own.",
        )  # fmt: skip


def _about_shapes(case: Activations) -> _Found:
    """What each counted output's shape is mistaken for."""
    first = case.shapes[:1] if case.with_input else ()
    pairs = tuple(zip(case.layers, case.shapes, case.shapes[1:], strict=False))
    flat = tuple(shape[1:] for shape in case.counted)
    yield _wrong_shapes(
        case, "forgot_channels", INPUT_DEPTH, flat, "the channels are left out",
        "Every channel has a value at every position.",
    )  # fmt: skip
    kept = (*first, *((layer.in_channels, *out[1:]) for layer, _, out in pairs))
    last = case.layers[-1]
    if kept != case.counted:
        yield _wrong_shapes(
            case, "kept_in_channels", FILTERS, kept, "an output is given the channels of its input",
            f"A layer's output has one channel per filter: {last.out_channels} after the "
            f"{'layer' if len(pairs) == 1 else 'last one'}.",
        )  # fmt: skip
    unshrunk = (*first, *((layer.out_channels, *case.shapes[0][1:]) for layer, _, _ in pairs))
    if unshrunk != case.counted:
        yield _wrong_shapes(
            case, "activations_at_input_size", OUTPUT_SIZE, unshrunk, "an output is taken to be as large as the input",
            f"With this kernel, stride and padding {by(case.shapes[0][1:])} becomes {by(case.shapes[-1][1:])}.",
        )  # fmt: skip
    if len(pairs) == 1:
        layer, shape, out = pairs[0]
        short = (out[0], *(size - 1 for size in out[1:]))
        yield _wrong_shapes(
            case, "out_forgot_plus_one", OUTPUT_SIZE, (*first, short), "the output's sides are each one too short",
            f"The position before the first step counts as well: {by(shape[1:])} becomes {by(out[1:])}.",
        )  # fmt: skip
        if any(step > 1 for step in layer.stride):
            dense = output_shape(Conv(layer.in_channels, layer.out_channels, layer.kernel_size, (), layer.padding,
                                      layer.dilation), shape)  # fmt: skip
            yield _wrong_shapes(
                case, "out_ignores_stride", OUTPUT_SIZE, (*first, dense), "the stride is left out",
                f"The filters move {layer.stride[0]} positions at a time.",
            )  # fmt: skip


def _about_what_counts(case: Activations) -> _Found:
    whole = "Counted is what the question names, no more and no less."
    if case.with_input:
        yield _wrong_shapes(
            case, "forgot_input_activations", COMPOSITION, case.shapes[1:], "the input is left out", whole
        )
    else:
        yield _wrong_shapes(case, "counted_input_too", COMPOSITION, case.shapes, "the input is counted as well", whole)
    if len(case.layers) > 1:
        yield _wrong_shapes(
            case, "last_output_only", COMPOSITION, case.shapes[-1:], "only the last output is counted", whole
        )
    else:
        yield _wrong_shapes(
            case, "input_instead_of_output", COMPOSITION, case.shapes[:1], "only the input is counted", whole
        )
    count = sum(parameters(layer).total for layer in case.layers)
    yield _found(
        "parameters_instead", COMPOSITION, count * case.width, f"{count}·{case.width}",
        "the parameters are counted instead of the activations",
        "Activations are the values that flow through a layer; the weights are stored beside them.",
    )  # fmt: skip
    both = f"{case.total} + {count}·{case.width}"
    yield _found(
        "weights_counted_too", COMPOSITION, case.total + count * case.width,
        both if case.unit.size == 1 else f"({both})", "the parameters are counted as well", whole,
    )  # fmt: skip


def _wrong_shapes(
    case: Activations, id_: str, component: str, shapes: tuple[Shape, ...], cause: str, lesson: str
) -> tuple[Misconception, int]:
    count = case.batch * case.width * sum(prod(shape) for shape in shapes)
    working = f"{_batch(case)}{written_sum(shapes)}{_width(case)}"
    return _found(id_, component, count, working, cause, lesson)


def _batch(case: Activations) -> str:
    return f"{case.batch}·" if case.batch > 1 else ""


def _width(case: Activations) -> str:
    return f"·{case.width}" if case.width > 1 else ""
