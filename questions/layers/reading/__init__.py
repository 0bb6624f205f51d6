"""Whole networks as people paste them: Sequential, model.add, classes, functional chains, print(model)."""

from dataclasses import replace

from questions.layers.literals import NotationError
from questions.layers.notation import check_framework, checked_input
from questions.layers.reading.assembly import Assembly
from questions.layers.reading.frameworks import framework_of
from questions.layers.reading.printed import PRINTED_NOTE, Printed, is_printed
from questions.layers.reading.reader import Reader
from questions.layers.reading.result import ReadLayer, ReadNetwork
from questions.layers.reading.roots import find_root
from questions.layers.reading.source import checked_text, parse_source
from questions.layers.specs import Shape
from questions.layers.terms import Framework

__all__ = ["PRINTED_NOTE", "ReadLayer", "ReadNetwork", "read_network"]


def read_network(text: str, framework: Framework | None = None, input_shape: Shape | None = None) -> ReadNetwork:
    """Read the layers of a text, without ever running it.

    ``input_shape`` is in the framework's own order, without the batch axis. Shapes are followed through a
    Sequential, a functional chain, or the forward pass of a class; otherwise through the order of definition, if it
    fits. Raises NotationError, one sentence that says what is wrong and where, for every other text.
    """
    check_framework(framework)
    given = checked_input(input_shape)
    checked = checked_text(text)
    try:
        if is_printed(checked):
            printed = Printed(checked).read()
            read = Assembly(Reader(checked, framework or "pytorch"), given).of(printed)
            return replace(read, note=f"{read.note} {PRINTED_NOTE}".strip())
        tree = parse_source(checked)
        reader = Reader(checked, framework or framework_of(tree))
        reader.run(tree.body, reader.top)
        return Assembly(reader, given).of(find_root(reader))
    except RecursionError:
        raise NotationError("The text is nested too deeply.") from None
