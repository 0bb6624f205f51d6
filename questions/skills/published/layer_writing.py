"""The words of a question about one published layer."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import TYPE_CHECKING

from questions.layers.counting import output_shape, parameters
from questions.layers.specs import Conv, ConvTranspose, Dense, Shape
from questions.layers.writing import write_call
from questions.question import Content, Misconception, Step
from questions.skills.conv_layers import AXES
from questions.skills.published.layer_hints import layer_help
from questions.skills.published.proofs import count_proof, height_proof, mac_proof
from questions.submission import AnswerKind
from questions.wording import by, several, times
from questions.worked import explain_parameters
from questions.worked.factors import Factors, kernel_factor, product_factors, things

if TYPE_CHECKING:
    from questions.architectures import Architecture
    from questions.skills.published.layers import Asked

_AXES = ("length", "height × width", "frames × height × width")


def write(asked: Asked, answer: int, slips: tuple[Misconception, ...]) -> Content:
    """The whole question."""
    layer, shape = asked.each.layer, asked.each.input_shape
    assert isinstance(layer, Conv | ConvTranspose | Dense)  # noqa: S101 - no other is asked about
    hints, setup = layer_help(asked)
    return Content(
        prompt=f"{subject(asked)} {_told(asked)} {_question(asked)}",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=shape,
        misconceptions=slips,
        explanation=_steps(asked, answer),
        prove={"parameters": count_proof, "macs": mac_proof, "height": height_proof}[asked.quantity](layer, shape),
        same_as=_same_as(asked),
        hints=hints,
        setup=setup,
        needs=_needs(asked),
    )


def _same_as(asked: Asked) -> tuple[object, ...]:
    layer, shape = asked.each.layer, asked.each.input_shape
    match layer:
        case Conv() | ConvTranspose() if asked.quantity == "height":
            return ("height", type(layer), shape[1:], layer.kernel_size, layer.stride, layer.padding, layer.dilation)
        case Conv() | ConvTranspose():
            channels = (layer.in_channels, layer.out_channels, layer.groups, layer.kernel_size)
            counts = layer.bias if asked.quantity == "parameters" else output_shape(layer, shape)
            return (asked.quantity, type(layer), *channels, counts)
    return (asked.quantity, layer)


def subject(asked: Asked) -> str:
    """`VGG-16 (2014), layer conv1_1.`, and what differs from the paper."""
    differs = f", but {asked.change}:" if asked.change else ":"
    return f"{titled(asked.network, [asked.each.name])}{differs} layer {asked.each.name}."


def titled(network: Architecture, layers: Iterable[str]) -> str:
    """`VGG-16 (2014)`, and in what its layers differ from the paper's where they do."""
    full = " with C3 connected to all maps of S2" if network.name == "lenet5" and "C3" in layers else ""
    return f"{capital(network.title)} ({network.year}){full}"


def capital(text: str) -> str:
    """The text with a capital at its beginning; the rest as it is."""
    return text[0].upper() + text[1:]


def _told(asked: Asked) -> str:
    layer, shape = asked.each.layer, asked.each.input_shape
    if asked.style == "pytorch" and asked.head is None:
        default = "" if not getattr(layer, "bias", False) else ", its bias left on"
        axes = ", ".join(("channels", *AXES[len(shape) - 2])) if len(shape) > 1 else "features"
        each = f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
        call = write_call(layer, "pytorch")
        return f"In PyTorch: {call}{default}. It gets a batch of 32 inputs, each of shape {each} ({axes})."
    match layer:
        case Dense():
            return _dense(asked, layer)
        case ConvTranspose():
            bias = "with a bias per output channel" if layer.bias else "without biases"
            return (
                f"A transposed convolution (PyTorch) from {layer.in_channels} to {layer.out_channels} channels, kernel "
                f"{by(layer.kernel_size)}, stride {layer.stride[0]}, no padding, {bias}. Its input is {_given(shape)}."
            )
        case Conv():
            bias = (
                "without biases" if not layer.bias else "with a bias" if layer.out_channels == 1 else "each with a bias"
            )
            size = by(layer.kernel_size) if layer.rank > 1 else f"length {layer.kernel_size[0]}"
            of = f"of size {size}" if layer.rank > 1 else f"of {size}"
            verb = f"{several(layer.out_channels, 'filter')} {of}{_motion(asked, layer)}, {bias}"
            return f"{verb}. Its input is {_given(shape)}."
    raise AssertionError(layer)


def _motion(asked: Asked, layer: Conv) -> str:
    parts = [f"groups={layer.groups}"] if layer.groups > 1 else []
    if asked.level > 1 or asked.quantity != "parameters":
        if max(layer.stride) > 1:
            parts.append(f"stride {layer.stride[0]}")
        pads = [pad for pad in layer.padding if pad]
        sides = "every side" if layer.rank > 1 else "both sides"
        parts.append(f"padding {pads[0]} on {sides}" if pads else "no padding")
        if max(layer.dilation) > 1:
            parts.append(f"dilation {layer.dilation[0]}")
    return "".join(f", {part}" for part in parts)


def _dense(asked: Asked, layer: Dense) -> str:
    units = several(layer.out_features, "unit")
    bias = "each with a bias" if layer.bias else "without biases"
    if asked.head is None:
        return f"A fully connected layer from {several(layer.in_features, 'input')} to {units}, {bias}."
    given = _given(asked.head.feature_map)
    if asked.head.averaged:
        return (
            f"The last feature map, {given}, is averaged over its positions (global average pooling); then a fully "
            f"connected layer has {units}, {bias}."
        )
    return f"The last feature map, {given}, is flattened; a fully connected layer takes it to {units}, {bias}."


def _given(shape: Shape) -> str:
    """`224×224×3 (height × width × channels)`."""
    return (
        f"{by((*shape[1:], shape[0]))} ({_AXES[len(shape) - 2]} × channels)"
        if len(shape) > 1
        else f"{shape[0]} numbers"
    )


def _question(asked: Asked) -> str:
    if asked.quantity == "macs":
        return (
            "How many multiply-adds does it take for one example? One multiplication with its addition counts as one, "
            "biases do not count, multiplications with padding do."
        )
    if asked.quantity == "height":
        return f"What is the {'length' if len(asked.each.input_shape) == 2 else 'height'} of its output?"
    return "How many learnable parameters does the layer have?"


def _needs(asked: Asked) -> tuple[int | str, ...]:
    layer, shape = asked.each.layer, asked.each.input_shape
    match layer:
        case Dense():
            inputs = asked.head.feature_map if asked.head else (layer.in_features,)
            if asked.head and asked.head.averaged:
                inputs = (inputs[0], "averaged")  # type: ignore[assignment]  # needs may be words
            return (*inputs, layer.out_features, "bias")
        case Conv() | ConvTranspose():
            spatial = shape[1:] if asked.quantity != "parameters" else ()
            channels = () if asked.quantity == "height" else (layer.in_channels, layer.out_channels, "bias")
            groups = (layer.groups,) if layer.groups > 1 and channels else ()
            return (*layer.kernel_size, *channels, *groups, *spatial)
    return ()


def _steps(asked: Asked, answer: int) -> tuple[Step, ...]:
    layer, shape = asked.each.layer, asked.each.input_shape
    if asked.quantity == "parameters":
        steps = explain_parameters(layer, "pytorch", None if isinstance(layer, Dense) else shape)
        before = list(_inputs(asked))
        noted = [Step(asked.note)] if asked.note else []
        return (*before, *steps[:-1], *noted, steps[-1])
    out = output_shape(layer, shape)
    if asked.quantity == "height":
        hints, setup = layer_help(asked)
        idle = "The numbers of channels and the biases play no part."
        reach = _reach(layer)
        return (Step(hints[1]), *reach, Step(idle), Step("So:", "", setup, f"{answer:,}"))
    weights = parameters(layer).weights
    used, where = (shape, "input") if isinstance(layer, ConvTranspose) else (out, "output")
    return (
        Step("The weights, biases apart:", "", _weights(layer), f"{weights:,}", _factors(layer)),
        Step(f"The output is {by((*out[1:], out[0]))} ({_AXES[len(out) - 2]} × channels)."),
        Step(
            f"Each weight is used once per {where} position, of which there are",
            "",
            times(used[1:]) if len(used) > 2 else "",
            f"{prod(used[1:]):,}",
        ),
        Step("Together:", "", f"{weights}·{prod(used[1:])}", f"{answer:,}"),
    )


def _reach(layer: object) -> tuple[Step, ...]:
    """What a dilated window spans."""
    if not isinstance(layer, Conv) or max(layer.dilation) == 1:
        return ()
    k, d = layer.kernel_size[-1], layer.dilation[-1]
    return (Step("The dilated window spans", "", f"{d}·({k} - 1) + 1", f"{d * (k - 1) + 1:,}"),)


def _weights(layer: object) -> str:
    if isinstance(layer, ConvTranspose):
        return f"{times(layer.kernel_size)}·{layer.in_channels}·{layer.out_channels}"
    assert isinstance(layer, Conv)  # noqa: S101 - asked of no other
    return f"{layer.out_channels}·({times(layer.kernel_size)}·{layer.in_channels // layer.groups})"


def _factors(layer: object) -> Factors:
    if isinstance(layer, ConvTranspose):
        channels = things("C_in", layer.in_channels, "input channel")
        return kernel_factor(layer.kernel_size), channels, things("C_out", layer.out_channels, "output channel")
    assert isinstance(layer, Conv)  # noqa: S101 - asked of no other
    return product_factors(layer)


def _inputs(asked: Asked) -> tuple[Step, ...]:
    head, layer = asked.head, asked.each.layer
    if head is None or not isinstance(layer, Dense):
        return ()
    if head.averaged:
        return (Step("Averaging leaves one number per channel, so the inputs are", "", "", f"{head.feature_map[0]:,}"),)
    order = (*head.feature_map[1:], head.feature_map[0])
    return (
        Step("Flattening keeps every number of the map; the inputs are", "", times(order), f"{layer.in_features:,}"),
    )
