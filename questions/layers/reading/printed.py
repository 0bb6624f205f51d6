"""What PyTorch's print(model) shows: `(conv1): Conv2d(3, 10, kernel_size=(3, 3), stride=(1, 1))`, nested."""

import ast
import re

from questions.layers.literals import NotationError
from questions.layers.reading.source import MAX_LAYERS
from questions.layers.reading.values import Container, Made

MAX_NESTING = 60
MAX_CALL = 4_000

PRINTED_NOTE = (
    "Read from a printed model: weights that print() does not show (nn.Parameter, tied or normalised weights) "
    "are not counted."
)

_CHILD = re.compile(r"\s*\(([\w.\-]+)\):\s*(?:(\d{1,4}) x )?([A-Za-z_][\w.]*)\(")
_ROOT = re.compile(r"\s*([A-Za-z_][\w.]*)\(\s*(?=\([\w.\-]+\):\s)")
_RANGE = re.compile(r"(\d{1,4})-(\d{1,4})")
_STARTS = re.compile(r"(?:^|\n)\s*(?:[A-Za-z_][\w.]*\(\s*)?\([\w.\-]+\):\s*(?:\d+ x )?[A-Za-z_][\w.]*\(")
_HIDING = frozenset({"MultiheadAttention"})
"""Modules with parameters of their own beside those of the layers in them."""

_SEQUENTIAL = frozenset({"Sequential"})


def is_printed(text: str) -> bool:
    """Whether a text looks like a printed model."""
    return _STARTS.match(text) is not None


class Printed:
    """Reads a printed model into containers and layers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.layers = 0

    def read(self) -> Container:
        """The printed model. Raises NotationError with the place of what is no part of one."""
        started = _ROOT.match(self.text)
        kind = started.group(1) if started else "Net"
        if started:
            self.at = started.end()
        node = self._node(0)
        root = Container("Sequential" if kind in _SEQUENTIAL else "Module", node, label=kind)
        self._children(root, 0)
        rest = self.text[self.at :].strip()
        if rest.startswith(")") and started:
            rest = rest[1:].strip()
        if rest:
            raise NotationError(f"This is no part of a printed model, at {self._place(self.at)}.")
        return root

    def _children(self, owner: Container, depth: int) -> None:
        if depth > MAX_NESTING:
            raise NotationError("The printed model is nested too deeply.")
        while child := _CHILD.match(self.text, self.at):
            name, times, kind = child.groups()
            self.at = child.end()
            names = _each(name, int(times or 1))
            if _CHILD.match(self.text, self.at):
                start = self.at
                if kind in _HIDING:
                    where = self._place(child.start(3))
                    raise NotationError(f"{kind} at {where} has weights that print() does not show.")
                for each in names:
                    self.at = start
                    made = Container("Sequential" if kind in _SEQUENTIAL else "Module", self._node(start), label=kind)
                    self._children(made, depth + 1)
                    owner.add(made, each)
                self._close(kind)
            else:
                start = child.start(3)
                call = self._leaf(kind, start)
                label = " ".join(self.text[start : self.at].split())
                for each in names:
                    owner.add(self._made(kind, call, label), each)

    def _close(self, kind: str) -> None:
        end = re.compile(r"\s*\)").match(self.text, self.at)
        if end is None:
            raise NotationError(f"The end of {kind[:40]} was expected at {self._place(self.at)}.")
        self.at = end.end()

    def _made(self, kind: str, call: ast.Call, label: str) -> Made:
        self.layers += 1
        if self.layers > MAX_LAYERS:
            raise NotationError(f"There are more than {MAX_LAYERS:,} layers.")
        return Made(call, label, kind)

    def _leaf(self, kind: str, start: int) -> ast.Call:
        """The call that begins at ``start``; behind its opening bracket stands ``at``."""
        level, end = 1, self.at
        while end < min(len(self.text), start + MAX_CALL) and level:
            level += {"(": 1, ")": -1}.get(self.text[end], 0)
            end += 1
        if level and end < len(self.text):
            raise NotationError(f"{kind[:40]} at {self._place(start)} is too long for a printed layer.")
        written = self.text[start:end]
        self.at = end
        try:
            call = ast.parse(written, mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            raise NotationError(f"{kind[:40]} at {self._place(start)} cannot be read as a printed layer.") from None
        if level or not isinstance(call, ast.Call):
            raise NotationError(f"The end of {kind[:40]} at {self._place(start)} was expected.")
        line, column = self._line(start)
        for node in ast.walk(call):
            if isinstance(node, ast.keyword) and isinstance(node.value, ast.Name):
                # print() leaves the quotes out: padding=same.
                node.value = ast.copy_location(ast.Constant(node.value.id), node.value)
            if isinstance(node, ast.expr | ast.keyword):
                node.col_offset += column if node.lineno == 1 else 0
                node.lineno += line
        if isinstance(call.func, ast.Name):
            call.func.id = call.func.id.removeprefix("NonDynamicallyQuantizable")
        return call

    def _line(self, at: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, at)
        return line, len(self.text[self.text.rfind("\n", 0, at) + 1 : at].encode())

    def _place(self, at: int) -> str:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        line, column = self._line(at)
        return f"line {line + 1}, column {column + 1}"

    def _node(self, at: int) -> ast.expr:
        line, column = self._line(at)
        return ast.Name("x", ast.Load(), lineno=line + 1, col_offset=column)


def _each(name: str, times: int) -> list[str]:
    """`0-2` with `3 x` stands for 0, 1 and 2."""
    span = _RANGE.fullmatch(name)
    if span is None:
        return [name]
    first, last = int(span[1]), int(span[2])
    if last - first + 1 != times or times > MAX_LAYERS:
        raise NotationError(f"({name}) does not stand for {times} layers.")
    return [str(number) for number in range(first, last + 1)]
