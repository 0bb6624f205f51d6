"""Exact arithmetic of one layer: parameters, weight shapes, output shape, multiply-accumulates."""

from questions.layers.macs import macs
from questions.layers.output import output_shape
from questions.layers.parameters import Parameters, parameters
from questions.layers.terms import Framework
from questions.layers.weights import weight_shapes

__all__ = ["Framework", "Parameters", "macs", "output_shape", "parameters", "weight_shapes"]
