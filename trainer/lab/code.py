"""The lab's layers as three frameworks have them: the calls to copy, and the tensors they store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from questions.layers.counting import weight_shapes
from questions.layers.output import window_length
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, LayerError, SeparableConv, Shape
from questions.layers.terms import FRAMEWORKS, Framework
from questions.layers.writing import write_call
from trainer.lab.settings import LabLayer, LabSettings, layers_of

Tensors = tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """The calls in a framework, in order; or, where it has none for these settings, why."""

    framework: Framework
    calls: tuple[str, ...]
    reason: str = ""

    @property
    def text(self) -> str:
        """What is copied: the call, or several of them in the framework's container."""
        if len(self.calls) < 2:
            return "".join(self.calls)
        lines = "".join(f"    {call},\n" for call in self.calls)
        opening, closing = _CONTAINERS[self.framework]
        return f"{opening}\n{lines}{closing}"


_CONTAINERS: dict[Framework, tuple[str, str]] = {
    "pytorch": ("nn.Sequential(", ")"),
    "keras": ("keras.Sequential([", "])"),
    "flax": ("nn.Sequential([", "])"),
}


@lru_cache(maxsize=256)
def code(settings: LabSettings) -> tuple[Code, ...]:
    """The settings as code in PyTorch, Keras and Flax."""
    return tuple([_code(settings, framework) for framework in FRAMEWORKS])


def _code(settings: LabSettings, framework: Framework) -> Code:
    layers = layers_of(settings)
    try:
        first = tuple(_calls(layers[0], framework))
        later = tuple(_calls(layers[-1], framework)) if len(layers) > 1 else ()
    except LayerError as error:
        return Code(framework, (), str(error))
    return Code(framework, first + later * (len(layers) - 1))


def _calls(layer: LabLayer, framework: Framework) -> Iterator[str]:
    if framework == "keras" and not isinstance(layer, ConvTranspose) and not isinstance(layer.padding, str):
        if any(layer.padding):
            # Keras' layers have no padding in numbers: a layer of its own adds it.
            padding = layer.padding[0] if len(set(layer.padding)) == 1 else layer.padding
            yield f"keras.layers.ZeroPadding{layer.rank}D({padding})"
        layer = replace(layer, padding=())
    for stage in _stages(layer, framework):
        yield write_call(_as_written(stage, framework), framework)


def _stages(layer: LabLayer, framework: Framework) -> tuple[LabLayer, ...]:
    """The layers of the framework that do this layer's work: one, or two for a separable convolution outside Keras."""
    if isinstance(layer, SeparableConv) and (framework != "keras" or layer.rank == 3):
        depthwise = DepthwiseConv(
            layer.in_channels, layer.kernel_size, layer.depth_multiplier,
            layer.stride, layer.padding, layer.dilation, bias=False,
        )  # fmt: skip
        pointwise = Conv(layer.middle_channels, layer.out_channels, (1,) * layer.rank, bias=layer.bias)
        return (*_stages(depthwise, framework), pointwise)
    if isinstance(layer, DepthwiseConv) and (framework != "keras" or layer.rank == 3):
        grouped = Conv(
            layer.in_channels, layer.out_channels, layer.kernel_size,
            layer.stride, layer.padding, layer.dilation, layer.in_channels, layer.bias,
        )  # fmt: skip
        return (grouped,)
    return (layer,)


def _as_written(layer: LabLayer, framework: Framework) -> LabLayer:
    """The same transposed convolution with the padding that the framework has, where that gives the same output."""
    if not isinstance(layer, ConvTranspose):
        return layer
    windows = [window_length(k, d) for k, d in zip(layer.kernel_size, layer.dilation, strict=True)]
    short = tuple([max(stride - window, 0) for stride, window in zip(layer.stride, windows, strict=True)])
    if framework == "pytorch" and layer.padding == "valid":
        extra = short if layer.output_padding is None else layer.output_padding
        return replace(layer, padding=(0,) * layer.rank, output_padding=extra)
    if framework == "keras" and not isinstance(layer.padding, str):
        plain = not any(layer.padding) and layer.output_padding == short
        return replace(layer, padding="valid", output_padding=None) if plain else layer
    return layer


@lru_cache(maxsize=256)
def tensors(settings: LabSettings) -> tuple[tuple[Framework, tuple[Tensors, ...]], ...]:
    """For each framework the tensors of the first layer and, in a stack, those of every later one."""
    layers = layers_of(settings)
    shown = layers[:1] if len(layers) == 1 else (layers[0], layers[-1])
    return tuple([(framework, tuple([_tensors(layer, framework) for layer in shown])) for framework in FRAMEWORKS])


def _tensors(layer: LabLayer, framework: Framework) -> Tensors:
    stages = _stages(layer, framework)
    if len(stages) == 1:
        return tuple(weight_shapes(stages[0], framework).items())
    named = zip(("depthwise", "pointwise"), stages, strict=True)
    return tuple(
        [(f"{stage} {name}", shape) for stage, part in named for name, shape in weight_shapes(part, framework).items()]
    )
