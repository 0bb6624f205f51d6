"""The lab without a screen: a convolution whose settings are turned one at a time, what it counts, and why.

Nothing here draws, stores or counts on its own: the numbers are those of questions.layers.
"""
