"""A dense layer as a convolution: its kernel's side, its input channels, and its output for a larger image."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import with_setup
from questions.layers.specs import Conv, Shape
from questions.misconceptions.as_convolution import Resized, channel_slips, kernel_slips, map_slips
from questions.question import Content, Factor, Misconception, Proof, Step
from questions.skills.skill import Draft
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked.factors import factor as named

CHANNELS = (16, 32, 64, 96, 128, 160, 256, 256, 320, 384, 512, 512, 1024, 2048)
UNITS = (10, 84, 100, 120, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096)
FACTORS = (8, 16, 16, 32, 32)


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


def side_of_kernel(draw: Draw, bias: bool) -> Draft:
    """How large the kernel is, known from the image and by how much it is shrunk."""
    factor, kernel = draw.choice(FACTORS), draw.integer(3, 14)
    image = factor * kernel
    layer = Conv(draw.choice(CHANNELS), draw.choice(UNITS), (kernel, kernel), bias=bias)
    slips = tuple(kernel_slips(factor, kernel))

    def write() -> Content:
        setup = f"{image}/{factor}"
        features = f"nn.Conv2d(3, {layer.in_channels}, {factor}, stride={factor})(torch.empty(1, 3, {image}, {image}))"
        return _asked(layer, (layer.in_channels, kernel, kernel), kernel, slips, _Asked(
            f"A network takes images of {image}×{image} and shrinks them by a factor of {factor} along each axis; the "
            f"{layer.in_channels} channels that are left go, flattened, into a dense layer with {layer.out_channels} "
            "units. This layer is written as a convolution that computes the same outputs. What is the side of its "
            "square kernel?",
            (
                Step("Each unit sees the whole map that is left, so the kernel is as large as that:",
                     "image/factor", setup, f"{kernel}",
                     (named("image", image, "side of the image"), _shrinking(factor))),
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


def _shrinking(by_how_much: int) -> Factor:
    return named("factor", by_how_much, "how much smaller the map is")


def input_channels(layer: Conv) -> Draft:
    """How many channels the convolution reads, known from the flattened features."""
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
                     f"{layer.in_channels:,}",
                     (named("features", features, "numbers of the flattened map"),
                      named("H", height, "height of the map"), named("W", width, "width of the map"))),
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


def side_of_map(draw: Draw, resized: Resized, layer: Conv) -> Draft:
    """How large the output is along one axis where an image of another size comes in."""
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
            f"A network for images of {trained}×{trained} shrinks them by a factor of {factor} along each axis; its "
            f"dense layer with {layer.out_channels} units then reads the flattened map of {layer.in_channels} "
            "channels. The dense layer is written as a convolution without padding, stride 1, and an image "
            f"of {by(resized.image)} (height × width) comes in. What is the {name} of the map that comes out?",
            (
                Step("The kernel is as large as the map that the dense layer read:", "trained/factor",
                     f"{trained}/{factor}", f"{resized.kernel}",
                     (named("trained", trained, "side of the images before"), _shrinking(factor))),
                Step(f"What is left of the new image along its {name}:", "image/factor", f"{image}/{factor}",
                     f"{resized.features[place]}",
                     (named("image", image, f"{name} of the new image"),)),
                Step("The kernel slides over that:", "H - k + 1", f"{resized.features[place]} - {resized.kernel} + 1",
                     f"{answer}",
                     (named("H", resized.features[place], f"{name} of the map that is left"),
                      named("k", resized.kernel, "side of the kernel"))),
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
