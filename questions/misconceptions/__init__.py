"""Named wrong procedures, carried out on a given layer.

One module per theme; each rule yields what its procedure gives for the layer, if it applies to it. A rule may give
more than one value; one that would not be a whole number is left out.
"""

from __future__ import annotations

from questions.layers.specs import Conv, Shape
from questions.misconceptions import bias, kernel, sliding
from questions.misconceptions.facts import Facts
from questions.question import Misconception

_PARAMETER_RULES = (*kernel.RULES, *bias.RULES, *sliding.RULES)


def parameter_slips(layer: Conv, input_shape: Shape | None) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for a convolution's parameter count.

    Values that equal the truth are included, so that a draw which cannot tell them apart can be rejected.
    """
    facts = Facts(layer, input_shape)
    return tuple(slip for rule in _PARAMETER_RULES for slip in rule(facts))
