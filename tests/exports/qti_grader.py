"""Carries out what an item of QTI 2.1 says is to be done with an answer, as its specification has it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from xml.etree.ElementTree import Element

from tests.exports.package_files import files_of, tree

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
Outcome = str | bool | Decimal | None


def name_of(element: Element) -> str:
    """Without the namespace."""
    assert element.tag.startswith(Q), element.tag
    return element.tag.removeprefix(Q)


def items_of(package: bytes) -> list[Item]:
    """The items in the order of the test."""
    files = files_of(package)
    test = tree(files["test.xml"])
    return [Item(tree(files[ref.attrib["href"]])) for ref in test.iter(f"{Q}assessmentItemRef")]


class Item:
    """An item, and a session of it."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.types = {
            each.attrib["identifier"]: each.attrib["baseType"]
            for kind in ("responseDeclaration", "outcomeDeclaration")
            for each in root.iter(Q + kind)
        }
        (value,) = [value.text or "" for value in root.iterfind(f"{Q}responseDeclaration/{Q}correctResponse/{Q}value")]
        self.right = self._typed("RESPONSE", value)

    @property
    def choices(self) -> dict[str, str]:
        """What can be chosen, by its identifier."""
        return {each.attrib["identifier"]: "".join(each.itertext()) for each in self.root.iter(f"{Q}simpleChoice")}

    def answered(self, answer: str | None) -> dict[str, Outcome]:
        """The outcomes after an answer, each from its default on."""
        state: dict[str, Outcome] = {}
        for each in self.root.iter(f"{Q}outcomeDeclaration"):
            found = each.find(f"{Q}defaultValue/{Q}value")
            name = each.attrib["identifier"]
            state[name] = None if found is None else self._typed(name, found.text or "")
        state["RESPONSE"] = None if answer is None else self._typed("RESPONSE", answer)
        (processing,) = self.root.iterfind(f"{Q}responseProcessing")
        self._carry_out(processing, state)
        return state

    def lines_after(self, state: dict[str, Outcome], css: str = "verdict") -> list[str]:
        """The lines of every feedback that is shown then, from its part of that class."""
        lines: list[str] = []
        for feedback in self.root.iter(f"{Q}modalFeedback"):
            attributes = feedback.attrib
            is_it = state[attributes["outcomeIdentifier"]] == attributes["identifier"]
            if is_it == (attributes["showHide"] == "show"):
                for part in feedback:
                    if part.attrib.get("class") == css:
                        lines += _lines(part)
        return lines

    def _typed(self, name: str, text: str) -> Outcome:
        kind = self.types[name]
        if kind == "integer":
            assert -(2**31) <= int(text) < 2**31, text
        return text if kind == "identifier" else Decimal(text)

    def _carry_out(self, rules: Iterable[Element], state: dict[str, Outcome]) -> None:
        for rule in rules:
            if name_of(rule) == "setOutcomeValue":
                state[rule.attrib["identifier"]] = self._value(rule[0], state)
                continue
            assert name_of(rule) == "responseCondition", rule.tag
            for branch in rule:
                if name_of(branch) == "responseElse":
                    self._carry_out(branch, state)
                elif self._value(branch[0], state) is True:
                    self._carry_out(branch[1:], state)
                    break

    def _value(self, expression: Element, state: dict[str, Outcome]) -> Outcome:
        kind, inner = name_of(expression), [self._value(each, state) for each in expression]
        if kind == "variable":
            return state[expression.attrib["identifier"]]
        if kind == "correct":
            assert expression.attrib["identifier"] == "RESPONSE"
            return self.right
        if kind == "baseValue":
            text = expression.text or ""
            return text if expression.attrib["baseType"] == "identifier" else Decimal(text)
        if kind == "isNull":
            return inner[0] is None
        if kind == "not":
            return None if inner[0] is None else not inner[0]
        assert kind in ("equal", "match"), kind
        assert kind == "match" or expression.attrib["toleranceMode"] == "exact"
        return None if None in inner else inner[0] == inner[1]


def _lines(part: Element) -> list[str]:
    lines = []
    for each in part:
        if name_of(each) in ("ul", "ol"):
            lines += [f"• {''.join(item.itertext())}" for item in each]
        else:
            lines.append("".join(each.itertext()))
    return lines
