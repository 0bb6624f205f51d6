"""Named wrong procedures, carried out on a given layer.

One module per theme; each rule yields what its procedure gives for the layer, if it applies to it. A rule may give
more than one value; one that would not be a whole number is left out.
"""

from __future__ import annotations

from questions.layers.specs import Conv, Layer, Shape
from questions.misconceptions import bias, kernel, sliding
from questions.misconceptions.facts import Facts
from questions.misconceptions.other_layers import other_slips
from questions.question import Misconception

_PARAMETER_RULES = (*kernel.RULES, *bias.RULES, *sliding.RULES)


def parameter_slips(layer: Layer, input_shape: Shape | None) -> tuple[Misconception, ...]:
    """What the known wrong procedures give for a layer's parameter count.

    Values that equal the truth are included, so that a draw which cannot tell them apart can be rejected.
    """
    if not isinstance(layer, Conv):
        return other_slips(layer, input_shape)
    facts = Facts(layer, input_shape)
    return tuple(slip for rule in _PARAMETER_RULES for slip in rule(facts))
