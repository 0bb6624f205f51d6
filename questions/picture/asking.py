"""The pictures of a question: what may stand beside its prompt, and the whole one after the answer."""

from __future__ import annotations

import re
from dataclasses import replace

from questions.layers.network import Network
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, LayerError, Shape
from questions.picture.drawing import scene_of
from questions.picture.numbers import Names, many, shown, sides
from questions.picture.scene import Block, Entry, Part, Scene, Stage
from questions.question import Content

_AXES = (("length",), ("height", "width"), ("depth", "height", "width"))
_ALONG = re.compile(r"along its (length|depth|height|width)")
_OPEN_SIDE = 6
_OPEN_CHANNELS = 4


def picture_after(content: Content) -> Scene | None:
    """The whole picture of the question's layer, in the question's letters where it has letters.

    None for a question without a layer, and where there is nothing to see in it.
    """
    layer, shape = content.layer, content.input_shape
    if layer is None:
        return None
    if content.symbolic_layer is not None and shape is not None:
        from questions.picture.lettered import lettered_scene

        scene = lettered_scene(content.symbolic_layer, layer, shape)
        if scene is not None:
            return scene
    along = _ALONG.search(content.prompt)
    if isinstance(layer, Network) and shape is None and along is not None:
        from questions.picture.stacks import stack_scene, windows_of

        windows = windows_of(layer.layers)
        if windows and along[1] in _AXES[windows[0].rank - 1]:
            return stack_scene(windows, _AXES[windows[0].rank - 1].index(along[1]))
    if isinstance(layer, Network) and "padding keeps its size" in content.prompt:
        layer = _kept(layer)
    try:
        return scene_of(layer, shape)
    except LayerError:
        return scene_of(layer, None)


def _kept(network: Network) -> Network:
    """With the padding that the prompt speaks of and that a count of parameters has no need for."""
    return Network(
        tuple([replace(each, padding="same") if isinstance(each, Conv) else each for each in network.layers])
    )


def picture_before(content: Content) -> Scene | None:
    """What may be seen before the answer: the input and the front of a kernel, as far as the prompt tells them.

    How deep the kernel reaches and what comes out is left open. None where the layer holds what is asked, or the
    prompt tells too little of it, or what it tells is already the answer.
    """
    from questions.picture.stated import stated

    if content.symbolic_layer is not None and content.input_shape is not None:
        return _in_letters(content, content.symbolic_layer, content.input_shape)
    told = stated(content)
    if told is None or content.input_shape is None:
        return None
    return _open_scene(*told, content.input_shape)


def _in_letters(content: Content, symbolic: dict[str, object], shape: Shape) -> Scene | None:
    from questions.picture.lettered import geometry, names_of

    if not isinstance(content.layer, Conv | ConvTranspose | DepthwiseConv):
        return None
    layer, shape = geometry(symbolic, content.layer, shape)
    assert isinstance(layer, Conv | ConvTranspose | DepthwiseConv)  # noqa: S101 - the geometry keeps the kind
    names = names_of(symbolic, layer.rank)
    return _open_scene(layer, replace(names, output=tuple([side or "?" for side in names.output])), shape)


def _open_scene(layer: Conv | ConvTranspose | DepthwiseConv, names: Names, shape: Shape) -> Scene:
    from questions.picture.windows import volume
    from questions.picture.words import extent, moving

    rank = layer.rank
    inputs = volume(
        Part.INPUT, "input", shape, (names.in_channels, *names.size), "C_in", _open_blocks(layer, names, shape),
        padding=names.padding,
    )  # fmt: skip
    open_shape = (_OPEN_CHANNELS, *[_OPEN_SIDE] * rank)
    output = volume(Part.OUTPUT, "output", open_shape, ("?", *names.output), "C_out", unknown=True)
    kernel = extent(names)
    size = sides(names.size) if rank > 1 else f"of length {shown(names.size[0])}"
    depthwise = isinstance(layer, DepthwiseConv)
    kind = {Conv: "", DepthwiseConv: "depthwise ", ConvTranspose: "transposed "}[type(layer)]
    filters = f"kernels {kernel}" if depthwise else f"{many(names.out_channels, 'filter')} {kernel}"
    front = f", and the front of one kernel {kernel}" if inputs.blocks_of(Part.KERNEL) else ""
    legend = (Entry(Part.KERNEL, f"the front of one kernel {kernel}"), Entry(Part.PADDING, "padding"))
    return Scene(
        title=f"{rank}-d {kind}convolution",
        caption=f"The input, {size} with {many(names.in_channels, 'channel')}{front}. "
        "The picture shows only what the question tells.",
        volumes=(inputs, output),
        stages=(Stage(f"{filters}{moving(names)}"),),
        legend=legend,
    ).without_absent()


def _open_blocks(layer: Conv | ConvTranspose | DepthwiseConv, names: Names, shape: Shape) -> tuple[Block, ...]:
    """Padding that is told in numbers or letters, and the front face of a kernel; nothing of how deep it reaches.

    No dilated kernel: how far it spans is what the question is about, or a step on the way.
    """
    from questions.picture.windows import padding_block, place
    from questions.picture.words import is_dilated

    if isinstance(layer, ConvTranspose):
        return ()
    told = isinstance(layer.padding, tuple) and bool(names.padding)
    plain = layer if told else replace(layer, padding=(0,) * layer.rank)
    pads = tuple([(pad, pad) for pad in plain.padding]) if isinstance(plain.padding, tuple) else ()
    padding = padding_block(shape, pads)
    if is_dilated(names):
        return tuple(padding)
    corner = tuple([-front for front, _ in pads])
    return (*padding, Block(Part.KERNEL, place(corner, 0), place(layer.kernel_size, 1), open=layer.rank < 3))
