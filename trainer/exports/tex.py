"""Formulas of worked steps as TeX, for clients that set mathematics. What is no formula becomes text in it."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)|(?P<word>[A-Za-zα-ωγβ]+(?:_[A-Za-z0-9]+)*)"
    r"|(?P<sign>[-+=/()\[\]·×*^,<>≤≥≠−→:%]|\.\.\.|…)|(?P<power>[²³])|(?P<space>\s+)"
)
_SIGNS = {
    "·": r"\cdot ",
    "*": r"\cdot ",
    "×": r"\times ",
    "<": "<",
    "≤": r"\le ",
    "≥": r"\ge ",
    "≠": r"\ne ",
    "−": "-",
    "→": r"\to ",
    "…": r"\ldots ",
    "...": r"\ldots ",
    "%": r"\%",
}
_ROUNDING = {"floor": (r"\left\lfloor ", r"\right\rfloor "), "ceil": (r"\left\lceil ", r"\right\rceil ")}
_FUNCTIONS = {"max": r"\max ", "min": r"\min "}
_SPECIAL = re.compile(r"([\\{}$&#^_%~])")
_SPOKEN = {"\\": r"\backslash ", "^": r"\hat{}", "~": r"\sim "}


def tex(formula: str) -> str:
    r"""`floor((H + 2P - K)/S) + 1` as `\left\lfloor (H + 2P - K)/S\right\rfloor  + 1`; always balanced."""
    tokens = _tokens(formula)
    if tokens is None:
        return _as_text(formula)
    parts: list[str] = []
    closing: list[str] = []
    rounding = ""
    for at, (kind, text) in enumerate(tokens):
        if rounding and text == "(":
            opened, closed = _ROUNDING[rounding]
            parts.append(opened)
            closing.append(closed)
            rounding = ""
            continue
        if kind == "word" and text in _ROUNDING:
            rounding = text
            continue
        if text == "(":
            closing.append(")")
        elif text == ")":
            if not closing:
                return _as_text(formula)
            parts.append(closing.pop())
            continue
        parts.append(r"\ " if kind == "space" and _between_words(tokens, at) else _one(kind, text))
    return _as_text(formula) if closing or rounding else "".join(parts)


def _tokens(formula: str) -> list[tuple[str, str]] | None:
    """The formula in pieces; None if something in it is no piece of a formula."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            return None
        found.append((match.lastgroup or "", match[0]))
        at = match.end()
    words = [index for index, (kind, text) in enumerate(found) if kind == "word" and text in _ROUNDING]
    return found if all(found[index + 1 : index + 2] == [("sign", "(")] for index in words) else None


def _between_words(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether a blank has to be seen, as in `kernel length` and `3 filters`: mathematics shows none by itself."""
    sides = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return (
        len(sides) == 2
        and all(kind in ("number", "word") and text not in _FUNCTIONS for kind, text in sides)
        and any(kind == "word" and len(text.split("_")[0]) > 1 for kind, text in sides)
    )


def _one(kind: str, text: str) -> str:
    if kind == "number":
        return text.rstrip(",").replace(",", "{,}") + ("," if text.endswith(",") else "")
    if kind == "word":
        return _FUNCTIONS.get(text) or _symbol(text)
    if kind == "power":
        return "^2" if text == "²" else "^3"
    if kind == "space":
        return " "
    return _SIGNS.get(text, text)


def _symbol(text: str) -> str:
    """`K`, `C_out`; a word of several letters, such as in_channels, stands upright."""
    name, *below = text.split("_")
    if len(name) > 1:
        return _as_text(text)
    return name + (rf"_{{\text{{{','.join(below)}}}}}" if below else "")


def _as_text(text: str) -> str:
    escaped = _SPECIAL.sub(lambda found: _SPOKEN.get(found[1], f"\\{found[1]}"), text)
    return rf"\text{{{escaped}}}"
