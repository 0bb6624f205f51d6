"""Why a quantity changed, or did not, when a control was turned: one short true sentence for each of them."""

from __future__ import annotations

from trainer.lab.figures import Quantity
from trainer.lab.reasons.case import Case
from trainer.lab.reasons.output import output_reason
from trainer.lab.reasons.parameters import parameters_reason
from trainer.lab.reasons.work import field_reason, macs_reason, memory_reason, weights_reason

_REASONS = {
    Quantity.PARAMETERS: parameters_reason,
    Quantity.OUTPUT: output_reason,
    Quantity.MACS: macs_reason,
    Quantity.FIELD: field_reason,
    Quantity.PARAMETER_MEMORY: memory_reason,
    Quantity.OUTPUT_MEMORY: memory_reason,
    Quantity.WEIGHTS: weights_reason,
}


def reason(case: Case) -> str:
    """The sentence for the case."""
    return _REASONS[case.quantity](case)
