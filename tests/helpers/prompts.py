"""Answers a question from its prompt alone, as a person does: an independent reader of what the program writes."""

from __future__ import annotations

import re
from math import prod

from questions.layers.counting import parameters
from questions.layers.notation import read_call

_WORDS = re.compile(
    r"has (?:a single filter|one filter|(?P<filters>[\w,]+) filters?) of (?:size|shape) (?P<kernel>[\w×]+),"
    r" (?P<bias>(?:each|one) with a (?:scalar )?bias|without biases)"
)
_INPUT = re.compile(r"([\w×]+) \([a-z× ]*channels\)")
_CALL = re.compile(r"(?:PyTorch|Keras, channels last): (.+?) gets ")
_SHAPE = re.compile(r"of shape \(([\d, ]+)\)")


def answer_to(prompt: str) -> str:
    """A right answer, as arithmetic in the numbers or letters of the prompt."""
    text = " ".join(prompt.split())
    difference = "By how much does its number of parameters fall" in text
    call = _CALL.search(text)
    if call is not None:
        shape = _SHAPE.search(text)
        assert shape is not None, text
        layer = read_call(call[1], None, tuple(int(size) for size in shape[1].split(", "))).layer
        count = parameters(layer)
        return str(count.biases if difference else count.total)
    words, given = _WORDS.search(text), _INPUT.search(text)
    assert words is not None, text
    assert given is not None, text
    filters, kernel = (words["filters"] or "1").replace(",", ""), words["kernel"].split("×")
    if difference:
        return filters
    depth = given[1].split("×")[-1]
    bias = "" if words["bias"] == "without biases" else f"+{filters}"
    return f"{filters}*({'*'.join(kernel)}*{depth}){bias}"


def number_in(prompt: str) -> int:
    """Some number that is in the prompt's terms but certainly no answer: the product of all of them, plus one."""
    return prod(int(number) for number in re.findall(r"\d+", prompt)) + 1
