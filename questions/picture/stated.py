"""What a prompt says of its layer, and nothing else: read from its words, or from the layer call in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, Shape
from questions.picture.numbers import Names
from questions.question import Content
from questions.wording import by

Told = Conv | ConvTranspose | DepthwiseConv
_CALL = re.compile(r"\b(?:nn|keras\.layers)\.[A-Za-z0-9]+\(")


def stated(content: Content) -> tuple[Told, Names] | None:
    """The layer as far as the prompt tells it, with names for what is told; None where it does not tell enough.

    What is not told is the default in the layer and "" in the names: groups and biases are never told here.
    """
    if content.input_shape is None or not isinstance(content.layer, Told) or not _has_input(content):
        return None
    calls = _CALL.findall(content.prompt)
    layer = _called(content) if len(calls) == 1 else _worded(content, content.layer) if not calls else None
    if layer is None or layer.in_channels != content.input_shape[0] or layer.rank != len(content.input_shape) - 1:
        return None
    padding = layer.padding if not isinstance(layer.padding, str) else ()
    names = Names(
        layer.in_channels, layer.out_channels, layer.kernel_size, content.input_shape[1:], ("?",) * layer.rank,
        layer.stride, layer.dilation, 1, padding,
    )  # fmt: skip
    return layer, names


def _orders(shape: Shape) -> Iterable[Shape]:
    return shape, (*shape[1:], shape[0])


def _has_input(content: Content) -> bool:
    """Whether the whole input shape stands in the prompt, in whatever order."""
    assert content.input_shape is not None  # noqa: S101 - the caller has looked
    prompt = content.prompt
    for shape in _orders(content.input_shape):
        inside = re.escape(", ".join(map(str, shape)))
        if re.search(rf"\((?:\d+, )?{inside}\)|(?<![\d×]){re.escape(by(shape))}(?![\d×])", prompt):
            return True
    return False


def _called(content: Content) -> Told | None:
    """The layer of the one call in the prompt."""
    from questions.layers.notation import NotationError, read_call
    from questions.layers.terms import Framework

    text = _call_text(content.prompt)
    assert content.input_shape is not None  # noqa: S101 - the caller has looked
    framework: Framework = "keras" if text.startswith("keras") else "flax" if "Flax" in content.prompt else "pytorch"
    shape = content.input_shape if framework == "pytorch" else (*content.input_shape[1:], content.input_shape[0])
    try:
        read = read_call(text, framework, shape).layer
    except NotationError:
        return None
    return read if isinstance(read, Told) else None


def _call_text(prompt: str) -> str:
    found = _CALL.search(prompt)
    if found is None:
        return ""
    depth = 0
    for place in range(found.end() - 1, len(prompt)):
        depth += {"(": 1, ")": -1}.get(prompt[place], 0)
        if not depth:
            return prompt[found.start() : place + 1]
    return ""


def _worded(content: Content, layer: Told) -> Told | None:
    """The layer with what the words tell: filters and kernel they must tell, the rest they may."""
    prompt = content.prompt
    if not any(re.search(pattern, prompt) for pattern in _patterns(layer)):
        return None
    rank = layer.rank
    stride = layer.stride if _tells(prompt, "stride", layer.stride) else (1,) * rank
    dilation = layer.dilation if _tells(prompt, "dilation", layer.dilation) else (1,) * rank
    padding = layer.padding
    if isinstance(padding, str) or not _tells(prompt, "padding", padding):
        padding = (0,) * rank
    sides = layer.kernel_size
    match layer:
        case Conv():
            return Conv(layer.in_channels, layer.out_channels, sides, stride, padding, dilation)
        case ConvTranspose():
            return ConvTranspose(layer.in_channels, layer.out_channels, sides, stride, padding, (), dilation)
        case DepthwiseConv():
            return DepthwiseConv(layer.in_channels, sides, layer.depth_multiplier, stride, padding, dilation)


def _patterns(layer: Told) -> Iterable[str]:
    kernel = re.escape(by(layer.kernel_size))
    extent = rf"(?:size|shape|length) {kernel}(?![\d×])"
    count = rf"(?<![\d,]){layer.out_channels:,}"
    yield rf"{count} filters? of {extent}"
    yield rf"{kernel} kernels and turns {layer.in_channels} channels? into {layer.out_channels}(?!\d)"
    yield rf"kernels of {extent} and turns {layer.in_channels} channels? into {layer.out_channels}(?!\d)"
    if isinstance(layer, ConvTranspose):
        yield rf"makes {count} output channels?.* with kernels of {extent}"
    if isinstance(layer, DepthwiseConv):
        yield rf"depthwise convolution has (?:{kernel} kernels|kernels of {extent})"


def _tells(prompt: str, word: str, sizes: Shape) -> bool:
    told = f"{sizes[0]}" if len(set(sizes)) == 1 else by(sizes)
    return re.search(rf"\b{word} {re.escape(told)}(?![\d×])", prompt) is not None
