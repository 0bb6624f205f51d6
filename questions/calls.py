"""A layer call that somebody wrote, as a question for its parameter count."""

from __future__ import annotations

from questions.layers.notation import Call
from questions.misconceptions import parameter_slips
from questions.question import Content
from questions.submission import AnswerKind
from questions.worked import explain_parameters


def ask_parameters(call: Call) -> Content:
    """How many parameters the framework reports for the layer. Wrong procedures that give the truth are left out."""
    answer = call.parameters.total
    slips = parameter_slips(call.layer, call.input_shape)
    return Content(
        prompt=f"How many parameters has {call.text}?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=call.layer,
        input_shape=call.input_shape,
        misconceptions=tuple(slip for slip in slips if slip.value != answer),
        explanation=explain_parameters(call.layer, call.framework, call.input_shape),
        same_as=(call.layer,),
    )
