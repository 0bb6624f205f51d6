"""A dense layer behind a feature map, written as a convolution, and what that makes of larger images."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.as_convolution import (
    Resized,
    channel_slips,
    kernel_slips,
    map_slips,
    more_parameter_slips,
)
from questions.proof import parameter_proof
from questions.question import Content, Misconception, Proof, Step
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by, several
from questions.worked import explain_parameters

_KERAS_LIMIT = 50_000_000
_CHANNELS = (16, 32, 64, 96, 128, 160, 256, 256, 320, 384, 512, 512, 1024, 2048)
_UNITS = (10, 84, 100, 120, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096)
_MAPS: tuple[Shape, ...] = ((4, 4), (5, 5), (6, 6), (7, 7), (7, 7), (8, 8), (4, 6), (5, 7), (3, 8), (6, 9), (8, 4))
_FACTORS = (8, 16, 16, 32, 32, 64)


def _draft(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.6)
    if level == 1:
        return _parameters(_small(draw, bias), "", other=None)
    if level == 2:
        form = draw.choice(("map", "map", "map", "vector", "kernel", "channels"))
        if form == "kernel":
            return _kernel(draw, bias)
        layer = Conv(draw.choice(_CHANNELS), draw.choice(_UNITS), draw.choice(_MAPS), bias=bias)
        if form == "channels":
            return _channels(layer)
        if form == "vector":
            first = layer
            layer = Conv(draw.choice((256, 512, 1000, 1024, 2048, 4096)), draw.choice(_UNITS), (1, 1), bias=bias)
            return _parameters(layer, "", other=first)
        return _parameters(layer, "", other=None)
    resized = _resized(draw)
    if draw.chance(0.6):
        return _map(draw, resized, Conv(draw.choice(_CHANNELS), draw.choice(_UNITS), (resized.kernel,) * 2, bias=bias))
    layer = Conv(draw.choice(_CHANNELS), draw.choice(_UNITS), (resized.kernel,) * 2, bias=bias)
    larger = (
        f" The network was trained on images {resized.trained}×{resized.trained}, of which {by(layer.kernel_size)} "
        f"positions were left; now images {by(resized.image)} come in, of which {by(resized.features)} are left."
    )
    return _parameters(layer, larger, other=None, features=resized.features)


def _small(draw: Draw, bias: bool) -> Conv:
    while True:
        height, width, channels, units = (
            draw.integer(2, 8), draw.integer(2, 8), draw.integer(2, 16), draw.integer(2, 24)
        )  # fmt: skip
        if len({height, channels, units}) == 3 and width not in (channels, units):
            return Conv(channels, units, (height, width), bias=bias)


def _resized(draw: Draw) -> Resized:
    factor = draw.choice(_FACTORS)
    kernel = draw.choice((4, 5, 6, 7, 7, 8, 10, 12))
    height, width = kernel + draw.integer(1, 16), kernel + draw.integer(1, 16)
    return Resized(factor, kernel, (height, width))


def _parameters(layer: Conv, larger: str, *, other: Conv | None, features: Shape | None = None) -> Draft:
    """The number of parameters; `other` is the layer before, where that is dense too."""
    answer = parameters(layer).total
    shape = (layer.in_channels, *layer.kernel_size)
    slips = (*parameter_slips(layer, None), *more_parameter_slips(layer, other, features))
    biases = "with biases" if layer.bias else "without biases"

    def write() -> Content:
        size = f"{by(layer.kernel_size)}×{layer.in_channels} (height × width × channels)"
        if other is None:
            given = f"A dense layer with {layer.out_channels} units, {biases}, reads a flattened feature map {size}."
            if larger:
                given = (
                    f"A dense layer with {layer.out_channels} units, {biases}, read a flattened feature map of "
                    f"{several(layer.in_channels, 'channel')}.{larger}"
                )
        else:
            given = (
                f"A flattened feature map {by(other.kernel_size)} goes into a dense layer with "
                f"{layer.in_channels} units, and these go into a second one with {layer.out_channels} units, {biases}."
            )
        which = "the layer" if other is None else "the second layer"
        return Content(
            prompt=f"{given} Now {which} is written as a convolution without padding that computes the same outputs. "
            "How many learnable parameters does that convolution have?",
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=layer,
            input_shape=shape,
            misconceptions=slips,
            explanation=(
                Step(f"Each unit sees everything that comes in, so its kernel is as large as the map: {size}."
                     if other is None else "What comes out of the first layer is a map of 1×1, so the kernel is 1×1."),
                *explain_parameters(layer, "pytorch"),
            ),
            prove=lambda: _prove_parameters(layer, shape),
            same_as=("parameters", layer.in_channels, layer.out_channels, layer.kernel_size, layer.bias),
            hints=with_setup(
                "Each unit becomes a filter: which part of its input does one unit look at?",
                "The kernel is as large as the map that the layer reads, and every unit is a filter over all channels.",
                parameter_setup(layer),
            ),
            setup=parameter_setup(layer),
            needs=(layer.in_channels, layer.out_channels, *(layer.kernel_size if other is None else ()), "bias"),
        )  # fmt: skip

    return Draft(answer, slips, write)


def _prove_parameters(layer: Conv, shape: Shape) -> Proof:
    proof = parameter_proof(layer, shape)
    return proof if parameters(layer).total <= _KERAS_LIMIT else Proof(proof.pytorch)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question whose answer is a side or a number of channels."""

    prompt: str
    steps: tuple[Step, ...]
    hints: tuple[str, ...]
    setup: str
    proof: Proof
    same_as: tuple[object, ...]
    needs: tuple[int | str, ...]


def _asked(layer: Conv, shape: Shape, answer: int, slips: tuple[Misconception, ...], asked: _Asked) -> Content:
    return Content(
        prompt=asked.prompt, kind=AnswerKind.INTEGER, answer=answer, layer=layer, input_shape=shape,
        misconceptions=slips, explanation=asked.steps, prove=lambda: asked.proof, same_as=asked.same_as,
        hints=asked.hints, setup=asked.setup, needs=asked.needs,
    )  # fmt: skip


def _kernel(draw: Draw, bias: bool) -> Draft:
    factor, kernel = draw.choice(_FACTORS), draw.integer(3, 14)
    image = factor * kernel
    layer = Conv(draw.choice(_CHANNELS), draw.choice(_UNITS), (kernel, kernel), bias=bias)
    slips = tuple(kernel_slips(factor, kernel))

    def write() -> Content:
        setup = f"{image}/{factor}"
        features = f"nn.Conv2d(3, {layer.in_channels}, {factor}, stride={factor})(torch.empty(1, 3, {image}, {image}))"
        return _asked(layer, (layer.in_channels, kernel, kernel), kernel, slips, _Asked(
            f"A network takes images {image}×{image} and shrinks them by a factor of {factor} along each axis; the "
            f"{layer.in_channels} channels that are left go, flattened, into a dense layer with {layer.out_channels} "
            "units. This layer is written as a convolution that computes the same outputs. What is the side of its "
            "square kernel?",
            (
                Step("Each unit sees the whole map that is left, so the kernel is as large as that:",
                     "image/factor", setup, f"{kernel}"),
            ),
            with_setup(
                "Each unit becomes a filter: which part of its input does one unit look at?",
                "A unit looks at the whole map, so first find what is left of the image along one axis.",
                setup,
            ),
            setup,
            Proof(f"{features}.shape[2]"),
            ("kernel", image, factor),
            (image, factor),
        ))  # fmt: skip

    return Draft(kernel, slips, write)


def _channels(layer: Conv) -> Draft:
    height, width = layer.kernel_size
    features = layer.in_channels * height * width
    slips = tuple(channel_slips(layer))

    def write() -> Content:
        setup = f"{features}/({height}·{width})"
        return _asked(layer, (layer.in_channels, height, width), layer.in_channels, slips, _Asked(
            f"PyTorch: nn.Linear({features}, {layer.out_channels}) reads a flattened feature map of {height}×{width} "
            "positions. It is replaced by a convolution over that map with the same outputs. How many input channels "
            "does the convolution have?",
            (
                Step("The kernel covers the whole map:", "", f"{height}·{width}", f"{height * width}"),
                Step("The features are channels times positions, so the channels are:", "features/(H·W)", setup,
                     f"{layer.in_channels:,}"),
            ),
            with_setup(
                "Flattening joins three axes to one. Which of them are given?",
                "Divide the features by the positions of the map.",
                setup,
            ),
            setup,
            Proof(f"nn.Linear({features}, {layer.out_channels}).in_features // torch.empty{layer.kernel_size}.numel()"),
            ("channels", features, height * width),
            (features, height, width),
        ))  # fmt: skip

    return Draft(layer.in_channels, slips, write)


def _map(draw: Draw, resized: Resized, layer: Conv) -> Draft:
    place = draw.integer(0, 1)
    name = ("height", "width")[place]
    answer = resized.features[place] - resized.kernel + 1
    slips = tuple(map_slips(resized, place))

    def write() -> Content:
        image, trained, factor = resized.image[place], resized.trained, resized.factor
        setup = f"{image}/{factor} - {trained}/{factor} + 1"
        proof = (
            f"features = nn.Conv2d(3, {layer.in_channels}, {factor}, stride={factor})\n"
            f"head = nn.Conv2d({layer.in_channels}, {layer.out_channels}, {resized.kernel})\n"
            f"head(features(torch.empty{(1, 3, *resized.image)})).shape[{place + 2}]"
        )
        return _asked(layer, (layer.in_channels, *resized.features), answer, slips, _Asked(
            f"A network for images {trained}×{trained} shrinks them by a factor of {factor} along each axis; its dense "
            f"layer with {layer.out_channels} units then reads the flattened map of {layer.in_channels} channels. The "
            "dense layer is written as a convolution without padding, stride 1, and an image "
            f"{by(resized.image)} (height × width) comes in. What is the {name} of the map that comes out?",
            (
                Step("The kernel is as large as the map that the dense layer read:", "trained/factor",
                     f"{trained}/{factor}", f"{resized.kernel}"),
                Step(f"The new image leaves along its {name}:", "image/factor", f"{image}/{factor}",
                     f"{resized.features[place]}"),
                Step("The kernel slides over that:", "H - k + 1", f"{resized.features[place]} - {resized.kernel} + 1",
                     f"{answer}"),
            ),
            with_setup(
                "How large is the kernel, and over what does it slide?",
                f"The kernel has the size of the map that the dense layer read; find the map that is left of the new "
                f"image along its {name}, and count the kernel's positions in it.",
                setup,
            ),
            setup,
            Proof(proof),
            ("map", image, trained, factor),
            (image, trained, factor, name),
        ))  # fmt: skip

    return Draft(answer, slips, write)


DENSE_AS_CONVOLUTION = Skill(
    "dense.as_convolution",
    "A dense layer as a convolution",
    "dense",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
    hidden=("same count", "same number"),
)
