"""Formulas beyond the plain 2-d convolution's parameters, one module for each."""
