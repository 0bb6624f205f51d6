"""Wrong procedures for how much memory activations take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from questions.layers.counting import output_shape, parameters
from questions.layers.specs import Conv, Shape
from questions.misconceptions.activations import (
    KB,
    KIB,
    MB,
    MIB,
    Activations,
    in_unit,
    written_sum,
)
from questions.misconceptions.components import COMPOSITION, FILTERS, INPUT_DEPTH, OUTPUT_SIZE, UNITS
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.submission import Value
from questions.wording import by, several

_MISTAKEN = {KB: KIB, KIB: KB, MB: MIB, MIB: MB}


def memory_slips(case: Activations) -> Slips:
    """What the wrong procedures give, where it is a whole number of the unit."""
    yield from _mistaken_unit(case)
    found: set[Value] = {case.total // case.unit.size}
    for slip, count in (*_about_units(case), *_about_shapes(case), *_about_what_counts(case)):
        for told in _told(case, slip, count):
            found.add(told.value)
            yield told
    for slip, count in _two_at_once(case):
        # A value that one slip alone leads to is named as that.
        yield from (told for told in _told(case, slip, count) if told.value not in found)


_Found = Iterator[tuple[Misconception, int]]


def _told(case: Activations, slip: Misconception, count: int) -> Slips:
    """The slip in the unit that is asked for, if it gives a whole number of it."""
    if count > 0 and count % case.unit.size == 0:
        yield replace(slip, value=count // case.unit.size, working=in_unit(slip.working, case.unit))


def _found(id_: str, component: str, count: int, working: str, cause: str, lesson: str) -> tuple[Misconception, int]:
    return Misconception(id_, component, count, working, cause, lesson), count


def _mistaken_unit(case: Activations) -> Slips:
    other = _MISTAKEN.get(case.unit)
    if other is not None and case.total % other.size == 0:
        yield Misconception(
            "unit_1000_or_1024", UNITS, case.total // other.size, in_unit(str(case.total), other),
            f"{case.unit.name} are taken for {other.name}",
            f"1 {case.unit.name} is {case.unit.meaning} bytes here, 1 {other.name} is {other.meaning}.",
        )  # fmt: skip


def _about_units(case: Activations) -> _Found:
    values = case.total // case.width
    shown = f"{_batch(case)}{written_sum(case.counted)}"
    yield _found(
        "bits_for_bytes", UNITS, 8 * case.total, f"{shown}·{8 * case.width}", "bits are counted instead of bytes",
        f"A value of type {case.dtype} has {8 * case.width} bits: {several(case.width, 'byte')}.",
    )  # fmt: skip
    if case.width > 1:
        yield _found(
            "forgot_bytes_per_value", UNITS, values, shown, "values are counted instead of bytes", _bytes_lesson(case)
        )
    if case.width != 4:
        yield _found(
            "assumed_float32", UNITS, 4 * values, f"{shown}·4", "every value is given the four bytes of a float32",
            f"The values are {case.dtype}: {several(case.width, 'byte')} each.",
        )  # fmt: skip
    if case.batch > 1:
        yield _found(
            "forgot_batch", COMPOSITION, case.total // case.batch, f"{written_sum(case.counted)}{_width(case)}",
            "only one example is counted", _batch_lesson(case),
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
            f"A layer's output has one channel per filter: {last.out_channels} "
            f"{'here' if len(pairs) == 1 else 'after the last layer'}.",
        )  # fmt: skip
    unshrunk = (*first, *((layer.out_channels, *case.shapes[0][1:]) for layer, _, _ in pairs))
    if unshrunk != case.counted:
        settings = "this kernel, stride and padding" if len(pairs) == 1 else "these kernels, strides and paddings"
        yield _wrong_shapes(
            case, "activations_at_input_size", OUTPUT_SIZE, unshrunk, "an output is taken to be as large as the input",
            f"With {settings} {_becomes(case.shapes[0], case.shapes[-1])}.",
        )  # fmt: skip
    if len(pairs) == 1:
        layer, shape, out = pairs[0]
        short = (out[0], *(size - 1 for size in out[1:]))
        side = "the output's length" if layer.rank == 1 else "each side of the output"
        yield _wrong_shapes(
            case, "out_forgot_plus_one", OUTPUT_SIZE, (*first, short), f"{side} is one too short",
            f"The position before the first step counts as well: {_becomes(shape, out)}.",
        )  # fmt: skip
        if any(step > 1 for step in layer.stride):
            dense = output_shape(Conv(layer.in_channels, layer.out_channels, layer.kernel_size, (), layer.padding,
                                      layer.dilation), shape)  # fmt: skip
            yield _wrong_shapes(
                case, "out_ignores_stride", OUTPUT_SIZE, (*first, dense), "the stride is left out",
                f"The filters move {layer.stride[0]} positions at a time.",
            )  # fmt: skip


def _about_what_counts(case: Activations) -> _Found:
    single = len(case.layers) == 1
    outputs = "the output" if single else "the output of every layer"
    asked = f"The question asks for {'the input and ' if case.with_input else ''}{outputs}"
    whole = f"{asked}." if case.with_input else f"{asked}, not the input."
    if case.with_input:
        yield _wrong_shapes(
            case, "forgot_input_activations", COMPOSITION, case.shapes[1:], "the input is left out", whole
        )
    else:
        yield _wrong_shapes(case, "counted_input_too", COMPOSITION, case.shapes, "the input is counted as well", whole)
    if single:
        yield _wrong_shapes(
            case, "input_instead_of_output", COMPOSITION, case.shapes[:1], "only the input is counted", whole
        )
    else:
        yield _wrong_shapes(
            case, "last_output_only", COMPOSITION, case.shapes[-1:], "only the last output is counted", f"{asked}."
        )
        yield _wrong_shapes(
            case, "first_layer_only", COMPOSITION, case.counted[: 1 + case.with_input],
            "only the first layer is counted", f"{asked}.",
        )  # fmt: skip
    count = sum(parameters(layer).total for layer in case.layers)
    yield _found(
        "parameters_instead", COMPOSITION, count * case.width, f"{count}{_width(case)}",
        "the parameters are counted instead of the activations",
        "Activations are the values that flow through a layer; the weights are stored beside them.",
    )  # fmt: skip
    both = f"{case.total} + {count}{_width(case)}"
    yield _found(
        "weights_counted_too", COMPOSITION, case.total + count * case.width,
        both if case.unit.size == 1 else f"({both})", "the parameters are counted as well",
        f"{asked}, not for the weights.",
    )  # fmt: skip


def _two_at_once(case: Activations) -> _Found:
    """The likely pairs of slips."""
    batch, width = case.batch > 1, case.width > 1
    one = sum(prod(shape) for shape in case.counted)
    outputs = sum(prod(shape) for shape in case.shapes[1:])
    if batch and width:
        yield _found(
            "forgot_batch_and_bytes", COMPOSITION, one, written_sum(case.counted),
            "only one example is counted, and its values instead of its bytes",
            f"{_batch_lesson(case)} {_bytes_lesson(case)}",
        )  # fmt: skip
    if not case.with_input:
        return
    if batch:
        yield _found(
            "forgot_batch_and_input", COMPOSITION, outputs * case.width,
            f"{written_sum(case.shapes[1:])}{_width(case)}", "only one example is counted, without the input",
            f"{_batch_lesson(case)} The input counts too.",
        )  # fmt: skip
    if width:
        yield _found(
            "forgot_input_and_bytes", COMPOSITION, outputs * case.batch,
            f"{_batch(case)}{written_sum(case.shapes[1:])}",
            "the input is left out, and values are counted instead of bytes",
            f"The input counts too. {_bytes_lesson(case)}",
        )  # fmt: skip


def _batch_lesson(case: Activations) -> str:
    return f"The batch has {case.batch} examples, each with activations of its own."


def _bytes_lesson(case: Activations) -> str:
    return f"Each {case.dtype} value takes {case.width} bytes."


def _becomes(shape: Shape, out: Shape) -> str:
    length = "a length of " if len(shape) == 2 else ""  # one channel axis and one of positions
    return f"{length}{by(shape[1:])} becomes {by(out[1:])}"


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
