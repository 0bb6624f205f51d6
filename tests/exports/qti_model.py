"""The part of QTI 2.1's information model that items of ours use: what may stand in what, in which order.

It stands in for the XML Schema, which no package registry has.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tests.exports.qti_grader import name_of

_INLINE = "img code br small strong em span sub sup textEntryInteraction"
_BLOCK = "div p pre ul ol table choiceInteraction"
_FLOW_STATIC = "img code br small strong em span sub sup div p pre ul ol table"
_EXPRESSION = "variable correct baseValue isNull not equal match"
_RULE = "setOutcomeValue responseCondition"

# An expression over the names of the children, and whether text may stand between them.
_MODEL: dict[str, tuple[str, bool]] = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?(modalFeedback )*",
        False,
    ),
    "responseDeclaration": ("(correctResponse )?", False),
    "outcomeDeclaration": ("(defaultValue )?", False),
    "correctResponse": ("(value )+", False),
    "defaultValue": ("(value )+", False),
    "value": ("", True),
    "itemBody": (f"{{{_BLOCK}}}+", False),
    "responseProcessing": (f"{{{_RULE}}}*", False),
    "responseCondition": ("responseIf (responseElseIf )*(responseElse )?", False),
    "responseIf": (f"{{{_EXPRESSION}}}{{{_RULE}}}*", False),
    "responseElseIf": (f"{{{_EXPRESSION}}}{{{_RULE}}}*", False),
    "responseElse": (f"{{{_RULE}}}*", False),
    "setOutcomeValue": (f"{{{_EXPRESSION}}}", False),
    "equal": (f"{{{_EXPRESSION}}}{{{_EXPRESSION}}}", False),
    "match": (f"{{{_EXPRESSION}}}{{{_EXPRESSION}}}", False),
    "not": (f"{{{_EXPRESSION}}}", False),
    "isNull": (f"{{{_EXPRESSION}}}", False),
    "variable": ("", False),
    "correct": ("", False),
    "baseValue": ("", True),
    "modalFeedback": (f"{{{_FLOW_STATIC}}}*", True),
    "choiceInteraction": ("(prompt )?(simpleChoice )+", False),
    "prompt": (f"{{{_INLINE}}}*", True),
    "simpleChoice": (f"{{{_FLOW_STATIC}}}*", True),
    "textEntryInteraction": ("", False),
    "div": (f"{{{_FLOW_STATIC} {_INLINE} {_BLOCK}}}*", True),
    "p": (f"{{{_INLINE}}}*", True),
    "pre": (f"{{{_INLINE}}}*", True),
    "code": (f"{{{_INLINE}}}*", True),
    "small": (f"{{{_INLINE}}}*", True),
    "ul": ("(li )*", False),
    "ol": ("(li )*", False),
    "li": (f"{{{_FLOW_STATIC} {_BLOCK}}}*", True),
    "table": ("(thead )?(tfoot )?(tbody )+", False),
    "tbody": ("(tr )+", False),
    "tr": ("({td th})+", False),
    "td": (f"{{{_FLOW_STATIC}}}*", True),
    "br": ("", False),
    "img": ("", False),
    "assessmentTest": ("(outcomeDeclaration )*(testPart )+", False),
    "testPart": ("(itemSessionControl )?(assessmentSection )+", False),
    "itemSessionControl": ("", False),
    "assessmentSection": ("(assessmentItemRef )*", False),
    "assessmentItemRef": ("", False),
}
_NEEDED: dict[str, str] = {
    "assessmentItem": "identifier title adaptive timeDependent",
    "responseDeclaration": "identifier cardinality baseType",
    "outcomeDeclaration": "identifier cardinality baseType",
    "modalFeedback": "outcomeIdentifier identifier showHide",
    "choiceInteraction": "responseIdentifier shuffle maxChoices",
    "simpleChoice": "identifier",
    "textEntryInteraction": "responseIdentifier",
    "setOutcomeValue": "identifier",
    "variable": "identifier",
    "correct": "identifier",
    "baseValue": "baseType",
    "equal": "toleranceMode",
    "img": "src alt",
    "assessmentTest": "identifier title",
    "testPart": "identifier navigationMode submissionMode",
    "assessmentSection": "identifier title visible",
    "assessmentItemRef": "identifier href",
}
_ALLOWED: dict[str, str] = {
    "assessmentItem": "toolName {http://www.w3.org/2001/XMLSchema-instance}schemaLocation",
    "assessmentTest": "toolName {http://www.w3.org/2001/XMLSchema-instance}schemaLocation",
    "textEntryInteraction": "expectedLength patternMask",
    "itemSessionControl": "maxAttempts showFeedback allowReview",
    "div": "class",
}


def faults(root: Element) -> list[str]:
    """What does not keep to the model."""
    found = []
    for element in root.iter():
        name = name_of(element)
        children = "".join(f"{name_of(child)} " for child in element)
        pattern, has_text = _MODEL[name]
        if not re.fullmatch(re.sub(r"\{([^}]*)\}", _one_of, pattern), children):
            found.append(f"{name} has {children}")
        texts = [element.text, *(child.tail for child in element)]
        if not has_text and any(text and text.strip() for text in texts):
            found.append(f"{name} has text")
        needed = set(_NEEDED.get(name, "").split())
        if not needed <= set(element.attrib) <= needed | set(_ALLOWED.get(name, "").split()):
            found.append(f"{name} has the attributes {sorted(element.attrib)}")
    return found


def _one_of(match: re.Match[str]) -> str:
    return f"(?:{'|'.join(f'{name} ' for name in match[1].split())})"
