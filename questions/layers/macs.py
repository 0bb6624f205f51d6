"""Multiply-accumulates of one forward pass over one example."""

from math import prod

from questions.layers.output import output_shape
from questions.layers.parameters import parameters
from questions.layers.specs import Conv, ConvTranspose, Dense, DepthwiseConv, Layer, SeparableConv, Shape


def macs(layer: Layer, input_shape: Shape) -> int:
    """Multiply-accumulates of convolutions and dense layers, without bias; 0 for every other layer.

    ``input_shape`` is (channels, *spatial). Multiplications with padding zeros count: a convolution uses every
    weight once per output position, a transposed one once per *input* position, a dense layer once per leading
    position. Raises LayerError when the input does not fit.
    """
    out = output_shape(layer, input_shape)
    match layer:
        case Conv() | DepthwiseConv() | SeparableConv():
            return parameters(layer).weights * prod(out[1:])
        case ConvTranspose():
            return parameters(layer).weights * prod(input_shape[1:])
        case Dense():
            return parameters(layer).weights * prod(input_shape[:-1])
        case _:
            return 0
