"""Typed text in one spelling: ASCII digits and operators, plain blanks, nothing invisible."""

import unicodedata

SUPERSCRIPTS = {sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}

_SPELLINGS = {
    # U+2062 and U+2064 are the invisible times and plus of copied formulas; х and Х are Cyrillic.
    **dict.fromkeys("×·⋅∗•∙‧⨯✕✖\u2062", "*"),
    **dict.fromkeys("÷∕⁄➗", "/"),
    **dict.fromkeys("➕\u2064", "+"),
    **dict.fromkeys("−‐‑‒–—―➖˗", "-"),
    **dict.fromkeys("’ʼ‘", "'"),
    **dict.fromkeys("٬、", ","),
    **dict.fromkeys("٫。", "."),
    **dict.fromkeys("\t\n\v\f\r", " "),
    "ˆ": "^",
    "х": "x",
    "Х": "X",
    **{sign: sign for sign in "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"},
}
_ASCII_BLANKS = str.maketrans("\t\n\v\f\r", " " * 5)

# Kinds of compatibility character that mean the plain one. <super>, <sub>, <fraction> and <circle> are not
# among them: they would turn 3ⁿ into 3n and 3½ into 31/2.
_SAME_MEANING = ("<wide>", "<narrow>", "<small>", "<font>", "<noBreak>")


def one_spelling(text: str) -> str:
    """The text with every known spelling of digits, operators, brackets and blanks replaced by the ASCII one.

    Superscript digits stay as they are, subscripts after a letter become `_` and letters (`Cᵢₙ` is `C_in`), format
    characters (zero width, direction marks) vanish, and whatever has no plain spelling stays, to be refused later.
    """
    if text.isascii():
        return text.translate(_ASCII_BLANKS)
    spelt: list[str] = []
    in_subscript = False
    for character in text:
        subscript = _subscript(character)
        if subscript and (in_subscript or (spelt and spelt[-1].isalpha())):
            spelt.append(subscript if in_subscript else "_" + subscript)
            in_subscript = True
            continue
        in_subscript = False
        plain = character if subscript else _plain(character)
        if plain:
            spelt.append(plain)
    return "".join(spelt)


def _plain(character: str) -> str:
    known = _SPELLINGS.get(character)
    if known is not None:
        return known
    if character.isascii():
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith(_SAME_MEANING) or (decomposition and decomposition[0] != "<"):
        composed = unicodedata.normalize("NFKC", character)
        if len(composed) == 1:
            return _SPELLINGS.get(composed, composed)
    return character


def _subscript(character: str) -> str:
    """The plain letter or digit of a subscript one, otherwise nothing."""
    if character.isascii() or not unicodedata.decomposition(character).startswith("<sub>"):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isalnum() else ""


def echo(text: str, limit: int = 36) -> str:
    """The typed text as a sentence may quote it: printable, short, in quotation marks."""
    printable = "".join(character for character in text[: 4 * limit] if character.isprintable())
    shown = " ".join(printable.split())
    if not shown:
        return f"U+{ord(text[0]):04X}" if text else "nothing"
    return f"“{shown}”" if len(shown) <= limit else f"“{shown[: limit - 1].rstrip()}…”"
