"""The lines that prove a formula's example in PyTorch and in Keras."""

from __future__ import annotations

from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, Layer, SeparableConv, Shape
from questions.layers.writing import write_call
from questions.proof import as_keras
from questions.question import Proof


def count_proof(layers: tuple[Layer, ...], input_shape: Shape) -> Proof:
    """Lines whose value is the parameter count of these layers, one after the other."""
    torch_layers = ", ".join(write_call(layer, "pytorch") for each in layers for layer in _in_pytorch(each))
    keras_layers = ", ".join(write_call(_plain(layer), "keras") for layer in layers)
    return Proof(
        pytorch=f"sum(p.numel() for p in nn.Sequential({torch_layers}).parameters())",
        keras=f"keras.Sequential([keras.Input({_last(input_shape)}), {keras_layers}]).count_params()",
    )


def extent_proof(layer: Conv | ConvTranspose, input_shape: Shape, axes: tuple[int, ...]) -> Proof:
    """Lines whose value is the product of the output's sizes along these axes (1 is the first behind the channels)."""
    torch = keras = ""
    if _in_torch(layer):
        sizes = "*".join(f"out.shape[{axis + 1}]" for axis in axes)
        torch = f"out = {write_call(layer, 'pytorch')}(torch.empty{(1, *input_shape)})\n{sizes}"
    if isinstance(layer, Conv) and _in_keras(layer):
        sizes = "*".join(f"out[{axis}]" for axis in axes)
        keras = f"out = {_model(layer, input_shape)}.output_shape\n{sizes}"
    return Proof(torch, keras)


def macs_proof(layer: Conv, input_shape: Shape) -> Proof:
    """Lines whose value is the multiply-adds of a layer without biases: its weights times its output positions."""
    torch = (
        f"layer = {write_call(layer, 'pytorch')}\n"
        f"out = layer(torch.empty{(1, *input_shape)})\n"
        "layer.weight.numel()*out.shape[2]*out.shape[3]"
        if _in_torch(layer)
        else ""
    )
    keras = f"model = {_model(layer, input_shape)}\nmodel.count_params()*model.output_shape[1]*model.output_shape[2]"
    return Proof(torch, keras)


def _in_torch(layer: Conv | ConvTranspose) -> bool:
    """PyTorch refuses "same" with a stride."""
    return layer.padding != "same" or set(layer.stride) == {1}


def _in_keras(layer: Conv) -> bool:
    """Keras refuses a stride with a dilation."""
    return set(layer.stride) == {1} or set(layer.dilation) == {1}


def _in_pytorch(layer: Layer) -> tuple[Layer, ...]:
    """The layers that PyTorch builds it of."""
    if isinstance(layer, DepthwiseConv):
        return (_grouped(layer, bias=layer.bias),)
    if isinstance(layer, SeparableConv):
        pointwise = Conv(layer.middle_channels, layer.out_channels, (1,) * layer.rank, bias=layer.bias)
        return (_grouped(layer, bias=False), pointwise)
    return (layer,)


def _grouped(layer: DepthwiseConv | SeparableConv, *, bias: bool) -> Conv:
    channels = layer.in_channels
    return Conv(channels, channels * layer.depth_multiplier, layer.kernel_size, groups=channels, bias=bias)


def _plain(layer: Layer) -> Layer:
    return as_keras(layer) if isinstance(layer, Conv) else layer


def _model(layer: Conv, input_shape: Shape) -> str:
    """A Keras model of the layer, whose padding in numbers is a layer of its own."""
    padding = layer.padding
    rank = layer.rank
    zeros = "" if isinstance(padding, str) or not any(padding) else f"keras.layers.ZeroPadding{rank}D({padding[0]}), "
    return f"keras.Sequential([keras.Input({_last(input_shape)}), {zeros}{write_call(as_keras(layer), 'keras')}])"


def _last(input_shape: Shape) -> Shape:
    return (*input_shape[1:], input_shape[0])
