"""Draws a scene of `questions.picture`: as terminal cells, as SVG. Knows neither terminal nor file."""
