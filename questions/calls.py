"""A layer call or a whole network that somebody wrote, as a question for its parameter count."""

from __future__ import annotations

from questions.layers.notation import Call, is_one_call, read_call
from questions.layers.specs import Shape
from questions.misconceptions import parameter_slips
from questions.question import Content
from questions.submission import AnswerKind
from questions.worked import explain_parameters


def ask_text(text: str, input_shape: Shape | None) -> Content:
    """How many parameters the layer or the network has. Raises NotationError if the text cannot be read."""
    if is_one_call(text):
        return ask_parameters(read_call(text, None, input_shape))
    # Reading whole networks takes longer to import than a call takes to check.
    from questions.layers.reading import read_network
    from questions.network_calls import ask_network

    network = read_network(text, None, input_shape)
    return ask_parameters(network.single) if network.single is not None else ask_network(network)


def ask_parameters(call: Call) -> Content:
    """How many parameters the framework reports for the layer. Wrong procedures that give the truth are left out."""
    answer = call.parameters.total
    slips = parameter_slips(call.layer, call.input_shape)
    return Content(
        prompt=f"How many parameters does {call.text} have?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=call.layer,
        input_shape=call.input_shape,
        misconceptions=tuple(slip for slip in slips if slip.value != answer),
        explanation=explain_parameters(call.layer, call.framework, call.input_shape),
        same_as=(call.layer,),
    )
