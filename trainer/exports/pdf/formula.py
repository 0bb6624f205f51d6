"""Formulas of worked steps as typst mathematics. Only what this module writes itself is ever evaluated by typst."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)|(?P<word>[A-Za-z]+[0-9]*(?:_[A-Za-z0-9]+)*)"
    r"|(?P<sign>[-+=/()\[\]·×*,<>≤≥≠−])|(?P<power>[²³])|(?P<space> +)"
)
_SIGNS = {
    "·": "dot.op",
    "*": "dot.op",
    "×": "times",
    "/": "\\/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "−": "-",
    "(": "\\(",
    ")": "\\)",
    "[": "\\[",
    "]": "\\]",
    ",": "\\,",
}
_OPENING = {"floor": "⌊", "ceil": "⌈"}
_CLOSING = {"floor": "⌋", "ceil": "⌉"}


def typst_math(formula: str) -> str:
    """`floor((H + 2P)/S)` for `eval(…, mode: "math")`; empty where it is no formula, and is shown as it is."""
    parts: list[str] = []
    brackets: list[str] = []
    rounding = ""
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            return ""
        kind, text, at = match.lastgroup, match[0], match.end()
        if rounding:
            if text != "(":
                return ""
            parts.append(_OPENING[rounding])
            brackets.append(_CLOSING[rounding])
            rounding = ""
        elif kind == "word" and text in _OPENING:
            rounding = text
        elif text == ")":
            if not brackets:
                return ""
            parts.append(brackets.pop())
        else:
            if text == "(":
                brackets.append(_SIGNS[")"])
            parts.append(_one(kind or "", text))
    return "" if brackets or rounding else " ".join(part for part in parts if part)


def _one(kind: str, text: str) -> str:
    if kind == "number":
        return f'"{text}"'
    if kind == "word":
        name, *below = text.split("_")
        if len(name) > 1:
            return f'"{text}"'  # an argument's name, such as in_channels
        return name + (f'_"{",".join(below)}"' if below else "")
    if kind == "power":
        return '""^2' if text == "²" else '""^3'
    if kind == "space":
        return ""
    return _SIGNS.get(text, text)
