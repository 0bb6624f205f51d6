"""Wrong shapes of a weight tensor: the axes of another framework, too few or too many of them, or wrong sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Dense, DepthwiseConv, Shape
from questions.layers.terms import FRAMEWORK_TITLES, Framework
from questions.misconceptions.components import (
    AXIS_ORDER,
    BIAS,
    DEPTHWISE,
    FILTERS,
    GROUPS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    MULTIPLIER,
    OUTPUT_SIZE,
    WEIGHT_SHARING,
)
from questions.question import Misconception
from questions.wording import several

Slips = Iterator[Misconception]

OWNERS: dict[Framework, str] = {"pytorch": "PyTorch's", "keras": "Keras'", "flax": "Flax's"}


@dataclass(frozen=True, slots=True)
class Weights:
    """A convolution's weight tensor: what its axes measure, and the order they stand in."""

    framework: Framework
    kernel: Shape
    seen: int
    outputs: int

    def shape(self, *, seen: int = 0, outputs: int = 0, kernel: Shape = ()) -> Shape:
        """The shape in the framework's order, with other sizes where they are given."""
        seen, outputs, kernel = seen or self.seen, outputs or self.outputs, kernel or self.kernel
        return (outputs, seen, *kernel) if self.framework == "pytorch" else (*kernel, seen, outputs)

    @property
    def order(self) -> str:
        """The order as a sentence."""
        if self.framework == "pytorch":
            return f"PyTorch's order is: output channels, input channels, then the kernel's {self.sides}."
        return f"{OWNERS[self.framework]} order is: the kernel's {self.sides}, input channels, then output channels."

    @property
    def sides(self) -> str:
        """What the kernel has: sides, or in 1-d a length."""
        return _sides(len(self.kernel))


def _sides(rank: int) -> str:
    return "length" if rank == 1 else "sides"


def weight_slips(
    layer: Conv | DepthwiseConv | Dense, framework: Framework, input_shape: Shape, batch: int
) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for the shape of the layer's weight (kernel) tensor."""
    if isinstance(layer, Dense):
        return tuple(_dense(layer, framework, input_shape, batch))
    if isinstance(layer, DepthwiseConv):
        return (*_depthwise(layer), *_about_input(layer, framework, input_shape, batch))
    weights = Weights(framework, layer.kernel_size, layer.in_channels // layer.groups, layer.out_channels)
    return (
        *_orders(layer, weights),
        *_missing(layer, weights),
        *_groups(layer, weights),
        *_flat(layer, weights),
        *_about_input(layer, framework, input_shape, batch),
    )


def _orders(layer: Conv, w: Weights) -> Slips:
    if w.framework == "pytorch":
        yield _slip("keras_axis_order", (*w.kernel, w.seen, w.outputs), "the axes stand in Keras' order", w.order)
        if layer.groups == layer.in_channels > 1:
            depthwise = (*w.kernel, layer.in_channels, w.outputs // layer.in_channels)
            yield _slip("keras_axis_order", depthwise, "the kernel of Keras' DepthwiseConv layer is given", w.order)
    else:
        yield _slip("pytorch_axis_order", (w.outputs, w.seen, *w.kernel), "the axes stand in PyTorch's order", w.order)
        if layer.groups == layer.in_channels > 1:
            depthwise = (*w.kernel, layer.in_channels, w.outputs // layer.in_channels)
            yield _slip("keras_axis_order", depthwise, "the kernel of Keras' DepthwiseConv layer is given", w.order)
    yield _slip(
        "swapped_channels", w.shape(seen=w.outputs, outputs=w.seen), "input and output channels change places", w.order
    )
    yield _slip(
        "filters_then_volume", (w.outputs, *w.kernel, w.seen),
        f"the filters are listed first and each is written as {w.sides}, then channels", w.order,
    )  # fmt: skip
    if w.kernel != w.kernel[::-1]:
        yield _slip(
            "kernel_sides_swapped", w.shape(kernel=w.kernel[::-1]), "the sides of the kernel are reversed",
            f"The sides keep the order of the call: {'depth, ' if layer.rank == 3 else ''}height, then width.",
            KERNEL_EXTENT,
        )  # fmt: skip


def _missing(layer: Conv, w: Weights) -> Slips:
    first = w.framework == "pytorch"
    no_input = (w.outputs, *w.kernel) if first else (*w.kernel, w.outputs)
    no_output = (w.seen, *w.kernel) if first else (*w.kernel, w.seen)
    sees = f"{w.seen} of the {layer.in_channels} input channels" if layer.groups > 1 else f"{w.seen} input channels"
    if w.seen == 1:
        sees = "a single input channel, and that axis stays, with size 1"
    yield _slip(
        "forgot_input_axis", no_input, "the filters are taken as flat, without an axis for the input channels",
        f"A filter spans {sees}.", INPUT_DEPTH,
    )  # fmt: skip
    yield _slip(
        "forgot_output_axis", no_output, "one filter is given instead of all of them",
        f"The tensor holds {several(w.outputs, 'filter')}, on an axis of their own.", FILTERS,
    )  # fmt: skip
    if layer.rank > 1 and len(set(w.kernel)) == 1:
        yield _slip(
            "one_kernel_dim", w.shape(kernel=w.kernel[:1]), "the kernel's side is written once",
            f"A {layer.rank}-d kernel has {layer.rank} sides, also where they are equal.", KERNEL_EXTENT,
        )  # fmt: skip


def _groups(layer: Conv, w: Weights) -> Slips:
    groups = layer.groups
    if groups == 1:
        return
    narrow = f"With {groups} groups a filter sees {layer.in_channels}/{groups} = {several(w.seen, 'input channel')}"
    yield _slip(
        "forgot_groups", w.shape(seen=layer.in_channels), "every filter sees all input channels", f"{narrow}.", GROUPS
    )
    inner = w.outputs // groups
    yield _slip(
        "one_group_only", w.shape(outputs=inner), "the output channels are divided by the groups as well",
        f"{narrow}; there are still {w.outputs} filters.", GROUPS,
    )  # fmt: skip
    if inner != w.seen or w.outputs != layer.in_channels:
        yield _slip(
            "groups_on_wrong_axis", w.shape(seen=layer.in_channels, outputs=inner),
            "the output channels are divided by the groups instead of the input channels",
            f"{narrow}; there are still {w.outputs} filters.", GROUPS,
        )  # fmt: skip
    if groups < layer.in_channels:
        yield _slip(
            "groups_as_axis", (groups, *w.shape(outputs=inner)), "the groups get an axis of their own",
            f"The {w.outputs} filters of all groups stand on one axis, one group after the other.", GROUPS,
        )  # fmt: skip


def _flat(layer: Conv, w: Weights) -> Slips:
    taps = w.seen * prod(w.kernel)
    if layer.rank > 1 or w.seen > 1:
        yield _slip(
            "flattened_weights", (w.outputs, taps), "each filter is unrolled into a row of a matrix",
            f"A framework may multiply such matrices inside; the tensor it keeps has the kernel's {w.sides} as "
            f"{'an axis' if layer.rank == 1 else 'axes'}.",
        )  # fmt: skip
    if layer.bias:
        yield _slip(
            "bias_in_weights", (w.outputs, taps + 1), "the bias is kept beside the weights of its filter",
            f"The biases are a tensor of their own, of shape ({w.outputs},).", BIAS,
        )  # fmt: skip


def _about_input(layer: Conv | DepthwiseConv, framework: Framework, input_shape: Shape, batch: int) -> Slips:
    kernel, spatial = layer.kernel_size, input_shape[1:]
    if isinstance(layer, Conv):
        weights = Weights(framework, kernel, layer.in_channels // layer.groups, layer.out_channels)
        truth, wide = weights.shape(), weights.shape(kernel=spatial)
    else:
        truth = (*kernel, layer.in_channels, layer.depth_multiplier)
        wide = (*spatial, layer.in_channels, layer.depth_multiplier)
    yield _slip(
        "input_size_for_kernel", wide, "the size of the input stands where the kernel's belongs",
        f"The kernel has {'×'.join(map(str, kernel))} weights per channel, however large the input is."
        if layer.rank > 1
        else f"The kernel has {kernel[0]} weights per channel, however long the input is.",
        WEIGHT_SHARING,
    )  # fmt: skip
    made = output_shape(layer, input_shape)
    yield _slip(
        "gave_output_shape", made if framework == "pytorch" else (*made[1:], made[0]),
        "the shape of the output is given",
        "The question is about the weights, which are the same for every input.", OUTPUT_SIZE,
    )  # fmt: skip
    if batch > 1:
        yield _slip(
            "batch_in_weights", (batch, *truth), "the batch gets an axis",
            f"All {batch} inputs of a batch meet the same weights.", WEIGHT_SHARING,
        )  # fmt: skip


def _depthwise(layer: DepthwiseConv) -> Slips:
    """Keras' own depthwise layer; PyTorch and Flax have grouped convolutions instead."""
    kernel, channels, multiplier = layer.kernel_size, layer.in_channels, layer.depth_multiplier
    order = f"Keras' DepthwiseConv keeps: the kernel's {_sides(layer.rank)}, input channels, then the depth multiplier."
    outputs = layer.out_channels
    yield _slip("pytorch_axis_order", (outputs, 1, *kernel), "the axes stand in PyTorch's order", order)
    yield _slip(
        "grouped_axis_order", (*kernel, 1, outputs), "the kernel of a grouped convolution is given", order, DEPTHWISE
    )
    yield _slip(
        "swapped_channels", (*kernel, multiplier, channels), "channels and depth multiplier change places", order
    )
    yield _slip(
        "depthwise_as_standard", (*kernel, channels, outputs), "every kernel is taken to see all channels",
        f"Each of the {channels} channels has only kernels of its own: {multiplier} of them.", DEPTHWISE,
    )  # fmt: skip
    yield _slip(
        "forgot_depth_multiplier", (*kernel, channels), "the axis of the depth multiplier is left out",
        f"That axis is always there, also for a multiplier of 1; here it has size {multiplier}.", MULTIPLIER,
    )  # fmt: skip
    if multiplier > 1:
        yield _slip(
            "forgot_depth_multiplier", (*kernel, channels, 1), "the depth multiplier is taken to be 1",
            f"Each channel has {multiplier} kernels.", MULTIPLIER,
        )  # fmt: skip
    if kernel != kernel[::-1]:
        yield _slip(
            "kernel_sides_swapped", (*kernel[::-1], channels, multiplier), "the sides of the kernel are reversed",
            "The sides keep the order of the call: height, then width.", KERNEL_EXTENT,
        )  # fmt: skip


def _dense(layer: Dense, framework: Framework, input_shape: Shape, batch: int) -> Slips:
    inputs, outputs = layer.in_features, layer.out_features
    first = framework == "pytorch"
    title = FRAMEWORK_TITLES[framework]
    order = f"{title} stores a dense layer's weights as ({'outputs, inputs' if first else 'inputs, outputs'})."
    truth = (outputs, inputs) if first else (inputs, outputs)
    other: Framework = "keras" if first else "pytorch"
    yield _slip(f"{other}_axis_order", truth[::-1], f"the axes stand in {OWNERS[other]} order", order)
    yield _slip(
        "forgot_input_axis", (outputs,), "one number per output is given",
        f"Every output has a weight for each of the {inputs} inputs.", INPUT_DEPTH,
    )  # fmt: skip
    if layer.bias:
        with_bias = (outputs, inputs + 1) if first else (inputs + 1, outputs)
        yield _slip(
            "bias_in_weights", with_bias, "the bias is taken for one more input",
            f"The biases are a vector of their own, of shape ({outputs},).", BIAS,
        )  # fmt: skip
    yield _slip(
        "batch_in_weights", (batch, outputs), "the batch gets an axis",
        f"All {batch} inputs of a batch meet the same weights.", WEIGHT_SHARING,
    )  # fmt: skip
    if len(input_shape) == 2:
        joined = prod(input_shape)
        yield _slip(
            "dense_flattens_input", (outputs, joined) if first else (joined, outputs),
            "the input is flattened first",
            f"A dense layer works on the last axis; the {input_shape[0]} steps share its weights.", WEIGHT_SHARING,
        )  # fmt: skip


def _slip(id_: str, value: Shape, cause: str, lesson: str, component: str = AXIS_ORDER) -> Misconception:
    return Misconception(id_, component, value, "", cause, lesson)
