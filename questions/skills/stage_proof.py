"""Lines that prove the parameter counts of depthwise and separable layers in both frameworks."""

from __future__ import annotations

from dataclasses import replace

from questions.layers.specs import Conv, DepthwiseConv, SeparableConv, Shape
from questions.layers.writing import write_call
from questions.proof import as_pytorch
from questions.question import Proof
from questions.skills.layer_calls import channels_last


def depthwise_proof(layer: DepthwiseConv | Conv, input_shape: Shape) -> Proof:
    """A depthwise layer: grouped in PyTorch, a layer of its own in Keras, which has none over three axes."""
    grouped = layer if isinstance(layer, Conv) else as_grouped(layer)
    keras = "" if layer.rank == 3 else _keras(input_shape, write_call(_bare(as_depthwise(grouped)), "keras"))
    return Proof(pytorch=_torch(grouped), keras=keras)


def separable_proof(layer: SeparableConv, input_shape: Shape) -> Proof:
    """A separable layer: two layers in PyTorch, of which the first has no bias."""
    first = Conv(
        layer.in_channels, layer.middle_channels, layer.kernel_size, layer.stride, layer.padding, layer.dilation,
        groups=layer.in_channels, bias=False,
    )  # fmt: skip
    second = Conv(layer.middle_channels, layer.out_channels, (1,) * layer.rank, bias=layer.bias)
    return Proof(pytorch=_torch(first, second), keras=_keras(input_shape, write_call(layer, "keras")))


def stages_proof(depthwise: Conv, pointwise: Conv, input_shape: Shape) -> Proof:
    """Two layers one after the other; Keras has none over three axes."""
    keras = ""
    if depthwise.rank < 3:
        first = write_call(_bare(as_depthwise(depthwise)), "keras")
        keras = _keras(input_shape, first, write_call(pointwise, "keras"))
    return Proof(pytorch=_torch(depthwise, pointwise), keras=keras)


def as_grouped(layer: DepthwiseConv) -> Conv:
    """The convolution with as many groups as channels that a depthwise layer is."""
    return Conv(
        layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding, layer.dilation,
        groups=layer.in_channels, bias=layer.bias,
    )  # fmt: skip


def as_depthwise(layer: Conv) -> DepthwiseConv:
    """The other way round."""
    return DepthwiseConv(
        layer.in_channels, layer.kernel_size, layer.out_channels // layer.in_channels, layer.stride, layer.padding,
        layer.dilation, layer.bias,
    )  # fmt: skip


def _bare(layer: DepthwiseConv) -> DepthwiseConv:
    """The same weights without moves that Keras might not take."""
    return replace(layer, stride=(), padding=(), dilation=())


def _torch(*layers: Conv) -> str:
    calls = ", ".join(write_call(as_pytorch(layer), "pytorch") for layer in layers)
    model = f"nn.Sequential({calls})" if len(layers) > 1 else calls
    return f"sum(p.numel() for p in {model}.parameters())"


def _keras(input_shape: Shape, *calls: str) -> str:
    return f"keras.Sequential([keras.Input({channels_last(input_shape)}), {', '.join(calls)}]).count_params()"
