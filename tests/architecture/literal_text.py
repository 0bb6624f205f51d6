"""Finds in the source of the terminal app what could be read as markup: text for a widget that is no Content.

A str that a Textual widget is given is markup, so `[out_channels]` would vanish from a prompt. Content is not, and a
constant without brackets is harmless.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

_MAKERS = {"assemble", "styled", "from_text"}
"""Methods of the class Content that make one of plain text."""
_KEEPERS = {"append", "append_text", "center", "expand_tabs", "extend_right", "join", "ljust", "pad", "pad_left",
            "pad_right", "right_crop", "rstrip", "rstrip_end", "stylize", "stylize_before", "truncate"}  # fmt: skip
"""Methods of Content that give Content."""
_WIDGETS = {"Static", "Label"}
_TITLES = {"border_title", "border_subtitle", "tooltip"}
_CONSTANT_KEYWORDS = {"Binding": ("description", "tooltip"), "notify": ("message", "title")}


@dataclass
class _Scope:
    """The names of a function that hold Content."""

    contents: set[str] = field(default_factory=set)


def content_names(trees: Collection[ast.Module]) -> frozenset[str]:
    """The functions, properties and fields of a package that say by their annotation that they are Content."""
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_annotation(node.returns):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and _is_annotation(node.annotation):
            found.add(_last_name(node.target))
    return frozenset(found - {""})


def suspects(tree: ast.Module, names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and source of everything that could be read as markup."""
    for scope, node in _scoped(tree):
        for suspect in _suspects_at(node, names, scope):
            yield suspect.lineno, ast.unparse(suspect)


def _scoped(tree: ast.AST, scope: _Scope | None = None) -> Iterator[tuple[_Scope, ast.AST]]:
    """Every node with the innermost function around it; a nested function sees the names of the outer one."""
    scope = scope or _Scope()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = _Scope(set(scope.contents))
            arguments = node.args
            for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                inner.contents.discard(argument.arg)
                if _is_annotation(argument.annotation):
                    inner.contents.add(argument.arg)
            _note_assignments(node, inner)
            yield inner, node
            yield from _scoped(node, inner)
        else:
            yield scope, node
            yield from _scoped(node, scope)


def _note_assignments(function: ast.AST, scope: _Scope) -> None:
    """Names that are only ever given Content in this function."""
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            given.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and _is_annotation(node.annotation):
            scope.contents.add(node.target.id)
    for name, values in given.items():
        if all(_is_content(value, frozenset(), scope) for value in values):
            scope.contents.add(name)


def _suspects_at(node: ast.AST, names: frozenset[str], scope: _Scope) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from _suspects_of_call(node, names, scope)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Attribute) and target.attr in _TITLES for target in targets) and not _is_harmless(
            node.value, names, scope
        ):
            yield node.value


def _suspects_of_call(call: ast.Call, names: frozenset[str], scope: _Scope) -> Iterator[ast.expr]:
    name = _last_name(call.func)
    shown: list[ast.expr] = []
    if name in _WIDGETS:
        shown += call.args[:1] + [each.value for each in call.keywords if each.arg in ("content", "renderable")]
    if name == "update" and isinstance(call.func, ast.Attribute) and not _is_super(call.func.value):
        shown += [argument for argument in call.args[:1] if not isinstance(argument, ast.Dict | ast.Set | ast.DictComp)]
        shown += [each.value for each in call.keywords if each.arg == "content"]
    shown += [each.value for each in call.keywords if each.arg in _TITLES and name != "Binding"]
    yield from (each for each in shown if not _is_harmless(each, names, scope))
    if name in _CONSTANT_KEYWORDS:
        positional = call.args[2:3] if name == "Binding" else call.args[:1]
        told = [*positional, *(each.value for each in call.keywords if each.arg in _CONSTANT_KEYWORDS[name])]
        if not (name == "notify" and _says(call, "markup", value=False)):
            yield from (each for each in told if not _is_constant(each))
    if name == "from_markup" or _says(call, "markup", value=True):
        yield call
    if name == "from_text" and not _says(call, "markup", value=False):
        yield call


def _is_super(node: ast.expr) -> bool:
    """Whoever overrides `update` passes on what it is given, and its callers are looked at like any others."""
    return isinstance(node, ast.Call) and _last_name(node.func) == "super"


def _is_harmless(node: ast.expr, names: frozenset[str], scope: _Scope) -> bool:
    return _is_constant(node) or _is_content(node, names, scope)


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not (isinstance(node.value, str) and "[" in node.value)


def _is_content(node: ast.expr, names: frozenset[str], scope: _Scope) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name == "Content" or name in names
        case ast.Call(func=ast.Attribute(value=ast.Name(id="Content"), attr=name)):
            return name in _MAKERS
        case ast.Call(func=ast.Attribute(value=value, attr=name)):
            return name in names or (name in _KEEPERS and _is_content(value, names, scope))
        case ast.BinOp(left=left, right=right):
            return _is_content(left, names, scope) and _is_harmless(right, names, scope)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_harmless(body, names, scope) and _is_harmless(orelse, names, scope)
        case ast.Name(id=name):
            return name in scope.contents
        case ast.Attribute(value=value, attr="markup"):
            return _is_content(value, names, scope)  # with whatever could be read as markup put out of the way
        case ast.Attribute(attr=name):
            return name in names
        case _:
            return False


def _says(call: ast.Call, keyword: str, *, value: bool) -> bool:
    return any(
        each.arg == keyword and isinstance(each.value, ast.Constant) and each.value.value is value
        for each in call.keywords
    )


def _is_annotation(node: ast.expr | None) -> bool:
    return node is not None and ast.unparse(node).strip("'\"") in ("Content", "Content | None")


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
