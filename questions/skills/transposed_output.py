"""The output shape of a transposed convolution, by PyTorch's rule and by Keras' rule."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.counting import output_shape
from questions.layers.specs import ConvTranspose, Shape
from questions.layers.writing import write_call
from questions.misconceptions.transposed_output import (
    Axis,
    axes_of,
    kept_batch,
    keras_output_slips,
    pytorch_output_slips,
)
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES
from questions.skills.skill import Draft, Skill
from questions.skills.transposed_layers import Stamping, describe, draw_transposed
from questions.submission import AnswerKind
from questions.worked.factors import Factors, factor

Arithmetic = tuple[str, str]
"""A formula for one axis, and the same with its numbers."""


def _pytorch(draw: Draw, level: int) -> Draft:
    stamping = draw_transposed(draw, level, "pytorch")
    layer, shape = stamping.layer, stamping.input_shape
    answer = output_shape(layer, shape)
    slips = (*pytorch_output_slips(layer, shape), *kept_batch(answer, stamping.batch))

    def write() -> Content:
        cut = "the padding is cut off both ends" if any(layer.padding) else ""
        added = "output_padding is added to one end" if any(layer.output_padding or ()) else ""
        rest = ", ".join(part for part in (cut, added) if part)
        way = (
            "The last kernel starts stride·(H - 1) positions after the first and adds its own span"
            f"{f'; {rest}' if rest else ''}."
        )
        return _content(stamping, answer, slips, _pytorch_axis, way, "channels first")

    return Draft(answer, slips, write)


def _keras(draw: Draw, level: int) -> Draft:
    stamping = draw_transposed(draw, level, "keras")
    layer, shape = stamping.layer, stamping.input_shape
    first = output_shape(layer, shape)
    answer = (*first[1:], first[0])
    slips = (*keras_output_slips(layer, shape), *kept_batch(answer, stamping.batch))

    def write() -> Content:
        if layer.padding == "same":
            way = "With 'same' Keras cuts just so much that the size is multiplied by the stride"
            way += ", unless output_padding is given: then it cuts floor(k/2) at both ends and adds that." if (
                layer.output_padding
            ) else "."  # fmt: skip
        else:
            way = (
                "With 'valid' nothing is cut: the last kernel starts stride·(H - 1) positions after the first. It adds "
                "its own span, or the stride if that is longer"
                + (", unless output_padding says what to add." if layer.output_padding else ".")
            )
        return _content(stamping, answer, slips, lambda axis: _keras_axis(layer, axis), way, "channels last")

    return Draft(answer, slips, write)


def _pytorch_axis(axis: Axis) -> Arithmetic:
    formula, numbers = "(H - 1)·s", f"({axis.n} - 1)·{axis.s}"
    if axis.p:
        formula, numbers = f"{formula} - 2p", f"{numbers} - 2·{axis.p}"
    window, spanned = _window(axis)
    formula, numbers = f"{formula} + {window}", f"{numbers} + {spanned}"
    if axis.op:
        formula, numbers = f"{formula} + output_padding", f"{numbers} + {axis.op}"
    return formula, numbers


def _keras_axis(layer: ConvTranspose, axis: Axis) -> Arithmetic:
    start, numbers = "(H - 1)·s", f"({axis.n} - 1)·{axis.s}"
    if layer.output_padding is not None:
        extra = "output_padding"
        if layer.padding == "same":
            return (
                f"{start} - 2·floor(k/2) + k + {extra}",
                f"{numbers} - 2·{axis.k // 2} + {axis.k} + {axis.op}",
            )
        window, spanned = _window(axis)
        return f"{start} + {window} + {extra}", f"{numbers} + {spanned} + {axis.op}"
    if layer.padding == "same":
        return "H·s", f"{axis.n}·{axis.s}"
    if axis.window < axis.s:
        return f"{start} + s", f"{numbers} + {axis.s}"
    window, spanned = _window(axis)
    return f"{start} + {window}", f"{numbers} + {spanned}"


def _factors(axis: Axis, formula: str, said: str) -> Factors:
    """Those of the axis' numbers that the formula has."""
    found = [factor("H", axis.n, f"size of the input along {said}" if said == "each axis" else f"{said} of the input")]
    found.append(factor("s", axis.s, "stride"))
    if "2p" in formula:
        found.append(factor("p", axis.p, "cut off on each side"))
    if "floor" in formula:
        found.append(factor("floor(k/2)", axis.k // 2, "half of the kernel, rounded down"))
    if "k" in formula:
        found.append(factor("k", axis.k, "size of the kernel"))
    if "d·" in formula:
        found.append(factor("d", axis.d, "dilation, from one tap to the next"))
    if "output_padding" in formula:
        found.append(factor("output_padding", axis.op, "added at the end"))
    return tuple(found)


def _window(axis: Axis) -> Arithmetic:
    if axis.d == 1:
        return "k", f"{axis.k}"
    return "d·(k - 1) + 1", f"{axis.d}·({axis.k} - 1) + 1"


def _content(
    stamping: Stamping, answer: Shape, slips: tuple[Misconception, ...], arithmetic: Callable[[Axis], Arithmetic],
    way: str, order: str,
) -> Content:  # fmt: skip
    layer, shape = stamping.layer, stamping.input_shape
    axes = axes_of(layer, shape[1:])
    sums = [arithmetic(axis)[1] for axis in axes]
    last = order == "channels last"
    setup = f"({', '.join((*sums, str(layer.out_channels)) if last else (str(layer.out_channels), *sums))})"
    needs = {shape[0], layer.out_channels, *shape[1:], *layer.kernel_size, *(s for s in layer.stride if s > 1)}
    return Content(
        prompt=f"{describe(stamping, bias=False)} What is the shape of its output, {order} and without the batch axis?",
        kind=AnswerKind.SHAPE,
        answer=answer,
        layer=layer,
        input_shape=shape,
        misconceptions=slips,
        explanation=tuple(_steps(layer, axes, arithmetic, answer, order)),
        prove=lambda: _prove(stamping),
        same_as=(layer.out_channels, tuple(sums)),
        hints=with_setup(
            "Lay the kernels out over one axis of the output, a stride apart: where does the last one end?", way, setup
        ),
        setup=setup,
        needs=(*sorted(needs), order),
    )


def _steps(
    layer: ConvTranspose, axes: tuple[Axis, ...], arithmetic: Callable[[Axis], Arithmetic], answer: Shape, order: str
) -> list[Step]:
    names = AXES[layer.rank - 1]
    spatial = answer[:-1] if order == "channels last" else answer[1:]
    alike: dict[Axis, list[int]] = {}
    for place, axis in enumerate(axes):
        alike.setdefault(axis, []).append(place)
    steps = []
    for axis, places in alike.items():
        formula, numbers = arithmetic(axis)
        said = " and ".join(names[place] for place in places) if len(places) < 3 else "each axis"
        steps.append(Step(f"Along {said}:" if said == "each axis" else f"Along the {said}:",
                          formula, numbers, f"{spatial[places[0]]}",
                          _factors(axis, formula, said)))  # fmt: skip
    filled = order == "channels last" and layer.padding != "same" and layer.output_padding is None
    if filled and any(axis.window < axis.s for axis in axes):
        steps.append(Step("Keras fills up the last stride where the kernel is shorter than it; PyTorch does not."))
    end = "last" if order == "channels last" else "first"
    steps.append(Step(
        f"The channels come {end}; the layer makes {layer.out_channels}:", "", "", str(answer)
    ))  # fmt: skip
    return steps


def _prove(stamping: Stamping) -> Proof:
    layer, shape = stamping.layer, stamping.input_shape
    if stamping.style == "pytorch":
        given = (stamping.batch, *shape)
        return Proof(pytorch=f"tuple({write_call(layer, 'pytorch')}(torch.empty{given}).shape[1:])")
    last = (*shape[1:], shape[0])
    return Proof(keras=f"keras.Sequential([keras.Input({last}), {write_call(layer, 'keras')}]).output_shape[1:]")


OUTPUT_PYTORCH = Skill(
    "transposed.output_pytorch",
    "Output of a transposed convolution in PyTorch",
    "transposed",
    "C",
    AnswerKind.SHAPE,
    _pytorch,
    prerequisites=("transposed.parameters", "output.pytorch"),
    confusable=("transposed.output_keras", "output.pytorch"),
    biases=(),
)
OUTPUT_KERAS = Skill(
    "transposed.output_keras",
    "Output of a transposed convolution in Keras",
    "transposed",
    "C",
    AnswerKind.SHAPE,
    _keras,
    prerequisites=("transposed.output_pytorch", "output.keras"),
    confusable=("transposed.output_pytorch",),
    biases=(),
)
