"""Nothing that the terminal app shows is read as markup: widgets are given Content, or constants without brackets."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.literal_text import content_names, suspects
from tests.architecture.loading import ROOT

TREES = {
    file.relative_to(ROOT): ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "trainer/tui").rglob("*.py"))
}
NAMES = content_names(TREES.values())

BEGINNING = """
from textual.content import Content
from textual.widgets import Label, Static

def titled() -> Content: ...
"""


@pytest.mark.parametrize("file", TREES, ids=str)
def test_nothing_is_markup(file: Path) -> None:
    """Every text for a widget is Content. (A name counts as such by its annotation: `-> Content`.)"""
    assert list(suspects(TREES[file], NAMES)) == []


def test_there_is_something_to_look_at() -> None:
    """The app has texts, and functions that make them."""
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert sum(ast.unparse(call.func).endswith(("Static", ".update")) for call in calls) > 20
    assert {"verdict", "steps_content", "row_content"} <= NAMES


def _found(line: str) -> list[str]:
    tree = ast.parse(BEGINNING + line)
    return [source for _, source in suspects(tree, content_names([tree]))]


@pytest.mark.parametrize(
    "line",
    [
        "Static(prompt)",
        "Static(f'{prompt}')",
        "Static('[b]x')",
        "Static(str(error), id='a')",
        "Static(content=prompt)",
        "Label(prompt)",
        "self.query_one(Static).update(prompt)",
        "place.update('a' + prompt)",
        "place.update(Content('a') + prompt)",
        "place.update(Content(a) if a else b)",
        "def f(text: str) -> None: place.update(text)",
        "def f() -> None:\n    text = Content('a')\n    text = other\n    place.update(text)",
        "def f(titled: Content) -> None:\n    def g(titled: str) -> None: place.update(titled)",
        "self.border_title = name",
        "self.border_subtitle = f'{name}'",
        "field.tooltip = why",
        "Button(tooltip=why)",
        "self.notify(reason)",
        "self.notify('Done', title=name)",
        "Binding('a', 'b', name)",
        "Binding('a', 'b', 'Name', tooltip=f'{name}')",
        "Binding('a', 'b', 'The [x] key')",
        "Content.from_markup('x')",
        "replace(binding, tooltip=name.markup)",
        "Content.from_text(x)",
        "Static('x', markup=True)",
    ],
)
def test_suspicious(line: str) -> None:
    """A search that found nothing anywhere would prove nothing."""
    assert _found(line)


@pytest.mark.parametrize(
    "line",
    [
        "Static()",
        "replace(binding, tooltip=Content(name).markup)",
        "Static(id='bar')",
        "Static('Ready')",
        "Static(Content(prompt))",
        "Static(titled(), id='title')",
        "Static(self.titled())",
        "Static(Content.from_text(x, markup=False))",
        "place.update(Content.assemble(('a', 'bold'), b))",
        "place.update(Content('a').stylize('bold').rstrip())",
        "place.update(Content('\\n').join(lines))",
        "place.update(titled() + Content('a'))",
        "place.update(Content(a) if a else Content(b))",
        "def f(text: Content) -> None: place.update(text)",
        "def f() -> None:\n    text = Content('a')\n    place.update(text)",
        "counts.update({1: 2})",
        "self.border_title = Content(name)",
        "self.notify(reason, markup=False)",
        "self.notify('Saved.')",
        "Binding('a', 'b', 'Name', tooltip='What it does')",
    ],
)
def test_harmless(line: str) -> None:
    """Content by its maker, its annotation or its method; constants; what is no text."""
    assert _found(line) == []
