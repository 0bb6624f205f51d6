"""Run by a Python with Pyslet: reads items of QTI 2.1 and answers to each, and writes the outcomes of each answer."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

warnings.simplefilter("ignore")  # Pyslet is of 2017

from pyslet.qtiv2.variables import ItemSessionState  # noqa: E402
from pyslet.qtiv2.xml import QTIDocument  # noqa: E402


def _unknown(element: Any) -> Iterator[str]:
    """The elements that Pyslet's model of QTI does not have where they stand."""
    for child in element.get_children():
        if hasattr(child, "get_children"):
            if type(child).__module__ == "pyslet.xml.namespace":
                yield str(child.xmlname)
            yield from _unknown(child)


def _outcomes(item: Any, answer: str) -> dict[str, Any]:
    state = ItemSessionState(item)
    state.begin_session()
    response = state["RESPONSE"]
    response.set_value(
        {"IntegerValue": int, "FloatValue": float, "IdentifierValue": str}[type(response).__name__](answer)
    )
    item.ResponseProcessing.run(state)
    return {"score": state["SCORE"].value, "feedback": state["FEEDBACK"].value}


def _played(source: str, answers: list[str]) -> dict[str, Any]:
    document = QTIDocument()
    document.read(src=source)
    item = document.root
    return {"unknown": [*_unknown(item)], "outcomes": [_outcomes(item, answer) for answer in answers]}


if __name__ == "__main__":
    json.dump([_played(*each) for each in json.load(sys.stdin)], sys.stdout)
