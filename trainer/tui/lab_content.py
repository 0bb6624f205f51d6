"""What the lab shows, as Textual content. Everything in it is data, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.content import Content

from questions.layers.terms import FRAMEWORK_TITLES
from questions.wording import by
from trainer.lab.changes import CHANGED, Change
from trainer.lab.code import code, tensors
from trainer.lab.comparing import Row, rows
from trainer.lab.figures import Figure, Quantity, figures, ordered, shown_tensors
from trainer.lab.settings import LabSettings

_LABEL = 13
_MUTED = "$foreground 80%"
_FORMULA = {Quantity.PARAMETERS, Quantity.OUTPUT, Quantity.MACS}

Parts = list[Content | str | tuple[str, str]]


def figures_content(settings: LabSettings, told: Sequence[Change], width: int, *, full: bool) -> Content:
    """Every quantity with its mark and its formula; `full` shows the formulas of the lesser quantities, too."""
    marks = {change.quantity: change for change in told}
    parts: Parts = []
    for figure in figures(settings):
        if figure.quantity is Quantity.WEIGHTS:
            continue
        parts += _head(figure, marks.get(figure.quantity), width)
        if figure.formula and (full or figure.quantity in _FORMULA):
            parts += [(_hanging(figure.formula, width), _MUTED), "\n"]
            parts += [f"{_hanging(f'= {part}', width)}\n" for part in _by_axis(figure.substitution, width - 4)]
        elif figure.quantity is Quantity.OUTPUT_MEMORY:
            parts += [(_hanging("memory in float32: 4 bytes a value", width), _MUTED), "\n"]
        if full:
            parts.append("\n")
    return Content.assemble(*parts).rstrip()


def _head(figure: Figure, change: Change | None, width: int) -> Parts:
    label = f"{figure.quantity:<{_LABEL}} "
    parts: Parts = [label, (figure.text, "bold")]
    if change is not None:
        used = len(label) + len(figure.text)
        mark = "  " if used + 2 + len(change.mark) <= width else f"\n{_indent(change.mark, width)}"
        parts += [mark, (change.mark, mark_style(change.changed))]
    return [*parts, "\n"]


def _indent(text: str, width: int) -> str:
    """Under the values where the text fits there, else further to the left."""
    return " " * (_LABEL + 1 if _LABEL + 1 + len(text) <= width else 2)


def mark_style(changed: bool) -> str:
    """Of a mark; the sign in front of it says the same."""
    return "bold $text-warning" if changed else _MUTED


def _by_axis(text: str, width: int) -> list[str]:
    """An axis in each line where they differ and do not fit into one."""
    return [text] if len(text) <= width else text.split("; ")


def _hanging(text: str, width: int) -> str:
    """Pushed in, and what is wrapped a little more."""
    lines = wrap(text, max(width, 12), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines)


def code_content(settings: LabSettings, told: Sequence[Change], width: int) -> Content:
    """The weights as each framework stores them, and the code in each."""
    change = next((each for each in told if each.quantity is Quantity.WEIGHTS), None)
    parts: Parts = ["weights as stored"]
    if change is not None:
        parts += ["  ", (change.mark, mark_style(change.changed))]
    for title, text in shown_tensors(tensors(settings), settings.layers):
        parts.append(f"\n{_hanging(f'{title:<7}  {text}', width)}")
    parts.append("\n\ncode\n")
    for written in code(settings):
        name = FRAMEWORK_TITLES[written.framework]
        chosen = written.framework == settings.framework
        parts.append((f"  {name}{' (c copies it)' if chosen and written.calls else ''}\n", _MUTED))
        lines = written.text.split("\n") if written.calls else [written.reason]
        text = "\n".join(_hanging(line.strip(), width) for line in lines)
        parts += [(f"{text}\n", "bold" if chosen and written.calls else "")]
    return Content.assemble(*parts).rstrip()


def comparison_content(pinned: LabSettings, present: LabSettings, width: int) -> Content:
    """Two settings side by side, with what the present one has more or less; what is too long stands below."""
    told = rows(pinned, present)
    room = (width - _LABEL - 3) // 2
    short = [row for row in told if max(len(row.pinned), len(row.present)) <= room]
    first = max([len("pinned"), *(len(row.pinned) for row in short)])
    second = max([len("now"), *(len(row.present) for row in short)])
    one_line = _LABEL + first + second + 7 + max(len(row.difference) for row in told) <= width
    parts: Parts = [
        f"pinned  {title(pinned)}\n",
        f"now     {title(present)}\n\n",
        (f"{'':<{_LABEL}} {'pinned':>{first}}  {'now':>{second}}\n", "bold"),
    ]
    for row in told:
        gap = "  " if one_line else f"\n{_indent(row.difference, width - 2)}"
        label = f"{row.quantity:<{_LABEL}} "
        if row in short:
            parts += [f"{label}{row.pinned:>{first}}  ", (f"{row.present:>{second}}", "bold"), gap]
        elif row.pinned == row.present:
            fits = len(label) + len(row.present) + 2 + len(row.difference) <= width
            parts += [label, (row.present, "bold"), "  " if fits else f"\n{_indent(row.difference, width)}"]
        else:
            parts += [f"{label}{row.pinned}\n{'now':>{_LABEL}} ", (row.present, "bold"), gap]
        parts += [_difference(row), "\n"]
    return Content.assemble(*parts).rstrip()


def _difference(row: Row) -> tuple[str, str]:
    same = row.difference.startswith("=")
    return row.difference if same else f"{CHANGED} {row.difference}", mark_style(not same)


def title(settings: LabSettings) -> str:
    """The layer in one line: its call in the chosen framework, or in the first that has it."""
    written = sorted(code(settings), key=lambda each: each.framework != settings.framework)
    found = next((each for each in written if each.calls), written[0])
    calls = found.calls
    stack = f"{settings.layers} layers: " if settings.layers > 1 else ""
    if not calls:
        return f"{stack}{settings.kind}, padding {settings.padding}"
    whose = "" if found.framework == settings.framework else f" ({FRAMEWORK_TITLES[found.framework]})"
    return f"{stack}{calls[0]}{', …' if len(calls) > 1 else ''}{whose}"


def input_text(settings: LabSettings) -> str:
    """`input 8×24×24×3`: in the order of the chosen framework, the batch axis only where there is a batch."""
    shape = ordered(settings.input_shape, settings.framework)
    return f"input {by((settings.batch, *shape) if settings.batch > 1 else shape)}"


def why_content(told: Sequence[Change], width: int) -> Content:
    """The reasons, each with its sign: of the parameters first, then of what changed, then of what did not."""
    parts: Parts = []
    for change in sorted(told, key=lambda each: (each.quantity is not Quantity.PARAMETERS, not each.changed)):
        head = f"{change.mark[:1]} {change.quantity}: "
        lines = wrap(f"{head}{change.reason}", max(width, 20), subsequent_indent="  ", break_on_hyphens=False)
        text = "\n".join(lines)
        parts += [(head, mark_style(change.changed)), f"{text[len(head) :]}\n"]
    return Content.assemble(*parts).rstrip()
